"""robots.txt as RFC 9309 has it: unreachable means nothing may be fetched, missing means everything may. No Scrapy."""

from __future__ import annotations

import math
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
    is_given: bool = True
    """Whether the host has a robots.txt, or one that is refused."""
    sitemaps: tuple[str, ...] = ()
    """Sitemaps that it names."""


def crawl_delay(policy: Policy, name: str) -> float:
    """Seconds between two requests for which a robots.txt asks an agent; 0 when it asks for none, infinite for no number."""
    delay = float((policy.rules.crawl_delay(name) if policy.rules else None) or 0)
    return math.inf if math.isnan(delay) else max(0.0, delay)


def decision(policy: Policy) -> str:
    """What was decided on a robots.txt, for a receipt."""
    if policy.rules is None:
        return f"nothing may be fetched: {policy.problem}"
    return "obeyed" if policy.is_given else "everything may be fetched: there is none"


def read_robots(status: int, body: bytes, url: str) -> Policy:
    """What the answer for the robots.txt at `url` says (RFC 9309 section 2.3.1).

    A server that fails or asks for fewer requests lets nothing be fetched; a file that is missing, refused, or redirects without
    an end lets everything be fetched.
    """
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS:
        return Policy(None, f"HTTP {status}")
    if status >= HTTPStatus.MULTIPLE_CHOICES:
        return Policy(Protego.parse(""), is_given=False)
    rules = Protego.parse(body[:MAX_BYTES].decode("utf-8-sig", "replace"))
    sitemaps = (urls.join(url, sitemap) for sitemap in rules.sitemaps)
    return Policy(rules, sitemaps=tuple(filter(None, sitemaps)))
