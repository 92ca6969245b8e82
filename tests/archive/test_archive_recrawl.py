"""When an article is fetched again, and what becomes of one that is not there: rules, then lives by a clock of our own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from newsbot.archive import ArchiveSettings, Outcome, SiteArchive, State, problems, read, verify
from newsbot.archive.recrawl import Plan, born, is_worth_recrawling, later_recrawl, parse_plan, second_recrawl
from newsbot.archive.tombstone import EMPTY_HASH
from newsbot.article import Article, content_hash
from tests.archive.archive_sample import SITE, archive_one, sample_article, sample_exchange, url_of

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PLAN = parse_plan("2h 1d 14d")


@pytest.mark.parametrize(
    ("text", "ages"),
    [("2h 1d 14d", (2 * HOUR, DAY, 14 * DAY)), ("1d 2h 24h", (2 * HOUR, DAY)), ("", ()), ("  ", ())],
)
def test_a_plan_is_read(text: str, ages: tuple[timedelta, ...]) -> None:
    assert parse_plan(text) == Plan(ages)


@pytest.mark.parametrize("text", ["2", "h", "2h,6h", "-2h", "2 h", "1.5h", "2m", "99999d"])
def test_what_is_no_plan(text: str) -> None:
    with pytest.raises(ValueError, match="is no age: write 2h for two hours, 7d for seven days"):
        parse_plan(text)


@pytest.mark.parametrize(
    ("age", "next_age"),
    [
        (timedelta(0), 2 * HOUR),
        (2 * HOUR, DAY),
        (3 * HOUR, DAY),
        (13 * DAY, 14 * DAY),
        (14 * DAY, None),
        (999 * DAY, None),
    ],
)
def test_the_next_look_is_at_the_next_age(age: timedelta, next_age: timedelta | None) -> None:
    assert PLAN.next_recrawl(NOON, NOON + age) == (NOON + next_age if next_age else None)


@pytest.mark.parametrize(
    ("published", "modified", "before", "expected"),
    [
        ("2026-11-22T15:00:00+07:00", None, None, "2026-11-22T08:00:00+00:00"),
        ("2026-11-21", None, None, "2026-11-22T00:00:00+00:00"),
        ("2026-11-22", None, None, "2026-11-22T12:00:00+00:00"),
        ("2026-11-23", None, None, "2026-11-22T12:00:00+00:00"),
        ("2027-01-01T00:00:00+07:00", None, "2026-11-20T00:00:00+00:00", "2026-11-20T00:00:00+00:00"),
        (None, None, None, "2026-11-22T12:00:00+00:00"),
        (None, None, "2026-11-20T00:00:00+00:00", "2026-11-20T00:00:00+00:00"),
        (None, "2019-05-06T00:00:00+07:00", None, "2019-05-05T17:00:00+00:00"),
        ("2026-11-22T18:59:00+07:00", None, "2026-11-20T00:00:00+00:00", "2026-11-20T00:00:00+00:00"),
        ("2026-11-20T07:00:00+07:00", None, "2030-01-01T00:00:00+00:00", "2026-11-20T00:00:00+00:00"),
        ("9999-12-31", None, None, "2026-11-22T12:00:00+00:00"),
        ("0001-01-01", None, None, "0001-01-02T00:00:00+00:00"),
    ],
    ids=["published", "a day", "today", "tomorrow", "in the future", "undated", "undated, seen before", "only a change",
         "a date that is always now", "seen by a clock that ran ahead", "the end of time", "the begin of time"],
)  # fmt: skip
def test_the_age_counts_from_publication_else_from_the_first_capture(
    published: str | None, modified: str | None, before: str | None, expected: str
) -> None:
    article = Article(published_at=published, modified_at=modified)
    assert born(article, NOON, before and datetime.fromisoformat(before)) == datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2026-11-22T12:00", "2026-11-23T00:00"),
        ("2026-11-22T23:50", "2026-11-23T11:50"),
        ("2026-11-22T00:10", "2026-11-23T00:00"),
    ],
)  # fmt: skip
def test_the_second_look_is_on_another_day(first: str, second: str) -> None:
    assert second_recrawl(datetime.fromisoformat(f"{first}+00:00")) == datetime.fromisoformat(f"{second}+00:00")


def test_later_looks_come_to_an_end() -> None:
    assert [later_recrawl(NOON, NOON + days * DAY) for days in (1, 7, 30)] == [NOON + 7 * DAY, NOON + 30 * DAY, None]


@pytest.mark.parametrize(
    ("gone_days", "since_last", "worth"),
    [(1, 0.5, False), (1, 1, True), (10, 4, False), (10, 5, True), (100, 49, False), (100, 50, True), (1, -3, True)],
)
def test_what_is_listed_though_it_is_gone_is_asked_for_ever_more_rarely(
    gone_days: float, since_last: float, worth: bool
) -> None:
    last = NOON + gone_days * DAY
    assert is_worth_recrawling(NOON, last, last + since_last * DAY) is worth


def test_the_hash_of_nothing_is_that_of_the_normaliser() -> None:
    assert content_hash(None, ()) == EMPTY_HASH


# Lives. A visit is "hours later: what is found"; A, B are contents, "304", "gone" and "failed" the answer.

LIVES = [
    ("too young to be fetched again", ["0: A", "1: -"], ["A"], "archived"),
    ("the same", ["0: A", "2: A"], ["A"], "unchanged"),
    ("not modified", ["0: A", "2: 304"], ["A"], "unchanged"),
    ("changed", ["0: A", "2: B"], ["A", "B"], "archived"),
    ("looked at by plan, then no more", ["0: A", "2: 304", "24: 304", "336: 304", "9999: -"], ["A"], "unchanged"),
    ("looks that were missed are one", ["0: A", "400: 304", "401: -"], ["A"], "unchanged"),
    ("a look that failed", ["0: A", "2: failed", "24: A"], ["A"], "unchanged"),
    ("gone once", ["0: A", "2: gone", "10: -"], ["A"], "gone"),
    ("gone twice", ["0: A", "2: gone", "26: gone"], ["A", ""], "gone"),
    ("back before the second look", ["0: A", "2: gone", "26: A"], ["A"], "unchanged"),
    ("gone twice and back", ["0: A", "2: gone", "26: gone", "200: A"], ["A", "", "A"], "archived"),
    ("gone twice and back, changed", ["0: A", "2: gone", "26: gone", "200: B"], ["A", "", "B"], "archived"),
    ("gone, back, gone again", ["0: A", "2: gone", "26: A", "336: gone", "360: gone"], ["A", ""], "gone"),
    ("gone for good", ["0: A", "2: gone", "26: gone", "200: gone", "800: gone", "9999: -"], ["A", ""], "gone"),
    ("a failure between", ["0: A", "2: gone", "26: failed", "336: gone"], ["A", ""], "gone"),
    ("a clock set back before the first look", ["0: A", "-500: -", "2: 304"], ["A"], "unchanged"),
    ("a clock that ran ahead", ["9000: A", "0: 304"], ["A"], "unchanged"),
    ("gone by a clock that ran ahead", ["0: A", "90000: gone", "2: gone"], ["A"], "gone"),
    ("gone by a clock that ran ahead, and then", ["0: A", "90000: gone", "2: gone", "26: gone"], ["A", ""], "gone"),
]  # fmt: skip


@pytest.mark.parametrize(("visits", "lines", "state"), [life[1:] for life in LIVES], ids=[life[0] for life in LIVES])
def test_the_life_of_an_article(tmp_path: Path, visits: list[str], lines: list[str], state: str) -> None:
    for one in visits:
        due, found = visit(tmp_path, one)
        assert due == (None if found == "-" else url_of(0)), one
    assert [line.body for line in read(tmp_path)] == lines
    assert [line.revision for line in read(tmp_path)] == list(range(1, len(lines) + 1))
    assert [problem for line in read(tmp_path) for problem in problems(line)] == []
    with SiteArchive.open(tmp_path, SITE) as archive:
        assert archive.ledger.urls.state_of(url_of(0)) == state
    (report,) = verify(tmp_path)
    assert report.damage == []


def visit(root: Path, what: str) -> tuple[str | None, str]:
    """Look at the article if it is due; returns its URL if it was, and what is found."""
    hours, found = what.split(": ")
    now = NOON + int(hours) * HOUR
    with SiteArchive.open(root, SITE, ArchiveSettings(plan=PLAN, clock=lambda: now)) as archive:
        archive.ledger.urls.discover(url_of(0), "test")
        due = next(iter(archive.ledger.frontier.take()), None) or archive.ledger.recrawls.take_due(
            now, PLAN.horizon(now)
        )
        if due:
            known = archive.ledger.lines.newest(f"{SITE}:0")
            answer(archive, found, now)
            counted = archive.recrawled.summary()
            assert counted.pop("looked", 0) == sum(counted.values()) == (known is not None and found != "-"), what
    return due, found


@pytest.mark.parametrize("visits", [life[1] for life in LIVES], ids=[life[0] for life in LIVES])
def test_a_life_is_the_same_when_the_ledger_forgets_every_visit(tmp_path: Path, visits: list[str]) -> None:
    calm, struck = tmp_path / "calm", tmp_path / "struck"
    for one in visits:
        visit(calm, one)
        visit(struck, one.split()[0] + " -") if not struck.exists() else None
        forgetting_ledger(struck / SITE, partial(visit, struck, one))
        visit(struck, one)
    assert [(line.revision, line.body) for line in read(struck)] == [(line.revision, line.body) for line in read(calm)]
    ends = []
    for root in (calm, struck):
        with SiteArchive.open(root, SITE) as archive:
            entry = archive.ledger.urls.entry(url_of(0))
            assert entry
            ends.append((entry.state, entry.revision, archive.ledger.recrawls.of(url_of(0))))
    assert ends[0] == ends[1]
    (report,) = verify(struck)
    assert report.damage == []


def test_what_is_taken_over_from_a_dead_run_is_sent_whole_the_next_time(tmp_path: Path) -> None:
    """The validators that the ledger knows are those of the revision before: a page that is set back would seem unchanged."""
    with SiteArchive.open(tmp_path, SITE) as archive:
        archive_one(archive, 0)
        archive.apply(Outcome.read(sample_article(0), ('"1"', "yesterday")))

    def edit() -> None:
        with SiteArchive.open(tmp_path, SITE) as archive:
            archive.apply(Outcome.read(sample_article(0, "B"), ('"2"', "today")))

    forgetting_ledger(tmp_path / SITE, edit)
    with SiteArchive.open(tmp_path, SITE) as archive:
        entry = archive.ledger.urls.entry(url_of(0))
        assert entry
        assert (entry.revision, entry.etag, entry.last_modified) == (2, None, None)


def test_a_look_that_a_killed_run_began_is_counted_too(tmp_path: Path) -> None:
    with SiteArchive.open(tmp_path, SITE, ArchiveSettings(plan=PLAN, clock=lambda: NOON)) as archive:
        archive_one(archive, 0, published_at=None, fetched_at=NOON.isoformat())
    with SiteArchive.open(tmp_path, SITE, ArchiveSettings(plan=PLAN, clock=lambda: NOON + 2 * HOUR)) as archive:
        assert archive.ledger.recrawls.take_due(NOON + 2 * HOUR, NOON + DAY) == url_of(0)
    with SiteArchive.open(tmp_path, SITE, ArchiveSettings(plan=PLAN, clock=lambda: NOON + 3 * HOUR)) as archive:
        assert archive.ledger.frontier.take() == [url_of(0)]
        archive.apply(Outcome.read(sample_article(0, capture=archive.capture(sample_exchange()))))
        assert archive.recrawled.summary() == {"looked": 1, "unchanged": 1}


def answer(archive: SiteArchive, found: str, now: datetime) -> None:
    url = url_of(0)
    if found == "304":
        archive.apply(Outcome.not_modified(url, (None, None)))
    elif found == "gone":
        archive.apply(
            Outcome(
                url=url,
                state=State.GONE,
                reason="HTTP 404",
                status=404,
                capture=archive.capture(sample_exchange(status=404)),
            )
        )
    elif found == "failed":
        archive.apply(Outcome(url=url, state=State.FAILED, reason="HTTP 503"))
    elif found != "-":
        record = sample_article(0, found, published_at=None, fetched_at=now.isoformat())
        archive.apply(Outcome.read(replace(record, capture=archive.capture(sample_exchange()))))


def test_validators_are_those_of_the_last_response(tmp_path: Path) -> None:
    def kept() -> tuple[str | None, str | None]:
        entry = archive.ledger.urls.entry(url_of(0))
        assert entry
        return entry.etag, entry.last_modified

    with SiteArchive.open(tmp_path, SITE) as archive:
        archive_one(archive, 0)
        archive.apply(Outcome.read(sample_article(0), ('"1"', "yesterday")))
        assert kept() == ('"1"', "yesterday")
        archive.apply(Outcome.not_modified(url_of(0), ('"2"', None)))
        assert kept() == ('"2"', "yesterday")
        archive.apply(Outcome.read(sample_article(0), (None, "today")))
        assert kept() == (None, "today")
        archive.apply(Outcome.read(sample_article(0, flags=("truncated",)), ('"3"', None)))
        assert kept() == (None, None), "half a page is asked for whole"
        archive.apply(Outcome.read(sample_article(0), ('"4"', None)))
        archive.apply(
            Outcome(url=url_of(0), state=State.GONE, status=404, capture=archive.capture(sample_exchange(status=404)))
        )
        assert kept() == (None, None), "what returns is sent whole"
        for state, status in ((State.FAILED, 503), (State.NOT_ARTICLE, 200), (State.MOVED, 301)):
            archive.apply(Outcome.read(sample_article(0), ('"5"', None)))
            archive.apply(
                Outcome(
                    url=url_of(0), state=state, status=status, capture=archive.capture(sample_exchange(status=status))
                )
            )
            assert kept() == (None, None), "a 304 would be taken for one of that answer"
        archive.apply(Outcome.read(sample_article(0), ('"6"', None)))
        archive.apply(Outcome(url=url_of(0), state=State.FAILED, reason="no answer"))
        assert kept() == ('"6"', None), "nothing was answered"


MOBILE = "https://m.baomau.example/bai-viet-0.html"


def test_an_article_that_has_left_one_url_for_another_is_not_gone(tmp_path: Path) -> None:
    def archive_at(now: datetime) -> SiteArchive:
        return SiteArchive.open(tmp_path, SITE, ArchiveSettings(plan=PLAN, clock=lambda: now))

    with archive_at(NOON) as archive:
        archive_one(archive, 0)
        archive_one(archive, 0, url=MOBILE)
        assert archive.ledger.urls.state_of(MOBILE) is State.DUPLICATE
    with archive_at(NOON + 2 * HOUR) as archive:
        missing = archive.capture(sample_exchange(status=404))
        gone = archive.apply(Outcome(url=url_of(0), state=State.GONE, reason="HTTP 404", status=404, capture=missing))
        assert gone.woken == 1
        assert archive.ledger.frontier.take() == [MOBILE]
        archive_one(archive, 0, url=MOBILE)
        assert archive.ledger.urls.state_of(MOBILE) is State.UNCHANGED
        assert archive.ledger.urls.state_of(url_of(0)) is State.MOVED
    later = NOON + 15 * DAY
    with archive_at(later) as archive:
        assert archive.ledger.recrawls.take_due(later, PLAN.horizon(later)) == MOBILE
        assert archive.ledger.recrawls.take_due(later, PLAN.horizon(later)) is None
    assert len(list(read(tmp_path))) == 1


def forgetting_ledger(folder: Path, act: Callable[[], object]) -> None:
    """Do something that the ledger knows nothing of afterwards, as when a process dies before its last commit."""
    before = (folder / "ledger.sqlite").read_bytes()
    act()
    for name in ("ledger.sqlite-wal", "ledger.sqlite-shm"):
        (folder / name).unlink(missing_ok=True)
    (folder / "ledger.sqlite").write_bytes(before)


def test_what_is_taken_over_from_a_dead_run_is_looked_at_again(tmp_path: Path) -> None:
    def visit(now: datetime, found: str) -> None:
        with SiteArchive.open(tmp_path, SITE, ArchiveSettings(plan=PLAN, clock=lambda: now)) as archive:
            archive.ledger.urls.discover(url_of(0), "test")
            archive.ledger.frontier.take()
            answer(archive, found, now)

    visit(NOON, "-")
    forgetting_ledger(tmp_path / SITE, lambda: visit(NOON, "A"))
    with SiteArchive.open(tmp_path, SITE, ArchiveSettings(plan=PLAN, clock=lambda: NOON)) as archive:
        assert archive.recovered.adopted == 1
        assert archive.ledger.recrawls.of(url_of(0)).due_at == NOON + 2 * HOUR
    visit(NOON + 2 * HOUR, "gone")
    forgetting_ledger(tmp_path / SITE, lambda: visit(NOON + DAY, "gone"))
    visit(NOON + DAY + HOUR, "-")
    with SiteArchive.open(tmp_path, SITE, ArchiveSettings(plan=PLAN, clock=lambda: NOON + 7 * DAY)) as archive:
        entry = archive.ledger.urls.entry(url_of(0))
        assert entry
        assert (entry.state, entry.revision, entry.reason) == (State.GONE, 2, "HTTP 404")
    visit(NOON + 8 * DAY, "gone")
    assert [line.revision for line in read(tmp_path)] == [1, 2], "one tombstone is enough"
