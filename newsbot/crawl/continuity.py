"""Whether what lists the articles of a site reaches back to what was known: a list that does not may have turned over in between.

A feed names the newest thirty articles. Where all of them are new, there may have been more, which no list will name again.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from newsbot.archive import Gap, Ledger
from newsbot.archive.tables import ListSeen

TURNED_OVER_MIN = 3
"""Articles that a list must name to have turned over: one of one or two does so with every article."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A list as this run read it."""

    now: ListSeen
    numbers: array[int]
    """Numbers of the URLs that it names, in order of discovery; empty for one that has not changed."""
    reaches_back: bool
    """It names an article that was known when it was last read, or has not changed since."""
    covers: bool
    """Articles are named in the order in which they came out, or all of them: what lies between two of them is there too."""


@dataclass(slots=True)
class Continuity:
    """The lists that this run has read, beside those of earlier runs. Raises ArchiveError."""

    ledger: Ledger
    _before: dict[str, ListSeen] = field(default_factory=dict)
    _read: dict[str, _Read] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._before = {seen.name: seen for seen in self.ledger.lists.each()}

    def note(self, name: str, source: str, urls: Iterable[str], *, covers: bool = True) -> None:
        """A list was read to its end and names these articles, which have been discovered. One that names none tells nothing."""
        number_of = self.ledger.urls.number_of
        numbers = array("q", (number for url in urls if (number := number_of(url)) is not None))
        if numbers:
            before = self._before.get(name)
            reaches_back = before is not None and min(numbers) <= before.number
            self._read[name] = _Read(self._now(name, source), numbers, reaches_back, covers)

    def note_unchanged(self, name: str, source: str) -> None:
        """A list has not changed since it was last read."""
        self._read[name] = _Read(self._now(name, source), array("q"), reaches_back=True, covers=True)

    def _now(self, name: str, source: str) -> ListSeen:
        return ListSeen(name, source, self.ledger.now(), self.ledger.urls.last_number())

    def gaps(self) -> Iterator[Gap]:
        """Where articles may be missing: a gap for each source of which a list does not reach back."""
        covered = {
            number for read in self._read.values() if read.reaches_back and read.covers for number in read.numbers
        }
        found: dict[str, Gap] = {}
        for read in self._read.values():
            since = self._since(read)
            if since is None or len(read.numbers) < TURNED_OVER_MIN or covered.issuperset(read.numbers):
                continue
            source = read.now.source
            if source not in found or since < found[source]["since"]:
                found[source] = Gap(source=source, since=since, until=read.now.seen_at)
        yield from found.values()

    def _since(self, read: _Read) -> str | None:
        """When a list that does not reach back was last read; None for one that does, and for one that was never read before.

        A sitemap that an index names for the first time goes on from those that it named before, when one of them is still there.
        """
        if read.reaches_back:
            return None
        if before := self._before.get(read.now.name):
            return before.seen_at
        source = read.now.source
        if any(other.reaches_back for other in self._read.values() if other.now.source == source):
            return None
        return max((seen.seen_at for seen in self._before.values() if seen.source == source), default=None)

    def end(self) -> None:
        """Keep what was read for the next run, with the next commit."""
        for read in self._read.values():
            self.ledger.lists.put(read.now)
