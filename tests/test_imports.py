"""Imports point one way, and the rooms that know Scrapy are few."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import newsbot

ROOT = Path(newsbot.__file__).parent
READING = {"article", "normalize", "reader", "site", "cms", "spiders"}
MAY_IMPORT: dict[str, set[str]] = {
    "article": set(),
    "normalize": {"article"},
    "reader": {"article", "normalize"},
    "site": {"article", "normalize", "reader"},
    "cms": {"article", "normalize", "reader", "site"},
    "spiders": {"article", "normalize", "reader", "site", "cms"},
    "workers": set(),
    "console": set(),
    "archive": {"article"},
    "example": {"article", "archive", "site", "cms"},
    "fetch": {"console", "archive", "normalize"},
    "discover": {"archive", "normalize", "reader", "site"},
    "extraction": {"console", *READING, "archive", "example", "fetch"},  # the folder of the demo is read as the demo's site
    "probe": {"console", *READING, "discover", "extraction", "fetch"},
    "reprocess": {"console", *READING, "archive", "extraction", "fetch", "workers"},
    "watch": {"archive", "spiders", "workers"},
    "crawl": {"console", *READING, "archive", "discover", "extraction", "fetch", "workers"},
    "commands": {
        "console", *READING, "archive", "crawl", "discover", "example", "extraction", "fetch", "probe", "reprocess", "watch",
    },
    "__init__": {"archive", "article", "extraction"},
    "__main__": {"console", "archive", "commands"},
}  # fmt: skip
"""What each room may import of the others; the package itself holds the version alone."""
READER_STAGES: dict[str, set[str]] = {
    "page": set(),
    "scan": {"page"},
    "layouts": {"page", "scan"},
    "region": {"page", "scan"},
    "body": {"page", "scan", "layouts", "region"},
    "fields": {"page", "scan", "layouts", "region", "body"},
    "verdict": {"page", "scan", "region", "body"},
    "pipeline": {"page", "scan", "layouts", "region", "body", "fields", "verdict"},
    "__init__": {"pipeline"},
}
"""What each stage of the reader may import of the others: those before it, in the order in which a page goes through them."""
SCRAPY = {"crawl"}
HEAVY = {"scrapy", "twisted", "aiohttp", "requests", "pandas"}
HTTP_CLIENT = {"crawl/client": {"aiohttp"}}
"""The one module that knows Scrapy's HTTP client."""

MODULES = sorted(path.relative_to(ROOT).with_suffix("").as_posix() for path in ROOT.rglob("*.py"))


def room_of(module: str) -> str:
    return module.split("/", 1)[0]


def imported(module: str) -> Iterator[str]:
    """Full names of everything that a module imports, also within functions."""
    path = ROOT / f"{module}.py"
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def newsbot_rooms(module: str) -> set[str]:
    """The rooms of newsbot that a module imports."""
    names = [name.split(".") for name in imported(module) if name.split(".")[0] == "newsbot"]
    rooms = {parts[1] for parts in names if len(parts) > 1}
    return {room for room in rooms if (ROOT / room).is_dir() or (ROOT / f"{room}.py").is_file()}


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_one_way(module: str) -> None:
    room = room_of(module)
    assert newsbot_rooms(module) - {room} <= MAY_IMPORT[room]


READER = [module for module in MODULES if room_of(module) == "reader"]


def stages_used(module: str) -> set[str]:
    """The stages of the reader that a module imports."""
    names = [name.split(".") for name in imported(module)]
    stages = {parts[2] for parts in names if parts[:2] == ["newsbot", "reader"] and len(parts) > 2}
    return {stage for stage in stages if stage in READER_STAGES}


@pytest.mark.parametrize("module", READER)
def test_a_stage_of_the_reader_imports_only_those_before_it(module: str) -> None:
    stage = module.split("/")[1]
    assert stages_used(module) - {stage} <= READER_STAGES[stage]


def test_every_stage_of_the_reader_is_known() -> None:
    assert {module.split("/")[1] for module in READER} == READER_STAGES.keys()


@pytest.mark.parametrize("module", READER)
def test_no_private_name_of_the_reader_is_imported(module: str) -> None:
    names = [name.rpartition(".")[2] for name in imported(module) if name.startswith("newsbot.reader.")]
    assert [name for name in names if name.startswith("_")] == []


@pytest.mark.parametrize("module", MODULES)
def test_only_the_crawl_knows_scrapy(module: str) -> None:
    heavy = {name.split(".")[0] for name in imported(module)} & HEAVY
    assert heavy <= ({"scrapy", "twisted", *HTTP_CLIENT.get(module, ())} if room_of(module) in SCRAPY else set())


def test_every_room_is_known() -> None:
    assert {room_of(module) for module in MODULES} == MAY_IMPORT.keys()


def test_the_rule_notices_a_wrong_import(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "reader").mkdir()
    (tmp_path / "crawl").mkdir()
    (tmp_path / "reader" / "bad.py").write_text("def f():\n    from newsbot.crawl import run\n    import scrapy.http\n")
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    with pytest.raises(AssertionError):
        test_imports_point_one_way("reader/bad")
    with pytest.raises(AssertionError):
        test_only_the_crawl_knows_scrapy("reader/bad")
