"""Listings as JSON that a page's own scripts name."""

from __future__ import annotations

import json

import pytest

from newsbot.probe.apis import api_urls, guess_api
from newsbot.probe.look import look
from newsbot.probe.site_file import site_file
from newsbot.site import Api
from tests.probe.web import HOME, Response, Web, page, paper, path_of, visitor

ROWS = [{"id": n, "title": "Gặt lúa", "link": path_of(10001 + n), "published": "2026-06-15"} for n in range(4)]
BODY = json.dumps({"status": 1, "data": {"list": ROWS}}).encode()


def test_the_urls_in_scripts() -> None:
    script = """<script>var a = "/api/posts?page=1&limit=12"; get('/list-post?page=' + n);
        $.get("https://api-bao.baokhelanh.example/api/web/news?limit=12"); x("https://khac.example/api/x"); y("/anh/a.png");
        z("/api/app.js")</script><script src="/api/b.js"></script>"""
    assert api_urls(page("Báo", script).encode(), HOME, None) == (
        f"{HOME}api/posts?page=1&limit=12",
        f"{HOME}list-post?page=1",
        "https://api-bao.baokhelanh.example/api/web/news?limit=12",
    )


@pytest.mark.parametrize("body", [BODY, b"cb(" + BODY + b");"])
def test_what_in_an_answer_is_the_list(body: bytes) -> None:
    api = guess_api(body, f"{HOME}api/posts?page=1&limit=12", HOME)
    assert api == Api("/api/posts?page={n}&limit=12", "data.list[]", "link", "title", "published")


@pytest.mark.parametrize(
    "body", [b"<html>", b"{}", b'{"a": [{"link": "/x"}, {"link": "/y"}, {"link": "/z"}]}', b"[1, 2, 3]"]
)
def test_what_lists_no_articles(body: bytes) -> None:
    assert guess_api(body, f"{HOME}api", HOME) is None


def test_the_site_file_has_it() -> None:
    web = Web(paper())
    home = web.pages[HOME]
    assert isinstance(home, str)
    web.pages[HOME] = home.replace("</body>", '<script>load("/api/posts?page=1")</script></body>')
    web.pages[HOME + "api/posts?page=1"] = Response(200, BODY, {"content-type": "application/json"})
    text = site_file(look(HOME, visitor(web, limit=60)), "2026-11-23")
    assert 'Api("/api/posts?page={n}", rows="data.list[]", url="link", title="title", date="published")' in text
    assert "import Api" in text
