"""How fast the archive takes pages in, with and without syncing: capture, record, ledger, commit.

python benchmarks/archive.py                      500 pages, batches of 50
python benchmarks/archive.py --pages 20000        the long form
python benchmarks/archive.py --urls 1000000       what a site of a million known URLs costs at the start
python benchmarks/archive.py --reread 2000        the example site's captures read again, with one process and with two
python benchmarks/archive.py --verify 2000        the example site checked, and four copies of it with one process and with two
python benchmarks/archive.py --profile            where the time goes
"""

from __future__ import annotations

import argparse
import cProfile
import gzip
import os
import pstats
import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from subprocess import DEVNULL, run

from newsbot.archive import ArchiveSettings, Exchange, Ledger, Outcome, SiteArchive, State, article_files, read, verify
from newsbot.archive.inflate import decompressobj
from newsbot.archive.recrawl import parse_plan
from newsbot.archive.tables import Recrawl
from newsbot.archive.warc import records
from newsbot.article import Article, Block, Image, Link, Reader, content_hash
from newsbot.site import WebSite

NEWSBOT = [sys.executable, "-m", "newsbot"]
SENTENCE = "sáng nay tại trung tâm hội nghị tỉnh các đồng chí đại biểu dự buổi làm việc về sản xuất vụ xuân của bà con"
WORDS = SENTENCE.split()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--batch", type=int, default=50, help="pages a commit")
    parser.add_argument(
        "--served", choices=("identity", "gzip"), default="identity", help="content encoding of the pages"
    )
    parser.add_argument("--urls", type=int, default=0, help="size of a ledger to open")
    parser.add_argument(
        "--reread", type=int, default=0, metavar="ARTICLES", help="read captures of the example site again"
    )
    parser.add_argument(
        "--verify", type=int, default=0, metavar="ARTICLES", help="check the archive of the example site"
    )
    parser.add_argument("--dir", type=Path, default=None, help="where to write (default: a temporary folder)")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.dir) as folder:
        if options.urls:
            known_urls(Path(folder), options.urls)
            return
        if options.reread:
            read_again(Path(folder), options.reread)
            return
        if options.verify:
            check(Path(folder), options.verify)
            return
        pages = [page(number) for number in range(options.pages)]
        for sync in (True, False):
            with profiled(options.profile and not sync):
                root = Path(folder) / f"sync-{sync}"
                show(f"sync={sync}", take_in(root, pages, options, sync=sync), len(pages))
        read_back(root)


def page(number: int) -> tuple[Article, bytes]:
    """A page of about 15 KB and its record of about 5 KB."""
    pick = random.Random(number)
    texts = [" ".join(pick.choices(WORDS, k=70)) for _ in range(8)]
    blocks = (*(Block("paragraph", text) for text in texts), Block("image", "Các đại biểu dự hội nghị.", 0))
    menu = "".join(
        f'<li class="menu__item"><a href="/muc-{i}/{pick.random()}">Chuyên mục {i}</a></li>' for i in range(110)
    )
    html = f"<html><body><ul>{menu}</ul><article>{''.join(f'<p>{text}</p>' for text in texts)}</article></body></html>"
    title = texts[0][:60].strip()
    record = Article(
        id=f"bench:{number}", site="bench", url=f"http://bench.example/bai-viet-{number}.html", title=title,
        body="\n\n".join(texts), captions=("Các đại biểu dự hội nghị.",), images=(Image("http://bench.example/a.jpg"),),
        related_links=tuple(Link(text[:40].strip(), f"http://bench.example/{i}.html") for i, text in enumerate(texts)),
        blocks=blocks, content_hash=content_hash(title, blocks), reader=Reader("0", "general"),
        fetched_at="2026-11-22T08:09:10+00:00", http_status=200,
    )  # fmt: skip
    return record, html.encode()


def take_in(root: Path, pages: list[tuple[Article, bytes]], options: argparse.Namespace, *, sync: bool) -> float:
    from dataclasses import replace

    coding = ((b"Content-Encoding", b"gzip"),) if options.served == "gzip" else ()
    bodies = [gzip.compress(html, 6) if coding else html for _, html in pages]
    begin = time.perf_counter()
    with SiteArchive.open(root, "bench", ArchiveSettings(sync=sync)) as archive:
        for number, ((record, _), body) in enumerate(zip(pages, bodies, strict=True), 1):
            archive.ledger.urls.discover(record.url, "benchmark")
            archive.ledger.frontier.take(1)
            now = datetime.now(UTC)
            headers = ((b"Content-Type", b"text/html; charset=utf-8"), (b"Server", b"nginx"), *coding)
            asked = ((b"User-Agent", b"newsbot (+mailto:a@b.example)"), (b"Accept-Encoding", b"gzip"))
            capture = archive.capture(
                Exchange(record.url, "GET", asked, b"", 200, headers, body, now, now, reason="OK")
            )
            archive.apply(Outcome.read(replace(record, capture=capture)))
            if number % options.batch == 0:
                archive.commit()
    return time.perf_counter() - begin


def check(root: Path, articles: int) -> None:
    """One site in this process; then the whole command, its start included, over four sites with one process and with two."""
    run([*NEWSBOT, "demo", "--articles", str(articles), "--archive", str(root), "--json"], check=True, stdout=DEVNULL)
    read_back(root)
    for number in (2, 3, 4):
        shutil.copytree(root / "example", root / f"example{number}")
    size = jsonl_size(root)
    for jobs in (1, 2, 1, 2):
        wall, seconds = command("verify", "--archive", str(root), "--jobs", str(jobs))
        print(f"verify, four sites, jobs={jobs}: {wall:.2f} s, {seconds:.2f} s CPU, {size / wall:.0f} MB/s of JSONL")


def read_back(root: Path) -> None:
    """What checking costs, median of nine; the captures are read once more alone, to tell their share."""
    size, files = jsonl_size(root), list(root.glob("*/captures/*"))
    lines = sum(1 for _ in read(root))
    packed = sum(file.stat().st_size for file in files) / 1e6
    costs = [
        [
            cpu(action)
            for action in (partial(read_captures, files), partial(checked, root), partial(checked, root, deep=False))
        ]
        for _ in range(9)
    ]
    captures, deep, quick = (median(cost) for cost in zip(*costs, strict=True))
    print(
        f"{size:.1f} MB of JSONL in lines of {size / lines * 1e3:.1f} KB, {packed:.1f} MB of captures, unpacked by "
        f"{decompressobj.__module__}: {packed / captures:.0f} MB/s of captures"
    )
    for name, seconds in (("", deep), (" --quick", quick)):
        print(
            f"verify{name}: {seconds:.2f} s CPU, {size / seconds:.0f} MB/s of JSONL with its captures, "
            f"{size / (seconds - captures):.0f} without"
        )


def jsonl_size(root: Path) -> float:
    """In MB."""
    return sum(file.stat().st_size for file in article_files(root)) / 1e6


def read_captures(files: list[Path]) -> None:
    for file in files:
        with file.open("rb") as stream:
            for _ in records(stream):
                pass


def checked(root: Path, *, deep: bool = True) -> None:
    if not all(report.sound for report in verify(root, deep=deep)):
        sys.exit("the archive is damaged")


def cpu(action: Callable[[], object]) -> float:
    begin = time.process_time()
    action()
    return time.process_time() - begin


def read_again(root: Path, articles: int) -> None:
    run([*NEWSBOT, "demo", "--articles", str(articles), "--archive", str(root), "--json"], check=True, stdout=DEVNULL)
    for jobs in (1, 2, 1, 2):
        wall, seconds = command("reread", "--archive", str(root), "--jobs", str(jobs))
        print(f"reread, jobs={jobs}: {wall:.2f} s, {seconds:.2f} s CPU, {articles / wall:.0f} articles/s")


def command(*arguments: str) -> tuple[float, float]:
    """Wall and CPU time of a command, in a process of its own so that what it costs to start is in it."""
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    run([*NEWSBOT, *arguments, "--json"], check=True, stdout=DEVNULL)
    wall, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def known_urls(root: Path, number: int) -> None:
    """Archived articles, of which one in a hundred is due to be fetched again, and as many new ones."""
    now, plan = datetime.now(UTC), parse_plan("1d")
    home = "http://127.0.0.1:9/"
    folder = root / WebSite(home).name
    folder.mkdir()
    with Ledger.open(folder / "ledger.sqlite", sync=False) as ledger:
        for i in range(number):
            url = f"{home}thoi-su/202611/mot-bai-viet-khong-ngan-lam-{i:07x}/"
            ledger.urls.discover(url, "benchmark")
            if i % 100:
                ledger.urls.settle(url, State.ARCHIVED)
            if i % 100 == 1:
                ledger.recrawls.schedule(Recrawl(url, now, now))
            if i % 100_000 == 0:
                ledger.commit()
        ledger.commit()
    cpu, wall = time.process_time(), time.perf_counter()
    with Ledger.open(folder / "ledger.sqlite") as ledger:
        ledger.frontier.release_all()
        ledger.frontier.reopen([State.FAILED])
        pending, taken = ledger.urls.counts()[State.PENDING], len(ledger.frontier.take(16))
        moments = (now + plan.ages[0], plan.horizon(now + plan.ages[0]))
        due = ledger.recrawls.count_due(*moments)
        taken += sum(ledger.recrawls.take_due(*moments) is not None for _ in range(16))
        ledger.commit()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = (folder / "ledger.sqlite").stat().st_size / 1e6
    print(
        f"{number} URLs in {size:.0f} MB, {pending} new and {due} due: "
        f"open, count and take {taken} in {time.process_time() - cpu:.2f} s CPU, "
        f"{time.perf_counter() - wall:.2f} s; {memory:.0f} MB of memory at most, building the ledger included"
    )
    command = [sys.executable, "-m", "newsbot", "crawl", home, "--archive", str(root), "--delay", "0"]
    run(command, stdout=DEVNULL, stderr=DEVNULL, check=False, env={**os.environ, "NEWSBOT_RETRIES": "0"})
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu, memory = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    print(f"newsbot crawl, up to a home page that does not answer: {cpu:.2f} s CPU, {memory:.0f} MB of memory")


def show(name: str, seconds: float, pages: int) -> None:
    print(f"{name}: {pages} pages in {seconds:.2f} s, {pages / seconds:.0f} pages/s")


@contextmanager
def profiled(on: bool) -> Iterator[None]:
    if not on:
        yield
        return
    with cProfile.Profile() as profile:
        yield
    pstats.Stats(profile).sort_stats("tottime").print_stats(18)


if __name__ == "__main__":
    main()
