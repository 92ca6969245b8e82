"""The newsbot command. Heavy imports stand inside the commands: `newsbot --help` must answer at once."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn, TypeVar

import click

from newsbot import __version__
from newsbot.exit_codes import Exit

if TYPE_CHECKING:
    from newsbot.archive import RunReport
    from newsbot.article import Article
    from newsbot.crawl.run import Options
    from newsbot.crawl.session import Session
    from newsbot.fixtures import Recorded
    from newsbot.probe.check import SiteCheck
    from newsbot.reread.changes import Changes
    from newsbot.site import Site
    from newsbot.visit import Visitor

F = TypeVar("F", bound=Callable[..., Any])

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

archive_option = click.option(
    "--archive",
    type=click.Path(path_type=Path, file_okay=False),
    default=lambda: Path(os.environ.get("NEWSBOT_ARCHIVE") or "data"),
    show_default="NEWSBOT_ARCHIVE, else data",
    help="Folder of the archive.",
)
contact_option = click.option(
    "--contact",
    envvar="NEWSBOT_CONTACT",
    default="",
    help="Mail address or web page that a webmaster can write to; sent with every request. [env: NEWSBOT_CONTACT]",
)
verbose_option = click.option("-v", "--verbose", count=True, help="Say more on stderr; twice for every request.")


def fail(code: Exit, message: str) -> NoReturn:
    """End with one line on stderr."""
    click.echo(f"newsbot: {' '.join(message.split())}", err=True)
    raise SystemExit(code)


@click.group(context_settings=CONTEXT)
@click.version_option(__version__, prog_name="newsbot")
def cli() -> None:
    """Crawl provincial news politely, keep the bytes as served, read each page into one clean record."""


@cli.command()
@archive_option
@click.option("--articles", type=click.IntRange(1), help="Grow the example site to this many articles.")
@click.option("--delay", type=click.FloatRange(0), default=0.0, show_default=True, help="Seconds between two requests.")
@click.option("--json", "as_json", is_flag=True, help="Print the run report as JSON instead of tables.")
@verbose_option
def demo(archive: Path, articles: int | None, delay: float, as_json: bool, verbose: int) -> None:
    """Serve the bundled example newspaper on loopback, crawl it for real, show what was archived."""
    from newsbot.console import output, show_report
    from newsbot.crawl.run import crawl
    from newsbot.demo import ExamplePaper, port_of_last_demo
    from newsbot.example import serve

    options = crawl_options(archive, delay=delay, concurrency=8, verbose=verbose)
    with serve(articles, port_of_last_demo(archive)) as base:
        began = time.monotonic()
        report, session = guarded(crawl, ExamplePaper(base), options)
        seconds = time.monotonic() - began
    if as_json:
        click.echo(report_json(report))
        raise SystemExit(report.exit_code)
    console = output()
    show_report(console, report, seconds)
    folder = (archive / report.site).absolute()
    if report.archived:
        console.print(
            f"The archive lies in {folder}: articles/*.jsonl, captures/*.warc.gz, ledger.sqlite.", markup=False
        )
        assert session.last is not None
        console.print(f"One record, from {session.last.capture.file if session.last.capture else ''}:\n", markup=False)
        click.echo(record_json(session.last))
    elif report.exit_code == Exit.OK:
        console.print(f"Nothing new: every article is in the archive already ({folder}).", markup=False)
    complain(session)
    raise SystemExit(report.exit_code)


@cli.command()
@click.argument("targets", metavar="SITE|URL…", nargs=-1)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Crawl every site that is not merged into another.",
)
@click.option(
    "--since", metavar="WHEN", help="Only what was published since: 2025-07-01, or 7d for the last seven days."
)
@click.option("--backfill", metavar="FROM..TO", help="Walk the past: 2024-01-01..2024-06-30.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Fetch at most N pages.")
@click.option(
    "--delay",
    type=click.FloatRange(0),
    metavar="SECONDS",
    help="Seconds between two requests.  [default: the site's own]",
)
@click.option("--jobs", type=click.IntRange(1), default=4, show_default=True, help="Sites crawled at the same time.")
@click.option("--json", "as_json", is_flag=True, help="Print the run report as JSON instead of tables.")
@archive_option
@contact_option
@verbose_option
def crawl(
    targets: tuple[str, ...],
    everything: bool,
    since: str | None,
    backfill: str | None,
    limit: int | None,
    delay: float | None,
    jobs: int,
    as_json: bool,
    archive: Path,
    contact: str,
    verbose: int,
) -> None:
    """Crawl sites into the archive. A URL crawls any news site by its address."""
    from datetime import UTC, datetime

    from newsbot.crawl.window import parse_window
    from newsbot.spiders import all_sites

    living = [name for name, site in all_sites().items() if not site.is_merged]
    names = list(dict.fromkeys((*targets, *(living if everything else ()))))
    if not names:
        fail(Exit.USAGE, "nothing to crawl: name a site (see `newsbot sites`), give a URL, or --all")
    sites = [site_named(name) for name in names]
    try:
        window = parse_window(since, backfill, datetime.now(UTC))
    except ValueError as error:
        fail(Exit.USAGE, str(error))
    if len(sites) > 1:
        from newsbot.crawl.many import crawl_many

        shared = [argument for argument in sys.argv[2:] if argument not in {*targets, "--all"}]
        raise SystemExit(crawl_many(names, shared, jobs=jobs))
    options = crawl_options(archive, contact=contact, limit=limit, window=window, delay=delay, verbose=verbose)
    raise SystemExit(crawl_one(sites[0], options, as_json=as_json))


def crawl_one(site: Site, options: Options, *, as_json: bool) -> int:
    """Crawl one site in this process and show the report; returns the exit code."""
    from newsbot.console import output, show_report
    from newsbot.crawl.run import crawl as run

    began = time.monotonic()
    report, session = guarded(run, site, options)
    if as_json:
        click.echo(report_json(report))
    else:
        show_report(output(), report, time.monotonic() - began)
        click.echo(f"archive: {(options.archive / report.site).absolute()}")
    complain(session)
    return int(report.exit_code)


def complain(session: Session) -> None:
    """Say on stderr what ended a crawl before its time."""
    if session.unreachable:
        click.echo(f"newsbot: {session.site.home} cannot be reached: {session.unreachable}", err=True)
    elif session.error:
        click.echo(f"newsbot: {session.error}", err=True)
    elif session.crashed:
        click.echo(f"newsbot: a bug of newsbot: {session.crashed}", err=True)


def crawl_options(archive: Path, *, verbose: int, **values: Any) -> Options:
    """The options of a crawl from the command line; a setting of the environment that is no number ends with a usage error."""
    try:
        from newsbot.crawl.run import Options
    except ValueError as error:
        fail(Exit.USAGE, str(error))

    level = ("ERROR", "INFO", "DEBUG")[min(verbose, 2)]
    return Options(archive=archive, progress=True, log_level=level, **values)


def guarded(action: Callable[..., Any], *arguments: Any) -> Any:
    """Call what writes the archive; end with one line and the right code when the archive cannot be used."""
    from newsbot.archive import ArchiveDamaged, ArchiveError, ArchiveLocked
    from newsbot.crawl.session import NoContactError

    try:
        return action(*arguments)
    except NoContactError as error:
        fail(Exit.USAGE, str(error))
    except ArchiveLocked as error:
        fail(Exit.LOCKED, str(error))
    except ArchiveDamaged as error:
        fail(Exit.DAMAGED, str(error))
    except ArchiveError as error:
        fail(Exit.NOT_WRITABLE, str(error))


def site_named(name: str) -> Site:
    """The site of a name or an address; ends with a usage error for an unknown one."""
    from difflib import get_close_matches

    from newsbot.spiders import all_sites

    if "://" in name:
        return site_at(name)
    site = all_sites().get(name)
    if site is None:
        near = get_close_matches(name, all_sites(), n=1, cutoff=0.6)
        hint = f"did you mean {near[0]}?" if near else "`newsbot sites` lists them; a URL crawls any site"
        fail(Exit.USAGE, f"unknown site {name!r}: {hint}")
    return site


@cli.command()
@click.argument("page", metavar="FILE|URL")
@click.option("--url", help="Address of the page, for a file. [default: the one the page claims]")
@click.option("--content-type", help="Content-Type header that the page was served with.")
@click.option("--compact", is_flag=True, help="One line, as in the archive.")
@click.option("--explain", is_flag=True, help="Show for each field where it was found, instead of the record.")
@contact_option
def extract(page: str, url: str | None, content_type: str | None, compact: bool, explain: bool, contact: str) -> None:
    """Read one page into one record on stdout. FILE may be - for stdin."""
    from newsbot.page import PageError, fetch_page, load_page

    try:
        loaded = fetch_page(page, contact) if "://" in page else load_page(page, url, content_type)
    except PageError as error:
        fail(error.code, str(error))
    from newsbot.archive import to_line
    from newsbot.extraction import read_page

    reading = read_page(loaded.body, url=loaded.url, content_type=loaded.content_type, explained=explain)
    if reading.article is None:
        fail(Exit.SOME_FAILED, f"{page}: no article: {reading.reason or reading.kind}")
    if explain:
        from newsbot.console import output, show_evidence

        show_evidence(output(), reading)
    else:
        click.echo(to_line(reading.article).decode().rstrip("\n") if compact else record_json(reading.article))


@cli.command()
@click.argument("url")
@click.option("--name", help="Site id for the site file.  [default: from the host]")
@click.option(
    "--articles", type=click.IntRange(1), default=10, show_default=True, metavar="N", help="Sample N articles."
)
@click.option(
    "--limit", type=click.IntRange(1), default=60, show_default=True, metavar="N", help="Send at most N requests."
)
@click.option(
    "--delay",
    type=click.FloatRange(0),
    metavar="SECONDS",
    help="Seconds between two requests.  [default: 5; 0 on this machine]",
)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON instead of the site file.")
@contact_option
@verbose_option
def probe(
    url: str,
    name: str | None,
    articles: int,
    limit: int,
    delay: float | None,
    as_json: bool,
    contact: str,
    verbose: int,
) -> None:
    """Look at an unknown site: feeds, sitemaps, sections, article addresses, CMS. Prints a ready site file.

    The site file goes to stdout, to be saved as newsbot/spiders/NAME.py; the report goes to stderr. Nothing is archived.
    """
    from datetime import UTC, datetime

    from newsbot.probe.look import NotASite, look
    from newsbot.probe.show import report_console, show_findings
    from newsbot.probe.site_file import MODULE_NAME, file_name, site_file

    site = site_at(url)
    if name is not None and not MODULE_NAME.fullmatch(name):
        fail(Exit.USAGE, f"--name {name!r}: a site id names a module: {MODULE_NAME.pattern}")
    visitor = visitor_for([site], contact, delay, limit, verbose)
    try:
        found = look(site.home, visitor, name=name, articles=articles)
    except NotASite as error:
        fail(Exit.SOME_FAILED if error.reached else Exit.UNREACHABLE, str(error))
    except KeyboardInterrupt:
        fail(Exit.INTERRUPTED, f"stopped after {visitor.requests} requests; a probe begins anew")
    file = site_file(found, datetime.now(UTC).date().isoformat()) if found.read else None
    show_findings(report_console(), found)
    if as_json:
        click.echo(json.dumps({**asdict(found), "site_file": file}, ensure_ascii=False))
    elif file is not None:
        click.echo(file, nl=False)
    if file is None:
        fail(Exit.SOME_FAILED, f"{found.home}: nothing that looks like an article")
    click.echo(f"This is {file_name(found.name)}: read it, and correct what `unverified` names.", err=True)


def site_at(url: str) -> Site:
    """A site made from an address; ends with a usage error for what is no web address."""
    from newsbot.site import WebSite

    try:
        return WebSite(url)
    except ValueError as error:
        fail(Exit.USAGE, str(error))


def visitor_for(sites: Iterable[Site], contact: str, delay: float | None, limit: int, verbose: int) -> Visitor:
    """A visitor for these sites; ends with a usage error without a contact for the open web."""
    from newsbot.crawl.session import NoContactError, check_contact
    from newsbot.visit import Visitor, fetcher

    try:
        for site in sites:
            check_contact(site, contact)
        fetch = fetcher(contact)
    except (NoContactError, ValueError) as error:
        fail(Exit.USAGE, str(error))

    def told(line: str) -> None:
        if verbose or sys.stderr.isatty():
            click.echo(line, err=True)

    return Visitor(fetch, delay=delay, limit=limit, told=told)


@cli.command()
@click.argument("names", metavar="[SITE]…", nargs=-1)
@click.option("--check", "checking", is_flag=True, help="Ask the live sites which recorded facts no longer hold.")
@click.option(
    "--delay",
    type=click.FloatRange(0),
    metavar="SECONDS",
    help="With --check: seconds between two requests to a host.  [default: 5; 0 on this machine]",
)
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=40,
    show_default=True,
    metavar="N",
    help="With --check: send at most N requests a site.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@contact_option
@verbose_option
def sites(
    names: tuple[str, ...],
    checking: bool,
    delay: float | None,
    limit: int,
    as_json: bool,
    contact: str,
    verbose: int,
) -> None:
    """List sites, all of them by default: province, publisher, domains, CMS family, sources."""
    from newsbot.spiders import all_sites

    if addresses := [name for name in names if "://" in name]:
        fail(Exit.USAGE, f"{addresses[0]}: sites are listed by name; `newsbot probe` looks at an address")
    chosen = [site_named(name) for name in dict.fromkeys(names)] or [*all_sites().values()]
    if checking:
        raise SystemExit(check_sites(chosen, visitor_for(chosen, contact, delay, limit, verbose), as_json=as_json))
    if as_json:
        for site in chosen:
            click.echo(json.dumps(site.describe(), ensure_ascii=False))
        return
    from newsbot.console import output, show_sites

    show_sites(output(), chosen)


def check_sites(chosen: Sequence[Site], visitor: Visitor, *, as_json: bool) -> Exit:
    """Check sites one after the other and show what fails; returns the exit code."""
    from datetime import UTC, datetime

    from newsbot.probe.check import VERDICT_WORDS, check

    limit = visitor.limit
    results: list[SiteCheck] = []
    for site in chosen:
        visitor.allow(limit)
        try:
            result = check(site, visitor, datetime.now(UTC))
        except KeyboardInterrupt:
            fail(Exit.INTERRUPTED, f"stopped at {site.name}, after {len(results)} sites")
        results.append(result)
        if as_json:
            click.echo(json.dumps({**asdict(result), "holds": result.holds}, ensure_ascii=False))
            continue
        for fact in result.facts:
            if fact.verdict != "holds":
                click.echo(
                    f"{result.site}: {fact.verdict}: {fact.fact}: recorded: {fact.recorded}; found: {fact.found}"
                )
    verdicts = [fact.verdict for result in results for fact in result.facts]
    counts = ", ".join(f"{verdicts.count(verdict)} {word}" for verdict, word in VERDICT_WORDS.items())
    reached = sum(result.reached for result in results)
    click.echo(f"{len(results)} sites, {reached} reached; facts: {counts}; {visitor.requests} requests", err=True)
    if not any(result.reached for result in results):
        return Exit.UNREACHABLE
    return Exit.SOME_FAILED if "fails" in verdicts else Exit.OK


@cli.command()
@click.argument("arguments", metavar="SITE URL|FILE", nargs=-1)
@click.option("--case", metavar="NAME", help="Name of the pair.  [default: what the page is: article, listing…]")
@click.option("--url", help="Address of the page, for a file.  [default: the one the page claims]")
@click.option("--content-type", metavar="TYPE", help="Content-Type header that the file was served with.")
@click.option("--force", is_flag=True, help="Overwrite a pair that exists.")
@click.option("--refresh", is_flag=True, help="Read the saved pages [of these SITEs] again and show what has changed.")
@click.option("--apply", is_flag=True, help="With --refresh: write what has changed.")
@click.option(
    "--fixtures",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("tests", "fixtures"),
    show_default=True,
    help="Folder of the pairs.",
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
    folder: Path,
    contact: str,
) -> None:
    """Save a page of a site with the record it must give, for review.

    SITE is a site's name, or any address of a site without a site file. --refresh reads the saved pages again with the
    present code and never fetches; it writes nothing without --apply.
    """
    if not folder.is_dir():
        fail(Exit.USAGE, f"{folder} is no folder: run this in the repository, or name one with --fixtures")
    if refresh and (case or url or content_type or force):
        fail(Exit.USAGE, "--refresh takes sites and --apply, nothing else: it reads what is saved")
    if refresh:
        return refresh_records(folder, arguments, apply=apply)
    if apply or len(arguments) != 2:
        fail(Exit.USAGE, "record takes a SITE and a URL or FILE, or --refresh")
    name, page = arguments
    if "://" in page and (url or content_type):
        fail(Exit.USAGE, "--url and --content-type are for a file: a page from the web brings its own")
    from newsbot.fixtures import load, save
    from newsbot.page import PageError, fetch_page

    site = site_or_host(name) if "://" in name else site_named(name)
    try:
        loaded = fetch_page(page, contact) if "://" in page else load(site, page, url, content_type)
        saved = save(site, loaded, folder, case, force=force)
    except PageError as error:
        fail(error.code, str(error))
    except OSError as error:
        fail(Exit.NOT_WRITABLE, f"{error.filename or folder}: {error.strerror or error}")
    return show_recorded(saved)


def site_or_host(url: str) -> Site:
    """The site of an address, with a site file or without; ends with a usage error for what is no web address."""
    from newsbot.extraction import site_for

    try:
        return site_for(url)
    except ValueError as error:
        fail(Exit.USAGE, str(error))


def show_recorded(saved: Recorded) -> None:
    """A saved pair: the record on stdout; on stderr where it is and what a person must check."""
    from newsbot.fixtures import OWN_TEXT, REVIEW, as_text

    click.echo(as_text(saved.record), nl=False)
    click.echo(f"saved {saved.fixture.html} and {saved.fixture.json.name}", err=True)
    if saved.reason:
        click.echo(f"The page is no article: {saved.reason}. Is that true?", err=True)
    else:
        click.echo(f"Empty, as on the page? {', '.join(saved.empty)}\n{REVIEW}", err=True)
    click.echo(OWN_TEXT.format(site=saved.fixture.site), err=True)


def refresh_records(folder: Path, names: tuple[str, ...], *, apply: bool) -> None:
    """Read the saved pages of some sites, or of all, again, and show or write what has changed."""
    from newsbot.fixtures import fixtures
    from newsbot.fixtures import refresh as read_again

    for name in names:
        if not fixtures(folder, [name]):
            fail(Exit.USAGE, f"no saved page of {name!r} in {folder}")
    pairs, changed = fixtures(folder, names), 0
    try:
        for refreshed in read_again(pairs):
            changed += 1
            click.echo(refreshed.fixture.name)
            for key, lines in refreshed.changes:
                click.echo("".join([f"  {key}\n", *(f"    {line}\n" for line in lines)]), nl=False)
            if apply:
                refreshed.fixture.write(refreshed.record)
    except ValueError as error:
        fail(Exit.USAGE, str(error))
    except OSError as error:
        fail(Exit.NOT_WRITABLE, f"{error.filename or folder}: {error.strerror or error}")
    outcome = "" if not changed else ", written: review the difference" if apply else "; --apply writes them"
    click.echo(f"{len(pairs)} pages read again, {changed} records changed{outcome}", err=True)


@cli.command()
@click.argument("names", metavar="[SITE]…", nargs=-1)
@click.option("--quick", is_flag=True, help="Do not judge again the lines that are, bit for bit, what was archived.")
@click.option(
    "--rebuild", is_flag=True, help="First make the ledger again from captures and articles; the old one is kept."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a site and line.")
@archive_option
def verify(names: tuple[str, ...], quick: bool, rebuild: bool, as_json: bool, archive: Path) -> None:
    """Check every line, capture and count; name what is damaged."""
    from newsbot.archive.verify import verify_site

    reports = []
    for folder in folders_of(archive, names):
        if rebuild:
            rebuild_ledger(folder, quiet=as_json)
        report = verify_site(folder, deep=not quick)
        reports.append(report)
        for damage in report.damage:
            click.echo(str(damage), err=True)
    if as_json:
        for report in reports:
            click.echo(json.dumps(asdict(report), ensure_ascii=False))
    else:
        from newsbot.console import output, show_verified

        show_verified(output(), reports)
    raise SystemExit(Exit.OK if all(report.sound for report in reports) else Exit.DAMAGED)


@cli.command()
@click.argument("names", metavar="[SITE]…", nargs=-1)
@click.option("--apply", is_flag=True, help="Write the records anew; without it nothing is written.")
@click.option("--jobs", type=click.IntRange(1), help="Processes that read.  [default: one a core]")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a site and line.")
@archive_option
def reread(names: tuple[str, ...], apply: bool, jobs: int | None, as_json: bool, archive: Path) -> None:
    """Read the captures again with the present code; show which fields of which records change."""
    from newsbot.reread.progress import Progress
    from newsbot.reread.run import reread

    folders, cores = folders_of(archive, names), len(os.sched_getaffinity(0))
    try:
        with Progress() as progress:
            sites = reread(folders, jobs=jobs or cores, apply=apply, note=progress.note)
            raise SystemExit(show_reread(sites, as_json=as_json))
    except KeyboardInterrupt:
        fail(Exit.INTERRUPTED, "stopped; months that were written anew are whole, the others are as they were")


def show_reread(sites: Iterable[Changes], *, as_json: bool) -> Exit:
    """Show what reading again came to, site by site; the exit code."""
    from newsbot.console import output
    from newsbot.reread.show import show_changes

    code = Exit.OK
    for changes in sites:
        if as_json:
            click.echo(json.dumps(changes.as_dict(), ensure_ascii=False))
        elif changes.files:
            show_changes(output(), changes)
        if changes.error:
            click.echo(f"newsbot: {changes.site}: {changes.error}", err=True)
            code = max(code, code_of(changes.error))
        elif changes.unreadable.count:
            click.echo(f"newsbot: {changes.site}: {changes.unreadable.count} captures cannot be read", err=True)
            code = max(code, Exit.DAMAGED)
        elif changes.kept.count:
            code = max(code, Exit.SOME_FAILED)
    return code


@cli.command()
@click.argument("names", metavar="[SITE]…", nargs=-1)
@click.option("--compress", type=click.Choice(["gz", "zst"]), help="Pack the sealed months.")
@archive_option
def seal(names: tuple[str, ...], compress: Literal["gz", "zst"] | None, archive: Path) -> None:
    """Seal the months that are over: their files get a digest in the manifest, and may be packed."""
    from datetime import UTC, datetime

    from newsbot.archive import ArchiveError
    from newsbot.archive.seal import seal as seal_site

    code = Exit.OK
    for folder in folders_of(archive, names):
        try:
            sealing = seal_site(archive, folder.name, datetime.now(UTC), compress)
        except ArchiveError as error:
            click.echo(f"newsbot: {error}", err=True)
            code = max(code, code_of(error))
        else:
            click.echo(f"{sealing.site}: {len(sealing.files)} files sealed, {sealing.saved / 1e6:.1f} MB saved")
    raise SystemExit(code)


@cli.command()
@click.argument("names", metavar="[SITE]…", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a site and line.")
@archive_option
def status(names: tuple[str, ...], as_json: bool, archive: Path) -> None:
    """Show how the sites are doing: last run, articles, states, fields that went missing, space."""
    from datetime import UTC, datetime

    from newsbot.health import health

    try:
        sites = health(archive, folders_of(archive, names), datetime.now(UTC))
        if as_json:
            for site in sites:
                click.echo(json.dumps(asdict(site), ensure_ascii=False))
            return
        from newsbot.console import output, show_health

        show_health(output(), sites)
    except ValueError as error:
        fail(Exit.DAMAGED, str(error))


@cli.command()
@click.argument("site", required=False)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, metavar="N", help="The last N runs.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a run and line, as in runs.jsonl.")
@archive_option
def runs(site: str | None, limit: int, as_json: bool, archive: Path) -> None:
    """Show the last runs, of one site or of all."""
    from collections import deque

    from newsbot.archive import read_runs

    folders_of(archive, (site,) if site else ())
    try:
        last = deque((run for run in read_runs(archive) if site in (None, run.site)), maxlen=limit)
    except ValueError as error:
        fail(Exit.DAMAGED, str(error))
    if as_json:
        for run in last:
            click.echo(report_json(run))
        return
    from newsbot.console import output, show_runs

    show_runs(output(), last)


@cli.command()
@click.argument("site")
@click.option("--state", metavar="STATE", help="Only those in this state.")
@click.option("--reason", metavar="TEXT", default="", help="Only those whose reason has this text in it.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="The first N.")
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object an address and line, with all that is known of it."
)
@archive_option
def urls(site: str, state: str | None, reason: str, limit: int | None, as_json: bool, archive: Path) -> None:
    """List the addresses of a site with their states and reasons, in the order of their discovery."""
    from itertools import islice

    from newsbot.archive import ArchiveError, Ledger, State

    if state is not None and state not in [*State]:
        fail(Exit.USAGE, f"unknown state {state!r}: it is one of {', '.join(State)}")
    (folder,) = folders_of(archive, (site,))
    try:
        with Ledger.open_readonly(folder / "ledger.sqlite") as ledger:
            entries = (entry for one in State if state in (None, one) for entry in ledger.entries(one))
            for entry in islice((entry for entry in entries if reason in (entry.reason or "")), limit):
                if as_json:
                    click.echo(json.dumps(asdict(entry), ensure_ascii=False))
                else:
                    click.echo("\t".join(filter(None, (entry.state, entry.url, entry.reason))))
    except ArchiveError as error:
        fail(code_of(error), str(error))


@cli.command()
@click.argument("article", metavar="ID|URL")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a revision and line.")
@archive_option
def log(article: str, as_json: bool, archive: Path) -> None:
    """Show the revisions of an article, and what changed from one to the next."""
    from newsbot.archive import ArchiveError
    from newsbot.history import find_revisions

    try:
        revisions = find_revisions(archive, article)
    except ArchiveError as error:
        fail(code_of(error), str(error))
    if not revisions:
        fail(
            Exit.USAGE, f"{archive} holds no article {article!r}: give the id of a record, SITE:NUMBER, or its address"
        )
    from newsbot.console import output
    from newsbot.history_view import revision_json, show_revision

    for old, new in zip((None, *revisions), revisions, strict=False):
        if as_json:
            click.echo(revision_json(old, new))
        else:
            show_revision(output(), old, new)
    raise SystemExit(Exit.OK)


def rebuild_ledger(folder: Path, *, quiet: bool) -> None:
    """Make the ledger of a site again and say what it was made from; ends when that cannot be."""
    from newsbot.console import output, show_rebuilt
    from newsbot.rebuild import rebuild

    rebuilt = guarded(rebuild, folder, len(os.sched_getaffinity(0)))
    for damage in rebuilt.damage:
        click.echo(f"{folder.name}: left out: {damage}", err=True)
    if not quiet:
        show_rebuilt(output(), rebuilt)


def folders_of(archive: Path, names: tuple[str, ...]) -> list[Path]:
    """The folders of the named sites, of all without a name; ends with a usage error when there are none."""
    from newsbot.archive import ArchiveError
    from newsbot.archive.verify import site_folders

    try:
        folders = site_folders(archive, names or None)
    except ArchiveError as error:
        fail(Exit.USAGE, str(error))
    if not folders:
        fail(Exit.USAGE, f"{archive} holds no archive: name one with --archive or NEWSBOT_ARCHIVE")
    return folders


def code_of(error: Exception) -> Exit:
    """The exit code for an archive that cannot be used."""
    from newsbot.archive import ArchiveDamaged, ArchiveLocked, ArchiveNotWritable
    from newsbot.archive.months import PackedDamaged

    kinds = {
        ArchiveLocked: Exit.LOCKED,
        ArchiveNotWritable: Exit.NOT_WRITABLE,
        ArchiveDamaged: Exit.DAMAGED,
        PackedDamaged: Exit.DAMAGED,
    }
    return kinds.get(type(error), Exit.SOME_FAILED)


def record_json(article: Article) -> str:
    """A record for reading."""
    from newsbot.archive import as_dict

    return json.dumps(as_dict(article), ensure_ascii=False, indent=2)


def report_json(report: RunReport) -> str:
    """A run report as in `runs.jsonl`."""
    from newsbot.archive.runs import report_line

    return report_line(report).rstrip("\n")


def main() -> None:
    """Entry point: run the command; a pipe that closes early is no error."""
    try:
        cli()
    except BrokenPipeError:
        sys.stdout = None  # nothing is left to flush into
        raise SystemExit(Exit.OK) from None


if __name__ == "__main__":
    main()
