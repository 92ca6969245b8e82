"""`newsbot status`, `runs` and `urls`: what an archivist asks in the morning."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsbot.archive import Outcome, RunReport, SiteArchive, State, append_run
from newsbot.console.exit_codes import Exit
from newsbot.watch.health import fill_drops, health
from tests.conftest import Run

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def run(day: int, archived: int = 100, site: str = "baovidu", code: int = 0, **fill: float) -> RunReport:
    times = {"started_at": f"2026-11-{day:02}T08:00:00+00:00", "finished_at": f"2026-11-{day:02}T08:30:00+00:00"}
    return RunReport(
        run=f"r{day}", site=site, version="0.1.0", exit_code=code, archived=archived, pages=120, fill_rate=fill, **times
    )


@pytest.mark.parametrize(
    ("runs", "dropped"),
    [
        pytest.param([run(1, byline=0.9)], [], id="one run has no past"),
        pytest.param([run(1, byline=0.9), run(2, byline=0.88)], [], id="nearly the same"),
        pytest.param([run(1, byline=0.9), run(2, byline=0.4)], ["byline"], id="half of it gone"),
        pytest.param([run(1, byline=0.9), run(2, byline=1.0)], [], id="better than before"),
        pytest.param([run(1, byline=0.5), run(2, 3, byline=0.0)], [], id="three articles prove little"),
        pytest.param([run(1, byline=1.0), run(2, 3, byline=0.0)], ["byline"], id="what was always there"),
        pytest.param([run(1, byline=0.9), run(2, byline=0.1), run(3, 0)], ["byline"], id="a run without news between"),
        pytest.param(
            [run(1, 900, byline=0.2), run(2, 100, byline=0.9), run(3, byline=0.2)], [], id="runs weigh by size"
        ),
        pytest.param([run(1, title=1.0, byline=0.9), run(2, title=1.0)], [], id="a field that the log did not have"),
    ],
)
def test_a_drop_of_a_fill_rate_is_told_when_it_means_something(runs: list[RunReport], dropped: list[str]) -> None:
    assert [key for key, _ in fill_drops(runs)] == dropped


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    with SiteArchive.open(tmp_path, "baovidu") as site:
        for number, (state, reason) in enumerate(
            [
                (State.GONE, "HTTP 404"),
                (State.FAILED, "HTTP 500"),
                (State.FAILED, "no answer"),
                (State.NOT_ARTICLE, "listing: 30 links"),
            ]
        ):
            site.ledger.urls.discover(f"https://baovidu.example/{number}.html", "test")
            site.apply(Outcome(url=f"https://baovidu.example/{number}.html", state=state, reason=reason))
        site.ledger.urls.discover("https://baovidu.example/new.html", "test")
    for report in (run(18, byline=0.9), run(19, byline=0.2), run(20, 0, code=3), run(21, 7, "khac")):
        append_run(tmp_path, report)
    with SiteArchive.open(tmp_path, "moi"):
        pass
    return tmp_path


def test_the_health_of_a_site(archive: Path) -> None:
    (site,) = health(archive, [archive / "baovidu"], NOW)
    assert (site.last_run, site.exit_code, site.new) == ("2026-11-20T08:30:00+00:00", 3, 0)
    assert (site.last_new, site.days_without_new) == ("2026-11-19T08:30:00+00:00", 3)
    assert site.states == {"pending": 1, "not_article": 1, "gone": 1, "failed": 2}
    assert site.drops == {"byline": (0.9, 0.2)}
    assert site.bytes > 0
    assert (site.problem, site.running) == (None, None)


def test_a_run_that_is_dated_in_the_future_is_told(newsbot: Run, archive: Path) -> None:
    (site,) = health(archive, [archive / "baovidu"], NOW.replace(day=9))
    assert (site.days_without_new, site.days_ahead) == (0, 10)
    append_run(archive, replace(run(23), finished_at="2999-11-23T08:30:00+00:00"))
    told = newsbot("status", "--archive", archive).stdout
    assert "days in the future: its clock was wrong, or the one here is" in told
    assert "-" not in told.replace("2999-11-23", "")


def test_a_site_without_a_run_and_one_with_a_damaged_ledger_are_told(archive: Path) -> None:
    (archive / "baovidu" / "ledger.sqlite").write_bytes(b"no database" * 99)
    damaged, new = health(archive, [archive / "baovidu", archive / "moi"], NOW)
    assert "not a sound ledger" in (damaged.problem or "")
    assert damaged.exit_code == 3
    assert (new.last_run, new.days_without_new, new.problem) == (None, None, None)


def test_who_writes_a_site_is_told(archive: Path) -> None:
    with SiteArchive.open(archive, "baovidu"):
        (site,) = health(archive, [archive / "baovidu"], NOW)
    assert "process" in (site.running or "")


def test_status_as_table_and_as_json(newsbot: Run, archive: Path) -> None:
    done = newsbot("status", "--archive", archive)
    assert (done.returncode, done.stderr) == (0, "")
    for word in ("baovidu", "2026-11-20 08:30", "byline is on 20% of the last articles, it was on 90% before", "never"):
        assert word in done.stdout
    rows = [json.loads(line) for line in newsbot("status", "--json", "--archive", archive).stdout.splitlines()]
    assert [row["site"] for row in rows] == ["baovidu", "moi"]
    only = newsbot("status", "moi", "--json", "--archive", archive)
    assert json.loads(only.stdout)["site"] == "moi"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [([], ["r18", "r19", "r20", "r21"]), (["--limit", "2"], ["r20", "r21"]), (["baovidu", "--limit", "1"], ["r20"])],
)
def test_the_last_runs(newsbot: Run, archive: Path, arguments: list[str], expected: list[str]) -> None:
    done = newsbot("runs", *arguments, "--json", "--archive", archive)
    assert [json.loads(line)["run"] for line in done.stdout.splitlines()] == expected
    table = newsbot("runs", *arguments, "--archive", archive)
    assert table.returncode == 0
    assert table.stdout.count("2026-11-") == len(expected)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--state", "failed"], ["1.html", "2.html"]),
        (["--state", "failed", "--reason", "500"], ["1.html"]),
        (["--state", "failed", "--limit", "1"], ["1.html"]),
        (["--reason", "HTTP"], ["0.html", "1.html"]),
        (["--state", "archived"], []),
    ],
)
def test_urls_by_state_and_reason(newsbot: Run, archive: Path, arguments: list[str], expected: list[str]) -> None:
    done = newsbot("urls", "baovidu", *arguments, "--json", "--archive", archive)
    assert sorted(json.loads(line)["url"].rpartition("/")[2] for line in done.stdout.splitlines()) == expected
    lines = newsbot("urls", "baovidu", *arguments, "--archive", archive).stdout.splitlines()
    assert sorted(line.split("\t")[1].rpartition("/")[2] for line in lines) == expected


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["urls", "baovidu", "--state", "lost"], "it is one of pending"),
        (["urls", "nosuchsite", "--state", "failed"], "no such site"),
        (["runs", "nosuchsite"], "no such site"),
        (["status", "nosuchsite"], "no such site"),
    ],
)
def test_what_is_unknown_is_a_usage_error(newsbot: Run, archive: Path, arguments: list[str], word: str) -> None:
    done = newsbot(*arguments, "--archive", archive)
    assert (done.returncode, done.stdout) == (Exit.USAGE, "")
    assert word in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["runs", "status"])
def test_a_run_log_that_cannot_be_read_is_damage(newsbot: Run, archive: Path, command: str) -> None:
    with (archive / "runs.jsonl").open("a") as log:
        log.write("{}\n")
    done = newsbot(command, "--archive", archive)
    assert done.returncode == Exit.DAMAGED
    assert "runs.jsonl:5" in done.stderr


def test_a_ledger_that_cannot_be_read_is_damage(newsbot: Run, archive: Path) -> None:
    (archive / "baovidu" / "ledger.sqlite").unlink()
    assert newsbot("urls", "baovidu", "--archive", archive).returncode == Exit.DAMAGED
