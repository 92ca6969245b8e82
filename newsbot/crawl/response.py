"""A response of Scrapy as text and facts."""

from __future__ import annotations

from datetime import UTC

from scrapy.http import Response

from newsbot.crawl.judge import Fetched
from newsbot.fetch.redirects import located


def header(response: Response, name: str) -> str | None:
    """The first field of a name; None when it is missing or empty."""
    value = response.headers.get(name) or b""
    return (located(value) if name == "Location" else value.decode("latin-1")) or None


def content_type(response: Response) -> str | None:
    """The Content-Type header."""
    return header(response, "Content-Type")


def fetched_of(response: Response) -> Fetched:
    """What came back for a page, with what the middlewares noted of it."""
    meta = response.meta
    return Fetched(
        page=meta["page"],
        url=response.url,
        status=response.status,
        capture=meta["capture"],
        fetched_at=meta["fetched_at"].astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        content_type=content_type(response),
        location=header(response, "Location"),
        validators=(header(response, "ETag"), header(response, "Last-Modified")),
        is_cut_short=bool({"dataloss", "partial"} & set(response.flags)),
        is_conditional="confirms" in meta,
        robots=tuple(value.decode("latin-1") for value in response.headers.getlist("X-Robots-Tag")),
        hops=meta.get("hops", ()),
    )
