"""Every saved page gives the record saved beside it, or is no article for the reason saved beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsbot import extract
from newsbot.archive import problems
from newsbot.extraction.fixtures import Fixture, fixtures, record_of, refresh

FIXTURES = Path(__file__).parents[1] / "fixtures"
every_fixture = pytest.mark.parametrize("fixture", fixtures(FIXTURES), ids=lambda fixture: fixture.name)


@every_fixture
def test_a_saved_page_gives_its_record(fixture: Fixture) -> None:
    """A failure shows what `newsbot record --refresh` shows, which also writes it (--apply)."""
    if record_of(fixture.page()) != fixture.expected():
        pytest.fail("\n".join(map(str, refresh([fixture]))), pytrace=False)


@every_fixture
def test_a_record_of_a_saved_page_is_sound(fixture: Fixture) -> None:
    page = fixture.page()
    article = extract(page.body, url=page.url, content_type=page.content_type)
    if article is not None:
        assert [
            problem for problem in problems(article) if "fetched_at" not in problem and "capture" not in problem
        ] == []


def test_a_record_that_is_not_given_is_shown_field_by_field(tmp_path: Path) -> None:
    saved = fixtures(FIXTURES)[0]
    changed = Fixture(tmp_path / saved.site / saved.html.name)
    changed.html.parent.mkdir()
    changed.html.write_bytes(saved.html.read_bytes())
    record = saved.expected() or {}
    changed.write({**record, "title": "Another title"})
    with pytest.raises(pytest.fail.Exception) as failure:
        test_a_saved_page_gives_its_record(changed)
    assert str(failure.value).splitlines() == [
        changed.name, "  title", '    - "Another title"', f"    + {json.dumps(record['title'], ensure_ascii=False)}",
    ]  # fmt: skip


def test_every_record_has_its_page() -> None:
    assert {path.with_suffix(".html") for path in FIXTURES.glob("*/*.json")} == {
        fixture.html for fixture in fixtures(FIXTURES)
    }
