"""Polite visits for the commands that look at sites without crawling them."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING

from newsbot.commands.ending import fail
from newsbot.commands.plain import say
from newsbot.console.exit_codes import Exit

if TYPE_CHECKING:
    from newsbot.fetch.visit import Visitor
    from newsbot.site import Site


def visitor_for(sites: Iterable[Site], contact: str, delay: float | None, limit: int, verbose: int) -> Visitor:
    """A visitor for these sites, which connects to public hosts and to those that they name.

    Ends with a usage error without a contact for the open web.
    """
    from newsbot.fetch.addresses import Reach
    from newsbot.fetch.agent import NoContactError, check_contact
    from newsbot.fetch.visit import Visitor, fetcher
    from newsbot.site.hosts import named_urls, unverified_hosts

    sites = tuple(sites)
    try:
        for site in sites:
            check_contact(site.home, contact)
        fetch = fetcher(
            contact, Reach.of(*chain.from_iterable(map(named_urls, sites))), unverified=unverified_hosts(sites)
        )
    except (NoContactError, ValueError) as error:
        fail(Exit.USAGE, str(error))

    def told(line: str) -> None:
        if verbose or sys.stderr.isatty():
            say(line, err=True)

    return Visitor(fetch, delay=delay, limit=limit, told=told)
