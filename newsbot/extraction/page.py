"""One page, one record: what a user of the library calls."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urljoin

from newsbot.article import Article
from newsbot.extraction.layouts import layouts_of
from newsbot.extraction.reading import normalized
from newsbot.normalize import dated
from newsbot.reader import Reading, read
from newsbot.site import Site, WebSite
from newsbot.spiders import site_of


def extract(html: bytes, *, url: str, content_type: str | None = None) -> Article | None:
    """Read one page into a clean record; None when it is no article.

    `html` is the page as served, `url` its URL, `content_type` the value of the HTTP header when there was one.
    The page is taken for one of today: a later date is flagged "date_in_future".
    Raises ValueError when `url` is no absolute http(s) URL.
    """
    article = read_page(html, url=url, content_type=content_type).article
    return dated(article, datetime.now(UTC)) if article else None


def read_page(html: bytes, *, url: str, content_type: str | None = None, explained: bool = False) -> Reading:
    """The same with why the page is no article and, when `explained`, where each value was found."""
    site = site_for(url)
    reading = read(html, url=url, content_type=content_type, layouts=layouts_of(site), explained=explained)
    if reading.article is None:
        return reading
    return normalized(replace(reading, article=site.identify(reading.article)))


def site_for(url: str) -> Site:
    """The site of a URL: the one whose file knows the host, else one made from the host.

    Raises ValueError for what is no absolute http(s) URL.
    """
    return site_of(url) or WebSite(urljoin(url, "/"))
