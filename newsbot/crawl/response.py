"""Header fields of a response as text."""

from __future__ import annotations

from scrapy.http import Response


def header(response: Response, name: str) -> str | None:
    """The first field of a name; None when it is missing or empty."""
    return (response.headers.get(name) or b"").decode("latin-1") or None


def content_type(response: Response) -> str | None:
    """The Content-Type header."""
    return header(response, "Content-Type")
