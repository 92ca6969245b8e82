"""A few hundred mutated inputs of each kind; `benchmarks/fuzz.py` is the long form."""

from __future__ import annotations

import pytest

from tests.fuzz.check import CHECKS, check, check_number
from tests.fuzz.inputs import KINDS, Input, make_input

INPUTS = 400


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, INPUTS, 100))
def test_mutated_inputs_are_read_or_refused(first: int) -> None:
    wrong = {number: found for number in range(first, first + 100) if (found := check_number(number))}
    assert wrong == {}


@pytest.mark.parametrize("number", [14, 12144, 18921, 26142])
def test_what_was_read_wrongly_once(number: int) -> None:
    """A sitemap, a root and a box of links with half a character; a page of whose text nothing visible is left."""
    assert check_number(number) is None


def test_an_input_is_made_again_from_its_number() -> None:
    made = [make_input(number) for number in range(40)]
    assert made == [make_input(number) for number in range(40)]
    assert {one.kind for one in made} == {*KINDS} == {*CHECKS}


def test_what_is_read_wrongly_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Input) -> None:
        raise KeyError("no such thing")

    monkeypatch.setitem(CHECKS, "page", broken)
    assert "KeyError: 'no such thing'" in (check(Input("page", b"")) or "")
