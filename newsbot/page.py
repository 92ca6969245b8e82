"""One page for a command that reads one: from a file, from stdin, or from the web."""

from __future__ import annotations

import http.client
import re
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from html import unescape
from http.client import HTTPMessage
from pathlib import Path
from typing import IO
from urllib.parse import quote, urljoin

from newsbot.crawl.robots_txt import MAX_BYTES as ROBOTS_BYTES
from newsbot.crawl.robots_txt import Policy, read_robots
from newsbot.exit_codes import Exit
from newsbot.normalize import address

MAX_BYTES = 64 * 1024 * 1024
"""Bytes of a page that are read; the crawl has the same limit."""
TIMEOUT = 60.0
"""Seconds to wait for a server."""
HEAD = 200_000
"""Bytes at the beginning in which a page names its address."""


class PageError(Exception):
    """The page cannot be had. The message is one line for people."""

    def __init__(self, code: Exit, message: str) -> None:
        super().__init__(message)
        self.code = code
        """Exit code of the command."""


@dataclass(frozen=True, slots=True)
class Page:
    """The bytes of a page and what is known of them."""

    body: bytes
    url: str
    content_type: str | None = None


def load_page(name: str, url: str | None, content_type: str | None) -> Page:
    """A page from a file, "-" for stdin.

    Without `url` its address is the one the page claims, when that is one, else "http://localhost/NAME": relative links need
    a base.
    Raises PageError.
    """
    try:
        body = sys.stdin.buffer.read(MAX_BYTES + 1) if name == "-" else _read(Path(name))
    except OSError as error:
        raise PageError(Exit.USAGE, f"{name}: {error.strerror or error}") from error
    if len(body) > MAX_BYTES:
        raise PageError(Exit.USAGE, f"{name}: larger than {MAX_BYTES // 2**20} MiB: no news page is")
    place = url or claimed_address(body) or f"http://localhost/{quote(Path(name).name.lstrip('-'))}"
    try:
        return Page(body, address.canonical(place), content_type)
    except ValueError as error:
        raise PageError(Exit.USAGE, str(error)) from error


def _read(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


_CLAIM = re.compile(
    rb"""<(?:link\s[^>]*rel=["']?canonical["']?[^>]*href|meta\s[^>]*property=["']?og:url["']?[^>]*content)=["']?(https?://[^"'\s>]+)""",
    re.I,
)


def claimed_address(body: bytes) -> str | None:
    """The address that a page claims in its head; None when it claims none, or one that is no web address."""
    found = _CLAIM.search(body[:HEAD])
    return address.join("http://localhost/", unescape(found[1].decode("utf-8", "replace"))) if found else None


def fetch_page(url: str, contact: str) -> Page:
    """A page from the web, if robots.txt lets newsbot fetch it, there and wherever it redirects to.

    Raises PageError, also when `contact` is missing for an address that is not on this machine.
    """
    from newsbot.archive.encodings import EncodingError, unpack

    try:
        url = address.canonical(url)
    except ValueError as error:
        raise PageError(Exit.USAGE, str(error)) from error
    manners = _Manners(contact)
    manners.check(url)
    try:
        with urllib.request.build_opener(manners).open(manners.request(url, "gzip"), timeout=TIMEOUT) as response:
            body = response.read(MAX_BYTES + 1)
            kind = response.headers.get("Content-Type")
            encodings = ",".join(response.headers.get_all("Content-Encoding", []))
            final = response.url
    except urllib.error.HTTPError as error:
        error.close()
        raise PageError(Exit.SOME_FAILED, f"{url}: HTTP {error.code}") from error
    except (urllib.error.URLError, OSError) as error:
        raise PageError(Exit.UNREACHABLE, f"{url} cannot be reached: {getattr(error, 'reason', error)}") from error
    except http.client.HTTPException as error:
        raise PageError(Exit.SOME_FAILED, f"{url}: no sound HTTP answer: {type(error).__name__}") from error
    if len(body) > MAX_BYTES:
        raise PageError(Exit.SOME_FAILED, f"{url}: larger than {MAX_BYTES // 2**20} MiB")
    try:
        body, _ = unpack(body, encodings, MAX_BYTES)
    except EncodingError as error:
        raise PageError(Exit.SOME_FAILED, f"{url}: {error}") from error
    return Page(body, final, kind)


class _Manners(urllib.request.HTTPRedirectHandler):
    """Says who asks, and asks the robots.txt of every host before a page of it."""

    def __init__(self, contact: str) -> None:
        from newsbot.settings import DEFAULT_REQUEST_HEADERS, ROBOTSTXT_USER_AGENT, user_agent

        self._contact = contact
        self._agent = ROBOTSTXT_USER_AGENT
        self._headers = {**DEFAULT_REQUEST_HEADERS, "User-Agent": user_agent(contact)}
        self._policies: dict[str, Policy] = {}

    def request(self, url: str, encoding: str) -> urllib.request.Request:
        """A request for a web address."""
        return urllib.request.Request(url, headers={**self._headers, "Accept-Encoding": encoding})  # noqa: S310

    def check(self, url: str) -> None:
        """Raise PageError when a contact is missing for the address, or robots.txt does not let newsbot fetch it."""
        if not (self._contact or address.is_loopback(url)):
            raise PageError(
                Exit.USAGE, "fetching needs a contact: set NEWSBOT_CONTACT=you@example.org or give --contact"
            )
        root = urljoin(url, "/robots.txt")
        if root not in self._policies:
            self._policies[root] = self._ask(root)
        policy = self._policies[root]
        if policy.rules is None:
            raise PageError(Exit.UNREACHABLE, f"{url} cannot be fetched: robots.txt unreachable: {policy.problem}")
        if not policy.rules.can_fetch(url, self._agent):
            raise PageError(Exit.UNREACHABLE, f"{url}: robots.txt does not allow it")

    def _ask(self, root: str) -> Policy:
        try:
            with urllib.request.urlopen(self.request(root, "identity"), timeout=TIMEOUT) as response:  # noqa: S310
                return read_robots(response.status, response.read(ROBOTS_BYTES), root)
        except urllib.error.HTTPError as error:
            error.close()
            return read_robots(error.code, b"", root)
        except (OSError, http.client.HTTPException) as error:
            return Policy(None, str(getattr(error, "reason", error)))

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        """Follow a redirect to a page that may be fetched."""
        try:
            self.check(address.canonical(newurl))
        except (PageError, ValueError) as error:
            fp.close()
            if isinstance(error, PageError):
                raise
            raise PageError(Exit.SOME_FAILED, f"{req.full_url} redirects to what is no web address") from error
        return super().redirect_request(req, fp, code, msg, headers, newurl)
