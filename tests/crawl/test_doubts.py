"""Pages that lead home: gone one by one, or the whole site on a bad day."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from newsbot.archive import State
from newsbot.article import Capture
from newsbot.crawl.doubts import MANY, Doubt, Doubts

HOME, ARTICLE, END, CALLED, NONE = "home", "article", "end", "a witness is called", "there is no witness"
CAPTURE = Capture("captures/a.warc.gz", 0, "<urn:uuid:1>", "sha1:A")


def judged(events: Sequence[str]) -> list[State]:
    """States of the pages that led home, in order, after a crawl of these events."""
    doubts, states = Doubts(), []
    for number, event in enumerate(events):
        assert doubts.need_witness is (event in (CALLED, NONE))
        if event == CALLED:
            doubts.witness, found = str(number + 1), []
        elif event == NONE:
            found = doubts.bad_day()
        elif event == HOME:
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
        ([*[HOME] * MANY, NONE], [State.FAILED] * MANY),
        ([*[HOME] * MANY, CALLED, ARTICLE], [State.GONE] * MANY),
        ([*[HOME] * MANY, CALLED, HOME], [State.FAILED] * (MANY + 1)),
        ([ARTICLE, *[HOME] * MANY, CALLED, HOME, HOME, END], [State.FAILED] * (MANY + 2)),
        ([*[HOME] * MANY, NONE, HOME, ARTICLE, HOME, ARTICLE], [*[State.FAILED] * (MANY + 1), State.GONE]),
        ([*[HOME] * MANY, CALLED, ARTICLE, *[HOME] * MANY, NONE], [*[State.GONE] * MANY, *[State.FAILED] * MANY]),
        ([ARTICLE, *[HOME] * (MANY - 1), ARTICLE], [State.GONE] * (MANY - 1)),
    ],
)
def test_what_pages_that_lead_home_are(events: Sequence[str], states: list[State]) -> None:
    assert judged(events) == states


@pytest.mark.parametrize(("events", "are_open"), [([], False), ([HOME], True), ([ARTICLE, HOME], False)])
def test_at_the_end_a_witness_is_called_when_no_article_was_seen(events: Sequence[str], are_open: bool) -> None:
    doubts = Doubts()
    for event in events:
        doubts.article_seen() if event == ARTICLE else doubts.add(
            Doubt("a", "redirects to the home page", 301, CAPTURE)
        )
    assert doubts.are_open is are_open


def test_pages_wait_until_they_are_judged() -> None:
    doubts = Doubts()
    doubts.add(Doubt("a", "the home page is served in its place", 200, CAPTURE))
    doubts.add(Doubt("b", "redirects to the home page", 301, CAPTURE))
    assert [doubt.page for doubt in doubts.waiting] == ["a", "b"]
    doubts.article_seen()
    assert doubts.waiting == []
    assert doubts.in_place == 1, "only the one page was served in the place of another"
