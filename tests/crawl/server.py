"""An HTTP server that does what a test tells it to: lie, stall, hang up. Real sockets on loopback, one thread a connection."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from types import TracebackType
from typing import Self

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer, and how it goes wrong."""

    body: bytes = b""
    status: int = 200
    kind: str | None = HTML
    """Content-Type; None for an answer without."""
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = None
    """Content-Length that is claimed; None for the true one."""
    chunked: bool = False
    endless: bool = False
    """Close the connection before the last chunk."""
    silent: bool = False
    """Send nothing at all."""
    reset: bool = False
    """Reset the connection after the body (RST), instead of going on."""
    wait: float = 0.0
    """Seconds before anything is sent."""
    etag: str | None = None
    """Sent as ETag; who has it already gets a 304."""


Script = Answer | Sequence[Answer] | Callable[[str], Answer]
"""What a URL answers: always the same, one after the other (the last one for good), or made from the target."""

NOT_FOUND = Answer(body=b"<title>404</title><p>Not found", status=404)


def page(body: str) -> Answer:
    return Answer(body=body.encode())


def moved(to: str, status: int = 301) -> Answer:
    return Answer(status=status, headers={"Location": to})


class Server:
    """Serves `routes` (target, query included, to script) from `with` to its end; `otherwise` answers the rest."""

    def __init__(self, routes: Mapping[str, Script], otherwise: Script = NOT_FOUND, host: str = "127.0.0.1") -> None:
        self.routes = dict(routes)
        self.otherwise = otherwise
        self.asked: list[str] = []
        """Targets in the order they were asked for."""
        self.not_modified: list[str] = []
        """Those that were answered with 304."""
        self.times: list[float] = []
        """When each came, in seconds of a monotonic clock."""
        self.at_once = 0
        """How many requests were being answered at the same time, at the most."""
        self._busy = 0
        self._nth: Counter[str] = Counter()
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._socket = socket.create_server((host, 0), family=family, backlog=64)
        self._open: set[socket.socket] = set()
        named = f"[{host}]" if ":" in host else host
        self.base = f"http://{named}:{self._socket.getsockname()[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        for connection in (self._socket, *tuple(self._open)):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()

    def times_asked(self, target: str) -> int:
        return self.asked.count(target)

    def moments(self, target: str) -> list[float]:
        return [moment for asked, moment in zip(self.asked, self.times, strict=True) if asked == target]

    def wait_for(self, requests: int, seconds: float = 30.0) -> None:
        """Return when so many requests have come."""
        end = time.monotonic() + seconds
        while len(self.asked) < requests:
            assert time.monotonic() < end, f"only {len(self.asked)} of {requests} requests came"
            time.sleep(0.005)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                self._open.add(connection)
                threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection, connection.makefile("rb") as stream:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while target := _target(stream.readline()):
                fields = b""
                while (line := stream.readline()).strip():
                    fields += line
                if not self._answer(connection, target, fields):
                    return

    def _answer(self, connection: socket.socket, target: str, fields: bytes) -> bool:
        """Answer one request; whether the connection stays open."""
        return self._send(connection, target, fields, self._script(target))

    def _send(self, connection: socket.socket, target: str, fields: bytes, answer: Answer) -> bool:
        if answer.etag and f"if-none-match: {answer.etag}".encode() in fields.lower():
            answer = replace(answer, body=b"", status=304)
            self.not_modified.append(target)
        self.times.append(time.monotonic())
        self.asked.append(target)
        self._busy += 1
        self.at_once = max(self.at_once, self._busy)
        time.sleep(answer.wait)
        self._busy -= 1
        if not answer.silent:
            connection.sendall(_head(answer) + (_chunks(answer) if answer.chunked else answer.body))
        if answer.reset:
            time.sleep(0.05)  # let the body arrive before the reset overtakes it
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return not answer.reset and not answer.endless and answer.length is None

    def _script(self, target: str) -> Answer:
        script = self.routes.get(target, self.otherwise)
        if isinstance(script, Answer):
            return script
        if callable(script):
            return script(target)
        self._nth[target] += 1
        return script[min(self._nth[target], len(script)) - 1]


def _target(line: bytes) -> str:
    words = line.split()
    return words[1].decode("latin-1") if len(words) == 3 else ""


def _head(answer: Answer) -> bytes:
    try:
        phrase = HTTPStatus(answer.status).phrase
    except ValueError:
        phrase = "Unknown"
    fields = dict(answer.headers) | ({"ETag": answer.etag} if answer.etag else {})
    if answer.kind is not None:
        fields["Content-Type"] = answer.kind
    if answer.chunked:
        fields["Transfer-Encoding"] = "chunked"
    else:
        fields["Content-Length"] = str(len(answer.body) if answer.length is None else answer.length)
    lines = [f"HTTP/1.1 {answer.status} {phrase}", *(f"{name}: {value}" for name, value in fields.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def _chunks(answer: Answer) -> bytes:
    pieces = [answer.body[start : start + 1000] for start in range(0, len(answer.body), 1000)]
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces)
    return chunks if answer.endless else chunks + b"0\r\n\r\n"
