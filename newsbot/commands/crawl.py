"""newsbot crawl: sites into the archive."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsbot.commands.crawling import complain, crawl_options
from newsbot.commands.ending import fail, guarded, told_if_wanted
from newsbot.commands.naming import site_named
from newsbot.commands.options import archive_option, contact_option, given_options, verbose_option
from newsbot.commands.plain import put, report_json, say
from newsbot.console.exit_codes import Exit

if TYPE_CHECKING:
    from newsbot.crawl.run import Options
    from newsbot.site import Site


@click.command()
@click.argument("targets", metavar="SITE|URL…", nargs=-1)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Crawl every site that is not merged into another.",
)
@click.option(
    "--since",
    metavar="WHEN",
    help="Only what was published since: 2025-07-01, or 7d for the last seven days. Archived articles are fetched again "
    "only when they are due and came out since.",
)
@click.option(
    "--backfill", metavar="FROM..TO", help="Walk the past: 2024-01-01..2024-06-30. Nothing archived is fetched again."
)
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Fetch at most N pages.")
@click.option(
    "--delay",
    type=click.FloatRange(0),
    metavar="SECONDS",
    help="Seconds between two requests.  [default: the site's own]",
)
@click.option("--jobs", type=click.IntRange(1), default=4, show_default=True, help="Sites crawled at the same time.")
@click.option("--json", "as_json", is_flag=True, help="Print the run report as JSON instead of tables.")
@archive_option
@contact_option
@verbose_option
def crawl(
    targets: tuple[str, ...],
    everything: bool,
    since: str | None,
    backfill: str | None,
    limit: int | None,
    delay: float | None,
    jobs: int,
    as_json: bool,
    archive: Path,
    contact: str,
    verbose: int,
) -> None:
    """Crawl sites into the archive. A URL crawls any news site by its URL."""
    from datetime import UTC, datetime

    from newsbot.discover.window import parse_window
    from newsbot.spiders import all_sites

    living = [name for name, site in all_sites().items() if not site.is_merged]
    names = list(dict.fromkeys((*targets, *(living if everything else ()))))
    if not names:
        fail(Exit.USAGE, "nothing to crawl: name a site (see `newsbot sites`), give a URL, or --all")
    sites = [site_named(name) for name in names]
    try:
        window = parse_window(since, backfill, datetime.now(UTC))
    except ValueError as error:
        fail(Exit.USAGE, str(error))
    if len(sites) > 1:
        from newsbot.crawl.many import crawl_many

        shared = given_options(click.get_current_context(), but={"everything", "jobs"})
        raise SystemExit(crawl_many(names, shared, jobs=jobs))
    options = crawl_options(archive, contact=contact, limit=limit, window=window, delay=delay, verbose=verbose)
    raise SystemExit(crawl_one(sites[0], options, as_json=as_json))


def crawl_one(site: Site, options: Options, *, as_json: bool) -> int:
    """Crawl one site in this process and show the report; returns the exit code."""
    from newsbot.commands.views.tables import output, show_report
    from newsbot.crawl.run import crawl as run

    began = time.monotonic()
    report, running = guarded(run, site, options)
    with told_if_wanted():
        if as_json:
            put(report_json(report))
        else:
            show_report(output(), report, time.monotonic() - began)
            say(f"archive: {(options.archive / report.site).absolute()}")
    complain(running)
    return int(report.exit_code)
