"""newsbot demo: the bundled example newspaper, crawled for real."""

from __future__ import annotations

import time
from pathlib import Path

import click

from newsbot.commands.crawling import complain, crawl_options
from newsbot.commands.ending import guarded
from newsbot.commands.options import archive_option, verbose_option
from newsbot.commands.plain import put, record_json, report_json
from newsbot.console.exit_codes import Exit


@click.command()
@archive_option
@click.option("--articles", type=click.IntRange(1), help="Grow the example site to this many articles.")
@click.option("--delay", type=click.FloatRange(0), default=0.0, show_default=True, help="Seconds between two requests.")
@click.option("--json", "as_json", is_flag=True, help="Print the run report as JSON instead of tables.")
@verbose_option
def demo(archive: Path, articles: int | None, delay: float, as_json: bool, verbose: int) -> None:
    """Serve the bundled example newspaper on loopback, crawl it for real, show what was archived."""
    from newsbot.commands.views.tables import output, show_report
    from newsbot.crawl.run import crawl
    from newsbot.example import serve
    from newsbot.example.demo import ExamplePaper, port_of_last_demo

    options = crawl_options(archive, delay=delay, concurrency=8, verbose=verbose)
    with serve(articles, port_of_last_demo(archive)) as base:
        began = time.monotonic()
        report, running = guarded(crawl, ExamplePaper(base), options)
        seconds = time.monotonic() - began
    if as_json:
        put(report_json(report))
        raise SystemExit(report.exit_code)
    console = output()
    show_report(console, report, seconds)
    folder = (archive / report.site).absolute()
    if report.archived:
        console.print(
            f"The archive lies in {folder}: articles/*.jsonl, captures/*.warc.gz, ledger.sqlite.", markup=False
        )
        assert running.statistics.last is not None
        console.print(
            f"One record, from {running.statistics.last.capture.file if running.statistics.last.capture else ''}:\n",
            markup=False,
        )
        put(record_json(running.statistics.last))
    elif report.exit_code == Exit.OK:
        console.print(f"Nothing new: every article is in the archive already ({folder}).", markup=False)
    complain(running)
    raise SystemExit(report.exit_code)
