"""Making the ledger of a site again from its captures and articles, when it is lost or damaged; and lines that are missing.

Every line is a row again, and every page that was ever fetched has the state of its last response: archived when a line was read
from it, gone, moved, refused; what gave no line is read again to know what it is, and a line that is missing is made again
(reprocess.missing). Responses that are no pages (robots.txt, the home page, feeds, listings) have no place in a ledger. What
is a page is told by the lines, by redirects, by the form of the URL, and by the old ledger when it is sound; where it is not
and nothing is known of the form of the site's URLs, also by the page, when it reads as an article.

The new ledger is made beside the old one and takes its place in one step; the old one stays as `ledger.sqlite.<time>`.
"""

from __future__ import annotations

import os
import pickle
import shutil
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Self
from urllib.parse import urlsplit

from newsbot.archive import (
    ArchiveDamaged,
    ArchiveError,
    ArchiveNotWritable,
    Captured,
    Entry,
    Ledger,
    Line,
    State,
    WarcError,
    from_line,
    new_run_id,
)
from newsbot.archive.captures import capture_files, next_record, response_of
from newsbot.archive.errors import LedgerTooNew
from newsbot.archive.fault import fault
from newsbot.archive.files import remove, sync_folder
from newsbot.archive.lock import Lock
from newsbot.archive.manifest import sealed_names
from newsbot.archive.month_writer import line_of
from newsbot.archive.months import PackedDamaged, months, text_lines
from newsbot.archive.recover import recover
from newsbot.archive.recrawl import Plan, born, later_recrawl, second_recrawl
from newsbot.archive.tables import MOVED_TO, Recrawl
from newsbot.archive.tombstone import EMPTY_HASH, is_tombstone
from newsbot.archive.warc import Record, records
from newsbot.article import Article, Capture
from newsbot.extraction.folder_site import UnknownSiteError, site_of_folder
from newsbot.extraction.recapture import CaptureReader, Reread
from newsbot.extraction.response import GONE, redirect, refusal, target_of
from newsbot.reprocess.messages import Chunk
from newsbot.reprocess.missing import Look, MissingLines
from newsbot.reprocess.pool import Pool
from newsbot.reprocess.run import CHUNK
from newsbot.site import Site

_NAME = "ledger.sqlite"
_TO_READ = "to be read again"
_SQLITE = b"SQLite format 3\0"
_HTML = ("text/html", "application/xhtml+xml")
UNKNOWN = (
    "URLs that were discovered and never fetched: the next crawl discovers them again",
    "URLs that do not look like those of articles and never showed one with a date: the next crawl discovers those that "
    "are listed",
    "why a URL gave no answer, was too large, or was not asked for because of robots.txt: the next crawl finds out",
    "since when a page has led to the home page: its tombstone comes a day later, also one whose line is lost",
    "which source brought a URL, and how often it was asked for without an answer",
    "whether anything but title and text of a line was edited since: what stands there is taken for what was archived",
)
"""What captures and articles do not tell."""


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


def rebuild(folder: Path, jobs: int = 1, plan: Plan = Plan()) -> Rebuilt:  # noqa: B008 - frozen
    """Make the ledger of a site again; its articles are looked at again by `plan`.

    Raises ArchiveLocked, ArchiveNotWritable, and ArchiveDamaged, also for a ledger that a newer newsbot wrote; the old ledger
    then stands.
    """
    if (folder / _NAME).is_dir():
        raise ArchiveDamaged(f"{folder / _NAME} is a folder, and no ledger; move it away")
    lock = Lock(folder)
    try:
        with _OldLedger(folder / _NAME) as old:
            return _rebuild(folder, jobs, plan, old)
    except OSError as error:
        raise _refused(error, folder) from error
    finally:
        try:
            remove(folder.glob(f"{_NAME}.new*"))
        finally:
            lock.release()


def _refused(error: OSError, folder: Path) -> ArchiveError:
    """Articles and captures are only read, the rest is written."""
    where = Path(os.fsdecode(error.filename or folder / _NAME))
    if where.is_relative_to(folder / "articles") or where.is_relative_to(folder / "captures"):
        return ArchiveDamaged.unreadable(error, where)
    return ArchiveNotWritable.of(error, where)


class _OldLedger:
    """What the old ledger tells, when it is sound. Raises LedgerTooNew for one that a newer newsbot wrote."""

    def __init__(self, path: Path) -> None:
        self._ledger: Ledger | None = None
        if not _is_sqlite(path):
            return  # SQLite would take away the log beside it, which may be all that is left
        try:
            self._ledger = Ledger.open_readonly(path)
        except LedgerTooNew:
            raise
        except ArchiveError:
            return
        if self._ledger.problems():
            self.close()

    @property
    def is_there(self) -> bool:
        """Whether there is a sound one."""
        return self._ledger is not None

    def knows(self, url: str) -> bool:
        """Whether a URL was discovered as one of a page."""
        return self._ledger is not None and self._ledger.urls.state_of(url) is not None

    def close(self) -> None:
        """Leave it."""
        if self._ledger:
            self._ledger.close()
            self._ledger = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _is_sqlite(path: Path) -> bool:
    with suppress(FileNotFoundError), path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE
    return False


def _rebuild(folder: Path, jobs: int, plan: Plan, old: _OldLedger) -> Rebuilt:
    new = folder / f"{_NAME}.new"
    remove(folder.glob(f"{new.name}*"))
    rebuilt = Rebuilt(folder.name)
    with Ledger.open(new, sync=False, run=new_run_id()) as ledger:
        for name, path in months(folder).items():
            _take_lines(ledger, name, path, rebuilt, plan)
        try:
            site = site_of_folder(folder)
        except UnknownSiteError as error:
            rebuilt.damage.append(f"only the articles are in the new ledger: {error}")
            recover(folder, ledger, plan=plan)
        else:
            with TemporaryFile() as looks:
                reader = CaptureReader(folder, site)
                for path in capture_files(folder):
                    _Captures(ledger, site, path, rebuilt, reader, old, looks).take()
                recover(folder, ledger, plan=plan)  # nothing may be appended behind a torn line
                missing = MissingLines(folder, ledger, site, reader, plan, sealed_names(folder))
                _read(ledger, folder, jobs, rebuilt, missing, _looks(looks))
        _plan_others(ledger)
        ledger.end_run()
        ledger.commit()
        rebuilt.states.update({str(state): count for state, count in ledger.urls.counts().items() if count})
    old.close()
    _put_in_place(folder, new, rebuilt)
    return rebuilt


def _take_lines(ledger: Ledger, name: str, path: Path, rebuilt: Rebuilt, plan: Plan) -> None:
    end = 0
    try:
        for number, line in enumerate(text_lines(path), 1):
            if not line.endswith(b"\n") or b"\0" in line:
                break
            try:
                _take_line(ledger, from_line(line), name, end, line, plan)
            except ValueError as error:
                rebuilt.damage.append(f"{name}:{number}: {error}")
            else:
                rebuilt.lines += 1
            end += len(line)
    except PackedDamaged as error:
        rebuilt.damage.append(str(error))
    ledger.files.acknowledge(name, end)


def _take_line(ledger: Ledger, article: Article, name: str, offset: int, line: bytes, plan: Plan) -> None:
    if ledger.lines.get(article.id, article.revision):
        raise ValueError(f"{article.id} revision {article.revision} is there twice")
    ledger.lines.add(line_of(article, name, offset, line))
    entry = _entry(ledger, article.url, article.fetched_at or "")
    if article.revision >= (entry.revision or 0) or entry.article_id != article.id:
        entry = replace(
            entry, state=State.GONE if is_tombstone(article) else State.ARCHIVED, updated_at=article.fetched_at or "",
            http_status=article.http_status, article_id=article.id, content_hash=article.content_hash, revision=article.revision,
        )  # fmt: skip
        ledger.urls.put(_captured(entry, article.capture) if article.capture else entry)
        now = ledger.clock()
        fetched = datetime.fromisoformat(article.fetched_at) if article.fetched_at else now
        since = born(article, fetched, ledger.recrawls.of(article.url).born_at)
        ledger.recrawls.schedule(Recrawl(article.url, since, plan.next_recrawl(since, now)))


def _plan_others(ledger: Ledger) -> None:
    """Plan the next look at what is not at its URL: at an article that is gone as before, or now when nobody knows since when
    it has been; at a URL whose article is elsewhere never.
    """
    now = ledger.clock()
    for entry in ledger.urls.entries(State.GONE):
        line, revisit = (
            ledger.lines.newest(entry.article_id) if entry.article_id else None,
            ledger.recrawls.of(entry.url),
        )
        first = revisit.gone_at
        if line and line.content_hash == EMPTY_HASH:
            ledger.urls.identify(entry.url, line.article_id, line.revision, line.content_hash)
            first = first or datetime.fromisoformat(entry.updated_at)
            ledger.recrawls.schedule(replace(revisit, due_at=later_recrawl(first, now), gone_at=first))
        elif line:
            ledger.recrawls.schedule(replace(revisit, due_at=second_recrawl(first) if first else now))
    for state in (State.MOVED, State.DUPLICATE):
        for url in ledger.urls.in_state(state):
            ledger.recrawls.schedule(Recrawl(url))


def _entry(ledger: Ledger, url: str, when: str) -> Entry:
    """What the new ledger knows of a URL so far."""
    nothing = dict.fromkeys(
        ("reason", "http_status", "etag", "last_modified", "article_id", "content_hash", "revision")
    )
    place = dict.fromkeys(("capture_file", "capture_offset", "capture_record_id", "capture_digest"))
    return ledger.urls.entry(url) or Entry(
        url=url, kind="article", state=State.PENDING, discovered_at=when, discovered_from="rebuilt", updated_at=when,
        attempts=0, run=None, **nothing, **place,
    )  # fmt: skip


def _captured(entry: Entry, capture: Capture) -> Entry:
    return replace(
        entry,
        capture_file=capture.file,
        capture_offset=capture.offset,
        capture_record_id=capture.record_id,
        capture_digest=capture.digest,
    )


class _Captures:
    """One capture file: every page in it gets the state of its response."""

    def __init__(
        self,
        ledger: Ledger,
        site: Site,
        path: Path,
        rebuilt: Rebuilt,
        reader: CaptureReader,
        old: _OldLedger,
        looks: IO[bytes],
    ) -> None:
        self._reader = reader
        self._old = old
        self._looks = looks
        self._ledger = ledger
        self._site = site
        self._path = path
        self._name = f"captures/{path.name}"
        self._rebuilt = rebuilt
        self._lines: dict[int | None, Line] = {}
        for line in ledger.lines.read_from(self._name, 0):
            self._lines[line.capture_offset] = line

    def take(self) -> None:
        """Take every response; behind a damaged record go on at the next whole one."""
        begin: int | None = 0
        end = 0
        with self._path.open("rb") as stream:
            while begin is not None:
                try:
                    for record in records(stream, begin):
                        end = record.offset + record.length
                        self._take(record)
                    begin = None
                except WarcError as error:
                    begin = next_record(self._path, error.offset + 1)
                    if begin is not None or not error.torn:
                        self._rebuilt.damage.append(f"{self._name}: {error}")
                        end = self._path.stat().st_size
        self._ledger.files.acknowledge(self._name, end)

    def _take(self, record: Record) -> None:
        if record.type not in ("response", "revisit"):
            return
        self._rebuilt.responses += 1
        url = record.headers.get("warc-target-uri", "")
        fields = record.headers
        capture = Capture(self._name, record.offset, fields["warc-record-id"], fields.get("warc-payload-digest", ""))
        try:
            page = self._site.own(url)
        except ValueError:
            page = None
        if page is None or not (self._is_page(page) or self._reads_as_article(page, record, capture)):
            self._rebuilt.apart += 1
            return
        when = fields.get("warc-date", "")
        entry = _entry(self._ledger, page, when)
        entry = replace(entry, attempts=entry.attempts + 1, updated_at=when)
        if record.type == "response":  # else the server said that the capture before is still right
            entry = _captured(entry, capture)
        try:
            settled = self._settled(entry, response_of(record))
        except WarcError as error:
            settled = replace(entry, state=State.FAILED, reason=str(error))
        self._ledger.urls.put(settled)
        self._note_absence(settled)
        self._note_look(settled, record, Look(page, capture, when))

    def _note_absence(self, entry: Entry) -> None:
        """Keep since when an article has been gone.

        Not for a page that leads to the home page: that may be said of every page on a bad day, and is told by a crawl alone.
        """
        revisit = self._ledger.recrawls.of(entry.url)
        if entry.state is State.GONE and (entry.http_status in GONE or self._buried(entry)):
            first = revisit.gone_at or datetime.fromisoformat(entry.updated_at)
            self._ledger.recrawls.schedule(replace(revisit, gone_at=first))
        elif entry.state in (State.ARCHIVED, State.UNCHANGED, State.PENDING) and revisit.gone_at:
            self._ledger.recrawls.schedule(replace(revisit, gone_at=None))

    def _note_look(self, entry: Entry, record: Record, look: Look) -> None:
        """Note what tells which lines are missing."""
        is_there = entry.state in (State.ARCHIVED, State.UNCHANGED) or entry.http_status == 304
        if is_there:
            look = replace(look, capture=None)
        elif record.offset in self._lines or not (entry.reason == _TO_READ or entry.http_status in GONE):
            return
        pickle.dump(look, self._looks)

    def _reads_as_article(self, page: str, record: Record, capture: Capture) -> bool:
        """Whether a page whose URL tells nothing is read as an article with a date, which a listing seldom has; only where
        nothing else tells the pages of the site: neither the form of its URLs nor an old ledger.
        """
        if self._site.article_paths or self._old.is_there or record.type != "response" or self._is_source(page):
            return False
        try:
            response = response_of(record)
        except WarcError:
            return False
        kind = (response.header("Content-Type") or "text/html").partition(";")[0].strip().lower()
        if kind not in _HTML or response.status != 200:
            return False
        article = self._reader.page(page, capture).article
        return article is not None and article.published_at is not None

    def _is_source(self, url: str) -> bool:
        return url == self._site.home or urlsplit(url).path == "/robots.txt"

    def _buried(self, entry: Entry) -> bool:
        """Whether a tombstone was made from this response."""
        line = self._lines.get(entry.capture_offset)
        return line is not None and line.content_hash == EMPTY_HASH

    def _is_page(self, url: str) -> bool:
        """Whether a URL is one of a page rather than of a source: by its line, by what redirected to it, by the old ledger,
        by its form.
        """
        if self._ledger.urls.state_of(url) is not None or self._old.knows(url):
            return True
        return not self._is_source(url) and self._site.is_article(url)

    def _settled(self, entry: Entry, response: Captured) -> Entry:
        """The state that a response gives its page."""
        entry = replace(entry, http_status=response.status, reason=None)
        if response.status == 304:
            return replace(
                entry,
                state=State.UNCHANGED if entry.article_id else State.PENDING,
                reason=None if entry.article_id else _TO_READ,
                etag=response.header("ETag") or entry.etag,
                last_modified=response.header("Last-Modified") or entry.last_modified,
            )
        if 300 <= response.status < 400:
            return self._moved(entry, response)
        if refused := refusal(response.status, response.header("Content-Type")):
            return _without_article(replace(entry, state=refused[0], reason=refused[1]))
        if self._buried(entry):
            return _without_article(replace(entry, state=State.GONE, reason=f"HTTP {response.status}"))
        entry = replace(entry, etag=response.header("ETag"), last_modified=response.header("Last-Modified"))
        if line := self._lines.get(entry.capture_offset):
            identity = {"article_id": line.article_id, "revision": line.revision, "content_hash": line.content_hash}
            return replace(entry, state=State.ARCHIVED, **identity)  # type: ignore[arg-type]
        return replace(entry, state=State.PENDING, reason=_TO_READ)

    def _moved(self, entry: Entry, response: Captured) -> Entry:
        target = target_of(response.url, response.header("Location"))
        moved = redirect(self._site, entry.url, target, response.status)
        if moved is None:  # the same page elsewhere: the next response tells
            return entry
        if moved[1].startswith(MOVED_TO):
            self._ledger.urls.discover(moved[1].removeprefix(MOVED_TO), "redirect")
        return _without_article(replace(entry, state=moved[0], reason=moved[1]))


def _without_article(entry: Entry) -> Entry:
    """What returns to a URL that has lost its article is to be sent whole."""
    return replace(entry, etag=None, last_modified=None)


def _looks(file: IO[bytes]) -> Iterator[tuple[Look, ...]]:
    """The noted looks, as many at a time as are read together."""
    end = file.tell()
    file.seek(0)
    while batch := tuple(islice(iter(lambda: pickle.load(file) if file.tell() < end else None, None), CHUNK)):  # noqa: S301
        yield batch


def _read(
    ledger: Ledger,
    folder: Path,
    jobs: int,
    rebuilt: Rebuilt,
    missing: MissingLines,
    looks: Iterator[tuple[Look, ...]],
) -> None:
    """Read the pages of which no line tells what they are, and make the lines that are missing."""
    under_way: deque[tuple[Look, ...]] = deque()

    def chunks() -> Iterator[Chunk]:
        for batch in looks:
            under_way.append(batch)
            yield Chunk(folder, tuple((look.url, look.capture) for look in batch if look.capture))

    with Pool(jobs) as pool:
        for _, answer in pool.answers(chunks()):
            pages = iter(answer.pages)
            for look in under_way.popleft():
                page = next(pages) if look.capture else None
                line = missing.take(look, page)
                entry = ledger.urls.entry(look.url)
                if page and entry and entry.reason == _TO_READ and entry.capture == look.capture:
                    ledger.urls.put(_as_read(ledger, entry, page, line))
                    rebuilt.read += 1
            missing.write()
    missing.close()
    for entry in ledger.urls.entries(State.PENDING):
        if entry.reason == _TO_READ:  # the server confirmed what is not to be had here
            ledger.urls.put(replace(entry, reason=None, etag=None, last_modified=None))
    rebuilt.made = missing.made


def _as_read(ledger: Ledger, entry: Entry, page: Reread, same: Line | None) -> Entry:
    """The state of a page whose last response was read again; `same` is the line that holds what it showed."""
    if page.state:
        return _without_article(replace(entry, state=page.state, reason=page.reason))
    if same is None:  # to be sent whole: the server would say that it has not changed since
        return replace(entry, state=State.PENDING, reason=None, etag=None, last_modified=None)
    identity = {"article_id": same.article_id, "revision": same.revision, "content_hash": same.content_hash}
    place = (same.capture_file, same.capture_offset)
    if place == (entry.capture_file, entry.capture_offset) and entry.http_status != 304:
        return replace(entry, state=State.ARCHIVED, reason=None, **identity)  # type: ignore[arg-type]
    if same.url != entry.url and ledger.urls.state_of(same.url) in (State.MOVED, State.GONE):  # it has moved here
        ledger.recrawls.schedule(replace(ledger.recrawls.of(same.url), url=entry.url, gone_at=None))
        return replace(entry, state=State.UNCHANGED, reason=None, **identity)  # type: ignore[arg-type]
    if same.url == entry.url:
        return replace(entry, state=State.UNCHANGED, reason=None, **identity)  # type: ignore[arg-type]
    return replace(entry, state=State.DUPLICATE, reason=f"same article as {same.url}", **identity)  # type: ignore[arg-type]


def _put_in_place(folder: Path, new: Path, rebuilt: Rebuilt) -> None:
    """The old ledger gets a second name, then the new one takes its first name: there is always one."""
    _sync(new)
    old = folder / _NAME
    if old.exists():
        rebuilt.kept = f"{_NAME}.{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
        _keep(old, folder / rebuilt.kept)
    fault("before-rebuilt")
    for suffix in ("-wal", "-shm"):
        (folder / f"{_NAME}{suffix}").unlink(missing_ok=True)
    fault("mid-rebuilt")
    new.replace(old)
    sync_folder(folder)


def _keep(old: Path, kept: Path) -> None:
    """Keep a ledger with what a killed writer left in its log: a sound one takes it into itself, that of another SQLite drops."""
    log, kept_log = (path.with_name(f"{path.name}-wal") for path in (old, kept))
    if log.exists():
        shutil.copy2(log, kept_log)
        _sync(kept_log)
    _second_name(old, kept)
    with suppress(ArchiveError):
        Ledger.open(old).close()
        kept_log.unlink(missing_ok=True)


def _second_name(path: Path, name: Path) -> None:
    try:
        os.link(path, name)
    except FileExistsError:
        name.unlink()
        os.link(path, name)
    except OSError:  # a file system without links
        shutil.copy2(path, name)
        _sync(name)


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
