"""Sites checked side by side: the same reports as one after the other, whatever happens to a process."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from newsbot.archive import Outcome, SiteArchive, State
from newsbot.archive.verify import SiteReport, verify_site
from newsbot.article import Article
from newsbot.console.exit_codes import Exit
from newsbot.watch import verification
from newsbot.watch.verification import verify_sites
from tests.conftest import Run

SITES = ["a", "b", "c", "d", "e", "f", "g", "h", "i"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Sites of which the third and the last are damaged."""
    for number, site in enumerate(SITES):
        with SiteArchive.open(tmp_path, site) as archive:
            for page in range(number):
                url = f"http://{site}.example/{page}"
                archive.ledger.urls.discover(url, "test")
                archive.apply(Outcome(url=url, state=State.GONE))
    for site in ("c", "i"):
        (tmp_path / site / "articles" / "2026-11.jsonl").write_bytes(b"{}\n")
    return tmp_path


def test_the_reports_are_those_of_one_process_and_in_order(root: Path) -> None:
    folders = [root / site for site in SITES]
    alone = list(map(verify_site, folders))
    assert [report.site for report in alone if not report.sound] == ["c", "i"]
    assert list(verify_sites(folders)) == list(verify_sites(folders, jobs=2)) == alone


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_quick_check_is_quick_in_other_processes_too(root: Path, jobs: int) -> None:
    with SiteArchive.open(root, "b") as archive:
        archive.apply(Outcome.read(Article(id="b:0", site="b", url="http://b.example/0")))
    quick, deep = ([damage.what for damage in one.damage] for one in (
        *verify_sites([root / "b"], deep=False, jobs=jobs), *verify_sites([root / "b"], jobs=jobs)
    ))  # fmt: skip
    assert "title: empty" in deep
    assert quick == ["capture: null, so nobody can tell what it was read from"]


def dying_verifier(*, deep: bool) -> Callable[[Path], SiteReport]:
    """Checks sites in a process of the pool, and ends it over one."""
    return lambda folder: os._exit(9) if folder.name == "d" else verify_site(folder, deep=deep)


def test_a_site_over_which_a_process_dies_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "site_verifier", dying_verifier)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    reports = list(verify_sites([root / site for site in SITES], jobs=2))
    assert [report.site for report in reports] == SITES
    assert [report.site for report in reports if not report.sound] == ["c", "d", "i"]
    assert str(reports[3].damage[0]) == "d/.: not checked to its end: the process that did it ended (exit code 9)"


def test_the_command_says_the_same_with_one_process_and_with_two(newsbot: Run, root: Path) -> None:
    one, two = (newsbot("verify", "--archive", root, "--json", "--jobs", jobs) for jobs in (1, 2))
    assert (one.returncode, one.stdout, one.stderr) == (two.returncode, two.stdout, two.stderr)
    assert one.returncode == Exit.DAMAGED
    assert "c/articles/2026-11.jsonl:1" in one.stderr
