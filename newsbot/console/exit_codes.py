"""Exit codes of every command: what a scheduler or a script may rely on."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """How a command ended."""

    OK = 0
    """All well. Pages that are gone, no articles or disallowed are states, not failures."""
    ERROR = 1
    """newsbot itself failed: a bug. The traceback is on stderr."""
    USAGE = 2
    """The command was not understood: an unknown site, a missing file, a missing contact address."""
    SOME_FAILED = 3
    """The command did its work, but some pages or sources failed, or no page of a site reads as an article;
    `extract`: the page is no article; `probe`: no article was found; `sites --check`: a recorded fact no longer holds."""
    UNREACHABLE = 4
    """The site could not be reached, or refuses newsbot."""
    LOCKED = 5
    """Another process writes the archive of this site."""
    NOT_WRITABLE = 6
    """The disk is full, the archive or the output cannot be written, or a limit of the system is too low."""
    DAMAGED = 7
    """The archive is damaged, or a part of it cannot be read."""
    INTERRUPTED = 8
    """Stopped by a signal (SIGINT, SIGTERM); the next crawl goes on where it stopped."""
