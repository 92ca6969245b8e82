"""What the commands that crawl share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsbot.commands.ending import fail, need_descriptors
from newsbot.commands.plain import say
from newsbot.console.exit_codes import Exit

if TYPE_CHECKING:
    from newsbot.crawl.context import Crawl
    from newsbot.crawl.run import Options

CRAWL_DESCRIPTORS = 128
"""Files that a crawl may have open: connections to the site, the reading process, archive, ledger, the modules of its imports."""


def crawl_options(archive: Path, *, verbose: int, **values: Any) -> Options:
    """The options of a crawl from the command line; a setting of the environment that is no number ends with a usage error."""
    need_descriptors(CRAWL_DESCRIPTORS)
    try:
        from newsbot.crawl.run import Options
    except ValueError as error:
        fail(Exit.USAGE, str(error))

    level = ("ERROR", "INFO", "DEBUG")[min(verbose, 2)]
    return Options(archive=archive, progress=True, log_level=level, **values)


def complain(crawl: Crawl) -> None:
    """Say on stderr what ended a crawl before its time."""
    if crawl.breaker.open:
        say(f"newsbot: {crawl.site.home} cannot be reached: {crawl.breaker.open}", err=True)
    elif crawl.ending.error:
        say(f"newsbot: {crawl.ending.error}", err=True)
    elif crawl.ending.crashed:
        say(f"newsbot: a bug of newsbot: {crawl.ending.crashed}", err=True)
