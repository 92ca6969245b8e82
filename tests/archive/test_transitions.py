"""The state rules, case by case: what is known of a URL and what happens to it; what it is then, and what follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from newsbot.archive.events import (
    NO_VALIDATORS,
    Duplicate,
    Event,
    Gone,
    Known,
    Left,
    Listed,
    Lost,
    NotModified,
    Read,
    Recovered,
    Redirected,
    RedirectedTo,
    Refused,
    Wake,
)
from newsbot.archive.recrawl import parse_plan
from newsbot.archive.tables import Entry, Line, Recrawl, State
from newsbot.archive.tombstone import EMPTY_HASH, tombstone
from newsbot.archive.transitions import (
    apply,
    is_confirmable,
    is_held_elsewhere,
    leads_to,
    loses_content,
    with_known_identity,
)
from newsbot.article import Article, Capture

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
URL, OTHER, THIRD = "https://bao.example/1", "https://m.bao.example/1", "https://bao.example/cu/1"
CAPTURE = Capture("captures/20261122T120000Z.warc.gz", 7, "<urn:uuid:1>", "sha256:1")
PLAN = parse_plan("2h 1d 7d")


def entry(state: State = State.IN_FLIGHT, article_id: str | None = "bao:1", **changes: object) -> Entry:
    """A URL that holds revision 1 with content A, unless it is told otherwise."""
    known = Entry(
        URL, "article", state, None, "2026-11-22T10:00:00+00:00", "test", "2026-11-22T10:00:00+00:00", 1, 200, '"1"', "then",
        article_id, article_id and "A", 1 if article_id else None, None, None, None, None, "before",
    )  # fmt: skip
    return replace(known, **changes)  # type: ignore[arg-type]


def line(revision: int = 1, content: str = "A", url: str = URL) -> Line:
    return Line(
        "bao:1", revision, url, content, "articles/2026-11.jsonl", revision * 100, 100, 0, CAPTURE.file, revision
    )


def article(content: str = "A", **changes: object) -> Article:
    known = Article(
        id="bao:1",
        url=URL,
        content_hash=content,
        http_status=200,
        capture=CAPTURE,
        published_at="2026-11-22T17:00:00+07:00",
    )
    return replace(known, **changes)  # type: ignore[arg-type]


def known(*lines: Line, gone_for: timedelta | None = None, **states: State) -> Known:
    names = {"other": OTHER, "third": THIRD}
    first = None if gone_for is None else NOON - gone_for
    return Known(
        now=NOON, recrawl=Recrawl(URL, NOON - 2 * HOUR, None, first), site="bao", run="now", plan=PLAN, lines=lines,
        states={names[name]: state for name, state in states.items()},
    )  # fmt: skip


STONE = line(2, EMPTY_HASH)
BORN = NOON - 2 * HOUR
NEXT = BORN + DAY
NEW = entry(article_id=None)
MISSING = Gone("HTTP 404", 404, CAPTURE)

CASES: list[tuple[str, Entry, Event, Known, State, str | None, int | None, datetime | None]] = [
    # what, the URL, the event, what is known                     state, reason, revision of the URL, next recrawl
    ("new", NEW, Read(article()), known(), State.ARCHIVED, None, 1, NEXT),
    ("unchanged", entry(), Read(article()), known(line()), State.UNCHANGED, None, 1, NEXT),
    ("changed", entry(), Read(article("B")), known(line()), State.ARCHIVED, None, 2, NEXT),
    ("set back", entry(), Read(article("A")), known(line(), line(2, "B")), State.ARCHIVED, None, 3, NEXT),
    ("reads alike today", entry(), Read(article("B"), same_as=line()), known(line()), State.UNCHANGED, None, 1, NEXT),
    ("returns", entry(), Read(article("A")), known(line(), STONE, gone_for=DAY), State.ARCHIVED, None, 3, NEXT),
    ("duplicate", NEW, Read(article()), known(line(url=OTHER), other=State.ARCHIVED), State.DUPLICATE,
     f"same article as {OTHER}", 1, None),
    ("duplicate of an older revision", NEW, Read(article("A")),
     known(line(1, "A", OTHER), line(2, "B", OTHER), other=State.ARCHIVED), State.DUPLICATE, f"same article as {OTHER}", 1, None),
    ("another URL says more", NEW, Read(article("C")), known(line(url=OTHER), other=State.ARCHIVED),
     State.ARCHIVED, None, 2, NEXT),
    ("moved here", NEW, Read(article()), known(line(url=OTHER), other=State.MOVED), State.UNCHANGED, None, 1, NEXT),
    ("moved here and changed", NEW, Read(article("B")), known(line(url=OTHER), other=State.GONE), State.ARCHIVED, None, 2, NEXT),
    ("not modified", entry(), NotModified(), known(line()), State.UNCHANGED, None, 1, NEXT),
    ("refused", entry(), Refused(State.BLOCKED, "HTTP 403", 403, CAPTURE), known(line()), State.BLOCKED, "HTTP 403", 1, NEXT),
    ("no answer", entry(), Refused(State.FAILED, "timeout"), known(line()), State.FAILED, "timeout", 1, NEXT),
    ("never an article", NEW, Refused(State.NOT_ARTICLE, "listing", 200, CAPTURE), known(),
     State.NOT_ARTICLE, "listing", None, None),
    ("never there", NEW, MISSING, known(), State.GONE, "HTTP 404", None, None),
    ("gone for the first time", entry(), MISSING, known(line()), State.GONE, "HTTP 404", 1, NOON + 12 * HOUR),
    ("gone on another day", entry(), MISSING, known(line(), gone_for=DAY), State.GONE, "HTTP 404", 2, NOON + 6 * DAY),
    ("gone with a tombstone", entry(revision=2, content_hash=EMPTY_HASH), MISSING, known(line(), STONE, gone_for=8 * DAY),
     State.GONE, "HTTP 404", 2, NOON + 22 * DAY),
    ("gone, but held elsewhere", entry(), MISSING, known(line(url=OTHER), other=State.ARCHIVED), State.GONE, "HTTP 404", 1, None),
    ("redirected", entry(), Redirected(f"to {OTHER}", 301, CAPTURE), known(line()), State.MOVED, f"to {OTHER}", 1, None),
    ("number of another URL", NEW, Duplicate(line(url=OTHER)), known(), State.DUPLICATE, f"same article as {OTHER}", 1, None),
    ("left for another URL", entry(), Left(OTHER), known(line()), State.MOVED, f"to {OTHER}", 1, None),
    ("line lost", entry(State.ARCHIVED), Lost(), known(), State.PENDING, "its line was torn", 1, None),
    ("line recovered", entry(), Recovered(article("B", revision=2)), known(line()), State.ARCHIVED, None, 2, NEXT),
    ("older line recovered", entry(State.ARCHIVED, revision=2, content_hash="B"), Recovered(article()), known(line(2, "B")),
     State.ARCHIVED, None, 2, None),
    ("tombstone recovered", entry(), Recovered(
        tombstone("bao:1", 2, site="bao", url=URL, fetched_at="2026-11-22T12:00:00Z", http_status=404, capture=CAPTURE)),
     known(line(), gone_for=DAY), State.GONE, "HTTP 404", 2, NOON + 6 * DAY),
    ("listed", entry(State.ARCHIVED), Listed(), known(line()), State.ARCHIVED, None, 1, None),
    ("listed with a tombstone", entry(State.GONE, revision=2, content_hash=EMPTY_HASH, updated_at="2026-11-20T12:00:00+00:00"),
     Listed(), known(line(), STONE, gone_for=3 * DAY), State.GONE, None, 2, NOON),
    ("listed, looked for today", entry(State.GONE, revision=2, content_hash=EMPTY_HASH), Listed(),
     known(line(), STONE, gone_for=3 * DAY), State.GONE, None, 2, None),
    ("redirected to", entry(State.GONE), RedirectedTo(), known(line()), State.PENDING, None, 1, None),
    ("redirected to, gone in this run", entry(State.GONE, run="now"), RedirectedTo(), known(line()), State.GONE, None, 1, None),
    ("redirected to, there", entry(State.ARCHIVED), RedirectedTo(), known(line()), State.ARCHIVED, None, 1, None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "event", "what", "state", "reason", "revision", "due"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_what_an_event_does_to_a_url(
    before: Entry,
    event: Event,
    what: Known,
    state: State,
    reason: str | None,
    revision: int | None,
    due: datetime | None,
) -> None:
    found = apply(before, event, what)
    assert (found.entry.state, found.entry.reason, found.entry.revision, found.recrawl.due_at) == (
        state, reason, revision, due,
    )  # fmt: skip


APPENDS = {
    "new": (1, "A"), "changed": (2, "B"), "set back": (3, "A"), "returns": (3, "A"), "another URL says more": (2, "C"),
    "moved here and changed": (2, "B"), "gone on another day": (2, EMPTY_HASH),
}  # fmt: skip
LEAVES = {"moved here": OTHER, "moved here and changed": OTHER}
WAKES = {
    "gone for the first time": Wake("bao:1"), "gone on another day": Wake("bao:1"), "gone with a tombstone": Wake("bao:1"),
    "gone, but held elsewhere": Wake("bao:1", (OTHER,)), "redirected": Wake("bao:1"),
}  # fmt: skip
BECOMES = {
    "unchanged": ("looked", "unchanged"), "changed": ("looked", "changed"), "set back": ("looked", "changed"),
    "reads alike today": ("looked", "unchanged"), "returns": ("looked", "returned"), "not modified": ("looked", "unchanged"),
    "another URL says more": ("looked", "changed"), "moved here": ("looked", "unchanged"),
    "moved here and changed": ("looked", "changed"), "refused": ("looked",), "no answer": ("looked",), "redirected": ("looked",),
    "gone for the first time": ("looked", "gone"), "gone on another day": ("looked", "tombstones"),
    "gone with a tombstone": ("looked",), "gone, but held elsewhere": ("looked",),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_what_follows_from_an_event(
    case: tuple[str, Entry, Event, Known, State, str | None, int | None, datetime | None],
) -> None:
    name, before, event, what, *_ = case
    found = apply(before, event, what)
    line = found.append and (found.append.revision, found.append.content_hash)
    assert line == APPENDS.get(name)
    assert found.left == LEAVES.get(name)
    assert found.wake == WAKES.get(name)
    assert found.became == BECOMES.get(name, ())


HALF = article("B", flags=("truncated",))


@pytest.mark.parametrize(
    ("event", "validators"),
    [
        (Read(article(), ('"2"', None)), ('"2"', None)),
        (Read(HALF, ('"2"', None)), NO_VALIDATORS),
        (NotModified(('"2"', None)), ('"2"', "then")),
        (NotModified(), ('"1"', "then")),
        (MISSING, NO_VALIDATORS),
        (Refused(State.FAILED, "HTTP 503", 503, CAPTURE), NO_VALIDATORS),
        (Refused(State.FAILED, "timeout"), ('"1"', "then")),
        (Recovered(article("B", revision=2)), NO_VALIDATORS),
        (Recovered(article("B", revision=2), ('"2"', None)), ('"2"', None)),
        (Lost(), NO_VALIDATORS),
        (Left(OTHER), NO_VALIDATORS),
    ],
)
def test_which_validators_are_kept(event: Event, validators: tuple[str | None, str | None]) -> None:
    found = apply(entry(), event, known(line())).entry
    assert (found.etag, found.last_modified) == validators


def test_status_and_capture_stay_when_nothing_was_answered() -> None:
    before = replace(entry(), http_status=200, capture_file=CAPTURE.file, capture_offset=7)
    found = apply(before, Refused(State.FAILED, "timeout"), known(line())).entry
    assert (found.http_status, found.capture_file, found.capture_offset) == (200, CAPTURE.file, 7)
    assert (found.run, found.updated_at) == ("now", "2026-11-22T12:00:00+00:00")


def test_an_article_that_is_gone_wakes_the_urls_it_had_moved_away_from() -> None:
    found = apply(entry(), MISSING, known(line(url=THIRD), line(2, "B"), third=State.MOVED))
    assert found.wake == Wake("bao:1", (THIRD,))


def test_a_page_that_claims_another_url_later_is_the_same_article() -> None:
    claims = article(id="bao:2")
    assert with_known_identity(claims, entry(), None).id == "bao:1"
    assert with_known_identity(claims, entry(), line()).id == "bao:2", "that URL has an article of its own"
    assert with_known_identity(claims, NEW, None).id == "bao:2"
    assert with_known_identity(claims, None, None).id == "bao:2"


def test_half_a_page_replaces_no_whole_one() -> None:
    assert loses_content(HALF, line())
    assert not loses_content(HALF, None)
    assert not loses_content(HALF, STONE)
    assert not loses_content(HALF, line(content="B"))
    assert not loses_content(article("B"), line())


def test_a_conditional_request_needs_an_article_its_capture_and_validators() -> None:
    whole = replace(entry(), capture_file=CAPTURE.file)
    assert is_confirmable(whole)
    assert is_confirmable(replace(whole, etag=None))
    for lacking in (entry(), replace(whole, etag=None, last_modified=None), replace(NEW, capture_file="a"), None):
        assert not is_confirmable(lacking)


def test_the_article_of_a_number_is_held_elsewhere_until_that_url_has_lost_it() -> None:
    assert is_held_elsewhere(URL, line(url=OTHER), State.FAILED)
    assert not is_held_elsewhere(URL, line(url=OTHER), State.MOVED)
    assert not is_held_elsewhere(URL, line(), State.ARCHIVED)
    assert not is_held_elsewhere(URL, None, None)


def test_redirects_of_a_run_are_followed_to_their_end() -> None:
    def moves(url: str, target: str, run: str = "now") -> Entry:
        return entry(State.MOVED, url=url, reason=f"to {target}", run=run)

    chain = {"a": moves("a", "b"), "b": moves("b", "c"), "c": moves("c", "b")}
    assert leads_to("a", "c", chain.get, "now")
    assert not leads_to("a", "d", chain.get, "now"), "a circle that does not come by"
    assert not leads_to("a", "b", {"a": moves("a", "b", "before")}.get, "now"), "an earlier run's may be undone"
