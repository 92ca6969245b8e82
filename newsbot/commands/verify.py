"""newsbot verify: is the archive whole."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsbot.commands.ending import code_of, fail
from newsbot.commands.naming import folders_of
from newsbot.commands.options import archive_option
from newsbot.commands.plain import json_line, put, say
from newsbot.console.exit_codes import Exit

if TYPE_CHECKING:
    from newsbot.archive import SiteReport


@click.command()
@click.argument("names", metavar="[SITE]…", nargs=-1)
@click.option("--quick", is_flag=True, help="Do not judge again the lines that are, bit for bit, what was archived.")
@click.option(
    "--rebuild",
    is_flag=True,
    help="First make the ledger, and lines that are missing, again from the captures; the old ledger is kept.",
)
@click.option("--jobs", type=click.IntRange(1), help="Processes that check, a site at a time.  [default: one a core]")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a site and line.")
@archive_option
def verify(names: tuple[str, ...], quick: bool, rebuild: bool, jobs: int | None, as_json: bool, archive: Path) -> None:
    """Check every line, capture and count; name what is damaged."""
    from newsbot.archive.runs import broken_runs
    from newsbot.watch.verification import verify_sites

    folders: Iterable[Path] = (found := folders_of(archive, names))
    jobs = min(jobs or len(os.sched_getaffinity(0)), len(found)) or 1
    failed: list[Exit] = []
    if rebuild:
        folders, jobs = remade(found, failed, quiet=as_json), 1
    reports = []
    for report in verify_sites(folders, deep=not quick, jobs=jobs):
        reports.append(report)
        for damage in report.damage:
            say(str(damage), err=True)
        if report.obstacle:
            say(f"newsbot: {report.site} was not checked to its end: {report.obstacle}", err=True)
    for broken in (log := list(broken_runs(archive))):
        say(broken, err=True)
    if as_json:
        for report in reports:
            put(json_line(asdict(report)))
    else:
        from newsbot.commands.views.tables import output, show_verified

        show_verified(output(), reports)
    raise SystemExit(code_for(reports, log, failed))


def code_for(reports: list[SiteReport], broken: list[str], failed: list[Exit]) -> Exit:
    """The exit code: that of the worst of what is damaged, what could not be made again, and what could not be checked."""
    codes = [Exit.OK, *failed]
    if broken or any(report.damaged for report in reports):
        codes.append(Exit.DAMAGED)
    if any(report.obstacle for report in reports):
        codes.append(Exit.NOT_WRITABLE)
    return max(codes)


def remade(folders: Iterable[Path], failed: list[Exit], *, quiet: bool) -> Iterator[Path]:
    """Sites, each when its ledger is made again; or when that cannot be, and the code of the reason is in `failed`."""
    from newsbot.archive import ArchiveError

    for folder in folders:
        try:
            rebuild_ledger(folder, quiet=quiet)
        except ArchiveError as error:
            say(f"newsbot: {folder.name}: the ledger was not made again: {error}", err=True)
            failed.append(code_of(error))
        yield folder


def rebuild_ledger(folder: Path, *, quiet: bool) -> None:
    """Make the ledger of a site again and say what it was made from. Raises ArchiveError when that cannot be."""
    from newsbot.archive.recrawl import parse_plan
    from newsbot.commands.views.tables import output, show_rebuilt
    from newsbot.reprocess.rebuild import rebuild

    try:
        from newsbot.crawl.settings import NEWSBOT_REVISITS
    except ValueError as error:
        fail(Exit.USAGE, str(error))
    rebuilt = rebuild(folder, len(os.sched_getaffinity(0)), parse_plan(NEWSBOT_REVISITS))
    for damage in rebuilt.damage:
        say(f"{folder.name}: left out: {damage}", err=True)
    if not quiet:
        show_rebuilt(output(), rebuilt)
