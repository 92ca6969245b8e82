"""Text as archived: NFC, one kind of white space, nothing invisible, otherwise as printed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.normalize.text import MARKS_MAX, Form, clean, clean_lines, normal


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
        pytest.param("a\ufffe\uffff\U0001fffe\ufdd0b", "ab", id="non-characters"),
        pytest.param("a\ue000\U000e1000", "a\ue000\U000e1000", id="private use, unassigned"),
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


MARKS = "\u0301\u0323\u0344\u0302"
"""An acute, a dot below, two marks in one character, a hat: normalization puts them in another order."""


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        pytest.param("a" + "\u0316" * 30, 30, id="as many as may be"),
        pytest.param("a" + "\u0316" * 31, 30, id="one more"),
        pytest.param("\u0316" * 31, 30, id="without a letter"),
        pytest.param("x" * 29 + "\u0316" * 61, 30, id="from any place"),
        pytest.param("a" + "\u0344" * 30, 30, id="marks that become two"),
        pytest.param(("a" + "\u0316" * 40 + "b") * 2, 60, id="each run"),
        pytest.param(MARKS * 250_000, 30, id="a million: their square would take hours"),
    ],
)
def test_marks_in_a_row_are_bounded(text: str, marks: int) -> None:
    forms: tuple[Form, ...] = ("NFC", "NFD")
    for form in forms:
        composed = normal(text, form)
        assert sum(map(bool, map(unicodedata.combining, composed))) == marks
        assert unicodedata.is_normalized(form, composed)
    assert MARKS_MAX == 30


@given(st.text(st.sampled_from("aộ\u1100\u1161 " + MARKS), max_size=200))
def test_bounded_marks_stay_as_they_are(text: str) -> None:
    for once in (normal(text), clean(text) or ""):
        assert unicodedata.is_normalized("NFC", once)
        assert normal(once) == once
        assert clean(clean(text)) == clean(text)
