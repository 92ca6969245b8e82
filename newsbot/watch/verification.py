"""Sites checked side by side, each in one process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from newsbot.archive.verify import SiteReport, verify_site
from newsbot.workers.processes import ProcessEnded, Processes


def verify_sites(folders: Iterable[Path], *, deep: bool = True, jobs: int = 1) -> Iterator[SiteReport]:
    """Check sites in `jobs` processes, with one in this process; their reports in the order of the folders.

    A process that ends over a site (out of memory, say) costs that site its report, and the report says so.
    """
    if jobs == 1:
        yield from (verify_site(folder, deep=deep) for folder in folders)
        return
    with Processes(partial(site_verifier, deep=deep), jobs) as processes:

        def check(folder: Path) -> SiteReport:
            try:
                return processes.ask(folder)
            except ProcessEnded as ended:
                report = SiteReport(folder.name)
                report.add(".", f"not checked to its end: the process that did it {ended}")
                return report

        yield from processes.each(check, folders)


def site_verifier(*, deep: bool) -> Callable[[Path], SiteReport]:
    """What checks sites: what a process of the pool is made with."""
    return partial(verify_site, deep=deep)
