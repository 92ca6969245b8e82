"""Making the ledger of a site again from its captures and articles, when it is lost or damaged; and lines that are missing.

Every line is a row again, and every page that was ever fetched has the state that its responses give it in the order of time:
the same rules that a crawl applies (newsbot.archive.transitions) are folded over the captures (reprocess.fold). What gave no
line is read again to know what it is, and a line that is missing is made again.

The new ledger is made beside the old one and takes its place in one step; the old one stays as `ledger.sqlite.<time>`.
"""

from __future__ import annotations

import os
import pickle
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from newsbot.archive import ArchiveDamaged, ArchiveError, ArchiveNotWritable, Ledger, State, from_line, new_run_id
from newsbot.archive.files import remove
from newsbot.archive.ledger.connection import refuse_irregular_ledger
from newsbot.archive.lock import Lock
from newsbot.archive.month_writer import line_of
from newsbot.archive.months import MAX_BAD_LINES, TextDamaged, months, text_lines
from newsbot.archive.recover import recover
from newsbot.archive.recrawl import Plan, later_recrawl, second_recrawl
from newsbot.archive.states import States
from newsbot.archive.tombstone import EMPTY_HASH
from newsbot.archive.validate import refuse_unstorable
from newsbot.article import Article
from newsbot.extraction.folder_site import UnknownSiteError, site_of_folder
from newsbot.extraction.recapture import CaptureReader
from newsbot.reprocess.captured_pages import CapturedPage, CapturedPages, without_capture
from newsbot.reprocess.fold import Fold
from newsbot.reprocess.messages import Chunk
from newsbot.reprocess.old_ledger import LEDGER_NAME, OldLedger, put_in_place
from newsbot.reprocess.pool import Pool
from newsbot.reprocess.rebuilt import Rebuilt, fresh_entry
from newsbot.reprocess.run import CHUNK_PAGES

UNKNOWN = (
    "URLs that were discovered and never fetched: the next crawl discovers them again",
    "URLs that do not look like those of articles and never showed one with a date: the next crawl discovers those that "
    "are listed",
    "why a URL gave no answer, was too large, or was not asked for because of robots.txt: the next crawl finds out",
    "since when a page has led to the home page: its tombstone comes a day later, also one whose line is lost",
    "how the home page looked, and what is not believed of the site today: the next crawls find out",
    "which source brought a URL, and how often it was asked for without an answer",
    "whether anything but title and text of a line was edited since: what stands there is taken for what was archived",
)
"""What captures and articles do not tell."""


def rebuild(folder: Path, jobs: int = 1, plan: Plan = Plan()) -> Rebuilt:  # noqa: B008 - frozen
    """Make the ledger of a site again; its articles are fetched again by `plan`.

    Raises ArchiveLocked, ArchiveNotWritable, and ArchiveDamaged, also for a ledger that a newer newsbot wrote; the old ledger
    then stands.
    """
    if (folder / LEDGER_NAME).is_dir():
        raise ArchiveDamaged(f"{folder / LEDGER_NAME} is a folder, and no ledger; move it away")
    try:
        refuse_irregular_ledger(folder / LEDGER_NAME)
    except OSError as error:
        raise ArchiveDamaged.unreadable(error, folder) from error
    lock = Lock(folder)
    try:
        with OldLedger(folder / LEDGER_NAME) as old:
            return _rebuild(folder, jobs, plan, old)
    except OSError as error:
        raise _refused(error, folder) from error
    finally:
        try:
            remove(folder.glob(f"{LEDGER_NAME}.new*"))
        finally:
            lock.release()


def _refused(error: OSError, folder: Path) -> ArchiveError:
    """Articles and captures are only read, the rest is written."""
    where = Path(os.fsdecode(error.filename or folder / LEDGER_NAME))
    if where.is_relative_to(folder / "articles") or where.is_relative_to(folder / "captures"):
        return ArchiveDamaged.unreadable(error, where)
    return ArchiveNotWritable.of(error, where)


def _rebuild(folder: Path, jobs: int, plan: Plan, old: OldLedger) -> Rebuilt:
    new = folder / f"{LEDGER_NAME}.new"
    remove(folder.glob(f"{new.name}*"))
    rebuilt = Rebuilt(folder.name)
    run = new_run_id()
    with Ledger.open(new, sync=False, run=run) as ledger:
        for name, path in months(folder).items():
            _take_lines(ledger, name, path, rebuilt)
        states = States(ledger, folder.name, plan)
        try:
            site = site_of_folder(folder)
        except UnknownSiteError as error:
            rebuilt.damage.append(f"only the articles are in the new ledger: {error}")
            fold = Fold(folder, ledger, states, None)
            for line in (one for name in months(folder) for one in ledger.lines.in_file(name)):
                fold.take(without_capture(line))
            fold.close()
            recover(folder, ledger, plan=plan)
        else:
            reader = CaptureReader(folder, site)
            with TemporaryFile() as pages:
                for page in CapturedPages(folder, ledger, site, reader, old).each(rebuilt):
                    pickle.dump(page, pages)
                recover(folder, ledger, plan=plan, retract=False)  # nothing may be appended behind a torn line
                _fold(Fold(folder, ledger, states, reader), folder, _batches(pages), jobs, rebuilt)
        ledger.run = run
        _plan_from_now(ledger, plan)
        ledger.end_run()
        ledger.commit()
        rebuilt.states.update({str(state): count for state, count in ledger.urls.counts().items() if count})
    old.close()
    rebuilt.kept = put_in_place(folder, new)
    return rebuilt


def _take_lines(ledger: Ledger, name: str, path: Path, rebuilt: Rebuilt) -> None:
    """Acknowledge the whole lines of a month; their URLs are pending until the fold comes to them."""
    end = 0
    try:
        for number, line in enumerate(text_lines(path), 1):
            if not line.endswith(b"\n") or b"\0" in line:
                break
            try:
                _take_line(ledger, from_line(line), name, end, line)
            except ValueError as error:
                rebuilt.damage.append(f"{name}:{number}: {error}")
                if len(rebuilt.damage) > MAX_BAD_LINES:
                    raise ArchiveDamaged(f"{path} holds more than {MAX_BAD_LINES} lines that are no records") from error
            else:
                rebuilt.lines += 1
            end += len(line)
    except TextDamaged as error:
        rebuilt.damage.append(str(error))
    ledger.files.acknowledge(name, end)


def _take_line(ledger: Ledger, article: Article, name: str, offset: int, line: bytes) -> None:
    refuse_unstorable(article)
    if ledger.lines.get(article.id, article.revision):
        raise ValueError(f"{article.id} revision {article.revision} is there twice")
    ledger.lines.add(line_of(article, name, offset, line))
    if ledger.urls.state_of(article.url) is None:
        ledger.urls.put(fresh_entry(article.url, article.fetched_at or ""))


def _batches(file: IO[bytes]) -> Iterator[tuple[CapturedPage, ...]]:
    """The noted pages, as many at a time as are read together."""
    end = file.tell()
    file.seek(0)
    pages: Iterable[CapturedPage] = iter(lambda: pickle.load(file) if file.tell() < end else None, None)  # noqa: S301
    while batch := tuple(islice(pages, CHUNK_PAGES)):
        yield batch


def _fold(fold: Fold, folder: Path, batches: Iterator[tuple[CapturedPage, ...]], jobs: int, rebuilt: Rebuilt) -> None:
    """Read the pages of which nothing else tells what they are, and apply all of them in their order."""
    under_way: deque[tuple[CapturedPage, ...]] = deque()

    def chunks() -> Iterator[Chunk]:
        for batch in batches:
            under_way.append(batch)
            yield Chunk(folder, tuple((one.url, one.capture) for one in batch if one.is_to_be_read and one.capture))

    with Pool(jobs) as pool:
        for _, answer in pool.answers(chunks()):
            read = iter(answer.pages)
            for page in under_way.popleft():
                fold.take(page, next(read) if page.is_to_be_read else None)
                rebuilt.read += page.is_to_be_read
            fold.write()
    fold.close()
    rebuilt.made = fold.made


def _plan_from_now(ledger: Ledger, plan: Plan) -> None:
    """Plan every recrawl by the clock of now: what was due long ago is too old to change, or due for another reason.

    An article that is gone is fetched again as before, or now when nobody knows since when it has been.
    """
    now = ledger.clock()
    for recrawl in ledger.recrawls.each():
        if recrawl.gone_at is None and recrawl.born_at:
            ledger.recrawls.schedule(replace(recrawl, due_at=plan.next_recrawl(recrawl.born_at, now)))
    for entry in ledger.urls.entries(State.QUARANTINED):
        if entry.article_id:
            ledger.recrawls.schedule(replace(ledger.recrawls.of(entry.url), due_at=now))
    for entry in ledger.urls.entries(State.GONE):
        line = ledger.retractions.newest_standing(entry.article_id) if entry.article_id else None
        if line is None or line.url != entry.url:
            continue
        recrawl = ledger.recrawls.of(entry.url)
        first = recrawl.gone_at
        if line.content_hash == EMPTY_HASH:
            first = first or datetime.fromisoformat(entry.updated_at)
            ledger.recrawls.schedule(replace(recrawl, due_at=later_recrawl(first, now), gone_at=first))
        else:
            ledger.recrawls.schedule(replace(recrawl, due_at=second_recrawl(first) if first else now))
