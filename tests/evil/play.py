"""Plays behaviours: a site with healthy articles beside them, and one crawl of it by the real command."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from newsbot.site import WebSite
from tests.crawl.command import Run, command, environment
from tests.crawl.pages import article, article_path, listing
from tests.crawl.server import Answer
from tests.evil.behaviour import Behaviour, Listing, Page, Place, Whole
from tests.evil.robots import HEALTHY
from tests.evil.server import EvilServer, Script

FIRST, STEP = 700_010, 10
"""Numbers of the articles in whose places behaviours stand."""
FIRST_HEALTHY = 800_001
MEMORY_MB = 450
"""Resident memory of a crawl's largest process at the most, whatever a server does."""
SECONDS_EACH = 8.0
"""Time that a behaviour may cost at the most: two attempts that time out, and their waits, on a busy machine."""
SECONDS = 30.0
"""Time for a crawl with its healthy articles."""
SIGNAL_SECONDS = 5.0
"""Time from SIGTERM to the end of a crawl."""
FAST = {"NEWSBOT_TIMEOUT": "2", "NEWSBOT_RETRIES": "1", "NEWSBOT_RETRY_DELAY": "0.02"}


@dataclass(frozen=True, slots=True)
class Played:
    """A crawl that has ended, and what it cost."""

    run: Run
    server: EvilServer
    elsewhere: EvilServer
    places: Mapping[str, Place]
    """By the name of the behaviour."""
    healthy: tuple[str, ...]
    seconds: float
    memory_mb: float

    def harmed(self) -> list[str]:
        """Healthy articles that are not in the archive, whole and once."""
        records = self.run.articles()
        return [
            path
            for path in self.healthy
            if path not in records or records[path].revision != 1 or len(records[path].body) < 400
        ]


def crawl(url: str, archive: Path, seconds: float) -> tuple[Run, float, float]:
    """Run the command; what it left, its seconds, and the megabytes of its largest process. Kills what takes too long."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        began, memory = time.monotonic(), 0.0
        process = subprocess.Popen(
            command(url, archive), stdout=out, stderr=err, env=environment(**FAST), process_group=0
        )
        while process.poll() is None:
            memory = max(memory, largest_mb(process.pid))
            if time.monotonic() - began > seconds:
                os.killpg(process.pid, signal.SIGKILL)
            time.sleep(0.02)
        took = time.monotonic() - began
        out.seek(0)
        err.seek(0)
        text = out.read()
        report = json.loads(text) if text.strip() else {}
        run = Run(process.returncode, report, err.read(), archive / WebSite(url).name)
    return run, took, memory


def largest_mb(pid: int) -> float:
    """The most that a process or one of its children has held in memory so far, in MB; 0 where /proc does not tell."""
    proc, most = Path("/proc"), 0.0
    with contextlib.suppress(OSError, ValueError):
        children = (proc / str(pid) / "task" / str(pid) / "children").read_text().split()
        for one in (str(pid), *children):
            for line in (proc / one / "status").read_text().splitlines():
                if line.startswith("VmHWM:"):
                    most = max(most, int(line.split()[1]) / 1024)
    return most


def interleaved(evil: Iterable[str], healthy: Iterable[str]) -> list[str]:
    """Evil and healthy URLs by turns: no series of failures makes the crawl leave the site."""
    good = iter(healthy)
    return [path for bad in evil for path in (bad, next(good, bad))] + list(good)


def play_pages(cases: Iterable[Page], archive: Path) -> Played:
    """One crawl of a site on which every behaviour has a URL of its own."""
    cases = tuple(cases)
    with EvilServer() as server, EvilServer("127.0.0.2") as elsewhere:
        places = {
            case.name: Place(server.base, FIRST + STEP * index, elsewhere.base) for index, case in enumerate(cases)
        }
        healthy = tuple(article_path(FIRST_HEALTHY + index) for index in range(len(cases) + 2))
        for index, path in enumerate(healthy):
            server.routes[path] = article(FIRST_HEALTHY + index)
        for case in cases:
            place = places[case.name]
            server.routes |= {place.path: case.does(place), **case.beside(place)}  # type: ignore[dict-item]
        server.routes["/"] = listing(interleaved((places[case.name].path for case in cases), healthy))
        return _play(server, elsewhere, archive, places, healthy, SECONDS + SECONDS_EACH * len(cases))


def listing_path(kind: str, case: Listing) -> str:
    """URL path of a feed, sitemap or section."""
    return f"/{case.name.replace('-', '')}/" if kind == "listings" else f"/{kind}/{case.name}.xml"


def play_listings(kind: str, cases: Iterable[Listing], archive: Path) -> Played:
    """One crawl of a site whose feeds, sitemaps or sections misbehave, each with an article that it alone lists."""
    cases = tuple(cases)
    with EvilServer() as server, EvilServer("127.0.0.2") as elsewhere:
        places = {
            case.name: Place(server.base, FIRST + STEP * index, elsewhere.base) for index, case in enumerate(cases)
        }
        healthy = tuple(article_path(FIRST_HEALTHY + index) for index in range(HEALTHY))
        for index, path in enumerate(healthy):
            server.routes[path] = article(FIRST_HEALTHY + index)
        paths = [listing_path(kind, case) for case in cases]
        for case, path in zip(cases, paths, strict=True):
            place = places[case.name]
            server.routes[place.path] = article(place.number)
            server.routes |= {path: case.does(place, path), **case.beside(place, path)}  # type: ignore[dict-item]
        head = ""
        if kind == "feeds":
            head = "".join(f'<link rel="alternate" type="application/rss+xml" href="{path}">' for path in paths)
        if kind == "sitemaps":
            lines = "".join(f"Sitemap: {server.base}{path}\n" for path in paths)
            server.routes["/robots.txt"] = Answer(body=lines.encode(), kind="text/plain")
        server.routes["/"] = listing([*healthy, *(paths if kind == "listings" else ())], head=head)
        return _play(server, elsewhere, archive, places, healthy, SECONDS + SECONDS_EACH * len(cases))


def play_whole(case: Whole, archive: Path) -> Played:
    """One crawl of a site of twelve healthy articles that differs in one thing."""
    with EvilServer() as server, EvilServer("127.0.0.2") as elsewhere:
        place = Place(server.base, FIRST_HEALTHY, elsewhere.base)
        healthy = tuple(place.other(step) for step in range(HEALTHY))
        routes: dict[str, Script] = {path: article(FIRST_HEALTHY + step) for step, path in enumerate(healthy)}
        server.routes |= {**routes, "/": listing(healthy), **case.routes(place)}  # type: ignore[dict-item]
        return _play(server, elsewhere, archive, {case.name: place}, healthy, case.seconds)


def _play(
    server: EvilServer,
    elsewhere: EvilServer,
    archive: Path,
    places: Mapping[str, Place],
    healthy: tuple[str, ...],
    seconds: float,
) -> Played:
    with server, elsewhere:
        run, took, memory = crawl(server.base + "/", archive, seconds)
    return Played(run, server, elsewhere, places, healthy, took, memory)


def seconds_to_end(case: Behaviour, kind: str, archive: Path) -> tuple[int, float, str]:
    """Begin a crawl of a site on which this behaviour hangs; exit code and seconds after SIGTERM, and stderr."""
    with EvilServer() as server, EvilServer("127.0.0.2") as elsewhere:
        place = Place(server.base, FIRST, elsewhere.base)
        target = place.path
        server.routes["/"] = listing([target])
        if isinstance(case, Page):
            server.routes[target] = case.does(place)  # type: ignore[assignment]
        elif isinstance(case, Listing):
            target = listing_path(kind, case)
            link = f'<link rel="alternate" type="application/rss+xml" href="{target}">'
            server.routes["/"] = listing([target], head=link if kind == "feeds" else "")
            lines = f"Sitemap: {server.base}{target}\n" if kind == "sitemaps" else ""
            server.routes["/robots.txt"] = Answer(body=lines.encode(), kind="text/plain")
            server.routes[target] = case.does(place, target)  # type: ignore[assignment]
        elif isinstance(case, Whole):
            routes = case.routes(place)
            (target,) = routes
            server.routes |= routes  # type: ignore[arg-type]
        with server, elsewhere:
            return _ended(server, target, archive)


def _ended(server: EvilServer, target: str, archive: Path) -> tuple[int, float, str]:
    patient = environment(NEWSBOT_TIMEOUT="60", NEWSBOT_RETRY_DELAY="60")
    process = subprocess.Popen(
        command(server.base + "/", archive), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=patient
    )
    end = time.monotonic() + SECONDS
    while not server.times_asked(target) and time.monotonic() < end and process.poll() is None:
        time.sleep(0.01)
    time.sleep(0.2)
    began = time.monotonic()
    process.terminate()
    try:
        _, error = process.communicate(timeout=2 * SIGNAL_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        _, error = process.communicate()
    return process.returncode, time.monotonic() - began, error
