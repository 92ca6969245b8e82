"""newsbot reread: the captures read again with the present code."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsbot.commands.ending import code_of, fail
from newsbot.commands.naming import folders_of
from newsbot.commands.options import archive_option
from newsbot.commands.plain import json_line, put, say
from newsbot.console.exit_codes import Exit

if TYPE_CHECKING:
    from newsbot.reprocess.changes import Changes


@click.command()
@click.argument("names", metavar="[SITE]…", nargs=-1)
@click.option("--apply", is_flag=True, help="Write the records anew; without it nothing is written.")
@click.option("--jobs", type=click.IntRange(1), help="Processes that read.  [default: one a core]")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a site and line.")
@archive_option
def reread(names: tuple[str, ...], apply: bool, jobs: int | None, as_json: bool, archive: Path) -> None:
    """Read the captures again with the present code; show which fields of which records change."""
    from newsbot.reprocess.progress import RereadProgress
    from newsbot.reprocess.run import reread

    folders, cores = folders_of(archive, names), len(os.sched_getaffinity(0))
    try:
        with RereadProgress() as progress:
            sites = reread(folders, jobs=jobs or cores, apply=apply, note=progress.note)
            raise SystemExit(show_reread(sites, as_json=as_json))
    except KeyboardInterrupt:
        fail(Exit.INTERRUPTED, "stopped; months that were written anew are whole, the others are as they were")


def show_reread(sites: Iterable[Changes], *, as_json: bool) -> Exit:
    """Show what reading again came to, site by site; the exit code."""
    from newsbot.commands.views.tables import output
    from newsbot.reprocess.show import show_changes

    code = Exit.OK
    for changes in sites:
        if as_json:
            put(json_line(changes.as_dict()))
        elif changes.files:
            show_changes(output(), changes)
        if changes.error:
            say(f"newsbot: {changes.site}: {changes.error}", err=True)
            code = max(code, code_of(changes.error))
        elif changes.unreadable.count:
            say(f"newsbot: {changes.site}: {changes.unreadable.count} captures cannot be read", err=True)
            code = max(code, Exit.DAMAGED)
        elif changes.kept.count:
            code = max(code, Exit.SOME_FAILED)
    return code
