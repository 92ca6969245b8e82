"""Articles a second: newsbot's whole flow beside a bare Scrapy spider that only saves bodies, from the same local server.

    python benchmarks/crawl.py                 short form: 400 articles, 3 pairs
    python benchmarks/crawl.py --articles 3000 --pairs 7
    python benchmarks/crawl.py --unsynced      what durability costs: beside the same crawl with syncing off

Both crawl the example site grown to the given size, without a delay and with the same concurrency, each in a process of its
own, in turn. newsbot also asks robots.txt, the feed and all listing pages, writes WARC, JSONL and ledger with syncs, and reads
every page; the bare spider takes the URLs from the sitemap and writes each body to a file. Articles a second are counted
from the opening of the spider to its close; start-up is printed apart, as CPU seconds of the whole process.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from newsbot.example import serve

HERE = Path(__file__).parent


def measure(program: list[str], base: str, folder: Path, concurrency: int) -> tuple[int, float, float]:
    """Articles, seconds of crawling and CPU seconds of the process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, HERE / program[0], base, str(folder), str(concurrency), *program[1:]],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    count, seconds = done.stdout.split()
    return int(count), float(seconds), after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--articles", type=int, default=400)
    arguments.add_argument("--pairs", type=int, default=3)
    arguments.add_argument("--concurrency", type=int, default=8)
    arguments.add_argument(
        "--unsynced", action="store_true", help="beside newsbot without syncing, instead of a bare spider"
    )
    options = arguments.parse_args()
    other = ("unsynced", ["newsbot_crawl.py", "unsynced"]) if options.unsynced else ("bare", ["bare_spider.py"])
    programs = dict([("newsbot", ["newsbot_crawl.py"]), other])
    rows: dict[str, list[tuple[float, float]]] = {name: [] for name in programs}
    with serve(options.articles) as base, tempfile.TemporaryDirectory() as scratch:
        for number in range(options.pairs + 1):
            for name, program in programs.items():
                count, seconds, cpu = measure(program, base, Path(scratch, f"{name}-{number}"), options.concurrency)
                if number:  # the first pair warms the disk and the server
                    rows[name].append((count / seconds, cpu))
                    print(f"{name:8} {count:6} articles {count / seconds:8.1f} a second {cpu:6.2f} s CPU", flush=True)
    ratio = statistics.median(a[0] / b[0] for a, b in zip(rows["newsbot"], rows[other[0]], strict=True))
    print(
        json.dumps(
            {
                "articles_a_second": {
                    name: round(statistics.median(row[0] for row in some), 1) for name, some in rows.items()
                },
                "cpu_seconds": {
                    name: round(statistics.median(row[1] for row in some), 2) for name, some in rows.items()
                },
                "ratio": round(ratio, 3),
                "cores": os.cpu_count(),
            }
        )
    )


if __name__ == "__main__":
    main()
