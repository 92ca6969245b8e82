"""Scrapy's own commands work as any Scrapy user expects, with the same archive and the same manners."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def scrapy(*arguments: str, archive: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("NEWSBOT_")}
    command = [sys.executable, "-m", "scrapy", *arguments]
    environment = clean | {"NEWSBOT_ARCHIVE": str(archive)} | changes
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)


def test_list_names_the_sites(tmp_path: Path) -> None:
    assert "baotuyenquang" in scrapy("list", archive=tmp_path).stdout.splitlines()


def test_shell_fetches_a_page_and_leaves_the_archive_alone(example: str, tmp_path: Path) -> None:
    done = scrapy(
        "shell",
        f"{example}/",
        "-c",
        "print(response.status, response.css('title::text').get())",
        archive=tmp_path / "a",
    )
    assert "200 " in done.stdout
    assert not (tmp_path / "a").exists()


def test_crawl_needs_a_contact_too(tmp_path: Path) -> None:
    done = scrapy("crawl", "baotuyenquang", archive=tmp_path / "a")
    assert "NEWSBOT_CONTACT" in done.stderr
    assert not (tmp_path / "a").exists()


def test_settings_set_on_the_command_line_reach_the_archive(tmp_path: Path) -> None:
    done = scrapy("settings", "--get", "NEWSBOT_ARCHIVE", archive=tmp_path / "a")
    assert done.stdout.strip() == str(tmp_path / "a")
