"""A crawl that is stopped, killed or kept out loses nothing: the next one goes on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from newsbot.archive import read
from tests.crawl.command import Run, count, crawl, environment, finish, start
from tests.crawl.pages import article, article_path, listing
from tests.crawl.server import Answer, Script, Server

Serve = Callable[[Mapping[str, Script]], Server]
PATHS = [article_path(number) for number in range(300001, 300041)]
SITE: Mapping[str, Script] = {
    "/": listing(PATHS),
    **{path: article(300001 + number) for number, path in enumerate(PATHS)},
}
SLOW = "0.05"


def assert_complete(run: Run) -> None:
    """Every page of the site is archived once."""
    run.assert_sound()
    assert run.code == 0
    assert run.report["states"] == {"archived": len(PATHS)}
    assert Counter(record.id for record in read(run.folder)).most_common(1)[0][1] == 1
    assert run.articles().keys() == set(PATHS)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_in_mid_crawl(serve: Serve, tmp_path: Path, number: signal.Signals) -> None:
    server = serve(SITE)
    process = start(server.base + "/", tmp_path, "--delay", SLOW)
    server.wait_for(10)
    process.send_signal(number)
    run = finish(process, server.base + "/", tmp_path)
    assert run.code == 8
    run.assert_sound()
    assert count(run, ["archived"]) > 0
    assert count(run, ["pending"]) > 0
    assert count(run, ["archived", "pending"]) == len(PATHS)
    assert_complete(crawl(server.base + "/", tmp_path))
    assert max(server.times_asked(path) for path in PATHS) == 1


def test_a_signal_while_the_crawl_waits_to_ask_again(serve: Serve, tmp_path: Path) -> None:
    busy = Answer(status=503, headers={"Retry-After": "300"})
    server = serve({**SITE, PATHS[3]: [busy, SITE[PATHS[3]]]})  # type: ignore[list-item]
    process = start(server.base + "/", tmp_path, NEWSBOT_RETRY_LONGEST="600")
    server.wait_for(6)
    process.send_signal(signal.SIGINT)
    run = finish(process, server.base + "/", tmp_path)
    assert run.code == 8
    run.assert_sound()
    assert_complete(crawl(server.base + "/", tmp_path))


def test_a_signal_while_a_server_hangs(serve: Serve, tmp_path: Path) -> None:
    server = serve({**SITE, PATHS[3]: [Answer(silent=True), SITE[PATHS[3]]]})  # type: ignore[list-item]
    process = start(server.base + "/", tmp_path, NEWSBOT_TIMEOUT="300")
    server.wait_for(6)
    process.send_signal(signal.SIGTERM)
    run = finish(process, server.base + "/", tmp_path)
    assert run.code == 8
    run.assert_sound()
    assert run.states()[PATHS[3]] == ("pending", None)
    assert_complete(crawl(server.base + "/", tmp_path))


def test_a_kill_in_mid_crawl(serve: Serve, tmp_path: Path) -> None:
    server = serve(SITE)
    for requests in (8, 25):
        process = start(server.base + "/", tmp_path, "--delay", SLOW)
        server.wait_for(requests)
        process.kill()
        killed = finish(process, server.base + "/", tmp_path)
        assert killed.code == -signal.SIGKILL
        assert not killed.report
    assert_complete(crawl(server.base + "/", tmp_path))


def test_lines_that_the_disk_lost_are_made_again_from_their_captures(serve: Serve, tmp_path: Path) -> None:
    """Nothing is fetched for it: the pages may be gone by now."""
    server = serve(SITE)
    (file,) = crawl(server.base + "/", tmp_path).folder.glob("articles/*")
    whole = file.read_bytes()
    os.truncate(file, len(whole) - len(b"".join(whole.splitlines(keepends=True)[-4:])) + 100)
    server.asked.clear()
    server.routes = {"/": SITE["/"]}
    run = crawl(server.base + "/", tmp_path)
    assert "4 articles made again from their captures" in run.report["recovered"]
    assert "to fetch again" not in run.report["recovered"]
    assert file.read_bytes() == whole
    assert {*server.asked}.isdisjoint(PATHS)
    assert_complete(run)


def test_captures_cut_in_the_middle_cost_nothing(serve: Serve, tmp_path: Path) -> None:
    server = serve(SITE)
    run = crawl(server.base + "/", tmp_path)
    (captures,) = run.folder.glob("captures/*")
    os.truncate(captures, captures.stat().st_size // 2)
    before = {path: path.read_bytes() for path in run.folder.glob("*/*")}
    again = crawl(server.base + "/", tmp_path)
    assert again.code == 7
    assert captures.name in again.stderr
    assert {path: path.read_bytes() for path in run.folder.glob("*/*")} == before


def test_two_crawls_of_one_site(serve: Serve, tmp_path: Path) -> None:
    server = serve({**SITE, PATHS[0]: Answer(wait=2.5)})
    first = start(server.base + "/", tmp_path)
    server.wait_for(3)
    second = crawl(server.base + "/", tmp_path)
    assert second.code == 5
    assert f"process {first.pid} " in second.stderr
    assert second.stderr.count("\n") == 1
    assert not second.report
    first.kill()
    first.communicate()


def test_several_sites_and_the_worst_exit_code(serve: Serve, tmp_path: Path) -> None:
    good, bad = serve({**SITE, "/": listing(PATHS[:2])}), serve({"/": Answer(status=403)})
    done = subprocess.run(
        [sys.executable, "-m", "newsbot", "crawl", good.base + "/", bad.base + "/", "--archive", str(tmp_path),
         "--delay", "0", "--json"],
        capture_output=True, text=True, env=environment(), timeout=60, check=False,
    )  # fmt: skip
    reports = {report["site"]: report for report in map(json.loads, done.stdout.splitlines())}
    assert done.returncode == 4
    assert sorted(report["exit_code"] for report in reports.values()) == [0, 4]
    assert len(list(read(tmp_path))) == 2


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_a_crawl_of_several_sites_ends_them_all(
    serve: Serve, tmp_path: Path, number: signal.Signals
) -> None:
    servers = [serve(SITE), serve(SITE)]
    urls = [f"{server.base}/" for server in servers]
    arguments = [sys.executable, "-m", "newsbot", "crawl", *urls, "--archive", str(tmp_path), "--delay", SLOW, "--json"]
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment())
    for server in servers:
        server.wait_for(8)
    process.send_signal(number)  # to this one process alone, as a service manager does
    stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 8, stderr
    assert [json.loads(line)["exit_code"] for line in stdout.splitlines()] == [8, 8]
    for url in urls:
        assert_complete(crawl(url, tmp_path))


@pytest.mark.parametrize(
    ("file", "code"), [("archive", 2), ("archive/127.0.0.1-{port}", 6), ("archive/127.0.0.1-{port}/captures", 6)]
)
def test_a_file_where_the_archive_should_be(serve: Serve, tmp_path: Path, file: str, code: int) -> None:
    server = serve(SITE)
    place = tmp_path / file.format(port=server.base.rpartition(":")[2])
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("a file")
    run = crawl(server.base + "/", tmp_path / "archive")
    assert run.code == code
    assert "archive" in run.stderr
    assert "Traceback" not in run.stderr
    assert server.asked == []
    assert place.read_text() == "a file"


def test_scrapy_itself_lists_the_sites() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", "list"], capture_output=True, text=True, timeout=60, check=False,
        env=environment(), cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "baotuyenquang" in done.stdout.split()


def test_a_site_that_dies_in_mid_crawl_is_left_for_the_next_run(serve: Serve, tmp_path: Path) -> None:
    dead = Answer(status=503)
    dying = {path: [SITE[path], dead] if number < 15 else dead for number, path in enumerate(PATHS)}
    server = serve({**dying, "/": [SITE["/"], dead]})  # type: ignore[dict-item,list-item]
    run = crawl(server.base + "/", tmp_path, NEWSBOT_RETRIES="0")
    run.assert_sound()
    assert run.code == 4
    assert count(run, ["archived"]) == 15
    assert 10 <= count(run, ["failed"]) <= 13, "ten, and those that were under way while the home page was asked"
    assert count(run, ["archived", "failed", "pending"]) == len(PATHS)
    assert "cannot be reached: HTTP 503 (after 1" in run.stderr


def test_broken_pages_in_a_row_do_not_stop_a_site_that_answers(serve: Serve, tmp_path: Path) -> None:
    broken = {path: Answer(status=500) for path in PATHS[5:27]}
    server = serve({**SITE, **broken})
    run = crawl(server.base + "/", tmp_path, NEWSBOT_RETRIES="0")
    run.assert_sound()
    assert run.code == 3
    assert run.report["states"] == {"archived": len(PATHS) - 22, "failed": 22}
    assert server.times_asked("/") == 3
