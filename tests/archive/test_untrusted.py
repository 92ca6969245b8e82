"""An archive from elsewhere is untrusted input: whatever it holds, a command ends as the table says, bounded and escaped."""

from __future__ import annotations

import gzip
import json
import os
import re
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from newsbot.archive import read
from newsbot.console.escapes import escaping, shown, shown_json
from newsbot.console.exit_codes import Exit
from tests.conftest import Run
from tests.reprocess.older import HOME, SITE, make

MONTH = "articles/2026-09.jsonl"
ESCAPE = "\x1b]0;you\x07\x1b[2J\u202egnp\x9b31m"
"""Sets the title of a terminal, clears it, turns the direction of text round."""

# What stands in the place of a file


def captures_of(folder: Path) -> Path:
    return next((folder / "captures").glob("*.warc.gz"))


def link(path: Path) -> None:
    """The file moves out of the archive, and a link leads to it."""
    outside = path.parents[2] / f"outside-{path.name}" if path.parent.name != SITE else path.parents[1] / "outside"
    if path.exists():
        path.rename(outside)
    path.symlink_to(outside)


def fifo(path: Path) -> None:
    path.unlink(missing_ok=True)
    os.mkfifo(path)


def link_to_endless(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to("/dev/zero")


def sock(path: Path) -> None:
    path.unlink(missing_ok=True)
    with closing(socket.socket(socket.AF_UNIX)) as one:
        here = Path.cwd()
        os.chdir(path.parent)  # the name of a socket may have 107 bytes
        try:
            one.bind(path.name)
        finally:
            os.chdir(here)


def folder_instead(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir()


KINDS = [link, fifo, link_to_endless, sock, folder_instead]
PLACES = [
    MONTH, "captures/*.warc.gz", "ledger.sqlite", "ledger.sqlite-wal", "lock", "manifest.json", "retractions.jsonl",
    "quarantine.jsonl", "../runs.jsonl",
]  # fmt: skip


def replaced(place: str, kind: Callable[[Path], None]) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = captures_of(folder) if "*" in place else (folder / place).resolve()
        kind(path)

    change.__name__ = f"{place.strip('./')}-{kind.__name__}"
    return change


def linked_folder(name: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / name).rename(folder.parent / "outside")
        (folder / name).symlink_to(folder.parent / "outside")

    change.__name__ = f"link-{name}"
    return change


def linked_site(folder: Path) -> None:
    folder.rename(folder.parents[1] / "elsewhere")
    folder.symlink_to(folder.parents[1] / "elsewhere")


# What stands in a file


def line_of(folder: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((folder / MONTH).read_bytes().splitlines()[0])
    return record


def lines(*contents: bytes) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        with (folder / MONTH).open("ab") as stream:
            stream.writelines(contents)

    return change


def long_line(folder: Path) -> None:
    with (folder / MONTH).open("ab") as stream:
        stream.write(b'{"schema":1,"title":"')
        for _ in range(100):
            stream.write(b"a" * 1_000_000)
        stream.write(b'"}\n')


def deep_line(folder: Path) -> None:
    lines(b'{"schema":1,"blocks":' + b"[" * 100_000 + b"]" * 100_000 + b"}\n")(folder)


def digits_line(folder: Path) -> None:
    lines(b'{"schema":' + b"1" * 100_000 + b"}\n")(folder)


def packed_bomb(folder: Path) -> None:
    (folder / MONTH).unlink()
    with gzip.open(folder / f"{MONTH}.gz", "wb", 9) as stream:
        for _ in range(200):
            stream.write(b"\n" * 1_000_000)


def packed_line_bomb(folder: Path) -> None:
    (folder / MONTH).unlink()
    with gzip.open(folder / f"{MONTH}.gz", "wb", 9) as stream:
        for _ in range(200):
            stream.write(b"a" * 1_000_000)


def changed_line(**values: Any) -> Callable[[Path], None]:
    """One more line, that of another article with these values."""

    def change(folder: Path) -> None:
        record = line_of(folder) | {"id": f"{SITE}:9999", "url": f"{HOME}khac-9999.html"}
        for key, value in values.items():
            record[key] = record[key] | value if isinstance(value, dict) else value
        lines(json.dumps(record).encode() + b"\n")(folder)

    return change


OUTSIDE = [
    "../../outside",
    "/etc/passwd",
    "captures/../../../outside",
    "captures/..",
    "captures/\0",
    "articles/2026-09.jsonl",
    "",
]


def member(text: bytes) -> bytes:
    return gzip.compress(text, 1)


def warc(*fields: str, block: bytes = b"", length: int | None = None, end: bytes = b"\r\n\r\n") -> bytes:
    head = "\r\n".join(["WARC/1.1", *fields, f"Content-Length: {len(block) if length is None else length}"])
    return member(head.encode("utf-8", "surrogateescape") + b"\r\n\r\n" + block + end)


RESPONSE = ("WARC-Type: response", f"WARC-Target-URI: {HOME}mua-gat-som-o-ban-chang-199999.html",
            "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>", "WARC-Date: 2026-09-30T00:00:00Z",
            "Content-Type: application/http; msgtype=response")  # fmt: skip
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>Xin ch\xc3\xa0o</p></body></html>"


def without(name: str, *more: str) -> tuple[str, ...]:
    return (*(field for field in RESPONSE if not field.startswith(name)), *more)


def bomb() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = "\r\n".join(["WARC/1.1", *RESPONSE, "Content-Length: 2000000000"])
    parts = [packer.compress(head.encode() + b"\r\n\r\n")]
    zeros = bytes(10_000_000)
    parts += [packer.compress(zeros) for _ in range(60)]
    return b"".join((*parts, packer.flush()))


def packed_page_bomb() -> bytes:
    body = gzip.compress(bytes(400_000_000), 9)
    return warc(*RESPONSE, block=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + body)


RECORDS: dict[str, Callable[[], bytes]] = {
    "bomb": bomb,
    "packed page": packed_page_bomb,
    "nul": lambda: bytes(1000),
    "no gzip": lambda: b"WARC/1.1\r\n\r\n",
    "not warc": lambda: member(b"hello"),
    "no id": lambda: warc(*without("WARC-Record-ID"), block=PAGE),
    "no type": lambda: warc(*without("WARC-Type"), block=PAGE),
    "no date": lambda: warc(*without("WARC-Date"), block=PAGE),
    "date of nonsense": lambda: warc(*without("WARC-Date", "WARC-Date: yesterday"), block=PAGE),
    "date without offset": lambda: warc(*without("WARC-Date", "WARC-Date: 2026-09-30"), block=PAGE),
    "date at the end": lambda: warc(*without("WARC-Date", "WARC-Date: 9999-12-31T23:59:59-12:00"), block=PAGE),
    "date at the begin": lambda: warc(*without("WARC-Date", "WARC-Date: 0001-01-01T00:00:00+14:00"), block=PAGE),
    "uri of nonsense": lambda: warc(*without("WARC-Target", "WARC-Target-URI: http://[::1/"), block=PAGE),
    "uri of escapes": lambda: warc(*without("WARC-Target", f"WARC-Target-URI: {HOME}{ESCAPE}"), block=PAGE),
    "uri of bytes": lambda: warc(*without("WARC-Target", "WARC-Target-URI: \udcff"), block=PAGE),
    "no uri": lambda: warc(*without("WARC-Target"), block=PAGE),
    "length below zero": lambda: warc(*RESPONSE, block=PAGE, length=-5),
    "length of digits": lambda: warc(*RESPONSE, block=PAGE, length=10**30),
    "length too long": lambda: warc(*RESPONSE, block=PAGE, length=10**12),
    "no http": lambda: warc(*RESPONSE, block=b"hello"),
    "status of nonsense": lambda: warc(*RESPONSE, block=PAGE.replace(b"200", b"abc")),
    "status of digits": lambda: warc(*RESPONSE, block=PAGE.replace(b"200", b"9" * 5000)),
    "status zero": lambda: warc(*RESPONSE, block=PAGE.replace(b"200", b"000")),
    "redirect of nonsense": lambda: warc(*RESPONSE, block=b"HTTP/1.1 301 Moved\r\nLocation: http://[::1/\xff\x1b\r\n\r\n"),
    "encoding of nonsense": lambda: warc(*RESPONSE, block=PAGE.replace(b"\r\n\r\n", b"\r\nContent-Encoding: gzip, br\r\n\r\n")),
    "head of a million lines": lambda: warc(*RESPONSE, *("a:" for _ in range(1_000_000)), block=PAGE),
    "http head of a million lines": lambda: warc(*RESPONSE, block=b"HTTP/1.1 200 OK\r\n" + b"a:\r\n" * 1_000_000 + b"\r\n"),
    "a thousand begins": lambda: b"\x1f\x8b\x08" * 100_000,
}  # fmt: skip


def record(name: str, *, first: bool) -> Callable[[Path], None]:
    """A record behind the others, or in a file of its own before them."""

    def change(folder: Path) -> None:
        path = folder / "captures" / "20200101T000000Z.warc.gz" if first else captures_of(folder)
        with path.open("ab") as stream:
            stream.write(RECORDS[name]())

    change.__name__ = f"{name}-{'first' if first else 'last'}"
    return change


def ledger(sql: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        with closing(sqlite3.connect(folder / "ledger.sqlite")) as db:
            db.executescript(sql)

    change.__name__ = sql[:60]
    return change


def other_types(table: str, column: str, value: str) -> str:
    """A table that looks STRICT and is not, with a value of another type in a column."""
    return f"""
        CREATE TABLE loose AS SELECT * FROM {table};
        UPDATE loose SET {column} = {value};
        DROP TABLE {table}; ALTER TABLE loose RENAME TO {table};"""


def smuggled(column: str, value: str) -> str:
    """A type that a STRICT table does not take, put in while the table was said not to be STRICT."""
    return f"""
        PRAGMA writable_schema = ON;
        UPDATE sqlite_master SET sql = replace(sql, ') STRICT', ')') WHERE name = 'urls';
        PRAGMA writable_schema = RESET; VACUUM;
        UPDATE urls SET {column} = {value} WHERE seq = 1;
        PRAGMA writable_schema = ON;
        UPDATE sqlite_master SET sql = sql || ' STRICT' WHERE name = 'urls';"""


LEDGERS = [
    "CREATE VIEW more AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n",
    "CREATE TRIGGER t AFTER UPDATE ON urls BEGIN DELETE FROM lines; END",
    "CREATE INDEX slow ON urls (hex(zeroblob(10000)))",
    "DROP TABLE urls; CREATE VIEW urls AS SELECT 1 AS url",
    "DROP TABLE lines",
    "DROP TABLE files",
    other_types("urls", "url", "x'ff00'"),
    other_types("lines", "length", "'long'"),
    other_types("files", "size", "1.5"),
    smuggled("url", "x'ff00'"),
    smuggled("reason", "42"),
    smuggled("attempts", "'many'"),
    "UPDATE urls SET url = CAST(x'ff1b' AS TEXT) WHERE seq = 1",
    "UPDATE urls SET reason = CAST(zeroblob(20000000) AS TEXT), state = 'failed' WHERE seq = 1",
    f"UPDATE urls SET reason = '{ESCAPE}', state = 'failed' WHERE seq = 1",
    "UPDATE urls SET state = 'banana'",
    "UPDATE urls SET capture_offset = -5",
    "UPDATE urls SET capture_offset = 9223372036854775807",
    "UPDATE urls SET capture_file = '../../../../etc/passwd'",
    "UPDATE urls SET capture_file = 'captures/../../outside'",
    "UPDATE urls SET discovered_at = 'never', updated_at = 'always'",
    "UPDATE lines SET length = -1",
    "UPDATE lines SET length = 9223372036854775807",
    "UPDATE lines SET file = '../../outside' WHERE url = (SELECT min(url) FROM lines)",
    "INSERT INTO files VALUES ('../../outside', 5), ('captures/../../outside', 5), ('articles/../x.jsonl', 7)",
    "INSERT INTO files VALUES ('articles/../../outside.new', 5)",
    "INSERT INTO files VALUES ('captures/99999999T999999Z.warc.gz', 5)",
    "UPDATE files SET size = 9223372036854775807",
    "UPDATE files SET size = -7",
    "UPDATE revisits SET due_at = 'soon', born_at = 'x'",
    "INSERT INTO revisits VALUES ('http://x/', 'born', 'due', 'gone')",
    f"INSERT INTO doubts VALUES ('{ESCAPE}', 'x', 'y', 5, 0, '{ESCAPE}')",
    "INSERT INTO retractions VALUES ('x:1', 1, 'r', 'never', 'r')",
    "PRAGMA user_version = 1",
    "PRAGMA user_version = -3",
]  # fmt: skip


def no_sqlite(folder: Path) -> None:
    (folder / "ledger.sqlite").write_bytes(b"SQLite format 3\0" + b"\xff" * 9000)


def super_journal(folder: Path) -> None:
    (folder / "ledger.sqlite-journal").write_bytes(b"/etc/passwd" + bytes(16) + bytes.fromhex("d9d505f920a163d7"))


def content(place: str, data: bytes) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / place).write_bytes(data)

    change.__name__ = f"{place.strip('./')} {data[:40]!r}"
    return change


SHA = "0" * 64
NONSENSE = [
    b"\xff\xfe",
    b"[]\n",
    b"null\n",
    b"{}\n",
    b"[" * 100_000 + b"\n",
    b"9" * 5000 + b"\n",
    b'{"a":1e999}\n',
    b'"\\ud800"\n',
]
RUN = {"run": "r", "site": SITE, "started_at": "2026-01-01T00:00:00+00:00", "finished_at": "2026-01-01T00:00:00+00:00",
       "version": "1", "exit_code": 0, "notes": []}  # fmt: skip
RUNS = [
    {"started_at": "yesterday"}, {"started_at": 5}, {"started_at": "2026-01-01"}, {"exit_code": "0"}, {"pages": 1.5},
    {"bytes": 10**400}, {"archived": 2**62}, {"states": {"pending": "x"}}, {"states": []}, {"fill_rate": {"title": 9.5}},
    {"fill_rate": {"title": None}}, {"notes": "text"}, {"notes": [ESCAPE]}, {"site": ESCAPE}, {"more": 1}, {"robots": {"x": 5}},
    {"finished_at": "0001-01-01T00:00:00+14:00"}, {"finished_at": "9999-12-31T23:59:59-12:00"}, {"notes": ["\ud800"]},
    {"notes": ["[/red] [link=x]y"]},
]  # fmt: skip
MANIFESTS = [
    {"manifest": 1, "sealed": []},
    {"manifest": [ESCAPE], "sealed": {}},
    {"manifest": 1, "sealed": {MONTH: {"file": "../../outside", "sha256": SHA, "bytes": 1, "text_bytes": 1}}},
    {"manifest": 1, "sealed": {"../../outside": {"file": "../../outside", "sha256": SHA, "bytes": 1, "text_bytes": 1}}},
    {"manifest": 1, "sealed": {MONTH: {"file": MONTH, "sha256": 5, "bytes": "x", "text_bytes": 1}}},
    {"manifest": 1, "sealed": {MONTH: {"file": f"{MONTH}.gz", "sha256": SHA, "bytes": 2**60, "text_bytes": -1}}},
    {"manifest": 1, "sealed": {ESCAPE: {}}},
]  # fmt: skip


def hostile_name(folder: Path) -> None:
    """A site whose folder is named to steer a terminal, and to be taken for markup."""
    folder.rename(f"{folder.parent}{os.sep}[red]{ESCAPE.replace('/', '')}[-b]")


def cases() -> Iterator[Any]:
    for place in PLACES:
        for kind in KINDS:
            yield replaced(place, kind)
    yield from (linked_folder("articles"), linked_folder("captures"), linked_site)
    yield from (deep_line, digits_line, packed_bomb, no_sqlite, super_journal, hostile_name)
    for name in OUTSIDE:
        yield pytest.param(changed_line(capture={"file": name}), id=f"capture {name!r}")
    for number in (-1, 2**62, 10**30):
        yield pytest.param(changed_line(capture={"offset": number}), id=f"offset {number}")
        yield pytest.param(changed_line(revision=number), id=f"revision {number}")
    for key, value in (("id", "\ud800"), ("url", f"http://x/{ESCAPE}"), ("fetched_at", "never"), ("title", ESCAPE),
                       ("fetched_at", "0001-01-01T00:00:00+14:00"), ("fetched_at", "9999-12-31T23:59:59-12:00"),
                       ("published_at", "9999-12-31"), ("http_status", 10**30), ("content_hash", "")):  # fmt: skip
        yield pytest.param(changed_line(**{key: value}), id=f"{key} {value!r}"[:50])
    for name in RECORDS:
        yield record(name, first=True)
        yield record(name, first=False)
    for sql in LEDGERS:
        yield pytest.param(ledger(sql), id=" ".join(sql.split())[:70])
    for data in NONSENSE:
        for place in ("../runs.jsonl", "manifest.json", "retractions.jsonl", "quarantine.jsonl", "lock", MONTH):
            yield content(place, data)
    for run in RUNS:
        yield content("../runs.jsonl", json.dumps(RUN | run).encode() + b"\n")
    for manifest in MANIFESTS:
        yield content("manifest.json", json.dumps(manifest).encode())


COMMANDS = (
    "status", "status --json", f"urls {SITE}", f"urls {SITE} --json", "runs", "runs --json",
    f"log {HOME}mua-gat-som-o-ban-chang-100000.html", f"log {SITE}:9999 --json", "verify --jobs 1",
    "verify --quick --jobs 1 --json",
    "reread --jobs 1", f"retract {SITE}:100001 --reason x --dry-run", "reread --apply --jobs 1", "seal",
    "verify --rebuild --jobs 1",
)  # fmt: skip
"""Those that write come last, each on what the one before it has left."""
STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
SECRET = "the secret of a stranger"


@pytest.mark.parametrize(
    "change", [one if hasattr(one, "values") else pytest.param(one, id=one.__name__) for one in cases()]
)
@pytest.mark.slow
def test_a_hostile_archive(tmp_path: Path, change: Callable[[Path], None], capfd: pytest.CaptureFixture[str]) -> None:
    """In process: every command ends with a code of the table and a few lines that steer nothing; nothing outside is touched."""
    root = tmp_path / "archive"
    (tmp_path / "outside").write_text(SECRET)
    folder = make(root)
    change(folder)
    for command in COMMANDS:
        code = called(*command.split(), "--archive", str(root))
        out, err = capfd.readouterr()
        assert code in {*Exit} - {Exit.ERROR}, (command, err)
        assert "Traceback" not in err, command
        assert not STEERS.search(out + err), command
        if code not in (Exit.OK, Exit.SOME_FAILED):
            assert err, command
    if (tmp_path / "outside").is_file():
        assert (tmp_path / "outside").read_text() == SECRET


@pytest.fixture(autouse=True)
def bounded() -> Iterator[None]:
    """What is copied or read without end ends a test and not the disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_FILE_BYTES, hard))
    before = signal.signal(signal.SIGALRM, _too_slow)
    signal.alarm(MAX_SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


MAX_FILE_BYTES = 512 * 1024 * 1024
MAX_SECONDS = 100


def _too_slow(*_: object) -> None:
    raise AssertionError("not bounded in time")


def called(*arguments: str) -> int:
    from newsbot.commands.cli import cli

    try:
        cli.main([*arguments], "newsbot")
    except SystemExit as end:
        return int(end.code or 0)
    return 0


MEMORY_BYTES = 1_500_000_000
CPU_SECONDS = 60


def limits() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


BOMBS = [long_line, packed_bomb, packed_line_bomb, record("bomb", first=True), record("packed page", first=False)]


@pytest.mark.slow
@pytest.mark.parametrize("change", BOMBS, ids=lambda change: change.__name__)
def test_memory_and_time_are_bounded(tmp_path: Path, change: Callable[[Path], None]) -> None:
    change(make(tmp_path))
    for command in ("verify --jobs 1", "reread --jobs 1", f"log {SITE}:100001", "verify --rebuild --jobs 1"):
        done = subprocess.run(
            [sys.executable, "-m", "newsbot", *command.split(), "--archive", str(tmp_path)],
            capture_output=True, text=True, preexec_fn=limits, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode in {Exit.OK, Exit.USAGE, Exit.SOME_FAILED, Exit.DAMAGED}, (command, done.stderr[-500:])
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("change", [long_line, deep_line, packed_bomb, packed_line_bomb], ids=lambda one: one.__name__)
@pytest.mark.parametrize("latest", [False, True])
def test_reading_in_python_ends_with_an_error(tmp_path: Path, change: Callable[[Path], None], latest: bool) -> None:
    change(make(tmp_path))
    with pytest.raises(ValueError, match=r"nested too deep|longer than|unpacks to more|not JSON|not an object"):
        list(read(tmp_path, latest=latest))


def test_what_the_user_names_may_be_a_link_and_what_lies_in_it_may_not(tmp_path: Path) -> None:
    folder = make(tmp_path / "archive")
    (tmp_path / "site").symlink_to(folder)
    (tmp_path / "month").symlink_to(folder / MONTH)
    assert len(list(read(tmp_path / "site"))) == 12
    assert list(read(tmp_path / "month"))
    link(folder / MONTH)
    with pytest.raises(OSError, match="symbolic link"):
        list(read(tmp_path / "archive"))


ASCII = [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}]


@pytest.mark.parametrize("environment", ASCII)
@pytest.mark.parametrize("options", ["", "--json"])
def test_an_ascii_terminal_gets_escapes(
    newsbot: Run, tmp_path: Path, environment: dict[str, str], options: str
) -> None:
    make(tmp_path)
    url = f"{HOME}mua-gat-som-o-ban-chang-100001.html"
    done = newsbot("log", url, *options.split(), "--archive", tmp_path, **environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.isascii()
    assert "T\\u1ef1a c\\u0169 1" in done.stdout
    if options:
        assert json.loads(done.stdout)["title"] == "Tựa cũ 1"


FEW = ["sh", "-c", 'ulimit -n 16 && exec "$@"', "sh", sys.executable, "-m", "newsbot"]


@pytest.mark.parametrize("command", ["status", "verify --jobs 2", "reread", "crawl http://127.0.0.1:9/", "demo"])
def test_few_descriptors_are_told_in_one_line(tmp_path: Path, command: str) -> None:
    make(tmp_path)
    words = [*FEW, *command.split(), "--archive", str(tmp_path)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode in (Exit.OK, Exit.NOT_WRITABLE), done.stderr
    told = done.stderr.splitlines()
    assert len(told) == (1 if done.returncode else 0)
    assert all("ulimit -n" in line for line in told)


def test_text_is_shown_escaped() -> None:
    assert shown("Tựa\x1b[2J\n\x9b\u202e\ud800") == "Tựa\\x1b[2J\\n\\x9b\\u202e\\ud800"
    text = json.dumps({"x": "ự\x7f\x9b\u202e\ud800"}, ensure_ascii=False)
    assert json.loads(shown_json(text)) == json.loads(text)
    assert shown_json(text).isprintable()
    assert escaping(UnicodeEncodeError("ascii", "aự😀", 1, 3, "")) == ("\\u1ef1\\ud83d\\ude00", 3)
