"""The newsbot command, also as `python -m newsbot`.

It listens to signals before anything is imported: an interrupt ends newsbot with one line and its exit code at any moment.
On Windows it ends with one line before it imports what only POSIX systems have.
"""

from __future__ import annotations

import codecs
import io
import signal
import sys


class Interrupted(KeyboardInterrupt):
    """SIGINT or SIGTERM. A mere KeyboardInterrupt that passes through code made at run time has Python kill itself at the end."""


NOT_SUPPORTED = 2
"""Exit code on Windows: that of `Exit.USAGE`, which cannot be imported there."""


def main() -> None:
    """Entry point."""
    if sys.platform == "win32":
        sys.stderr.write("newsbot: Windows is not supported; run newsbot in WSL (Windows Subsystem for Linux)\n")
        raise SystemExit(NOT_SUPPORTED)
    try:
        _listen()
        _write_anything()
        from newsbot.commands.cli import cli

        cli()
    except KeyboardInterrupt:
        from newsbot.console.exit_codes import Exit

        sys.stderr.write("newsbot: stopped before it began\n")
        raise SystemExit(Exit.INTERRUPTED) from None


def _write_anything() -> None:
    """What an output cannot write, such as Vietnamese on an ASCII terminal, is written as an escape."""
    from newsbot.console.escapes import escaping

    codecs.register_error("newsbot", escaping)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="newsbot")


def _listen() -> None:
    """A signal that is ignored (`nohup`) stays so."""
    for number, usual in ((signal.SIGINT, signal.default_int_handler), (signal.SIGTERM, signal.SIG_DFL)):
        if signal.getsignal(number) is usual:
            signal.signal(number, _interrupt)


def _interrupt(*_: object) -> None:
    raise Interrupted


if __name__ == "__main__":
    main()
