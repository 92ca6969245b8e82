"""Scrapy's own commands work as any Scrapy user expects, with the same archive and the same politeness."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import newsbot

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


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder that has the package as an installation has it, without the repository around it."""
    room = tmp_path / "site-packages"
    shutil.copytree(Path(newsbot.__file__).parent, room / "newsbot", ignore=shutil.ignore_patterns("__pycache__"))
    return room


def in_project(room: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a module in a user's project, a folder with a scrapy.cfg, on the package in `room`."""
    project = room.parent / "project"
    project.mkdir(exist_ok=True)
    (project / "scrapy.cfg").write_text("[settings]\ndefault = newsbot.crawl.settings\n")
    environment = os.environ | {"PYTHONPATH": str(room)}
    arguments = [sys.executable, "-m", *command]
    return subprocess.run(arguments, cwd=project, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("name", "domain", "module"),
    [
        ("baovidu", "baovidu.example", "baovidu"),
        ("baovidu", "https://www.baovidu.example/", "baovidu"),
        ("bao-vi-du", "baovidu.example", "bao_vi_du"),
    ],
)
def test_genspider_writes_a_site_file(installed: Path, name: str, domain: str, module: str) -> None:
    done = in_project(installed, "scrapy", "genspider", "-t", "site", name, domain)
    assert done.returncode == 0, done.stderr
    file = installed / "newsbot" / "spiders" / f"{module}.py"
    assert f"newsbot.spiders.{module}" in done.stdout
    assert module in in_project(installed, "scrapy", "list").stdout.splitlines()
    assert module in in_project(installed, "newsbot", "sites").stdout
    for check in (["check"], ["format", "--check"]):
        told = in_project(installed, "ruff", *check, "--config", str(ROOT / "pyproject.toml"), str(file))
        assert told.returncode == 0, told.stdout
    assert "baovidu.example" in file.read_text()


def test_genspider_overwrites_no_site(installed: Path) -> None:
    file = installed / "newsbot" / "spiders" / "baolaocai.py"
    before = file.read_text()
    assert (
        "already exists" in in_project(installed, "scrapy", "genspider", "-t", "site", "baolaocai", "x.example").stdout
    )
    assert file.read_text() == before


def test_the_template_is_the_one_that_is_offered(tmp_path: Path) -> None:
    assert scrapy("genspider", "--list", archive=tmp_path).stdout.split("\n")[1:] == ["   site", ""]
