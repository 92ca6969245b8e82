"""Redirects (RFC 9110 section 15.4): whether a response is one, and where it leads."""

from __future__ import annotations

from collections.abc import Collection
from http import HTTPStatus

from newsbot.normalize import urls

MAX_HOPS = 10
"""Redirects in a row that are followed, over URLs and hosts: honest chains have two or three (http, www., a new slug)."""
TOO_MANY = f"redirects more than {MAX_HOPS} times"
"""Why a chain of redirects is left that goes on after those."""
CIRCLE = "redirects in a circle"
"""Why one is left that comes back to where it was."""


def is_redirect(status: int) -> bool:
    """Whether a response leads to another URL. 304 (Not Modified) is no redirect."""
    return HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST and status != HTTPStatus.NOT_MODIFIED


def located(value: bytes) -> str:
    """A Location header as browsers take it: its bytes beyond ASCII are UTF-8, or stand for themselves, percent-encoded."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return "".join(chr(byte) if chr(byte).isascii() else f"%{byte:02X}" for byte in value)


def target_of(url: str, location: str | None) -> str | None:
    """The absolute URL to which the response of `url` redirects; None when its Location header does not say."""
    return urls.join(url, location or "")


def astray(target: str | None, hops: Collection[str]) -> str | None:
    """Why a redirect to `target` is not followed, when the URLs `hops` have redirected so far; None when it is."""
    if target in hops:
        return CIRCLE
    return TOO_MANY if len(hops) > MAX_HOPS else None
