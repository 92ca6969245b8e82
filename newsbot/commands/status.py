"""newsbot status: how the sites are doing."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from newsbot.commands.ending import fail
from newsbot.commands.naming import folders_of
from newsbot.commands.options import archive_option
from newsbot.exit_codes import Exit


@click.command()
@click.argument("names", metavar="[SITE]…", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a site and line.")
@archive_option
def status(names: tuple[str, ...], as_json: bool, archive: Path) -> None:
    """Show how the sites are doing: last run, articles, states, fields that went missing, space."""
    from datetime import UTC, datetime

    from newsbot.health import health

    try:
        sites = health(archive, folders_of(archive, names), datetime.now(UTC))
        if as_json:
            for site in sites:
                click.echo(json.dumps(asdict(site), ensure_ascii=False))
            return
        from newsbot.console import output, show_health

        show_health(output(), sites)
    except ValueError as error:
        fail(Exit.DAMAGED, str(error))
