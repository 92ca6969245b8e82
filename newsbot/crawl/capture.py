"""Capture first: every response is in the WARC before anything looks at it."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Headers, Response

from newsbot.archive import Exchange
from newsbot.crawl.session import Session, is_site_crawl


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

    def process_request(self, request: Request) -> None:
        """Note when the request left."""
        request.meta["started"] = Session.of(self._crawler).now()

    def process_response(self, request: Request, response: Response) -> Response:
        """Write the exchange; `request.meta` gets "capture" and "fetched_at"."""
        session = Session.of(self._crawler)
        fetched_at = session.now()
        request.meta["fetched_at"] = fetched_at
        confirms = request.meta.get("confirms") if response.status == 304 else None
        request.meta["capture"] = session.capture(exchange(request, response, fetched_at), confirms)
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
