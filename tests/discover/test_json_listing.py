"""What an API lists: JSON and JSONP as papers' own pages read them, and what is none of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from newsbot.discover.json_listing import NothingFoundError, NotJsonError, read_json
from newsbot.site import Api

HOME = "https://bao.example/"
API = Api("/api?page={n}", rows="data[]", url="link", title="title", date="date")
VIETNAM = timezone(timedelta(hours=7))


def urls(body: str, api: Api = API) -> list[str]:
    return [page.url for page in read_json(body.encode(), HOME, api).pages]


ROWS = '{"data": [{"link": "/xa-hoi/gat-lua-1.html"}, {"link": "https://bao.example/xa-hoi/gat-lua-2.html"}]}'
BOTH = [HOME + "xa-hoi/gat-lua-1.html", HOME + "xa-hoi/gat-lua-2.html"]


@pytest.mark.parametrize(
    "body",
    [
        ROWS,
        "\ufeff" + ROWS,
        f"list({ROWS})",
        f"/**/jQuery1102_16({ROWS});\n",
        f"window.cb['a']( {ROWS} ) ;",
        f")]}}',\n{ROWS}",
        f"while(1);{ROWS}",
        f"for (;;);{ROWS}",
        ROWS.replace("}]", "}, {}, null, 7, []]"),  # rows without a URL are left out
        ROWS.replace("}]", '}, {"link": "/xa-hoi/gat-lua-1.html"}, {"link": "javascript:void(0)"}]'),
    ],
)
def test_json_in_every_wrapping(body: str) -> None:
    assert urls(body) == BOTH


def test_a_url_that_is_put_together() -> None:
    api = Api("/api", rows="data.list[]", url="join('/', ['', kind || 'tin-bai', section, slug])")
    body = '{"data": {"list": [{"section": "y-te", "slug": "a", "kind": "anh"}, {"section": "y-te", "slug": "b"}, {}]}}'
    assert urls(body, api) == [HOME + "anh/y-te/a", HOME + "tin-bai/y-te/b"]


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ('"2026-06-15 08:30:00.0"', datetime(2026, 6, 15, 8, 30, tzinfo=VIETNAM)),
        ('"2026-06-15T08:30:00Z"', datetime(2026, 6, 15, 8, 30, tzinfo=UTC)),
        ('"Mon, 15 Jun 2026 08:30:00 +0700"', datetime(2026, 6, 15, 8, 30, tzinfo=VIETNAM)),
        ("1781487000", datetime.fromtimestamp(1781487000, UTC)),
        ("1781487000000", datetime.fromtimestamp(1781487000, UTC)),
        ('"1781487000"', datetime.fromtimestamp(1781487000, UTC)),
        ('"hôm qua"', None),
        ('"' + "9" * 5000 + '"', None),
        ("1e300", None),
        ("-1e300", None),
        ("true", None),
        ("null", None),
        ("[]", None),
    ],
)
def test_title_and_date(date: str, moment: datetime | None) -> None:
    body = f'{{"data": [{{"link": "/gat-lua-1.html", "title": "Gặt lúa", "date": {date}}}]}}'
    (page,) = read_json(body.encode(), HOME, API).pages
    assert (page.title, page.date, page.published) == ("Gặt lúa", moment, moment is not None)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("<!DOCTYPE html><p>404", "an HTML page where an API should be"),
        ("", "neither JSON nor JSONP"),
        ('{"data": [', "neither JSON nor JSONP"),
        ("cb(", "neither JSON nor JSONP"),
        ("[" * 100_000, "neither JSON nor JSONP"),
        ('{"data": [{"href": "/a"}, {"href": "/b"}]}', "url: link finds no URL in 2 rows"),
    ],
)
def test_what_is_no_listing(body: str, why: str) -> None:
    with pytest.raises(NotJsonError) as told:
        urls(body)
    assert why in str(told.value)


@pytest.mark.parametrize("body", ['{"items": []}', "[]", '{"data": {"a": 1}}', "null", "7", '{"data": null}'])
def test_a_path_that_finds_nothing(body: str) -> None:
    with pytest.raises(NothingFoundError, match=r"rows: data\[\] finds no list"):
        urls(body)


def test_an_empty_page_is_no_fault() -> None:
    assert urls('{"data": []}') == []


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"rows": "data["}, "Api: rows: 'data\\[' is no JMESPath"),
        ({"url": ""}, "Api: url: '' is no JMESPath"),
        ({"date": "a..b"}, "Api: date: 'a..b' is no JMESPath"),
        ({"path": "/api?first={offset}"}, "size: {offset} needs to know"),
    ],
)
def test_an_api_that_cannot_work_is_told_when_its_site_file_is_loaded(values: dict[str, str], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        Api(**{"path": "/api", "rows": "data[]", "url": "link", **values})  # type: ignore[arg-type]


def test_the_pages_of_an_api() -> None:
    assert [API.path_of(page) for page in (1, 2)] == ["/api?page=1", "/api?page=2"]
    offset = Api("/api?first={offset}", rows="data[]", url="link", size=14)
    assert [offset.path_of(page) for page in (1, 3)] == ["/api?first=0", "/api?first=28"]
    assert not Api("/api", rows="data[]", url="link").is_paged
