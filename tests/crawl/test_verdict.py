"""What a run would change, judged as a whole: tables of pages seen, and what of them is believed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from newsbot.archive.likeness import Text
from newsbot.archive.tables import Doubt
from newsbot.article import Article
from newsbot.crawl.verdict import Kind, Seen, What, judge_together, seen_again
from newsbot.discover.home_page import HomePage, looks_alike, looks_of
from newsbot.discover.listings import links_of
from newsbot.reader.page.document import parse

DAY = datetime(2026, 9, 1, 8, tzinfo=UTC)


def text(words: str) -> Text:
    return Text.of(Article(title=words.split()[0], body=words))


def own(number: int) -> str:
    return " ".join(f"w{chr(97 + number)}{chr(97 + one)}" for one in range(26))


def seen(
    number: int, what: What, now: str | None = None, *, is_listed: bool = False, target: str | None = None
) -> Seen:
    before = text(own(number)) if what is not What.NEW else None
    return Seen(
        url=str(number), what=what, text=text(now) if now else None, before=before, is_listed=is_listed, target=target
    )


NOTICE = (
    "Our system is being upgraded over the next days so please come back some other time to read on with us case 17"
)
SAME = [seen(number, What.SAME) for number in range(10)]
EDITED = [seen(number, What.CHANGED, f"{own(number)} corrected") for number in range(10, 20)]
NOTICES = [seen(number, What.CHANGED, NOTICE.replace("17", str(number))) for number in range(10, 20)]
GONE = [seen(number, What.GONE) for number in range(10, 20)]
STILL_LISTED = [seen(number, What.GONE, is_listed=True) for number in range(10, 20)]
EMPTY = [seen(number, What.NOT_ARTICLE) for number in range(10, 20)]
LEFT = [seen(number, What.MOVED) for number in range(10, 20)]
TO_ONE = [seen(number, What.SAME, target="/notice") for number in range(10, 20)]
TO_OWN = [seen(number, What.SAME, target=f"/new/{number}") for number in range(10, 20)]
NEW = [seen(number, What.NEW, own(number)) for number in range(10, 20)]
NEW_NOTICES = [seen(number, What.NEW, NOTICE) for number in range(10, 20)]
CASES = {
    "nothing": ([], True, None, 0),
    "as ever": (SAME, True, None, 0),
    "a mass edit": (EDITED, True, None, 0),
    "a mass edit and a new home page": (EDITED, False, Kind.CHANGED, 10),
    "an edit among many, and a new home page": ([*SAME, *EDITED[:4]], False, None, 0),
    "one edit, and a home page that is another": (EDITED[:1], False, Kind.CHANGED, 1),
    "one notice everywhere": (NOTICES, True, Kind.SAME_TEXT, 10),
    "two pages with one notice": ([*SAME, *NOTICES[:2]], True, Kind.SAME_TEXT, 2),
    "a notice once": ([*SAME, *NOTICES[:1]], True, None, 0),
    "removed, and not listed": (GONE, True, None, 0),
    "removed, and the home page is another": (GONE, False, Kind.GONE, 10),
    "gone, and listed": (STILL_LISTED, True, Kind.GONE, 10),
    "a few gone, and listed": ([*SAME, *STILL_LISTED[:3]], True, None, 0),
    "edited, removed and listed": ([*SAME[:5], *EDITED[:4], *STILL_LISTED[4:]], True, None, 0),
    "no articles any more": (EMPTY, True, Kind.NOT_ARTICLE, 10),
    "two are no articles": (EMPTY[:2], True, None, 0),
    "to another site": (LEFT, True, Kind.MOVED, 10),
    "all to one URL": (TO_ONE, True, Kind.SAME_TEXT, 10),
    "each to a URL of its own": (TO_OWN, True, None, 0),
    "new articles": (NEW, True, None, 0),
    "new URLs with one text": (NEW_NOTICES, True, Kind.SAME_TEXT, 10),
    "a notice printed twice": (NEW_NOTICES[:2], True, None, 0),
    "a notice printed twice on a bad day": (NEW_NOTICES[:2], False, Kind.SAME_TEXT, 2),
    "new articles on a bad day": (NEW, False, None, 0),
}


@pytest.mark.parametrize("what", CASES)
def test_what_is_believed(what: str) -> None:
    pages, home_is_alike, kind, count = CASES[what]
    verdict = judge_together(pages, home_is_alike=home_is_alike)
    assert (verdict.kind, len(verdict.doubtful)) == (kind, count)
    assert bool(verdict.told) == bool(kind)


def test_articles_that_were_always_nearly_one_text_may_be_edited_alike() -> None:
    table = "The prices of rice and maize at the markets of the province this morning were as follows in dong a kilo"
    pages = [
        Seen(
            url=str(one),
            what=What.CHANGED,
            text=text(f"{table} {one} corrected"),
            before=text(f"{table} {one}"),
        )
        for one in range(5)
    ]
    assert judge_together(pages, home_is_alike=True).kind is None


@pytest.mark.parametrize(
    ("kind", "days", "believed"),
    [
        (Kind.CHANGED, (0, 1, 2), False),
        (Kind.CHANGED, (0, 1, 3), True),
        (Kind.CHANGED, (0, 3), False),
        (Kind.GONE, (0, 1, 2, 3), False),
        (Kind.SAME_TEXT, (0, 3, 7), True),
    ],
)
def test_what_lasts_is_believed(kind: Kind, days: tuple[int, ...], believed: bool) -> None:
    doubt: Doubt | None = None
    for day in days:
        doubt = seen_again(doubt, kind, "told", DAY + timedelta(days=day))
    assert doubt
    assert doubt.is_believed == believed
    assert (doubt.since, doubt.days) == (DAY.isoformat(), len(days))


def test_a_clock_that_was_set_back_begins_anew() -> None:
    ahead = seen_again(None, Kind.GONE, "told", DAY + timedelta(days=400))
    assert seen_again(ahead, Kind.GONE, "told", DAY).since == DAY.isoformat()


def page_of(body: bytes, url: str) -> HomePage:
    content_type = "text/html; charset=utf-8"
    page = parse(body, url=url, content_type=content_type)
    return HomePage.of(looks_of(page), url, len(links_of(page, url).links))


def home(title: str = "Báo Khe Lạnh", css: str = "a", links: int = 20, url: str = "https://bao.example/") -> HomePage:
    body = f'<html lang="vi"><title>{title}</title><body class="{css}"><ul class="{css}1">' + "".join(
        f'<li class="{css}2"><a class="{css}3" href="/bai-{one}.html">{one}</a>' for one in range(links)
    )
    return page_of(body.encode(), url)


@pytest.mark.parametrize(
    ("now", "alike"),
    [
        (home(), True),
        (home(links=14), True),
        (home(links=2), True),
        (home(title="Tin mới"), True),
        (home(css="b"), True),
        (home(url="https://www.bao.example/"), True),
        (home(links=0), False),
        (home(title="Tin mới", css="b"), False),
        (home(url="https://other.example/"), False),
        (home(url="https://bao.example:8443/"), False),
        (page_of(b"", "https://bao.example/"), False),
    ],
)
def test_a_home_page_that_is_as_ever(now: HomePage, alike: bool) -> None:
    assert looks_alike(home(), now) == alike
    assert HomePage.from_json(now.to_json()) == now
