"""A small, fast HTTP/1.1 server (RFC 9110, 9112) for pages rendered beforehand: keep-alive, pipelining, HEAD, validators."""

from __future__ import annotations

import asyncio
import gzip
import os
import signal
import stat
import sys
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, formatdate, parsedate_to_datetime
from http import HTTPStatus

from newsbot.example.dates import clock
from newsbot.example.paper import Paper
from newsbot.example.site import HTML, Resource, Site

_MAX_HEAD = 16384
_PARENT_CHECK = 0.5


@dataclass(frozen=True, slots=True)
class Answer:
    """A response made ready: everything but the `Date` field."""

    start: bytes
    """Status line."""
    fields: bytes
    """Header fields with the empty line."""
    body: bytes
    etag: bytes = b""
    modified: datetime | None = None
    not_modified: bytes = b""
    """Header fields of the 304 answer."""
    zipped: Answer | None = None
    """The same, compressed."""


def ready(resource: Resource, volatile: tuple[bytes, ...]) -> Answer:
    """Render a resource.

    `volatile` are the parts of a page that may differ while its content is the same (clock, base URL).
    """
    body = resource.render()
    stable = body
    for part in volatile:
        stable = stable.replace(part, b"")
    etag = b'W/"%08x-%x"' % (zlib.crc32(stable), len(stable))
    plain = _answer(resource, body, etag, b"")
    if not resource.gzip:
        return plain
    zipped = _answer(resource, gzip.compress(body, mtime=0), etag, b"Content-Encoding: gzip\r\n")
    return Answer(plain.start, plain.fields, plain.body, plain.etag, plain.modified, plain.not_modified, zipped)


def _answer(resource: Resource, body: bytes, etag: bytes, encoding: bytes) -> Answer:
    status = HTTPStatus(resource.status)
    fields = b"Content-Type: %b\r\nContent-Length: %d\r\n" % (resource.content_type.encode(), len(body)) + encoding
    if resource.gzip:
        fields += b"Vary: Accept-Encoding\r\n"
    if resource.location:
        fields += b"Location: " + resource.location.encode() + b"\r\n"
    start = b"HTTP/1.1 %d %b\r\n" % (status, status.phrase.encode())
    if status != HTTPStatus.OK:
        return Answer(start, fields + b"\r\n", body)
    modified = resource.modified.astimezone(UTC).replace(microsecond=0)
    validators = b"ETag: %b\r\nLast-Modified: %b\r\n" % (etag, format_datetime(modified, usegmt=True).encode())
    return Answer(start, fields + validators + b"\r\n", body, etag, modified, validators + b"\r\n")


def answers(paper: Paper, base: str, now: datetime) -> dict[bytes, Answer]:
    """Every URL of the site for one base URL, made ready."""
    volatile = (base.encode(), clock(now).encode())
    return {path.encode(): ready(resource, volatile) for path, resource in Site(paper, base, now).resources().items()}


def _error(status: HTTPStatus, text: str, fields: bytes = b"") -> Answer:
    page = '<!DOCTYPE html><html lang="vi"><head><title>{0}</title></head><body><h1>{0}</h1><p>{1}</p></body></html>'
    body = page.format(status.value, text).encode()
    head = b"Content-Type: %b\r\nContent-Length: %d\r\n" % (HTML.encode(), len(body))
    return Answer(b"HTTP/1.1 %d %b\r\n" % (status, status.phrase.encode()), head + fields + b"\r\n", body)


NOT_FOUND = _error(HTTPStatus.NOT_FOUND, "Không tìm thấy trang.")
NOT_ALLOWED = _error(HTTPStatus.METHOD_NOT_ALLOWED, "Chỉ nhận GET và HEAD.", b"Allow: GET, HEAD\r\n")
BAD_REQUEST = _error(HTTPStatus.BAD_REQUEST, "Yêu cầu không đọc được.")


class Connection(asyncio.Protocol):
    """One connection: requests in, ready answers out, in order."""

    def __init__(self, table: dict[bytes, Answer]) -> None:
        self._table = table
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every request that is complete."""
        self._buffer += data
        while self._transport and not self._transport.is_closing():
            head, end, rest = self._buffer.partition(b"\r\n\r\n")
            if not end:
                break
            self._buffer = rest
            self._respond(self._transport, head)
        if len(self._buffer) > _MAX_HEAD and self._transport:
            self._send(self._transport, BAD_REQUEST, keep=False)

    def _respond(self, transport: asyncio.Transport, head: bytes) -> None:
        line, _, rest = head.lstrip(b"\r\n").partition(b"\r\n")
        match line.split(b" "):
            case [method, target, version] if version.startswith(b"HTTP/1."):
                pass
            case _:
                return self._send(transport, BAD_REQUEST, keep=False)
        if method not in (b"GET", b"HEAD"):
            return self._send(transport, NOT_ALLOWED, keep=False)
        fields = _fields(rest)
        keep = version == b"HTTP/1.1" and fields.get(b"connection", b"").lower() != b"close"
        answer = self._table.get(target) or self._table.get(target.partition(b"?")[0], NOT_FOUND)
        if answer.zipped and b"gzip" in fields.get(b"accept-encoding", b""):
            answer = answer.zipped
        if answer.etag and _unchanged(answer, fields):
            return self._send(transport, Answer(b"HTTP/1.1 304 Not Modified\r\n", answer.not_modified, b""), keep)
        return self._send(transport, answer, keep, method == b"HEAD")

    def _send(self, transport: asyncio.Transport, answer: Answer, keep: bool, head_only: bool = False) -> None:
        date = b"Date: " + formatdate(usegmt=True).encode() + b"\r\n"
        close = b"" if keep else b"Connection: close\r\n"
        transport.write(answer.start + date + close + answer.fields + (b"" if head_only else answer.body))
        if not keep:
            transport.close()


def _fields(head: bytes) -> dict[bytes, bytes]:
    pairs = (line.partition(b":") for line in head.split(b"\r\n"))
    return {name.lower(): value.strip() for name, _, value in pairs}


def _unchanged(answer: Answer, fields: dict[bytes, bytes]) -> bool:
    """Whether the client has this already (RFC 9110 section 13.2.2: `If-None-Match` first)."""
    if tags := fields.get(b"if-none-match"):
        return tags == b"*" or answer.etag.removeprefix(b"W/") in tags
    since = fields.get(b"if-modified-since")
    if not since or not answer.modified:
        return False
    try:
        return parsedate_to_datetime(since.decode("ascii", "replace")) >= answer.modified
    except (ValueError, TypeError):
        return False


async def run(paper: Paper, port: int) -> None:
    """Serve until SIGTERM, SIGINT, end of a piped stdin or the end of the parent process.

    Prints the base URL as the first line of stdout. `port` 0 takes a free one. Raises `OSError` when the port is taken.
    """
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    table: dict[bytes, Answer] = {}
    server = await loop.create_server(lambda: Connection(table), "127.0.0.1", port)
    base = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    table.update(answers(paper, base, datetime.now(UTC).astimezone(paper.stories[0].published.tzinfo)))
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await _watch_stdin(loop, stop)
    watcher = loop.create_task(_watch_parent(stop))
    sys.stdout.write(base + "\n")
    sys.stdout.flush()
    await stop.wait()
    watcher.cancel()
    server.close()


async def _watch_stdin(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    if not sys.stdin or not stat.S_ISFIFO(os.fstat(sys.stdin.fileno()).st_mode):
        return

    class Watch(asyncio.Protocol):
        def connection_lost(self, _: Exception | None) -> None:
            stop.set()

    await loop.connect_read_pipe(Watch, sys.stdin)


async def _watch_parent(stop: asyncio.Event) -> None:
    parent = os.getppid()
    while os.getppid() == parent:
        await asyncio.sleep(_PARENT_CHECK)
    stop.set()
