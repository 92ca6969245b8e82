"""From what happened to a request to the state of its URL and the reason, in words an archivist understands."""

from __future__ import annotations

from scrapy.exceptions import DownloadCancelledError
from scrapy.http import Response

from newsbot.archive import State
from newsbot.archive.encodings import TooLongError
from newsbot.crawl.failure import reason_of
from newsbot.crawl.robots import DisallowedError
from newsbot.extraction.response import GONE, refusal

__all__ = ["GONE", "of_failure", "of_response"]


def of_response(response: Response) -> tuple[State, str] | None:
    """The state of a page that is not to be read; None for one that is."""
    return refusal(response.status, (response.headers.get("Content-Type") or b"").decode("latin-1"))


def of_failure(error: BaseException | None) -> tuple[State, str]:
    """The state of a URL that could not be fetched, and the reason."""
    if isinstance(error, DisallowedError):
        return State.DISALLOWED, reason_of(error)
    if isinstance(error, (TooLongError, DownloadCancelledError)):
        return State.TOO_LARGE, reason_of(error)
    return State.FAILED, reason_of(error)
