"""What a response comes to: a record, or a state with its reason. The same for a crawl and for who reads its captures again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus

from newsbot.archive import State
from newsbot.archive.tables import MOVED_TO
from newsbot.article import NOARCHIVE, Article, Capture
from newsbot.normalize import dated
from newsbot.normalize.robots_directives import header_says_noarchive
from newsbot.reader import Reading
from newsbot.site import Site

GONE = frozenset({404, 410})
BLOCKED = frozenset({401, 402, 403, 407, 429, 451})
CUT_SHORT = "the body was cut short"
"""Why a page of which a part is missing was not taken."""
HTML_TYPES = (
    "text/html",
    "application/xhtml+xml",
    "application/xml",
    "text/xml",
    "text/plain",
    "application/octet-stream",
)


UNVERIFIED = "tls_unverified"
"""Flag of an article that came over a connection whose certificate nobody checked."""


def refusal(status: int, content_type: str | None) -> tuple[State, str] | None:
    """The state of a page that is not to be read; None for one that is. Redirects are `redirect`'s."""
    if status in GONE:
        return State.GONE, f"HTTP {status}"
    if status in BLOCKED:
        return State.BLOCKED, f"HTTP {status}"
    if status != HTTPStatus.OK:
        return State.FAILED, f"HTTP {status}"
    kind = (content_type or "").partition(";")[0].strip().lower()
    if kind and kind not in HTML_TYPES:
        return State.NOT_ARTICLE, f"no page: {kind}"
    return None


def redirect(site: Site, page: str, target: str | None, status: int) -> tuple[State, str] | None:
    """The state of a page that redirects to `target`, an absolute URL; None when that is the same page elsewhere."""
    url = site.own(target) if target else None
    if target is None:
        return State.FAILED, f"HTTP {status} without a usable target"
    if url == page:
        return None
    if url is None:
        return State.MOVED, f"left the site: {target}"
    if url == site.home:
        return State.GONE, "redirects to the home page"
    return State.MOVED, f"{MOVED_TO}{url}"


def no_article(reading: Reading, *, cut_short: bool) -> tuple[State, str]:
    """The state of a page that was read and is no article; of a part of a page nobody can tell."""
    states = {"soft_404": State.GONE, "challenge": State.BLOCKED}
    if cut_short and reading.kind != "challenge":
        return State.FAILED, CUT_SHORT
    return states.get(reading.kind, State.NOT_ARTICLE), reading.reason or reading.kind


def with_noarchive(article: Article, fields: Iterable[str]) -> Article:
    """The reading of a page with what the response says of copies of it in its fields `X-Robots-Tag`."""
    if NOARCHIVE in article.flags or not header_says_noarchive(fields):
        return article
    return replace(article, flags=(*article.flags, NOARCHIVE))


def record(
    site: Site, article: Article, *, page: str, fetched_at: str, status: int, capture: Capture, cut_short: bool
) -> Article:
    """The reading of a page with what the crawl knows: which article of which site, fetched when, kept where.

    `page` is the URL under which the ledger knows it, `cut_short` says that a part of the response is missing.
    """
    article = dated(article, datetime.fromisoformat(fetched_at))
    flags = article.flags
    if cut_short and "truncated" not in flags:
        flags = (*flags, "truncated")
    if not site.verify_tls and page.startswith("https:") and UNVERIFIED not in flags:
        flags = (*flags, UNVERIFIED)
    if article.url != page:
        article = replace(article, url=page)
    return replace(site.identify(article), flags=flags, fetched_at=fetched_at, http_status=status, capture=capture)
