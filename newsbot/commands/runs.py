"""newsbot runs: what the last runs did."""

from __future__ import annotations

from pathlib import Path

import click

from newsbot.commands.ending import code_of, fail
from newsbot.commands.naming import folders_of
from newsbot.commands.options import archive_option
from newsbot.commands.plain import put, report_json


@click.command()
@click.argument("site", required=False)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, metavar="N", help="The last N runs.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a run and line, as in runs.jsonl.")
@archive_option
def runs(site: str | None, limit: int, as_json: bool, archive: Path) -> None:
    """Show the last runs, of one site or of all."""
    from collections import deque

    from newsbot.archive import ArchiveError, read_runs

    folders_of(archive, (site,) if site else ())
    try:
        last = deque((run for run in read_runs(archive) if site in (None, run.site)), maxlen=limit)
    except ArchiveError as error:
        fail(code_of(error), str(error))
    if as_json:
        for run in last:
            put(report_json(run))
        return
    from newsbot.commands.views.tables import output, show_runs

    show_runs(output(), last)
