"""Undo content encodings after the capture: within a limit, and noticing a body that was cut short."""

from __future__ import annotations

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from newsbot.archive.encodings import unpack

ACCEPTED = b"gzip, deflate, br"


class UnpackMiddleware:
    """Scrapy's own takes half a page for a whole one; here a packed body without its end gets the flag "dataloss"."""

    def __init__(self, crawler: Crawler) -> None:
        self._limit = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> UnpackMiddleware:
        """Scrapy's factory."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Say what can be unpacked."""
        request.headers.setdefault("Accept-Encoding", ACCEPTED)

    def process_response(self, request: Request, response: Response) -> Response:  # noqa: ARG002 - Scrapy's interface
        """The response with its body unpacked. Raises EncodingError."""
        encodings = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1")
        if not encodings:
            return response
        body, whole = unpack(response.body, encodings, self._limit)
        return response.replace(body=body, flags=response.flags if whole else [*response.flags, "dataloss"])
