"""The process that reads pages beside a fast crawl: jobs come in over stdin, readings go out over stdout, in the same order.

It ends when its stdin does, and so with the crawl, however that ends. Run by `newsbot.crawl.reading`.
"""

from __future__ import annotations

import pickle
import signal
import struct
import sys
import traceback
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from newsbot.normalize import normalize_article
from newsbot.reader import Reading, read
from newsbot.reader.layouts.layout import Layout

LENGTH = struct.Struct(">Q")
"""What stands before every message: its length in bytes. A message is a pickle; both ends are this package."""


@dataclass(frozen=True, slots=True)
class Job:
    """A page to read."""

    html: bytes
    url: str
    content_type: str | None


@dataclass(frozen=True, slots=True)
class Crash:
    """The reader raised over a page."""

    reason: str
    trace: str


def pack(message: object) -> bytes:
    """A message as it goes through the pipe."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return LENGTH.pack(len(data)) + data


def read_job(job: Job, layouts: tuple[Layout, ...]) -> Reading | Crash:
    """Read and normalise one page."""
    try:
        reading = read(job.html, url=job.url, content_type=job.content_type, layouts=layouts)
        article = normalize_article(reading.article) if reading.article else None
    except Exception as error:  # noqa: BLE001 - told to the crawl, which counts it
        return Crash(f"{type(error).__name__}: {error}", traceback.format_exc())
    return replace(reading, article=article, evidence={})  # evidence is for people, and heavy to send


def _receive(stream: BinaryIO) -> Any:
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise SystemExit(0)
    return pickle.loads(stream.read(LENGTH.unpack(head)[0]))  # noqa: S301 - from our own crawl


def main() -> None:
    """Take the layouts, then one job after the other."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the crawl, which closes stdin when it ends
    layouts = _receive(sys.stdin.buffer)
    while True:
        answer = read_job(_receive(sys.stdin.buffer), layouts)
        sys.stdout.buffer.write(pack(answer))
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    # Messages name classes of the module, not of __main__.
    from newsbot.crawl.reading_process import main as run

    run()
