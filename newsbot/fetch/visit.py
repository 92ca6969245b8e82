"""Polite requests for those who look at a site without crawling it: robots.txt first, one at a time, a pause between two."""

from __future__ import annotations

import http.client
import math
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import urlsplit

from newsbot.archive.encodings import EncodingError, unpack
from newsbot.fetch import agent
from newsbot.fetch.addresses import AddressRefused, Reach
from newsbot.fetch.connect import guarded_opener
from newsbot.fetch.redirects import astray, is_redirect, target_of
from newsbot.fetch.retry_after import MAX_WAIT, retry_after
from newsbot.fetch.robots_txt import Policy, crawl_delay, read_robots
from newsbot.normalize import urls

DELAY_SECONDS = 5.0
"""Seconds between two requests to one host, where nothing else is asked for; none on this machine."""
NOT_ASKED = "not asked for"
"""How the problem of a URL begins about which nothing was learnt, because newsbot held back."""
NEEDS_CONTACT = "fetching needs a contact: set NEWSBOT_CONTACT=you@example.org or give --contact"
"""Why the open web is not asked."""


@dataclass(frozen=True, slots=True)
class Response:
    """One answer as a server gave it, its content encoding undone."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] | None = None
    """Header fields by lower-case name."""

    def header(self, name: str) -> str | None:
        """A header field by its lower-case name."""
        return (self.headers or {}).get(name)


class NoAnswer(Exception):
    """A request that brought no usable answer. The message says why, in a few words."""

    def __init__(self, message: str, *, unusable: bool = False) -> None:
        super().__init__(message)
        self.unusable = unusable
        """A server answered, but with what cannot be read."""


Fetch = Callable[[str], Response]
"""Asks for one URL, once, and follows nothing. Raises NoAnswer."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of asking for a URL, redirects followed."""

    url: str
    """URL that was asked for."""
    final: str
    """URL that answered, or did not."""
    status: int | None = None
    """Its status; null when there was no answer or no question."""
    body: bytes = b""
    content_type: str | None = None
    problem: str | None = None
    """Why there is nothing to read ("HTTP 404", "no answer: timed out", "robots.txt disallows it"); null when there is."""
    barred: bool = False
    """robots.txt keeps it back, or cannot be had."""
    unusable: bool = False
    """A server answered with what cannot be read: too much of it, no sound HTTP, an encoding that is none."""

    @property
    def answered(self) -> bool:
        """Whether a server answered at all."""
        return self.status is not None or self.barred or self.unusable

    @property
    def told(self) -> str:
        """What to tell a person: the status, and where the URL led."""
        what = self.problem or f"HTTP {self.status}"
        return what if self.final == self.url else f"{what}, redirected to {self.final}"


class Visitor:
    """Asks one URL at a time, as robots.txt and the delay allow, and never more than `limit` of them.

    `delay` is in seconds; null for DELAY_SECONDS, and none on this machine. A longer Crawl-delay goes before it; a host that asks
    for more than MAX_WAIT is left. `told` is called after every request, for the progress.
    """

    def __init__(
        self,
        fetch: Fetch,
        *,
        delay: float | None = None,
        limit: int = 60,
        told: Callable[[str], object] = str,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._fetch, self._delay, self._told, self._sleep, self._clock = fetch, delay, told, sleep, clock
        self._policies: dict[str, Policy] = {}
        self._last: dict[str, float] = {}
        self._until: dict[str, float] = {}
        self._slow: dict[str, float] = {}
        self._closed: dict[str, str] = {}
        self.limit = limit
        self.requests = 0
        """Requests sent so far."""

    def allow(self, requests: int) -> None:
        """Let so many more requests pass, and no more."""
        self.limit = self.requests + requests

    @property
    def left(self) -> int:
        """Requests that the limit still allows."""
        return max(0, self.limit - self.requests)

    def get(self, url: str) -> Visit:
        """Ask for a URL and follow where it leads. Never raises: what went wrong is the visit's `problem`."""
        place, hops = url, [url]
        while True:
            problem, barred = self._objection(place)
            if problem:
                return Visit(url, place, problem=problem, barred=barred)
            try:
                response = self._ask(place)
            except NoAnswer as error:
                return Visit(url, place, problem=str(error), unusable=error.unusable)
            target = target_of(place, response.header("location")) if is_redirect(response.status) else None
            if target is None:
                problem = None if response.status == HTTPStatus.OK else f"HTTP {response.status}"
                return Visit(url, place, response.status, response.body, response.header("content-type"), problem)
            if problem := astray(target, hops):
                return Visit(url, place, response.status, problem=problem)
            hops.append(target)
            place = target

    def policy(self, url: str) -> Policy:
        """What the robots.txt of the URL's host says; asked for once."""
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        if root not in self._policies:
            self._policies[root] = self._read_robots(f"{root}/robots.txt")
        return self._policies[root]

    def _read_robots(self, url: str) -> Policy:
        place, hops = url, [url]
        while True:
            if problem := self._closed.get(_host(place)) or self._spent():
                return Policy(None, problem)
            try:
                response = self._ask(place)
            except NoAnswer as error:
                return Policy(None, str(error))
            target = target_of(place, response.header("location")) if is_redirect(response.status) else None
            if target is None or astray(target, hops):
                break
            hops.append(target)
            place = target
        policy = read_robots(response.status, response.body, place)
        delay = crawl_delay(policy, agent.NAME)
        if delay > MAX_WAIT:
            return Policy(None, f"{NOT_ASKED}: {_host(url)} asks for {delay:.0f} s between two requests")
        self._slow[_host(url)] = delay
        return policy

    def _objection(self, url: str) -> tuple[str | None, bool]:
        """Why a URL is not asked for, and whether that is robots.txt; None when it may be."""
        if problem := self._closed.get(_host(url)) or self._spent():
            return problem, False
        policy = self.policy(url)
        if policy.rules is None:
            is_served = (policy.problem or "").startswith("HTTP")
            return (f"robots.txt cannot be had: {policy.problem}" if is_served else policy.problem), is_served
        if not policy.rules.can_fetch(url, agent.NAME):
            return "robots.txt disallows it", True
        return self._spent(), False

    def _spent(self) -> str | None:
        return None if self.left else f"{NOT_ASKED}: the limit of {self.limit} requests is reached"

    def _ask(self, url: str) -> Response:
        """One request, when it is its time."""
        host = _host(url)
        now = self._clock()
        pause = max(self._last.get(host, -math.inf) + self._pause(url), self._until.get(host, 0.0)) - now
        if pause > 0:
            self._sleep(pause)
        self.requests += 1
        try:
            response = self._fetch(url)
        except NoAnswer as error:
            self._told(f"{url}: {error}")
            raise
        finally:
            self._last[host] = self._clock()
        self._told(f"{url}: HTTP {response.status}, {len(response.body)} bytes")
        if response.status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
            self._back_off(host, response)
        return response

    def _pause(self, url: str) -> float:
        usual = 0.0 if urls.is_loopback(url) else DELAY_SECONDS
        return max(usual if self._delay is None else self._delay, self._slow.get(_host(url), 0.0))

    def _back_off(self, host: str, response: Response) -> None:
        """Wait as long as a server asks that has had enough; leave it alone when that is too long."""
        wait = retry_after(response.header("retry-after") or "", datetime.now(UTC)) or 0.0
        if wait > MAX_WAIT:
            self._closed[host] = f"{NOT_ASKED}: {host} asks to be left alone for {wait:.0f} s"
        self._until[host] = self._clock() + min(wait, MAX_WAIT)


def _host(url: str) -> str:
    return urlsplit(url).netloc


def fetcher(contact: str, reach: Reach, *, max_bytes: int | None = None, unverified: Collection[str] = ()) -> Fetch:
    """A function that asks the web, under newsbot's name and with `contact` for the webmaster.

    It connects within `reach`. An answer has `max_bytes` at the most, null for as many as in a crawl. Certificates of the hosts
    `unverified` need not be sound.
    Raises ValueError for a setting of the environment that is no number.
    """
    headers = {**agent.HEADERS, "User-Agent": agent.user_agent(contact), "Accept-Encoding": "gzip"}
    limit = agent.max_bytes() if max_bytes is None else max_bytes
    timeout = agent.timeout()
    opener = guarded_opener(reach, unverified)

    def fetch(url: str) -> Response:
        if not (contact or urls.is_loopback(url)):
            raise NoAnswer(f"{NOT_ASKED}: {NEEDS_CONTACT}")
        request = urllib.request.Request(url, headers=headers)  # noqa: S310 - canonical() lets only http and https pass
        try:
            with opener.open(request, timeout=timeout) as response:
                body = _read(response, limit, time.monotonic() + 5 * timeout)
                fields = {name.lower(): value for name, value in response.headers.items()}
                body, _ = unpack(body, fields.get("content-encoding", ""), limit)
                return Response(response.status, body, fields)
        except (urllib.error.URLError, OSError) as error:
            reason = getattr(error, "reason", error)
            told = NOT_ASKED if isinstance(reason, AddressRefused) else "no answer"
            raise NoAnswer(f"{told}: {reason}") from error
        except http.client.HTTPException as error:
            raise NoAnswer(f"no sound HTTP answer: {type(error).__name__}", unusable=True) from error
        except (EncodingError, UnicodeError) as error:
            raise NoAnswer(str(error), unusable=True) from error

    return fetch


def _read(stream: http.client.HTTPResponse, limit: int, end: float) -> bytes:
    """The body, in pieces. Raises NoAnswer for one that is too long or does not end in time."""
    pieces: list[bytes] = []
    size = 0
    while piece := stream.read1(1 << 16):
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            raise NoAnswer(f"too large: more than {limit} bytes", unusable=True)
        if time.monotonic() > end:
            raise NoAnswer("no answer: the body does not end")
    return b"".join(pieces)
