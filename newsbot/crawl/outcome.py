"""From what happened to a request to the state of its address and the reason, in words an archivist understands."""

from __future__ import annotations

from scrapy.exceptions import DownloadCancelledError
from scrapy.http import Response

from newsbot.archive import State
from newsbot.archive.encodings import TooLongError
from newsbot.crawl.failure import reason_of
from newsbot.crawl.robots import DisallowedError

GONE = frozenset({404, 410})
BLOCKED = frozenset({401, 402, 403, 407, 429, 451})
HTML_TYPES = (
    "text/html",
    "application/xhtml+xml",
    "application/xml",
    "text/xml",
    "text/plain",
    "application/octet-stream",
)


def of_response(response: Response) -> tuple[State, str] | None:
    """The state of a page that is not to be read; None for one that is."""
    status = response.status
    if status in GONE:
        return State.GONE, f"HTTP {status}"
    if status in BLOCKED:
        return State.BLOCKED, f"HTTP {status}"
    if status != 200:
        return State.FAILED, f"HTTP {status}"
    kind = (response.headers.get("Content-Type") or b"").decode("latin-1").partition(";")[0].strip().lower()
    if kind and kind not in HTML_TYPES:
        return State.NOT_ARTICLE, f"no page: {kind}"
    return None


def of_failure(error: BaseException | None) -> tuple[State, str]:
    """The state of an address that could not be fetched, and the reason."""
    if isinstance(error, DisallowedError):
        return State.DISALLOWED, reason_of(error)
    if isinstance(error, (TooLongError, DownloadCancelledError)):
        return State.TOO_LARGE, reason_of(error)
    return State.FAILED, reason_of(error)
