"""Where a site lists its articles: sections, archives by date, feeds, sitemaps; and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

import jmespath
from jmespath.exceptions import JMESPathError

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


@dataclass(frozen=True, slots=True)
class Api:
    """A listing of articles as JSON or JSONP, newest first, on one or more pages: what a page's own script reads."""

    path: str
    """URL of a page, relative to the home page, with "{n}" for its number (1, 2, …) or "{offset}" for how many articles come
    before it; with neither there is one page. An API may stand on a host of its own."""
    rows: str
    """JMESPath from the document to the list of articles: "data[]"."""
    url: str
    """JMESPath from one of them to its URL, or to a path of the site: "link", "join('/', ['', category_slug, article_slug])"."""
    title: str | None = None
    """JMESPath from one of them to its headline."""
    date: str | None = None
    """JMESPath from one of them to its time of publication: ISO 8601, or seconds or milliseconds since 1970."""
    size: int = 0
    """Articles on a page, for "{offset}"."""
    sure: Sure = "seen"

    def __post_init__(self) -> None:
        """Raises ValueError for what is no JMESPath, and for "{offset}" without `size`."""
        for key in ("rows", "url", "title", "date"):
            path = getattr(self, key)
            try:
                if path is not None:
                    jmespath.compile(path)
            except JMESPathError as error:
                raise ValueError(f"Api: {key}: {path!r} is no JMESPath: {error}") from error
        if "{offset}" in self.path and self.size < 1:
            raise ValueError("Api: size: {offset} needs to know how many articles a page has")

    @property
    def is_paged(self) -> bool:
        """Whether there is more than one page."""
        return "{n}" in self.path or "{offset}" in self.path

    def path_of(self, page: int) -> str:
        """URL of a page by its number, from 1."""
        return self.path.replace("{n}", str(page)).replace("{offset}", str((page - 1) * self.size))


Source = Section | Archive | Feed | Sitemap | Api


def named(*sources: Source) -> tuple[Source, ...]:
    """Sources that somebody who reads the site today names: a crawl tries them, and one that is gone fails no run."""
    return tuple(replace(source, sure="named") for source in sources)


def doubtful(*sources: Source) -> tuple[Source, ...]:
    """Sources that are unverified: a crawl tries them, and what goes wrong with one is a note, never a failure."""
    return tuple(replace(source, sure="unverified") for source in sources)


def plain(source: Source) -> dict[str, str]:
    """A source as plain values."""
    return {"kind": type(source).__name__.lower(), "path": source.path, "sure": source.sure}
