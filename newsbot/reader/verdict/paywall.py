"""Paywalls: whether a page shows only the opening of an article, and what stands in the place of the rest."""

from __future__ import annotations

from collections.abc import Sequence

from newsbot.article import TEXT_BLOCKS
from newsbot.reader.body.draft_block import DraftBlock
from newsbot.reader.page.structured_data import StructuredData
from newsbot.reader.region.main_content import Region
from newsbot.reader.scan.walk import Run, Scan
from newsbot.reader.verdict.phrases import find_phrase

WALL_MAX_CHARS = 300
"""Characters of what stands in the place of a paid text, less than; articles on subscriptions speak of them at length."""
WALL_NEAR_RUNS = 6
"""Texts before and after the end of an article among which a wall is looked for."""


def wall_phrase(run: Run) -> str | None:
    """What a text says that stands in the place of a paid one."""
    return find_phrase("paywall", run.text) if run.kind == "text" and len(run.text) < WALL_MAX_CHARS else None


def breaks_off(scan: Scan, region: Region, blocks: Sequence[DraftBlock], data: StructuredData) -> bool:
    """Whether an article is the opening of a paid one: a wall stands at its end, or it is said to be paid and ends in "…"."""
    if any(map(wall_phrase, scan.runs[max(region.first, region.last - WALL_NEAR_RUNS) : region.last + WALL_NEAR_RUNS])):
        return True
    texts = [block.text for block in blocks if block.type in TEXT_BLOCKS]
    return bool(texts) and texts[-1].endswith(("…", "...")) and is_paid(data)


def without_wall(blocks: Sequence[DraftBlock]) -> tuple[DraftBlock, ...]:
    """The blocks of an article without the wall at its end."""
    kept = list(blocks)
    while (
        kept
        and kept[-1].type in TEXT_BLOCKS
        and len(kept[-1].text) < WALL_MAX_CHARS
        and find_phrase("paywall", kept[-1].text)
    ):
        kept.pop()
    return tuple(kept)


def is_paid(data: StructuredData) -> bool:
    """Whether the structured data say that the article costs money (schema.org `isAccessibleForFree`)."""
    return data.article.get("isAccessibleForFree") in (False, "False", "false")
