"""A value together with where it was found, so that a reading can explain itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value read from a page."""

    value: T
    """The value."""
    source: str
    """The element or metadata it came from: "h1.title", "meta[property='og:title']", "json-ld NewsArticle.headline"."""
    rule: str
    """The rule that chose it, in a few words."""
