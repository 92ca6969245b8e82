"""From a status and a type of content to the state of a page that is not to be read."""

from __future__ import annotations

import pytest

from newsbot.archive import State
from newsbot.extraction.response import refusal


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
    assert refusal(status, None) == (state, f"HTTP {status}")


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
    assert refusal(200, kind) is None


@pytest.mark.parametrize(
    "kind", ["application/pdf", "image/jpeg", "video/mp4", "application/json", "Application/PDF; x=1"]
)
def test_what_is_no_page(kind: str) -> None:
    bare = kind.partition(";")[0].lower()
    assert refusal(200, kind) == (State.NOT_ARTICLE, f"no page: {bare}")
