"""Pages that lead home: gone one by one, or the whole site on a bad day."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from newsbot.archive import State
from newsbot.article import Capture
from newsbot.crawl.doubts import MANY, Doubt, Doubts

HOME, ARTICLE, END = "home", "article", "end"
CAPTURE = Capture("captures/a.warc.gz", 0, "<urn:uuid:1>", "sha1:A")


def judged(events: Sequence[str]) -> list[State]:
    """States of the pages that led home, in order, after a crawl of these events."""
    doubts, states = Doubts(), []
    for number, event in enumerate(events):
        if event == HOME:
            found = doubts.add(Doubt(str(number), "redirects to the home page", 301, CAPTURE))
        else:
            found = doubts.article_seen() if event == ARTICLE else doubts.ended()
        states += [state for _, state in found]
    return states


@pytest.mark.parametrize(
    ("events", "states"),
    [
        ([HOME], []),
        ([HOME, HOME, ARTICLE], [State.GONE] * 2),
        ([ARTICLE, HOME, END], [State.GONE]),
        ([HOME, END], [State.FAILED]),
        ([HOME] * MANY, [State.FAILED] * MANY),
        ([ARTICLE, *[HOME] * MANY, HOME, END], [State.FAILED] * (MANY + 1)),
        ([*[HOME] * MANY, ARTICLE, HOME, ARTICLE], [*[State.FAILED] * MANY, State.GONE]),
        ([ARTICLE, *[HOME] * (MANY - 1), ARTICLE], [State.GONE] * (MANY - 1)),
    ],
)
def test_what_pages_that_lead_home_are(events: Sequence[str], states: list[State]) -> None:
    assert judged(events) == states


def test_pages_wait_until_they_are_judged() -> None:
    doubts = Doubts()
    doubts.add(Doubt("a", "the home page is served in its place", 200, CAPTURE))
    doubts.add(Doubt("b", "redirects to the home page", 301, CAPTURE))
    assert [doubt.page for doubt in doubts.waiting] == ["a", "b"]
    doubts.article_seen()
    assert doubts.waiting == []
    assert doubts.in_place == 1, "only the one page was served in the place of another"
