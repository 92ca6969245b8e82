"""Options that several commands take."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

import click
from click.core import ParameterSource

archive_option = click.option(
    "--archive",
    type=click.Path(path_type=Path, file_okay=False),
    default=lambda: Path(os.environ.get("NEWSBOT_ARCHIVE") or "data"),
    show_default="NEWSBOT_ARCHIVE, else data",
    help="Folder of the archive.",
)
contact_option = click.option(
    "--contact",
    envvar="NEWSBOT_CONTACT",
    default="",
    help="Mail address or web page that a webmaster can write to; sent with every request. [env: NEWSBOT_CONTACT]",
)
verbose_option = click.option("-v", "--verbose", count=True, help="Say more on stderr; twice for every request.")


def given_options(context: click.Context, but: Collection[str] = ()) -> list[str]:
    """The options of a command line as arguments again, except those named in `but`.

    What an environment variable or a default gave is left out: it gives the same to a process that inherits the environment.
    """
    return [
        argument
        for option in context.command.params
        if isinstance(option, click.Option) and option.name is not None and option.name not in but
        if context.get_parameter_source(option.name) is ParameterSource.COMMANDLINE
        for argument in _as_arguments(option, context.params[option.name])
    ]


def _as_arguments(option: click.Option, value: object) -> list[str]:
    name = max(option.opts, key=len)
    if isinstance(value, int) and (option.count or option.is_flag):
        return [name] * value
    return [f"{name}={value}"]
