"""Where a site lists its articles: sections, archives by date, feeds, sitemaps; and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

Sure = Literal["seen", "named", "unverified"]
"""How sure a source is: "seen" to list articles; "named" by somebody who reads the site today, so that its path exists;
"unverified" where others list it and nobody has shown that it answers, or where one old record is all there is."""


@dataclass(frozen=True, slots=True)
class Section:
    """A listing of articles, newest first, on one or more pages."""

    path: str
    """Path of its first page, relative to the home page."""
    pages: str | None = None
    """Path of a further page, relative to the first, with "{n}" for its number ("trang-{n}.html"), where the pages do not
    link to each other; null when a page's own links lead on."""
    sure: Sure = "seen"


def sections(*paths: str, pages: str | None = None) -> tuple[Section, ...]:
    """Sections with one scheme of further pages."""
    return tuple(Section(path, pages) for path in paths)


@dataclass(frozen=True, slots=True)
class Archive:
    """Listings by date: one for each day, month or year, as far back as the site has them."""

    path: str
    """Path with "{Y}", "{m}", "{d}" for year, month and day, relative to the home page: "/archive/{Y}/{m:02}/{d:02}/" with two
    digits, "/tin-cu?ngay={d}/{m}/{Y}" without a leading zero, "/{Y}/{m:02}/" by month."""
    begins: str | None = None
    """First day that it has ("2011-05-15"); null when nobody knows, so that a long row of empty days ends it."""
    pages: str | None = None
    """As for a section, relative to the page of a day."""
    sure: Sure = "seen"

    @property
    def step(self) -> Literal["day", "month", "year"]:
        """What one listing covers."""
        return "day" if "{d" in self.path else "month" if "{m" in self.path else "year"

    def path_of(self, day: date) -> str:
        """Path of the listing that covers a day."""
        return self.path.format(Y=day.year, m=day.month, d=day.day)

    def before(self, day: date) -> date:
        """The last day that the listing before covers."""
        first = {"day": day, "month": day.replace(day=1), "year": day.replace(month=1, day=1)}[self.step]
        return first - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Feed:
    """An RSS or Atom feed."""

    path: str
    """Path relative to the home page."""
    sure: Sure = "seen"


@dataclass(frozen=True, slots=True)
class Sitemap:
    """A sitemap or an index of sitemaps."""

    path: str
    """Path relative to the home page."""
    sure: Sure = "seen"


Source = Section | Archive | Feed | Sitemap


def named(*sources: Source) -> tuple[Source, ...]:
    """Sources that somebody who reads the site today names: a crawl tries them, and one that is gone fails no run."""
    return tuple(replace(source, sure="named") for source in sources)


def doubtful(*sources: Source) -> tuple[Source, ...]:
    """Sources that are unverified: a crawl tries them, and what goes wrong with one is a note, never a failure."""
    return tuple(replace(source, sure="unverified") for source in sources)


def plain(source: Source) -> dict[str, str]:
    """A source as plain values."""
    return {"kind": type(source).__name__.lower(), "path": source.path, "sure": source.sure}
