"""What several commands take: options that are handed on to another process of newsbot."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from newsbot.commands.crawl import crawl
from newsbot.commands.options import given_options
from newsbot.console.exit_codes import Exit
from tests.conftest import Run


@pytest.mark.parametrize(
    ("written", "handed_on"),
    [
        ("a b", []),
        ("a b --archive a", ["--archive=a"]),
        ("--limit 5 a b --delay=0.5", ["--limit=5", "--delay=0.5"]),
        ("a -vv b --json --all", ["--json", "--verbose", "--verbose"]),
        ("a b --since 7d --jobs 2 --contact b", ["--since=7d", "--contact=b"]),
    ],
)
def test_options_are_handed_on_as_they_were_given(
    monkeypatch: pytest.MonkeyPatch, written: str, handed_on: list[str]
) -> None:
    monkeypatch.setenv("NEWSBOT_CONTACT", "archive@example.org")  # the other process has the environment as well
    with click.Context(crawl) as context:
        crawl.parse_args(context, written.split())
    assert given_options(context, but={"everything", "jobs"}) == handed_on


def test_an_archive_may_have_the_name_of_a_site(newsbot: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = newsbot("crawl", "baolaocai", "hanoimoi", "--archive", "baolaocai")
    assert done.returncode == Exit.USAGE
    assert "requires an argument" not in done.stderr
    assert [("NEWSBOT_CONTACT" in line) for line in done.stderr.splitlines()] == [True, True]
