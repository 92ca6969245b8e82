"""One page, one record: what a user of the library calls."""

from __future__ import annotations

from newsbot.article import Article
from newsbot.cms import LAYOUTS
from newsbot.normalize import normalize_article
from newsbot.reader import read


def extract(html: bytes, *, url: str, content_type: str | None = None) -> Article | None:
    """Read one page into a clean record; None when it is no article.

    `html` is the page as served, `url` its address, `content_type` the value of the HTTP header when there was one.
    """
    article = read(html, url=url, content_type=content_type, layouts=LAYOUTS).article
    return normalize_article(article) if article else None
