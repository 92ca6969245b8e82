"""Whom a directive to robots addresses, and whether it asks for no public copy."""

from __future__ import annotations

import pytest

from newsbot.normalize.robots_directives import header_says_noarchive, says_noarchive


@pytest.mark.parametrize(
    ("content", "asks"),
    [
        ("noarchive", True),
        ("index, follow, NOARCHIVE", True),
        (" noarchive ,nofollow", True),
        ("noindex, nofollow", False),
        ("none", False),
        ("noarchives", False),
        ("", False),
    ],
)
def test_the_content_of_a_meta(content: str, asks: bool) -> None:
    assert says_noarchive(content) is asks


@pytest.mark.parametrize(
    ("fields", "asks"),
    [
        ([], False),
        (["noarchive"], True),
        (["noindex", "NoArchive"], True),
        (["newsbot: noarchive"], True),
        (["*: noarchive"], True),
        (["googlebot: noarchive"], False),
        (["googlebot: nofollow, noarchive"], False),
        (["googlebot: nofollow, newsbot: noindex, noarchive"], True),
        (["googlebot: nofollow", "noarchive"], True),
        (["unavailable_after: 25 Jun 2026 15:00:00 GMT, noarchive"], True),
        (["max-snippet:20, noarchive"], True),
        ([":,, :"], False),
    ],
)
def test_the_fields_of_a_response(fields: list[str], asks: bool) -> None:
    assert header_says_noarchive(fields) is asks
