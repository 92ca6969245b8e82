"""Reading and normalising one page such that a bug of the reader is an answer: in this process or in one of a pool."""

from __future__ import annotations

import traceback
from dataclasses import dataclass, replace

from newsbot.article import TEXT_BLOCKS
from newsbot.normalize import normalize_article
from newsbot.reader import Reading, read
from newsbot.reader.layouts.layout import Layout


@dataclass(frozen=True, slots=True)
class PageBytes:
    """The bytes of a page to read."""

    html: bytes
    url: str
    content_type: str | None


@dataclass(frozen=True, slots=True)
class Crash:
    """The reader raised over a page."""

    reason: str
    trace: str


def read_bytes(page: PageBytes, layouts: tuple[Layout, ...]) -> Reading | Crash:
    """Read and normalise one page."""
    try:
        reading = read(page.html, url=page.url, content_type=page.content_type, layouts=layouts)
        reading = normalized(reading)
    except Exception as error:  # noqa: BLE001 - told to the caller, who counts it
        return Crash(f"{type(error).__name__}: {error}", traceback.format_exc())
    return replace(reading, evidence={})  # evidence is for people, and heavy to send


def normalized(reading: Reading) -> Reading:
    """The reading with a clean article; a page of whose article nothing visible is left is none."""
    if reading.article is None:
        return reading
    article = normalize_article(reading.article)
    shown = article.body or any(block.type not in TEXT_BLOCKS for block in article.blocks)
    if not article.title or not shown:
        return Reading(None, "empty: nothing visible is left of its title or text", "empty")
    return replace(reading, article=article)


def ended(code: int) -> str:
    """Why a page was not read over which its process ended with this exit code."""
    return f"the reading process ended over this page (exit code {code})"
