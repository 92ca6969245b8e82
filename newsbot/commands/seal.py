"""newsbot seal: months that are over."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from newsbot.commands.ending import code_of
from newsbot.commands.naming import folders_of
from newsbot.commands.options import archive_option
from newsbot.commands.plain import say
from newsbot.console.exit_codes import Exit


@click.command()
@click.argument("names", metavar="[SITE]…", nargs=-1)
@click.option("--compress", type=click.Choice(["gz", "zst"]), help="Pack the sealed months.")
@archive_option
def seal(names: tuple[str, ...], compress: Literal["gz", "zst"] | None, archive: Path) -> None:
    """Seal the months that are over: their files get a digest in the manifest, and may be packed."""
    from newsbot.archive import ArchiveError
    from newsbot.archive.clock import system_clock
    from newsbot.archive.seal import seal as seal_site

    code = Exit.OK
    for folder in folders_of(archive, names):
        try:
            sealing = seal_site(archive, folder.name, system_clock(), compress)
        except ArchiveError as error:
            say(f"newsbot: {error}", err=True)
            code = max(code, code_of(error))
        else:
            say(f"{sealing.site}: {len(sealing.files)} files sealed, {sealing.saved / 1e6:.1f} MB saved")
    raise SystemExit(code)
