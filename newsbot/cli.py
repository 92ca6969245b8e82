"""The newsbot command: a group of the modules in `newsbot.commands`."""

from __future__ import annotations

import sys

import click

from newsbot import __version__
from newsbot.commands.crawl import crawl
from newsbot.commands.demo import demo
from newsbot.commands.extract import extract
from newsbot.commands.log import log
from newsbot.commands.probe import probe
from newsbot.commands.record import record
from newsbot.commands.reread import reread
from newsbot.commands.runs import runs
from newsbot.commands.seal import seal
from newsbot.commands.sites import sites
from newsbot.commands.status import status
from newsbot.commands.urls import urls
from newsbot.commands.verify import verify
from newsbot.exit_codes import Exit

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=CONTEXT)
@click.version_option(__version__, prog_name="newsbot")
def cli() -> None:
    """Crawl provincial news politely, keep the bytes as served, read each page into one clean record."""


for command in (demo, crawl, extract, probe, sites, record, verify, reread, seal, status, runs, urls, log):
    cli.add_command(command)


def main() -> None:
    """Entry point: run the command; a pipe that closes early is no error."""
    try:
        cli()
    except BrokenPipeError:
        sys.stdout = None  # nothing is left to flush into
        raise SystemExit(Exit.OK) from None


if __name__ == "__main__":
    main()
