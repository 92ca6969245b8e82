"""The process that reads pages for `newsbot.reprocess.pool`."""

from __future__ import annotations

import signal

from newsbot.archive import ArchiveError
from newsbot.reprocess.messages import Chunk, Reread
from newsbot.reprocess.pages import Here
from newsbot.workers.processes import serve


def main() -> None:
    """Read chunks until stdin ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the command, which closes stdin when it ends
    here = Here()

    def read(chunk: Chunk) -> tuple[tuple[Reread, ...], ArchiveError | None]:
        answer = here.answer(chunk)
        return answer.pages, answer.error

    serve(read)


if __name__ == "__main__":
    main()
