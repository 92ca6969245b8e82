"""The newsbot command: a group of the modules in `newsbot.commands`."""

from __future__ import annotations

from typing import Any

import click

from newsbot import __version__
from newsbot.commands.crawl import crawl
from newsbot.commands.demo import demo
from newsbot.commands.ending import one_end
from newsbot.commands.extract import extract
from newsbot.commands.log import log
from newsbot.commands.probe import probe
from newsbot.commands.record import record
from newsbot.commands.reread import reread
from newsbot.commands.retract import retract
from newsbot.commands.runs import runs
from newsbot.commands.seal import seal
from newsbot.commands.sites import sites
from newsbot.commands.status import status
from newsbot.commands.urls import urls
from newsbot.commands.verify import verify

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _Group(click.Group):
    """The group, with an end for what ends a command from outside, before click makes exit code 1 of it."""

    def make_context(self, *arguments: Any, **named: Any) -> click.Context:
        with one_end():
            return super().make_context(*arguments, **named)

    def invoke(self, ctx: click.Context) -> Any:
        with one_end():
            return super().invoke(ctx)


@click.group(cls=_Group, context_settings=CONTEXT)
@click.version_option(__version__, prog_name="newsbot")
def cli() -> None:
    """Crawl provincial news politely, keep the bytes as served, read each page into one clean record."""


for command in (demo, crawl, extract, probe, sites, record, verify, reread, retract, seal, status, runs, urls, log):
    cli.add_command(command)
