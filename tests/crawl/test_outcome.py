"""From what happened to a request to a state and a reason that an archivist understands."""

from __future__ import annotations

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)
from scrapy.http import Response

from newsbot.archive import State
from newsbot.archive.encodings import EncodingError, TooLongError
from newsbot.crawl.outcome import of_failure, of_response
from newsbot.crawl.robots import DisallowedError, RobotsUnreachable

URL = "https://bao.example/bai-viet-1.html"


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (404, State.GONE),
        (410, State.GONE),
        (401, State.BLOCKED),
        (402, State.BLOCKED),
        (403, State.BLOCKED),
        (407, State.BLOCKED),
        (429, State.BLOCKED),
        (451, State.BLOCKED),
        (400, State.FAILED),
        (304, State.FAILED),
        (204, State.FAILED),
        (206, State.FAILED),
        (500, State.FAILED),
        (503, State.FAILED),
        (999, State.FAILED),
    ],
)
def test_a_status(status: int, state: State) -> None:
    assert of_response(Response(URL, status=status)) == (state, f"HTTP {status}")


@pytest.mark.parametrize(
    "kind",
    [
        None,
        "text/html",
        "TEXT/HTML; charset=UTF-8",
        "application/xhtml+xml",
        "text/plain",
        "application/octet-stream",
        "",
    ],
)
def test_what_is_to_be_read(kind: str | None) -> None:
    assert of_response(Response(URL, headers={"Content-Type": kind} if kind is not None else {})) is None


@pytest.mark.parametrize(
    "kind", ["application/pdf", "image/jpeg", "video/mp4", "application/json", "Application/PDF; x=1"]
)
def test_what_is_no_page(kind: str) -> None:
    bare = kind.partition(";")[0].lower()
    assert of_response(Response(URL, headers={"Content-Type": kind})) == (State.NOT_ARTICLE, f"no page: {bare}")


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
    assert of_failure(error) == (state, reason)


def test_a_reason_is_short() -> None:
    _, reason = of_failure(DownloadFailedError("a word " * 1000))
    assert len(reason) <= 200
