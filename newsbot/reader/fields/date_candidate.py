"""A date of a page: what it is, where it stands, what it is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from newsbot.normalize.dates import Moment, Order, has_label, parse_date

Kind = Literal["published", "updated", "other", ""]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date that may be that of publication."""

    moment: Moment
    source: str
    """Where it was found."""
    raw: str
    """As printed, or as in the metadata."""
    printed: bool = False
    kind: Kind = ""
    """What its label says of it; "" without label."""
    stamped: bool = False
    """Whether an attribute for programs says it, and not the printed text."""
    named: bool = True
    """Whether it stands in an element of its own, or is one of those named for dates."""


@dataclass(frozen=True, slots=True)
class DateStyle:
    """How a page writes its dates."""

    order: Order
    language: str | None
    """In lower case."""

    @property
    def is_vietnamese(self) -> bool:
        """Whether the page is in Vietnamese."""
        return (self.language or "").startswith("vi")

    def declared(self, text: str) -> Moment | None:
        """The date that metadata give."""
        return parse_date(text, order=self.order)

    def printed(self, text: str) -> Moment | None:
        """The date in a printed line; English of a country that puts the day first does so before AM and PM too."""
        is_british = self.order == "DMY" and (self.language or "").startswith("en")
        return parse_date(text, order=self.order, language="en-gb" if is_british else self.language)

    def other_order(self, text: str) -> Moment | None:
        """The date in a text whose numbers are read in the other order."""
        return parse_date(text, order="DMY" if self.order == "MDY" else "MDY", language="en-gb")


def kind_of(text: str) -> Kind:
    """What the label in a date line says; publication when it has both."""
    if has_label(text, "published"):
        return "published"
    return "updated" if has_label(text, "updated") else "other" if has_label(text, "other") else ""
