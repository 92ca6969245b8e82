"""Records and reports as JSON text, and text that a terminal may see."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from newsbot.console.escapes import shown, shown_json

if TYPE_CHECKING:
    from newsbot.archive import RunReport
    from newsbot.article import Article


def record_json(article: Article) -> str:
    """A record for reading."""
    from newsbot.archive import as_dict

    return shown_json(json.dumps(as_dict(article), ensure_ascii=False, indent=2))


def report_json(report: RunReport) -> str:
    """A run report as in `runs.jsonl`."""
    from newsbot.archive.runs import report_line

    return shown_json(report_line(report).rstrip("\n"))


def json_line(value: object) -> str:
    """A value as one line of JSON that a terminal may see."""
    return shown_json(json.dumps(value, ensure_ascii=False))


def say(text: str, *, err: bool = False) -> None:
    """Write one line; what would steer the terminal is written as an escape."""
    put(shown(text), err=err)


def put(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Write text that is safe as it is, in the encoding of the output: click alone would write UTF-8 where ASCII is asked for."""
    click.echo(text, file=sys.stderr if err else sys.stdout, nl=nl)
