"""The report of `newsbot probe` for people: tables on stderr, so that stdout is the site file alone."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from newsbot.console.terminal import Terminal
from newsbot.probe.findings import Findings

LISTED = {
    "feed": "feed",
    "feeds": "page of feeds",
    "sitemap": "sitemap",
    "sitemaps": "index of sitemaps",
    "api": "API",
    "none": "-",
}


def report_console() -> Console:
    """The console for the report: no colour and no folding where stderr is no terminal."""
    console = Terminal(stderr=True)
    return console if console.is_terminal else Terminal(stderr=True, width=140)


def show_findings(console: Console, found: Findings) -> None:
    """Everything that was found, the facts first, then what they rest on."""
    family = ", ".join(f"{name} on {count}" for name, count in found.family.layouts)
    province = found.publisher.province or "none that its name or host tells"
    for label, value in (
        ("site", found.home),
        ("publisher", f"{found.publisher.name} (from {found.publisher.source})"),
        ("province", province),
        ("CMS", f"{found.family.cms}{f' (layouts: {family})' if family else ''}"),
        ("robots.txt", found.robots),
        ("no such page", found.missing),
        ("language", found.language or "unknown"),
        *(("twin", f"{twin.host}: {twin.found}") for twin in found.twins),
        *(("note", note) for note in found.notes),
    ):
        console.print(Text(f"{label:>12}  {value}"))
    for table in (_sources(found), _sections(found), _templates(found), _samples(found), _fill(found)):
        if table.row_count:
            console.print(table)
    console.print(f"{found.requests} requests; {found.read} of {len(found.samples)} sample pages are articles")


def _table(title: str, *headings: str) -> Table:
    table = Table(title=title, title_justify="left")
    for heading in headings:
        table.add_column(heading, overflow="fold", justify="right" if heading in _NUMBERS else "left")
    return table


_NUMBERS = {"entries", "articles", "on page 2", "URLs", "read", "refused", "filled"}


def _row(table: Table, *cells: object) -> None:
    table.add_row(*(Text("" if cell is None else str(cell)) for cell in cells))


def _sources(found: Findings) -> Table:
    table = _table("feeds and sitemaps", "kind", "URL", "named by", "entries", "articles", "problem")
    for one in found.sources:
        _row(table, LISTED[one.kind], one.url, one.named_by, one.entries or "", one.articles or "", one.problem)
    return table


def _sections(found: Findings) -> Table:
    table = _table("sections", "path", "articles", "page 2", "on page 2", "problem")
    for one in found.sections:
        second = f"{one.next_page or ''}{f' ({one.pages})' if one.pages else ''}"
        problem = one.problem if one.visited else "not looked at"
        _row(table, one.path, one.articles or "", second, one.more or "", problem)
    return table


def _templates(found: Findings) -> Table:
    table = _table("forms of URL", "pattern", "by", "URLs", "read", "refused", "example")
    for one in found.templates:
        _row(table, one.pattern, one.kind, one.count, one.read, one.refused, one.example)
    return table


def _samples(found: Findings) -> Table:
    table = _table("sample pages", "URL", "layout, or why it is no article", "title", "published_at")
    for one in found.samples:
        fields = dict(one.fields)
        _row(table, one.url, one.layout or one.reason, fields.get("title"), fields.get("published_at"))
    return table


def _fill(found: Findings) -> Table:
    table = _table(f"fields of the {found.read} articles", "field", "filled", "for example")
    for one in found.fill:
        _row(table, one.field, f"{one.rate:.0%}", "\n".join(one.examples))
    return table
