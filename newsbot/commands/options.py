"""Options that several commands take."""

from __future__ import annotations

import os
from pathlib import Path

import click

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
