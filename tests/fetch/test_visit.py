"""Polite requests: robots.txt first, a pause between two, redirects followed as far as they are allowed."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

import pytest

from newsbot.console.exit_codes import Exit
from newsbot.fetch.addresses import Reach
from newsbot.fetch.visit import NEEDS_CONTACT, NoAnswer, Response, Visitor, fetcher
from tests.crawl.server import Answer, Server
from tests.crawl.server import moved as moved_to
from tests.probe.web import HOME, Web, html, moved, robots, visitor

A, B = HOME + "a", HOME + "b"
OTHER = "https://khac.example/"
DOWN = NoAnswer("no answer: timed out")
BAN = robots("User-agent: *\nDisallow: /")


@pytest.mark.parametrize(
    ("pages", "problem", "status", "final"),
    [
        ({A: "<p>xin chào"}, None, 200, A),
        ({}, "HTTP 404", 404, A),
        ({A: html("", 503)}, "HTTP 503", 503, A),
        ({A: DOWN}, "no answer: timed out", None, A),
        ({A: moved(B), B: "<p>đây"}, None, 200, B),
        ({A: moved("/b", 302), B: "<p>đây"}, None, 200, B),
        ({A: moved(OTHER), OTHER: "<p>nơi khác"}, None, 200, OTHER),
        ({A: moved(A)}, "redirects in a circle", 301, A),
        ({A: moved(B), B: moved(A)}, "redirects in a circle", 301, B),
        ({A: moved("javascript:0")}, "HTTP 301", 301, A),
        ({A: "", HOME + "robots.txt": robots("User-agent: *\nDisallow: /a")}, "robots.txt disallows it", None, A),
        ({A: moved(OTHER), OTHER + "robots.txt": robots("User-agent: *\nDisallow: /")}, "robots.txt disallows it", None, OTHER),
        ({A: "", HOME + "robots.txt": html("", 500)}, "robots.txt cannot be had: HTTP 500", None, A),
        ({A: "", HOME + "robots.txt": DOWN}, "no answer: timed out", None, A),
        ({A: "", HOME + "robots.txt": moved(HOME + "robots.txt")}, None, 200, A),
        ({A: "", HOME + "robots.txt": moved(OTHER), OTHER: BAN}, "robots.txt disallows it", None, A),
    ],
)  # fmt: skip
def test_what_comes_of_a_visit(
    pages: dict[str, str | Response | NoAnswer], problem: str | None, status: int | None, final: str
) -> None:
    visit = visitor(Web(pages)).get(A)
    assert (visit.problem, visit.status, visit.final) == (problem, status, final)
    assert visit.barred == (problem or "").startswith("robots.txt")
    assert visit.answered == (problem is None or not problem.startswith("no answer"))


def chain(length: int) -> Web:
    """So many redirects in a row, and a page at their end."""
    return Web({f"{HOME}{n}": moved(f"{HOME}{n + 1}") for n in range(length)} | {f"{HOME}{length}": "<p>đây"})


def test_ten_redirects_in_a_row_are_followed_and_no_more() -> None:
    assert visitor(chain(10)).get(HOME + "0").final == HOME + "10"
    web = chain(11)
    assert visitor(web).get(HOME + "0").problem == "redirects more than 10 times"
    assert web.asked == [HOME + "robots.txt", *(f"{HOME}{n}" for n in range(11))]


def test_robots_txt_is_asked_for_once_a_host_and_before_anything_else() -> None:
    web = Web({A: moved(OTHER), B: "b", OTHER: "c"})
    look = visitor(web)
    look.get(A)
    look.get(B)
    assert web.asked == [HOME + "robots.txt", A, OTHER + "robots.txt", OTHER, B]
    assert look.requests == 5


def test_no_more_requests_than_the_limit() -> None:
    web = Web({A: "a", B: "b"})
    look = visitor(web, limit=2)
    assert look.get(A).problem is None
    assert look.get(B).problem == "not asked for: the limit of 2 requests is reached"
    assert len(web.asked) == 2
    look.allow(1)
    assert look.get(B).problem is None


class Clock:
    """Time that passes when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.mark.parametrize(
    ("delay", "rules", "pause"),
    [
        (None, "", 5.0),
        (2.0, "", 2.0),
        (2.0, "User-agent: *\nCrawl-delay: 9", 9.0),
        (2.0, "User-agent: *\nCrawl-delay: 1", 2.0),
        (2.0, "User-agent: *\nCrawl-delay: 60", 60.0),
    ],
)
def test_a_pause_between_two_requests_to_a_host(delay: float | None, rules: str, pause: float) -> None:
    clock = Clock()
    web = Web({A: "a", B: "b", OTHER: "c", HOME + "robots.txt": robots(rules)})
    when: dict[str, float] = {}

    def fetch(url: str) -> Response:
        when[url] = clock.now
        return web(url)

    look = Visitor(fetch, delay=delay, sleep=clock.sleep, clock=clock)
    for url in (A, OTHER, B):
        look.get(url)
    assert when[HOME + "robots.txt"] == 0.0
    assert when[A] == pause
    assert when[OTHER + "robots.txt"] == when[A], "another host need not be waited for"
    assert when[B] == 2 * pause


@pytest.mark.parametrize("asked", ["61", "86400"])
def test_a_host_that_asks_for_longer_pauses_is_left(asked: str) -> None:
    clock = Clock()
    web = Web({A: "a", HOME + "robots.txt": robots(f"User-agent: *\nCrawl-delay: {asked}")})
    look = Visitor(web, delay=0.0, sleep=clock.sleep, clock=clock)
    assert look.get(A).problem == f"not asked for: www.baokhelanh.example asks for {asked} s between two requests"
    assert web.asked == [HOME + "robots.txt"]
    assert clock.slept == []


def test_ctrl_c_ends_a_long_pause_at_once() -> None:
    rules = Answer(body=b"User-agent: *\nCrawl-delay: 50\n", kind="text/plain")
    with Server({"/robots.txt": rules, "/": Answer(body=b"x")}) as server:
        command = [sys.executable, "-m", "newsbot", "probe", server.base + "/"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        server.wait_for(1)
        time.sleep(0.5)
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=20)
    assert process.returncode == Exit.INTERRUPTED
    assert time.monotonic() - began < 2
    assert "stopped after 1 requests" in error
    assert "Traceback" not in error


def test_no_pause_on_this_machine() -> None:
    clock = Clock()
    look = Visitor(Web({}), sleep=clock.sleep, clock=clock)
    look.get("http://127.0.0.1:8000/")
    assert clock.slept == []


@pytest.mark.parametrize(("wait", "left_alone"), [("30", False), ("3600", True), ("soon", False)])
def test_a_server_that_has_had_enough_is_left_alone(wait: str, left_alone: bool) -> None:
    clock = Clock()
    web = Web({A: Response(429, b"", {"retry-after": wait}), B: "b"})
    look = Visitor(web, delay=0.0, sleep=clock.sleep, clock=clock)
    look.get(A)
    problem = look.get(B).problem
    assert problem == ("not asked for: www.baokhelanh.example asks to be left alone for 3600 s" if left_alone else None)
    assert clock.slept == ([30.0] if wait == "30" else [])


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (Answer(body=b"x" * 3000), "too large: more than 2000 bytes"),
        (Answer(silent=True), "no answer: timed out"),
        (Answer(body=b"x", chunked=True, endless=True), "no sound HTTP answer: IncompleteRead"),
        (moved_to("/"), "redirects in a circle"),
    ],
)
def test_what_servers_do(monkeypatch: pytest.MonkeyPatch, answer: Answer, problem: str) -> None:
    monkeypatch.setattr("newsbot.fetch.agent.MAX_BYTES", 2000)
    monkeypatch.setattr("newsbot.fetch.agent.TIMEOUT_SECONDS", 0.3)
    with Server({"/": answer}) as server:
        visit = Visitor(fetcher("", Reach.of(server.base))).get(server.base + "/")
    assert problem in (visit.problem or "")


def test_no_server_at_all() -> None:
    with Server({}) as server:
        pass
    visit = Visitor(fetcher("", Reach.of(server.base))).get(server.base + "/")
    assert (visit.problem or "").startswith("no answer: ")
    assert not visit.answered


def test_the_open_web_is_not_asked_without_a_contact() -> None:
    with Server({"/": moved_to("https://bao.example/")}) as server:
        visit = Visitor(fetcher("", Reach.of(server.base))).get(server.base + "/")
    assert visit.problem == f"not asked for: {NEEDS_CONTACT}"
