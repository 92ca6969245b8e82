"""What a crawl of the example site must come out with: the expected records, and the expected state of every URL."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime

from newsbot.article import BlockType
from newsbot.example.dates import as_known, as_printed
from newsbot.example.markup import image_paths
from newsbot.example.paper import Paper, Teaser
from newsbot.example.site import Site, State
from newsbot.example.story import Generation, Source, Story, plain

_BODY: dict[str, BlockType] = {
    "heading": "heading",
    "paragraph": "paragraph",
    "list": "list",
    "quote": "quote",
    "table": "table",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One article that the example site holds, as the archive must have it."""

    path: str
    generation: Generation
    title: str
    lead: str | None
    texts: tuple[tuple[BlockType, str], ...]
    """The running text in order: lead, headings, paragraphs, lists (one item a line), quotes, tables (one row a line, " | "
    between cells)."""
    captions: tuple[str, ...]
    byline: str | None
    authors: tuple[str, ...]
    agency: str | None
    video_source: str | None
    related_links: tuple[Teaser, ...]
    images: tuple[tuple[str, str | None], ...]
    """Path and caption of every picture."""
    videos: tuple[str, ...]
    """Path of every video."""
    published_at: str | None
    published_raw: str | None
    section: str
    tags: tuple[str, ...]
    only: Source | None
    """The one source that knows the article; None when sections and sitemap do."""

    @property
    def body(self) -> str:
        """The running text, pieces separated by a blank line."""
        return "\n\n".join(text for _, text in self.texts)


@dataclass(frozen=True, slots=True)
class Expected:
    """What must become of one URL."""

    state: State
    why: str
    """What it is: "article", "listing", "soft_404", "redirects_home"…"""
    status: int
    location: str | None = None
    """Path that it redirects to."""


def holdings(size: int | None = None) -> list[Held]:
    """Every article of the site, newest first."""
    paper = Paper(size)
    return [_held(story, paper) for story in paper.stories]


def expected_states(size: int | None = None) -> dict[str, Expected]:
    """By path and query: the state of every URL that a crawl may discover on the site."""
    site = Site(Paper(size), "", datetime.now(UTC))
    return {path: Expected(r.state, r.why, r.status, r.location) for path, r in site.resources().items()}


def _held(story: Story, paper: Paper) -> Held:
    captions = tuple(plain(part.text) or None for part in story.parts if part.kind == "image")
    lead: list[tuple[BlockType, str]] = [("lead", story.lead)] if story.lead else []
    texts = lead + [(_BODY[part.kind], plain(part.text)) for part in story.parts if part.kind in _BODY]
    return Held(
        path=story.path,
        generation=story.generation,
        title=story.title,
        lead=story.lead,
        texts=tuple((kind, unicodedata.normalize("NFC", text)) for kind, text in texts),
        captions=tuple(caption for caption in captions if caption),
        byline=story.byline,
        authors=story.authors,
        agency=story.agency,
        video_source=story.video_source,
        related_links=tuple(paper.links(story)),
        images=tuple(zip(image_paths(story), captions, strict=True)),
        videos=tuple(part.text for part in story.parts if part.kind == "video"),
        published_at=as_known(story.published, story.date_shape),
        published_raw=as_printed(story.published, story.date_shape),
        section=story.section_name,
        tags=story.tags,
        only=story.only,
    )
