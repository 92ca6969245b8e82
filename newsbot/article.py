"""The record: what newsbot keeps of one article.

The order of the fields is the order of the keys in the JSON Lines; every key is always there, null or `[]` when the page
has nothing for it. The reader fills what the page says, the crawl adds where and when it was fetched. Text is NFC, with
collapsed white space and without invisible or control characters, and otherwise as printed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

SCHEMA_VERSION = 1
NOARCHIVE = "noarchive"
"""Flag of an article whose publisher asks that no copy of it is shown in public."""

BlockType = Literal["lead", "heading", "paragraph", "list", "quote", "table", "image", "video", "embed"]
BLOCK_TYPES: tuple[BlockType, ...] = (
    "lead",
    "heading",
    "paragraph",
    "list",
    "quote",
    "table",
    "image",
    "video",
    "embed",
)
TEXT_BLOCKS: frozenset[str] = frozenset({"lead", "heading", "paragraph", "list", "quote", "table"})


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another article, from a related box in or under this one."""

    title: str
    """Text of the link as printed."""
    url: str
    """Absolute URL."""
    heading: str | None = None
    """Heading of the box it stands in ("Tin cùng chuyên mục"); null when the box has none."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the article: not a logo, an icon, an advertisement or a picture of another article."""

    url: str
    """Absolute URL of the real picture, also when the page loads it lazily."""
    caption: str | None = None
    """Caption as printed, credit included."""
    credit: str | None = None
    """Who took it, when the page says so ("TTXVN")."""
    alt: str | None = None
    """Alternative text."""


@dataclass(frozen=True, slots=True)
class Video:
    """A video of the article. At least one of `url` and `embed_url` is set where the page gives one."""

    url: str | None = None
    """URL of the media file or stream."""
    embed_url: str | None = None
    """URL of the player page."""
    poster: str | None = None
    """URL of the still picture shown before it plays."""
    caption: str | None = None
    """Caption as printed."""
    credit: str | None = None
    """Who made it, as credited ("tuyenquangtv.vn")."""
    provider: str | None = None
    """Service or host that plays it ("YouTube"); null when it cannot be told."""


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of the article in reading order."""

    type: BlockType
    """What it is. `lead` occurs at most once."""
    text: str | None = None
    """Its text; for an image or video block its caption. A list has one item a line, a table one row a line with " | " between
    cells. Null for a picture or video without a caption."""
    media: int | None = None
    """Index into `images` (type image) or `videos` (type video, embed); null for text, and for a captioned picture or video whose
    URL the page keeps to its scripts."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Which code read the page."""

    version: str
    """Version of newsbot."""
    layout: str
    """Name of the page layout that was met; "general" when no known layout matched."""


@dataclass(frozen=True, slots=True)
class Capture:
    """Where the bytes lie that the record was read from."""

    file: str
    """WARC file, relative to the site's folder ("captures/20261122T080910Z.warc.gz")."""
    offset: int
    """Byte offset of the response record in that file."""
    record_id: str
    """`WARC-Record-ID` of the response record ("<urn:uuid:…>")."""
    digest: str
    """`WARC-Payload-Digest` of the response ("sha1:…")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as one archive line."""

    schema: int = SCHEMA_VERSION
    """Version of this record's form."""
    id: str = ""
    """Stable identity: the site and the article number of the canonical URL, else a digest of the canonical URL."""
    revision: int = 1
    """1, 2, …: a changed article is a new line with the same id."""
    site: str = ""
    """Site id: the file name of the spider, or one made from the URL."""
    url: str = ""
    """URL fetched."""
    canonical_url: str | None = None
    """URL the page claims for itself, when that claim is credible; else null."""
    title: str | None = None
    """Headline as printed; without the site name. An archived record always has one, unless it is a tombstone."""
    lead: str | None = None
    """The sapo, when the page prints one apart from the text; else null. It is also the first paragraph of `body`."""
    body: str = ""
    """The running text in reading order, paragraphs separated by a blank line: lead, sub-headings, paragraphs, list items,
    quotes. No captions, bylines, credits, related links, player texts or advertisements."""
    captions: tuple[str, ...] = ()
    """Every caption in page order, as printed; repeated ones are kept."""
    byline: str | None = None
    """The author line as printed ("Bài, ảnh: Thanh Phúc")."""
    authors: tuple[str, ...] = ()
    """The names in the byline, without roles."""
    video_source: str | None = None
    """Who made the video, as credited ("tuyenquangtv.vn")."""
    related_links: tuple[Link, ...] = ()
    """Links of the related boxes in and under the article."""
    images: tuple[Image, ...] = ()
    """Pictures in page order."""
    videos: tuple[Video, ...] = ()
    """Videos in page order."""
    blocks: tuple[Block, ...] = ()
    """The article in order. `body`, `captions`, `images` and `videos` agree with it."""
    published_at: str | None = None
    """ISO 8601 with offset ("2023-04-26T14:05:00+07:00"), or a date alone when the page gives no time; null when unknown."""
    modified_at: str | None = None
    """The same for the last change the page tells of."""
    published_raw: str | None = None
    """The publication date as printed or as in the metadata."""
    section: str | None = None
    """Section path as printed, levels separated by " > "."""
    tags: tuple[str, ...] = ()
    """Tags or keywords shown by the page."""
    language: str | None = None
    """BCP 47 tag ("vi")."""
    agency: str | None = None
    """Wire or outside source ("TTXVN"); null for own work."""
    content_hash: str = ""
    """SHA-256 (hex) over title and blocks after normalisation: equal hash, equal content."""
    flags: tuple[str, ...] = ()
    """What a careful reader should know: "no_date", "date_in_future", "replacement_characters", "truncated", "paywall" (only
    the opening of a paid article), …; "gone" alone: a tombstone (`newsbot.archive.tombstone`)."""
    reader: Reader = Reader(version="", layout="")
    """Which code and which page layout read it."""
    fetched_at: str | None = None
    """When it was fetched (UTC, ISO 8601); null outside a crawl."""
    http_status: int | None = None
    """Status of the response; null outside a crawl."""
    capture: Capture | None = None
    """The WARC record it was read from; null outside a crawl."""


def content_hash(title: str | None, blocks: Iterable[Block]) -> str:
    """What `Article.content_hash` is: the SHA-256 (hex) of `[title,[type,text,media],…]` as JSON in UTF-8, without white space.

    Raises ValueError for text that UTF-8 cannot hold (a lone surrogate).
    """
    content = [title, *([block.type, block.text, block.media] for block in blocks)]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
