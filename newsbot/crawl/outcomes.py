"""Outcomes: what pages came to, applied to the archive, and on disk with the next batch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from newsbot.archive import SiteArchive, State
from newsbot.archive.errors import ArchiveError
from newsbot.archive.outcome import Outcome
from newsbot.crawl.batch import Batch
from newsbot.crawl.doubting import Doubting
from newsbot.crawl.ending import Ending
from newsbot.crawl.frontier import ARTICLES, NOT_TO_BE_HAD, Frontier
from newsbot.crawl.judge import Judgement
from newsbot.crawl.quarantine import Quarantine
from newsbot.crawl.statistics import Statistics


@dataclass(slots=True)
class Outcomes:
    """Applies judgements. What cannot be written ends the crawl."""

    archive: SiteArchive
    frontier: Frontier
    statistics: Statistics
    ending: Ending
    quarantine: Quarantine = field(default_factory=Quarantine)
    """Soft 404s that are held back."""
    doubting: Doubting = field(init=False)
    """What is held back until the run has been judged as a whole."""
    _batch: Batch = field(init=False)

    def __post_init__(self) -> None:
        self.doubting = Doubting(self.archive)
        self._batch = Batch(self.archive.commit, self.ending.fail)

    async def take(self, judgement: Judgement) -> None:
        """Apply a judgement; returns when the record that it brings is on disk. Raises ArchiveError."""
        if self.ending.error:
            raise self.ending.error
        outcome = judgement.outcome
        if judgement.is_soft_404:
            self.frontier.land(outcome.url)
            self.apply(*self.quarantine.add(outcome))
            return
        if self._holds(judgement):
            self.frontier.land(outcome.url)
            for begun in self.doubting.begin():
                self._believe(begun)
            if self.doubting.is_full or outcome.url == self.quarantine.awaited:
                self.settle()
            return
        self._believe(judgement)
        if self.doubting.is_full:
            self.settle()
        if outcome.article and not outcome.same_as:
            await self._on_disk()

    def _holds(self, judgement: Judgement) -> bool:
        try:
            return self.doubting.holds(judgement)
        except ArchiveError as error:
            self.ending.fail(error)
            return False

    def settle(self) -> None:
        """Judge together what waits, and apply what comes of it. What is not believed ends the recrawls of this run."""
        try:
            judgements = list(self.doubting.settle())
        except ArchiveError as error:
            self.ending.fail(error)
            return
        for judgement in judgements:
            self._believe(judgement)
        if self.doubting.told:
            self.frontier.end_recrawls()

    def _believe(self, judgement: Judgement) -> None:
        self.apply(judgement.outcome)
        if judgement.left_to:
            self.statistics.left_to[judgement.left_to] += 1
        if judgement.moved_to:
            self.frontier.discover_target(judgement.moved_to, judgement.hops)

    async def _on_disk(self) -> None:
        if self.ending.error:
            raise self.ending.error
        await self._batch.on_disk()

    def apply(self, *outcomes: Outcome) -> None:
        """Apply outcomes that are certain. Nothing is applied any more when the archive has failed."""
        for outcome in outcomes:
            if not self.ending.error:
                self._apply(outcome)

    def _apply(self, outcome: Outcome) -> None:
        try:
            applied = self.archive.apply(outcome)
        except ArchiveError as error:
            self.ending.fail(error)
            return
        self.frontier.land(outcome.url, woken=applied.woken)
        entry = self.archive.ledger.urls.entry(outcome.url)
        self.statistics.note_outcome(outcome, applied, entry)
        self.apply(*self._corroborated(outcome, applied.state))
        self._batch.soon()

    def _corroborated(self, outcome: Outcome, state: State) -> Iterable[Outcome]:
        """The outcomes in quarantine that this one makes certain."""
        if outcome.article or outcome.state is State.UNCHANGED:
            return self.quarantine.article_seen()
        if outcome.url == self.quarantine.awaited:
            if state in NOT_TO_BE_HAD:
                self.quarantine.not_to_be_had()
            elif state not in ARTICLES:
                return self.quarantine.not_corroborated()
        return ()

    def close(self, reason: str, *, is_whole: bool) -> None:
        """Put everything on disk; pages without an outcome are pending again. `is_whole`: the crawl came to its end."""
        self.ending.closed = reason
        self.ending.finished_at = self.archive.clock()
        if is_whole:
            self.settle()
            self.apply(*self.quarantine.ended())
        if self.ending.error is None:
            self.frontier.close()
            for url in (*self.quarantine.urls, *self.doubting.urls):
                self.archive.ledger.frontier.release(url)
            if is_whole:
                self.doubting.end()
            try:
                self.archive.commit()
            except ArchiveError as error:
                self.ending.error = error
