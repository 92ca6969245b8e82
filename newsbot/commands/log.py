"""newsbot log: the revisions of an article."""

from __future__ import annotations

from pathlib import Path

import click

from newsbot.commands.ending import code_of, fail
from newsbot.commands.options import archive_option
from newsbot.commands.plain import put
from newsbot.console.exit_codes import Exit


@click.command()
@click.argument("article", metavar="ID|URL")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a revision and line.")
@archive_option
def log(article: str, as_json: bool, archive: Path) -> None:
    """Show the revisions of an article, and what changed from one to the next."""
    from newsbot.archive import ArchiveError
    from newsbot.archive.history import retractions_of, revisions_at, revisions_of, with_content_before

    try:
        revisions = revisions_at(archive, _forms(article)) if "://" in article else revisions_of(archive, article)
        retracted = retractions_of(archive, revisions[0].id) if revisions else {}
    except ArchiveError as error:
        fail(code_of(error), str(error))
    if not revisions:
        fail(Exit.USAGE, f"{archive} holds no article {article!r}: give the id of a record, SITE:NUMBER, or its URL")
    from newsbot.commands.views.history import revision_json, show_revision
    from newsbot.commands.views.tables import output

    for old, new in with_content_before(revisions, retracted):
        if as_json:
            put(revision_json(old, new, retracted.get(new.revision)))
        else:
            show_revision(output(), old, new, retracted.get(new.revision))
    raise SystemExit(Exit.OK)


def _forms(url: str) -> tuple[str, ...]:
    """The forms under which a ledger may know a URL: as it is, and as its site writes it."""
    from newsbot.normalize import urls
    from newsbot.spiders import site_of

    try:
        url = urls.canonical(url)
    except ValueError:
        return ()
    site = site_of(url)
    return tuple(dict.fromkeys((url, *([site.canonical(url)] if site else ()))))
