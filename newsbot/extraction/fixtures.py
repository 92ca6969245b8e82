"""Fixtures: saved pages beside what reading them must give, `<folder>/<site>/<case>.html` and `<case>.json`.

The page is kept byte for byte as it was served. The JSON is its archive line, indented and without the version of the reader;
for a page that is no article it says what the page is instead: `{"url": …, "not_article": "listing"}`. A further key
`content_type` has the header of a page that without it gives another record.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from newsbot.archive import as_dict
from newsbot.article import Reader
from newsbot.console.exit_codes import Exit
from newsbot.extraction.page import read_page, site_for
from newsbot.fetch.page import Page, PageError, claimed_url, load_page
from newsbot.normalize import urls
from newsbot.reader import Reading
from newsbot.site import SITE_ID, Site
from newsbot.spiders import all_sites, site_files

Record = dict[str, Any]

FOLDER = Path("tests", "fixtures")
"""Where the fixtures of bundled sites are, seen from the repository."""

NOT_OF_THE_PAGE = ("fetched_at", "http_status", "capture")
"""Keys of a record that a crawl fills in, not the page."""

REVIEW = """\
Before you commit it, check line by line, with the page open beside it:
- title and lead as printed; the lead once, and null when the page prints none
- body: first and last sentence, every sub-heading; no caption, byline, credit, related link, advertisement or player text
- captions: every one, in page order; images: the real URLs, not those of a placeholder
- byline as printed, the names in it, agency and video_source
- published_at: the article's date and not the page's clock, with the right day, month and time zone
- related_links with the heading they stand under; section and tags
- blocks in the order of the page; flags: each is true"""
"""What a person looks at in the record of an article."""

OWN_TEXT = """\
The page must be your own text. Other people's text and markup stay out of the repository: keep the structure, write every
sentence, name and URL anew, then run `newsbot record --refresh {site} --apply` and check again."""
"""What a person makes sure of before a page enters the repository."""


@dataclass(frozen=True, slots=True)
class Fixture:
    """A pair of files."""

    html: Path
    """The page; it exists, unless the pair is being made."""

    @property
    def json(self) -> Path:
        """What reading the page must give."""
        return self.html.with_suffix(".json")

    @property
    def site(self) -> str:
        """Id of the site that the page is of."""
        return self.html.parent.name

    @property
    def name(self) -> str:
        """Site and case, as people say it."""
        return f"{self.site}/{self.html.stem}"

    def expected(self) -> Record | None:
        """What stands in the JSON; None when there is nothing yet. Raises ValueError for one that is no JSON object."""
        if not self.json.exists():
            return None
        try:
            record = json.loads(self.json.read_bytes())
        except ValueError as error:
            raise ValueError(f"{self.json}: not JSON: {error}") from error
        if not isinstance(record, dict | None):
            raise ValueError(f"{self.json}: not a JSON object")
        return record

    def page(self) -> Page:
        """The page: at the URL on record, else the one it claims, else one made from its name."""
        body = self.html.read_bytes()
        known = self.expected() or {}
        site = all_sites().get(self.site)
        home = site.home if site else f"https://{self.site}.example/"
        url = known.get("url") or claimed_url(body) or f"{home}{self.html.stem}.html"
        return Page(body, url, known.get("content_type"))

    def write(self, record: Record) -> None:
        """Write the JSON. Raises OSError."""
        self.json.write_text(as_text(record), encoding="utf-8")


def folder_of(site: str) -> Path:
    """Where the fixtures of a site are: beside its file, for one from elsewhere."""
    file = site_files().get(site)
    return FOLDER if file is None or file.bundled else file.fixtures


def folders() -> list[Path]:
    """Every folder that fixtures may be in, that of the bundled sites first."""
    elsewhere = (file.fixtures for file in site_files().values() if not file.bundled)
    return [folder for folder in dict.fromkeys((FOLDER, *elsewhere)) if folder.is_dir()]


def fixtures(folder: Path, sites: Sequence[str] = ()) -> list[Fixture]:
    """The fixtures of some sites, or of all, by name."""
    pages = sorted(folder.glob("*/*.html"))
    return [Fixture(page) for page in pages if not sites or page.parent.name in sites]


def as_text(record: Record) -> str:
    """The JSON as the file has it."""
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def record_of(page: Page) -> Record:
    """What reading the page gives, as its fixture says it."""
    record = _told(_read(page), page.url)
    if page.content_type and record != _told(_read(replace(page, content_type=None)), page.url):
        record["content_type"] = page.content_type
    return record


def _read(page: Page) -> Reading:
    return read_page(page.body, url=page.url, content_type=page.content_type)


def _told(reading: Reading, url: str) -> Record:
    if reading.article is None:
        return {"url": url, "not_article": reading.kind}
    unversioned = replace(reading.article, reader=Reader(version="", layout=reading.article.reader.layout))
    return {key: [*value] if isinstance(value, tuple) else value for key, value in as_dict(unversioned).items()}


@dataclass(frozen=True, slots=True)
class Recorded:
    """A pair that was saved for review."""

    fixture: Fixture
    record: Record
    reason: str | None
    """Why the page is no article; None for an article."""

    @property
    def empty(self) -> list[str]:
        """The keys for which nothing was found on the page."""
        return [key for key, value in self.record.items() if value in (None, []) and key not in NOT_OF_THE_PAGE]


def load(site: Site, name: str, url: str | None, content_type: str | None) -> Page:
    """A page of the site from a file. Without `url` its URL is the one it claims, else one made from the file's name.

    Raises PageError.
    """
    page = load_page(name, url, content_type)
    if url or claimed_url(page.body):
        return page
    return replace(page, url=site.url(urlsplit(page.url).path))


def save(site: Site, page: Page, folder: Path, case: str | None = None, *, force: bool = False) -> Recorded:
    """Read a page and save it with what reading gives. Without `case` the pair is called after what the page is.

    Raises PageError for a page that is empty or not of the site, for a name that is none, and when the pair exists, unless
    `force`; OSError when it cannot be written: nothing is left of a new pair then.
    """
    page = replace(page, url=_own_url(site, page))
    if not page.body.strip():
        raise PageError(Exit.SOME_FAILED, f"{page.url}: the page is empty: there is nothing to record")
    reading = _read(page)
    case = case or ("article" if reading.article else reading.kind.replace("_", "-"))
    if not SITE_ID.fullmatch(case):
        raise PageError(Exit.USAGE, f"{case!r} cannot name a case: small letters, digits, '-', '.' and '_'")
    fixture = Fixture(folder / site.name / f"{case}.html")
    taken = next((path for path in (fixture.html, fixture.json) if path.exists()), None)
    if taken and not force:
        raise PageError(Exit.USAGE, f"{taken} exists: name another case with --case, or overwrite it with --force")
    record = record_of(page)
    fixture.html.parent.mkdir(parents=True, exist_ok=True)
    _write_pair({fixture.html: page.body, fixture.json: as_text(record).encode()})
    return Recorded(fixture, record, reading.reason)


def _own_url(site: Site, page: Page) -> str:
    url = urls.canonical(page.url)
    if site.own(url):
        return url
    other = site_for(url)
    raise PageError(Exit.USAGE, f"{url} is a page of {other.name}, not of {site.name} ({', '.join(site.hosts)})")


def _write_pair(contents: dict[Path, bytes]) -> None:
    """Write the files or, when one cannot be written, none."""
    parts = {path: path.with_name(f"{path.name}.part") for path in contents}
    try:
        for path, part in parts.items():
            part.write_bytes(contents[path])
        for path, part in parts.items():
            part.replace(path)
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """A fixture that the present code reads otherwise than its JSON says."""

    fixture: Fixture
    record: Record
    """What reading the page gives now."""
    changes: tuple[tuple[str, tuple[str, ...]], ...]
    """By key that has changed: the lines that went ("- …") and came ("+ …")."""

    def __str__(self) -> str:
        """The name of the fixture, and below it each key that has changed with its lines, as a person reads them."""
        fields = ("\n    ".join((f"  {key}", *lines)) for key, lines in self.changes)
        return "\n".join((self.fixture.name, *fields))


def refresh(pairs: Iterable[Fixture]) -> Iterator[Refreshed]:
    """Read the saved pages again, never the web. Raises ValueError for a JSON that cannot be read."""
    for fixture in pairs:
        before, after = fixture.expected() or {}, record_of(fixture.page())
        changed = tuple(changes(before, after))
        if changed:
            yield Refreshed(fixture, after, changed)


def changes(before: Record, after: Record) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each key whose value differs, with the lines of the difference."""
    for key in {**after, **before}:
        old, new = _lines(before, key), _lines(after, key)
        if old != new:
            difference = list(difflib.unified_diff(old, new, n=0, lineterm=""))[2:]
            yield key, tuple(f"{line[0]} {line[1:]}" for line in difference if not line.startswith("@@"))


def _lines(record: Record, key: str) -> list[str]:
    """A value as lines: the paragraphs of a text, the parts of a list."""
    if key not in record:
        return []
    value = record[key]
    if isinstance(value, str) and "\n" in value:
        return [line for line in value.splitlines() if line]
    return [json.dumps(part, ensure_ascii=False) for part in (value if isinstance(value, list) and value else [value])]
