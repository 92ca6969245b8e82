"""The example newspaper as a whole: its stories, in sections, with the boxes that link one to another."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from newsbot.example.growth import grow
from newsbot.example.story import SECTIONS, Story, stories

_READ_ALSO = "Xem thêm"
_RELATED = {"old": "Tin cùng chuyên mục", "new": "Tin liên quan"}
_FEED_SIZE = 15


@dataclass(frozen=True, slots=True)
class Teaser:
    """A link from one story to another."""

    title: str
    path: str
    heading: str


class Paper:
    """The newspaper with `size` stories; the written ones are always there."""

    def __init__(self, size: int | None = None) -> None:
        written = stories()
        self.stories = grow(written, size or 0)
        self.grown = len(self.stories) > len(written)
        self._by_key = {story.key: story for story in self.stories}
        self.listed: dict[str, list[Story]] = {section: [] for section in SECTIONS}
        for story in self.stories:
            if story.only in (None, "sections"):
                self.listed[story.section].append(story)
        self._place = {story.key: n for section in self.listed.values() for n, story in enumerate(section)}

    @property
    def front(self) -> list[Story]:
        """Stories of the front page and of the "most read" boxes: the newest of every section."""
        return [section[0] for section in self.listed.values() if section]

    @property
    def feed(self) -> list[Story]:
        """Stories of the feed, newest first."""
        listed = [story for story in self.stories if story.only is None and story.generation == "new"][:_FEED_SIZE]
        return sorted([*listed, *(story for story in self.stories if story.only == "feed")], key=_newest_first)

    @property
    def months(self) -> dict[str, list[Story]]:
        """Stories of the sitemaps by month of publication ("2025-03")."""
        months: dict[str, list[Story]] = defaultdict(list)
        for story in self.stories:
            if story.only in (None, "sitemap"):
                months[f"{story.published:%Y-%m}"].append(story)
        return dict(sorted(months.items()))

    def read_also(self, keys: str) -> list[Teaser]:
        """A box inside an article."""
        return [_teaser(self._by_key[key], _READ_ALSO) for key in keys.split()]

    def related(self, story: Story) -> list[Teaser]:
        """The box under an article: the next three stories of its section."""
        heading = _RELATED[story.generation] if story.related_heading is None else story.related_heading
        if not heading:
            return []
        section = self.listed[story.section]
        start = self._place.get(story.key, -1) + 1
        others = [section[(start + n) % len(section)] for n in range(min(3, len(section)))]
        return [_teaser(other, heading) for other in others if other.key != story.key]

    def links(self, story: Story) -> list[Teaser]:
        """Every related link of an article in page order."""
        inside = [teaser for part in story.parts if part.kind == "related" for teaser in self.read_also(part.text)]
        return inside + self.related(story)


def _newest_first(story: Story) -> float:
    return -story.published.timestamp()


def _teaser(story: Story, heading: str) -> Teaser:
    return Teaser(story.title, story.path, heading)
