"""newsbot extract: one page to one record."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from newsbot.commands.ending import fail
from newsbot.commands.options import contact_option
from newsbot.commands.plain import put, record_json
from newsbot.console.exit_codes import Exit


@click.command()
@click.argument("page", metavar="FILE|URL")
@click.option("--url", help="URL of the page, for a file. [default: the one the page claims]")
@click.option("--content-type", help="Content-Type header that the page was served with.")
@click.option("--compact", is_flag=True, help="One line, as in the archive.")
@click.option("--explain", is_flag=True, help="Show for each field where it was found, instead of the record.")
@contact_option
def extract(page: str, url: str | None, content_type: str | None, compact: bool, explain: bool, contact: str) -> None:
    """Read one page into one record on stdout. FILE may be - for stdin."""
    from newsbot.fetch.page import PageError, fetch_page, load_page

    try:
        loaded = fetch_page(page, contact) if "://" in page else load_page(page, url, content_type)
    except PageError as error:
        fail(error.code, str(error))
    from newsbot.archive import to_line
    from newsbot.extraction.page import read_page
    from newsbot.normalize import dated

    reading = read_page(loaded.body, url=loaded.url, content_type=loaded.content_type, explained=explain)
    if reading.article is None:
        fail(Exit.SOME_FAILED, f"{page}: no article: {reading.reason or reading.kind}")
    if explain:
        from newsbot.commands.views.tables import output, show_evidence

        show_evidence(output(), reading)
    else:
        article = dated(reading.article, datetime.now(UTC))
        put(to_line(article).decode().rstrip("\n") if compact else record_json(article))
