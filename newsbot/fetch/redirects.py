"""Redirects (RFC 9110 section 15.4): whether a response is one, and where it leads."""

from __future__ import annotations

from http import HTTPStatus

from newsbot.normalize import urls


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
