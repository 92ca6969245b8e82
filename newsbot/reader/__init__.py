"""HTML bytes in, article out: the general reader. No Scrapy, no network, no files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import newsbot
from newsbot.article import Article, Block, Reader
from newsbot.reader import blocks, content
from newsbot.reader.document import parse
from newsbot.reader.found import Found
from newsbot.reader.layout import Layout
from newsbot.reader.scan import scan
from newsbot.reader.structured import StructuredData


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


def read(html: bytes, *, url: str, content_type: str | None = None, layouts: Sequence[Layout] = ()) -> Reading:
    """Read one page."""
    document = parse(html, url=url, content_type=content_type)
    if document is None:
        return Reading(None, "empty: nothing to parse", "empty")
    data = StructuredData.of(document.root)
    page = scan(document.root)
    titles = [*data.meta.get("og:title", ()), *([data.title] if data.title else ())]
    region = content.find_region(page, urlsplit(url).hostname or "", titles)
    if region is None:
        return Reading(None, "listing: no running text", "listing")
    drafts = blocks.draft(page, region, document.base)
    title = page.runs[region.title].text if region.title is not None else (titles[0] if titles else None)
    made = tuple(Block(piece.type, piece.text or None, piece.media) for piece in drafts.pieces)
    article = Article(
        url=url,
        title=title,
        blocks=made,
        images=tuple(drafts.images),
        videos=tuple(drafts.videos),
        reader=Reader(newsbot.__version__, "general"),
    )
    return Reading(article)
