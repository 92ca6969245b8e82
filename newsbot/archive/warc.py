"""The captures: requests and responses as they went over the line, in WARC 1.1 (ISO 28500:2017).

`captures/<YYYYMMDDThhmmssZ>.warc.gz`: a `warcinfo` record, then for every exchange a `response` and a `request` record, each
record its own gzip member, so that any record can be read from its offset alone. A 304 that confirms an earlier response is a
`revisit` in the place of the `response`. Bodies are kept as served, their content encoding included; a transfer encoding
(chunked) is undone by the HTTP client, so its header is kept under the name `X-Archive-Orig-Transfer-Encoding`, lest a reader
undo it twice. Header bytes are kept as they came: `warcio`, which reads these
files well (the tests hold it to that), would percent-encode what is not ASCII, and packs at level 9 only: three times the work.
"""

from __future__ import annotations

import base64
import hashlib
import re
import uuid
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import methodcaller
from typing import BinaryIO
from urllib.parse import quote, urlsplit

from newsbot.archive import inflate

COMPRESSION = 4
"""On news pages level 6 takes twice the time for 5 % less; what comes compressed is not worth more than level 1."""
_BLOCK = 1 << 14
MAX_RECORD_BYTES = 128 * 1024 * 1024
"""Bytes of a record that are read, unpacked: twice the longest body that a crawl takes."""
MAX_HEAD_BYTES = 1024 * 1024
"""Bytes of the named fields of a record, and of the head of an HTTP message."""
_BEGIN = b"WARC/1."
"""How a record begins."""

Headers = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its response, as they went over the line."""

    url: str
    """Absolute URL that was requested."""
    method: str
    request_headers: Headers
    request_body: bytes
    status: int
    headers: Headers
    """Of the response, in the order and bytes received."""
    body: bytes
    """As served: content encoding kept, transfer encoding undone."""
    started: datetime
    """When the request was sent (with a time zone)."""
    fetched: datetime
    """When the response was complete (with a time zone)."""
    http_version: str = "HTTP/1.1"
    reason: str = ""
    """Reason phrase of the status line ("OK")."""
    ip: str | None = None
    """Address of the server, when known."""


@dataclass(frozen=True, slots=True)
class Original:
    """The earlier response that a 304 confirms."""

    record_id: str
    uri: str | None = None
    """Its `WARC-Target-URI` and `WARC-Date`, when it could be read."""
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a WARC file."""

    offset: int
    """Where its gzip member begins."""
    length: int
    """Compressed bytes."""
    headers: dict[str, str]
    """Named fields of the record, names in lower case."""
    block: bytes
    """What follows them: for a response the HTTP message."""

    @property
    def type(self) -> str:
        """`WARC-Type`: "response", "request", "warcinfo"."""
        return self.headers.get("warc-type", "")

    @property
    def payload(self) -> bytes:
        """The body of the HTTP message; the block itself when it holds none."""
        if not self.headers.get("content-type", "").startswith("application/http"):
            return self.block
        return self.block.partition(b"\r\n\r\n")[2]


class WarcError(ValueError):
    """A record cannot be read. `torn`: the file ends inside it, as after a kill; else it is damaged."""

    def __init__(self, message: str, offset: int, *, torn: bool = False) -> None:
        super().__init__(f"record at {offset}: {message}")
        self.offset = offset
        self.torn = torn


def warcinfo_record(name: str, info: Mapping[str, str], now: datetime) -> bytes:
    """The first record of a file: who made it, when and how (WARC 1.1 section 6.2)."""
    block = "".join(f"{key}: {_one_line(value)}\r\n" for key, value in info.items()).encode()
    fields = {
        "WARC-Type": "warcinfo",
        "WARC-Record-ID": _record_id(),
        "WARC-Date": _date(now),
        "WARC-Filename": name,
        "Content-Type": "application/warc-fields",
    }
    return _member(fields, block, _digest(hashlib.sha1(block, usedforsecurity=False)))


NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
"""`WARC-Profile` of a 304 (WARC 1.1 section 6.7.3)."""


def exchange_records(exchange: Exchange, confirms: Original | None = None) -> tuple[str, str, bytes]:
    """Record id and payload digest of the response, and the two gzip members: response, request.

    A 304 that `confirms` an earlier response becomes a `revisit` record that leads to it.
    """
    response_id = _record_id()
    head = _response_head(exchange)
    block_hash = hashlib.sha1(head, usedforsecurity=False)
    block_hash.update(exchange.body)
    digest = _digest(hashlib.sha1(exchange.body, usedforsecurity=False))
    common = {"WARC-Target-URI": _uri(exchange.url)}
    if exchange.ip:
        common["WARC-IP-Address"] = exchange.ip
    response = {
        "WARC-Type": "revisit" if confirms else "response",
        "WARC-Record-ID": response_id,
        "WARC-Date": _date(exchange.fetched),
        **common,
        **(_revisit(confirms) if confirms else {"WARC-Payload-Digest": digest}),
        "Content-Type": "application/http; msgtype=response",
    }
    request = {
        "WARC-Type": "request",
        "WARC-Record-ID": _record_id(),
        "WARC-Date": _date(exchange.started),
        **common,
        "WARC-Concurrent-To": response_id,
        "Content-Type": "application/http; msgtype=request",
    }
    asked = _request_head(exchange) + exchange.request_body
    asked_digest = _digest(hashlib.sha1(asked, usedforsecurity=False))
    level = 1 if any(name.lower() == b"content-encoding" for name, _ in exchange.headers) else COMPRESSION
    data = _member(response, head + exchange.body, _digest(block_hash), level) + _member(request, asked, asked_digest)
    return response_id, digest, data


def _revisit(original: Original) -> dict[str, str]:
    fields = {"WARC-Profile": NOT_MODIFIED, "WARC-Refers-To": original.record_id}
    if original.uri and original.date:
        fields |= {"WARC-Refers-To-Target-URI": original.uri, "WARC-Refers-To-Date": original.date}
    return fields


def _member(fields: Mapping[str, str], block: bytes, block_digest: str, level: int = COMPRESSION) -> bytes:
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    head = f"WARC/1.1\r\n{lines}WARC-Block-Digest: {block_digest}\r\nContent-Length: {len(block)}\r\n\r\n"
    packer = zlib.compressobj(level, zlib.DEFLATED, 31)  # 31: gzip format
    return b"".join(
        (packer.compress(head.encode()), packer.compress(block), packer.compress(b"\r\n\r\n"), packer.flush())
    )


def _response_head(exchange: Exchange) -> bytes:
    status = f"{exchange.http_version} {exchange.status} {_one_line(exchange.reason)}\r\n".encode("latin-1", "replace")
    return status + _header_lines(exchange.headers) + b"\r\n"


def _request_head(exchange: Exchange) -> bytes:
    parts = urlsplit(exchange.url)
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (f"?{parts.query}" if parts.query else "")
    line = f"{exchange.method} {_one_line(target)} {exchange.http_version}\r\n".encode()
    if not any(name.lower() == b"host" for name, _ in exchange.request_headers):
        line += b"Host: " + parts.netloc.rpartition("@")[2].encode("utf-8") + b"\r\n"
    return line + _header_lines(exchange.request_headers) + b"\r\n"


def _header_lines(headers: Headers) -> bytes:
    lines = []
    for name, value in headers:
        kept = b"X-Archive-Orig-Transfer-Encoding" if name.lower() == b"transfer-encoding" else name
        lines.append(b"%b: %b\r\n" % (kept, _LINE_END.sub(b" ", value)))
    return b"".join(lines)


_LINE_END = re.compile(rb"[\r\n]+")
_SPACE = re.compile(r"[\s\x00-\x1f\x7f]+")


def _one_line(text: str) -> str:
    return _SPACE.sub(" ", text)


def _uri(url: str) -> str:
    return _SPACE.sub("%20", url)


def _record_id() -> str:
    return f"<urn:uuid:{uuid.uuid4()}>"


def _date(moment: datetime) -> str:
    """W3C date and time in UTC, as WARC 1.1 section 5.4 asks."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _digest(sha1: hashlib._Hash) -> str:
    return "sha1:" + base64.b32encode(sha1.digest()).decode()


# Reading


def records(stream: BinaryIO, offset: int = 0) -> Iterator[Record]:
    """The records of a WARC file from `offset` on, digests checked. Raises WarcError at the first that cannot be read."""
    stream.seek(offset)
    left = b""
    while left or (left := stream.read(_BLOCK)):
        text, left, length = _inflate(stream, left, offset)
        yield _parse(text, offset, length)
        offset += length


def _inflate(stream: BinaryIO, data: bytes, offset: int) -> tuple[bytes, bytes, int]:
    """One gzip member: its text, the bytes read beyond it, its length."""
    unpack = inflate.decompressobj(31)
    text, length = bytearray(), 0
    while True:
        try:
            text += unpack.decompress(data)
        except inflate.error as error:
            raise WarcError(f"not a gzip member ({error})", offset) from error
        length += len(data) - len(unpack.unused_data)
        if not _BEGIN.startswith(bytes(text[: len(_BEGIN)])):
            raise WarcError("not a WARC record", offset)
        if len(text) > MAX_RECORD_BYTES:
            raise WarcError(f"longer than {MAX_RECORD_BYTES} bytes unpacked, which is not read", offset)
        if unpack.eof:
            return bytes(text), unpack.unused_data, length
        if not (data := stream.read(_BLOCK)):
            raise WarcError("the file ends inside it", offset, torn=True)


def _parse(text: bytes, offset: int, length: int) -> Record:
    end = text.find(b"\r\n\r\n", 0, MAX_HEAD_BYTES)
    version, _, lines = text[: max(0, end)].partition(b"\r\n")
    if version not in (b"WARC/1.1", b"WARC/1.0"):
        raise WarcError("not a WARC record", offset)
    rest = text[end + 4 :]
    try:
        fields = {name.strip().lower(): value.strip() for name, _, value in map(_parts, lines.decode().split("\r\n"))}
        size = _size(fields["content-length"])
    except (UnicodeDecodeError, KeyError, ValueError) as error:
        raise WarcError(f"its header cannot be read ({error})", offset) from error
    if rest[size:] != b"\r\n\r\n":
        raise WarcError("its length is not as it says", offset)
    record = Record(offset, length, fields, rest[:size])
    for name, content in (("warc-block-digest", record.block), ("warc-payload-digest", record.payload)):
        if name in fields and fields[name] != _digest(hashlib.sha1(content, usedforsecurity=False)):
            raise WarcError(f"{name} does not match", offset)
    return record


def _size(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < _SIZE_DIGITS):
        raise ValueError(f"Content-Length: {text[:_SIZE_DIGITS]!r}")
    return int(text)


_SIZE_DIGITS = 20
_parts = methodcaller("partition", ":")
