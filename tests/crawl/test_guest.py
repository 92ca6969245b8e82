"""What a webmaster may expect: no request beyond the pace, a pause that is asked for is made, and a receipt."""

from __future__ import annotations

import contextlib
import signal
import socket
import threading
import time
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path

import pytest

from tests.crawl.command import crawl, finish, start
from tests.crawl.conftest import Scene
from tests.crawl.pages import article, article_path, listing
from tests.crawl.server import Answer, Script, Server, moved

PATHS = [article_path(number) for number in range(400001, 400009)]
PAPER: dict[str, Script] = {"/": listing(PATHS), **{path: article(400001 + place) for place, path in enumerate(PATHS)}}


def gaps(server: Server) -> list[float]:
    return [after - before for before, after in pairwise(server.times)]


class HangsUp(Server):
    """Takes a second request on a connection and closes it without an answer."""

    def _talk(self, connection: socket.socket) -> None:
        answered = False
        with contextlib.suppress(OSError), connection, connection.makefile("rb") as stream:
            while line := stream.readline():
                target, fields = line.split()[1].decode(), b""
                while (field := stream.readline()).strip():
                    fields += field
                if answered:
                    self.times.append(time.monotonic())
                    self.asked.append(target)
                    return
                self._answer(connection, target, fields)
                answered = b"connection: close" not in fields.lower()
                if not answered:
                    return


def test_no_request_that_was_not_scheduled(tmp_path: Path) -> None:
    with HangsUp(PAPER) as server:
        run = crawl(server.base + "/", tmp_path, "--delay", "0.2")
        assert run.code == 0, run.report
        assert run.report["states"] == {"archived": len(PATHS)}
        assert run.report["requests"] == len(server.asked), "every request is counted"
        assert min(gaps(server)) >= 0.2
        assert run.report["smallest_gap"] >= 0.2
        assert len(server.asked) <= len(PATHS) + 3, "a server that hangs up is given a connection for each request"


def test_the_delay_counts_from_the_answer(scene: Scene) -> None:
    routes = {**PAPER, PATHS[0]: [Answer(wait=0.4, status=503), article(400001)]}
    run, server = scene(routes, "--delay", "0.3")
    assert run.code == 0
    assert min(gaps(server)) >= 0.3


def test_a_slow_server_is_left_alone_for_as_long_as_it_took(scene: Scene) -> None:
    slow = Answer(body=article(400003).body, wait=0.8)
    _, server = scene({**PAPER, PATHS[2]: slow})
    asked = server.asked.index(PATHS[2])
    assert server.times[asked + 1] - server.times[asked] >= 1.6


def test_retry_after_pauses_the_whole_host(scene: Scene) -> None:
    routes = {**PAPER, PATHS[1]: [Answer(status=429, headers={"Retry-After": "1"}), article(400002)]}
    run, server = scene(routes)
    assert run.code == 0
    refused = server.moments(PATHS[1])[0]
    later = [moment - refused for moment in server.times if moment - refused > 0.1]
    assert min(later) >= 1.0


def test_a_pause_too_long_ends_the_run(scene: Scene) -> None:
    routes = {**PAPER, PATHS[1]: Answer(status=429, headers={"Retry-After": "3600"})}
    run, server = scene(routes)
    assert run.code == 4
    assert server.asked[-1] == PATHS[1], "nothing is asked after it"
    assert "asks to be left alone for 3600 s" in run.note("unreachable")
    assert run.report["states"]["pending"] == len(PATHS) - 2
    assert run.states()[PATHS[1]] == ("blocked", "HTTP 429")


def test_a_crawl_delay_that_nobody_waits_for(scene: Scene) -> None:
    robots = Answer(body=b"User-agent: *\nCrawl-delay: 86400\n", kind="text/plain")
    run, server = scene({**PAPER, "/robots.txt": robots})
    assert run.code == 4
    assert server.asked == ["/robots.txt"]
    assert "86400 s between two requests" in run.note("unreachable")


def test_a_long_crawl_delay_is_obeyed_until_a_signal(
    serve: Callable[[Mapping[str, Script]], Server], tmp_path: Path
) -> None:
    robots = Answer(body=b"User-agent: *\nCrawl-delay: 300\n", kind="text/plain")
    server = serve({**PAPER, "/robots.txt": robots})
    process = start(server.base + "/", tmp_path)
    server.wait_for(1)
    time.sleep(1)
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    run = finish(process, server.base + "/", tmp_path)
    assert run.code == 8
    assert time.monotonic() - began < 5
    assert server.asked == ["/robots.txt"]


def test_the_receipt(scene: Scene) -> None:
    run, server = scene(PAPER, "--delay", "0.05")
    assert run.report["requests"] == len(server.asked)
    assert 0.05 <= run.report["smallest_gap"] < 1
    assert list(run.report["robots"].values()) == ["everything may be fetched: there is none"]


def test_header_bytes_are_bytes(tmp_path: Path) -> None:
    routes = {**PAPER, PATHS[0]: Answer(body=article(400001).body, headers={"X-Editor": "T\xf4i \xff"})}
    with Server(routes) as server:
        run = crawl(server.base + "/", tmp_path)
    assert run.code == 0
    assert run.report["states"] == {"archived": len(PATHS)}
    run.assert_sound()


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_a_location_in_raw_bytes(tmp_path: Path, encoding: str) -> None:
    new = "/tin-tức-xã-hội-400001.html" if encoding == "utf-8" else "/tin-t\xfdc-x\xe3-h-\xf4-400001.html"
    raw = new.encode(encoding)
    target = "".join(chr(byte) if byte < 0x80 else f"%{byte:02X}" for byte in raw)
    routes = {**PAPER, PATHS[0]: moved(raw.decode("latin-1")), target: article(400001)}
    with Server(routes) as server:
        run = crawl(server.base + "/", tmp_path)
    assert server.times_asked(target) == 1
    assert run.states()[target] == ("archived", None), run.report["notes"]
    assert run.code == 0


def test_nothing_listens_elsewhere_on_this_machine(tmp_path: Path) -> None:
    """127.0.0.2 and ::1 stand for other hosts: no source of theirs is asked."""
    asked: list[str] = []
    with contextlib.ExitStack() as stack:
        others = []
        for family, host in ((socket.AF_INET, "127.0.0.2"), (socket.AF_INET6, "::1"), (socket.AF_INET, "127.0.0.1")):
            listener = stack.enter_context(socket.create_server((host, 0), family=family))
            name = f"[{host}]" if ":" in host else host
            others.append(f"http://{name}:{listener.getsockname()[1]}")
            threading.Thread(target=_note, args=(listener, host, asked), daemon=True).start()
        robots = "\n".join(f"Sitemap: {other}/sitemap.xml" for other in others)
        feeds = "".join(
            f'<link rel="alternate" type="application/rss+xml" href="{other}/feed"><a href="{other}{PATHS[0]}">x</a>'
            for other in others
        )
        routes: dict[str, Script] = {
            **PAPER,
            "/": Answer(body=listing(PATHS).body + feeds.encode()),
            "/robots.txt": Answer(body=robots.encode(), kind="text/plain"),
            PATHS[0]: moved(others[0] + "/x"),
            PATHS[1]: moved(others[2] + PATHS[1]),
        }
        with Server(routes) as server:
            run = crawl(server.base + "/", tmp_path)
    assert asked == []
    assert run.states()[PATHS[1]][0] == "moved"


def _note(listener: socket.socket, host: str, asked: list[str]) -> None:
    with contextlib.suppress(OSError):
        while True:
            connection, _ = listener.accept()
            asked.append(host)
            connection.close()
