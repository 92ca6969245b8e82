"""What befalls a crawl: each blow starts the real command as a process of its own and disturbs it."""

from __future__ import annotations

import random
import resource
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from shutil import disk_usage

from newsbot.archive.fault import Point
from newsbot.console.exit_codes import Exit
from tests.crawl.command import command, environment

ROOMY = 2_000_000_000
"""Bytes of a disk that is not full."""
WAIT = 300.0
"""Seconds after which a crawl that was left alone hangs."""
KILLED = -signal.SIGKILL
POINTS: tuple[Point, ...] = (
    "mid-warc",
    "after-warc",
    "mid-line",
    "after-jsonl",
    "before-ledger",
    "after-ledger",
    "before-mended",
)
"""Fault points that a crawl comes to; the last one but once."""


@dataclass(frozen=True, slots=True)
class Disk:
    """A tmpfs that can be made small. Mounting one takes the rights of root."""

    place: Path

    @classmethod
    @contextmanager
    def mounted(cls, place: Path) -> Iterator[Disk | None]:
        """Mount one for a while; None where that is not allowed."""
        place.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={ROOMY}", "newsbot-chaos", str(place)]
        try:
            done = subprocess.run(mount, capture_output=True, check=False).returncode == 0
        except FileNotFoundError:
            done = False
        try:
            yield cls(place) if done else None
        finally:
            if done:
                subprocess.run(["umount", str(place)], check=True)

    @contextmanager
    def filled(self, room: int) -> Iterator[None]:
        """Leave so many bytes of room."""
        self._resize(disk_usage(self.place).used + room)
        try:
            yield
        finally:
            self._resize(ROOMY)

    def _resize(self, size: int) -> None:
        subprocess.run(["mount", "-o", f"remount,size={size}", str(self.place)], check=True)


@dataclass(frozen=True, slots=True)
class Target:
    """The crawl that is disturbed."""

    url: str
    archive: Path
    seconds: float
    """How long a blow waits at the most before it falls."""
    disk: Disk | None = None
    """The file system of the archive, when it is one that can be made small."""
    day: int = 0
    """How many days from now it is crawled."""
    held: Mapping[Path, int] = field(default_factory=dict)
    """Files that the disk has held for long, and their sizes: no blow tears anything of that."""

    @property
    def folder(self) -> Path:
        """The site's folder; there after the first crawl."""
        return next(path for path in self.archive.iterdir() if path.is_dir())

    def start(self, *, size_limit: int | None = None, **changes: str) -> subprocess.Popen[bytes]:
        """Begin a crawl, perhaps one that can make no file larger than `size_limit` bytes."""
        limit = (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size_limit, size_limit))) if size_limit else None
        return subprocess.Popen(
            command(self.url, self.archive, day=self.day),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment(**changes),
            preexec_fn=limit,  # noqa: PLW1509 - it does nothing but set a limit
        )


@dataclass(frozen=True, slots=True)
class Struck:
    """How the crawl under a blow ended."""

    blow: str
    code: int
    allowed: tuple[int, ...]
    """Exit codes that tell the truth about such an end."""

    @property
    def honest(self) -> bool:
        """Whether the exit code told the truth; that 0 means "complete" is checked by the campaign."""
        return self.code in self.allowed


def kill(target: Target, chance: random.Random) -> Struck:
    """SIGKILL at a random moment."""
    process = target.start()
    _kill_after(process, chance.uniform(0, target.seconds))
    return Struck("kill", process.returncode, (KILLED, Exit.OK))


def fault(target: Target, chance: random.Random) -> Struck:
    """SIGKILL at a random fault point: between two writes, or in the middle of a record or line."""
    point = chance.choice(POINTS)
    times = 1 if point == POINTS[-1] else chance.randint(1, 12)
    process = target.start(NEWSBOT_FAULT=f"{point}:{times}")
    _kill_after(process, 4 * target.seconds)
    return Struck(f"fault at {point}", process.returncode, (KILLED, Exit.OK))


def full(target: Target, chance: random.Random) -> Struck:
    """A disk with room for a few more bytes; without one that can be made small, files that cannot grow much further."""
    room = chance.randint(1, 200_000)
    if target.disk:
        with target.disk.filled(room):
            code = target.start().wait(WAIT)
    else:
        sizes = (path.stat().st_size for path in target.archive.rglob("*") if path.is_file())
        code = target.start(size_limit=max(sizes, default=0) + room).wait(WAIT)
    return Struck("full disk", code, (Exit.NOT_WRITABLE, Exit.OK))


def torn(target: Target, chance: random.Random) -> Struck:
    """SIGKILL, and a disk that did not hold what it had promised: the newest files lose their ends, or end in NUL bytes."""
    struck = kill(target, chance)
    for pattern in ("captures/*.warc.gz", "articles/*.jsonl", "ledger.sqlite-wal"):
        newest = max(target.archive.glob(f"*/{pattern}"), key=lambda path: path.stat().st_mtime, default=None)
        if newest is not None and chance.random() < 0.6:
            _tear(newest, target.held.get(newest, 0), chance)
    return Struck("torn tail", struck.code, struck.allowed)


def two(target: Target, chance: random.Random) -> Struck:
    """A second crawl of the same site while the first one runs, then SIGKILL for the first."""
    first = target.start()
    with suppress(subprocess.TimeoutExpired):
        first.wait(chance.uniform(0.5, 1) * target.seconds)
    second = target.start()
    code = second.wait(WAIT)
    first.kill()
    first.wait()
    return Struck("two at once", code, (Exit.LOCKED, Exit.OK))


Blow = Callable[[Target, random.Random], Struck]


def _kill_after(process: subprocess.Popen[bytes], seconds: float) -> None:
    with suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    process.kill()
    process.wait()


def _tear(path: Path, held: int, chance: random.Random) -> None:
    size = path.stat().st_size
    with path.open("r+b") as stream:
        if chance.random() < 0.5 or path.suffix == ".sqlite-wal":
            stream.truncate(max(held, size - chance.randint(1, 4000)))
        else:
            stream.seek(size)
            stream.write(bytes(chance.randint(1, 4000)))
