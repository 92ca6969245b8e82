"""Evidence: a value together with where it was found, so that a reading can be explained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Evidence(Generic[T_co]):
    """A value read from a page."""

    value: T_co
    """The value."""
    source: str
    """The element or metadata it came from: "h1.title", "meta[property='og:title']", "json-ld NewsArticle.headline"."""
    rule: str
    """The rule that chose it, in a few words."""
