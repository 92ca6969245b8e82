"""newsbot status: how the sites are doing."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from newsbot.commands.ending import code_of, fail
from newsbot.commands.naming import folders_of
from newsbot.commands.options import archive_option
from newsbot.commands.plain import json_line, put
from newsbot.console.exit_codes import Exit


@click.command()
@click.argument("names", metavar="[SITE]…", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a site and line.")
@archive_option
def status(names: tuple[str, ...], as_json: bool, archive: Path) -> None:
    """Show how the sites are doing: last run, articles, states, fields that went missing, space."""
    from datetime import UTC, datetime

    from newsbot.archive import ArchiveError
    from newsbot.watch.health import health

    try:
        sites = list(health(archive, folders_of(archive, names), datetime.now(UTC)))
    except ArchiveError as error:
        fail(code_of(error), str(error))
    if as_json:
        for site in sites:
            put(json_line(asdict(site)))
    else:
        from newsbot.commands.views.tables import output, show_health

        show_health(output(), sites)
    if any(site.problem for site in sites):
        fail(Exit.DAMAGED, f"not every site can be read: {'; '.join(site.problem for site in sites if site.problem)}")
