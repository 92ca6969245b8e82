"""The verdict on a page that is no article."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a page is, when it is no article."""

    kind: str
    """"listing", "soft_404", "challenge", "paywall", "empty", "not_html", "unreadable"."""
    reason: str
    """Why, one line."""
