"""A clock that ran ahead and was set right: what was young then is fetched again, what is old is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsbot.archive import ArchiveSettings, Outcome, SiteArchive, State
from newsbot.archive.ahead import ahead_by
from newsbot.archive.months import packed_into
from newsbot.archive.recrawl import Plan, parse_plan
from tests.archive.archive_sample import SITE, archive_one, sample_article, sample_exchange, url_of

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PLAN = parse_plan("2h 6h 1d 14d")
YOUNG, OLD = "2026-11-22T18:30:00+07:00", "2026-10-01T07:00:00+07:00"


def open_at(root: Path, moment: datetime, plan: Plan = PLAN) -> SiteArchive:
    return SiteArchive.open(root, SITE, ArchiveSettings(plan=plan, clock=lambda: moment))


def due(archive: SiteArchive) -> int:
    now = archive.clock()
    return archive.ledger.recrawls.count_due(now, archive.states.plan.horizon(now))


@pytest.mark.parametrize(
    ("ahead", "back", "published", "plan", "told"),
    [
        (400 * DAY, 3 * HOUR, YOUNG, "2h 6h 1d 14d", "ahead by 399 days or more: 1 articles are"),
        (7 * HOUR, HOUR, YOUNG, "2h 6h", "ahead by 6 hours or more: 1 articles are"),
        (400 * DAY, 3 * HOUR, None, "2h 6h 1d 14d", "ahead by 399 days or more: 1 articles are"),
        (5 * DAY, 3 * HOUR, YOUNG, "2h 6h 1d 14d", "ahead by 4 days or more: 1 articles are"),
        (400 * DAY, 3 * HOUR, OLD, "2h 6h 1d 14d", None),
        (400 * DAY, 30 * DAY, YOUNG, "2h 6h 1d 14d", None),
        (400 * DAY, 401 * DAY, YOUNG, "2h 6h 1d 14d", None),
        (50 * timedelta(minutes=1), timedelta(0), YOUNG, "1h", None),
        (400 * DAY, 3 * HOUR, YOUNG, "", None),
    ],
    ids=["a year", "a time zone", "undated", "days: it waits for a later look", "an old article", "old by now",
         "the time has come", "within tolerance", "no plan"],
)  # fmt: skip
def test_what_a_clock_that_ran_ahead_has_looked_at_is_due_while_it_is_young(
    tmp_path: Path, ahead: timedelta, back: timedelta, published: str | None, plan: str, told: str | None
) -> None:
    for moment in (NOON, NOON + ahead):
        with open_at(tmp_path, moment, parse_plan(plan)) as archive:
            archive_one(archive, 0, published_at=published)
    with open_at(tmp_path, NOON + back, parse_plan(plan)) as archive:
        assert (archive.ahead is not None, due(archive)) == ((True, 1) if told else (False, 0))
        assert told is None or told in str(archive.ahead)
        born_at = archive.ledger.recrawls.of(url_of(0)).born_at
        assert told is None or (born_at and born_at <= archive.clock())
    with open_at(tmp_path, NOON + back, parse_plan(plan)) as archive:
        assert archive.ahead is None, "said once"
        assert due(archive) == (1 if told else 0)


@pytest.mark.parametrize(
    ("published", "articles"),
    [(YOUNG, 1), ("2026-11-22", 1), (OLD, 0), ("2026-11-25", 0)],
    ids=["young", "of today", "old", "later than now"],
)
def test_an_article_that_only_that_clock_has_seen_is_as_old_as_it_says(
    tmp_path: Path, published: str, articles: int
) -> None:
    with open_at(tmp_path, NOON + 400 * DAY) as archive:
        archive_one(archive, 0, published_at=published)
    with open_at(tmp_path, NOON) as archive:
        assert due(archive) == articles


def test_what_was_decided_is_not_read_again(tmp_path: Path) -> None:
    with open_at(tmp_path, NOON + 400 * DAY) as archive:
        for number, published in enumerate((YOUNG, OLD)):
            archive_one(archive, number, published_at=published)
        assert len(list(archive.ledger.recrawls.settled_after(NOON))) == 2
    with open_at(tmp_path, NOON) as archive:
        assert list(archive.ledger.recrawls.settled_after(NOON)) == []


def test_a_clock_that_is_behind_now_makes_nothing_due(tmp_path: Path) -> None:
    with open_at(tmp_path, NOON) as archive:
        archive_one(archive, 0, published_at=YOUNG)
        archive_one(archive, 1, published_at=None)
        archive_one(archive, 2, published_at=OLD)
        before = [archive.ledger.recrawls.of(url_of(number)) for number in range(3)]
    with open_at(tmp_path, datetime(1970, 1, 1, tzinfo=UTC)) as archive:
        assert archive.ahead is None
        assert [archive.ledger.recrawls.of(url_of(number)) for number in range(3)] == before


def test_what_was_not_looked_at_by_that_clock_keeps_its_plan(tmp_path: Path) -> None:
    with open_at(tmp_path, NOON) as archive:
        archive_one(archive, 0, published_at=YOUNG)
        archive_one(archive, 1, published_at=YOUNG)
        before = archive.ledger.recrawls.of(url_of(0))
    with open_at(tmp_path, NOON + 400 * DAY) as archive:
        archive_one(archive, 1, published_at=YOUNG)
    with open_at(tmp_path, NOON + HOUR) as archive:
        assert archive.ledger.recrawls.of(url_of(0)) == before
        assert due(archive) == 1


def test_an_article_that_was_gone_then_is_not_meant(tmp_path: Path) -> None:
    with open_at(tmp_path, NOON) as archive:
        archive_one(archive, 0, published_at=YOUNG)
    with open_at(tmp_path, NOON + 400 * DAY) as archive:
        archive.apply(
            Outcome(url=url_of(0), state=State.GONE, status=404, capture=archive.capture(sample_exchange(status=404)))
        )
    with open_at(tmp_path, NOON + HOUR) as archive:
        assert archive.ahead is None


@pytest.mark.parametrize("packing", ["", "gz", "zst", "damaged"])
def test_the_age_is_read_from_months_of_every_kind(tmp_path: Path, packing: str) -> None:
    with open_at(tmp_path, NOON) as archive:
        for number, published in enumerate((YOUNG, OLD, YOUNG)):
            archive_one(archive, number, published_at=published)
    with open_at(tmp_path, NOON + 400 * DAY) as archive:
        for number, published in enumerate((YOUNG, OLD, YOUNG)):
            assert archive.apply(Outcome.read(sample_article(number, published_at=published))).article is None
        archive.capture(sample_exchange())
    month = tmp_path / SITE / "articles" / "2026-11.jsonl"
    text = month.read_bytes()
    if packing == "damaged":
        old = text.splitlines(keepends=True)[1]
        month.write_bytes(text.replace(old, b"x" * (len(old) - 1) + b"\n"))
    elif packing:
        month.unlink()
        with month.with_name(f"{month.name}.{packing}").open("wb") as file, packed_into(file, packing) as packer:  # type: ignore[arg-type]
            packer.write(text)
    with open_at(tmp_path, NOON + HOUR) as archive:
        assert archive.ahead
        assert archive.ahead.articles == due(archive)
        assert due(archive) == (3 if packing == "damaged" else 2), "what cannot be read may be young"


@pytest.mark.parametrize(
    ("names", "ahead"),
    [
        (["captures/20261122T120000Z.warc.gz"], timedelta(0)),
        (["captures/20261122T120000Z.warc.gz", "captures/20261124T120000Z-2.warc.gz"], 2 * DAY),
        (["captures/20261123T120000Z.warc.gz", "captures/mine.warc.gz", "articles/2027-11.jsonl"], DAY),
    ],
)
def test_a_capture_file_tells_when_it_was_begun(names: list[str], ahead: timedelta) -> None:
    assert ahead_by(names, NOON) == ahead


def test_without_a_capture_there_was_no_clock() -> None:
    assert ahead_by([], NOON) < timedelta(0)
