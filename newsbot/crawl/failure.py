"""Why a URL could not be fetched, in words an archivist understands."""

from __future__ import annotations

import errno
import textwrap

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
)

_WORDS = {
    DownloadCancelledError: "larger than the limit",
    DownloadTimeoutError: "timeout: no complete answer in time",
    CannotResolveHostError: "host unknown",
    DownloadConnectionRefusedError: "connection refused",
}


def reason_of(error: BaseException | None) -> str:
    """The reason, in one line that is not longer than one."""
    for kind, words in _WORDS.items():
        if isinstance(error, kind):
            return words
    text = textwrap.shorten(str(error) or type(error).__name__, 200, placeholder=" …")
    if isinstance(error, OSError) and error.errno:
        return f"{errno.errorcode.get(error.errno, error.errno)}: {text}"
    return text
