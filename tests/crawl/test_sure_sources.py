"""What a crawl makes of sources that others name and of unverified ones: it tries them, and none makes a run a failed one."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsbot.site import Feed, Section, Sitemap, Source, doubtful, named
from tests.crawl.pages import article, article_path, listing
from tests.crawl.paper import crawl_paper
from tests.crawl.server import Answer, Server, page

ONE, TWO, THREE = PATHS = [article_path(number) for number in (100001, 100002, 100003)]
PAPER = {
    **{path: article(100001 + number) for number, path in enumerate(PATHS)},
    "/": listing([ONE, "/xa-hoi/", "/kinh-te"]),
    "/xa-hoi/": listing([TWO]),
    "/kinh-te": listing([THREE]),
}
BROKEN = {"/mat/": Answer(status=404), "/cam.rss": Answer(status=403), "/trang.xml": page("<!DOCTYPE html><p>404")}
SOURCES: tuple[Source, ...] = (Section("/mat/"), Feed("/cam.rss"), Sitemap("/trang.xml"))


@pytest.mark.parametrize(
    ("sources", "code"), [(SOURCES, 3), (named(*SOURCES), 3), (doubtful(*SOURCES), 0)], ids=["seen", "named", "unverified"]
)  # fmt: skip
def test_what_a_broken_source_does_to_the_run(sources: tuple[Source, ...], code: int, tmp_path: Path) -> None:
    with Server({**PAPER, **BROKEN}) as server:
        run = crawl_paper(server.base, tmp_path, *sources, Section("/xa-hoi/"))
    assert run.code == code
    for place in ("/mat/", "/cam.rss", "/trang.xml"):
        assert place in run.note(place)


def test_a_path_that_others_name_and_that_is_gone_fails_no_run(tmp_path: Path) -> None:
    with Server({**PAPER, **BROKEN}) as server:
        run = crawl_paper(server.base, tmp_path, *named(Section("/mat/")), Section("/xa-hoi/"))
    assert run.code == 0
    assert "HTTP 404" in run.note("/mat/")


@pytest.mark.parametrize(("sure", "also"), [("seen", set()), ("named", {THREE}), ("unverified", {THREE})])
def test_the_home_page_leads_on_while_no_source_was_seen(sure: str, also: set[str], tmp_path: Path) -> None:
    source = {
        "seen": (Section("/xa-hoi/"),),
        "named": named(Section("/xa-hoi")),
        "unverified": doubtful(Section("/xa-hoi/")),
    }
    routes = {**PAPER, "/xa-hoi": listing([TWO])}
    with Server(routes) as server:
        run = crawl_paper(server.base, tmp_path, *source[sure])
        asked = server.times_asked("/xa-hoi/") + server.times_asked("/xa-hoi")
    assert run.code == 0
    assert run.articles().keys() == {ONE, TWO} | also
    assert asked == 1, "a section that the home page names, too"
