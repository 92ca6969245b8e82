"""The data guide explains every key, in the order in which it is written, and every state."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from newsbot.archive import RunReport, State
from newsbot.article import BLOCK_TYPES, Article, Block, Capture, Image, Link, Reader, Video

GUIDE = (Path(__file__).parents[2] / "data" / "README.md").read_text(encoding="utf-8")


def tables(heading: str) -> list[list[str]]:
    """First two cells of the table rows under a heading."""
    _, _, rest = GUIDE.partition(f"\n{heading}\n")
    section = re.split(r"\n#", rest, maxsplit=1)[0]
    return [
        [cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:3]]
        for row in re.findall(r"^\| `.*$", section, re.MULTILINE)
    ]


def words_for(kind: Any) -> str:
    """How the guide names the type of a field."""
    arguments = get_args(kind)
    if NoneType in arguments:
        (inner,) = (one for one in arguments if one is not NoneType)
        return f"{words_for(inner)} or null"
    if get_origin(kind) is tuple:
        return {str: "list of strings"}.get(arguments[0], f"list of {arguments[0].__name__.lower()}s")
    if kind in (Reader, Capture) or get_origin(kind) is Mapping:
        return "object"
    return "number" if kind in (int, float) else "string"


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("## The record", Article),
        ("### Link, in `related_links`", Link),
        ("### Image, in `images`", Image),
        ("### Video, in `videos`", Video),
        ("### Block, in `blocks`", Block),
        ("### Reader, in `reader`", Reader),
        ("### Capture, in `capture`", Capture),
        ("## The run log", RunReport),
    ],
)
def test_every_key_is_explained_in_its_order(heading: str, kind: Any) -> None:
    types = get_type_hints(kind)
    expected = [[f"`{field.name}`", words_for(types[field.name])] for field in fields(kind)]
    assert tables(heading) == expected


def test_every_state_is_explained() -> None:
    assert [name for name, _ in tables("## The ledger")] == [f"`{state}`" for state in State]


def test_every_block_type_is_named() -> None:
    row = next(line for line in GUIDE.splitlines() if line.startswith("| `type` |"))
    assert [name for name in re.findall(r"`(\w+)`", row) if name in BLOCK_TYPES][: len(BLOCK_TYPES)] == list(
        BLOCK_TYPES
    )
