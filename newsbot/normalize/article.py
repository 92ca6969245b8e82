"""The article as the archive keeps it: clean fields, and body and captions derived from its blocks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from newsbot.article import TEXT_BLOCKS, Article, Block, Image, Link, Video, content_hash
from newsbot.normalize.text import clean, clean_lines

_SINGLE_LINES = (
    "title", "byline", "video_source", "published_raw", "section", "language", "agency", "canonical_url", "published_at",
    "modified_at",
)  # fmt: skip


def normalize_article(article: Article) -> Article:
    """Clean every text, derive body, captions and lead from the blocks, drop what is empty, compute the content hash.

    Pure and idempotent.
    """
    blocks = tuple(filter(None, map(_block, article.blocks)))
    fields = {name: clean(getattr(article, name)) for name in _SINGLE_LINES}
    return replace(
        article,
        **fields,  # type: ignore[arg-type]
        lead=next((block.text for block in blocks if block.type == "lead"), None),
        body=body_of(blocks),
        captions=captions_of(blocks),
        authors=_unique(filter(None, map(clean, article.authors))),
        tags=_unique(filter(None, map(clean, article.tags))),
        related_links=tuple(filter(None, map(_link, article.related_links))),
        images=tuple(map(_image, article.images)),
        videos=tuple(map(_video, article.videos)),
        blocks=blocks,
        content_hash=content_hash(fields["title"], blocks),
    )


_AHEAD = timedelta(days=1)
"""How far clocks and zones may be apart."""


def dated(article: Article, seen_at: datetime) -> Article:
    """The article, flagged "date_in_future" when it says that it was published more than a day after it was seen."""
    if not article.published_at or _FUTURE in article.flags:
        return article
    published = datetime.fromisoformat(article.published_at)
    published = published if published.tzinfo else published.replace(tzinfo=UTC)
    return replace(article, flags=(*article.flags, _FUTURE)) if published > seen_at + _AHEAD else article


_FUTURE = "date_in_future"


def body_of(blocks: Iterable[Block]) -> str:
    """The running text: every text block but tables of figures, separated by blank lines."""
    return "\n\n".join(block.text for block in blocks if block.text and block.type in TEXT_BLOCKS)


def captions_of(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The captions in page order, repeated ones kept."""
    return tuple(block.text for block in blocks if block.text and block.type not in TEXT_BLOCKS)


def _block(block: Block) -> Block | None:
    text = clean_lines(block.text) if block.type in ("list", "table") else clean(block.text)
    if text is None and block.media is None:
        return None
    return block if text == block.text else replace(block, text=text)


def _link(link: Link) -> Link | None:
    title = clean(link.title)
    return replace(link, title=title, heading=clean(link.heading)) if title else None


def _image(image: Image) -> Image:
    caption, credit, alt = clean(image.caption), clean(image.credit), clean(image.alt)
    if (caption, credit, alt) == (image.caption, image.credit, image.alt):
        return image
    return replace(image, caption=caption, credit=credit, alt=alt)


def _video(video: Video) -> Video:
    return replace(video, caption=clean(video.caption), credit=clean(video.credit), provider=clean(video.provider))


def _unique(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
