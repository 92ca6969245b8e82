"""What the lists of a site may cost: a table of what is listed, and what is still asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from newsbot.archive import State
from newsbot.crawl import budget
from newsbot.crawl.budget import BARREN_LISTS, Budget
from newsbot.crawl.tally import BARREN_IN_A_ROW, SAME_IN_A_ROW, SourceTally

INDEX = "sitemaps of https://bao.example/sitemap.xml"
OTHER = "feeds of the site"


def barren(made: Budget, times: int, named_by: str = INDEX) -> Budget:
    for _ in range(times):
        made.note_barren(named_by)
    return made


def test_lists_that_bring_nothing_are_left_and_told() -> None:
    spent = barren(Budget(), BARREN_LISTS)
    assert [spent.lets(INDEX) for _ in range(7)] == [False] * 7
    assert list(spent.cuts) == [f"7 of the {INDEX} were not asked for: 100 in a row brought nothing"]


def test_those_named_elsewhere_are_not() -> None:
    spent = barren(Budget(), BARREN_LISTS)
    assert spent.lets(OTHER)
    assert spent.lets(None), "no list at all: a section, the home page"


@pytest.mark.parametrize("brings", [lambda b: b.note_list(INDEX, ["a"]), lambda b: b.note_unchanged(INDEX)])
def test_one_that_brings_something_begins_the_row_anew(brings: object) -> None:
    held = barren(Budget(), BARREN_LISTS - 1)
    assert callable(brings)
    brings(held)
    assert barren(held, BARREN_LISTS - 1).lets(INDEX)
    assert list(held.cuts) == []


def test_what_another_list_has_listed_is_nothing_nor_is_an_empty_list() -> None:
    made = Budget()
    for number in range(BARREN_LISTS):
        made.note_list(INDEX, ["b", "a"] if number else [])
        made.note_list(OTHER, [f"b{number}", "a"])
    assert made.lets(INDEX), "the first one that had them brought them"
    made.note_list(INDEX, ["a", "b"])
    made.note_list(INDEX, iter(()))
    assert not made.lets(INDEX)
    assert made.lets(OTHER)


def test_a_sitemap_for_each_day_of_twenty_years_is_within_the_budget() -> None:
    made = Budget()
    for day in range(20 * 366):
        assert made.takes(INDEX)
        made.note_list(INDEX, [f"/{day}/{n}" for n in range(3)])
        assert made.lets(INDEX)
    assert list(made.cuts) == []


def test_a_run_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "MAX_LISTS", 3)
    monkeypatch.setattr(budget, "MAX_LISTING_PAGES", 2)
    made = Budget()
    assert [made.takes(INDEX) for _ in range(5)] == [True, True, True, False, False]
    assert list(made.cuts) == [f"2 of the {INDEX} were not asked for: 3 lists a run are enough"]
    assert [made.takes_listing_page() for _ in range(3)] == [True, True, False]


NEW, GONE, TWIN = State.ARCHIVED, State.GONE, State.DUPLICATE
TALLIES: list[tuple[str, list[State], str | None]] = [
    ("articles", [NEW] * 200, None),
    ("an article now and then", [*[GONE] * 90, NEW] * 10, None),
    ("nothing but what is gone", [GONE] * BARREN_IN_A_ROW, "its last 100 URLs brought no article"),
    ("gone and no articles", [GONE, State.NOT_ARTICLE] * 50, "its last 100 URLs brought no article"),
    ("what robots.txt closes", [State.DISALLOWED] * 100, "its last 100 URLs brought no article"),
    ("known ones", [TWIN] * SAME_IN_A_ROW, "its URLs are new names of known articles"),
    ("known and gone ones", [TWIN, GONE] * 50, "its last 100 URLs brought no article"),
    ("pages that have moved", [State.MOVED] * 200, None),
    ("pages that were not had, which is the breaker's affair", [State.FAILED] * 200, None),
]


@pytest.mark.parametrize(("states", "barren"), [one[1:] for one in TALLIES], ids=[one[0] for one in TALLIES])
def test_what_became_of_the_urls_of_a_section(states: list[State], barren: str | None) -> None:
    tally, content = SourceTally("section /a/"), contents()
    for state in states:
        tally.note_outcome(state, is_old=None, content=next(content) if state is NEW else None)
    assert tally.barren == barren


def contents() -> Iterator[str]:
    yield from map(str, range(1_000_000))


def test_one_text_under_ever_new_urls_is_a_known_article() -> None:
    tally = SourceTally("section /a/")
    for _ in range(SAME_IN_A_ROW + 1):
        tally.note_outcome(NEW, is_old=None, content="sha256:a")
    assert tally.barren == "its URLs are new names of known articles"
