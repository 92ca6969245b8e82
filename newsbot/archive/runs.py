"""The run log: `<root>/runs.jsonl`, one JSON object a line for every run over a site, successful or not.

Many sites of one archive write it, each its own line at the end of its run, one at a time under a lock on the file itself.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from typing import TypedDict

from newsbot.archive.errors import ArchiveDamaged, ArchiveNotWritable, cannot_be_read
from newsbot.archive.months import LineTooLong, lines_of
from newsbot.archive.plain_json import as_kind, parsed
from newsbot.archive.regular_files import open_regular, reading


class Gap(TypedDict):
    """A time in which a source may have named articles that no run has seen: it lists nothing that was known at the begin."""

    source: str
    since: str
    """When it was read before (UTC, ISO 8601)."""
    until: str
    """When it was read and had turned over."""


def gap_sentence(gap: Gap) -> str:
    """What a possible gap is called in reports."""
    day = datetime.fromisoformat(gap["since"])
    told = f"a gap since {day.day} {day:%B} {day.year} is possible"
    return f"{gap['source']}: {told}: it lists nothing that was known then"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What one run did. Times are UTC, ISO 8601."""

    run: str
    """Id of the run (`new_run_id()`); the ledger names it with every state that it set."""
    site: str
    """Site id."""
    started_at: str
    """When it began."""
    finished_at: str
    """When it ended; for an interrupted run when it noticed."""
    version: str
    """Version of newsbot."""
    exit_code: int
    """As the process returned it; 0 only when every URL has a state that needs nobody's attention."""
    requests: int = 0
    """Requests sent, retries included."""
    pages: int = 0
    """Responses captured."""
    bytes: int = 0
    """Bytes of their bodies as served."""
    discovered: int = 0
    """URLs that were new in this run."""
    archived: int = 0
    """Lines written: new articles and new revisions; tombstones are not among them."""
    again: Mapping[str, int] = field(default_factory=dict)
    """What became of articles that were in the archive before: "looked" (at again, because they were due or a run that was
    cut off had begun to), and of these "unchanged", "changed" (new revisions), "gone" (for the first time), "tombstones" (still
    gone on another day), "returned" (after that), "others" (not had today, moved, long gone). They add up to "looked"."""
    states: Mapping[str, int] = field(default_factory=dict)
    """All URLs of the site by state when the run ended. They add up to all URLs ever discovered."""
    changes: Mapping[str, int] = field(default_factory=dict)
    """URLs by state whose state this run set."""
    fill_rate: Mapping[str, float] = field(default_factory=dict)
    """Share of this run's lines that have a value, by key; 0 to 1."""
    sources: Mapping[str, int] = field(default_factory=dict)
    """URLs by source (feed, sitemap, section page) that were new in this run."""
    recovered: str | None = None
    """What had to be mended after an earlier run that died, and where lines were set aside; null when nothing."""
    smallest_gap: float | None = None
    """Seconds between two requests, at the least; null for fewer than two."""
    robots: Mapping[str, str] = field(default_factory=dict)
    """What was decided on the robots.txt of each host that was asked."""
    gaps: tuple[Gap, ...] = ()
    """Where articles may be missing: sources that have turned over since they were read before."""
    backfill: str | None = None
    """The time that `--backfill` asked for: its first moment, "..", the first one after it; null for any other run."""
    notes: tuple[str, ...] = ()
    """What a person should know: why it stopped, what was refused."""


NAME = "runs.jsonl"
_NAMES = tuple(one.name for one in fields(RunReport))
_VALUES = attrgetter(*_NAMES)


def append_run(root: Path, report: RunReport) -> None:
    """Append a run to the log, on disk when this returns. Raises ArchiveNotWritable; the log is then as it was."""
    path = root / NAME
    line = report_line(report)
    try:
        fd = open_regular(path, os.O_RDWR | os.O_CREAT)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX)
            _append(fd, line.encode("utf-8", "backslashreplace"))
        finally:
            os.close(fd)
    except OSError as error:
        raise ArchiveNotWritable.of(error, path) from error


def report_line(report: RunReport) -> str:
    """A run as its line in the log."""
    return json.dumps(dict(zip(_NAMES, _VALUES(report), strict=True)), ensure_ascii=False, allow_nan=False) + "\n"


def read_runs(root: Path) -> Iterator[RunReport]:
    """The runs in the order in which they ended; none when there is no log. Raises ArchiveDamaged for a line that is no run."""
    for run in _runs(root):
        if isinstance(run, str):
            raise ArchiveDamaged(f"{root}{os.sep}{run}")
        yield run


def broken_runs(root: Path) -> Iterator[str]:
    """What is wrong with the log, in one line each that begins with the place ("runs.jsonl:12"); nothing when it is sound."""
    return (run for run in _runs(root) if isinstance(run, str))


def _runs(root: Path) -> Iterator[RunReport | str]:
    path = root / NAME
    try:
        with reading(path) as stream:
            for number, line in enumerate(lines_of(stream, path), 1):
                if not line.endswith(b"\n"):
                    return  # being written just now
                yield _run(line, f"{NAME}:{number}")
    except FileNotFoundError:
        return
    except OSError as error:
        yield f"{NAME}: {cannot_be_read(error)}"
    except LineTooLong as error:
        yield f"{NAME}: {error}"


def _run(line: bytes, place: str) -> RunReport | str:
    try:
        value = parsed(line)
    except ValueError as error:
        return f"{place}: {error}"
    try:
        run = as_kind(value, RunReport)
        for moment in (run.started_at, run.finished_at, *(gap[end] for gap in run.gaps for end in ("since", "until"))):
            if datetime.fromisoformat(moment).tzinfo is None:
                raise ValueError(f"{moment!r} has no offset")
        if not all(0 <= share <= 1 for share in run.fill_rate.values()):
            raise ValueError("fill_rate is no share")
        return run
    except ValueError as error:
        return f"{place}: not a run of this newsbot ({error})"


def _append(fd: int, line: bytes) -> None:
    """Write after the last whole line: what a dying process left behind it goes."""
    end = _last_line_end(fd)
    os.ftruncate(fd, end)
    try:
        done = 0
        while done < len(line):
            done += os.pwrite(fd, line[done:], end + done)
        os.fsync(fd)
    except OSError:
        os.ftruncate(fd, end)
        raise


def _last_line_end(fd: int) -> int:
    end = os.fstat(fd).st_size
    while end > 0:
        begin = max(0, end - 65536)
        found = os.pread(fd, end - begin, begin).rfind(b"\n")
        if found >= 0:
            return begin + found + 1
        end = begin
    return 0
