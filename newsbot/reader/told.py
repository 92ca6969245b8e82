"""What the metadata of a page say about its text."""

from __future__ import annotations

from dataclasses import dataclass

from newsbot.reader.measure import fold


@dataclass(frozen=True, slots=True)
class Told:
    """What the metadata say about the text: a guide to the visible one, never a replacement for it while it is there."""

    titles: tuple[str, ...] = ()
    """Headlines."""
    descriptions: tuple[str, ...] = ()
    """Standfirsts."""
    body: str = ""
    """The text of the article, folded; "" when it is not told."""
    host: str = ""
    """Host of the page."""

    def describes(self, text: str) -> bool:
        """Whether a text of the page is the standfirst that the metadata tell, or begins like it."""
        key = fold(text)
        return len(key) > 25 and any(
            key.startswith(other[: max(len(key), 60)]) or other.startswith(key)
            for other in self.descriptions
            if len(other) > 25
        )
