"""robots.txt as RFC 9309 has it: unreachable means nothing may be fetched, missing means everything may. No Scrapy."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from protego import Protego

from newsbot.normalize import urls

MAX_BYTES = 500 * 1024
"""What of a robots.txt is read: RFC 9309 section 2.5 asks for 500 KiB at least."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What the robots.txt of one host says."""

    rules: Protego | None
    """The parsed file; None when it could not be fetched: nothing may be fetched then."""
    problem: str | None = None
    """Why there are no rules."""
    sitemaps: tuple[str, ...] = ()
    """Sitemaps that it names."""


def read_robots(status: int, body: bytes, url: str) -> Policy:
    """What the answer for the robots.txt at `url` says (RFC 9309 section 2.3.1).

    A server that fails or asks for fewer requests lets nothing be fetched; a file that is missing, refused, or still redirects
    after five steps lets everything be fetched.
    """
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS:
        return Policy(None, f"HTTP {status}")
    if status >= HTTPStatus.MULTIPLE_CHOICES:
        return Policy(Protego.parse(""))
    rules = Protego.parse(body[:MAX_BYTES].decode("utf-8-sig", "replace"))
    sitemaps = (urls.join(url, sitemap) for sitemap in rules.sitemaps)
    return Policy(rules, sitemaps=tuple(filter(None, sitemaps)))
