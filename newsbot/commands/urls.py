"""newsbot urls: where the URLs of a site stand."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from newsbot.commands.ending import code_of, fail
from newsbot.commands.naming import folders_of
from newsbot.commands.options import archive_option
from newsbot.commands.plain import json_line, put
from newsbot.console.escapes import shown
from newsbot.console.exit_codes import Exit


@click.command()
@click.argument("site")
@click.option("--state", metavar="STATE", help="Only those in this state.")
@click.option("--reason", metavar="TEXT", default="", help="Only those whose reason has this text in it.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="The first N.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a URL and line, with all that is known of it.")
@archive_option
def urls(site: str, state: str | None, reason: str, limit: int | None, as_json: bool, archive: Path) -> None:
    """List the URLs of a site with their states and reasons, in the order of their discovery."""
    from itertools import islice

    from newsbot.archive import ArchiveError, Ledger, State

    if state is not None and state not in [*State]:
        fail(Exit.USAGE, f"unknown state {state!r}: it is one of {', '.join(State)}")
    (folder,) = folders_of(archive, (site,))
    try:
        with Ledger.open_readonly(folder / "ledger.sqlite") as ledger:
            ledger.urls.counts()  # what has no state known here would be left out of the list without a word
            entries = (entry for one in State if state in (None, one) for entry in ledger.urls.entries(one))
            for entry in islice((entry for entry in entries if reason in (entry.reason or "")), limit):
                if as_json:
                    put(json_line(asdict(entry)))
                else:
                    put("\t".join(map(shown, filter(None, (entry.state, entry.url, entry.reason)))))
    except ArchiveError as error:
        fail(code_of(error), str(error))
