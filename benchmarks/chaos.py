"""Kill it anywhere, long form: the real command under SIGKILL, full disks and torn tails, and stock Scrapy beside it.

    python benchmarks/chaos.py                       short form: 30 blows over 600 articles, a minute or two
    python benchmarks/chaos.py --kills 1000 --full 200 --torn 100 --articles 5000
    python benchmarks/chaos.py --kills 300 --articles 300 --revisits 1 --stock 0

Each campaign crawls the example site, grown to the given size, into a new archive; blow after blow falls on the crawl until
one comes too late; then the promise is checked (tests/chaos/promise.py): every article once, every line and capture whole,
every exit code true. Campaigns follow one another until all the blows have struck. Full disks are a tmpfs without room where
one can be mounted, else a limit to the size of files.

A share of the blows (`--revisits`) falls on crawls that look at articles again: a paper of as many articles whose articles are
edited, set back, taken down, brought back and moved from day to day (tests/chaos/living.py), crawled on five days of a week.

Stock Scrapy is run with JOBDIR and a JSON Lines feed, killed `--each` times at random moments, and resumed
until it ends with exit code 0.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree
from typing import Any

from newsbot.example import serve
from tests.chaos.blows import Blow, Disk, Target, fault, full, kill, torn
from tests.chaos.campaign import Outcome, Revisited, campaign, undisturbed
from tests.chaos.living import Living
from tests.crawl.server import Server

HERE = Path(__file__).parent


def first_crawls(
    base: str, scratch: Path, planned: deque[Blow], disk: Disk | None, options: argparse.Namespace
) -> Outcome:
    """Campaign after campaign until all planned blows have fallen."""
    total, chance = Outcome(), random.Random(options.seed)
    if not planned:
        return total
    wanted = undisturbed(base + "/", scratch / "undisturbed-first")
    while planned:
        target = Target(base + "/", scratch / "archive", options.seconds, disk)
        total += told(campaign, target, wanted, chance, planned)
    return total


def revisits(scratch: Path, planned: deque[Blow], disk: Disk | None, options: argparse.Namespace) -> Outcome:
    """The same over crawls that look at articles again."""
    total, chance = Outcome(), random.Random(options.seed)
    if not planned:
        return total
    with Server({}) as server:
        paper = Revisited.undisturbed(server, Living(options.articles, datetime.now(UTC)), scratch)
        while planned:
            target = Target(f"{server.base}/", scratch / "archive", options.seconds, disk)
            total += told(paper.campaign, target, chance, planned)
    return total


def told(strike: Callable[..., Outcome], target: Target, *arguments: Any) -> Outcome:
    """Run one campaign, tell what came of it, and remove its archive."""
    began = time.monotonic()
    outcome = strike(target, *arguments)
    seconds = time.monotonic() - began
    print(f"{outcome.blows.total():4} blows, {len(outcome.problems)} problems, {seconds:.0f} s", flush=True)
    for problem in outcome.problems[:20]:
        print("    ", problem, flush=True)
    rmtree(target.archive)
    return outcome


def stock(base: str, scratch: Path, articles: int, options: argparse.Namespace) -> Counter[str]:
    """Stock Scrapy under as many kills a campaign: what it lost, doubled and tore."""
    chance, losses = random.Random(options.seed), Counter[str]()
    for number in range(options.stock):
        folder = scratch / f"stock-{number}"
        command = [sys.executable, str(HERE / "stock_spider.py"), base, str(folder)]
        for _ in range(options.each):
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            with suppress(subprocess.TimeoutExpired):
                process.wait(chance.uniform(0, options.seconds))
            process.kill()
            process.wait()
        losses["campaigns"] += 1
        losses["exit code 0"] += subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode == 0
        losses += _losses(folder / "feed.jsonl", articles)
    return losses


def _losses(feed: Path, articles: int) -> Counter[str]:
    """What is wrong with a feed that should hold every article once."""
    urls, torn_lines = Counter[str](), 0
    for line in feed.read_bytes().splitlines() if feed.exists() else ():
        try:
            urls[json.loads(line)["url"]] += 1
        except ValueError:
            torn_lines += 1
    return Counter(
        {"lost": articles - len(urls), "of": articles, "twice": sum(urls.values()) - len(urls), "torn": torn_lines}
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument(
        "--kills", type=int, default=20, help="SIGKILLs: half at random moments, half at fault points"
    )
    arguments.add_argument("--full", type=int, default=6, help="full disks")
    arguments.add_argument("--torn", type=int, default=4, help="SIGKILLs after which files lose their ends")
    arguments.add_argument("--revisits", type=float, default=0.4, help="share of the blows that fall on revisits")
    arguments.add_argument("--articles", type=int, default=600)
    arguments.add_argument("--each", type=int, default=15, help="kills of stock Scrapy a campaign")
    arguments.add_argument("--seconds", type=float, default=2.0, help="longest time until a blow falls")
    arguments.add_argument("--stock", type=int, default=2, help="campaigns of stock Scrapy")
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    planned = [kill] * (options.kills // 2) + [fault] * (options.kills - options.kills // 2)
    planned += [full] * options.full + [torn] * options.torn
    random.Random(options.seed).shuffle(planned)
    again = round(options.revisits * len(planned))
    with serve(options.articles) as base, tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        with Disk.mounted(scratch / "disk") as disk:
            outcome = first_crawls(base, scratch / "disk", deque(planned[again:]), disk, options)
            outcome += revisits(scratch / "disk", deque(planned[:again]), disk, options)
        beside = stock(base, scratch, options.articles, options)
    print(f"newsbot: {outcome.articles} articles under {outcome.blows.total()} blows: {dict(outcome.blows)};")
    print(
        f"         full disks were {'a tmpfs' if disk else 'a limit to the size of files'}; {len(outcome.problems)} problems"
    )
    print(
        f"Scrapy:  {beside['campaigns']} campaigns of {options.each} kills; lost {beside['lost']} of {beside['of']} articles, "
        f"{beside['twice']} twice, {beside['torn']} torn lines; exit code 0 in {beside['exit code 0']}"
    )
    raise SystemExit(1 if outcome.problems else 0)


if __name__ == "__main__":
    main()
