"""What a record must fulfil before it becomes a line: the promises of `newsbot.article`, checked.

`problems` judges the record alone; it knows neither page nor archive. An archived record without problems can be trusted by who
reads the JSONL: types, URLs, times, hashes are what they are said to be, and body and captions agree with the blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date, datetime
from hashlib import sha256
from operator import attrgetter

import msgspec

from newsbot.archive.clock import moment_of
from newsbot.archive.plain_json import MAX_INTEGER
from newsbot.archive.tombstone import EMPTY_HASH, GONE, KEPT, is_tombstone
from newsbot.article import BLOCK_TYPES, SCHEMA_VERSION, TEXT_BLOCKS, Article, Block, content_hash

_KEYS = tuple(field.name for field in fields(Article))
MEDIA_BLOCKS = frozenset(BLOCK_TYPES) - TEXT_BLOCKS

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters except line feed (which separates items and rows), lone surrogates, non-characters."""
_URL = re.compile(r"https?://[^\s/?#]", re.IGNORECASE)
"""How an absolute http(s) URL begins."""
_HASH = re.compile("[0-9a-f]{64}")
_DIGEST = re.compile("sha1:[A-Z2-7]{32}")
_RECORD_ID = re.compile("<urn:uuid:[0-9a-f-]{36}>")
_CAPTURE_FILE = re.compile(r"captures/[0-9TZ-]+\.warc\.gz")
_LANGUAGE = re.compile("[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*")
_FLAG = re.compile("[a-z][a-z0-9_]*")


class _Values:
    """The values of one kind that a record holds."""

    def __init__(self, alone: tuple[str, ...], lists: tuple[str, ...], objects: Mapping[str, tuple[str, ...]]) -> None:
        """`alone`: keys of single values; `lists`: of lists of them; `objects`: of lists of objects, with the names in these."""
        self._alone, self._lists, self._objects = alone, lists, objects
        self._get_alone = attrgetter(*alone)
        self._get = [(attrgetter(key), [attrgetter(name) for name in names]) for key, names in objects.items()]

    def of(self, article: Article) -> list[str]:
        """All that are there."""
        found = [*self._get_alone(article)]
        for key in self._lists:
            found += getattr(article, key)
        for get_parts, getters in self._get:
            if parts := get_parts(article):
                for get in getters:
                    found += map(get, parts)
        return [value for value in found if value is not None]

    def named(self, article: Article) -> Iterator[tuple[str, str | None]]:
        """All places of this kind ("images[0].alt"), with what is there."""
        for key in self._alone:
            yield key, getattr(article, key)
        for key in self._lists:
            for i, value in enumerate(getattr(article, key)):
                yield f"{key}[{i}]", value
        for key, names in self._objects.items():
            for i, part in enumerate(getattr(article, key)):
                for name in names:
                    yield f"{key}[{i}].{name}", getattr(part, name)


_TEXTS = _Values(
    ("title", "lead", "byline", "video_source", "section", "agency", "published_raw"),
    ("authors", "tags"),
    {
        "related_links": ("title", "heading"),
        "images": ("caption", "credit", "alt"),
        "videos": ("caption", "credit", "provider"),
        "blocks": ("text",),
    },
)
"""Body and captions are not among them, because they are those of the blocks."""
_ADDRESSES = _Values(
    ("url", "canonical_url"),
    (),
    {"related_links": ("url",), "images": ("url",), "videos": ("url", "embed_url", "poster")},
)
HTTP_STATUSES = range(100, 600)
"""Status codes that a response may have (RFC 9110 section 15)."""


def problems(article: Article) -> list[str]:
    """What is wrong with a record that is to be archived, each in one line that begins with the key; empty when sound."""
    found = [*_identity(article), *(_nothing(article) if is_tombstone(article) else _content(article))]
    found += _urls(article)
    found += _times(article)
    found += _texts(article)
    found += _blocks(article)
    found += _origin(article)
    return found


def refuse_unstorable(article: Article) -> None:
    """Raise ValueError for a record that no ledger can hold: with half a letter or a number beyond all counts in its place."""
    capture = article.capture
    texts = [article.id, article.url, article.content_hash, article.fetched_at or ""]
    if capture:
        texts += [capture.file, capture.record_id, capture.digest]
    if any(_CONTROL.search(text) for text in texts):
        raise ValueError("a control character or half a letter is in its identity")
    if not (0 <= article.revision <= MAX_INTEGER and 0 <= (capture.offset if capture else 0) <= MAX_INTEGER):
        raise ValueError("its revision or the place of its capture is no count")
    if abs(article.http_status or 0) > MAX_INTEGER:
        raise ValueError("http_status is no status")
    fetched = article.fetched_at
    if fetched is not None and (not _is_moment(fetched) or moment_of(fetched) is None):
        raise ValueError(f"fetched_at: {fetched!r} is no time")


def _identity(article: Article) -> Iterator[str]:
    if article.schema != SCHEMA_VERSION:
        yield f"schema: {article.schema} is not {SCHEMA_VERSION}"
    for key in ("id", "site", "url"):
        if not getattr(article, key):
            yield f"{key}: empty"
    if article.revision < 1:
        yield f"revision: {article.revision} is less than 1"
    if not _HASH.fullmatch(article.content_hash):
        yield "content_hash: not a SHA-256 in hexadecimal"
    elif not _is_own_hash(article):
        yield "content_hash: not that of title and blocks, which were changed after they were read"
    if not article.reader.version or not article.reader.layout:
        yield "reader: version or layout is empty"
    if article.language is not None and not _LANGUAGE.fullmatch(article.language):
        yield f"language: {article.language!r} is not a BCP 47 tag"
    for flag in article.flags:
        if not _FLAG.fullmatch(flag):
            yield f"flags: {flag!r} is not a lower-case word"


_JSON = msgspec.json.Encoder()
_BLOCK = attrgetter("type", "text", "media")


def _is_own_hash(article: Article) -> bool:
    """Whether the content hash is that of title and blocks; of text that has none, which is told of, it is taken to be.

    msgspec writes what `content_hash` hashes in a fourth of the time; where the two could differ the slower one decides.
    """
    try:
        quick = sha256(_JSON.encode([article.title, *map(_BLOCK, article.blocks)])).hexdigest()
        return article.content_hash == quick or article.content_hash == content_hash(article.title, article.blocks)
    except UnicodeEncodeError:
        return True


def _content(article: Article) -> Iterator[str]:
    if not article.title:
        yield "title: empty"
    if not article.body and not any(block.type in MEDIA_BLOCKS for block in article.blocks):
        yield "body: empty, and there is no picture or video either"


def _nothing(article: Article) -> Iterator[str]:
    """A tombstone, and nothing but a tombstone, is empty."""
    if article.flags != (GONE,):
        yield "flags: an article that is gone has no other flag"
    if article.revision <= 1:
        yield "revision: an article that is gone was there before"
    if article.content_hash != EMPTY_HASH:
        yield "content_hash: an article that is gone has that of no content"
    for key in _KEYS:
        if key not in KEPT and getattr(article, key) not in (None, "", ()):
            yield f"{key}: an article that is gone has none"


def _urls(article: Article) -> Iterator[str]:
    urls = _ADDRESSES.of(article)
    if all(map(_URL.match, urls)) and " ".join(urls).split() == urls:  # all at once: nearly always nothing is wrong
        return
    for place, url in _ADDRESSES.named(article):
        if url is not None and (not _URL.match(url) or url.split() != [url]):
            yield f"{place}: {url[:80]!r} is not an absolute http(s) URL"


def _times(article: Article) -> Iterator[str]:
    for key in ("published_at", "modified_at"):
        value = getattr(article, key)
        if value is not None and not (_is_date(value) or _is_moment(value)):
            yield f"{key}: {value!r} is neither a date nor an ISO 8601 time with offset"
    if article.fetched_at is not None and not _is_moment(article.fetched_at, utc=True):
        yield f"fetched_at: {article.fetched_at!r} is not an ISO 8601 time in UTC"


def _is_date(value: str) -> bool:
    try:
        return len(value) == len("2026-11-22") and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_moment(value: str, *, utc: bool = False) -> bool:
    try:
        offset = datetime.fromisoformat(value).utcoffset()
    except ValueError:
        return False
    return "T" in value and offset is not None and not (utc and offset)


def _texts(article: Article) -> Iterator[str]:
    together = " ".join(["", *_TEXTS.of(article), ""]).replace("\n", " ")
    if together.isprintable() and "  " not in together:  # all at once: nearly always nothing is wrong
        return
    for place, text in _TEXTS.named(article):
        if text is None:
            continue
        if text == "":
            yield f"{place}: empty where null is meant"
        elif not text.isprintable() and _CONTROL.search(text):
            yield f"{place}: holds a control character or half a letter"
        elif "  " in text or text != text.strip() or ("\n" in text and _loose_lines(text)):
            yield f"{place}: holds white space that is not collapsed"


def _loose_lines(text: str) -> bool:
    return " \n" in text or "\n " in text or "\n\n" in text


def _blocks(article: Article) -> Iterator[str]:
    leads = [block.text for block in article.blocks if block.type == "lead"]
    if len(leads) > 1:
        yield "blocks: more than one lead"
    if leads[:1] != [article.lead] and (leads or article.lead):
        yield "lead: not the text of the lead block"
    running: list[str] = []
    captions: list[str] = []
    for i, block in enumerate(article.blocks):
        if block.text:
            (running if block.type in TEXT_BLOCKS else captions).append(block.text)
        if not (block.text and block.media is None and block.type in TEXT_BLOCKS):  # as nearly all are
            yield from (f"blocks[{i}]: {trouble}" for trouble in _block(article, block))
    if article.body != "\n\n".join(running):
        yield "body: not the text of its blocks"
    if article.captions != tuple(captions):
        yield "captions: not the captions of the picture and video blocks"


def _block(article: Article, block: Block) -> Iterator[str]:
    if block.type not in BLOCK_TYPES:
        yield f"unknown type {block.type!r}"
    elif block.type in TEXT_BLOCKS:
        if not block.text:
            yield f"{block.type} without text"
        if block.media is not None:
            yield f"{block.type} with a media index"
    else:
        key = "images" if block.type == "image" else "videos"
        if block.media is None:
            if not block.text:
                yield f"{block.type} without URL and caption"
        elif not 0 <= block.media < len(getattr(article, key)):
            yield f"{block.type} with media {block.media}, there are {len(getattr(article, key))} {key}"


def _origin(article: Article) -> Iterator[str]:
    if article.http_status is not None and article.http_status not in HTTP_STATUSES:
        yield f"http_status: {article.http_status} is no status"
    if (capture := article.capture) is None:
        return
    if not _CAPTURE_FILE.fullmatch(capture.file):
        yield f"capture: {capture.file!r} is no capture file"
    if capture.offset < 0 or not _RECORD_ID.fullmatch(capture.record_id) or not _DIGEST.fullmatch(capture.digest):
        yield "capture: offset, record_id or digest is malformed"
