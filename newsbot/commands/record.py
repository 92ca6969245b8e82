"""newsbot record: saved pages beside the records they must give."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsbot.commands.ending import fail
from newsbot.commands.naming import site_named, site_or_host
from newsbot.commands.options import contact_option
from newsbot.commands.plain import put, say
from newsbot.console.exit_codes import Exit

if TYPE_CHECKING:
    from newsbot.extraction.fixtures import Fixture, Recorded


@click.command()
@click.argument("arguments", metavar="SITE URL|FILE", nargs=-1)
@click.option("--case", metavar="NAME", help="Name of the pair.  [default: what the page is: article, listing…]")
@click.option("--url", help="URL of the page, for a file.  [default: the one the page claims]")
@click.option("--content-type", metavar="TYPE", help="Content-Type header that the file was served with.")
@click.option("--force", is_flag=True, help="Overwrite a pair that exists.")
@click.option("--refresh", is_flag=True, help="Read the saved pages [of these SITEs] again and show what has changed.")
@click.option("--apply", is_flag=True, help="With --refresh: write what has changed.")
@click.option(
    "--fixtures",
    "folder",
    type=click.Path(path_type=Path),
    help="Folder of the pairs.  [default: tests/fixtures; for a site from elsewhere, fixtures beside its file]",
)
@contact_option
def record(
    arguments: tuple[str, ...],
    case: str | None,
    url: str | None,
    content_type: str | None,
    force: bool,
    refresh: bool,
    apply: bool,
    folder: Path | None,
    contact: str,
) -> None:
    """Save a page of a site with the record it must give, for review.

    SITE is a site's name, or any URL of a site without a site file. --refresh reads the saved pages again with the
    present code and never fetches; it writes nothing without --apply.
    """
    if folder and not folder.is_dir():
        fail(Exit.USAGE, f"{folder} is no folder: name one that is with --fixtures")
    if refresh and (case or url or content_type or force):
        fail(Exit.USAGE, "--refresh takes sites and --apply, nothing else: it reads what is saved")
    if refresh:
        return refresh_records(pairs_of(arguments, folder), apply=apply)
    try:
        name, page = arguments
    except ValueError:
        name = page = ""
    if apply or not page:
        fail(Exit.USAGE, "record takes a SITE and a URL or FILE, or --refresh")
    if "://" in page and (url or content_type):
        fail(Exit.USAGE, "--url and --content-type are for a file: a page from the web brings its own")
    from newsbot.extraction.fixtures import load, save
    from newsbot.fetch.page import PageError, fetch_page

    site = site_or_host(name) if "://" in name else site_named(name)
    folder = folder or folder_for(site.name)
    try:
        loaded = fetch_page(page, contact) if "://" in page else load(site, page, url, content_type)
        saved = save(site, loaded, folder, case, force=force)
    except PageError as error:
        fail(error.code, str(error))
    except OSError as error:
        fail(Exit.NOT_WRITABLE, f"{error.filename or folder}: {error.strerror or error}")
    return show_recorded(saved)


def show_recorded(saved: Recorded) -> None:
    """A saved pair: the record on stdout; on stderr where it is and what a person must check."""
    from newsbot.extraction.fixtures import OWN_TEXT, REVIEW, as_text

    put(as_text(saved.record), nl=False)
    put(f"saved {saved.fixture.html} and {saved.fixture.json.name}", err=True)
    if saved.reason:
        say(f"The page is no article: {saved.reason}. Is that true?", err=True)
    else:
        put(f"Empty, as on the page? {', '.join(saved.empty)}\n{REVIEW}", err=True)
    put(OWN_TEXT.format(site=saved.fixture.site), err=True)


def folder_for(site: str) -> Path:
    """The folder of a site's pairs; ends with a usage error where that is the repository's and this is not it."""
    from newsbot.extraction.fixtures import FOLDER, folder_of

    folder = folder_of(site)
    if folder == FOLDER and not folder.is_dir():
        fail(Exit.USAGE, f"{folder} is no folder: run this in the repository, or name one with --fixtures")
    return folder


def pairs_of(names: tuple[str, ...], folder: Path | None) -> list[Fixture]:
    """The pairs of some sites, of all without a name; ends with a usage error for a site that has none."""
    from newsbot.extraction.fixtures import fixtures, folders

    if not names:
        places = [folder] if folder else folders()
        if not places:
            fail(Exit.USAGE, "no folder of saved pages: run this in the repository, or name one with --fixtures")
        return [pair for place in places for pair in fixtures(place)]
    pairs: list[Fixture] = []
    for name in names:
        place = folder or folder_for(name)
        found = fixtures(place, [name])
        if not found:
            fail(Exit.USAGE, f"no saved page of {name!r} in {place}")
        pairs += found
    return pairs


def refresh_records(pairs: Sequence[Fixture], *, apply: bool) -> None:
    """Read saved pages again, and show or write what has changed."""
    from newsbot.extraction.fixtures import refresh as read_again

    changed = 0
    try:
        for refreshed in read_again(pairs):
            changed += 1
            for line in str(refreshed).split("\n"):
                say(line)
            if apply:
                refreshed.fixture.write(refreshed.record)
    except ValueError as error:
        fail(Exit.USAGE, str(error))
    except OSError as error:
        fail(Exit.NOT_WRITABLE, f"{error.filename or 'fixtures'}: {error.strerror or error}")
    outcome = "" if not changed else ", written: review the difference" if apply else "; --apply writes them"
    say(f"{_counted(len(pairs), 'page')} read again, {_counted(changed, 'record')} changed{outcome}", err=True)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")
