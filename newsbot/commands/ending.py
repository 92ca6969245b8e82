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
    from newsbot.archive import ArchiveDamaged, ArchiveError, ArchiveLocked
    from newsbot.crawl.session import NoContactError

    try:
        return action(*arguments)
    except NoContactError as error:
        fail(Exit.USAGE, str(error))
    except ArchiveLocked as error:
        fail(Exit.LOCKED, str(error))
    except ArchiveDamaged as error:
        fail(Exit.DAMAGED, str(error))
    except ArchiveError as error:
        fail(Exit.NOT_WRITABLE, str(error))


def code_of(error: Exception) -> Exit:
    """The exit code for an archive that cannot be used."""
    from newsbot.archive import ArchiveDamaged, ArchiveLocked, ArchiveNotWritable
    from newsbot.archive.months import PackedDamaged

    kinds = {
        ArchiveLocked: Exit.LOCKED,
        ArchiveNotWritable: Exit.NOT_WRITABLE,
        ArchiveDamaged: Exit.DAMAGED,
        PackedDamaged: Exit.DAMAGED,
    }
    return kinds.get(type(error), Exit.SOME_FAILED)
