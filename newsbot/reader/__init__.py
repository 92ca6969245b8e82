"""HTML bytes in, article out: the general reader. No Scrapy, no network, no files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from newsbot.article import Article
from newsbot.reader.found import Found
from newsbot.reader.layout import Layout


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
    html: bytes, *, url: str, content_type: str | None = None, layouts: Sequence[Layout] = ()
) -> Reading:
    """Read one page."""
    raise NotImplementedError
