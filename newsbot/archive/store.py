"""The archive of one site, open for writing: captures, articles and ledger, in the order that survives a kill."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from newsbot import __version__
from newsbot.archive.ahead import Ahead, recrawl_what_ran_ahead
from newsbot.archive.captures import CaptureWriter
from newsbot.archive.clock import Clock, system_clock
from newsbot.archive.errors import ArchiveDamaged, ArchiveError, ArchiveNotWritable
from newsbot.archive.fault import fault
from newsbot.archive.files import remove
from newsbot.archive.jsonl import KEYS, to_line
from newsbot.archive.ledger import Ledger
from newsbot.archive.lock import Lock
from newsbot.archive.manifest import sealed_names
from newsbot.archive.month_writer import MonthWriter
from newsbot.archive.months import month_for
from newsbot.archive.outcome import Applied, Outcome
from newsbot.archive.quarantine import Held, append_held
from newsbot.archive.recover import Recovery, recover
from newsbot.archive.recrawl import Plan
from newsbot.archive.retractions import Retraction, append_retractions
from newsbot.archive.states import States
from newsbot.archive.tables import Line, is_site_id
from newsbot.archive.tombstone import EMPTY_HASH
from newsbot.archive.transitions import holding_line
from newsbot.archive.warc import Exchange
from newsbot.article import Article, Capture


@dataclass(frozen=True, slots=True)
class ArchiveSettings:
    """How a site is opened for writing."""

    sync: bool = True
    """Wait for the disk. False leaves the moment of writing to the system: safe from a kill, not from a power cut."""
    run: str | None = None
    """Id of the run (`new_run_id()`); made when it is None."""
    info: Mapping[str, str] = field(default_factory=dict)
    """Fields of the `warcinfo` records: contact, user agent, robots policy."""
    give_up: bool = True
    """False is for who does not crawl: what the disk lost is then damage, not something to fetch again."""
    plan: Plan = field(default_factory=Plan)
    """When archived articles are fetched again."""
    clock: Clock = system_clock
    """By which everything is dated."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening a site found and made ready."""

    recovered: Recovery
    ahead: Ahead | None
    writer: CaptureWriter
    sealed: frozenset[str]
    """Months that take no more lines."""


class Recrawled(Counter[str]):
    """What became of articles that were in the archive before.

    "looked" (fetched again), and of these "unchanged", "changed", "returned" (after a tombstone), "gone" (for the first time),
    "tombstones". The words are those of `runs.jsonl`.
    """

    def summary(self) -> dict[str, int]:
        """The counts that are not zero, with "others": what was fetched again and came to none of these.

        They add up to "looked".
        """
        others = 2 * self["looked"] - self.total()
        return {word: count for word, count in (*self.items(), ("others", others)) if count}


class SiteArchive:
    """One site's captures, articles and ledger, held by this process alone from `open` to `close`.

    `capture` and `apply` take effect with the next `commit`: then the WARC records are on disk, then the JSONL
    lines, then the ledger says so. A kill at any moment leaves what the last commit left, plus whole records that the next
    `open` takes over, plus perhaps a torn one that it cuts.
    """

    def __init__(self, folder: Path, lock: Lock, ledger: Ledger, opened: Opened, settings: ArchiveSettings) -> None:
        self.folder = folder
        self.site = folder.name
        self.ledger = ledger
        self.recovered = opened.recovered
        """What had to be mended after a kill."""
        self.ahead = opened.ahead
        """What `open` had to plan anew after a run by a clock that ran ahead."""
        self.filled: Counter[str] = Counter()
        """How many of the articles archived since `open` have a value, by key."""
        self.archived = 0
        """How many articles were archived since `open`, new ones and new revisions; tombstones are not among them."""
        self.recrawled = Recrawled()
        """What became of articles that were in the archive before `open`."""
        self.states = States(ledger, folder.name, settings.plan)
        """The state rules, over this ledger."""
        self._lock = lock
        self._captures = opened.writer
        self._months: dict[str, MonthWriter] = {}
        self._held: list[Held] = []
        self._sealed = opened.sealed
        self._sync = settings.sync
        self._failed: ArchiveError | None = None
        self._closed = False

    @classmethod
    def open(
        cls,
        root: Path,
        site: str,
        settings: ArchiveSettings = ArchiveSettings(),
    ) -> Self:
        """Make the folders, take the lock, mend what a kill left.

        Raises ArchiveLocked, ArchiveNotWritable, ArchiveDamaged, and ArchiveError for a site id that is no file name.
        """
        folder = _make_folders(root, site)
        lock = Lock(folder)
        run = settings.run or new_run_id(settings.clock)
        try:
            ledger = Ledger.open(folder / "ledger.sqlite", sync=settings.sync, run=run, clock=settings.clock)
        except BaseException:
            lock.release()
            raise
        try:
            opened = _opened(folder, ledger, settings)
        except BaseException as error:
            ledger.close()
            lock.release()
            if isinstance(error, OSError):  # what is written there tells of itself
                raise ArchiveDamaged.unreadable(error, folder) from error
            raise
        return cls(folder, lock, ledger, opened, settings)

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
        with self._writing():
            found = self.states.transition(outcome.url, outcome.event())
            line = to_line(found.append) if found.append else None
            woken = self.states.write(found)
            if found.append and line:
                self.ledger.lines.add(self._month(found.append).add(found.append, line))
        self.recrawled.update(found.became)
        if outcome.is_held and (capture := outcome.capture):
            self._held.append(
                Held(capture.file, capture.offset, outcome.url, str(outcome.state), outcome.status, outcome.reason)
            )
        archived = found.append if outcome.article else None
        if archived:
            self.archived += 1
            self.filled.update(key for key in KEYS if getattr(archived, key) not in (None, "", ()))
        return Applied(found.entry.state, archived, woken)

    def line_other_than(self, article: Article) -> Line | None:
        """The newest line of an article of which this record would be another revision, because its content differs.

        None for what is held already, for a new article, and for one that returns.
        """
        known = self.states.known(article.url, article.id)
        if known.newest is None or known.newest.content_hash == EMPTY_HASH or holding_line(article, known):
            return None
        return known.newest

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
            self.ledger.files.acknowledge(month.name, month.file.size)
        for name, size in self._captures.sizes().items():
            self.ledger.files.acknowledge(name, size)
        self._commit_held()
        fault("before-ledger")
        self.ledger.commit()
        fault("after-ledger")
        self._captures.committed()

    def _commit_held(self) -> None:
        if not self._held:
            return
        try:
            append_held(self.folder, self._held, sync=self._sync)
        except OSError as error:
            raise ArchiveNotWritable.of(error, self.folder) from error
        self._held.clear()

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

    def restore(self, article: Article, owed: Line) -> None:
        """Append again what stands for a line that the disk lost, read again from its capture.

        What is known of its URL stays: nothing was fetched. It gets its old revision, unless one before it cannot be had again.
        """
        with self._writing():
            known = {line.revision for line in self.ledger.lines.revisions(owed.article_id)}
            follows = owed.revision not in known and (owed.revision == 1 or owed.revision - 1 in known)
            revision = owed.revision if follows else max(known, default=0) + 1
            article = replace(article, id=owed.article_id, revision=revision)
            self.ledger.lines.repay(owed, self._month(article).add(article, to_line(article)))

    def retract(self, retractions: Sequence[Retraction]) -> None:
        """Take revisions back: the file on disk, then with the next `commit` the ledger. Raises ArchiveNotWritable."""
        with self._writing():
            append_retractions(self.folder, retractions)
            self.states.retract(retractions)

    def lose(self, line: Line) -> None:
        """Give up a line that the disk lost with its capture; its URL is pending again."""
        with self._writing():
            self.states.lose(line)

    def _month(self, article: Article) -> MonthWriter:
        fetched = datetime.fromisoformat(article.fetched_at) if article.fetched_at else self.clock()
        name = month_for(fetched, self._sealed)
        if name not in self._months:
            self._months[name] = MonthWriter(self.folder, name)
        return self._months[name]


def new_run_id(clock: Clock = system_clock) -> str:
    """An id for a run: its start in UTC and the process ("20261122T080910Z-4711")."""
    return f"{clock().astimezone(UTC):%Y%m%dT%H%M%SZ}-{os.getpid()}"


def _make_folders(root: Path, site: str) -> Path:
    if not is_site_id(site):
        raise ArchiveError(f"{site!r} is no site id: use letters a-z, digits, dot, dash and underscore")
    folder = root / site
    try:
        for name in ("articles", "captures"):
            (folder / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveNotWritable.of(error, Path(error.filename or folder)) from error
    return folder


def _opened(folder: Path, ledger: Ledger, settings: ArchiveSettings) -> Opened:
    """Mend what a kill left, and make ready to write."""
    remove(folder.glob("ledger.sqlite.new*"))  # of a ledger that was being made again
    recovered = recover(folder, ledger, give_up=settings.give_up, plan=settings.plan)
    ahead = recrawl_what_ran_ahead(folder, ledger, settings.plan)
    sealed = sealed_names(folder)
    info = _warcinfo(folder.name, settings.info)
    writer = CaptureWriter(folder, info, clock=settings.clock, taken=ledger.files.acknowledged())
    return Opened(recovered, ahead, writer, frozenset(sealed))


def _warcinfo(site: str, info: Mapping[str, str]) -> dict[str, str]:
    return {
        "software": f"newsbot/{__version__}",
        "format": "WARC File Format 1.1",
        "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "robots": "obey (RFC 9309)",
        "isPartOf": site,
        **info,
    }
