"""A walk through a section or an archive by date: which page comes next, and where it ends. No requests, no disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from newsbot.archive import Mark
from newsbot.discover.window import Window
from newsbot.normalize.urls import repeats_itself
from newsbot.site import Api, Archive, Section, Site

QUIET_PAGES = 3
"""Listing pages in a row without an article unseen in that walk, after which the walk ends (a calendar, a loop)."""
EMPTY = {"day": 30, "month": 6, "year": 2}
"""Listings in a row of an archive that are empty, by what one covers, after which the archive is taken to begin there."""
API_MAX_PAGES = 5_000
"""Pages of an API that are asked for: ten articles a page are more than a paper publishes in a category in twenty years."""


class End(StrEnum):
    """Why a walk ended."""

    LAST = "the last page"
    KNOWN = "known ground"
    OLD = "older than asked for"
    QUIET = "nothing new"
    BARREN = "no new article in what it lists"
    LOOP = "a next page whose path repeats itself"
    SPENT = "the listing pages of a run"
    CIRCLE = "a next page that was had before"
    EMPTY = "nothing but empty listings"
    REPEATED = "a page that lists what the first one does"
    ENDLESS = "more pages than any paper has"


@dataclass(slots=True)
class Walk:
    """Where a walk stands. It goes on page by page; in an archive, from the last page of a day to the day before."""

    site: Site
    source: Section | Archive | Api
    window: Window
    now: datetime
    mark: Mark | None = None
    """What an earlier walk left, when that covers all that is asked for now."""
    is_known: Callable[[str], bool] = lambda _: False
    """Whether that earlier walk had found a URL."""
    day: date | None = None
    """Last day that the present listing covers; null in a section."""
    page: int = 1
    """Number of the page within the present listing."""
    quiet: int = 0
    empty: int = 0
    skipped: bool = False
    """Articles were left out because they are older than asked for."""
    is_whole: bool = True
    """Every page of it was had in full."""
    _seen: set[str] = field(default_factory=set)
    _asked: set[str] = field(default_factory=set)
    _met_known: bool = False
    _fresh: int = 0
    """Articles of the present page that were unseen in this walk; of those, the ones neither known nor old; and old."""
    _wanted: int = 0
    _repeats: bool = False
    """Whether the present page lists articles, and none that is unseen in this walk."""
    _old: int = 0

    @property
    def is_at_start(self) -> bool:
        """Whether the present page is the first of a section."""
        return not isinstance(self.source, Archive) and self.page == 1

    @property
    def found_nothing(self) -> bool:
        """Whether no page had a link to an article."""
        return not self._seen

    @property
    def seen(self) -> frozenset[str]:
        """URLs of the articles that it came by."""
        return frozenset(self._seen)

    @property
    def first(self) -> str:
        """URL under which the walk is remembered."""
        return self.site.url(self.source.path_of(1) if isinstance(self.source, Api) else self.source.path)

    def start(self) -> str | None:
        """URL of the first page; None when an archive has nothing in the time asked for."""
        if not isinstance(self.source, Archive):
            return self._ask(self.first)
        self.day = self.window.days(self.now)[0]
        return self._ask(self.site.url(self.source.path_of(self.day))) if self.day >= self._begins else None

    @property
    def _begins(self) -> date:
        """The first day that an archive has in the time asked for."""
        assert isinstance(self.source, Archive)
        known = date.fromisoformat(self.source.begins) if self.source.begins else date(1990, 1, 1)
        return max(known, self.window.days(self.now)[1] or known)

    def take(self, urls: Iterable[str], dates: Mapping[str, datetime] | None = None) -> list[str]:
        """Of the articles of a page, those that are unknown and asked for, as far as their URLs and the listing's dates tell."""
        dates = dates or {}
        listed = [*dict.fromkeys(urls)]
        fresh = [url for url in listed if url not in self._seen]
        self._repeats = bool(listed) and not fresh
        self._seen.update(fresh)
        unknown = [url for url in fresh if not (self.mark and self.is_known(url))]
        self._met_known = self._met_known or len(unknown) < len(fresh)
        past = {
            url for url in unknown if self.window.is_past(dates.get(url)) or self.window.are_past(self.site.days(url))
        }
        wanted = [url for url in unknown if url not in past]
        self._fresh, self._wanted, self._old = len(fresh), len(wanted), len(unknown) - len(wanted)
        self.skipped = self.skipped or self._old > 0
        self.quiet = 0 if fresh else self.quiet + 1
        return [
            url
            for url in wanted
            if not self.window.is_outside(dates.get(url)) and not self.window.are_outside(self.site.days(url))
        ]

    def go_on(self, next_page: str | None) -> str | End:
        """Where to go after a page, whose own link to a next page is `next_page`; or why the walk ends here."""
        if self._fresh and not self._wanted:
            return End.OLD if self._old else End.KNOWN
        if isinstance(self.source, Api):
            return self._api_page()
        if isinstance(self.source, Section):
            return self._further(next_page)
        self.empty = 0 if self._fresh or self.page > 1 else self.empty + 1
        further = self._further(next_page) if self._fresh else End.LAST
        return self._listing_before() if isinstance(further, End) else further

    def _api_page(self) -> str | End:
        """The next page of an API."""
        assert isinstance(self.source, Api)
        if self._repeats:  # many answer a number after the last one with the last page
            return End.REPEATED if self.page == 2 else End.LAST  # noqa: PLR2004 - the page after the first
        if not self.source.is_paged or not self._fresh:
            return End.LAST
        if self.page >= API_MAX_PAGES:
            return End.ENDLESS
        self.page += 1
        return self._ask(self.site.url(self.source.path_of(self.page)))

    def _further(self, next_page: str | None) -> str | End:
        """The next page of the present listing."""
        assert not isinstance(self.source, Api)
        if next_page is None and self.source.pages and self._fresh:
            next_page = self.site.url(_further(self._path, self.source.pages, self.page + 1))
        if next_page is None:
            return End.LAST
        if next_page in self._asked:
            return End.CIRCLE
        if repeats_itself(next_page):
            return End.LOOP
        if self.quiet >= QUIET_PAGES:
            return End.QUIET
        self.page += 1
        return self._ask(next_page)

    def _listing_before(self) -> str | End:
        """The listing of an archive before the present one."""
        assert isinstance(self.source, Archive)
        assert self.day is not None
        if self.empty >= EMPTY[self.source.step]:
            return End.EMPTY
        self.page, self.quiet = 1, 0
        while (day := self.source.before(self.day)) >= self._begins:
            self.day = day
            url = self.site.url(self.source.path_of(day))
            if url not in self._asked:  # a page may have led there as its next one
                return self._ask(url)
        return End.LAST if self.window.since is None else End.OLD

    @property
    def _path(self) -> str:
        """Path of the first page of the present listing."""
        if self.day is None or not isinstance(self.source, Archive):
            return self.source.path
        return self.source.path_of(self.day)

    def _ask(self, url: str) -> str:
        self._asked.add(url)
        return url

    def is_complete(self, end: End) -> bool:
        """Whether everything up to its end was had.

        A walk after another one has to meet what that one found: a listing that shows nothing of it is out of order today.
        """
        if not self.is_whole or not self._seen or end in (End.BARREN, End.LOOP, End.SPENT, End.REPEATED, End.ENDLESS):
            return False
        return self.mark is None or self._met_known or end is End.OLD

    def reached(self, end: End) -> datetime | None:
        """How far into the past the walk has taken everything, now that it has ended; None for as far as the source goes."""
        if end is End.OLD or self.skipped:
            return self.window.since
        if end is End.KNOWN and self.mark and self.mark.reached:
            return datetime.fromisoformat(self.mark.reached)
        return None


def _further(path: str, pages: str, number: int) -> str:
    """Path of page `number` of the listing at `path`; `pages` as in `Section.pages`."""
    page = pages.format(n=number)
    return path + page if page.startswith("&") else f"{path.rstrip('/')}/{page}"
