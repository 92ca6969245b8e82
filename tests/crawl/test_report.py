"""From a session that has ended to its exit code: the ledger and the sources decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsbot.archive import ArchiveDamaged, ArchiveNotWritable, ArchiveSettings, Outcome, SiteArchive, State
from newsbot.archive.exit_codes import Exit
from newsbot.crawl.report import exit_code, run_report
from newsbot.crawl.session import Session
from newsbot.site import Feed, WebSite

URL = "https://bao.example/bai-viet-{}.html"


class Bao(WebSite, family=True):
    """A site whose file names a source."""

    sources = (Feed("/rss"),)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with SiteArchive.open(tmp_path, "bao", ArchiveSettings(sync=False)) as archive:
        yield Session(Bao("https://bao.example/"), archive, closed="finished")


def settle(session: Session, *states: State) -> None:
    for number, state in enumerate(states):
        session.archive.ledger.urls.discover(URL.format(number), "home")
        session.archive.apply(Outcome(url=URL.format(number), state=state, reason="because"))
        session.settled[state] += 1


def case(*states: State, **changes: object) -> Callable[[Session], None]:
    def apply(session: Session) -> None:
        settle(session, *states)
        for key, value in changes.items():
            setattr(session, key, value)

    return apply


def source(label: str, *, failed: bool = False) -> Callable[[Session], None]:
    def apply(session: Session) -> None:
        settle(session, State.ARCHIVED)
        session.source_problem(label, "HTTP 404", failed=failed)

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
def test_the_exit_code(session: Session, prepare: Callable[[Session], None], code: Exit) -> None:
    prepare(session)
    assert exit_code(session) is code


def test_the_home_page_was_refused_and_nothing_else_found(session: Session) -> None:
    session.source_problem("home", "HTTP 403", failed=True)
    assert exit_code(session) is Exit.UNREACHABLE


def test_states_add_up_and_notes_tell(session: Session) -> None:
    settle(session, State.ARCHIVED, State.GONE, State.PENDING)
    session.settled.pop(State.PENDING)
    session.limit = 2
    session.out_of_scope = 3
    session.source_problem("feed https://bao.example/rss", "XML that cannot be read")
    report = run_report(session)
    assert report.states == {"archived": 1, "gone": 1, "pending": 1}
    assert report.changes == {"archived": 1, "gone": 1}
    assert report.pages == 2
    assert report.notes == (
        "3 URLs of other sites were listed and left alone",
        "feed https://bao.example/rss: XML that cannot be read",
    )
