"""Every saved page gives the record saved beside it, or is no article for the reason saved beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsbot import extract
from newsbot.archive import problems
from newsbot.extraction.fixtures import Fixture, fixtures, record_of

FIXTURES = Path(__file__).parents[1] / "fixtures"
every_fixture = pytest.mark.parametrize("fixture", fixtures(FIXTURES), ids=lambda fixture: fixture.name)


@every_fixture
def test_a_saved_page_gives_its_record(fixture: Fixture) -> None:
    assert record_of(fixture.page()) == fixture.expected()


@every_fixture
def test_a_record_of_a_saved_page_is_sound(fixture: Fixture) -> None:
    page = fixture.page()
    article = extract(page.body, url=page.url, content_type=page.content_type)
    if article is not None:
        assert [
            problem for problem in problems(article) if "fetched_at" not in problem and "capture" not in problem
        ] == []


def test_every_record_has_its_page() -> None:
    assert {path.with_suffix(".html") for path in FIXTURES.glob("*/*.json")} == {
        fixture.html for fixture in fixtures(FIXTURES)
    }
