"""From what kept a URL from being fetched to its state and the reason, in words an archivist understands."""

from __future__ import annotations

import errno
import textwrap

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
)

from newsbot.archive import State
from newsbot.archive.encodings import TooLongError

DISALLOWED = "robots.txt disallows it"
"""The reason of what robots.txt does not allow."""


class DisallowedError(IgnoreRequest):
    """robots.txt does not let newsbot fetch the URL."""


class RobotsUnreachable(DisallowedError):
    """robots.txt could not be fetched: nothing may be fetched (RFC 9309 section 2.3.1.4)."""


class NotAsked(IgnoreRequest):
    """The crawl came to its end before it was the request's turn: nothing was sent."""


class OutOfReach(IgnoreRequest):
    """The host is at an address to which newsbot does not connect."""


class CertificateRefused(IgnoreRequest):
    """The certificate of the host is not to be trusted."""


_WORDS = {
    DownloadCancelledError: "larger than the limit",
    DownloadTimeoutError: "timeout: no complete answer in time",
    CannotResolveHostError: "host unknown",
    DownloadConnectionRefusedError: "connection refused",
}


REASON_MAX_CHARS = 200
"""Length of a reason: one line of a table."""


def judge_failure(error: BaseException | None) -> tuple[State, str]:
    """The state of a URL that could not be fetched, and the reason."""
    if isinstance(error, DisallowedError):
        return State.DISALLOWED, reason_of(error)
    if isinstance(error, (TooLongError, DownloadCancelledError)):
        return State.TOO_LARGE, reason_of(error)
    return State.FAILED, reason_of(error)


def reason_of(error: BaseException | None) -> str:
    """The reason, in one line that is not longer than one."""
    for kind, words in _WORDS.items():
        if isinstance(error, kind):
            return words
    text = textwrap.shorten(str(error) or type(error).__name__, REASON_MAX_CHARS, placeholder=" …")
    if isinstance(error, OSError) and error.errno:
        return f"{errno.errorcode.get(error.errno, error.errno)}: {text}"
    return text
