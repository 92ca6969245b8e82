"""Articles that change their URL: crawls of a paper day after day, and what is archived of it in the end."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsbot.archive import read
from newsbot.archive.tombstone import is_tombstone
from newsbot.article import Article
from tests.crawl.command import command, crawl, environment
from tests.crawl.pages import article, article_html, listing
from tests.crawl.paper import crawl_paper
from tests.crawl.server import NOT_FOUND, Answer, Script, Server, moved, page

Serve = Callable[[Mapping[str, Script]], Server]
START = datetime(2024, 10, 5, 1, 30, tzinfo=UTC)
WORDING = {"A": "nửa tháng", "B": "một tháng", "C": "hai tuần"}
OTHERS = {f"/cay-ai-som-{number}.html": article(number) for number in range(600001, 600004)}
"""Articles that stay where they are."""


def url(name: str) -> str:
    """One of the URLs x, y, z of the article."""
    return f"/gat-lua-{name}-500001.html"


def answers(what: str) -> dict[str, Answer]:
    """What stands at the URLs: "x=A y>x" has the content A at x, and y redirects to it; elsewhere is nothing."""
    routes = dict.fromkeys(map(url, "xyz"), NOT_FOUND)
    for word in what.split():
        html = article_html(500001).replace("nửa tháng", WORDING.get(word[2], ""))
        routes[url(word[0])] = moved(url(word[2])) if word[1] == ">" else page(html)
    return routes


# Days since the first crawl, what stands where, which URLs the home page lists; then the lines and the states.

LIVES = {
    "moved": (["0 x=A x", "1 x>y,y=A x"], "x=A", "x moved, y unchanged"),
    "moved and changed": (["0 x=A x", "1 x>y,y=B x"], "x=A y=B", "x moved, y archived"),
    "moved and set back": (["0 x=A x", "1 x=B x", "2 x>y,y=A x"], "x=A x=B y=A", "x moved, y archived"),
    "moved twice": (["0 x=A x", "1 x>y,y=A y", "2 x>z,y>z,z=B z"], "x=A z=B", "x moved, y duplicate, z archived"),
    "moved there and back": (["0 x=A x", "1 x>y,y=A y", "2 x=A,y>x x"], "x=A", "x unchanged, y moved"),
    "moved there and back, changed": (["0 x=A x", "1 x>y,y=B y", "2 x=C,y>x x"], "x=A y=B x=C", "x archived, y moved"),
    "moved there and back, set back": (["0 x=A x", "1 x>y,y=B y", "2 x=A,y>x x"], "x=A y=B x=A", "x archived, y moved"),
    "moved in a circle": (["0 x=A x", "1 x>y,y>x x"], "x=A", "x moved, y failed"),
    "gone where it moved to": (["0 x=A x", "1 x>y,y=A y", "2 - -", "4 - -"], "x=A x-", "x gone, y gone"),
    "gone where it moved to, back where it was": (
        ["0 x=A x", "1 x>y,y=A y", "2 x=A x", "4 x=A x", "7 x=B x"], "x=A x=B", "x archived, y duplicate",
    ),
    "gone, and at another URL": (["0 x=A x", "1 y=A y"], "x=A", "x moved, y unchanged"),
    "gone, and changed at another URL": (["0 x=A x", "1 y=B y", "4 y=B y"], "x=A y=B", "x moved, y unchanged"),
    "gone for good, and at another URL": (
        ["0 x=A x", "1 - -", "3 - -", "9 y=B x,y", "15 y=B x,y"], "x=A x- y=B", "x moved, y unchanged",
    ),
    "at two URLs, gone at the first": (["0 x=A,y=A x,y", "1 y=A x,y"], "x=A", "x moved, y unchanged"),
    "at two URLs, gone at the first, changed": (["0 x=A,y=A x,y", "1 y=B x,y"], "x=A y=B", "x moved, y archived"),
    "at two URLs, gone at the second": (["0 x=A,y=A x,y", "1 x=A x,y"], "x=A", "x unchanged, y duplicate"),
}  # fmt: skip


@pytest.mark.parametrize("life", LIVES)
def test_an_article_is_one_wherever_it_stands(serve: Serve, tmp_path: Path, life: str) -> None:
    days, lines, states = LIVES[life]
    server = serve({})
    for one in days:
        day, stands, listed = one.split()
        paths = [url(name) for name in listed.split(",") if name != "-"]
        server.routes = {"/": listing([*paths, *OTHERS]), **OTHERS, **answers(stands.replace(",", " ").strip("-"))}
        server.asked.clear()
        now = (START + timedelta(days=int(day))).isoformat()
        run = crawl_paper(server.base, tmp_path, now=now)
        run.assert_sound()
        asked = [path for path in server.asked if path in map(url, "xyz")]
        assert len(asked) <= len(set(asked)) + 1, "no URL is asked for again and again"
    found = [record for record in read(run.folder) if record.id.endswith("500001")]
    assert " ".join(map(shown, found)) == lines
    assert [record.revision for record in found] == list(range(1, len(found) + 1))
    told = {name: run.states().get(url(name), ("",))[0] for name in "xyz"}
    assert ", ".join(f"{name} {state}" for name, state in told.items() if state) == states


@pytest.mark.parametrize(
    ("more", "states", "changes"),
    [
        ("", {"unchanged": 1}, {"looked": 1, "unchanged": 1}),
        ("<p>Vụ sau, thôn cấy thêm hai sào.</p>", {"archived": 1}, {"looked": 1, "changed": 1}),
    ],
    ids=["the same", "changed"],
)
def test_a_page_that_claims_another_url_later_is_the_same_article(
    serve: Serve, tmp_path: Path, more: str, states: dict[str, int], changes: dict[str, int]
) -> None:
    """Its URLs have no number: the identity is that of the URL at which it was found first."""
    here, there = "/tin-tuc/ba-con-khe-lanh-gat-xong-vu-mua.html", "/tin-tuc/ba-con-khe-lanh-gat-xong-vu-mua-som.html"
    html = article_html(500001).replace('datetime="2024-10-05T08:00:00+07:00">05/10/2024 08:00', ">")
    server = serve({"/": listing([here]), here: page(html)})
    first = crawl(f"{server.base}/", tmp_path)
    claiming = html.replace("</head>", f'<link rel="canonical" href="{server.base}{there}"></head>')
    server.routes[here] = page(claiming.replace("</article>", f"{more}</article>"))
    done = subprocess.run(
        command(f"{server.base}/", tmp_path, day=1), stdout=subprocess.PIPE, env=environment(), check=True
    )
    report = json.loads(done.stdout)
    assert (report["states"], report["again"]) == (states, changes)
    assert len({record.id for record in read(first.folder)}) == 1


def shown(record: Article) -> str:
    """A line as the table gives it."""
    name = record.url.split("-")[2]
    wording = next((key for key, words in WORDING.items() if words in record.body), "")
    return f"{name}-" if is_tombstone(record) else f"{name}={wording}"
