"""The stages of reading one page, in their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lxml.html import HtmlElement

import newsbot
from newsbot.article import TEXT_BLOCKS, Article, Block, Reader
from newsbot.reader.body.blocks import Body, read_body
from newsbot.reader.body.credits import Credits, split_credits
from newsbot.reader.body.media import credit_of, credited
from newsbot.reader.body.provenance import body_evidence
from newsbot.reader.body.script_text import find_script_text
from newsbot.reader.body.signature_lines import signature_lines
from newsbot.reader.fields.article_context import ArticleContext
from newsbot.reader.fields.authors import Authors, find_authors
from newsbot.reader.fields.dates import Dates, find_dates
from newsbot.reader.fields.labels import Labels, find_labels
from newsbot.reader.fields.title import find_title
from newsbot.reader.layouts.layout import Layout
from newsbot.reader.layouts.match import Known, match
from newsbot.reader.page.document import Document, parse
from newsbot.reader.page.evidence import Evidence
from newsbot.reader.page.structured_data import StructuredData
from newsbot.reader.page.text_measures import fold, weight
from newsbot.reader.region.main_content import find_region
from newsbot.reader.region.metadata_hints import MetadataHints
from newsbot.reader.scan.walk import Scan, scan
from newsbot.reader.verdict.classify import refuse_page
from newsbot.reader.verdict.paywall import breaks_off, without_wall
from newsbot.reader.verdict.sniffing import refuse_bytes
from newsbot.reader.verdict.verdict import Verdict

SCRIPT_TEXT_MAX_WEIGHT = 300
"""Weight of the visible text under which scripts are searched for the text: a page that needs its scripts shows a standfirst."""
LANGUAGE_SAMPLE_CHARS = 2000
"""Characters of the text that language and keywords are checked against: keywords are named early or not at all."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The result of reading a page."""

    article: Article | None
    """The article; None when the page is none."""
    reason: str | None = None
    """Why the page is no article, one line ("listing: 41 links and 35 words of running text"); None for an article."""
    kind: str = "article"
    """What the page is: "article", "listing", "empty", "not_html", "soft_404", "challenge", "paywall", "unreadable"."""
    evidence: dict[str, Evidence[object]] = field(default_factory=dict)
    """By field name: where its value was found."""


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed and walked page."""

    document: Document
    data: StructuredData
    scan: Scan
    known: Known | None
    """The known layout of the page and what its selectors found; None for a page of none."""

    @property
    def layout(self) -> Layout | None:
        """The known layout of the page."""
        return self.known.layout if self.known else None


@dataclass(frozen=True, slots=True)
class Content:
    """The article within its page."""

    scan: Scan
    """The walk over the page, or over the text that its scripts hold."""
    body: Body
    flags: tuple[str, ...] = ()
    """What was noticed: "body_from_script", "paywall"."""

    @property
    def root(self) -> HtmlElement | None:
        """The element that holds the text."""
        return self.scan.nodes[self.body.region.root].element if self.body.region else None

    @property
    def headline(self) -> HtmlElement | None:
        """The element that shows the title."""
        region = self.body.region
        return (
            self.scan.nodes[self.scan.runs[region.title].node].element if region and region.title is not None else None
        )


@dataclass(frozen=True, slots=True)
class Fields:
    """Everything of the record that is no block, picture, video or link."""

    title: Evidence[str] | None
    credits: Credits
    video_source: Evidence[str] | None
    dates: Dates
    authors: Authors
    labels: Labels

    def evidence(self) -> dict[str, Evidence[object]]:
        """By field name: where its value was found, of the fields that have one."""
        found: dict[str, Evidence[object] | None] = {
            "canonical_url": self.labels.canonical_url,
            "title": self.title,
            "byline": self.authors.byline,
            "video_source": self.video_source,
            "published_at": self.dates.published,
            "modified_at": self.dates.modified,
            "published_raw": self.dates.raw,
            "section": self.labels.section,
            "language": self.labels.language,
            "agency": self.authors.agency,
            "authors": self.authors.authors,
            "tags": self.labels.tags,
        }
        return {name: evidence for name, evidence in found.items() if evidence}


def read(
    html: bytes,
    *,
    url: str,
    content_type: str | None = None,
    layouts: Sequence[Layout] = (),
    explained: bool = False,
) -> Reading:
    """Read one page.

    `content_type` is the value of the HTTP header. `layouts` are known page layouts; the first that the page has helps.
    `explained` asks for the evidence of body, lead, captions, pictures, videos and links too, which costs extra.
    """
    if verdict := refuse_bytes(html):
        return _refused(verdict)
    document = parse(html, url=url, content_type=content_type)
    if document is None:
        return Reading(None, "empty: nothing to parse", "empty")
    page = _walk(html, document, layouts)
    title = find_title(document, page.data, None, page.layout)
    hints = MetadataHints.of(page.data, document, _value(title))
    content = _visible_content(page, hints)
    title = title or _fallback_title(content, page.data)
    content = _with_script_text(content, page, hints)
    if verdict := refuse_page(html, _value(title), content.scan, content.body.blocks, page.data):
        return _refused(verdict)
    content = _without_wall(content, page.data)
    fields = _read_fields(page, content, title)
    evidence = fields.evidence()
    if explained:
        evidence |= body_evidence(content.root, fields.credits.blocks, content.body.related, page.layout, content.flags)
    return Reading(_article(page, content, fields), evidence=evidence)


def _refused(verdict: Verdict) -> Reading:
    return Reading(None, verdict.reason, verdict.kind)


def _walk(html: bytes, document: Document, layouts: Sequence[Layout]) -> Page:
    """Walk the page once; a second time where a known layout names elements that the first walk had no reason to stop at."""
    walked = scan(document.root)
    known = match(html, document.names, walked.words, layouts)
    if known and not walked.mark(known.cues):
        walked = scan(document.root, known.cues)
    return Page(document, StructuredData.of(document.root, document.url), walked, known)


def _visible_content(page: Page, hints: MetadataHints) -> Content:
    region = find_region(page.scan, hints, page.known.body if page.known else None)
    return Content(page.scan, read_body(page.scan, region, page.document) if region else Body())


def _fallback_title(content: Content, data: StructuredData) -> Evidence[str] | None:
    """A headline where no heading and no metadata agree on one: what the page shows largest, else the name of the document."""
    region = content.body.region
    if region and region.title is not None:
        run = content.scan.runs[region.title]
        return Evidence(run.text, content.scan.nodes[run.node].tag, "the only heading")
    return Evidence(data.title, "title", "the only title") if data.title else None


def _with_script_text(content: Content, page: Page, hints: MetadataHints) -> Content:
    """The content, or where the page shows next to no text that which its scripts would put into it."""
    shown = sum(weight(block.text) for block in content.body.blocks if block.type in TEXT_BLOCKS)
    inside = _script_content(page, hints) if shown < SCRIPT_TEXT_MAX_WEIGHT else None
    return replace(inside, body=_with_shown(inside.body, content.body)) if inside else content


def _script_content(page: Page, hints: MetadataHints) -> Content | None:
    declared = page.data.article.get("articleBody")
    html = find_script_text(page.document.root, declared if isinstance(declared, str) else None)
    inner = parse(f"<html><body><article>{html}</article></body></html>".encode(), url=page.data.url) if html else None
    if inner is None:
        return None
    walked = scan(inner.root)
    region = find_region(walked, replace(hints, body=""))
    if region is None:
        return None
    return Content(walked, read_body(walked, region, replace(inner, base=page.document.base)), ("body_from_script",))


def _with_shown(body: Body, shown: Body) -> Body:
    """The body of a script's text with what the page shows around it: the lead above, the links under it."""
    blocks = body.blocks
    lead = next((block for block in shown.blocks if block.type == "lead"), None)
    if lead and all(fold(lead.text) != fold(block.text) for block in blocks):
        others = (replace(block, type="paragraph") if block.type == "lead" else block for block in blocks)
        blocks = (lead, *others)
    related = (*body.related, *(link for link in shown.related if link not in body.related))
    return replace(body, blocks=blocks, related=related)


def _without_wall(content: Content, data: StructuredData) -> Content:
    """The content without what stands in the place of a paid text; flagged where the page shows but its opening."""
    body = content.body
    if body.region is None or not breaks_off(content.scan, body.region, body.blocks, data):
        return content
    body = replace(body, blocks=without_wall(body.blocks))
    return replace(content, body=body, flags=(*content.flags, "paywall"))


def _read_fields(page: Page, content: Content, title: Evidence[str] | None) -> Fields:
    document, data, layout, body = page.document, page.data, page.layout, content.body
    signatures = signature_lines(content.scan, body.region, body.blocks) if body.region else ()
    credit_lines = split_credits(body.blocks, left_out=signatures)
    context = ArticleContext.of(document.root, data, content.root)
    text = " ".join(block.text for block in credit_lines.blocks)[:LANGUAGE_SAMPLE_CHARS]
    return Fields(
        title=title,
        credits=credit_lines,
        video_source=credit_lines.video_source or credit_of(body.videos),
        dates=find_dates(document, data, _dated_context(context, page, content), layout),
        authors=find_authors(document, data, context, layout, credit_lines),
        labels=find_labels(document, data, context, layout, text),
    )


def _dated_context(context: ArticleContext, page: Page, content: Content) -> ArticleContext:
    """The context in which a date is looked for: around what shows the title, where no `h1` does."""
    headline = content.headline if content.scan is page.scan else None
    if headline is None or context.heading in (headline, *headline.iterancestors()):
        return context
    return ArticleContext.of(page.document.root, page.data, content.root, headline)


def _article(page: Page, content: Content, fields: Fields) -> Article:
    dates, authors, labels = fields.dates, fields.authors, fields.labels
    video_source = _value(fields.video_source)
    flags = (*page.document.flags, *content.flags, *(() if dates.published else ("no_date",)))
    return Article(
        url=page.data.url,
        canonical_url=_value(labels.canonical_url),
        title=_value(fields.title),
        byline=_value(authors.byline),
        authors=authors.authors.value if authors.authors else (),
        video_source=video_source,
        blocks=tuple(Block(block.type, block.text or None, block.media) for block in fields.credits.blocks),
        images=content.body.images,
        videos=credited(content.body.videos, video_source),
        related_links=content.body.related,
        published_at=_value(dates.published),
        modified_at=_value(dates.modified),
        published_raw=_value(dates.raw),
        section=_value(labels.section),
        tags=labels.tags.value if labels.tags else (),
        language=_value(labels.language),
        agency=_value(authors.agency),
        flags=flags,
        reader=Reader(newsbot.__version__, page.layout.name if page.layout else "general"),
    )


def _value(found: Evidence[str] | None) -> str | None:
    return found.value if found else None
