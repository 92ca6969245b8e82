"""A server that misbehaves below HTTP: bytes as they go over the wire, pauses between them, and an end of its own."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tests.crawl.server import NOT_FOUND, Answer, Server

PATIENCE = 120.0
"""Seconds after which an answer without an end does end: the crawl must have left long before."""


@dataclass(frozen=True, slots=True)
class Wire:
    """What goes over the wire: bytes to send, and seconds to wait between them."""

    pieces: tuple[bytes | float, ...]
    end: Literal["keep", "close", "reset", "hang"] = "close"
    """What becomes of the connection afterwards."""
    is_endless: bool = False
    """The last two pieces come again and again."""

    def replaced(self, old: bytes, new: bytes) -> Wire:
        """The same with other bytes, once in each piece."""
        return replace(
            self,
            pieces=tuple(piece.replace(old, new, 1) if isinstance(piece, bytes) else piece for piece in self.pieces),
        )


Evil = Answer | Wire
Script = Evil | Sequence[Evil] | Callable[[str], Evil]


def wire(
    *pieces: bytes | float, end: Literal["keep", "close", "reset", "hang"] = "close", is_endless: bool = False
) -> Wire:
    """Bytes and pauses."""
    return Wire(pieces, end, is_endless)


class EvilServer(Server):
    """A server whose scripts may also give what goes over the wire."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        super().__init__({}, NOT_FOUND, host)
        self._is_open = True

    def __exit__(self, *what: object) -> None:
        self._is_open = False
        super().__exit__()

    def _answer(self, connection: socket.socket, target: str, fields: bytes) -> bool:
        script = self._script(target)
        if not isinstance(script, Wire):
            return self._send(connection, target, fields, script)
        self.times.append(time.monotonic())
        self.asked.append(target)
        self._send_wire(connection, script)
        if script.end == "hang":
            self._wait(PATIENCE)
        if script.end == "reset":
            time.sleep(0.05)  # let the bytes arrive before the reset overtakes them
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return script.end == "keep"

    def _script(self, target: str) -> Evil:  # type: ignore[override]
        script = self.routes.get(target, self.otherwise)
        return script if isinstance(script, Wire) else super()._script(target)

    def _send_wire(self, connection: socket.socket, script: Wire) -> None:
        end = time.monotonic() + PATIENCE
        for piece in script.pieces:
            self._piece(connection, piece)
        while script.is_endless and self._is_open and time.monotonic() < end:
            for piece in script.pieces[-2:]:
                self._piece(connection, piece)

    def _piece(self, connection: socket.socket, piece: bytes | float) -> None:
        if isinstance(piece, bytes):
            connection.sendall(piece)
        else:
            self._wait(piece)

    def _wait(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while self._is_open and (left := end - time.monotonic()) > 0:
            time.sleep(min(left, 0.1))
