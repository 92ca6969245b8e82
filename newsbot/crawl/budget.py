"""Budgets: what the lists of a site may cost in one run. Honest sites stay far below; what is cut off is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

BARREN_LISTS = 100
"""Feeds or sitemaps named in one place that bring nothing, in a row, after which the others named there are left."""
MAX_LISTS = 10_000
"""Feeds and sitemaps of a site that are asked for in one run: a sitemap for each day of 27 years."""
MAX_LISTING_PAGES = 50_000
"""Pages of sections and archives that are asked for in one run: a million articles, twenty on a page."""


@dataclass(slots=True)
class Budget:
    """Counts the lists of a site. A list is named somewhere: in an index of sitemaps, or by the site itself."""

    _lists: int = 0
    _listing_pages: int = 0
    _barren: Counter[str] = field(default_factory=Counter)
    _left: Counter[str] = field(default_factory=Counter)
    _seen: set[int] = field(default_factory=set)

    def takes(self, named_by: str | None) -> bool:
        """Whether one more feed or sitemap is asked for that is named there; counts it. Null for what is neither."""
        if named_by is None:
            return True
        if self._lists < MAX_LISTS:
            self._lists += 1
            return True
        self._left[named_by] += 1
        return False

    def lets(self, named_by: str | None) -> bool:
        """Whether a list that was taken is still worth its request; counts those that are not."""
        if named_by is None or self._barren[named_by] < BARREN_LISTS:
            return True
        self._left[named_by] += 1
        return False

    def note_barren(self, named_by: str) -> None:
        """A feed or sitemap could not be had, or is none."""
        self._barren[named_by] += 1

    def note_list(self, named_by: str, listed: Iterable[str]) -> None:
        """A feed or sitemap lists URLs of the site: none, or what another one listed, is nothing."""
        urls = frozenset(listed)
        brings = bool(urls) and hash(urls) not in self._seen
        self._seen.add(hash(urls))
        self._barren[named_by] = 0 if brings else self._barren[named_by] + 1

    def note_unchanged(self, named_by: str) -> None:
        """A feed or sitemap has not changed."""
        self._barren[named_by] = 0

    def takes_listing_page(self) -> bool:
        """Whether one more page of a section or an archive is asked for; counts it."""
        self._listing_pages += 1
        return self._listing_pages <= MAX_LISTING_PAGES

    @property
    def cuts(self) -> Iterator[str]:
        """What was cut off, a line for each place that names lists."""
        for named_by, count in self._left.items():
            is_barren = self._barren[named_by] >= BARREN_LISTS
            why = f"{BARREN_LISTS} in a row brought nothing" if is_barren else f"{MAX_LISTS} lists a run are enough"
            yield f"{count} of the {named_by} were not asked for: {why}"
