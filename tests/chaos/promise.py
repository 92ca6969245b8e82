"""The promise: what must hold of an archive after any number of blows, once a crawl has ended well."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import duckdb
import orjson
import pyarrow.json
from warcio.checker import Checker

from newsbot.archive import Ledger, State, article_files, read, read_capture, read_runs, verify
from newsbot.archive.jsonl import KEYS
from newsbot.article import Article
from newsbot.extraction import extract

READ_AGAIN = 400
"""Records of an archive that are read again from their captures at the most; `newsbot verify` checks the bytes of all."""
Content = Counter[tuple[str | None, str]]
"""What an archive holds: address path and content hash of every line."""


def content(archive: Path) -> Content:
    """What an archive holds."""
    return Counter((article.url, article.content_hash) for article in read(archive))


def broken(archive: Path, wanted: Content) -> list[str]:
    """Everything about the archive that is not as promised; `wanted` is what an undisturbed crawl of the site holds."""
    (folder,) = (path for path in archive.iterdir() if path.is_dir())
    held = content(archive)
    lost, extra = wanted - held, held - wanted
    return [
        *(f"lost: {url}" for url, _ in lost),
        *(f"twice or never there: {url}" for url, _ in extra),
        *_lines(folder),
        *_captures(folder),
        *_ledger(folder),
        *(str(damage) for report in verify(archive) for damage in report.damage),
    ]


def _lines(folder: Path) -> list[str]:
    problems = []
    for path in article_files(folder):
        lines = path.read_bytes().splitlines(keepends=True)
        for number, line in enumerate(lines, 1):
            if not line.endswith(b"\n") or tuple(orjson.loads(line)) != KEYS:
                problems.append(f"{path.name}:{number} is no whole record")
        counts = {"DuckDB": _duckdb_rows(path), "pyarrow": _pyarrow_rows(path)}
        problems += [
            f"{path.name}: {name} reads {count} of {len(lines)} lines"
            for name, count in counts.items()
            if count != len(lines)
        ]
    return problems


def _duckdb_rows(path: Path) -> int:
    rows = duckdb.sql(f"SELECT count(*) FROM read_json('{path}', format='newline_delimited')").fetchall()
    return int(rows[0][0])


def _pyarrow_rows(path: Path) -> int:
    """In one block: pyarrow infers the types from the first one, where a list that is rarely filled may be empty throughout."""
    return int(pyarrow.json.read_json(path, pyarrow.json.ReadOptions(block_size=path.stat().st_size + 1)).num_rows)


def _captures(folder: Path) -> list[str]:
    checker = Checker(SimpleNamespace(inputs=[*map(str, folder.glob("captures/*.warc.gz"))], verbose=False))
    problems = ["warcio check finds damage"] if checker.process_all() else []
    return problems + [
        f"{article.url}: its capture gives another record"
        for article in read(folder)
        if not _comes_from(folder, article)
    ]


def _comes_from(folder: Path, article: Article) -> bool:
    """Whether the capture of a record, read again, gives the record."""
    if article.capture is None:
        return False
    captured = read_capture(folder, article.capture)
    headers = {name.lower(): value.decode("latin-1") for name, value in captured.headers}
    again = extract(captured.body, url=article.url, content_type=headers.get(b"content-type"))
    return again is not None and again.content_hash == article.content_hash


def _ledger(folder: Path) -> list[str]:
    """What the ledger says against what it has: nothing is left to do, and the states add up."""
    with Ledger.open_readonly(folder / "ledger.sqlite") as ledger:
        counts = ledger.counts()
        known = sum(1 for state in State for _ in ledger.entries(state))
    left = {state: count for state, count in counts.items() if count and state in (State.PENDING, State.IN_FLIGHT)}
    problems = [f"ledger: {count} {state}" for state, count in left.items()]
    if sum(counts.values()) != known:
        problems.append(f"ledger: {sum(counts.values())} states and {known} URLs")
    *_, last = read_runs(folder.parent)
    if sum(last.states.values()) != known:
        problems.append(f"report: {sum(last.states.values())} states and {known} URLs")
    return problems
