"""Which of the pages and sitemaps that feeds and sitemaps list are worth a request. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from newsbot.archive import Mark
from newsbot.discover.listings import ListedUrl
from newsbot.discover.window import Window
from newsbot.normalize import urls
from newsbot.site import Site

SETTLED = timedelta(days=2)
"""How long after its time of change a sitemap must have been read for that time to mean something: it may be but a day."""
LATE = timedelta(days=7)
"""How long after its end a month may get articles: a sitemap of a month that was read later than that is complete."""


def is_page(site: Site, url: str) -> bool:
    """Whether a URL that a feed or sitemap lists is worth a look: an unknown site's own word is taken for it."""
    if site.article_paths:
        return site.is_article(url)
    return url != site.home and not urls.NOT_A_PAGE.search(url)


def is_outside(site: Site, window: Window, listed: ListedUrl, url: str) -> bool:
    """Whether a page lies outside the time asked for; a change after that time says nothing of the publication."""
    dated = window.is_outside(listed.date) if listed.published else window.is_past(listed.date)
    return dated or window.are_outside(site.days(url))


def is_own_list(site: Site, url: str) -> bool:
    """Whether a feed or sitemap is one of the site: on a host of the site, or on one that its file names for a source.

    A list on any other host, a file store or a feed service, is what anybody may have written: its name in robots.txt or in a
    page is no more than a link. An archivist who knows it names it in the site's file.
    """
    return site.serves(site.canonical(url)) or _place(url) in {_place(site.url(one.path)) for one in site.sources}


def _place(url: str) -> str:
    return urlsplit(url).netloc


def newest_first(sitemaps: Iterable[ListedUrl]) -> list[ListedUrl]:
    """The sitemaps of an index in the order in which they are read."""
    return sorted(sitemaps, key=lambda one: one.date.timestamp() if one.date else 0.0, reverse=True)


def is_sitemap_outside(site: Site, window: Window, listed: ListedUrl) -> bool:
    """Whether a sitemap holds nothing of the time asked for."""
    return window.is_past(listed.date) or window.are_outside(site.sitemap_days(listed.url))


def is_unchanged(site: Site, listed: ListedUrl, mark: Mark | None, *, newest: bool) -> bool:
    """Whether a sitemap has nothing new since it was read before, as `mark` tells: by its index or by its month."""
    if mark is None:
        return False
    read = datetime.fromisoformat(mark.walked_at)
    if listed.date is not None:
        return not newest and mark.listed == listed.date.isoformat() and read > listed.date + SETTLED
    month = site.sitemap_days(listed.url)
    return month is not None and read.date() > month[1] + LATE
