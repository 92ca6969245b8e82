"""newsbot probe: a look at a site nobody knows."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from newsbot.commands.ending import fail
from newsbot.commands.naming import site_at
from newsbot.commands.options import contact_option, verbose_option
from newsbot.commands.plain import json_line, put, say
from newsbot.commands.visiting import visitor_for
from newsbot.console.exit_codes import Exit

if TYPE_CHECKING:
    pass


@click.command()
@click.argument("url")
@click.option("--name", help="Site id for the site file.  [default: from the host]")
@click.option(
    "--articles", type=click.IntRange(1), default=10, show_default=True, metavar="N", help="Sample N articles."
)
@click.option(
    "--limit", type=click.IntRange(1), default=60, show_default=True, metavar="N", help="Send at most N requests."
)
@click.option(
    "--delay",
    type=click.FloatRange(0),
    metavar="SECONDS",
    help="Seconds between two requests.  [default: 5; 0 on this machine]",
)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON instead of the site file.")
@contact_option
@verbose_option
def probe(
    url: str,
    name: str | None,
    articles: int,
    limit: int,
    delay: float | None,
    as_json: bool,
    contact: str,
    verbose: int,
) -> None:
    """Look at an unknown site: feeds, sitemaps, sections, article URLs, CMS. Prints a ready site file.

    The site file goes to stdout, to be saved as newsbot/spiders/NAME.py; the report goes to stderr. Nothing is archived.
    """
    from datetime import UTC, datetime

    from newsbot.probe.look import NotASite, look
    from newsbot.probe.show import report_console, show_findings
    from newsbot.probe.site_file import MODULE_NAME, file_name, site_file

    site = site_at(url)
    if name is not None and not MODULE_NAME.fullmatch(name):
        fail(Exit.USAGE, f"--name {name!r}: a site id names a module: {MODULE_NAME.pattern}")
    visitor = visitor_for([site], contact, delay, limit, verbose)
    try:
        found = look(site.home, visitor, name=name, articles=articles)
    except NotASite as error:
        fail(Exit.SOME_FAILED if error.reached else Exit.UNREACHABLE, str(error))
    except KeyboardInterrupt:
        fail(Exit.INTERRUPTED, f"stopped after {visitor.requests} requests; a probe begins anew")
    file = site_file(found, datetime.now(UTC).date().isoformat()) if found.read else None
    show_findings(report_console(), found)
    if as_json:
        put(json_line({**asdict(found), "site_file": file}))
    elif file is not None:
        put(file, nl=False)
    if file is None:
        fail(Exit.SOME_FAILED, f"{found.home}: nothing that looks like an article")
    say(f"This is {file_name(found.name)}: read it, and correct what `unverified` names.", err=True)
