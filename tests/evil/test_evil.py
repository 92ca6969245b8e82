"""Every behaviour is bounded, recorded and visible, and harms no other record.

A choice of them is tried in every test run; `python -m tests.evil [WORD]` tries all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest

from newsbot.archive import verify
from tests.evil import connections, encodings, feeds, framing, headers, listings, pages, redirects, robots, sitemaps
from tests.evil.behaviour import Behaviour, Listing, Page, Whole
from tests.evil.play import (
    MEMORY_MB,
    SIGNAL_SECONDS,
    Played,
    listing_path,
    play_listings,
    play_pages,
    play_whole,
    seconds_to_end,
)

PAGES: dict[str, Sequence[Page]] = {
    "framing": framing.CASES,
    "headers": headers.CASES,
    "encodings": encodings.CASES,
    "redirects": redirects.CASES,
    "connections": connections.CASES,
    "pages": pages.CASES,
}
LISTINGS: dict[str, Sequence[Listing]] = {
    "feeds": feeds.CASES,
    "sitemaps": sitemaps.CASES,
    "listings": listings.CASES,
}
ALL: dict[str, Sequence[Behaviour]] = {**PAGES, **LISTINGS, "robots": robots.CASES}
AT_ONCE = 14
"""Feeds, sitemaps or sections of one site: more would be beyond the budget of a site."""
Play = Callable[[str, int], Played]


def params(groups: dict[str, Sequence[Behaviour]], *, hanging: bool = False) -> list[object]:
    """The behaviours as parameters of a test; what is not mended yet is known to fail."""
    return [
        pytest.param(kind, case, id=f"{kind}-{case.name}", marks=marks(case, hanging=hanging))
        for kind, cases in groups.items()
        for case in cases
        if case.hangs or not hanging
    ]


def marks(case: Behaviour, *, hanging: bool) -> list[pytest.MarkDecorator]:
    known = [pytest.mark.xfail(strict=True, reason=case.point)] if case.point and not hanging else []
    is_short = case.ci and not (hanging and isinstance(case, Listing))
    return [pytest.mark.evil, *known, *([pytest.mark.short] if is_short else [])]


def is_whole(request: pytest.FixtureRequest) -> bool:
    return "evil" in str(request.config.getoption("markexpr"))


def chosen(cases: Sequence[Behaviour], whole: bool) -> list[Behaviour]:
    return [case for case in cases if case.ci or whole]


@pytest.fixture(scope="module")
def play(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Play:
    """Crawls each group once; the second argument is the part of a group of listings."""
    whole = is_whole(request)

    @cache
    def crawled(kind: str, part: int) -> Played:
        archive = tmp_path_factory.mktemp(kind)
        if kind in PAGES:
            return play_pages([case for case in PAGES[kind] if case.ci or whole], archive)
        return play_listings(kind, parts(kind, whole)[part], archive)

    return crawled


def parts(kind: str, whole: bool) -> list[list[Listing]]:
    """Which listings are crawled together."""
    cases = [case for case in LISTINGS[kind] if case.ci or whole]
    together = [case for case in cases if not case.alone]
    groups = [together[start : start + AT_ONCE] for start in range(0, len(together), AT_ONCE)]
    return [*groups, *([case] for case in cases if case.alone)]


def assert_bounded(played: Played) -> None:
    """The crawl ended by itself, with a report, an archive that is sound, and within its memory."""
    assert played.run.report, played.run.stderr[-2000:]
    assert "Traceback" not in played.run.stderr
    assert played.memory_mb < MEMORY_MB
    (found,) = verify(played.run.folder.parent, [played.run.folder.name])
    assert not found.damage
    assert "in_flight" not in played.run.report["states"]


@pytest.mark.parametrize(("kind", "case"), params(PAGES))
def test_a_page(play: Play, kind: str, case: Page) -> None:
    played = play(kind, 0)
    place = played.places[case.name]
    state, reason = played.run.states()[place.path]
    assert (state, case.reason in (reason or "")) == (case.state, True), (state, reason)
    assert played.server.times_asked(place.path) <= case.asked
    if case.state == "archived":
        record = played.run.articles()[place.path]
        assert (place.title if case.holds is None else case.holds) in record.title
        assert not case.flag or case.flag in record.flags
    elif reason is None:
        pytest.fail("a state without a reason")


@pytest.mark.parametrize("kind", [pytest.param(kind, marks=[pytest.mark.evil, pytest.mark.short]) for kind in PAGES])
def test_no_healthy_page_is_harmed(play: Play, kind: str, request: pytest.FixtureRequest) -> None:
    played = play(kind, 0)
    assert_bounded(played)
    assert played.harmed() == []
    cases = chosen(PAGES[kind], is_whole(request))
    assert played.run.code == max(case.code for case in cases if isinstance(case, Page))
    assert played.elsewhere.asked == []


@pytest.mark.parametrize(("kind", "case"), params(LISTINGS))
def test_a_listing(play: Play, kind: str, case: Listing, request: pytest.FixtureRequest) -> None:
    groups = parts(kind, is_whole(request))
    part = next(index for index, group in enumerate(groups) if case in group)
    played = play(kind, part)
    if case.alone:
        assert_unharmed(played, groups[part])
    place, path = played.places[case.name], listing_path(kind, case)
    assert (place.path in played.run.articles()) == case.brings
    mine = re.compile(re.escape(path).replace(r"\.xml", r"(?:-\d+)?\.xml"))
    told = "\n".join(note for note in played.run.report["notes"] if mine.search(note))
    assert case.note in told if case.note else not told, told
    own = {path, *case.beside(place, path)}
    assert len([target for target in played.server.asked if target in own]) <= case.asked


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        pytest.param(kind, part, marks=[pytest.mark.evil, *([pytest.mark.short] if not part else [])])
        for kind in LISTINGS
        for part, group in enumerate(parts(kind, whole=True))
        if not group[0].alone
    ],
)
def test_no_healthy_page_is_harmed_by_a_listing(
    play: Play, kind: str, part: int, request: pytest.FixtureRequest
) -> None:
    assert_unharmed(play(kind, part), parts(kind, is_whole(request))[part])


def assert_unharmed(played: Played, cases: Sequence[Listing]) -> None:
    """Every healthy article is archived, the exit code is that of the worst behaviour, and no other host was asked."""
    assert_bounded(played)
    assert played.harmed() == []
    assert played.run.code == max(case.code for case in cases)
    assert played.elsewhere.asked == []


@pytest.mark.parametrize(("kind", "case"), params({"robots": robots.CASES}))
def test_a_site(kind: str, case: Whole, tmp_path: Path) -> None:
    played = play_whole(case, tmp_path)
    assert_bounded(played)
    assert case.code is None or played.run.code == case.code, played.run.report["notes"]
    archived = played.run.report["archived"]
    assert archived == (robots.HEALTHY if case.archived is None else case.archived)
    assert case.note in "\n".join(played.run.report["notes"])
    assert len(played.server.asked) <= case.asked
    assert len(played.elsewhere.asked) <= case.elsewhere


@pytest.mark.parametrize(("kind", "case"), params(ALL, hanging=True))
def test_a_signal_ends_what_hangs(kind: str, case: Behaviour, tmp_path: Path) -> None:
    code, seconds, error = seconds_to_end(case, kind, tmp_path)
    assert (code, "Traceback" in error) == (8, False)
    assert seconds < SIGNAL_SECONDS


def test_there_are_at_least_150_behaviours_and_each_has_a_name_of_its_own() -> None:
    names = [f"{kind}-{case.name}" for kind, cases in ALL.items() for case in cases]
    assert len(names) == len(set(names)) >= 150
