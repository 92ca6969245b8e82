"""Holds back what a run would change until it has been judged as a whole, and keeps what is doubted in the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from newsbot.archive import Entry, SiteArchive, State
from newsbot.archive.likeness import Text
from newsbot.archive.one_line import record_of
from newsbot.archive.outcome import Outcome
from newsbot.archive.tables import MOVED_TO
from newsbot.archive.tombstone import EMPTY_HASH
from newsbot.archive.transitions import holding_line
from newsbot.article import Article
from newsbot.crawl.judge import Judgement
from newsbot.crawl.verdict import (
    MASS_MIN_PAGES,
    NEW_SAME_MIN,
    WINDOW_PAGES,
    Kind,
    Seen,
    Verdict,
    What,
    judge_together,
    seen_again,
)
from newsbot.discover.home_page import LINKS_MIN, HomePage, looks_alike, place_of
from newsbot.site import Site

SHORT_TEXT_CHARS = 500
"""Length of a new article under which it waits to be compared with others: what stands at every URL is short."""


@dataclass(slots=True)
class Home:
    """The home page of a run beside the one that was believed before."""

    believed: HomePage | None = None
    now: HomePage | None = None
    listed: frozenset[str] = frozenset()
    """URLs of the site that it lists today."""
    is_refused: bool = False
    """It was asked for and not given out."""

    @property
    def is_alike(self) -> bool:
        """Whether it is as ever; also when nobody knows how it was, or it was not asked for yet."""
        if self.believed is None:
            return True
        return not self.is_refused and (self.now is None or looks_alike(self.believed, self.now))


@dataclass(slots=True)
class Doubting:
    """The judgements of a run that wait, and what is doubted."""

    archive: SiteArchive
    home: Home = field(default_factory=Home)
    told: dict[Kind, str] = field(default_factory=dict)
    """What is believed to have happened, by kind: what this run saw and does not believe."""
    held: int = 0
    """Pages of this run that are in quarantine."""
    _window: list[tuple[Seen, Judgement | None]] = field(default_factory=list)
    _first: list[tuple[Seen, Judgement]] = field(default_factory=list)
    """New articles that were read first in this run: they wait until their texts have turned out to differ."""
    _begun: bool = False
    """They have."""
    _doubted: list[Seen] = field(default_factory=list)
    """Pages that were last judged doubtful in this run: those behind them are judged beside them."""
    _texts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """URLs of new articles by what they say."""
    _recrawled: int = 0
    _same: int = 0
    """Recrawled articles, and those of them that were as before."""
    _read: int = 0
    """Articles that were read and believed."""

    def __post_init__(self) -> None:
        if (text := self.archive.ledger.doubts.home()) is not None:
            self.home.believed = HomePage.from_json(text)

    @property
    def urls(self) -> list[str]:
        """URLs of the pages that wait."""
        return [seen.url for seen, judgement in (*self._first, *self._window) if judgement]

    @property
    def is_full(self) -> bool:
        """Whether as many pages were seen as are judged together."""
        return not self.room

    @property
    def room(self) -> int:
        """Pages that may still be seen before those that were are judged."""
        return max(0, WINDOW_PAGES - len(self._window) - len(self._first))

    def holds(self, judgement: Judgement) -> bool:
        """Take note of a judgement; whether it waits for the verdict. Raises ArchiveError."""
        outcome = judgement.outcome
        entry = self.archive.ledger.urls.entry(outcome.url)
        seen = self._seen(outcome, entry) if entry else None
        if seen is None:
            return False
        waits = seen.what is not What.SAME or seen.target is not None
        if seen.what is What.NEW:
            waits = self._new_waits(seen)
            if not waits and not self._begun:
                self._first.append((seen, judgement))
                return True
        if waits or seen.what is not What.NEW:
            self._window.append((seen, judgement if waits else None))
        else:
            self._read += 1
        return waits

    def begin(self) -> Iterator[Judgement]:
        """Let go of the new articles that were read first, in order, when they are enough and no two say the same."""
        texts = {seen.text.exact for seen, _ in self._first if seen.text}
        if self._begun or len(self._first) < NEW_SAME_MIN or len(texts) < len(self._first):
            return
        self._begun, first, self._first = True, self._first, []
        self._read += len(first)
        for _, judgement in first:
            yield judgement

    def _new_waits(self, seen: Seen) -> bool:
        """Whether a new article waits: where its text is short or doubtful, or the home page is not itself."""
        assert seen.text
        others = self._texts.get(seen.text.exact, ())
        self._texts[seen.text.exact] = (*others[-MASS_MIN_PAGES:], seen.url)
        is_often = len(others) + 1 >= MASS_MIN_PAGES
        return is_often or seen.is_known_text or seen.text.chars < SHORT_TEXT_CHARS or not self.home.is_alike

    def _seen(self, outcome: Outcome, entry: Entry) -> Seen | None:  # noqa: PLR0911 - one a kind of outcome
        """What became of a page; None when that changes nothing that was archived."""
        ledger = self.archive.ledger
        article = outcome.article
        if entry.article_id is None:
            if article is None:
                return None
            if ledger.retractions.newest_standing(article.id):
                return None  # another URL of an article that is known
            return self._read_as(What.NEW, outcome.url, article, None)
        line = ledger.retractions.newest_standing(entry.article_id)
        if outcome.state is State.UNCHANGED:
            return Seen(url=outcome.url, what=What.SAME)
        if article:
            known = self.archive.states.known(outcome.url, article.id)
            if outcome.same_as or holding_line(article, known):
                return Seen(url=outcome.url, what=What.SAME)
            return self._read_as(What.CHANGED, outcome.url, article, entry.article_id)
        is_buried = line is not None and line.content_hash == EMPTY_HASH
        if outcome.state is State.MOVED:
            target = (outcome.reason or "").partition(MOVED_TO)[2] or None
            if (outcome.reason or "").startswith(MOVED_TO):
                is_known = target is not None and ledger.doubts.knows_text(target)
                return Seen(url=outcome.url, what=What.SAME, target=target, is_known_text=is_known)
            return Seen(url=outcome.url, what=What.MOVED)
        if outcome.state is State.GONE and self.home.is_alike and ledger.recrawls.of(outcome.url).gone_at:
            return None  # found and believed on another day
        if outcome.state in (State.GONE, State.NOT_ARTICLE) and not is_buried:
            what = What.GONE if outcome.state is State.GONE else What.NOT_ARTICLE
            return Seen(url=outcome.url, what=what, is_listed=outcome.url in self.home.listed)
        return None

    def _read_as(self, what: What, url: str, article: Article, article_id: str | None) -> Seen:
        text = Text.of(article)
        before = self._before(article_id) if article_id else None
        is_known = self.archive.ledger.doubts.knows_text(text.key)
        return Seen(url=url, what=what, text=text, before=before, is_known_text=is_known)

    def _before(self, article_id: str) -> Text | None:
        """What an article said last, before its tombstone if it has one."""
        lines = self.archive.ledger.retractions.standing(article_id)
        line = next((line for line in reversed(list(lines)) if line.content_hash != EMPTY_HASH), None)
        article = record_of(self.archive.folder, line) if line else None
        return Text.of(article) if article else None

    def has_left_for(self, target: str, site: Site) -> bool:
        """Whether the home page leads to a place that is not that of the articles that were archived: another site."""
        believed = self.home.believed
        return believed is not None and site.own(target) is None and place_of(target) != believed.place

    def settle(self) -> Iterator[Judgement]:
        """Judge what was seen together: the judgements that are to be applied now. Raises ArchiveError."""
        window, self._window, self._first = [*self._first, *self._window], [], []
        if not window:
            return
        pages = [seen for seen, _ in window]
        verdict = judge_together([*self._doubted, *pages], home_is_alike=self.home.is_alike)
        self._doubted = [one for one in (*self._doubted, *pages) if one.url in verdict.doubtful][-WINDOW_PAGES:]
        is_believed = verdict.kind is not None and self._doubt(verdict, pages)
        recrawled = [one for one in pages if one.what is not What.NEW]
        self._recrawled += len(recrawled)
        self._same += sum(one.what is What.SAME and one.url not in verdict.doubtful for one in recrawled)
        self._read += sum(one.text is not None and one.url not in verdict.doubtful for one in pages)
        for seen, judgement in window:
            if judgement is None:
                continue
            if seen.url not in verdict.doubtful:
                yield judgement
            elif not is_believed:
                yield self._quarantined(judgement, verdict)
            elif verdict.kind is not Kind.SAME_TEXT:
                yield judgement
            elif self.home.is_alike:
                yield self._quarantined(judgement, verdict)
            else:
                yield _as_gone(judgement, verdict)

    def _doubt(self, verdict: Verdict, pages: list[Seen]) -> bool:
        """Keep what is doubted; whether it has lasted for so long that it is believed."""
        assert verdict.kind
        doubts, now = self.archive.ledger.doubts, self.archive.clock()
        for one in pages:
            key = one.text.key if one.text else one.target
            if verdict.kind is Kind.SAME_TEXT and key and one.url in verdict.doubtful:
                doubts.note_text(key)
        doubt = seen_again(doubts.of(verdict.kind), verdict.kind, verdict.told, now)
        doubts.put(doubt)
        is_believed = doubt.is_believed and not (verdict.kind is Kind.SAME_TEXT and self.home.is_alike)
        if not is_believed:
            self.told[verdict.kind] = f"not believed, since {doubt.since[:10]}: {verdict.told}"
        return is_believed

    def _quarantined(self, judgement: Judgement, verdict: Verdict) -> Judgement:
        self.held += 1
        outcome = judgement.outcome
        held = Outcome(
            url=outcome.url,
            state=State.QUARANTINED,
            reason=verdict.told,
            status=outcome.status,
            capture=outcome.capture,
            is_held=True,
        )
        return Judgement(outcome=held)

    def end(self) -> None:
        """The run came to its end: close the doubts that nothing speaks for any more, and remember the home page."""
        doubts, home = self.archive.ledger.doubts, self.home
        if self.told or home.now is None:
            return
        is_healthy = self._recrawled >= MASS_MIN_PAGES and 2 * self._same > self._recrawled
        if is_healthy or (home.is_alike and (self._read or 2 * self._same > self._recrawled)):
            doubts.settle()
        is_itself = is_healthy or home.is_alike or self._read or self._is_relaunched(home.now)
        if is_itself and self.archive.ledger.lines.article_count():
            doubts.remember_home(home.now.to_json())

    def _is_relaunched(self, now: HomePage) -> bool:
        """Whether a home page that is not itself is believed to be the new one by now; else it is doubted."""
        doubts = self.archive.ledger.doubts
        believed = {doubt.kind for doubt in doubts.each() if doubt.is_believed}
        if believed:
            return bool(believed & {Kind.CHANGED, Kind.NOT_ARTICLE, Kind.MOVED, Kind.HOME})
        told = "the home page no longer looks like itself, and no article was read that tells more"
        doubt = seen_again(doubts.of(Kind.HOME), Kind.HOME, told, self.archive.clock())
        doubt = replace(doubt, is_believed=doubt.is_believed and now.links >= LINKS_MIN)
        doubts.put(doubt)
        if not doubt.is_believed:
            self.told[Kind.HOME] = f"not believed, since {doubt.since[:10]}: {told}"
        return doubt.is_believed


def _as_gone(judgement: Judgement, verdict: Verdict) -> Judgement:
    """One text at every URL, for days: the article that stood there is gone. A new URL never held one."""
    outcome = judgement.outcome
    gone = replace(outcome, state=State.GONE, article=None, same_as=None, reason=verdict.told, is_held=True)
    return Judgement(outcome=gone)
