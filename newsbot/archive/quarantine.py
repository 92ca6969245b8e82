"""`quarantine.jsonl`: the captures that were not believed, so that no one who reads the captures again makes lines of them.

One JSON object a line, appended before the ledger says so. A capture stays in it for good: what is believed later is a later one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from newsbot.archive.plain_json import parsed_as
from newsbot.archive.regular_files import open_regular
from newsbot.archive.torn import lines_from

NAME = "quarantine.jsonl"


@dataclass(frozen=True, slots=True)
class Held:
    """A capture that was not believed."""

    file: str
    """The WARC file, relative to the site's folder."""
    offset: int
    """Byte offset of the response record in that file."""
    url: str
    state: str
    """State of its URL: quarantined, or gone when one text stood at every URL for days."""
    status: int | None
    """HTTP status."""
    reason: str | None
    """Why it was not believed."""


def append_held(folder: Path, held: Iterable[Held], *, sync: bool) -> None:
    """Append captures; a torn line that a dying process left is ended first. Raises OSError."""
    lines = "".join(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in held)
    fd = open_regular(folder / NAME, os.O_RDWR | os.O_APPEND | os.O_CREAT)
    with os.fdopen(fd, "ab+") as stream:
        end = stream.seek(0, os.SEEK_END)
        if end:
            stream.seek(end - 1)
            lines = lines if stream.read(1) == b"\n" else f"\n{lines}"
        stream.write(lines.encode("utf-8", "backslashreplace"))
        stream.flush()
        if sync:
            os.fsync(stream.fileno())


def held_captures(folder: Path) -> dict[tuple[str, int], Held]:
    """The captures of a site that were not believed, by file and offset; what is no whole line tells nothing."""
    found = {}
    with suppress(FileNotFoundError):
        for line in lines_from(folder / NAME, 0):
            with suppress(ValueError):
                held = parsed_as(line, Held)
                found[held.file, held.offset] = held
    return found
