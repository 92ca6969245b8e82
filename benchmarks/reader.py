"""What reading costs: CPU time beside the time `lxml.html` needs to parse the same bytes, and memory beside their size.

python benchmarks/reader.py                       the pages of the bundled example site, three passes
python benchmarks/reader.py --pages DIR           saved pages: every *.html and *.html.gz below DIR
python benchmarks/reader.py --passes 9            more passes: each page counts with its best
python benchmarks/reader.py --slowest 10          also the pages that take longest

trafilatura and newspaper4k are measured on the same pages where they are installed. One process, one thread. Memory is the
growth of the resident set, at its peak, of a process that reads one page; on Linux, for pages of 100 KB or more.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import lxml.html

import newsbot
from newsbot.example.paper import Paper
from newsbot.example.site import Site

BASE = "http://127.0.0.1:8000"
HTML = "text/html; charset=utf-8"
GROWTH = """
import sys
from pathlib import Path
import newsbot

def highest():
    status = Path("/proc/self/status").read_text()
    return 1024 * int(status.split("VmHWM:")[1].split()[0])

other, page = (Path(name).read_bytes() for name in sys.argv[1:3])
newsbot.extract(other, url=sys.argv[3])
before = highest()
newsbot.extract(page, url=sys.argv[3])
print(highest() - before)
"""
"""Program that reads one page after another and prints by how much the second raised its peak (Linux)."""
MEASURED = 40
"""Pages whose memory is measured at most."""
SMALLEST = 100_000
"""Bytes of the smallest page whose memory says something: below, pools and allocator pages outweigh it."""

Read = Callable[[bytes, str], object]


@dataclass(frozen=True, slots=True)
class Page:
    """A saved page."""

    name: str
    url: str
    html: bytes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, default=None, help="folder with *.html or *.html.gz")
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--slowest", type=int, default=0, help="also name this many pages")
    options = parser.parse_args()
    pages = list(saved(options.pages) if options.pages else bundled())
    if not pages:
        parser.error(f"no *.html or *.html.gz below {options.pages}")
    print(f"{len(pages)} pages of {statistics.mean(len(page.html) for page in pages) / 1000:.1f} KB")
    for page in pages[:3]:
        newsbot.extract(page.html, url=page.url, content_type=HTML)
    memory = peaks(pages) if sys.platform == "linux" else []
    every = best(dict(readers()), pages, options.passes)
    parse = every["lxml.html"]
    for name, times in every.items():
        ratio, longest = sum(times) / sum(parse), max(times)
        print(
            f"{name:12} {1000 * statistics.mean(times):7.2f} ms a page  {ratio:5.1f} x  longest {1000 * longest:.0f} ms"
        )
        for seconds, page in sorted(zip(times, pages, strict=True), key=lambda pair: -pair[0])[: options.slowest]:
            print(f"{'':12} {1000 * seconds:7.1f} ms  {len(page.html) / 1000:7.0f} KB  {page.name}")
    if memory:
        print(f"memory       {statistics.median(memory):.1f} x the bytes of a page, at most {max(memory):.1f} x")
    else:
        print(f"memory       not measured: no page of {SMALLEST / 1000:.0f} KB or more")


def bundled() -> Iterator[Page]:
    """The pages of the example site."""
    for path, resource in Site(Paper(), BASE, datetime.now(UTC)).resources().items():
        if resource.status == 200 and resource.content_type.startswith("text/html"):
            yield Page(path, BASE + path, resource.render())


def saved(folder: Path) -> Iterator[Page]:
    """The pages in a folder; their URL is made from their name."""
    for file in sorted((*folder.rglob("*.html"), *folder.rglob("*.html.gz"))):
        html = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        yield Page(file.name, f"https://example.invalid/{file.name}", html)


def readers() -> Iterator[tuple[str, Read]]:
    """The parser alone, newsbot, and its peers as far as they are installed."""
    yield "lxml.html", lambda html, _: lxml.html.fromstring(html)
    yield "newsbot", lambda html, url: newsbot.extract(html, url=url, content_type=HTML)
    if importlib.util.find_spec("trafilatura"):
        import trafilatura

        yield "trafilatura", lambda html, url: trafilatura.bare_extraction(html, url=url, with_metadata=True)
    if importlib.util.find_spec("newspaper"):
        with warnings.catch_warnings(action="ignore"):
            import newspaper  # type: ignore[import-untyped,unused-ignore]

        yield (
            "newspaper4k",
            lambda html, url: newspaper.article(url, input_html=html.decode("utf-8", "replace"), fetch_images=False),
        )


def best(reads: dict[str, Read], pages: list[Page], passes: int) -> dict[str, list[float]]:
    """By reader and page: the least CPU seconds of several passes. All read a page in turn: they meet the same machine."""
    times = {name: [float("inf")] * len(pages) for name in reads}
    for _ in range(passes):
        for index, page in enumerate(pages):
            for name, read in reads.items():
                start = time.process_time()
                read(page.html, page.url)
                times[name][index] = min(times[name][index], time.process_time() - start)
    return times


def peaks(pages: list[Page]) -> list[float]:
    """For pages of some size: memory of one extraction at its peak, in bytes for a byte of the page."""
    large = [page for page in pages if len(page.html) >= SMALLEST]
    return [growth(page, pages[0]) / len(page.html) for page in large[:: max(1, len(large) // MEASURED)]]


def growth(page: Page, other: Page) -> int:
    """Bytes by which a process that has read another page grows while it reads this one."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("other", "page")]
        for file, one in zip(files, (other, page), strict=True):
            file.write_bytes(one.html[:SMALLEST] if one is other else one.html)
        return int(subprocess.check_output([sys.executable, "-c", GROWTH, *map(str, files), page.url]))


if __name__ == "__main__":
    main()
