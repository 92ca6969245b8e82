"""From what kept a URL from being fetched to a state and a reason that an archivist understands."""

from __future__ import annotations

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)

from newsbot.archive import State
from newsbot.archive.encodings import EncodingError, TooLongError
from newsbot.crawl.failure import DisallowedError, RobotsUnreachable, judge_failure


@pytest.mark.parametrize(
    ("error", "state", "reason"),
    [
        (DisallowedError("robots.txt disallows it"), State.DISALLOWED, "robots.txt disallows it"),
        (RobotsUnreachable("robots.txt unreachable: HTTP 500"), State.DISALLOWED, "robots.txt unreachable: HTTP 500"),
        (TooLongError("larger than 9 bytes when unpacked"), State.TOO_LARGE, "larger than 9 bytes when unpacked"),
        (DownloadCancelledError("Received 9 bytes"), State.TOO_LARGE, "larger than the limit"),
        (DownloadTimeoutError("took longer"), State.FAILED, "timeout: no complete answer in time"),
        (CannotResolveHostError("x"), State.FAILED, "host unknown"),
        (DownloadConnectionRefusedError("x"), State.FAILED, "connection refused"),
        (EncodingError("the body is not gzip: x"), State.FAILED, "the body is not gzip: x"),
        (ConnectionResetError(104, "Connection reset by peer"), State.FAILED,
         "ECONNRESET: [Errno 104] Connection reset by peer"),
        (DownloadFailedError("two\n  lines"), State.FAILED, "two lines"),
        (ValueError(), State.FAILED, "ValueError"),
    ],
)  # fmt: skip
def test_a_failure(error: Exception, state: State, reason: str) -> None:
    assert judge_failure(error) == (state, reason)


def test_a_reason_is_short() -> None:
    _, reason = judge_failure(DownloadFailedError("a word " * 1000))
    assert len(reason) <= 200
