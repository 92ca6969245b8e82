"""What the commands show a person: tables and lines. Results go to stdout, progress and complaints to stderr."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from newsbot.console.escapes import shown
from newsbot.console.terminal import Terminal
from newsbot.site.provinces import CODES

if TYPE_CHECKING:
    from newsbot.archive import RunReport
    from newsbot.archive.verify import SiteReport
    from newsbot.reader import Reading
    from newsbot.reprocess.rebuilt import Rebuilt
    from newsbot.site import Site
    from newsbot.watch.health import Health

STATE_WORDS: Mapping[str, str] = {
    "pending": "still to fetch",
    "in_flight": "being fetched",
    "archived": "archived",
    "unchanged": "unchanged",
    "duplicate": "duplicate of another URL",
    "not_article": "no article",
    "moved": "moved to another URL",
    "gone": "gone",
    "blocked": "refused by the site",
    "disallowed": "disallowed by robots.txt",
    "too_large": "too large",
    "failed": "failed",
    "quarantined": "in quarantine",
}
"""What each state of the ledger is called."""

AGAIN_WORDS: Mapping[str, str] = {
    "looked": "fetched again",
    "unchanged": "unchanged",
    "changed": "changed",
    "gone": "not there today",
    "tombstones": "gone for good",
    "returned": "back again",
    "others": "otherwise: not had today, moved, long gone",
}
"""What is called what became of articles that were in the archive before."""

VALUE_MAX_CHARS = 120
"""Characters of a value that a table shows whole."""

SHOWN_FIELDS = (
    "title", "lead", "body", "captions", "byline", "authors", "video_source", "related_links", "images", "videos",
    "published_at", "section", "tags", "language", "agency",
)  # fmt: skip
"""The fields whose fill rate tells something; the others are always there."""


def output() -> Console:
    """The console for results: no colour and no folding where stdout is no terminal."""
    console = Terminal()
    return console if console.is_terminal else Terminal(width=100)


def show_report(console: Console, report: RunReport, seconds: float) -> None:
    """A run as a table: what was found, what became of it, what the records hold, how fast it went."""
    console.print(f"{report.site}: {report.pages} pages in {seconds:.1f} s", markup=False)
    table = Table()
    table.add_column("URLs")
    table.add_column("this run", justify="right")
    table.add_column("in the ledger", justify="right")
    table.add_row("found", str(report.discovered), str(sum(report.states.values())), style="bold")
    for state, word in STATE_WORDS.items():
        now, all_time = report.changes.get(state, 0), report.states.get(state, 0)
        if now or all_time:
            table.add_row(word, str(now), str(all_time))
    console.print(table)
    if report.again:
        console.print(
            "known articles: "
            + ", ".join(f"{report.again[key]} {AGAIN_WORDS[key]}" for key in AGAIN_WORDS if key in report.again)
        )
    if report.fill_rate:
        console.print(f"fields of the {report.archived} new records:")
        console.print(_fill_table(report))
    pace = report.pages / seconds if seconds else 0.0
    gap = "" if report.smallest_gap is None else f", {report.smallest_gap:.1f} s or more between two"
    console.print(f"{report.requests} requests{gap}, {report.bytes / 1e6:.1f} MB, {pace:.1f} pages a second")
    for host, decided in report.robots.items():
        console.print(f"robots.txt of {host}: {decided}", markup=False)
    for note in report.notes:
        console.print(f"note: {note}", markup=False)
    if report.recovered:
        console.print(f"mended from an earlier run: {report.recovered}", markup=False)


def _fill_table(report: RunReport) -> Table:
    table = Table()
    for heading in ("field", "filled", "field", "filled", "field", "filled"):
        table.add_column(heading, justify="right" if heading == "filled" else "left")
    cells = [cell for key in SHOWN_FIELDS for cell in (key, f"{report.fill_rate.get(key, 0.0):.0%}")]
    for start in range(0, len(cells), 6):
        table.add_row(*cells[start : start + 6])
    return table


def show_evidence(console: Console, reading: Reading) -> None:
    """For each field of a record: its value, the element or metadata it came from, the rule that chose it."""
    article = reading.article
    assert article is not None
    console.print(f"{article.url}\nlayout: {article.reader.layout}", markup=False)
    table = Table(show_lines=True)
    for heading in ("field", "value", "found in", "because"):
        table.add_column(heading, overflow="fold")
    for name in SHOWN_FIELDS:
        value = getattr(article, name)
        found = reading.evidence.get(name)
        source, rule = (found.source, found.rule) if found else ("", "" if value else "not on the page")
        table.add_row(name, Text(_short(value)), Text(source), Text(rule))
    console.print(table)


VALUE_CUT_CHARS = 100
"""What is shown of a longer one."""


def _short(value: object) -> str:
    if isinstance(value, tuple):
        return (
            f"{len(value)}: " + "; ".join(_short(one if isinstance(one, str) else _label(one)) for one in value)[:200]
        )
    text = "" if value is None else " ".join(str(value).split())
    return text if len(text) <= VALUE_MAX_CHARS else f"{text[:VALUE_CUT_CHARS]}… ({len(text)} characters)"


def _label(part: object) -> str:
    return getattr(part, "title", None) or getattr(part, "url", None) or getattr(part, "embed_url", None) or ""


_WIDE = 240
"""Width of the table of sites where lines need not fit a screen."""


def show_sites(console: Console, sites: Iterable[Site]) -> None:
    """The sites as a table, by province from north to south: then and now, what became of the paper, how it is crawled."""
    table = Table(caption="? from memory or guessed; of sources: ~ named by others, ? unverified")
    for heading in ("site", "province", "until 6/2025", "paper", "domain", "became", "CMS", "sources"):
        table.add_column(heading, overflow="fold")
    for site in sorted(sites, key=lambda site: (CODES.get(site.province, ""), site.former_provinces, site.name)):
        doubt = {key: " ?" if key in site.unverified else "" for key in ("domains", "successor", "cms", "sources")}
        table.add_row(
            site.name,
            site.province,
            ", ".join(site.former_provinces),
            site.publisher,
            site.domains[0] + doubt["domains"],
            ("kept there; " if site.frozen_at else "") + (site.successor or "") + doubt["successor"],
            site.cms + doubt["cms"],
            _sources(site) + doubt["sources"],
        )
    if not console.is_terminal:
        console = Terminal(width=_WIDE)
    console.print(table)


def show_verified(console: Console, reports: Iterable[SiteReport]) -> None:
    """What `newsbot verify` looked at, site by site."""
    table = Table()
    for heading in ("site", "lines", "articles", "captures", "URLs", "MB", "damaged"):
        table.add_column(heading, justify="left" if heading == "site" else "right")
    for report in reports:
        counts = (report.lines, report.articles, report.captures, report.urls)
        name = f"{report.site} (being written)" if report.writing else report.site
        table.add_row(name, *map(str, counts), f"{report.bytes / 1e6:.1f}", str(report.damaged or "none"))
    console.print(table)


def show_rebuilt(console: Console, rebuilt: Rebuilt) -> None:
    """What a ledger was made from, and what nobody knows any more."""
    from newsbot.reprocess.rebuild import UNKNOWN

    made = f"{rebuilt.lines} lines and {rebuilt.responses} responses, {rebuilt.apart} of them of no page"
    console.print(
        f"{rebuilt.site}: the ledger was made again from {made}; {rebuilt.read} pages read again", markup=False
    )
    if rebuilt.made:
        console.print(f"{rebuilt.made} lines were missing and were made again from the captures", markup=False)
    states = ", ".join(f"{count} {state}" for state, count in rebuilt.states.items())
    console.print(f"URLs: {states or 'none'}", markup=False, soft_wrap=True)
    if rebuilt.kept:
        console.print(f"the old one is {rebuilt.kept}", markup=False)
    console.print("not known any more:")
    for unknown in UNKNOWN:
        console.print(f"  {unknown}", markup=False, soft_wrap=True)


def show_health(console: Console, sites: Iterable[Health]) -> None:
    """The health of sites, a row each, and under the table what needs a person."""
    table = Table()
    left = ("site", "last run (UTC)")
    for heading in (*left, "exit", "articles", "new", "days without", "to fetch", "failed", "refused", "MB"):
        table.add_column(heading, justify="left" if heading in left else "right")
    notes: list[str] = []
    for site in sites:
        counts = [sum(site.states.get(state, 0) for state in group) for group in _GROUPS]
        days = "" if site.days_without_new is None else str(site.days_without_new)
        code = "" if site.exit_code is None else str(site.exit_code)
        when = (site.last_run or "never")[:16].replace("T", " ")
        numbers = map(str, (site.articles, site.new, days, *counts))
        table.add_row(site.site, when, code, *numbers, f"{site.bytes / 1e6:.1f}")
        notes += [f"{site.site}: {what}" for what in _concerns(site)]
    if not console.is_terminal:
        console = Terminal(width=_WIDE)
    console.print(table)
    for note in notes:
        console.print(shown(note), soft_wrap=True)


_GROUPS = (("pending", "in_flight"), ("failed", "too_large", "quarantined"), ("blocked", "disallowed"))


def _concerns(site: Health) -> Iterator[str]:
    if site.problem:
        yield site.problem
    if site.running:
        yield f"is being written by {site.running}"
    if site.days_ahead:
        yield f"the last run ended {site.days_ahead} days in the future: its clock was wrong, or the one here is"
    yield from site.doubts
    yield from site.gaps
    for key, (before, now) in site.drops.items():
        yield f"{key} is on {now:.0%} of the last articles, it was on {before:.0%} before"


def show_runs(console: Console, runs: Iterable[RunReport]) -> None:
    """Runs, a row each, oldest first."""
    table = Table()
    left = ("site", "began (UTC)", "notes")
    for heading in ("site", "began (UTC)", "minutes", "exit", "pages", "found", "archived", "failed", "notes"):
        table.add_column(heading, justify="left" if heading in left else "right", overflow="fold")
    for run in runs:
        seconds = (datetime.fromisoformat(run.finished_at) - datetime.fromisoformat(run.started_at)).total_seconds()
        numbers = (run.exit_code, run.pages, run.discovered, run.archived, run.changes.get("failed", 0))
        began = run.started_at[:16].replace("T", " ")
        table.add_row(run.site, began, f"{seconds / 60:.1f}", *map(str, numbers), shown("; ".join(run.notes)))
    if not console.is_terminal:
        console = Terminal(width=_WIDE)
    console.print(table)


def _sources(site: Site) -> str:
    if not site.sources:
        return "" if site.successor else site.no_sources.partition(":")[0]
    kinds = Counter((_MARKS[source.sure], type(source).__name__.lower()) for source in site.sources)
    return ", ".join(f"{count} {kind}{'s' if count > 1 else ''}{mark}" for (mark, kind), count in kinds.items())


_MARKS = {"seen": "", "named": " ~", "unverified": " ?"}
"""What stands behind sources that are as sure as that."""
_ATTRIBUTES = ("publisher", "province", "former_provinces", "domains", "cms", "successor", "frozen_at", "article_paths")
"""Attributes of a site whose facts are shown one by one."""


def show_facts(console: Console, site: Site) -> None:
    """Every fact of one site, each with how sure it is."""
    table = Table(title=f"{site.name} (evidence: {site.facts or 'not on record'})", title_justify="left")
    for heading in ("fact", "recorded", "how sure"):
        table.add_column(heading, overflow="fold")
    for key in _ATTRIBUTES:
        if value := getattr(site, key):
            told = value if isinstance(value, str) else ", ".join(value)
            table.add_row(key.replace("_", " "), Text(told), "unverified" if key in site.unverified else "on record")
    doubt = "unverified" if "sources" in site.unverified else None
    for source in site.sources:
        table.add_row(type(source).__name__.lower(), Text(source.path), doubt or source.sure)
    for source in site.probe:
        table.add_row(type(source).__name__.lower(), Text(source.path), "guessed; never crawled")
    if not console.is_terminal:
        console = Terminal(width=_WIDE)
    console.print(table)
