"""Where a walk through a section or an archive goes, and where it ends: no requests, no disk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from newsbot.archive import Mark
from newsbot.discover.walk import API_MAX_PAGES, EMPTY, End, Walk
from newsbot.discover.window import Window, parse_window
from newsbot.site import Api, Archive, Section, Site

HOME = "https://bao.example"
NOW = datetime(2024, 3, 5, 8, tzinfo=UTC)
WALKED = Mark(f"{HOME}/xa-hoi/", "2024-03-04T08:00:00+00:00", "rules", 100)


class Bao(Site, family=True):
    """A paper with the month in its URLs."""

    name, publisher, province, domains, cms = "bao", "Báo", "Khe Lạnh", ("bao.example",), "none"
    sources = ()
    article_paths = (r"^/(?P<month>\d{6})/[a-z-]+-(?P<number>\d+)\.html$", r"-(?P<number>\d+)\.html$")


def undated(*numbers: int) -> list[str]:
    return [f"{HOME}/gat-lua-{number}.html" for number in numbers]


def dated(month: str, *numbers: int) -> list[str]:
    return [f"{HOME}/{month}/gat-lua-{number}.html" for number in numbers]


def number(url: str) -> int:
    return int(url.rpartition("-")[2].removesuffix(".html"))


XA_HOI = Section("/xa-hoi/")


def walk(source: Section | Archive | Api = XA_HOI, window: Window | None = None, *, walked: bool = False) -> Walk:
    """A walk; with `walked`, after another one that knew all articles up to number 100."""
    mark = WALKED if walked else None
    return Walk(Bao(), source, window or Window(), NOW, mark, lambda url: number(url) <= 100)


def play(subject: Walk, *pages: tuple[Sequence[str], str | None]) -> tuple[list[list[int]], list[str], End | None]:
    """What is taken of each page, where the walk went, why it ended (None: it goes on)."""
    taken, places = [], [subject.start() or "-"]
    for articles, next_page in pages:
        taken.append([number(url) for url in subject.take(articles)])
        step = subject.go_on(f"{HOME}{next_page}" if next_page else None)
        if isinstance(step, End):
            return taken, places, step
        places.append(step)
    return taken, [place.removeprefix(HOME) for place in places], None


SECTION = [
    ("the last page", False, "", [(undated(1, 2), "/xa-hoi/?p=2"), (undated(2, 3), None)], [[1, 2], [3]], End.LAST),
    ("known ground is not left without an earlier walk", False, "", [(undated(1), "/xa-hoi/?p=2")], [[1]], None),
    ("known ground", True, "", [(undated(101, 9), "/xa-hoi/?p=2"), (undated(8, 7), "/xa-hoi/?p=3")], [[101], []], End.KNOWN),
    ("new articles at the side of every page", True, "",
     [(undated(101, 102, 9), "/xa-hoi/?p=2"), (undated(101, 102, 8), "/xa-hoi/?p=3")], [[101, 102], []], End.KNOWN),
    ("what a later walk found before it was killed is no known ground", True, "",
     [(undated(101, 102), "/xa-hoi/?p=2"), (undated(103, 104), "/xa-hoi/?p=3"), (undated(9), "/xa-hoi/?p=4")],
     [[101, 102], [103, 104], []], End.KNOWN),
    ("pages that bring nothing unseen", False, "",
     [(undated(1), f"/lich/?n={n}") for n in range(1, 9)], [[1], [], [], []], End.QUIET),
    ("a next page that is this one", False, "", [(undated(1), "/xa-hoi/")], [[1]], End.CIRCLE),
    ("a next page that is the first one", False, "", [(undated(1), "/xa-hoi/?p=2"), (undated(2), "/xa-hoi/")], [[1], [2]],
     End.CIRCLE),
    ("older than asked for", False, "2024-02-01..", [(dated("202403", 1), "/xa-hoi/?p=2"), (dated("202401", 2), "/xa-hoi/?p=3")],
     [[1], []], End.OLD),
    ("an old article pinned on top", False, "2024-02-01..", [(dated("202301", 9) + dated("202403", 1), "/xa-hoi/?p=2")],
     [[1]], None),
    ("newer than asked for", False, "2023-01..2023-12", [(dated("202403", 1), "/xa-hoi/?p=2"), (dated("202312", 2), None)],
     [[], [2]], End.LAST),
    ("articles of the month in which the time asked for begins", False, "2024-02-15..",
     [(dated("202402", 1), None)], [[1]], End.LAST),
    ("no date in the URL", False, "2024-02-01..", [(undated(1), None)], [[1]], End.LAST),
]  # fmt: skip


@pytest.mark.parametrize(
    ("walked", "asked", "pages", "taken", "end"), [one[1:] for one in SECTION], ids=[one[0] for one in SECTION]
)
def test_a_walk_through_a_section(
    walked: bool, asked: str, pages: list[tuple[list[str], str | None]], taken: list[list[int]], end: End | None
) -> None:
    subject = walk(window=parse_window(None, asked or None, NOW), walked=walked)
    found, _, ended = play(subject, *pages)
    assert (found, ended) == (taken, end)


@pytest.mark.parametrize(
    ("path", "pages", "second"),
    [
        ("/thoi-su/", "?p={n}", "/thoi-su/?p=2"),
        ("/thoi-su", "trang-{n}.html", "/thoi-su/trang-2.html"),
        ("/list?cat=5", "&page={n}", "/list?cat=5&page=2"),
    ],
)
def test_pages_that_do_not_link_to_each_other(path: str, pages: str, second: str) -> None:
    subject = walk(Section(path, pages))
    _, places, _ = play(subject, (undated(1), None))
    assert places[1] == second
    subject.take(undated(1))
    assert subject.go_on(None) is End.LAST, "a page that repeats the one before is the end of the scheme"


DAYS = Archive("/luu-tru/{Y}/{m:02}/{d:02}/")


@pytest.mark.parametrize(
    ("source", "asked", "days"),
    [
        (DAYS, "", ["/luu-tru/2024/03/05/", "/luu-tru/2024/03/04/", "/luu-tru/2024/03/03/"]),
        (Archive("/tin?ngay={d}/{m}/{Y}"), "", ["/tin?ngay=5/3/2024", "/tin?ngay=4/3/2024", "/tin?ngay=3/3/2024"]),
        (Archive("/{Y}/{m:02}/"), "", ["/2024/03/", "/2024/02/", "/2024/01/"]),
        (Archive("/nam-{Y}.html"), "", ["/nam-2024.html", "/nam-2023.html", "/nam-2022.html"]),
        (
            DAYS,
            "2023-12-30..2024-01-01",
            ["/luu-tru/2024/01/01/", "/luu-tru/2023/12/31/", "/luu-tru/2023/12/30/"],
        ),
        (Archive("/{Y}/{m:02}/"), "2023-11..2024-01", ["/2024/01/", "/2023/12/", "/2023/11/"]),
        (DAYS, "..2024-01-01", ["/luu-tru/2024/01/01/", "/luu-tru/2023/12/31/", "/luu-tru/2023/12/30/"]),
    ],
)
def test_an_archive_is_walked_back_from_the_last_day_asked_for(source: Archive, asked: str, days: list[str]) -> None:
    subject = walk(source, parse_window(None, asked or None, NOW))
    _, places, _ = play(subject, (undated(3), None), (undated(2), None))
    assert [place.removeprefix(HOME) for place in places] == days


@pytest.mark.parametrize(
    ("source", "asked", "end"),
    [
        (Archive(DAYS.path, begins="2024-03-04"), "", End.LAST),
        (DAYS, "2024-03-04..2024-03-05", End.OLD),
        (Archive("/{Y}/{m:02}/", begins="2024-02-11"), "", End.LAST),
    ],
)
def test_an_archive_ends_where_it_began_and_where_the_time_asked_for_does(
    source: Archive, asked: str, end: End
) -> None:
    subject = walk(source, parse_window(None, asked or None, NOW))
    assert play(subject, (undated(3), None), (undated(2), None))[2] is end


def test_an_archive_has_nothing_to_say_of_a_time_before_it() -> None:
    assert walk(Archive(DAYS.path, begins="2024-01-01"), parse_window(None, "2023-01..2023-06", NOW)).start() is None


@pytest.mark.parametrize("path", [DAYS.path, "/{Y}/{m:02}/", "/{Y}/"])
def test_a_row_of_empty_days_ends_an_archive(path: str) -> None:
    source = Archive(path)
    allowed = EMPTY[source.step]
    subject = walk(source)
    _, places, end = play(
        subject, (undated(3), None), *[((), None)] * (allowed - 1), (undated(2), None), *[((), None)] * 99
    )
    assert end is End.EMPTY
    assert len(places) == 2 * allowed + 1


def test_the_pages_of_a_day_and_the_day_before() -> None:
    subject = walk(Archive(DAYS.path, pages="?p={n}"))
    _, places, _ = play(subject, (undated(9, 8), None), (undated(7), None), (undated(7), None), ((), None))
    assert places[1:] == [
        "/luu-tru/2024/03/05/?p=2", "/luu-tru/2024/03/05/?p=3", "/luu-tru/2024/03/04/", "/luu-tru/2024/03/03/"
    ]  # fmt: skip


def test_a_day_whose_next_page_is_the_day_before_is_had_once() -> None:
    subject = walk(DAYS)
    _, places, _ = play(subject, (undated(9), "/luu-tru/2024/03/04/"), (undated(8), None))
    assert places[1:] == ["/luu-tru/2024/03/04/", "/luu-tru/2024/03/03/"]


def test_an_archive_is_left_at_known_ground() -> None:
    assert play(walk(DAYS, walked=True), ((), None), (undated(101, 9), None), (undated(8), None))[2] is End.KNOWN


def reached(subject: Walk, *pages: tuple[Sequence[str], str | None]) -> tuple[bool, datetime | None]:
    end = play(subject, *pages)[2]
    assert end is not None
    return subject.is_complete(end), subject.reached(end)


SINCE = datetime(2024, 2, 1, tzinfo=UTC)


def test_how_far_a_walk_has_come() -> None:
    old = (dated("202401", 150), "/xa-hoi/?p=9")
    assert reached(walk(), (undated(1), None)) == (True, None)
    assert reached(walk(window=Window(SINCE)), old) == (True, SINCE)
    assert reached(walk(window=Window(SINCE), walked=True), (undated(9), "/xa-hoi/?p=2")) == (True, None)
    assert reached(walk(window=Window(SINCE)), (dated("202401", 150) + undated(151), None)) == (True, SINCE)


def test_a_listing_that_shows_nothing_of_what_it_showed_before_is_not_remembered() -> None:
    assert reached(walk(), ((), None))[0] is False
    assert reached(walk(walked=True), (undated(101, 102), None))[0] is False, (
        "only the sidebar: the list itself is missing"
    )


def test_a_walk_that_was_given_up_is_not_remembered() -> None:
    subject = walk()
    play(subject, (undated(1), "/xa-hoi/?p=2"))
    assert subject.is_complete(End.LAST)
    assert not subject.is_complete(End.BARREN)


def test_a_walk_that_lacks_a_part_of_a_page_is_not_remembered() -> None:
    subject = walk()
    subject.is_whole = False
    assert reached(subject, (undated(1), None))[0] is False


def test_an_api_that_never_ends_is_left() -> None:
    endless = walk(Api("/api?page={n}", rows="data[]", url="link"))
    endless.start()
    for page in range(1, API_MAX_PAGES):
        endless.take(undated(page))
        assert endless.go_on(None) == f"{HOME}/api?page={page + 1}"
    endless.take(undated(API_MAX_PAGES))
    assert endless.go_on(None) is End.ENDLESS
    assert not endless.is_complete(End.ENDLESS)
