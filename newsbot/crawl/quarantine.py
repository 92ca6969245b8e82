"""The quarantine: soft 404s in whose place the home page stands, held back until it is corroborated that they are gone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from http import HTTPStatus

from newsbot.archive import State
from newsbot.archive.outcome import Outcome

MANY_PAGES = 10
"""Pages in quarantine at which an article that the site lists today is fetched again."""


@dataclass(slots=True)
class Quarantine:
    """Outcomes that wait to be corroborated.

    The next article that the site gives out corroborates them: they are gone. When many wait, or at the end of the crawl, an
    article that the site lists is fetched again. One that is not to be had tells nothing: the next one is fetched. Where it
    shows the home page too, or there is none, the site shows its home page for every URL, and nothing is gone.
    """

    waiting: list[Outcome] = field(default_factory=list)
    in_place: int = 0
    """Pages in whose place the home page was served, or was pointed to for every URL."""
    awaited: str | None = None
    """URL of the article that is to corroborate."""
    _is_everywhere: bool = False
    _article_seen: bool = False

    @property
    def needs_article(self) -> bool:
        """Whether many pages wait and nothing under way is sure to tell what they are."""
        return len(self.waiting) >= MANY_PAGES and self.awaited is None

    @property
    def is_open(self) -> bool:
        """Whether pages wait and the site has given out no article in this crawl."""
        return bool(self.waiting) and not self._article_seen

    @property
    def urls(self) -> list[str]:
        """URLs of the pages that wait."""
        return [outcome.url for outcome in self.waiting]

    def add(self, outcome: Outcome) -> Iterable[Outcome]:
        """Hold a page back; the outcomes that are certain now."""
        self.waiting.append(outcome)
        return self.not_corroborated() if self._is_everywhere or outcome.url == self.awaited else []

    def not_corroborated(self) -> Iterable[Outcome]:
        """No article tells that the site gives out any: nothing is gone, until it gives out one again."""
        self._is_everywhere, self.awaited = True, None
        return self._release(State.FAILED)

    def not_to_be_had(self) -> None:
        """The article that was to corroborate could not be fetched or read: that tells nothing, and another one is awaited."""
        self.awaited = None

    def article_seen(self) -> Iterable[Outcome]:
        """The site gave out an article: pages in whose place it showed its home page just before are gone."""
        self._article_seen, self._is_everywhere, self.awaited = True, False, None
        return self._release(State.GONE)

    def ended(self) -> Iterable[Outcome]:
        """The crawl came to its end: the pages are gone when the site gave out any article at all."""
        return self._release(State.GONE if self._article_seen else State.FAILED)

    def _release(self, state: State) -> list[Outcome]:
        released, self.waiting = self.waiting, []
        self.in_place += sum(state is State.FAILED or outcome.status == HTTPStatus.OK for outcome in released)
        return [replace(outcome, state=state) for outcome in released]
