"""Crawls a paper with a site file of its own, as the command does, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import types
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from newsbot.reader.layouts.layout import Layout
from newsbot.site import Api, Archive, Feed, Section, Site, Sitemap, Source
from tests.crawl.command import Run, environment
from tests.forked import run_forked


class Paper(Site, family=True):
    """A paper with numbered articles; those of some have their month in the URL."""

    publisher, province, cms, scheme = "Báo Khe Lạnh", "Khe Lạnh", "paper", "http"
    article_paths = (
        r"^/(?P<month>\d{6})/[a-z-]+-(?P<number>\d+)\.html$",
        r"-(?P<number>\d{4,})\.html$",
    )
    monthly_sitemaps = r"/news-(?P<year>\d{4})-(?P<month>\d{1,2})\.xml$"
    layouts = (Layout(name="paper", markers=(b"khe-lanh-body",), present=".khe-lanh-body", body=(".khe-lanh-body",)),)
    delay = 0.0


def paper(
    base: str,
    sources: tuple[Source, ...],
    ending: str = "html",
    drop: str = "",
    quiet: str = "",
    verify: str = "yes",
) -> Site:
    """The paper at a base URL on this machine; its site file knows articles with this ending.

    With `drop` it reads them without what this selector finds: two crawls with and without it are those of
    two versions of newsbot. `quiet` are its quiet hours ("22:00-05:00"), `verify` whether its certificate must be sound.
    """
    rules = tuple(rule.replace("html", ending) for rule in Paper.article_paths)
    values = {
        "name": "paper",
        "domains": ("127.0.0.1",),
        "port": urlsplit(base).port,
        "sources": sources,
        "article_paths": rules,
        "scheme": urlsplit(base).scheme,
        "quiet_hours": tuple(filter(None, quiet.split("-"))),
        "verify_tls": verify == "yes",
    }
    if drop:
        values["layouts"] = (Layout(name="paper", markers=(b"<article>",), body=("article",), drop=(drop,)),)
    site: Site = types.new_class("Local", (Paper,), exec_body=lambda space: space.update(values))()
    return site


def start_paper(base: str, archive: Path, *sources: Source, **options: str) -> subprocess.Popen[str]:
    """Begin a crawl; `options`: since, backfill, limit, delay, ending, drop, quiet, verify, now (the begin), revisits, fault."""
    arguments = [sys.executable, "-m", __name__, base, str(archive), repr(sources), json.dumps(options)]
    pipe = subprocess.PIPE
    return subprocess.Popen(arguments, stdout=pipe, stderr=pipe, text=True, env=_environment(options))


def crawl_paper(base: str, archive: Path, *sources: Source, **options: str) -> Run:
    """Crawl to the end."""
    ended = run_forked(main, (base, str(archive), repr(sources), json.dumps(options)), _environment(options))
    assert ended.stdout.strip(), ended.stderr
    return Run(ended.code, json.loads(ended.stdout), ended.stderr, archive / "paper")


def _environment(options: Mapping[str, str]) -> dict[str, str]:
    return environment(
        **{f"NEWSBOT_{name.upper()}": options[name] for name in ("revisits", "fault") if name in options}
    )


def main(base: str, archive: str, sources: str, options: str) -> int:
    """Crawl in this process; the report goes to stdout."""
    from dataclasses import asdict
    from datetime import UTC, datetime, timedelta

    from newsbot.crawl.run import Options, crawl
    from newsbot.discover.window import parse_window

    known: dict[str, Callable[..., Source]] = {c.__name__: c for c in (Api, Archive, Feed, Section, Sitemap)}
    asked = json.loads(options)
    ahead = datetime.fromisoformat(asked["now"]) - datetime.now(UTC) if "now" in asked else timedelta()
    report, _ = crawl(
        paper(
            base,
            eval(sources, known),
            **{name: asked[name] for name in ("ending", "drop", "quiet", "verify") if name in asked},
        ),
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
