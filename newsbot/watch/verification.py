"""Sites checked side by side, each in one process."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from newsbot.archive.verify import SiteReport, verify_site
from newsbot.workers.processes import ProcessEnded, Processes, serve

COMMAND: tuple[str, ...] = (sys.executable, "-m", "newsbot.watch.verification")
"""What starts a process that checks."""


def verify_sites(folders: Iterable[Path], *, deep: bool = True, jobs: int = 1) -> Iterator[SiteReport]:
    """Check sites in `jobs` processes, with one in this process; their reports in the order of the folders.

    A process that ends over a site (out of memory, say) costs that site its report, and the report says so.
    """
    if jobs == 1:
        yield from (verify_site(folder, deep=deep) for folder in folders)
        return
    with Processes(COMMAND, jobs) as processes:

        def check(folder: Path) -> SiteReport:
            try:
                report: SiteReport = processes.ask((folder, deep))
            except ProcessEnded as ended:
                report = SiteReport(folder.name)
                report.add(".", f"not checked to its end: the process that did it {ended}")
            return report

        yield from processes.each(check, folders)


def main() -> None:
    """Check sites until stdin ends."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it at once, without a trace: it writes nothing
    serve(lambda question: verify_site(question[0], deep=question[1]))


if __name__ == "__main__":
    main()
