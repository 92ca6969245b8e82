"""After a run by a clock that ran ahead: what it fetched seems to have been fetched when it was too old to change.

So what is young by the clock of now is fetched again. It may be that clock that is wrong: what came out later is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path

from newsbot.archive.jsonl import glance
from newsbot.archive.ledger import Ledger
from newsbot.archive.months import TextDamaged, months, open_text, read_line
from newsbot.archive.recrawl import Plan, known_birth
from newsbot.archive.tables import Line, Recrawl
from newsbot.article import Article

TOLERANCE = timedelta(hours=1)
"""What clocks may differ by, as when one of two machines is not kept right."""
_BEGUN = "%Y%m%dT%H%M%SZ"
_CAPTURES = re.compile(r"captures/([0-9]{8}T[0-9]{6}Z)(?:-[0-9]+)?\.warc\.gz")


@dataclass(frozen=True, slots=True)
class Ahead:
    """A clock that ran ahead, and what that led to."""

    by: timedelta
    articles: int
    """How many are fetched again for it."""

    def __str__(self) -> str:
        by = f"{self.by.days} days" if self.by.days > 1 else f"{self.by // timedelta(hours=1)} hours"
        return f"the clock of an earlier run was ahead by {by} or more: {self.articles} articles are fetched again"


def recrawl_what_ran_ahead(folder: Path, ledger: Ledger, plan: Plan) -> Ahead | None:
    """Make due what a clock that ran ahead has fetched, and is young enough by the clock of now. None when there is nothing.

    Costs nothing while no capture file was begun in the future, else a look at every URL, and once at what that clock has dated.
    """
    now = ledger.clock()
    ahead = ahead_by(ledger.files.acknowledged(), now)
    if ahead <= TOLERANCE or not plan.ages:
        return None
    count = 0
    for url, discovered, article in _articles(folder, ledger.recrawls.settled_after(now)):
        since = known_birth(article, now, discovered)
        if since is None:
            continue
        ledger.urls.date_now(url)
        if plan.next_recrawl(since, now):
            ledger.recrawls.schedule(Recrawl(url, since, now))
            count += 1
    ledger.commit()
    return Ahead(ahead, count) if count else None


def ahead_by(files: Iterable[str], now: datetime) -> timedelta:
    """How far in the future the newest capture file was begun; negative when none was."""
    begun = max((found[1] for name in files if (found := _CAPTURES.fullmatch(name))), default="00010101T000000Z")
    try:
        return datetime.strptime(begun, _BEGUN).replace(tzinfo=UTC) - now
    except ValueError:  # no clock gave that name
        return timedelta.min


def _articles(folder: Path, lines: Iterable[tuple[str, datetime, Line]]) -> Iterator[tuple[str, datetime, Article]]:
    """The articles of lines that come in the order of the files. Those of a month that cannot be read are left to `verify`."""
    held = months(folder)
    for file, group in groupby(lines, lambda one: one[2].file):
        with suppress(KeyError, OSError, TextDamaged), open_text(held[file]) as stream:
            for url, discovered, line in group:
                yield url, discovered, _article(read_line(stream, held[file], line.offset, line.length))


def _article(line: bytes) -> Article:
    try:
        return glance(line)
    except ValueError:
        return Article()  # damaged: its age is not known
