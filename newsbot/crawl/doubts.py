"""Pages in whose place the home page stands: gone, unless the site shows its home page for every URL today."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsbot.archive import State
from newsbot.article import Capture

MANY = 10
"""Pages in a row that lead home after which a witness is called: an article that the site lists today."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A page in whose place the home page stands."""

    page: str
    reason: str
    status: int
    capture: Capture


@dataclass(slots=True)
class Doubts:
    """Pages that wait to be judged. The next article tells; when many wait, or at the end of the crawl, a witness is called: an
    article that the site lists. Where that leads home too, or there is none, the site has a bad day, and nothing is gone.
    """

    waiting: list[Doubt] = field(default_factory=list)
    in_place: int = 0
    """Pages in whose place the home page was served, or was pointed to for every URL."""
    witness: str | None = None
    """URL of the article that is to tell."""
    _is_everywhere: bool = False
    _article_seen: bool = False

    @property
    def need_witness(self) -> bool:
        """Whether many pages wait and nothing under way is sure to tell what they are."""
        return len(self.waiting) >= MANY and self.witness is None

    @property
    def are_open(self) -> bool:
        """Whether pages wait and the site has given out no article in this crawl."""
        return bool(self.waiting) and not self._article_seen

    def add(self, doubt: Doubt) -> list[tuple[Doubt, State]]:
        """One more page leads home; what is settled by that."""
        self.waiting.append(doubt)
        return self.bad_day() if self._is_everywhere or doubt.page == self.witness else []

    def bad_day(self) -> list[tuple[Doubt, State]]:
        """No witness tells that the site gives out articles: nothing is gone, until it gives out one again."""
        self._is_everywhere, self.witness = True, None
        return self._judge(State.FAILED)

    def article_seen(self) -> list[tuple[Doubt, State]]:
        """The site gave out an article: pages in whose place it showed its home page just before are gone."""
        self._article_seen, self._is_everywhere, self.witness = True, False, None
        return self._judge(State.GONE)

    def ended(self) -> list[tuple[Doubt, State]]:
        """The crawl came to its end: pages that led home are gone when the site gave out any article at all."""
        return self._judge(State.GONE if self._article_seen else State.FAILED)

    def _judge(self, state: State) -> list[tuple[Doubt, State]]:
        judged, self.waiting = self.waiting, []
        self.in_place += sum(state is State.FAILED or doubt.status == 200 for doubt in judged)
        return [(doubt, state) for doubt in judged]
