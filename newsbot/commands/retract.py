"""newsbot retract: take back what a bad answer wrote."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsbot.commands.ending import code_of, fail
from newsbot.commands.naming import folders_of
from newsbot.commands.options import archive_option
from newsbot.console.exit_codes import Exit

if TYPE_CHECKING:
    from newsbot.archive.retract import Plan


@click.command()
@click.argument("what", metavar="RUN|ID")
@click.argument("site", required=False)
@click.option("--reason", metavar="TEXT", required=True, help="Why; it is kept and shown.")
@click.option("--dry-run", is_flag=True, help="Show what would be taken back; change nothing.")
@click.option(
    "--revision", type=click.IntRange(1), metavar="N", help="Of an article, this revision instead of the last."
)
@click.option("--new", is_flag=True, help="Of a run, its new articles too; they are fetched again.")
@archive_option
def retract(
    what: str, site: str | None, reason: str, dry_run: bool, revision: int | None, new: bool, archive: Path
) -> None:
    """Take back revisions and tombstones that a bad answer wrote.

    RUN is the id of a run: all revisions and tombstones that it wrote are taken back; the new articles that it brought stay
    (--new takes them back too). ID is that of a record, SITE:NUMBER: its last revision or tombstone is taken back. The lines
    stay in the archive; the newest content of the article is again what it was, and its URL is fetched again by the next crawl.
    """
    from newsbot.archive import ArchiveError
    from newsbot.archive.retract import retract as take_back
    from newsbot.commands.plain import say

    if not (reason := " ".join(reason.split())):
        fail(Exit.USAGE, "a retraction needs a reason: --reason TEXT")
    if (revision and ":" not in what) or (new and ":" in what):
        fail(Exit.USAGE, "--revision goes with the id of an article, --new with that of a run")
    try:
        plans = _plans(archive, what, site, revision, new=new)
        for plan in plans:
            if plan.lines and not dry_run:
                take_back(archive, plan, reason)
            for line in _told(plan, dry_run=dry_run):
                say(line)
    except ArchiveError as error:
        fail(code_of(error), str(error))


def _plans(archive: Path, what: str, site: str | None, revision: int | None, *, new: bool) -> list[Plan]:
    """What is to be taken back, site by site; ends with a usage error when there is no such run or article."""
    from newsbot.archive import ArchiveDamaged, ArchiveError
    from newsbot.archive.retract import plan_for_article, plan_for_run

    if ":" in what:
        (folder,) = folders_of(archive, (what.partition(":")[0],))
        try:
            return [plan_for_article(folder, what, revision)]
        except ArchiveDamaged:
            raise
        except ArchiveError as error:
            fail(Exit.USAGE, f"{error}: give the id of a record, SITE:NUMBER, or of a run; `newsbot runs` lists them")
    found = [plan_for_run(archive, folder, what, first=new) for folder in folders_of(archive, (site,) if site else ())]
    if not (plans := [plan for plan in found if plan]):
        fail(Exit.USAGE, f"{archive} holds no run {what!r}: `newsbot runs` lists them")
    return plans


def _told(plan: Plan, *, dry_run: bool) -> list[str]:
    """What is said of a site."""
    from newsbot.archive.tombstone import EMPTY_HASH

    told = []
    for one in plan.lines:
        kind = "tombstone, revision" if one.line.content_hash == EMPTY_HASH else "revision"
        stands = f"revision {one.stands.revision} stands" if one.stands else "nothing stands, it is fetched again"
        verb = "would be taken back" if dry_run else "taken back"
        told.append(f"{one.line.article_id}: {kind} {one.line.revision} {verb}; {stands}")
    told += [
        f"{one.id}: revision {one.revision} was taken back on {one.retracted_at}: {one.reason}" for one in plan.already
    ]
    if plan.first:
        told.append(f"{plan.site}: {plan.first} new articles of that run stay; --new takes them back too")
    if not plan.lines:
        told.append(f"{plan.site}: nothing to take back")
    return told
