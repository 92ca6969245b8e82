"""Text as archived: NFC, one kind of white space, nothing invisible, otherwise as printed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.normalize.text import clean, clean_lines


@pytest.mark.parametrize(
    ("printed", "archived"),
    [
        pytest.param("Thư\u0301 Tư", "Thứ Tư", id="decomposed tone"),
        pytest.param("đô\u0300ng", "đồng", id="hat composed, tone not"),
        pytest.param("Hòa Bình, Hoà Bình", "Hòa Bình, Hoà Bình", id="tone marks stay where they are"),
        pytest.param("một\u00a0hai\t ba\n bốn", "một hai ba bốn", id="white space"),
        pytest.param("từ\u00ad ngữ\u200b, dấu\ufeff", "từ ngữ, dấu", id="soft hyphen, zero width, byte order mark"),
        pytest.param("\u202aphải\u202c sang trái\u200f", "phải sang trái", id="direction marks"),
        pytest.param("a\u0007b\u007fc", "abc", id="control characters"),
        pytest.param("ភាសាខ្មែរ", "ភាសាខ្មែរ", id="Khmer marks stay"),
        pytest.param("می\u200cخواهم", "می\u200cخواهم", id="joiner that Persian needs"),
        pytest.param("👩\u200d💻", "👩\u200d💻", id="joiner in an emoji"),
        pytest.param("Việt\u200dNam", "ViệtNam", id="joiner between Latin letters"),
        pytest.param(" \u200b\u00a0 ", None, id="nothing left"),
        pytest.param("", None, id="empty"),
        pytest.param(None, None, id="none"),
    ],
)
def test_clean(printed: str | None, archived: str | None) -> None:
    assert clean(printed) == archived


def test_lines_stay_lines() -> None:
    assert clean_lines("một \n\n  hai\u200b\n \nba") == "một\nhai\nba"


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert once is None or (once == " ".join(once.split()) and unicodedata.is_normalized("NFC", once))
