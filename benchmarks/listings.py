"""Does newsbot find every article once, and how many requests does it need? One site for each family's way of listing.

    python benchmarks/listings.py                      2,000 articles a site
    python benchmarks/listings.py --articles 200 --only epi

Each site is served on loopback and crawled by newsbot in a process of its own, twice. Printed for each: how many articles and
listings exist, how many requests the first crawl made (robots.txt included), how many articles it found, how many it archived or
fetched more than once, and how many requests the second crawl needed to see that nothing is new. The exit code is 1 when an
article was missed or came twice, or when the first crawl made more than 1.05 requests for each page that exists.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

MOST = 1.05
"""Requests for each page that exists, at the most."""


def main() -> int:
    from listing_schemes import SCHEMES

    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--articles", type=int, default=2000)
    arguments.add_argument("--only", action="append", choices=SCHEMES)
    arguments.add_argument("--concurrency", type=int, default=4)
    options = arguments.parse_args()
    rows = [measure(name, options.articles, options.concurrency) for name in options.only or SCHEMES]
    return 0 if all(row["right"] for row in rows) else 1


def measure(name: str, articles: int, concurrency: int) -> Mapping[str, object]:
    """Crawl one site twice; the figures, which are also printed."""
    from listing_schemes import SCHEMES, Page

    from newsbot.archive import read
    from newsbot.normalize.zones import VIETNAM

    scheme = SCHEMES[name]
    stories = scheme.stories(articles, datetime.now(VIETNAM))
    routes: dict[str, Page] = {}
    asked: list[str] = []
    began = stories[-1].published.date().isoformat()
    with tempfile.TemporaryDirectory() as folder, serving(routes, asked) as base:
        routes |= scheme.routes(base, stories)
        codes = [run(name, base, folder, concurrency, began)]
        first = Counter(asked)
        asked.clear()
        codes.append(run(name, base, folder, concurrency, began))
        found = Counter(record.url.removeprefix(base) for record in read(Path(folder)) if record.url)
    wanted = {story.path for story in stories}
    exist = sum(page.exists for page in routes.values())
    row = {
        "scheme": name,
        "articles": len(stories),
        "exist": exist,
        "requests": first.total(),
        "ratio": round(first.total() / exist, 3),
        "found": len(wanted & found.keys()),
        "twice": sum(count > 1 for count in found.values()) + sum(first[path] > 1 for path in wanted),
        "other": len(found.keys() - wanted),
        "again": len(asked),
        "exit_codes": codes,
    }
    row["right"] = bool(
        row["found"] == len(wanted)
        and not row["twice"]
        and not row["other"]
        and row["ratio"] <= MOST
        and codes == [0, 0]
    )
    print(json.dumps(row), flush=True)
    return row


def run(name: str, base: str, folder: str, concurrency: int, began: str) -> int:
    """Crawl the site in a process of its own; its exit code."""
    arguments = ["--crawl", name, base, folder, str(concurrency), began]
    return subprocess.run([sys.executable, __file__, *arguments], check=False).returncode


def crawl(name: str, base: str, folder: str, concurrency: str, began: str) -> int:
    """Crawl the site in this process; the exit code, and the notes of the report on stderr."""
    from listing_schemes import SCHEMES

    from newsbot.crawl import run

    options = run.Options(archive=Path(folder), delay=0.0, concurrency=int(concurrency))
    report, _ = run.crawl(SCHEMES[name].site(base, began), options)
    for note in report.notes:
        print(f"{name}: {note}", file=sys.stderr)
    return report.exit_code


@contextmanager
def serving(routes: Mapping[str, object], asked: list[str]) -> Iterator[str]:
    """Serve pages by target, with ETags; the base URL. `asked` gets every target in the order of the requests."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            asked.append(self.path)
            page = routes.get(self.path)
            body, kind = (page.body, page.kind) if page else (b"<title>404</title>", "text/html")  # type: ignore[attr-defined]
            etag = f'"{zlib.crc32(body):08x}"'
            status = 404 if page is None else 304 if self.headers.get("If-None-Match") == etag else 200
            body = b"" if status == 304 else body
            self.send_response(status)
            for field in (("Content-Type", kind), ("Content-Length", str(len(body))), ("ETag", etag)):
                self.send_header(*field)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep still."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def command(arguments: Sequence[str]) -> int:
    return crawl(*arguments[1:]) if arguments[:1] == ["--crawl"] else main()


if __name__ == "__main__":
    raise SystemExit(command(sys.argv[1:]))
