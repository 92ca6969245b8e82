"""Soft 404s that lead home: gone one by one, or held back where the site shows its home page for every URL."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from newsbot.archive import State
from newsbot.archive.outcome import Outcome
from newsbot.article import Capture
from newsbot.crawl.quarantine import MANY_PAGES, Quarantine

HOME, ARTICLE, END, FETCHED, NONE = "home", "article", "end", "an article is fetched again", "no article is listed"
UNWELL = "it is not to be had"
CAPTURE = Capture("captures/a.warc.gz", 0, "<urn:uuid:1>", "sha1:A")


def soft_404(url: str, reason: str, status: int) -> Outcome:
    return Outcome(url=url, state=State.GONE, reason=reason, status=status, capture=CAPTURE)


def judged(events: Sequence[str]) -> list[State]:
    """States of the pages that led home, in order, after a crawl of these events."""
    quarantine, states = Quarantine(), []
    for number, event in enumerate(events):
        assert quarantine.needs_article is (event in (FETCHED, NONE))
        if event == FETCHED:
            quarantine.awaited, found = str(number + 1), []
        elif event == NONE:
            found = quarantine.not_corroborated()
        elif event == UNWELL:
            found = []
            quarantine.not_to_be_had()
        elif event == HOME:
            found = quarantine.add(soft_404(str(number), "redirects to the home page", 301))
        else:
            found = quarantine.article_seen() if event == ARTICLE else quarantine.ended()
        states += [outcome.state for outcome in found]
    return states


@pytest.mark.parametrize(
    ("events", "states"),
    [
        ([HOME], []),
        ([HOME, HOME, ARTICLE], [State.GONE] * 2),
        ([ARTICLE, HOME, END], [State.GONE]),
        ([HOME, END], [State.FAILED]),
        ([*[HOME] * MANY_PAGES, NONE], [State.FAILED] * MANY_PAGES),
        ([*[HOME] * MANY_PAGES, FETCHED, ARTICLE], [State.GONE] * MANY_PAGES),
        ([*[HOME] * MANY_PAGES, FETCHED, HOME], [State.FAILED] * (MANY_PAGES + 1)),
        ([ARTICLE, *[HOME] * MANY_PAGES, FETCHED, HOME, HOME, END], [State.FAILED] * (MANY_PAGES + 2)),
        ([*[HOME] * MANY_PAGES, NONE, HOME, ARTICLE, HOME, ARTICLE], [*[State.FAILED] * (MANY_PAGES + 1), State.GONE]),
        (
            [*[HOME] * MANY_PAGES, FETCHED, ARTICLE, *[HOME] * MANY_PAGES, NONE],
            [*[State.GONE] * MANY_PAGES, *[State.FAILED] * MANY_PAGES],
        ),
        ([*[HOME] * MANY_PAGES, FETCHED, UNWELL, FETCHED, ARTICLE], [State.GONE] * MANY_PAGES),
        ([*[HOME] * MANY_PAGES, FETCHED, UNWELL, FETCHED, HOME], [State.FAILED] * (MANY_PAGES + 1)),
        ([*[HOME] * MANY_PAGES, FETCHED, UNWELL, NONE], [State.FAILED] * MANY_PAGES),
        ([ARTICLE, *[HOME] * (MANY_PAGES - 1), ARTICLE], [State.GONE] * (MANY_PAGES - 1)),
    ],
)
def test_what_pages_that_lead_home_are(events: Sequence[str], states: list[State]) -> None:
    assert judged(events) == states


@pytest.mark.parametrize(("events", "is_open"), [([], False), ([HOME], True), ([ARTICLE, HOME], False)])
def test_at_the_end_an_article_is_fetched_again_when_no_article_was_seen(events: Sequence[str], is_open: bool) -> None:
    quarantine = Quarantine()
    for event in events:
        quarantine.article_seen() if event == ARTICLE else quarantine.add(
            soft_404("a", "redirects to the home page", 301)
        )
    assert quarantine.is_open is is_open


def test_pages_wait_until_they_are_judged() -> None:
    quarantine = Quarantine()
    quarantine.add(soft_404("a", "the home page is served in its place", 200))
    quarantine.add(soft_404("b", "redirects to the home page", 301))
    assert quarantine.urls == ["a", "b"]
    quarantine.article_seen()
    assert quarantine.waiting == []
    assert quarantine.in_place == 1, "only the one page was served in the place of another"
