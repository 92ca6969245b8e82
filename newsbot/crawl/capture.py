"""Capture first: every response is in the WARC before anything looks at it."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Headers, Response

from newsbot.archive import ArchiveError, Exchange
from newsbot.crawl.context import Crawl, is_site_crawl


class CaptureMiddleware:
    """Nearest to the wire: writes request and response as they went over it, and tells the request where they lie."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CaptureMiddleware:
        """Scrapy's factory; off where no site is crawled into the archive."""
        if not is_site_crawl(crawler):
            raise NotConfigured
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Write the exchange; `request.meta` gets "capture" and "fetched_at"."""
        crawl = Crawl.of(self._crawler)
        fetched_at = request.meta["fetched_at"] = crawl.archive.clock()
        confirms = request.meta.get("confirms") if response.status == HTTPStatus.NOT_MODIFIED else None
        captured = exchange(request, response, fetched_at)
        crawl.statistics.note_exchange(captured)
        try:
            request.meta["capture"] = crawl.archive.capture(captured, confirms)
        except ArchiveError as error:
            crawl.ending.fail(error)
            raise
        return response


def exchange(request: Request, response: Response, fetched_at: datetime) -> Exchange:
    """The request and the response as the archive writes them.

    Twisted hides two things of the wire: the order of different header names and the chunking of a chunked body.
    """
    parts = urlsplit(request.url)
    host = (b"Host", parts.netloc.encode("ascii"))
    try:
        reason = HTTPStatus(response.status).phrase
    except ValueError:
        reason = ""
    return Exchange(
        url=request.url,
        method=request.method,
        request_headers=(host, *_pairs(request.headers)),
        request_body=request.body,
        status=response.status,
        headers=tuple(_pairs(response.headers)),
        body=response.body,
        started=request.meta["started"],
        fetched=fetched_at,
        http_version=response.protocol or "HTTP/1.1",
        reason=reason,
        ip=str(response.ip_address) if response.ip_address else None,
    )


def _pairs(headers: Headers) -> list[tuple[bytes, bytes]]:
    return [(name, value) for name in headers for value in headers.getlist(name)]
