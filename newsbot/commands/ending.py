"""How a command ends: one line and an exit code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

import click

from newsbot.exit_codes import Exit


def fail(code: Exit, message: str) -> NoReturn:
    """End with one line on stderr."""
    click.echo(f"newsbot: {' '.join(message.split())}", err=True)
    raise SystemExit(code)


def guarded(action: Callable[..., Any], *arguments: Any) -> Any:
    """Call what writes the archive; end with one line and the right code when the archive cannot be used."""
    from newsbot.archive import ArchiveError
    from newsbot.crawl.session import NoContactError

    try:
        return action(*arguments)
    except NoContactError as error:
        fail(Exit.USAGE, str(error))
    except ArchiveError as error:
        fail(code_of(error), str(error))


def code_of(error: Exception) -> Exit:
    """The exit code for an archive that cannot be used."""
    from newsbot.archive import ArchiveDamaged, ArchiveLocked, ArchiveNotWritable

    kinds = {ArchiveLocked: Exit.LOCKED, ArchiveNotWritable: Exit.NOT_WRITABLE, ArchiveDamaged: Exit.DAMAGED}
    return next((code for kind, code in kinds.items() if isinstance(error, kind)), Exit.SOME_FAILED)
