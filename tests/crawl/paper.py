"""Crawls a paper with a site file of its own, as the command does, in a process of its own."""

from __future__ import annotations

import importlib
import json
import multiprocessing
import os
import subprocess
import sys
import types
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import newsbot.settings
from newsbot.reader.layout import Layout
from newsbot.site import Archive, Feed, Section, Site, Sitemap, Source
from tests.crawl.command import Run, environment

IMPORTED = (
    *("newsbot.crawl.run", "newsbot.crawl.scheduler", "newsbot.crawl.progress", "newsbot.crawl.capture"),
    *(
        "newsbot.crawl.unpack",
        "newsbot.crawl.acknowledge",
        "newsbot.pipelines",
        "aiohttp.web",
        "scrapy.core.downloader",
    ),
    *("scrapy.extensions.feedexport", "scrapy.extensions.remote_control", "scrapy.downloadermiddlewares.cookies"),
)
"""What a crawl imports: four fifths of the CPU time of a short one. Its process is forked from one that has it all."""


class Paper(Site, family=True):
    """A paper with numbered articles; those of some have their month in the address."""

    publisher, province, cms, scheme = "Báo Khe Lạnh", "Khe Lạnh", "paper", "http"
    article_paths = (
        r"^/(?P<month>\d{6})/[a-z-]+-(?P<number>\d+)\.html$",
        r"-(?P<number>\d{4,})\.html$",
    )
    monthly_sitemaps = r"/news-(?P<year>\d{4})-(?P<month>\d{1,2})\.xml$"
    layouts = (Layout(name="paper", markers=(b"khe-lanh-body",), present=".khe-lanh-body", body=(".khe-lanh-body",)),)
    delay = 0.0


def paper(base: str, sources: tuple[Source, ...], ending: str = "html") -> Site:
    """The paper at a base address on this machine; its site file knows articles with this ending."""
    rules = tuple(rule.replace("html", ending) for rule in Paper.article_paths)
    values = {
        "name": "paper",
        "domains": ("127.0.0.1",),
        "home": f"{base}/",
        "sources": sources,
        "article_paths": rules,
    }
    site: Site = types.new_class("Local", (Paper,), exec_body=lambda space: space.update(values))()
    return site


def start_paper(base: str, archive: Path, *sources: Source, **options: str) -> subprocess.Popen[str]:
    """Begin a crawl; `options`: since, backfill, limit, delay, ending, now (the time at its begin), revisits."""
    arguments = [sys.executable, "-m", __name__, base, str(archive), repr(sources), json.dumps(options)]
    pipe = subprocess.PIPE
    return subprocess.Popen(arguments, stdout=pipe, stderr=pipe, text=True, env=_environment(options))


def crawl_paper(base: str, archive: Path, *sources: Source, **options: str) -> Run:
    """Crawl to the end."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__, *IMPORTED])
    with TemporaryDirectory() as folder:
        output, errors = (Path(folder) / name for name in ("stdout", "stderr"))
        arguments = (base, str(archive), repr(sources), json.dumps(options))
        process = context.Process(target=_crawl_apart, args=(arguments, _environment(options), output, errors))
        process.start()
        process.join(60)
        process.kill()
        process.join()
        report, complaints = output.read_text("utf-8"), errors.read_text("utf-8")
    assert report.strip(), complaints
    assert process.exitcode is not None
    return Run(process.exitcode, json.loads(report), complaints, archive / "paper")


def _environment(options: Mapping[str, str]) -> dict[str, str]:
    return environment(**({"NEWSBOT_REVISITS": options["revisits"]} if "revisits" in options else {}))


def _crawl_apart(arguments: tuple[str, str, str, str], variables: dict[str, str], output: Path, errors: Path) -> None:
    """Crawl in a process made for it. Pages are read in it too, as in any crawl that takes its time: a process beside it would
    cost more than the few pages that a test has."""
    for stream, path in ((1, output), (2, errors)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), stream)
    os.environ.clear()
    os.environ.update(variables)
    importlib.reload(newsbot.settings)  # it was imported for another test
    with patch("newsbot.crawl.spider.FAST", 0.0):
        code = main(*arguments)
    sys.stdout.flush()
    os._exit(code)


def main(base: str, archive: str, sources: str, options: str) -> int:
    """Crawl in this process; the report goes to stdout."""
    from dataclasses import asdict
    from datetime import UTC, datetime, timedelta

    from newsbot.crawl.run import Options, crawl
    from newsbot.crawl.window import parse_window

    known: dict[str, Callable[..., Source]] = {c.__name__: c for c in (Archive, Feed, Section, Sitemap)}
    asked = json.loads(options)
    ahead = datetime.fromisoformat(asked["now"]) - datetime.now(UTC) if "now" in asked else timedelta()
    report, _ = crawl(
        paper(base, eval(sources, known), asked.get("ending", "html")),
        Options(
            archive=Path(archive),
            clock=lambda: datetime.now(UTC) + ahead,
            delay=float(asked.get("delay", 0)),
            limit=int(asked["limit"]) if "limit" in asked else None,
            window=parse_window(asked.get("since"), asked.get("backfill"), datetime.now(UTC)),
        ),
    )
    sys.stdout.write(json.dumps(asdict(report)))
    return report.exit_code


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
