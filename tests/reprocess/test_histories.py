"""Random histories of a small site: the live ledger, the one after recovery from kills and the rebuilt one say the same."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsbot.archive import ArchiveSettings, Entry, Ledger, Outcome, SiteArchive, State, read, verify
from newsbot.archive.transitions import is_confirmable, loses_content, with_known_identity
from newsbot.article import Capture
from newsbot.extraction.folder_site import site_of_folder
from newsbot.extraction.recapture import CaptureReader
from newsbot.extraction.response import redirect
from newsbot.fetch.redirects import target_of
from newsbot.reprocess.rebuild import rebuild
from tests.reprocess.older import HOME, SITE, article_page, exchange

BEGIN = datetime(2026, 9, 1, 8, 0, 0, tzinfo=UTC)
STEP = timedelta(hours=7)
ARTICLES, SLUGS = 2, ("mua-gat-som", "mua-gat-rat-som")
SOFT_404 = "<title>404</title><h1>Không tìm thấy trang</h1><p>Trang bạn tìm không tồn tại hoặc đã bị xóa.</p>"
"""Two articles, each under two URLs of one number."""
SERVED = ("A", "B", "C", "404", "soft 404", "503", "304", "moved", "half of B", "doubted")
KILLS = (None, "before the ledger", "torn line")


@dataclass(frozen=True)
class Visit:
    """A page is fetched, and what the server gives; then the process may die before its last commit."""

    number: int
    slug: int
    served: str
    kill: str | None
    text: str = ""
    """What tells the article's content from others."""

    @property
    def url(self) -> str:
        return f"{HOME}{SLUGS[self.slug]}-{100000 + self.number}.html"


VISITS = st.builds(
    Visit, st.integers(0, ARTICLES - 1), st.sampled_from((0, 0, 1)), st.sampled_from(SERVED), st.sampled_from(KILLS)
)


def opened(root: Path, now: datetime) -> SiteArchive:
    return SiteArchive.open(root, SITE, ArchiveSettings(sync=False, clock=lambda: now, run=f"{now:%Y%m%dT%H%M%SZ}-1"))


def content_then(visits: Sequence[Visit]) -> list[Visit]:
    """The visits with what a server gives whose page has not changed, when nobody asks whether it has: the same once more."""
    last: dict[str, str] = {}
    found = []
    for one in visits:
        text = one.served[-1:] if one.served in "ABC" else last.get(one.url, "A")
        last[one.url] = text
        found.append(replace(one, text=text if one.served == "304" else one.served[-1:]))
    return found


def crawl(root: Path, one: Visit, now: datetime) -> None:
    """Fetch a page and apply what it comes to, as the spider does."""
    with opened(root, now) as archive:
        archive.ledger.urls.discover(one.url, "test")
        archive.ledger.recrawls.take(one.url)
        archive.apply(fetched(archive, one, now))


def fetched(archive: SiteArchive, one: Visit, now: datetime) -> Outcome:
    ledger, url, served = archive.ledger, one.url, one.served
    entry = ledger.urls.entry(url)
    answer = exchange(url, article_page(one.number, one.text), now)
    if served == "304" and is_confirmable(entry):
        assert entry
        archive.capture(replace(answer, status=304, body=b""), entry.capture)
        return Outcome.not_modified(url)
    if served == "moved" and one.slug == 0:
        target = replace(one, slug=1).url
        answer = replace(answer, status=301, headers=((b"Location", target.encode()),))
        ledger.urls.discover(target, "redirect")
        archive.states.note_redirected_to(target)
        capture = archive.capture(answer)
        moved = redirect(site_of_folder(archive.folder), url, target_of(url, target), 301)
        assert moved
        return Outcome(url=url, state=moved[0], reason=moved[1], status=301, capture=capture)
    if served in ("404", "503"):
        capture = archive.capture(replace(answer, status=int(served)))
        state = State.GONE if served == "404" else State.FAILED
        return Outcome(url=url, state=state, reason=f"HTTP {served}", status=int(served), capture=capture)
    if served == "doubted":
        capture = archive.capture(exchange(url, article_page(one.number, "C"), now))
        reason = "not believed"
        return Outcome(url=url, state=State.QUARANTINED, reason=reason, status=200, capture=capture, is_held=True)
    if served == "soft 404":
        answer = exchange(url, SOFT_404, now)
    if served.startswith("half"):
        answer = replace(answer, headers=(*answer.headers, (b"Content-Length", b"999999")))
    capture = archive.capture(replace(answer, headers=(*answer.headers, (b"ETag", b'"1"'))))
    return read_again(archive, url, capture, entry)


def read_again(archive: SiteArchive, url: str, capture: Capture, entry: Entry | None) -> Outcome:
    archive._captures.sync()
    page = CaptureReader(archive.folder).page(url, capture)
    if page.article is None:
        assert page.state
        return Outcome(url=url, state=page.state, reason=page.reason, status=200, capture=capture)
    newest = archive.ledger.lines.newest
    article = with_known_identity(page.article, entry, newest(page.article.id))
    if loses_content(article, newest(article.id)):
        reason = "the body was cut short"
        return Outcome(url=url, state=State.FAILED, reason=reason, status=200, capture=capture)
    return Outcome.read(article, ('"1"', None))


def killed(root: Path, one: Visit, now: datetime) -> None:
    """The same, but the process dies when captures and lines are written and the ledger is not; then it is run again."""
    folder = root / SITE
    before, known = (folder / "ledger.sqlite").read_bytes(), lines_of(folder)
    crawl(root, one, now)
    for name in ("ledger.sqlite-wal", "ledger.sqlite-shm"):
        (folder / name).unlink(missing_ok=True)
    (folder / "ledger.sqlite").write_bytes(before)
    if one.kill == "torn line" and lines_of(folder) > known:
        month = max(folder.glob("articles/*.jsonl"), key=lambda path: path.stat().st_mtime_ns)
        month.write_bytes(month.read_bytes()[:-7])
    with opened(root, now) as archive:
        adopted = archive.recovered.adopted
    if not adopted:  # its URL is pending, or due again
        crawl(root, one, now)


def lines_of(folder: Path) -> int:
    return sum(path.read_bytes().count(b"\n") for path in folder.glob("articles/*.jsonl"))


def said(folder: Path, *, captures: bool) -> dict[str, tuple[object, ...]]:
    """What the ledger says of every URL that captures can tell."""
    with Ledger.open_readonly(folder / "ledger.sqlite") as ledger:
        found = [entry for state in State for entry in ledger.urls.entries(state)]
    return {entry.url: told(entry, captures=captures) for entry in found}


def told(entry: Entry, *, captures: bool) -> tuple[object, ...]:
    article = (entry.article_id, entry.revision, entry.content_hash)
    return (entry.state, entry.reason, *article, *((entry.http_status, entry.capture) if captures else ()))


def histories(test: Callable[[list[Visit]], None]) -> Callable[[], None]:
    slow = [HealthCheck.too_slow]
    bounded = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=slow)
    return bounded(given(st.lists(VISITS, min_size=2, max_size=8))(test))


@histories
def test_live_recovered_and_rebuilt_ledgers_say_the_same(visits: list[Visit]) -> None:
    with TemporaryDirectory() as name:
        calm, struck, again = (Path(name) / part for part in ("calm", "struck", "again"))
        for root in (calm, struck):
            with opened(root, BEGIN) as archive:
                archive.capture(exchange(HOME, "<html><body>Báo Ví Dụ</body></html>", BEGIN))
        for number, one in enumerate(content_then(visits), 1):
            now = BEGIN + number * STEP
            crawl(calm, one, now)
            (killed if one.kill else crawl)(struck, one, now)
        assert content(struck) == content(calm)
        assert said(struck / SITE, captures=False) == said(calm / SITE, captures=False)
        for root in (calm, struck):
            shutil.copytree(root, again)
            (again / SITE / "ledger.sqlite").unlink()
            rebuilt = rebuild(again / SITE)
            assert (rebuilt.made, rebuilt.damage) == (0, [])
            assert said(again / SITE, captures=True) == said(root / SITE, captures=True)
            (report,) = verify(again)
            assert report.damage == []
            shutil.rmtree(again)
        assert_made_again(calm, again)


def assert_made_again(root: Path, again: Path) -> None:
    """The captures alone, without ledger and lines, give the same lines and the same ledger."""
    shutil.copytree(root, again)
    (again / SITE / "ledger.sqlite").unlink()
    for month in again.glob(f"{SITE}/articles/*"):
        month.unlink()
    rebuild(again / SITE)
    assert said(again / SITE, captures=True) == said(root / SITE, captures=True)
    assert content(again) == content(root)


def content(root: Path) -> list[tuple[object, ...]]:
    return [(line.id, line.revision, line.url, line.content_hash, line.flags) for line in read(root)]
