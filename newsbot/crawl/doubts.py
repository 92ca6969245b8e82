"""Pages in whose place the home page stands: gone, unless the site shows its home page for every address today."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsbot.archive import State
from newsbot.article import Capture

MANY = 10
"""Pages in a row that lead home after which nothing is gone: the site has a bad day."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A page in whose place the home page stands."""

    page: str
    reason: str
    status: int
    capture: Capture


@dataclass(slots=True)
class Doubts:
    """Pages that wait to be judged: the next article, more pages of this kind in a row, or the end of the crawl tell."""

    waiting: list[Doubt] = field(default_factory=list)
    in_place: int = 0
    """Pages in whose place the home page was served, or was pointed to for every address."""
    _is_everywhere: bool = False
    _article_seen: bool = False

    def add(self, doubt: Doubt) -> list[tuple[Doubt, State]]:
        """One more page leads home; what is settled by that."""
        self.waiting.append(doubt)
        self._is_everywhere = self._is_everywhere or len(self.waiting) >= MANY
        return self._judge(State.FAILED) if self._is_everywhere else []

    def article_seen(self) -> list[tuple[Doubt, State]]:
        """The site gave out an article: pages in whose place it showed its home page just before are gone."""
        self._article_seen, self._is_everywhere = True, False
        return self._judge(State.GONE)

    def ended(self) -> list[tuple[Doubt, State]]:
        """The crawl came to its end: pages that led home are gone when the site gave out any article at all."""
        return self._judge(State.GONE if self._article_seen else State.FAILED)

    def _judge(self, state: State) -> list[tuple[Doubt, State]]:
        judged, self.waiting = self.waiting, []
        self.in_place += sum(state is State.FAILED or doubt.status == 200 for doubt in judged)
        return [(doubt, state) for doubt in judged]
