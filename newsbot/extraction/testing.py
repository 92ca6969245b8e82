"""Tests of the fixtures of sites from elsewhere: `pytest --pyargs newsbot.extraction.testing`.

They find what NEWSBOT_SITES and the entry points name. In a test suite of one's own, one line does the same:
`from newsbot.extraction.testing import *`.
"""

from __future__ import annotations

from itertools import chain

import pytest

from newsbot.extraction.fixtures import FOLDER, Fixture, fixtures, folders, refresh
from newsbot.spiders import broken_sites, site_files

__all__ = ["test_a_saved_page_gives_its_record", "test_a_site_file_can_be_used"]

PAIRS = [*chain.from_iterable(fixtures(folder) for folder in folders() if folder != FOLDER)]
FILES = [name for name, file in site_files().items() if not file.bundled]


@pytest.mark.parametrize("fixture", PAIRS, ids=lambda fixture: fixture.name)
def test_a_saved_page_gives_its_record(fixture: Fixture) -> None:
    """Reading the page gives what is saved beside it; a failure shows what `newsbot record --refresh` shows."""
    if found := [*refresh([fixture])]:
        pytest.fail("\n".join(map(str, found)), pytrace=False)


@pytest.mark.parametrize("site", FILES)
def test_a_site_file_can_be_used(site: str) -> None:
    """Nothing is wrong with the site file."""
    assert site not in broken_sites(), broken_sites()[site]
