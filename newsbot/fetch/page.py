"""One page for a command that reads one: from a file, from stdin, or from the web."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import quote

from newsbot.console.exit_codes import Exit
from newsbot.fetch.addresses import Reach
from newsbot.fetch.visit import NEEDS_CONTACT, Visit, Visitor, fetcher
from newsbot.normalize import urls

MAX_BYTES = 64 * 1024 * 1024
"""Bytes of a page that are read; the crawl has the same limit."""
HEAD = 200_000
"""Bytes at the beginning in which a page names its URL."""


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

    Without `url` its URL is the one the page claims, when that is one, else "http://localhost/NAME": relative links need
    a base.
    Raises PageError.
    """
    try:
        body = sys.stdin.buffer.read(MAX_BYTES + 1) if name == "-" else _read(Path(name))
    except OSError as error:
        raise PageError(Exit.USAGE, f"{name}: {error.strerror or error}") from error
    if len(body) > MAX_BYTES:
        raise PageError(Exit.USAGE, f"{name}: larger than {MAX_BYTES // 2**20} MiB: no news page is")
    place = url or claimed_url(body) or f"http://localhost/{quote(Path(name).name.lstrip('-'))}"
    try:
        return Page(body, urls.canonical(place), content_type)
    except ValueError as error:
        raise PageError(Exit.USAGE, str(error)) from error


def _read(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


_CLAIM = re.compile(
    rb"""<(?:link\s[^>]*rel=["']?canonical["']?[^>]*href|meta\s[^>]*property=["']?og:url["']?[^>]*content)=["']?(https?://[^"'\s>]+)""",
    re.I,
)


def claimed_url(body: bytes) -> str | None:
    """The URL that a page claims in its head; None when it claims none, or one that is no URL."""
    found = _CLAIM.search(body[:HEAD])
    return urls.join("http://localhost/", unescape(found[1].decode("utf-8", "replace"))) if found else None


def fetch_page(url: str, contact: str) -> Page:
    """A page from the web, if robots.txt lets newsbot fetch it, there and wherever it redirects to.

    Raises PageError, also when `contact` is missing for a URL that is not on this machine.
    """
    try:
        url = urls.canonical(url)
    except ValueError as error:
        raise PageError(Exit.USAGE, str(error)) from error
    visit = Visitor(fetcher(contact, Reach.of(url), max_bytes=MAX_BYTES), delay=0).get(url)
    if visit.problem:
        told = ": " if visit.answered else " cannot be reached: "
        raise PageError(_exit_code(visit), f"{visit.final}{told}{visit.problem}")
    return Page(visit.body, visit.final, visit.content_type)


def _exit_code(visit: Visit) -> Exit:
    """What a page that could not be had means to a script."""
    if NEEDS_CONTACT in (visit.problem or ""):
        return Exit.USAGE
    return Exit.SOME_FAILED if visit.answered and not visit.barred else Exit.UNREACHABLE
