"""The promise: what must hold of an archive after any number of blows, once a crawl has ended well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import orjson
from warcio.checker import Checker

from newsbot.archive import Entry, Ledger, State, article_files, read, read_capture, read_runs, verify
from newsbot.archive.jsonl import KEYS
from newsbot.archive.months import text_lines
from newsbot.archive.tombstone import is_tombstone
from newsbot.article import Article
from newsbot.extraction.page import extract

READ_AGAIN = 400
"""Records of an archive that are read again from their captures at the most; `newsbot verify` checks the bytes of all."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the ledger knows of a URL."""

    state: State
    revision: int | None
    age: timedelta | None
    """At what age it is fetched again; None for never, and for what is gone."""
    is_missed: bool
    """Since when it has been gone is known."""


@dataclass(frozen=True, slots=True)
class Holding:
    """What an archive holds: after any number of blows the same as without."""

    lines: Counter[tuple[str | None, int, str]]
    """URL, revision and content hash of every line."""
    urls: Mapping[str, Known]


def holding(archive: Path) -> Holding:
    """What an archive holds."""
    folder = _folder(archive)
    with Ledger.open_readonly(folder / "ledger.sqlite") as ledger:
        urls = {entry.url: _known(ledger, entry) for state in State for entry in ledger.urls.entries(state)}
    return Holding(Counter((one.url, one.revision, one.content_hash) for one in read(folder)), urls)


def _known(ledger: Ledger, entry: Entry) -> Known:
    revisit = ledger.recrawls.of(entry.url)
    born, due = revisit.born_at, revisit.due_at
    age = due - born if born and due and entry.state is not State.GONE else None
    return Known(entry.state, entry.revision, age, revisit.gone_at is not None)


def _folder(archive: Path) -> Path:
    (folder,) = (path for path in archive.iterdir() if path.is_dir())
    return folder


def broken(archive: Path, wanted: Holding) -> list[str]:
    """Everything about the archive that is not as promised; `wanted` is what an undisturbed crawl of the site holds."""
    folder, held = _folder(archive), holding(archive)
    lost, extra = wanted.lines - held.lines, held.lines - wanted.lines
    return [
        *(f"lost: {url} revision {revision}" for url, revision, _ in lost),
        *(f"twice or never there: {url} revision {revision}" for url, revision, _ in extra),
        *(
            f"{url}: {held.urls.get(url)}, not {wanted.urls.get(url)}"
            for url in sorted({*held.urls, *wanted.urls})
            if held.urls.get(url) != wanted.urls.get(url)
        ),
        *_lines(folder),
        *_captures(folder),
        *_ledger(folder),
        *(str(damage) for report in verify(archive) for damage in report.damage),
    ]


def _lines(folder: Path) -> list[str]:
    problems = []
    for path in article_files(folder):
        lines = [*text_lines(path)]
        for number, line in enumerate(lines, 1):
            if not line.endswith(b"\n") or tuple(orjson.loads(line)) != KEYS:
                problems.append(f"{path.name}:{number} is no whole record")
        counts = {name: rows(path) for name, rows in READERS.items() if find_spec(name)}
        problems += [
            f"{path.name}: {name} reads {count} of {len(lines)} lines"
            for name, count in counts.items()
            if count != len(lines)
        ]
    return problems


def _duckdb_rows(path: Path) -> int:
    import duckdb

    rows = duckdb.sql(f"SELECT count(*) FROM read_json('{path}', format='newline_delimited')").fetchall()
    return int(rows[0][0])


def _pyarrow_rows(path: Path) -> int:
    """In one block: pyarrow infers the types from the first one, where a list that is rarely filled may be empty throughout."""
    from pyarrow.json import ReadOptions, read_json

    return int(read_json(path, ReadOptions(block_size=sum(map(len, text_lines(path))) + 1)).num_rows)


READERS: dict[str, Callable[[Path], int]] = {"duckdb": _duckdb_rows, "pyarrow": _pyarrow_rows}
"""What data teams read the lines with, where it is installed: how many lines it finds in a file."""


def _captures(folder: Path) -> list[str]:
    checker = Checker(SimpleNamespace(inputs=[*map(str, folder.glob("captures/*.warc.gz"))], verbose=False))
    problems = ["warcio check finds damage"] if checker.process_all() else []
    return problems + [
        f"{article.url}: its capture gives another record"
        for article in read(folder)
        if not _comes_from(folder, article)
    ]


def _comes_from(folder: Path, article: Article) -> bool:
    """Whether the capture of a record, read again, gives the record; that of a tombstone tells where its page went."""
    if article.capture is None:
        return False
    captured = read_capture(folder, article.capture)
    if is_tombstone(article):
        return captured.status == article.http_status
    headers = {name.lower(): value.decode("latin-1") for name, value in captured.headers}
    again = extract(captured.body, url=article.url, content_type=headers.get(b"content-type"))
    return again is not None and again.content_hash == article.content_hash


def _ledger(folder: Path) -> list[str]:
    """What the ledger says against what it has: nothing is left to do, and the states add up."""
    with Ledger.open_readonly(folder / "ledger.sqlite") as ledger:
        counts = ledger.urls.counts()
        known = sum(1 for state in State for _ in ledger.urls.entries(state))
    left = {state: count for state, count in counts.items() if count and state in (State.PENDING, State.IN_FLIGHT)}
    problems = [f"ledger: {count} {state}" for state, count in left.items()]
    if sum(counts.values()) != known:
        problems.append(f"ledger: {sum(counts.values())} states and {known} URLs")
    *_, last = read_runs(folder.parent)
    if sum(last.states.values()) != known:
        problems.append(f"report: {sum(last.states.values())} states and {known} URLs")
    return problems
