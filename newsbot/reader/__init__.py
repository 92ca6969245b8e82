"""HTML bytes in, article out: the general reader. No Scrapy, no network, no files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from urllib.parse import urlsplit

import newsbot
from newsbot.article import TEXT_BLOCKS, Article, Block, Reader
from newsbot.reader import blocks, content
from newsbot.reader.authors import find_authors
from newsbot.reader.classify import breaks_off, refuse_bytes, refuse_page, without_wall
from newsbot.reader.closing import closing_lines
from newsbot.reader.credits import split_credits
from newsbot.reader.dates import find_dates
from newsbot.reader.document import Document, parse
from newsbot.reader.explain import explain
from newsbot.reader.found import Found
from newsbot.reader.injected import find_injected
from newsbot.reader.labels import find_labels
from newsbot.reader.layout import Layout
from newsbot.reader.layouts import match
from newsbot.reader.measure import fold, weight
from newsbot.reader.media import credit_of, credited
from newsbot.reader.piece import Piece
from newsbot.reader.scan import Scan, scan
from newsbot.reader.structured import StructuredData
from newsbot.reader.title import find_title
from newsbot.reader.told import Told

_TAG = re.compile(r"<[^<>]{1,2000}>")
_INJECTED = 300
"""Weight of the visible text under which scripts are searched for the text."""
_TOLD = 200
"""Characters of article text in the structured data that are worth a comparison."""
_TOLD_AT_MOST = 150_000
"""Characters of it that are compared: twice the longest reportage. Each text of the page is looked for in them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a page came to."""

    article: Article | None
    """The article; None when the page is none."""
    reason: str | None = None
    """Why the page is no article, one line ("listing: 41 links and 35 words of running text"); None for an article."""
    kind: str = "article"
    """What the page is: "article", "listing", "empty", "not_html", "soft_404", "challenge", "paywall", "unreadable"."""
    evidence: dict[str, Found[object]] = field(default_factory=dict)
    """By field name: where its value was found."""


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
        return Reading(None, verdict.reason, verdict.kind)
    document = parse(html, url=url, content_type=content_type)
    if document is None:
        return Reading(None, "empty: nothing to parse", "empty")
    page = scan(document.root)
    known = match(html, document.names, page.words, layouts)
    layout = known.layout if known else None
    if known and not page.mark(known.cues):
        page = scan(document.root, known.cues)
    data = StructuredData.of(document.root)
    title = find_title(document, data, None, layout)
    told = _told(document, data, title)
    region = content.find_region(page, told, known.body if known else None)
    drafts = blocks.draft(page, region, document) if region else blocks.Drafts()
    title = title or _shown_title(page, region, data)
    flags = document.flags
    if _own(drafts.pieces) < _INJECTED and (inside := _read_injected(document, data, told)):
        shown, (page, region, drafts) = drafts, inside
        _add_shown(drafts, shown)
        flags = (*flags, "body_from_script")
    if verdict := refuse_page(html, url, title.value if title else None, page, drafts.pieces, data):
        return Reading(None, verdict.reason, verdict.kind)
    flags += _cut_at_wall(page, region, drafts, data, url)
    root = page.nodes[region.root].element if region else None
    credit_lines = split_credits(drafts.pieces, left_out=closing_lines(page, region, drafts.pieces) if region else ())
    dates = find_dates(document, data, root, layout)
    authors = find_authors(document, data, root, layout, credit_lines)
    video_source = credit_lines.video_source or credit_of(drafts.videos)
    labels = find_labels(document, data, layout, " ".join(piece.text for piece in credit_lines.pieces)[:2000])
    if dates.published is None:
        flags = (*flags, "no_date")
    evidence: dict[str, Found[object]] = {}

    def value(name: str, found: Found[str] | None) -> str | None:
        if found is None:
            return None
        evidence[name] = Found(found.value, found.source, found.rule)
        return found.value

    article = Article(
        url=url,
        canonical_url=value("canonical_url", labels.canonical_url),
        title=value("title", title),
        byline=value("byline", authors.byline),
        authors=authors.authors.value if authors.authors else (),
        video_source=value("video_source", video_source),
        blocks=tuple(Block(piece.type, piece.text or None, piece.media) for piece in credit_lines.pieces),
        images=tuple(drafts.images),
        videos=credited(drafts.videos, video_source.value if video_source else None),
        related_links=tuple(drafts.related),
        published_at=value("published_at", dates.published),
        modified_at=value("modified_at", dates.modified),
        published_raw=value("published_raw", dates.raw),
        section=value("section", labels.section),
        tags=labels.tags.value if labels.tags else (),
        language=value("language", labels.language),
        agency=value("agency", authors.agency),
        flags=flags,
        reader=Reader(newsbot.__version__, layout.name if layout else "general"),
    )
    if authors.authors:
        evidence["authors"] = Found(authors.authors.value, authors.authors.source, authors.authors.rule)
    if labels.tags:
        evidence["tags"] = Found(labels.tags.value, labels.tags.source, labels.tags.rule)
    if explained:
        injected = "body_from_script" in flags
        evidence |= explain(root, credit_lines.pieces, drafts.related, layout, injected=injected)
    return Reading(article, evidence=evidence)


def _own(pieces: Sequence[Piece]) -> int:
    return sum(weight(piece.text) for piece in pieces if piece.type in TEXT_BLOCKS)


def _read_injected(
    document: Document, data: StructuredData, told: Told
) -> tuple[Scan, content.Region, blocks.Drafts] | None:
    """Read the text that the page's scripts would put into it, when they hold one."""
    body = data.article(document.url).get("articleBody")
    html = find_injected(document.root, body if isinstance(body, str) else None)
    inner = parse(f"<html><body><article>{html}</article></body></html>".encode(), url=document.url) if html else None
    if inner is None:
        return None
    page = scan(inner.root)
    region = content.find_region(page, replace(told, body=""))
    return (page, region, blocks.draft(page, region, replace(inner, base=document.base))) if region else None


def _add_shown(drafts: blocks.Drafts, shown: blocks.Drafts) -> None:
    """Add what the page shows around a text from a script: the lead above it, the links under it."""
    lead = next((piece for piece in shown.pieces if piece.type == "lead"), None)
    if lead and all(fold(lead.text) != fold(piece.text) for piece in drafts.pieces):
        for piece in drafts.pieces:
            piece.type = "paragraph" if piece.type == "lead" else piece.type
        drafts.pieces.insert(0, lead)
    drafts.related += [link for link in shown.related if link not in drafts.related]


def _cut_at_wall(
    page: Scan, region: content.Region | None, drafts: blocks.Drafts, data: StructuredData, url: str
) -> tuple[str, ...]:
    """The flag of an article that is but the opening of a paid one; what stands in the place of the rest is left out."""
    if region is None or not breaks_off(page, region, drafts.pieces, data, url):
        return ()
    drafts.pieces = without_wall(drafts.pieces)
    return ("paywall",)


def _shown_title(page: Scan, region: content.Region | None, data: StructuredData) -> Found[str] | None:
    """A headline where no heading and no metadata agree on one: what the page shows largest, else the name of the document."""
    if region and region.title is not None:
        run = page.runs[region.title]
        return Found(run.text, page.nodes[run.node].tag, "the only heading")
    return Found(data.title, "title", "the only title") if data.title else None


def _told(document: Document, data: StructuredData, title: Found[str] | None) -> Told:
    article = data.article(document.url)
    titles = (title.value if title else None, data.first("og:title"), data.title)
    descriptions = (
        *(data.first(name) for name in ("og:description", "description", "twitter:description")),
        article.get("description"),
    )
    body = article.get("articleBody")
    return Told(
        tuple(text for text in titles if text),
        tuple(dict.fromkeys(fold(text) for text in descriptions if isinstance(text, str))),
        fold(_TAG.sub(" ", unescape(body[:_TOLD_AT_MOST]))) if isinstance(body, str) and len(body) > _TOLD else "",
        urlsplit(document.url).hostname or "",
    )
