"""newsbot sites: the sites there are, and what of their facts still holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from newsbot.commands.ending import fail
from newsbot.commands.naming import site_named
from newsbot.commands.options import contact_option, verbose_option
from newsbot.commands.plain import json_line, put, say
from newsbot.commands.visiting import visitor_for
from newsbot.console.exit_codes import Exit

if TYPE_CHECKING:
    from newsbot.fetch.visit import Visitor
    from newsbot.probe.check import SiteCheck
    from newsbot.site import Site


@click.command()
@click.argument("names", metavar="[SITE]…", nargs=-1)
@click.option("--check", "checking", is_flag=True, help="Ask the live sites which recorded facts no longer hold.")
@click.option(
    "--delay",
    type=click.FloatRange(0),
    metavar="SECONDS",
    help="With --check: seconds between two requests to a host.  [default: 5; 0 on this machine]",
)
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=40,
    show_default=True,
    metavar="N",
    help="With --check: send at most N requests a site.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@contact_option
@verbose_option
def sites(
    names: tuple[str, ...],
    checking: bool,
    delay: float | None,
    limit: int,
    as_json: bool,
    contact: str,
    verbose: int,
) -> None:
    """List sites, all of them by default: province, publisher, domains, CMS family, sources.

    Of sites that are named, every fact is shown with how sure it is.
    """
    from newsbot.spiders import all_sites

    if urls := [name for name in names if "://" in name]:
        fail(Exit.USAGE, f"{urls[0]}: sites are listed by name; `newsbot probe` looks at a URL")
    chosen = [site_named(name) for name in dict.fromkeys(names)] or [*all_sites().values()]
    if checking:
        raise SystemExit(check_sites(chosen, visitor_for(chosen, contact, delay, limit, verbose), as_json=as_json))
    if as_json:
        for site in chosen:
            put(json_line(site.describe()))
        return
    from newsbot.commands.views.tables import output, show_facts, show_sites

    show_sites(output(), chosen)
    for site in chosen if names else ():
        show_facts(output(), site)


def check_sites(chosen: Sequence[Site], visitor: Visitor, *, as_json: bool) -> Exit:
    """Check sites one after the other and show what fails; returns the exit code."""
    from datetime import UTC, datetime

    from newsbot.probe.check import VERDICT_WORDS, check

    limit = visitor.limit
    results: list[SiteCheck] = []
    for site in chosen:
        visitor.allow(limit)
        try:
            result = check(site, visitor, datetime.now(UTC))
        except KeyboardInterrupt:
            fail(Exit.INTERRUPTED, f"stopped at {site.name}, after {len(results)} sites")
        results.append(result)
        if as_json:
            put(json_line({**asdict(result), "holds": result.holds}))
            continue
        for fact in result.facts:
            if fact.verdict != "holds":
                say(f"{result.site}: {fact.verdict}: {fact.fact}: recorded: {fact.recorded}; found: {fact.found}")
    verdicts = [fact.verdict for result in results for fact in result.facts]
    counts = ", ".join(f"{verdicts.count(verdict)} {word}" for verdict, word in VERDICT_WORDS.items())
    reached = sum(result.reached for result in results)
    say(f"{len(results)} sites, {reached} reached; facts: {counts}; {visitor.requests} requests", err=True)
    if not any(result.reached for result in results):
        return Exit.UNREACHABLE
    return Exit.SOME_FAILED if "fails" in verdicts else Exit.OK
