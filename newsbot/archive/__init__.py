"""The archive: the bytes as served, one clean record of every article, and a ledger that knows where every URL stands.

Layout, one folder a site::

    <root>/<site>/articles/<YYYY-MM>.jsonl      the records, by month of capture (UTC); append-only    newsbot.archive.jsonl
    <root>/<site>/articles/<YYYY-MM>.jsonl.zst  the same, packed (or .gz) when the month was sealed    newsbot.archive.months
    <root>/<site>/captures/<timestamp>.warc.gz  WARC 1.1: requests and responses as sent and received  newsbot.archive.warc
    <root>/<site>/ledger.sqlite                 every URL with its state, every line with its place    newsbot.archive.ledger
    <root>/<site>/manifest.json                 digests of the sealed files                            newsbot.archive.manifest
    <root>/<site>/retractions.jsonl             revisions and tombstones taken back                    newsbot.archive.retractions
    <root>/<site>/lost/<UTC time>.jsonl         whole lines that mending cut off                       newsbot.archive.recover
    <root>/<site>/lock                          who writes this site                                   newsbot.archive.lock
    <root>/runs.jsonl                           one line a run                                         newsbot.archive.runs

Each of these modules specifies its format. The promise that joins them: a record is acknowledged in three steps, each on disk
before the next begins: its WARC record, its JSONL line, its state in the ledger. So a process may die at any moment, and the
next `SiteArchive.open` (newsbot.archive.recover) loses nothing, doubles nothing and leaves nothing torn.

What an event does to a URL is said once, without files and clocks (newsbot.archive.transitions); a crawl, crash recovery and
rebuilding apply it (newsbot.archive.states).

File names come from site ids, dates and numbers, never from the web. This package knows `newsbot.article` and nothing else of
newsbot.
"""

from newsbot.archive.captures import Captured, read_capture
from newsbot.archive.errors import ArchiveDamaged, ArchiveError, ArchiveLocked, ArchiveNotWritable
from newsbot.archive.jsonl import article_files, as_dict, from_line, read, to_line
from newsbot.archive.ledger import Ledger
from newsbot.archive.lock import Holder, holder
from newsbot.archive.outcome import Applied, Outcome
from newsbot.archive.recover import Recovery
from newsbot.archive.runs import Gap, RunReport, append_run, gap_sentence, read_runs
from newsbot.archive.store import ArchiveSettings, SiteArchive, new_run_id
from newsbot.archive.tables import Entry, Line, Mark, State
from newsbot.archive.validate import problems
from newsbot.archive.verify import Damage, SiteReport, verify
from newsbot.archive.warc import Exchange, WarcError

__all__ = [
    "Applied",
    "ArchiveDamaged",
    "ArchiveError",
    "ArchiveLocked",
    "ArchiveNotWritable",
    "ArchiveSettings",
    "Captured",
    "Damage",
    "Entry",
    "Exchange",
    "Gap",
    "Holder",
    "Ledger",
    "Line",
    "Mark",
    "Outcome",
    "Recovery",
    "RunReport",
    "SiteArchive",
    "SiteReport",
    "State",
    "WarcError",
    "append_run",
    "article_files",
    "as_dict",
    "from_line",
    "gap_sentence",
    "holder",
    "new_run_id",
    "problems",
    "read",
    "read_capture",
    "read_runs",
    "to_line",
    "verify",
]
