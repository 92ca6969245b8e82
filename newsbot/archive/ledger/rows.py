"""Rows of a ledger as objects: the types are looked at, since a file from elsewhere may hold any."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import NoneType
from typing import Any, TypeVar, get_args, get_type_hints

from newsbot.archive.errors import ArchiveDamaged, ArchiveError

T = TypeVar("T")
MAX_SIGNATURES = 10_000


class Cursor(sqlite3.Cursor):
    """A cursor whose rows come or fail with the errors of an archive."""

    explain: Callable[[sqlite3.Error], ArchiveError]

    def __next__(self) -> Any:
        try:
            return super().__next__()
        except sqlite3.Error as error:
            raise self.explain(error) from error

    def fetchone(self) -> Any:
        """The next row, None behind the last one. Raises ArchiveError."""
        try:
            return super().fetchone()
        except sqlite3.Error as error:
            raise self.explain(error) from error

    def fetchall(self) -> list[Any]:
        """The rest of the rows. Raises ArchiveError."""
        try:
            return super().fetchall()
        except sqlite3.Error as error:
            raise self.explain(error) from error


_seen: set[tuple[Any, ...]] = set()
"""Kinds with types of rows that are right: rows of one table have few."""


def made(kind: type[T], row: tuple[Any, ...], path: Path) -> T:
    """A row as an object of a dataclass, its fields in their order. Raises ArchiveDamaged for another type."""
    signature = (kind, *map(type, row))
    if signature not in _seen:
        _check(kind, row, path)
        if len(_seen) < MAX_SIGNATURES:
            _seen.add(signature)
    return kind(*row)


def _check(kind: Any, row: tuple[Any, ...], path: Path) -> None:
    for (name, types), value in zip(_types(kind), row, strict=True):
        if type(value) not in types:
            raise ArchiveDamaged(
                f"{path}: {name} of a {kind.__name__} is {_WORDS[type(value)]}; restore it, or run newsbot verify --rebuild"
            )


_WORDS: dict[type, str] = {bytes: "bytes", float: "a fraction", int: "a number", str: "text", NoneType: "null"}


@cache
def _types(kind: Any) -> list[tuple[str, frozenset[type]]]:
    """The fields of a dataclass, with the types that each may have."""
    return [(name, frozenset(get_args(hint) or (hint,))) for name, hint in get_type_hints(kind).items()]
