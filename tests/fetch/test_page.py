"""One page for `newsbot extract`, from a file and from servers that do it wrong."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from newsbot.console.exit_codes import Exit
from newsbot.fetch import page
from newsbot.fetch.addresses import Reach
from newsbot.fetch.page import PageError, claimed_url, fetch_page, load_page
from newsbot.fetch.visit import Visitor, fetcher
from tests.crawl.server import Answer, Server, moved

BODY = b"<!DOCTYPE html><p>Khe L\xe1\xba\xa1nh"

GOOD = {
    "a page": Answer(body=BODY),
    "gzip": Answer(body=gzip.compress(BODY), headers={"Content-Encoding": "gzip"}),
    "an encoding that is none": Answer(body=BODY, headers={"Content-Encoding": "utf-8"}),
    "chunked": Answer(body=BODY, chunked=True),
}


@pytest.mark.parametrize("what", GOOD)
def test_a_page_from_the_web(what: str) -> None:
    with Server({"/a": GOOD[what], "/b": moved("/a")}) as server:
        loaded = fetch_page(f"{server.base}/b", "")
        assert (loaded.body, loaded.url, loaded.content_type) == (BODY, f"{server.base}/a", "text/html; charset=utf-8")


BAD = {
    "gone": (Answer(status=404), Exit.SOME_FAILED, "HTTP 404"),
    "failing": (Answer(status=500), Exit.SOME_FAILED, "HTTP 500"),
    "moved in a circle": (moved("/a"), Exit.SOME_FAILED, "redirects in a circle"),
    "chunks without their end": (
        Answer(body=BODY, chunked=True, endless=True), Exit.SOME_FAILED, "no sound HTTP answer"),
    "no answer": (Answer(silent=True, reset=True), Exit.UNREACHABLE, "cannot be reached"),
    "gzip that is none": (Answer(body=BODY, headers={"Content-Encoding": "gzip"}), Exit.SOME_FAILED, "not gzip"),
    "too large": (Answer(body=bytes(2000)), Exit.SOME_FAILED, "too large: more than 1000 bytes"),
    "too large when unpacked": (
        Answer(body=gzip.compress(bytes(2000)), headers={"Content-Encoding": "gzip"}), Exit.SOME_FAILED, "larger than"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_a_page_that_cannot_be_had(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "MAX_BYTES", 1000)
    answer, code, message = BAD[what]
    with Server({"/a": answer}) as server, pytest.raises(PageError, match=message) as told:
        fetch_page(f"{server.base}/a", "")
    assert told.value.code is code
    assert "\n" not in str(told.value)


ROBOTS = {
    "disallowed": (
        Answer(body=b"User-agent: newsbot\nDisallow: /a\n", kind="text/plain"),
        "robots.txt disallows it",
    ),
    "a server that fails": (Answer(status=503), "robots.txt cannot be had: HTTP 503"),
    "no answer": (Answer(silent=True, reset=True), "no answer"),
}


@pytest.mark.parametrize("what", ROBOTS)
def test_a_page_that_robots_txt_does_not_let_newsbot_fetch(what: str) -> None:
    answer, message = ROBOTS[what]
    with (
        Server({"/robots.txt": answer, "/a": GOOD["a page"]}) as server,
        pytest.raises(PageError, match=message) as told,
    ):
        fetch_page(f"{server.base}/a", "")
    assert told.value.code is Exit.UNREACHABLE
    assert server.times_asked("/a") == 0


def test_robots_txt_of_the_host_that_a_page_redirects_to_is_asked() -> None:
    rule = ROBOTS["disallowed"][0]
    with Server({"/robots.txt": rule, "/a": GOOD["a page"]}) as there, Server({"/b": moved(f"{there.base}/a")}) as here:
        visit = Visitor(fetcher("", Reach.of(here.base, there.base))).get(f"{here.base}/b")
        assert visit.problem == "robots.txt disallows it"
        assert there.asked == ["/robots.txt"]


def test_a_page_that_redirects_to_another_port_of_this_machine() -> None:
    with Server({"/a": GOOD["a page"]}) as there, Server({"/b": moved(f"{there.base}/a")}) as here:
        with pytest.raises(PageError, match="was not asked for") as told:
            fetch_page(f"{here.base}/b", "")
        assert told.value.code is Exit.UNREACHABLE
        assert there.asked == []


@pytest.mark.parametrize("target", ["ftp://127.0.0.1/a", "http://", "file:///etc/passwd"])
def test_a_redirect_to_what_is_no_web_url(target: str) -> None:
    with Server({"/b": moved(target)}) as server, pytest.raises(PageError) as told:
        fetch_page(f"{server.base}/b", "")
    assert told.value.code is Exit.SOME_FAILED


def test_a_redirect_to_the_open_web_needs_a_contact() -> None:
    with Server({"/b": moved("https://bao.example/a")}) as server, pytest.raises(PageError, match="NEWSBOT_CONTACT"):
        fetch_page(f"{server.base}/b", "")


@pytest.mark.parametrize("url", ["http://", "ftp://127.0.0.1/a", "file:///etc/passwd", "a.html"])
def test_what_is_no_web_url(url: str) -> None:
    with pytest.raises(PageError) as told:
        fetch_page(url, "toi@bao.example")
    assert told.value.code is Exit.USAGE


def test_the_open_web_needs_a_contact() -> None:
    with pytest.raises(PageError, match="NEWSBOT_CONTACT"):
        fetch_page("https://bao.example/a", "")


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("", None),
        ('<link rel="canonical" href="https://bao.example/a?x=1&amp;y=2">', "https://bao.example/a?x=1&y=2"),
        ('<meta property="og:url" content="https://bao.example/a">', "https://bao.example/a"),
        ("<link rel=canonical href=https://bao.example/a>", "https://bao.example/a"),
        ('<link rel="canonical" href="https://bao.example:x/a">', None),
        ('<link rel="canonical" href="/a">', None),
    ],
)
def test_the_url_that_a_page_claims(head: str, url: str | None, tmp_path: Path) -> None:
    file = tmp_path / "bài một.html"
    file.write_text(f"<html><head>{head}</head></html>")
    assert claimed_url(file.read_bytes()) == url
    assert load_page(str(file), None, None).url == (url or "http://localhost/b%C3%A0i%20m%E1%BB%99t.html")
    assert load_page(str(file), "https://khac.example/x", None).url == "https://khac.example/x"


def test_files_that_cannot_be_had(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "MAX_BYTES", 10)
    (tmp_path / "big.html").write_bytes(bytes(11))
    for name in ("missing.html", "big.html", "."):
        with pytest.raises(PageError) as told:
            load_page(str(tmp_path / name), None, None)
        assert told.value.code is Exit.USAGE
