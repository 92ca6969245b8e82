"""The archive of one site, open for writing: captures, articles and ledger, in the order that survives a kill."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from newsbot import __version__
from newsbot.archive.again import NO_VALIDATORS, Again, Validators
from newsbot.archive.ahead import Ahead, look_again
from newsbot.archive.captures import CaptureWriter
from newsbot.archive.clock import Clock, system_clock
from newsbot.archive.errors import ArchiveDamaged, ArchiveError, ArchiveNotWritable
from newsbot.archive.fault import fault
from newsbot.archive.files import Appender, remove
from newsbot.archive.jsonl import KEYS, to_line
from newsbot.archive.ledger import Ledger
from newsbot.archive.lock import Lock
from newsbot.archive.manifest import sealed_names
from newsbot.archive.months import month_for
from newsbot.archive.outcome import Applied, Outcome
from newsbot.archive.recover import Recovery, line_of, recover
from newsbot.archive.revisits import Plan
from newsbot.archive.tables import Line, State, is_site_id
from newsbot.archive.tombstone import EMPTY_HASH, tombstone
from newsbot.archive.warc import Exchange
from newsbot.article import Article, Capture


class SiteArchive:
    """One site's captures, articles and ledger, held by this process alone from `open` to `close`.

    `capture`, `archive` and `settle` take effect with the next `commit`: then the WARC records are on disk, then the JSONL
    lines, then the ledger says so. A kill at any moment leaves what the last commit left, plus whole records that the next
    `open` takes over, plus perhaps a torn one that it cuts.
    """

    def __init__(
        self,
        folder: Path,
        lock: Lock,
        ledger: Ledger,
        recovered: Recovery,
        writer: CaptureWriter,
        *,
        sync: bool,
        plan: Plan,
        sealed: frozenset[str] = frozenset(),
        ahead: Ahead | None = None,
    ) -> None:
        self.folder = folder
        self.site = folder.name
        self.ledger = ledger
        self.recovered = recovered
        """What had to be mended after a kill."""
        self.ahead = ahead
        """What `open` had to plan anew after a run by a clock that ran ahead."""
        self.filled: Counter[str] = Counter()
        """How many of the articles archived since `open` have a value, by key."""
        self.archived = 0
        """How many articles were archived since `open`, new ones and new revisions; tombstones are not among them."""
        self.again = Again(ledger, plan)
        """When archived articles are looked at again, and what became of them since `open`."""
        self._lock = lock
        self._captures = writer
        self._months: dict[str, MonthWriter] = {}
        self._sealed = sealed
        self._sync = sync
        self._failed: ArchiveError | None = None
        self._closed = False

    @classmethod
    def open(
        cls,
        root: Path,
        site: str,
        *,
        sync: bool = True,
        run: str | None = None,
        info: Mapping[str, str] | None = None,
        give_up: bool = True,
        plan: Plan = Plan(),  # noqa: B008 - frozen
        clock: Clock = system_clock,
    ) -> Self:
        """Make the folders, take the lock, mend what a kill left.

        `sync=False` leaves the moment of writing to the system: safe from a kill, not from a power cut. `run` is the id of the
        run (`new_run_id()`); `info` goes into the `warcinfo` records (contact, user agent, robots policy). `give_up=False` is for
        who does not crawl: what the disk lost is then damage, not something to fetch again. `plan` says when archived articles
        are looked at again.
        Raises ArchiveLocked, ArchiveNotWritable, ArchiveDamaged, and ArchiveError for a site id that is no file name.
        """
        if not is_site_id(site):
            raise ArchiveError(f"{site!r} is no site id: use letters a-z, digits, dot, dash and underscore")
        folder = root / site
        try:
            for name in ("articles", "captures"):
                (folder / name).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ArchiveNotWritable.of(error, Path(error.filename or folder)) from error
        lock = Lock(folder)
        try:
            ledger = Ledger.open(folder / "ledger.sqlite", sync=sync, run=run or new_run_id(clock), clock=clock)
        except BaseException:
            lock.release()
            raise
        try:
            remove(folder.glob("ledger.sqlite.new*"))  # of a ledger that was being made again
            recovered = recover(folder, ledger, give_up=give_up, plan=plan)
            ahead = look_again(folder, ledger, plan)
            sealed = sealed_names(folder)
        except BaseException as error:
            ledger.close()
            lock.release()
            if isinstance(error, OSError):  # what is written there tells of itself
                raise ArchiveDamaged.unreadable(error, folder) from error
            raise
        writer = CaptureWriter(folder, _warcinfo(site, info or {}), clock=clock, taken=ledger.acknowledged())
        return cls(folder, lock, ledger, recovered, writer, sync=sync, plan=plan, sealed=sealed, ahead=ahead)

    @property
    def clock(self) -> Clock:
        """The clock by which everything here is dated."""
        return self.ledger.clock

    def capture(self, exchange: Exchange, confirms: Capture | None = None) -> Capture:
        """Write a request and its response to the capture file; where the response lies. Raises ArchiveNotWritable.

        `confirms` is the capture of the response that a 304 says is still right.
        """
        with self._writing():
            return self._captures.write(exchange, confirms)

    def apply(self, outcome: Outcome) -> Applied:
        """Take an outcome into the archive and the ledger; it is on disk with the next `commit`.

        Raises ArchiveNotWritable, KeyError for a URL that was never discovered and ValueError for text that UTF-8 cannot hold.
        """
        archived, woken = None, 0
        if outcome.article and outcome.same_as:
            self.hold(outcome.article, outcome.same_as, outcome.validators)
        elif outcome.article:
            archived = self.archive(outcome.article, outcome.validators)
        elif outcome.state is State.UNCHANGED:
            self.confirm(outcome.url, outcome.validators)
        else:
            self.settle(
                outcome.url, outcome.state, reason=outcome.reason, status=outcome.status, capture=outcome.capture
            )
            if outcome.state in (State.GONE, State.MOVED):
                woken = self.again.wake_others(outcome.url)
        state = self.ledger.state_of(outcome.url)
        assert state is not None
        return Applied(state, archived, woken)

    def archive(self, article: Article, validators: Validators = NO_VALIDATORS) -> Article | None:
        """Take a valid record into the archive and settle its URL: archived, unchanged or duplicate.

        `validators` are those of the response, kept for the next time. Returns the record as it will stand in the JSONL, with its
        revision; None when the archive already holds this content: the newest revision from the same URL, or any revision from
        another URL of the same article (its mobile page, say).
        Raises KeyError for a URL that was never discovered and ValueError for text that UTF-8 cannot hold.
        """
        with self._writing():
            newest = self.ledger.article(article.id)
            if newest and (same := self._held(article, newest)):
                self._settle_held(article, same, validators)
                return None
            if newest:
                article = replace(article, revision=newest.revision + 1)
            line = to_line(article)
            if newest and newest.url != article.url:
                self.again.take_over(article.url, newest.url)
            self.ledger.settle(article.url, State.ARCHIVED, status=article.http_status, capture=article.capture)
            self._append(article, line)
            self.again.was_read(article, validators)
        self.archived += 1
        if newest:
            self.again.counts.update(("looked", "returned" if newest.content_hash == EMPTY_HASH else "changed"))
        self.filled.update(key for key in KEYS if getattr(article, key) not in (None, "", ()))
        return article

    def line_other_than(self, article: Article) -> Line | None:
        """The newest line of an article of which this record would be another revision, because its content differs.

        None for what is held already, for a new article, and for one that returns.
        """
        newest = self.ledger.article(article.id)
        if newest is None or newest.content_hash == EMPTY_HASH or self._held(article, newest):
            return None
        return newest

    def hold(self, article: Article, line: Line, validators: Validators = NO_VALIDATORS) -> None:
        """Settle the URL of a record as if a line of its article had this content: both pages read alike today.

        Raises KeyError for a URL that was never discovered.
        """
        with self._writing():
            self._settle_held(article, line, validators)

    def settle(
        self,
        url: str,
        state: State,
        *,
        reason: str | None = None,
        status: int | None = None,
        capture: Capture | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> None:
        """Give a URL its state; what is not given stays as it was. Raises KeyError for a URL that was never discovered."""
        entry = self.ledger.entry(url)
        self.ledger.settle(
            url, state, reason=reason, status=status, capture=capture, etag=etag, last_modified=last_modified
        )
        if entry is None or entry.article_id is None:
            return
        if state is not State.DUPLICATE:  # another URL is looked at instead
            self.again.counts["looked"] += 1
        if capture is not None:  # what stands there is no article: when it is there again, it is to be sent whole
            self.ledger.validate_with(url, etag, last_modified)
        if state is State.GONE and capture is not None and status is not None:
            newest = self.ledger.article(entry.article_id)
            if newest and self.again.was_gone(entry, newest):
                self._bury(url, newest, capture, status)
        elif state in (State.MOVED, State.DUPLICATE):
            self.again.forget(url)
        else:
            self.again.was_not_had(url)

    def confirm(self, url: str, validators: Validators) -> None:
        """Settle a URL whose server says that it has not changed (304): unchanged, its earlier capture stays the last one.

        Raises KeyError for a URL that was never discovered.
        """
        self.ledger.settle(url, State.UNCHANGED, status=304, etag=validators[0], last_modified=validators[1])
        self.again.was_confirmed(url)

    def commit(self) -> None:
        """Make everything so far durable, in order: captures, lines, ledger. Costs nothing when there is nothing to do.

        Raises ArchiveNotWritable; what was not acknowledged is then taken up again after the next `open`.
        """
        if self.failed:
            raise self.failed
        if self.ledger.changed or self._captures.dirty:
            with self._writing():
                self._commit()

    @property
    def failed(self) -> ArchiveError | None:
        """Why nothing more is written: a write failed or was interrupted. The next `open` goes on from what is on disk."""
        return self._failed or self.ledger.failed

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Whatever interrupts what is done here leaves the archive failed, but for a refusal before anything was changed."""
        try:
            yield
        except (KeyError, ValueError):
            raise
        except ArchiveError as error:
            self._failed = error
            raise
        except BaseException as error:
            self._failed = ArchiveNotWritable(
                f"writing {self.folder} was interrupted ({type(error).__name__}); run again"
            )
            raise

    def _commit(self) -> None:
        if self._sync:
            self._captures.sync()
        fault("after-warc")
        for month in self._months.values():
            month.write()
        fault("after-jsonl")
        for month in self._months.values():
            if self._sync:
                month.file.sync()
            self.ledger.acknowledge(month.name, month.file.size)
        for name, size in self._captures.sizes().items():
            self.ledger.acknowledge(name, size)
        fault("before-ledger")
        self.ledger.commit()
        fault("after-ledger")
        self._captures.committed()

    def close(self) -> None:
        """Commit, close the files and let others write. After a failed write nothing more is written.

        The ledger learns that the run has ended: from then on no disk may lose more of it than its last few writes. Without
        `sync` nobody can say that.
        """
        if self._closed:
            return
        self._closed = True
        try:
            if not self.failed:
                if self._sync:
                    self.ledger.end_run()
                self.commit()
        finally:
            self._captures.close()
            for month in self._months.values():
                month.file.close()
            self.ledger.close()
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _held(self, article: Article, newest: Line) -> Line | None:
        """The line that already holds this content, if any."""
        if newest.content_hash == EMPTY_HASH:
            return None  # it was gone and is there again
        if newest.content_hash == article.content_hash:
            return newest
        if newest.url == article.url or self.again.has_left(newest.url):
            return None  # the page changed, perhaps back: the newest line says what it says now
        older = self.ledger.revisions(article.id)
        own = next((line for line in reversed(older) if line.url == article.url), None)
        if own:
            return own if own.content_hash == article.content_hash else None
        return next((line for line in older if line.content_hash == article.content_hash), None)

    def _settle_held(self, article: Article, same: Line, validators: Validators) -> None:
        """Settle the URL of an article that the archive holds: unchanged at its own URL or one it has moved to."""
        own = same.url == article.url or self.again.take_over(article.url, same.url)
        state = State.UNCHANGED if own else State.DUPLICATE
        reason = None if own else f"same article as {same.url}"
        self.ledger.settle(article.url, state, reason=reason, status=article.http_status, capture=article.capture)
        self.ledger.identify(article.url, same.article_id, same.revision, same.content_hash)
        if own:
            self.again.counts.update(("looked", "unchanged"))
            self.again.was_read(article, validators)
        else:
            self.again.forget(article.url)

    def restore(self, article: Article, owed: Line) -> None:
        """Append again what stands for a line that the disk lost, read again from its capture.

        What is known of its URL stays: nothing was fetched. It gets its old revision, unless one before it cannot be had again.
        """
        with self._writing():
            known = {line.revision for line in self.ledger.revisions(owed.article_id)}
            follows = owed.revision not in known and (owed.revision == 1 or owed.revision - 1 in known)
            revision = owed.revision if follows else max(known, default=0) + 1
            article = replace(article, id=owed.article_id, revision=revision)
            self.ledger.repay(owed, self._month(article).add(article, to_line(article)))

    def _append(self, article: Article, line: bytes) -> None:
        self.ledger.identify(article.url, article.id, article.revision, article.content_hash)
        self.ledger.add_line(self._month(article).add(article, line))

    def _bury(self, url: str, newest: Line, capture: Capture, status: int) -> None:
        with self._writing():
            stone = tombstone(
                newest.article_id,
                newest.revision + 1,
                site=self.site,
                url=url,
                fetched_at=self.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
                http_status=status,
                capture=capture,
            )
            self._append(stone, to_line(stone))
        self.again.counts["tombstones"] += 1

    def _month(self, article: Article) -> MonthWriter:
        fetched = datetime.fromisoformat(article.fetched_at) if article.fetched_at else self.clock()
        name = month_for(fetched, self._sealed)
        if name not in self._months:
            self._months[name] = MonthWriter(self.folder, name)
        return self._months[name]


class MonthWriter:
    """A JSONL file and the lines that wait for the next commit."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self.file = Appender(folder / name)
        self._waiting: list[bytes] = []
        self._end = self.file.size

    def add(self, article: Article, line: bytes) -> Line:
        """Note a line; where it will lie."""
        place = self._end
        self._waiting.append(line)
        self._end += len(line)
        return line_of(article, self.name, place, line)

    def write(self) -> None:
        """Append the noted lines to the file. Raises ArchiveNotWritable."""
        if self._waiting:
            self.file.write(b"".join(self._waiting), "mid-line")
            self._waiting.clear()


def new_run_id(clock: Clock = system_clock) -> str:
    """An id for a run: its start in UTC and the process ("20261122T080910Z-4711")."""
    return f"{clock().astimezone(UTC):%Y%m%dT%H%M%SZ}-{os.getpid()}"


def _warcinfo(site: str, info: Mapping[str, str]) -> dict[str, str]:
    return {
        "software": f"newsbot/{__version__}",
        "format": "WARC File Format 1.1",
        "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "robots": "obey (RFC 9309)",
        "isPartOf": site,
        **info,
    }
