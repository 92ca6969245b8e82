"""Listings as JSON: pages of an API are asked for like those of a section; what is wrong with one is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from newsbot.site import Api
from tests.crawl.pages import article, article_path, listing
from tests.crawl.paper import crawl_paper
from tests.crawl.server import Answer, Server, page

NUMBERS = range(600001, 600008)
PAPER = {"/": listing([]), **{article_path(number): article(number) for number in NUMBERS}}
PATHS = [article_path(number) for number in NUMBERS]
API = Api("/api/list?page={n}&limit=3", rows="data[]", url="link", title="title", date="date")
OFFSET = Api("/api/list?first={offset}", rows="data[]", url="link", size=3)


def answer(paths: list[str], date: str | None = None, call: str = "{}") -> Answer:
    rows = [{"link": path, "title": "Gặt lúa", "date": date} for path in paths]
    return Answer(body=call.replace("{}", json.dumps({"data": rows})).encode(), kind="application/json")


def routes(answers: list[Answer], path: Callable[[int], str] = API.path_of) -> dict[str, Answer]:
    return {path(number): one for number, one in enumerate(answers, 1)}


THREE = [answer(PATHS[:3]), answer(PATHS[2:5]), answer(PATHS[5:])]


@pytest.mark.parametrize("last", [answer([]), Answer(body=b'{"data": null}'), Answer(status=404), THREE[2]])
def test_every_page_of_an_api_is_read(last: Answer, tmp_path: Path) -> None:
    with Server({**PAPER, **routes([*THREE, last])}) as server:
        run = crawl_paper(server.base, tmp_path, API)
        asked = [target for target in server.asked if target.startswith("/api/")]
    assert run.code == 0
    assert run.articles().keys() == set(PATHS)
    assert asked == [API.path_of(number) for number in (1, 2, 3, 4)]
    assert not [note for note in run.report["notes"] if note.startswith("api ")]


def test_jsonp_and_pages_that_are_counted_in_articles(tmp_path: Path) -> None:
    pages = [answer(PATHS[:3], call="list({});"), answer(PATHS[3:6], call="list({});"), answer([], call="list({});")]
    with Server({**PAPER, **routes(pages, OFFSET.path_of)}) as server:
        run = crawl_paper(server.base, tmp_path, OFFSET)
    assert run.code == 0
    assert run.articles().keys() == set(PATHS[:6])


def test_the_next_run_stops_at_known_ground(tmp_path: Path) -> None:
    with Server({**PAPER, **routes([*THREE, answer([])])}) as server:
        crawl_paper(server.base, tmp_path, API)
        server.asked.clear()
        run = crawl_paper(server.base, tmp_path, API)
        asked = [target for target in server.asked if target.startswith("/api/")]
    assert run.code == 0
    assert asked == [API.path_of(1)]


def test_the_dates_of_an_api_bound_the_walk(tmp_path: Path) -> None:
    dated = [answer(PATHS[:3], "2024-10-05 08:00:00"), answer(PATHS[3:6], "2023-01-05 08:00:00"), answer(PATHS[6:])]
    with Server({**PAPER, **routes(dated)}) as server:
        run = crawl_paper(server.base, tmp_path, API, since="2024-01-01")
        asked = [target for target in server.asked if target.startswith("/api/")]
    assert run.articles().keys() == set(PATHS[:3])
    assert asked == [API.path_of(number) for number in (1, 2)]


FAULTS: dict[str, tuple[list[Answer], str]] = {
    "an HTML page": ([page("<!DOCTYPE html><p>404")], "an HTML page where an API should be"),
    "not JSON": ([Answer(body=b"{")], "neither JSON nor JSONP"),
    "a path that finds nothing": ([Answer(body=b'{"items": [1]}')], "rows: data[] finds no list"),
    "URLs that are not there": ([Answer(body=b'{"data": [{"href": "/a"}]}')], "url: link finds no URL in 1 rows"),
    "no article": ([answer(["/lien-he"])], "a listing without links to articles"),
    "gone": ([Answer(status=404)], "HTTP 404"),
    "refused": ([Answer(status=403)], "HTTP 403"),
    "the same page for every number": ([answer(PATHS[:3]), answer(PATHS[:3])], "lists what the first one does"),
    "broken on page 2": ([answer(PATHS[:3]), Answer(body=b"{")], "page=2&limit=3: neither JSON nor JSONP"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_wrong_with_an_api_is_named(fault: str, tmp_path: Path) -> None:
    answers, told = FAULTS[fault]
    with Server({**PAPER, **routes(answers)}) as server:
        run = crawl_paper(server.base, tmp_path, API)
    assert run.code == 3
    assert told in run.note("api /api/list")
