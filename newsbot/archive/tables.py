"""What the ledger holds: the states of a URL, and the tables with their rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from newsbot.article import Capture

APPLICATION_ID = 0x6E777362
"""'nwsb': tells a ledger from any other SQLite file (`PRAGMA application_id`)."""
LEDGER_VERSION = 5
"""Version of the tables (`PRAGMA user_version`)."""


_SITE = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,98}[a-z0-9])?")


def is_site_id(name: str) -> bool:
    """Whether a name can be that of a site, and so of its folder: letters a-z, digits, dot, dash and underscore."""
    return _SITE.fullmatch(name) is not None


class State(StrEnum):
    """Where a URL stands. Every discovered URL has exactly one."""

    PENDING = "pending"
    """Discovered, to be fetched."""
    IN_FLIGHT = "in_flight"
    """Being fetched or read by the running crawl; pending again when that crawl dies."""
    ARCHIVED = "archived"
    """Its article is a line in the archive."""
    UNCHANGED = "unchanged"
    """Fetched again; the archive already holds this content."""
    DUPLICATE = "duplicate"
    """The same article as another URL, which holds the line."""
    NOT_ARTICLE = "not_article"
    """Fetched, and it is no article; the reason says what it is."""
    MOVED = "moved"
    """Redirects to another URL, which has its own row."""
    GONE = "gone"
    """404, 410 or a soft 404."""
    BLOCKED = "blocked"
    """The site refuses (403, 429, a challenge page)."""
    DISALLOWED = "disallowed"
    """robots.txt does not allow it."""
    TOO_LARGE = "too_large"
    """Longer than the limit; not read."""
    FAILED = "failed"
    """No answer, a server error, or a page that could not be read; the reason says which."""
    QUARANTINED = "quarantined"
    """Fetched, and the answer is not believed until it is corroborated; the reason says why."""


MOVED_TO = "to "
"""How the reason of a moved URL begins; the URL it moved to follows."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the ledger knows of a URL. Times are UTC, ISO 8601."""

    url: str
    kind: str
    state: State
    reason: str | None
    discovered_at: str
    discovered_from: str
    """The source that brought it: URL of a feed, sitemap or section page; "command"; …"""
    updated_at: str
    attempts: int
    """How often it was taken for fetching since it was discovered or was due again."""
    http_status: int | None
    etag: str | None
    """`ETag` of the last response, as sent (RFC 9110 section 8.8.3)."""
    last_modified: str | None
    """`Last-Modified` of the last response, as sent (RFC 9110 section 8.8.2)."""
    article_id: str | None
    content_hash: str | None
    revision: int | None
    capture_file: str | None
    capture_offset: int | None
    capture_record_id: str | None
    capture_digest: str | None
    run: str | None
    """The run that set the state."""

    @property
    def capture(self) -> Capture | None:
        """The last capture of this URL."""
        if (file := self.capture_file) is None:
            return None
        return Capture(file, self.capture_offset or 0, self.capture_record_id or "", self.capture_digest or "")


@dataclass(frozen=True, slots=True)
class Line:
    """Where one revision of an article lies."""

    article_id: str
    revision: int
    url: str
    content_hash: str
    file: str
    """JSONL file, relative to the site's folder; the offsets are those of its uncompressed text."""
    offset: int
    length: int
    """Bytes, the line feed included."""
    crc: int
    """CRC-32 of these bytes: an edited line is found out."""
    capture_file: str | None
    """The WARC file it was read from, relative to the site's folder."""
    capture_offset: int | None


@dataclass(frozen=True, slots=True)
class Mark:
    """What is remembered of a source that was read to its end: a feed, a sitemap, a section. Times are UTC, ISO 8601.

    It is committed together with the URLs that it covers or after them, so a mark never stands for what is not there.
    """

    url: str
    """URL of the feed or sitemap, or of the section's first page."""
    walked_at: str
    """When the reading came to its end."""
    rules: str
    """What told articles from other URLs then: with other rules, more may be found in the same lists."""
    number: int
    """Number of the URL discovered last before that: URLs with a higher number may be those of a later walk that was cut off."""
    reached: str | None = None
    """How far into the past it was read; null when that is all of it."""
    etag: str | None = None
    last_modified: str | None = None
    listed: str | None = None
    """For a sitemap below an index, the time of change that the index gave for it."""


@dataclass(frozen=True, slots=True)
class ListSeen:
    """When a list was last read that named any article: a feed, a sitemap, a section, the home page."""

    name: str
    """URL of the list: of a section its first page."""
    source: str
    """The source that it belongs to: the sitemaps of an index are of one source."""
    seen_at: str
    """When the run that read it ended (UTC, ISO 8601)."""
    number: int
    """Number of the URL discovered last in that run: URLs with a higher number were not known then."""


@dataclass(frozen=True, slots=True)
class Recrawl:
    """When the article at a URL is fetched again; an article that is there and too old to change has none."""

    url: str
    born_at: datetime | None = None
    """From when its age is counted; None when nobody knows."""
    due_at: datetime | None = None
    """When to fetch it again; None when that is not planned."""
    gone_at: datetime | None = None
    """When it was first found to be gone; None while it is there."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a site seems to do that is not believed until it is corroborated on other days. Times are UTC, ISO 8601."""

    kind: str
    """What it seems to do (`newsbot.crawl.verdict.Kind`)."""
    since: str
    """When it was first seen."""
    seen_at: str
    """When it was last seen."""
    days: int
    """On how many days it was seen."""
    is_believed: bool
    """It has lasted: what fits it is applied."""
    told: str
    """What is believed to have happened, in one sentence."""


SOURCES = """
CREATE TABLE sources (
    url TEXT PRIMARY KEY,
    walked_at TEXT NOT NULL,
    rules TEXT NOT NULL,
    number INTEGER NOT NULL,
    reached TEXT,
    etag TEXT,
    last_modified TEXT,
    listed TEXT
) STRICT, WITHOUT ROWID;
"""

REVISITS = """
CREATE TABLE revisits (url TEXT PRIMARY KEY, born_at TEXT, due_at TEXT, gone_at TEXT) STRICT, WITHOUT ROWID;
CREATE INDEX revisits_due ON revisits (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX urls_other ON urls (article_id) WHERE state = 'duplicate';
"""

_LINE_COLUMNS = """
    article_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    url TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    file TEXT NOT NULL,
    "offset" INTEGER NOT NULL,
    length INTEGER NOT NULL,
    crc INTEGER NOT NULL,
    capture_file TEXT,
    capture_offset INTEGER,
    PRIMARY KEY (article_id, revision)
"""

OWED = f"""
CREATE TABLE owed ({_LINE_COLUMNS}) STRICT, WITHOUT ROWID;
CREATE TABLE ended (run TEXT NOT NULL) STRICT;
"""

DOUBTS = """
CREATE TABLE doubts (
    kind TEXT PRIMARY KEY,
    since TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    days INTEGER NOT NULL,
    is_believed INTEGER NOT NULL,
    told TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE homes (role TEXT PRIMARY KEY, home TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE doubtful_texts (text TEXT PRIMARY KEY, seen_at TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""

RETRACTIONS = """
CREATE TABLE retractions (
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    reason TEXT NOT NULL,
    retracted_at TEXT NOT NULL,
    run TEXT NOT NULL,
    PRIMARY KEY (id, revision)
) STRICT, WITHOUT ROWID;
"""

LISTS = """
CREATE TABLE lists (
    name TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
"""

MIGRATIONS = {1: SOURCES, 2: REVISITS, 3: OWED, 4: DOUBTS + RETRACTIONS + LISTS}
"""Statements that make of a ledger of each earlier version one of the next."""

SCHEMA = f"""
CREATE TABLE urls (
    seq INTEGER PRIMARY KEY,
    url TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    discovered_at TEXT NOT NULL,
    discovered_from TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    http_status INTEGER,
    etag TEXT,
    last_modified TEXT,
    article_id TEXT,
    content_hash TEXT,
    revision INTEGER,
    capture_file TEXT,
    capture_offset INTEGER,
    capture_record_id TEXT,
    capture_digest TEXT,
    run TEXT
) STRICT;
CREATE INDEX urls_by_state ON urls (state);
CREATE TABLE lines ({_LINE_COLUMNS}) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX lines_by_place ON lines (file, "offset");
CREATE TABLE files (name TEXT PRIMARY KEY, size INTEGER NOT NULL) STRICT, WITHOUT ROWID;
{SOURCES}{REVISITS}{OWED}{DOUBTS}{RETRACTIONS}{LISTS}PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {LEDGER_VERSION};
"""
