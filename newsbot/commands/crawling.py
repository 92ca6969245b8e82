"""What the commands that crawl share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsbot.archive.exit_codes import Exit
from newsbot.commands.ending import fail

if TYPE_CHECKING:
    from newsbot.crawl.run import Options
    from newsbot.crawl.session import Session


def crawl_options(archive: Path, *, verbose: int, **values: Any) -> Options:
    """The options of a crawl from the command line; a setting of the environment that is no number ends with a usage error."""
    try:
        from newsbot.crawl.run import Options
    except ValueError as error:
        fail(Exit.USAGE, str(error))

    level = ("ERROR", "INFO", "DEBUG")[min(verbose, 2)]
    return Options(archive=archive, progress=True, log_level=level, **values)


def complain(session: Session) -> None:
    """Say on stderr what ended a crawl before its time."""
    if session.unreachable:
        click.echo(f"newsbot: {session.site.home} cannot be reached: {session.unreachable}", err=True)
    elif session.error:
        click.echo(f"newsbot: {session.error}", err=True)
    elif session.crashed:
        click.echo(f"newsbot: a bug of newsbot: {session.crashed}", err=True)
