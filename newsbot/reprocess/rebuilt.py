"""What a ledger was made again from, and the first entry of a URL in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from newsbot.archive import Entry, State


@dataclass(slots=True)
class Rebuilt:
    """What a ledger was made from."""

    site: str
    lines: int = 0
    """Lines in the articles."""
    responses: int = 0
    """Responses in the captures."""
    apart: int = 0
    """Those of them that are no pages of the site: robots.txt, home page, feeds, listings, other hosts."""
    read: int = 0
    """Pages read again, to know what they are."""
    made: int = 0
    """Lines that were missing and were made again from the captures."""
    states: Counter[str] = field(default_factory=Counter)
    """URLs by state."""
    damage: list[str] = field(default_factory=list)
    """What could not be read, and is not in the new ledger."""
    kept: str | None = None
    """Name of the old ledger."""


def fresh_entry(url: str, when: str) -> Entry:
    """A URL of which nothing is known but that it was fetched at `when`: UTC, ISO 8601."""
    return Entry(
        url=url,
        kind="article",
        state=State.PENDING,
        reason=None,
        discovered_at=when,
        discovered_from="rebuilt",
        updated_at=when,
        attempts=0,
        http_status=None,
        etag=None,
        last_modified=None,
        article_id=None,
        content_hash=None,
        revision=None,
        capture_file=None,
        capture_offset=None,
        capture_record_id=None,
        capture_digest=None,
        run=None,
    )
