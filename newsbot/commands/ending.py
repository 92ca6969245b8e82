"""How a command ends: one line and an exit code."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

from newsbot.commands.plain import say
from newsbot.console.exit_codes import Exit

PIPE_CLOSED = 128 + signal.SIGPIPE
"""Exit code of a command whose reader has gone before it was done, as for any other Unix tool; a crawl has its own code."""
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""Errors of an output that has no room, such as `/dev/full` or a file on a full disk."""

NO_DESCRIPTORS = frozenset({errno.EMFILE, errno.ENFILE})
"""Errors of a process, or a machine, that may open no more files."""


def drop_output() -> None:
    """Write nothing more to stdout, not what is held back either: nobody takes it."""
    with suppress(OSError), Path(os.devnull).open("wb") as nothing:
        os.dup2(nothing.fileno(), sys.stdout.fileno())


@contextmanager
def told_if_wanted() -> Iterator[None]:
    """Show what was done, to whoever still reads it: who has closed the pipe does not change how the work ended."""
    try:
        yield
    except BrokenPipeError:
        drop_output()


@contextmanager
def one_end() -> Iterator[None]:
    """End with one line and the right code when a signal comes or nobody takes the output."""
    try:
        yield
    except KeyboardInterrupt:
        fail(Exit.INTERRUPTED, "stopped by a signal; what is in the archive is whole")
    except BrokenPipeError:
        drop_output()
        raise SystemExit(PIPE_CLOSED) from None
    except MemoryError:
        fail(Exit.NOT_WRITABLE, "no memory left: raise the limit (ulimit -v), or give this machine more")
    except OSError as error:
        if error.errno in NO_DESCRIPTORS:
            fail(Exit.NOT_WRITABLE, f"{error.strerror}: raise the limit (ulimit -n) and run again")
        if error.filename is not None or error.errno not in NO_ROOM:
            raise
        drop_output()
        fail(Exit.NOT_WRITABLE, f"cannot write the output: {error.strerror}")
    except Exception as error:
        errors = sys.modules.get("newsbot.archive.errors")  # who raises one of them has imported it; `--help` has not
        if errors is None or not isinstance(error, errors.ArchiveError):
            raise
        fail(code_of(error), str(error))


def need_descriptors(count: int) -> None:
    """End with one line where a process may open fewer files, though it asks the system for as many as it may have."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < count <= hard or (soft < count and hard == resource.RLIM_INFINITY):
        resource.setrlimit(resource.RLIMIT_NOFILE, (count, hard))
    elif soft < count:
        fail(
            Exit.NOT_WRITABLE,
            f"a crawl needs {count} open files, and the limit is {soft}: raise it (ulimit -n) and run again",
        )


def fail(code: Exit, message: str) -> NoReturn:
    """End with one line on stderr."""
    say(f"newsbot: {' '.join(message.split())}", err=True)
    raise SystemExit(code)


def guarded(action: Callable[..., Any], *arguments: Any) -> Any:
    """Call what writes the archive; end with one line and the right code when the archive cannot be used."""
    from newsbot.archive import ArchiveError
    from newsbot.fetch.agent import NoContactError

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
