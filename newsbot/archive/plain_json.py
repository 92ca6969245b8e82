"""JSON of an archive, which may come from elsewhere: whatever is wrong with it is one ValueError."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")
MAX_INTEGER = (1 << 53) - 1
"""Larger numbers are no counts, and no numbers of everyone's JSON (RFC 8259 section 6)."""


def parsed(data: bytes) -> Any:
    """The value of a JSON text in UTF-8. Raises ValueError that says in a few words what is wrong with it."""
    try:
        return json.loads(data.decode("utf-8"), parse_constant=_no_constant, parse_int=_integer)
    except UnicodeDecodeError:
        raise ValueError("not UTF-8") from None
    except json.JSONDecodeError:
        raise ValueError("not JSON") from None
    except RecursionError:
        raise ValueError("nested too deep") from None


def parsed_as(data: bytes, kind: type[T]) -> T:
    """The same as an object of a dataclass. Raises ValueError, also for an unknown or missing key and for another type."""
    return as_kind(parsed(data), kind)


def as_kind(value: Any, kind: type[T]) -> T:
    """A JSON value as an object of a dataclass. Raises ValueError."""
    if type(value) is not dict:
        raise ValueError("not an object")
    if unknown := value.keys() - {field.name for field in fields(kind)}:  # type: ignore[arg-type]
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from None


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _integer(text: str) -> int:
    if len(text) > len(str(-MAX_INTEGER)) or abs(number := int(text)) > MAX_INTEGER:
        raise ValueError("a number is larger than any count")
    return number
