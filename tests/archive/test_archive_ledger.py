"""The ledger: every discovered URL has one state, and the states add up."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from newsbot.archive import ArchiveDamaged, ArchiveError, ArchiveNotWritable, Ledger, State
from newsbot.archive.events import Refused
from newsbot.archive.recrawl import Plan
from newsbot.archive.states import States
from newsbot.archive.tables import APPLICATION_ID, LEDGER_VERSION, Mark
from newsbot.article import Capture

URL = "https://a.example/gat-lua-1.html"
CAPTURE = Capture("captures/20261122T080910Z.warc.gz", 356, "<urn:uuid:0>", "sha1:0")


def settle(ledger: Ledger, url: str, state: State, **found: Any) -> None:
    """Give a URL its state as the state rules do."""
    states = States(ledger, "a", Plan())
    states.write(states.transition(url, Refused(state, **found)))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.sqlite", run="now") as ledger:
        yield ledger


def test_a_url_is_new_once(ledger: Ledger) -> None:
    assert ledger.urls.discover("http://a.example/1", "feed")
    assert not ledger.urls.discover("http://a.example/1", "sitemap")
    entry = ledger.urls.entry("http://a.example/1")
    assert entry is not None
    assert (entry.state, entry.discovered_from, entry.kind, entry.attempts) == (State.PENDING, "feed", "article", 0)


def test_urls_are_taken_in_the_order_of_discovery(ledger: Ledger) -> None:
    for name in "cab":
        ledger.urls.discover(name, "test")
    assert ledger.frontier.take(2) == ["c", "a"]
    ledger.frontier.release("c")
    assert ledger.frontier.take(5) == ["c", "b"]
    assert ledger.frontier.take(5) == []
    assert [entry.attempts for entry in ledger.urls.entries(State.IN_FLIGHT)] == [1, 1, 1]


def test_a_released_url_was_not_tried(ledger: Ledger) -> None:
    ledger.urls.discover("a", "test")
    ledger.frontier.take()
    ledger.frontier.release("a")
    entry = ledger.urls.entry("a")
    assert entry is not None
    assert entry.attempts == 0


def test_what_is_not_given_stays(ledger: Ledger) -> None:
    ledger.urls.discover("a", "test")
    settle(ledger, "a", State.ARCHIVED, status=200, capture=CAPTURE)
    known = ledger.urls.entry("a")
    assert known is not None
    ledger.urls.put(replace(known, etag='"1"', last_modified="yesterday"))
    settle(ledger, "a", State.UNCHANGED, status=304)
    entry = ledger.urls.entry("a")
    assert entry is not None
    assert (entry.state, entry.http_status, entry.etag, entry.last_modified) == (
        State.UNCHANGED,
        304,
        '"1"',
        "yesterday",
    )
    assert entry.capture == CAPTURE


def test_a_reason_belongs_to_its_state(ledger: Ledger) -> None:
    ledger.urls.discover("a", "test")
    settle(ledger, "a", State.FAILED, reason="timeout")
    settle(ledger, "a", State.ARCHIVED)
    entry = ledger.urls.entry("a")
    assert entry is not None
    assert entry.reason is None
    assert entry.capture is None


def test_pages_over_which_the_reader_hung_are_tried_again_after_all_others(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.sqlite", run="yesterday") as ledger:
        for name, reason in (("hung", "reader: not read within 15 s"), ("late", "timeout"), ("odd", None)):
            ledger.urls.discover(name, "test")
            ledger.frontier.take()
            settle(ledger, name, State.FAILED, reason=reason)
        ledger.run = "today"
        assert ledger.frontier.reopen([State.FAILED], but="reader: not read") == 2
        assert ledger.frontier.take(3) == ["late", "odd"]
        assert ledger.frontier.reopen([State.FAILED]) == 1
        assert ledger.frontier.take(3) == ["hung"]


def test_what_was_never_discovered_has_no_state(ledger: Ledger) -> None:
    assert ledger.urls.state_of("a") is None
    assert ledger.urls.entry("a") is None
    assert ledger.lines.newest("a:1") is None
    with pytest.raises(KeyError, match="never discovered: a"):
        settle(ledger, "a", State.GONE)


@pytest.mark.parametrize(
    ("states", "max_attempts", "reopened"),
    [
        ([State.FAILED], None, {"failed once", "failed twice"}),
        ([State.FAILED], 2, {"failed once"}),
        ([State.FAILED, State.BLOCKED], None, {"failed once", "failed twice", "blocked"}),
        ([State.GONE], None, set()),
        ([], None, set()),
    ],
)
def test_earlier_failures_are_tried_again(
    tmp_path: Path, states: list[State], max_attempts: int | None, reopened: set[str]
) -> None:
    with Ledger.open(tmp_path / "ledger.sqlite", run="yesterday") as ledger:
        for name in ("failed once", "failed twice", "blocked", "archived"):
            ledger.urls.discover(name, "test")
            ledger.frontier.take()
            settle(ledger, name, State(name.split()[0]))
        ledger.frontier.reopen([State.FAILED])
        ledger.run = "today"
        assert ledger.frontier.reopen([State.FAILED]) == 2
        ledger.run = "yesterday"
        assert ledger.frontier.take(2) == ["failed once", "failed twice"]
        ledger.frontier.release("failed once")
        ledger.urls.discover("failed now", "test")
        for name in ("failed once", "failed twice"):
            settle(ledger, name, State.FAILED)
        ledger.commit()
    with Ledger.open(tmp_path / "ledger.sqlite", run="now") as ledger:
        settle(ledger, "failed now", State.FAILED)
        assert ledger.frontier.reopen(states, max_attempts=max_attempts) == len(reopened)
        assert set(ledger.urls.in_state(State.PENDING)) == reopened


def test_states_may_change_while_urls_are_listed(ledger: Ledger) -> None:
    for number in range(2500):
        ledger.urls.discover(str(number), "test")
    seen = []
    for url in ledger.urls.in_state(State.PENDING):
        seen.append(url)
        settle(ledger, url, State.GONE)
    assert seen == [str(number) for number in range(2500)]
    assert ledger.urls.counts()[State.GONE] == 2500


def test_counts_can_be_asked_for_one_run(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.sqlite", run="first") as ledger:
        ledger.urls.discover("a", "test")
        ledger.urls.discover("b", "test")
        ledger.commit()
    with Ledger.open(tmp_path / "ledger.sqlite", run="second") as ledger:
        settle(ledger, "b", State.GONE)
        assert {state: n for state, n in ledger.urls.counts(run="second").items() if n} == {State.GONE: 1}
        assert {state: n for state, n in ledger.urls.counts().items() if n} == {State.PENDING: 1, State.GONE: 1}


def test_nothing_counts_before_the_commit(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with Ledger.open(path) as ledger:
        ledger.urls.discover("a", "test")
        ledger.commit()
        ledger.urls.discover("b", "test")
        with Ledger.open_readonly(path) as reader:
            assert sum(reader.urls.counts().values()) == 1
    with Ledger.open_readonly(path) as reader:
        assert sum(reader.urls.counts().values()) == 1


def test_a_snapshot_does_not_move(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with Ledger.open(path) as ledger, Ledger.open_readonly(path) as reader:
        reader.hold_snapshot()
        ledger.urls.discover("a", "test")
        ledger.commit()
        assert sum(reader.urls.counts().values()) == 0


def test_the_next_url_and_the_counts_need_no_walk_through_all(ledger: Ledger) -> None:
    db = sqlite3.connect(ledger.path)
    for sql in (
        "SELECT seq, url FROM urls WHERE state = 'pending' ORDER BY seq LIMIT 1",
        "SELECT state, count(*) FROM urls GROUP BY state",
        "UPDATE urls SET state = 'pending' WHERE state = 'in_flight'",
    ):
        plan = " ".join(row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}"))
        assert "INDEX urls_by_state" in plan
        assert "TEMP B-TREE" not in plan
    db.close()


def text_file(path: Path) -> None:
    path.write_text("not a database, but long enough to be looked at as one " * 20)


def another_database(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE recipes (title)")
    db.close()


def newer_version(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {LEDGER_VERSION + 1}")
    db.close()


def torn_in_two(path: Path) -> None:
    with Ledger.open(path) as ledger:
        for number in range(1000):
            ledger.urls.discover(f"http://a.example/{number}", "test")
        ledger.commit()
    path.write_bytes(path.read_bytes()[:5000])


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (text_file, "not a sound ledger"),
        (another_database, "no ledger of newsbot"),
        (newer_version, f"version {LEDGER_VERSION + 1}, this newsbot knows {LEDGER_VERSION}; update newsbot"),
        (torn_in_two, "not a sound ledger"),
    ],
)
@pytest.mark.parametrize("mode", [Ledger.open, Ledger.open_readonly])
def test_what_is_no_ledger_is_told_and_left_alone(tmp_path: Path, make: object, what: str, mode: object) -> None:
    path = tmp_path / "ledger.sqlite"
    make(path)  # type: ignore[operator]
    before = path.read_bytes()
    with pytest.raises(ArchiveDamaged, match=what), mode(path) as ledger:  # type: ignore[operator]
        ledger.urls.counts()
    assert path.read_bytes() == before


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    with pytest.raises(ArchiveDamaged, match="is a folder, and no ledger"):
        Ledger.open(tmp_path)


@pytest.mark.parametrize(("make", "what"), [(lambda path: None, "is missing"), (Path.touch, "is empty")])
def test_reading_what_is_not_there_is_told(tmp_path: Path, make: object, what: str) -> None:
    make(tmp_path / "ledger.sqlite")  # type: ignore[operator]
    with pytest.raises(ArchiveError, match=what):
        Ledger.open_readonly(tmp_path / "ledger.sqlite")


def test_a_name_with_any_sign_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a?b#c%20d" / "ledger.sqlite"
    path.parent.mkdir()
    Ledger.open(path).close()
    with Ledger.open_readonly(path) as ledger:
        assert sum(ledger.urls.counts().values()) == 0


def discover_many(ledger: Ledger) -> None:
    for number in range(10_000):
        ledger.urls.discover(f"http://a.example/{number}", "test")


def test_a_refused_change_ends_all_writing(tmp_path: Path) -> None:
    """SQLite forgets the whole transaction when the disk is full; committing what comes after would tear it apart."""
    path = tmp_path / "ledger.sqlite"
    with Ledger.open(path) as ledger:
        ledger.urls.discover("first", "test")
        ledger.commit()
        ledger._db.execute("PRAGMA max_page_count = 1")
        with pytest.raises(ArchiveNotWritable, match="full") as caught:
            discover_many(ledger)
        assert caught.value.full
        with pytest.raises(ArchiveNotWritable, match="full"):
            ledger.commit()
    with Ledger.open(path) as ledger:
        assert list(ledger.urls.in_state(State.PENDING)) == ["first"]


def test_a_ledger_moved_away_does_not_come_back(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with Ledger.open(path) as ledger:
        ledger.urls.discover("old", "test")
        ledger.commit()
        wal = path.with_name("ledger.sqlite-wal").read_bytes()
    path.unlink()
    path.with_name("ledger.sqlite-wal").write_bytes(wal)
    with Ledger.open(path) as ledger:
        assert ledger.fresh
        assert sum(ledger.urls.counts().values()) == 0


URLS = st.sampled_from([f"http://a.example/{number}" for number in range(6)])
FINAL = st.sampled_from([state for state in State if state not in (State.PENDING, State.IN_FLIGHT)])


class Crawl(RuleBasedStateMachine):
    """Any order of what a crawl does to the ledger, beside a dict that says what must come out."""

    @initialize(folder=st.uuids())
    def begin(self, folder: object) -> None:
        self.ledger = Ledger.open(Path(":memory:"), sync=False)
        self.expected: dict[str, State] = {}

    @rule(url=URLS)
    def discover(self, url: str) -> None:
        assert self.ledger.urls.discover(url, "test") == (url not in self.expected)
        self.expected.setdefault(url, State.PENDING)

    @rule(limit=st.integers(0, 3))
    def take(self, limit: int) -> None:
        pending = [url for url, state in self.expected.items() if state is State.PENDING]
        taken = self.ledger.frontier.take(limit)
        assert taken == pending[:limit]
        self.expected.update(dict.fromkeys(taken, State.IN_FLIGHT))

    @rule(url=URLS, state=FINAL)
    def settle(self, url: str, state: State) -> None:
        if url in self.expected:
            settle(self.ledger, url, state)
            self.expected[url] = state

    @rule(url=URLS)
    def release(self, url: str) -> None:
        self.ledger.frontier.release(url)
        if self.expected.get(url) is State.IN_FLIGHT:
            self.expected[url] = State.PENDING

    @rule()
    def die(self) -> None:
        self.ledger.frontier.release_all()
        for url, state in self.expected.items():
            if state is State.IN_FLIGHT:
                self.expected[url] = State.PENDING

    @invariant()
    def states_add_up(self) -> None:
        if hasattr(self, "ledger"):
            counts = self.ledger.urls.counts()
            assert sum(counts.values()) == len(self.expected)
            assert {state: n for state, n in counts.items() if n} == Counter(self.expected.values())

    def teardown(self) -> None:
        if hasattr(self, "ledger"):
            self.ledger.close()


TestAnyCrawl = Crawl.TestCase
TestAnyCrawl.settings = settings(max_examples=30, stateful_step_count=25)


def test_what_is_remembered_of_a_source_counts_with_the_urls_it_covers(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    first = Mark("https://a.example/rss", "2026-11-22T08:09:10+00:00", "r", 1, etag='"x"')
    second = replace(
        first, walked_at="2026-11-23T08:09:10+00:00", number=2, reached="2026-11-01T00:00:00+00:00", etag=None
    )
    with Ledger.open(path) as ledger:
        assert (ledger.sources.mark(first.url), ledger.urls.last_number(), ledger.urls.number_of(URL)) == (
            None,
            0,
            None,
        )
        ledger.urls.discover(URL, "feed")
        ledger.sources.remember(first)
        ledger.commit()
        ledger.urls.discover(URL + "2", "feed")
        ledger.sources.remember(second)
        assert (ledger.sources.mark(first.url), ledger.urls.last_number(), ledger.urls.number_of(URL + "2")) == (
            second,
            2,
            2,
        )
    with Ledger.open(path) as ledger:
        assert (ledger.sources.mark(first.url), ledger.urls.last_number(), ledger.urls.number_of(URL)) == (first, 1, 1)


def test_a_ledger_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with Ledger.open(path) as ledger:
        ledger.urls.discover(URL, "feed")
        ledger.commit()
    with closing(sqlite3.connect(path)) as db:
        db.executescript(
            "DROP TABLE sources; DROP TABLE revisits; DROP INDEX urls_other; DROP TABLE owed; DROP TABLE ended;"
            "DROP TABLE doubts; DROP TABLE homes; DROP TABLE doubtful_texts;"
            "DROP TABLE retractions; DROP TABLE lists;"
            "PRAGMA user_version = 1;"
        )
    with Ledger.open_readonly(path) as ledger:
        assert ledger.urls.state_of(URL) is State.PENDING, "a reader needs no change of the file"
    with Ledger.open(path) as ledger:
        assert not ledger.fresh
        assert ledger.urls.state_of(URL) is State.PENDING
        assert ledger.sources.mark(URL) is None
        ledger.sources.remember(Mark(URL, "2026-11-22T08:09:10+00:00", "r", 1))
        ledger.commit()
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (LEDGER_VERSION,)
