"""Captures: what went over the line, byte for byte, in files that other WARC tools read."""

from __future__ import annotations

import gzip
import importlib
import io
import sys
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import brotli
import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from newsbot.archive import Exchange, WarcError, inflate, read_capture
from newsbot.archive.captures import CaptureWriter
from newsbot.archive.warc import exchange_records, records
from newsbot.article import Capture
from tests.archive.archive_sample import FETCHED, sample_exchange
from tests.conftest import needs

INFO = {"software": "newsbot/0", "isPartOf": "baomau"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "captures").mkdir()
    return tmp_path


def write(site: Path, *exchanges: Exchange, max_bytes: int = 1 << 30) -> list[Capture]:
    writer = CaptureWriter(site, INFO, max_bytes=max_bytes)
    captures = [writer.write(exchange) for exchange in exchanges]
    writer.sync()
    writer.close()
    return captures


def warcio_check(file: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What `warcio check` complains of."""
    options = type("Options", (), {"inputs": [str(file)], "verbose": False})
    assert Checker(options).process_all() == 0
    return capsys.readouterr().out


def test_warcio_reads_what_was_sent_and_received(site: Path) -> None:
    sent = sample_exchange(7, method="POST", request_body=b"a=1", ip="192.0.2.7")
    (capture,) = write(site, sent)
    with (site / capture.file).open("rb") as stream:
        warcinfo, response, request = (
            (record.rec_type, dict(record.rec_headers.headers), record.http_headers, record.raw_stream.read())
            for record in ArchiveIterator(stream, check_digests="raise")
        )
    assert warcinfo[0] == "warcinfo"
    assert b"software: newsbot/0\r\nisPartOf: baomau\r\n" in warcinfo[3]
    assert warcinfo[1]["WARC-Filename"] == Path(capture.file).name
    assert response[0] == "response"
    assert response[2].statusline == "200 OK"
    assert response[3] == sent.body
    for name, value in {
        "WARC-Target-URI": sent.url,
        "WARC-Date": "2026-11-22T08:09:10.000Z",
        "WARC-IP-Address": "192.0.2.7",
        "WARC-Record-ID": capture.record_id,
        "WARC-Payload-Digest": capture.digest,
    }.items():
        assert response[1][name] == value
    assert request[0] == "request"
    assert request[1]["WARC-Concurrent-To"] == capture.record_id
    assert request[2].protocol == "POST"
    assert request[2].statusline == "/bai-viet-7.html HTTP/1.1"
    assert request[2].get_header("Host") == "baomau.example"
    assert request[3] == b"a=1"


@pytest.mark.parametrize(
    "exchange",
    [
        sample_exchange(),
        sample_exchange(body=b""),
        sample_exchange(status=304, reason="", headers=(), body=b""),
        sample_exchange(body=gzip.compress(b"x" * 999), headers=((b"Content-Encoding", b"gzip"),)),
        sample_exchange(body=b"5\r\nno chunks", headers=((b"Transfer-Encoding", b"chunked"),)),
        sample_exchange(headers=((b"X-Ten", "Báo Tuyên Quang".encode()), (b"X-Latin", b"caf\xe9"))),
        sample_exchange(headers=((b"X-Folded", b"a\r\n b"),), reason="Không tìm thấy"),
        sample_exchange(url="http://[::1]:8800/muc lục/bài.html?q=xin chào#cuối"),
    ],
)
def test_warcio_check_passes(site: Path, exchange: Exchange, capsys: pytest.CaptureFixture[str]) -> None:
    (capture,) = write(site, exchange)
    assert warcio_check(site / capture.file, capsys) == ""
    assert read_capture(site, capture).status == exchange.status


def test_header_bytes_stay_as_received(site: Path) -> None:
    headers = ((b"X-Ten", "Báo".encode()), (b"Set-Cookie", b"a=1"), (b"set-cookie", b"b=\xff"), (b"X-Empty", b""))
    (capture,) = write(site, sample_exchange(headers=headers))
    assert read_capture(site, capture).headers == headers


def test_a_header_cannot_begin_another(site: Path) -> None:
    (capture,) = write(site, sample_exchange(headers=((b"X-A", b"1\r\nX-B: 2"),)))
    assert read_capture(site, capture).headers == ((b"X-A", b"1 X-B: 2"),)


def test_chunking_is_undone_only_once(site: Path) -> None:
    """The HTTP client undid it, so the header must not ask for it again."""
    (capture,) = write(site, sample_exchange(headers=((b"Transfer-Encoding", b"chunked"),)))
    assert read_capture(site, capture).headers == ((b"X-Archive-Orig-Transfer-Encoding", b"chunked"),)


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


TEXT = "Sáng 22-11, tại Trung tâm Hội nghị tỉnh. ".encode() * 50


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        (b"", TEXT),
        (b"identity", TEXT),
        (b"gzip", gzip.compress(TEXT, mtime=0)),
        (b"GZIP", gzip.compress(TEXT, mtime=0)),
        (b"x-gzip", gzip.compress(TEXT[:500], mtime=0) + gzip.compress(TEXT[500:], mtime=0)),
        (b"gzip", gzip.compress(TEXT, mtime=0) + b"<!-- appended by a careless server -->"),
        (b"gzip", gzip.compress(TEXT, mtime=0)[:-8]),
        (b"deflate", zlib.compress(TEXT)),
        (b"deflate", raw_deflate(TEXT)),
        (b"br", brotli.compress(TEXT)),
        (b"zstd", zstd.compress(TEXT)),
        (b"gzip, br", brotli.compress(gzip.compress(TEXT, mtime=0))),
    ],
)
def test_content_encodings_are_kept_and_undone_on_reading(site: Path, encoding: bytes, body: bytes) -> None:
    headers = ((b"Content-Encoding", encoding),) if encoding else ()
    (capture,) = write(site, sample_exchange(headers=headers, body=body))
    assert read_capture(site, capture).body == TEXT
    with (site / capture.file).open("rb") as stream:
        assert next(records(stream, capture.offset)).payload == body


@pytest.mark.parametrize(
    ("encoding", "body"), [(b"gzip", TEXT), (b"br", TEXT), (b"zstd", TEXT), (b"deflate", TEXT), (b"compress", TEXT)]
)
def test_an_encoding_that_cannot_be_undone_is_told(site: Path, encoding: bytes, body: bytes) -> None:
    (capture,) = write(site, sample_exchange(headers=((b"Content-Encoding", encoding),), body=body))
    with pytest.raises(WarcError, match="content encoding cannot be undone"):
        read_capture(site, capture)


def test_an_empty_body_has_nothing_to_undo(site: Path) -> None:
    (capture,) = write(site, sample_exchange(headers=((b"Content-Encoding", b"gzip"),), body=b""))
    assert read_capture(site, capture).body == b""


def test_a_304_is_a_revisit_of_what_it_confirms(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    writer = CaptureWriter(site, INFO)
    first = writer.write(sample_exchange())
    again = writer.write(sample_exchange(status=304, reason="Not Modified", body=b""), first)
    lost = replace(first, file="captures/moved-away.warc.gz")
    writer.write(sample_exchange(status=304, reason="Not Modified", body=b""), lost)
    writer.close()
    with (site / first.file).open("rb") as stream:
        found = [(one.rec_type, one.rec_headers) for one in ArchiveIterator(stream, check_digests="raise")]
    assert [kind for kind, _ in found] == [
        "warcinfo",
        "response",
        "request",
        "revisit",
        "request",
        "revisit",
        "request",
    ]
    for name, value in {
        "WARC-Profile": "http://netpreserve.org/warc/1.1/revisit/server-not-modified",
        "WARC-Record-ID": again.record_id,
        "WARC-Refers-To": first.record_id,
        "WARC-Refers-To-Target-URI": sample_exchange().url,
        "WARC-Refers-To-Date": "2026-11-22T08:09:10.000Z",
    }.items():
        assert found[3][1].get_header(name) == value
    assert found[4][1].get_header("WARC-Concurrent-To") == again.record_id
    assert found[5][1].get_header("WARC-Refers-To") == first.record_id
    assert found[5][1].get_header("WARC-Refers-To-Date") is None
    assert warcio_check(site / first.file, capsys) == ""


def test_a_full_file_is_followed_by_another(site: Path) -> None:
    captures = write(site, *(sample_exchange(number) for number in range(5)), max_bytes=1000)
    assert len({capture.file for capture in captures}) == 5
    for number, capture in enumerate(captures):
        assert read_capture(site, capture).url == sample_exchange(number).url


def test_a_name_is_never_used_again(site: Path) -> None:
    first, second = (write(site, sample_exchange())[0] for _ in range(2))
    assert first.file != second.file
    (site / first.file).unlink()
    writer = CaptureWriter(site, INFO, taken={first.file})
    assert writer.write(sample_exchange()).file not in (first.file, second.file)
    writer.close()


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"file": "captures/none.warc.gz"}, "No such file"),
        ({"offset": 1}, "not a gzip member"),
        ({"offset": 10**9}, "ends before it"),
        ({"record_id": "<urn:uuid:0>"}, "another record"),
        ({"digest": "sha1:0"}, "other bytes"),
    ],
)
def test_a_pointer_that_leads_astray_is_told(site: Path, change: dict[str, object], what: str) -> None:
    (capture,) = write(site, sample_exchange())
    with pytest.raises(WarcError, match=what):
        read_capture(site, replace(capture, **change))  # type: ignore[arg-type]


_, _, CONTENT = exchange_records(sample_exchange())
WHOLE = list(records(io.BytesIO(CONTENT)))


@given(place=st.integers(10, 600), flip=st.integers(1, 255))
def test_no_damaged_byte_goes_unnoticed(place: int, flip: int) -> None:
    """But for the ten bytes of gzip's own header, which hold a time and the like."""
    damaged = bytearray(CONTENT)
    damaged[min(place, WHOLE[0].length - 1)] ^= flip
    with pytest.raises(WarcError):
        list(records(io.BytesIO(damaged)))


@given(size=st.integers(1, 600))
def test_a_file_that_ends_in_a_record_is_torn(size: int) -> None:
    size = min(size, WHOLE[0].length - 1)
    with pytest.raises(WarcError) as caught:
        list(records(io.BytesIO(CONTENT[:size])))
    assert caught.value.torn


@pytest.fixture
def without_zlib_ng(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(sys.modules, "zlib_ng.zlib_ng", None)
    importlib.reload(inflate)
    yield
    monkeypatch.undo()
    importlib.reload(inflate)


@pytest.mark.usefixtures("without_zlib_ng")
def test_zlib_does_where_zlib_ng_is_not_installed() -> None:
    assert inflate.decompressobj is zlib.decompressobj
    assert list(records(io.BytesIO(CONTENT))) == WHOLE
    with pytest.raises(WarcError, match="not a gzip member"):
        list(records(io.BytesIO(b"\0" * 20)))


def unpacked(library: ModuleType, data: bytes) -> tuple[bytes, bool, bytes] | None:
    """What a library makes of a gzip member; None when it refuses it."""
    unpack = library.decompressobj(31)
    try:
        return unpack.decompress(data), unpack.eof, unpack.unused_data
    except library.error:
        return None


def test_zlib_ng_says_what_zlib_says_of_every_damaged_bit() -> None:
    """igzip, which is as fast, does not: it takes a header with reserved flags."""
    zlib_ng = pytest.importorskip("zlib_ng.zlib_ng", reason=needs("fast"))
    for place in range(len(CONTENT)):
        for bit in range(8):
            damaged = bytearray(CONTENT)
            damaged[place] ^= 1 << bit
            assert unpacked(zlib_ng, bytes(damaged)) == unpacked(zlib, bytes(damaged)), (place, bit)


NAMES = st.from_regex(rb"\A[A-Za-z][A-Za-z0-9-]{0,10}\Z").filter(
    lambda name: name.lower() not in (b"transfer-encoding", b"content-encoding")
)
VALUES = st.binary(max_size=30).map(lambda value: value.replace(b"\r", b"").replace(b"\n", b"").strip())


@given(body=st.binary(max_size=2000), headers=st.lists(st.tuples(NAMES, VALUES), max_size=5).map(tuple))
def test_any_bytes_come_back(
    tmp_path_factory: pytest.TempPathFactory, body: bytes, headers: tuple[tuple[bytes, bytes], ...]
) -> None:
    site = tmp_path_factory.mktemp("site")
    (site / "captures").mkdir()
    (capture,) = write(site, sample_exchange(body=body, headers=headers))
    captured = read_capture(site, capture)
    assert captured.body == body
    assert captured.headers == headers
    assert captured.fetched_at == FETCHED.isoformat(timespec="milliseconds").replace("+00:00", "Z")
