"""Every saved page gives the record saved beside it; `null` stands beside a page that is no article."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from newsbot import extract
from newsbot.archive import as_dict, problems
from newsbot.article import Reader
from newsbot.page import claimed_address
from newsbot.spiders import all_sites

FIXTURES = Path(__file__).parent / "fixtures"
PAGES = sorted(FIXTURES.glob("*/*.html"))


def address_of(page: Path) -> str:
    site = all_sites().get(page.parent.name)
    home = site.home if site else f"https://{page.parent.name}.example/"
    return claimed_address(page.read_bytes()) or f"{home}{page.stem}.html"


def as_record(page: Path) -> str:
    article = extract(page.read_bytes(), url=address_of(page))
    if article is None:
        return "null\n"
    unversioned = replace(article, reader=Reader(version="", layout=article.reader.layout))
    return json.dumps(as_dict(unversioned), ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_a_saved_page_gives_its_record(page: Path) -> None:
    assert json.loads(as_record(page)) == json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_a_record_of_a_saved_page_is_sound(page: Path) -> None:
    article = extract(page.read_bytes(), url=address_of(page))
    if article is not None:
        assert [
            problem for problem in problems(article) if "fetched_at" not in problem and "capture" not in problem
        ] == []


def test_every_record_has_its_page() -> None:
    assert {path.with_suffix("") for path in FIXTURES.glob("*/*.json")} <= {page.with_suffix("") for page in PAGES}
