"""What responses come to: a table of responses and of what is known, and the outcome of each."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from newsbot.archive import Entry, Line, State
from newsbot.archive.outcome import Outcome
from newsbot.archive.tables import MOVED_TO
from newsbot.archive.tombstone import EMPTY_HASH
from newsbot.article import Article, Capture
from newsbot.crawl.judge import AskAt, Fetched, Judgement, LedgerView, judge_reading, judge_response
from newsbot.fetch.redirects import MAX_HOPS, TOO_MANY
from newsbot.reader import Reading
from newsbot.site import WebSite

HOME = "https://bao.example/"
PAGE, OTHER, THIRD = (f"{HOME}bai-viet-{number}.html" for number in (101, 102, 103))
CAPTURE = Capture("captures/a.warc.gz", 0, "<urn:uuid:1>", "sha1:A")


class Bao(WebSite, family=True):
    """A site with a mobile view of every page on a host of its own."""

    def canonical(self, url: str) -> str:
        return super().canonical(url.replace("//m.", "//"))


SITE = Bao(HOME)
RUN, EARLIER = "now", "before"


def fetched(status: int = 200, location: str | None = None, **changes: Any) -> Fetched:
    values = {
        "page": PAGE,
        "url": PAGE,
        "status": status,
        "capture": CAPTURE,
        "fetched_at": "2026-11-22T08:09:10Z",
        "content_type": "text/html",
        "location": location,
    }
    return Fetched(**{**values, **changes})


def entry(url: str, state: State = State.ARCHIVED, **changes: Any) -> Entry:
    values: dict[str, Any] = {field.name: None for field in fields(Entry)}
    return Entry(**{**values, "url": url, "state": state, "run": RUN, **changes})


def moved(url: str, target: str, run: str = RUN) -> Entry:
    return entry(url, State.MOVED, reason=f"{MOVED_TO}{target}", run=run)


def known(*entries: Entry, newest: Line | None = None) -> LedgerView:
    by_url = {one.url: one for one in entries}
    return LedgerView(
        by_url.get, lambda article_id: newest if newest and newest.article_id == article_id else None, RUN
    )


def state(state: State, reason: str, status: int, **follows: Any) -> Judgement:
    outcome = Outcome(url=PAGE, state=state, reason=reason, status=status, capture=CAPTURE)
    return Judgement(outcome=outcome, **follows)


MOBILE = PAGE.replace("bao.", "m.bao.")
UNCHANGED = Judgement(outcome=Outcome.not_modified(PAGE, ('"2"', None)))
RESPONSES = [
    ("to be read", fetched(), known(), None),
    ("gone", fetched(404), known(), state(State.GONE, "HTTP 404", 404)),
    ("refused", fetched(403), known(), state(State.BLOCKED, "HTTP 403", 403)),
    ("failed", fetched(500), known(), state(State.FAILED, "HTTP 500", 500)),
    ("no page", fetched(content_type="image/png"), known(), state(State.NOT_ARTICLE, "no page: image/png", 200)),
    ("confirmed", fetched(304, is_conditional=True, validators=('"2"', None)), known(), UNCHANGED),
    ("confirmed unasked", fetched(304), known(), state(State.FAILED, "HTTP 304", 304)),
    ("moved", fetched(301, OTHER), known(), state(State.MOVED, MOVED_TO + OTHER, 301, moved_to=OTHER, hops=1)),
    ("moved, relative", fetched(302, "/bai-viet-102.html"), known(),
     state(State.MOVED, MOVED_TO + OTHER, 302, moved_to=OTHER, hops=1)),
    ("left the site", fetched(301, "https://other.example/x"), known(),
     state(State.MOVED, "left the site: https://other.example/x", 301, left_to="other.example")),
    ("led home", fetched(302, HOME), known(), state(State.GONE, "redirects to the home page", 302, is_soft_404=True)),
    ("nowhere", fetched(302), known(), state(State.FAILED, "HTTP 302 without a usable target", 302)),
    ("back and forth", fetched(301, OTHER), known(moved(OTHER, PAGE)),
     state(State.FAILED, f"redirects in a circle, by way of {OTHER}", 301)),
    ("a circle of three", fetched(301, OTHER), known(moved(OTHER, THIRD), moved(THIRD, PAGE)),
     state(State.FAILED, f"redirects in a circle, by way of {OTHER}", 301)),
    ("a circle elsewhere", fetched(301, OTHER), known(moved(OTHER, THIRD), moved(THIRD, OTHER)),
     state(State.MOVED, MOVED_TO + OTHER, 301, moved_to=OTHER, hops=1)),
    ("a circle of an earlier run", fetched(301, OTHER), known(moved(OTHER, PAGE, EARLIER)),
     state(State.MOVED, MOVED_TO + OTHER, 301, moved_to=OTHER, hops=1)),
    ("the tenth of a chain", fetched(301, OTHER), replace(known(), led=lambda _: 9),
     state(State.MOVED, MOVED_TO + OTHER, 301, moved_to=OTHER, hops=10)),
    ("the tenth, with one to another host", fetched(301, OTHER, hops=(MOBILE,)), replace(known(), led=lambda _: 9),
     state(State.FAILED, TOO_MANY, 301)),
    ("the eleventh", fetched(301, OTHER), replace(known(), led=lambda _: 10), state(State.FAILED, TOO_MANY, 301)),
    ("where a chain was left in an earlier run", fetched(301, OTHER),
     known(entry(PAGE, State.IN_FLIGHT, reason=TOO_MANY, run=EARLIER)), state(State.FAILED, TOO_MANY, 301)),
    ("itself elsewhere", fetched(301, MOBILE), known(), AskAt(MOBILE, (PAGE,))),
    ("itself again", fetched(301, PAGE, url=MOBILE, hops=(PAGE,)), known(), state(State.FAILED, "redirects to itself", 301)),
    ("itself without end", fetched(301, MOBILE, hops=tuple(f"{PAGE}?s={n}" for n in range(MAX_HOPS))), known(),
     state(State.FAILED, TOO_MANY, 301)),
]  # fmt: skip


NAMES = [one[0] for one in RESPONSES]


@pytest.mark.parametrize(("response", "ledger", "judgement"), [one[1:] for one in RESPONSES], ids=NAMES)
def test_a_response(response: Fetched, ledger: LedgerView, judgement: Judgement | AskAt | None) -> None:
    assert judge_response(SITE, response, ledger) == judgement


READ = Article(url=PAGE, title="Gặt sớm")
ARTICLE_ID = SITE.identify(READ).id


def line(content_hash: str, article_id: str = ARTICLE_ID) -> Line:
    return Line(article_id, 1, PAGE, content_hash, "articles/2026-11.jsonl", 0, 9, 0, CAPTURE.file, CAPTURE.offset)


def judged(reading: Reading, response: Fetched, ledger: LedgerView, *, is_home: bool = False) -> Judgement:
    return judge_reading(SITE, response, reading, ledger, is_home=is_home)


def article_of(judgement: Judgement) -> Article:
    assert judgement.outcome.article
    return judgement.outcome.article


def test_an_article_is_a_record_with_what_the_crawl_knows() -> None:
    judgement = judged(Reading(READ), fetched(validators=('"1"', "yesterday")), known())
    article = article_of(judgement)
    assert (article.url, article.http_status, article.capture) == (PAGE, 200, CAPTURE)
    assert article.fetched_at == "2026-11-22T08:09:10Z"
    assert judgement == Judgement(outcome=Outcome.read(article, ('"1"', "yesterday")))


@pytest.mark.parametrize(
    ("kind", "is_home", "expected"),
    [
        ("listing", False, state(State.NOT_ARTICLE, "listing", 200)),
        ("soft_404", False, state(State.GONE, "soft_404", 200)),
        ("listing", True, state(State.GONE, "the home page is served in its place", 200, is_soft_404=True)),
    ],
)
def test_a_page_without_an_article(kind: Any, is_home: bool, expected: Judgement) -> None:
    assert judged(Reading(None, kind=kind), fetched(), known(), is_home=is_home) == expected


@pytest.mark.parametrize(
    ("ledger", "article_id"),
    [
        (known(), ARTICLE_ID),
        (known(entry(PAGE, State.IN_FLIGHT)), ARTICLE_ID),
        (known(entry(PAGE, article_id="bao:7")), "bao:7"),
        (known(entry(PAGE, article_id="bao:7"), newest=line("sha256:a")), ARTICLE_ID),
    ],
    ids=["unknown", "without an article", "an article before", "that URL has one of its own"],
)
def test_a_page_keeps_the_identity_of_its_url(ledger: LedgerView, article_id: str) -> None:
    assert article_of(judged(Reading(READ), fetched(), ledger)).id == article_id


def test_of_a_part_of_a_page_nobody_can_tell_that_it_is_no_article() -> None:
    judgement = judged(Reading(None, "empty", "no bytes"), fetched(is_cut_short=True), known())
    assert judgement == state(State.FAILED, "the body was cut short", 200)


@pytest.mark.parametrize(
    ("newest", "is_kept"),
    [(None, True), (line("sha256:whole"), False), (line("sha256:half"), True), (line(EMPTY_HASH), True)],
    ids=["new", "had whole", "had as it is", "was gone"],
)
def test_a_page_cut_short_replaces_no_whole_one(newest: Line | None, is_kept: bool) -> None:
    half = replace(READ, content_hash="sha256:half")
    judgement = judged(Reading(half), fetched(is_cut_short=True), known(newest=newest))
    if is_kept:
        assert "truncated" in article_of(judgement).flags
    else:
        assert judgement == state(State.FAILED, "the body was cut short", 200)
