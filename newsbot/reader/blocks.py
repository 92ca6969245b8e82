"""From runs to the pieces of the article, in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml.html import HtmlElement

from newsbot.article import Image, Video
from newsbot.reader.content import OUTSIDE, Region, fold
from newsbot.reader.cues import CAPTION, LEAD, META, QUOTE
from newsbot.reader.media import image_of, video_of
from newsbot.reader.piece import Piece
from newsbot.reader.scan import Run, Scan

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


@dataclass(slots=True)
class Drafts:
    """The pieces of an article and its media."""

    pieces: list[Piece] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    videos: list[Video] = field(default_factory=list)


def draft(scan: Scan, region: Region, base: str) -> Drafts:
    """Turn the runs of the article into pieces."""
    drafts = Drafts()
    for index in range(region.first, region.last):
        run = scan.runs[index]
        cues = region.cues[run.node]
        if cues & OUTSIDE:
            continue
        if run.kind == "image":
            _add_image(drafts, run, base)
        elif run.kind in ("video", "embed"):
            _add_video(drafts, run, base)
        elif run.kind == "text":
            _add_text(drafts, scan, region, index)
    return drafts


def _add_image(drafts: Drafts, run: Run, base: str) -> None:
    assert run.element is not None
    image = image_of(run.element, base)
    if image is None:
        return
    if drafts.images and drafts.images[-1].url == image.url:
        return
    drafts.images.append(image)
    drafts.pieces.append(Piece("image", "", run.element, media=len(drafts.images) - 1))


def _add_video(drafts: Drafts, run: Run, base: str) -> None:
    assert run.element is not None
    video = video_of(run.element, base)
    if video is None:
        return
    drafts.videos.append(video)
    drafts.pieces.append(Piece("video", "", run.element, media=len(drafts.videos) - 1))


def _add_text(drafts: Drafts, scan: Scan, region: Region, index: int) -> None:
    run = scan.runs[index]
    node = scan.nodes[run.node]
    cues = region.cues[run.node]
    if cues & CAPTION:
        for piece in reversed(drafts.pieces[-3:]):
            if piece.type in ("image", "video") and not piece.text:
                piece.text = run.text
                break
        return
    if cues & (META | QUOTE):
        return
    if run.linked > 0.7 * len(run.text):
        return
    before_root = index < scan.nodes[region.root].first
    if before_root and not (cues & LEAD or len(run.text) > 80):
        return
    kind = "heading" if node.tag in _HEADINGS else "paragraph"
    size = len(run.text)
    drafts.pieces.append(
        Piece(kind, run.text, node.element, bold=run.bold > 0.9 * size, italic=run.italic > 0.9 * size)  # type: ignore[arg-type]
    )
