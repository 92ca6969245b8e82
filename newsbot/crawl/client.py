"""The HTTP client: sends what the crawl scheduled, when it is its turn, where newsbot may connect, and nothing twice."""

from __future__ import annotations

import socket
import ssl
import time

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from scrapy import Request
from scrapy.core.downloader.handlers._aiohttp import AiohttpDownloadHandler, _ClientResponse
from scrapy.core.downloader.handlers._base_streaming import BaseStreamingDownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.utils.ssl import _make_ssl_context

from newsbot.crawl.context import Crawl, is_site_crawl
from newsbot.crawl.failure import CertificateRefused, NotAsked, OutOfReach
from newsbot.fetch.addresses import AddressRefused, Reach, endpoint

KEEP_ALIVE_SECONDS = 1.0
"""How long an idle connection is kept: shorter than any server keeps it, so that none is closed while it is used."""


class CheckedResolver(AbstractResolver):
    """Resolves a host to those of its addresses to which newsbot may connect."""

    def __init__(self, reach: Reach, resolver: AbstractResolver) -> None:
        self._reach, self._resolver = reach, resolver

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of a host to which newsbot may connect. Raises AddressRefused when there is none."""
        refused, allowed = None, []
        for one in await self._resolver.resolve(host, port, family):
            try:
                self._reach.check(host, port, one["host"])
                allowed.append(one)
            except AddressRefused as error:
                refused = error
        if refused and not allowed:
            raise refused
        return allowed

    async def close(self) -> None:
        """End the resolver below."""
        await self._resolver.close()


class GuestHandler(AiohttpDownloadHandler):
    """Scrapy's aiohttp handler as a guest needs it."""

    lazy = True
    """Made for the first request: the crawl exists then."""

    def __init__(self, crawler: Crawler) -> None:
        BaseStreamingDownloadHandler.__init__(self, crawler)
        self._is_site_crawl = is_site_crawl(crawler)
        self._hangs_up: set[str] = set()
        self._ssl_context = _make_ssl_context(crawler.settings)
        self._session = self._guarded_session()

    def _guarded_session(self) -> aiohttp.ClientSession:
        resolver: AbstractResolver = aiohttp.DefaultResolver()
        if self._is_site_crawl:
            resolver = CheckedResolver(Crawl.of(self.crawler).reach, resolver)
        connector = aiohttp.TCPConnector(
            limit=self._pool_size_total,
            limit_per_host=self._pool_size_per_host,
            keepalive_timeout=KEEP_ALIVE_SECONDS,
            resolver=resolver,
        )
        session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            response_class=_ClientResponse,
            skip_auto_headers=("Accept", "Accept-Encoding", "Content-Type", "User-Agent"),
        )
        # aiohttp would send a request again, at once, when a kept-alive connection dies under it. It has no other switch.
        session._retry_connection = False
        return session

    async def download_request(self, request: Request) -> Response:
        """Send a request when it is its turn. Raises NotAsked when the crawl ends before."""
        if not self._is_site_crawl:
            return await super().download_request(request)
        crawl = Crawl.of(self.crawler)
        try:
            crawl.reach.check_literal(request.url)
        except AddressRefused as error:
            raise OutOfReach(str(error)) from error
        moment = await crawl.pace.turn(self._check)
        request.meta["started"] = crawl.archive.clock()
        crawl.statistics.note_request(moment)
        host = endpoint(request.url)[0]
        if host in self._hangs_up:
            request.headers["Connection"] = "close"
        try:
            response = await super().download_request(request)
        except Exception as error:
            crawl.pace.answered(time.monotonic() - moment)
            self._raise_known(error, host)
            raise
        crawl.pace.answered(request.meta["download_latency"])
        return response

    def _check(self) -> None:
        """Raise NotAsked when nothing may be sent any more."""
        crawl = Crawl.of(self.crawler)
        if not self.crawler.engine.running or crawl.ending.error:
            raise NotAsked("the crawl is being stopped")
        if reason := crawl.why_nothing_is_asked():
            raise NotAsked(reason)

    def _raise_known(self, error: BaseException, host: str) -> None:
        """Raise what a failure of the connection is really about; remember servers that hang up on a kept connection."""
        for cause in _causes(error):
            if isinstance(cause, AddressRefused):
                raise OutOfReach(str(cause)) from error
            if isinstance(cause, ssl.SSLCertVerificationError):
                refused = getattr(cause, "certificate_error", cause)  # aiohttp's own says only where
                why = getattr(refused, "verify_message", None) or str(refused)
                raise CertificateRefused(f"certificate not trusted: {why}") from error
            if isinstance(cause, aiohttp.ServerDisconnectedError | aiohttp.ClientOSError):
                self._hangs_up.add(host)

    @staticmethod
    def _extract_headers(response: _ClientResponse) -> Headers:
        """The header fields as bytes, whatever bytes they are."""
        return Headers(list(response.raw_headers))


def _causes(error: BaseException | None) -> list[BaseException]:
    """An exception and what caused it."""
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        inner = getattr(error, "certificate_error", None) or getattr(error, "os_error", None)
        error = error.__cause__ or inner
    return found
