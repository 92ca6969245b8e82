"""From a crawl that has ended to its exit code: the ledger and the sources decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsbot.archive import ArchiveDamaged, ArchiveNotWritable, ArchiveSettings, Outcome, SiteArchive, State
from newsbot.console.exit_codes import Exit
from newsbot.crawl.context import Crawl
from newsbot.crawl.report import exit_code, run_report
from newsbot.site import Feed, WebSite

URL = "https://bao.example/bai-viet-{}.html"


class Bao(WebSite, family=True):
    """A site whose file names a source."""

    sources = (Feed("/rss"),)


@pytest.fixture
def crawl(tmp_path: Path) -> Iterator[Crawl]:
    with SiteArchive.open(tmp_path, "bao", ArchiveSettings(sync=False)) as archive:
        crawl = Crawl(Bao("https://bao.example/"), archive)
        crawl.ending.closed = "finished"
        yield crawl


def settle(crawl: Crawl, *states: State) -> None:
    for number, state in enumerate(states):
        crawl.archive.ledger.urls.discover(URL.format(number), "home")
        crawl.archive.apply(Outcome(url=URL.format(number), state=state, reason="because"))
        crawl.statistics.settled[state] += 1


def case(*states: State, unreachable: str | None = None, **changes: object) -> Callable[[Crawl], None]:
    def apply(crawl: Crawl) -> None:
        settle(crawl, *states)
        crawl.breaker.open = unreachable
        for key, value in changes.items():
            setattr(crawl.ending, key, value)

    return apply


def source(label: str, *, failed: bool = False) -> Callable[[Crawl], None]:
    def apply(crawl: Crawl) -> None:
        settle(crawl, State.ARCHIVED)
        crawl.statistics.note_problem(label, "HTTP 404", failed=failed)

    return apply


CASES = [
    ("all well", case(State.ARCHIVED, State.GONE, State.NOT_ARTICLE, State.MOVED, State.DISALLOWED), Exit.OK),
    ("nothing new", case(State.UNCHANGED), Exit.OK),
    ("nothing at all was found", case(), Exit.SOME_FAILED),
    ("a page failed", case(State.ARCHIVED, State.FAILED), Exit.SOME_FAILED),
    ("a page was refused", case(State.ARCHIVED, State.BLOCKED), Exit.SOME_FAILED),
    ("every page was refused", case(State.BLOCKED, State.BLOCKED), Exit.UNREACHABLE),
    ("robots.txt keeps some pages back", case(State.DISALLOWED), Exit.OK),
    ("a feed that the page names is gone", source("feed https://bao.example/old.rss"), Exit.OK),
    ("a feed that the page names was refused", source("feed https://bao.example/old.rss", failed=True), Exit.SOME_FAILED),
    ("a feed that the site file names is gone", source("feed https://bao.example/rss"), Exit.SOME_FAILED),
    ("no answer", case(unreachable="connection refused"), Exit.UNREACHABLE),
    ("a signal", case(State.FAILED, closed="shutdown"), Exit.INTERRUPTED),
    ("a bug", case(State.ARCHIVED, crashed="home: KeyError"), Exit.ERROR),
    ("Scrapy gave up", case(State.ARCHIVED, closed="memusage"), Exit.ERROR),
    ("Scrapy never ended", case(State.ARCHIVED, closed=None), Exit.ERROR),
    ("the disk is full", case(State.FAILED, closed="archive", error=ArchiveNotWritable("full")), Exit.NOT_WRITABLE),
    ("the archive is damaged", case(closed="archive", error=ArchiveDamaged("torn")), Exit.DAMAGED),
]  # fmt: skip


@pytest.mark.parametrize(("prepare", "code"), [one[1:] for one in CASES], ids=[one[0] for one in CASES])
def test_the_exit_code(crawl: Crawl, prepare: Callable[[Crawl], None], code: Exit) -> None:
    prepare(crawl)
    assert exit_code(crawl) is code


def test_the_home_page_was_refused_and_nothing_else_found(crawl: Crawl) -> None:
    crawl.statistics.note_problem("home", "HTTP 403", failed=True)
    assert exit_code(crawl) is Exit.UNREACHABLE


def test_states_add_up_and_notes_tell(crawl: Crawl) -> None:
    settle(crawl, State.ARCHIVED, State.GONE, State.PENDING)
    crawl.statistics.settled.pop(State.PENDING)
    crawl.limit = crawl.frontier.limit = 2
    crawl.statistics.out_of_scope = 3
    crawl.statistics.note_problem("feed https://bao.example/rss", "XML that cannot be read")
    report = run_report(crawl)
    assert report.states == {"archived": 1, "gone": 1, "pending": 1}
    assert report.changes == {"archived": 1, "gone": 1}
    assert report.pages == 2
    assert report.notes == (
        "3 URLs of other sites were listed and left alone",
        "feed https://bao.example/rss: XML that cannot be read",
    )
