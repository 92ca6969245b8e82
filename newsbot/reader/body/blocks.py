"""Blocks: the runs of a region as lead, headings, paragraphs, lists, tables, quotes and media, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile
from urllib.parse import urlsplit

from newsbot.article import TEXT_BLOCKS, BlockType, Image, Link, Video
from newsbot.normalize.video import video_credit
from newsbot.reader.body import boilerplate
from newsbot.reader.body.alignment import align_of
from newsbot.reader.body.captions import FigureText, choose_caption, is_clock
from newsbot.reader.body.draft_block import EMPHASIS_MIN_SHARE, DraftBlock, OpenBlock
from newsbot.reader.body.media import absolute, image_of, same_picture, video_of
from newsbot.reader.body.related_links import find_related
from newsbot.reader.body.tables import Cell, Tables, joint
from newsbot.reader.page.document import Document
from newsbot.reader.page.text_measures import fold, has_sentence, is_elsewhere, weight
from newsbot.reader.region.main_content import Region
from newsbot.reader.scan.class_cues import BLOCKQUOTE, CAPTION, CREDIT, FIGURE, HEADING, LEAD, LIST, META, TABLE
from newsbot.reader.scan.walk import Run, Scan

_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)$", re.I)
_MEDIA = ("image", "video", "embed")
CAPTION_MAX_BLOCKS = 3
"""Blocks back from a caption among which its picture stands: a picture, a player and a credit line. Halved, 2 of 225 pages
change; doubled, 1."""
LEAD_MIN_CHARS = 40
"""Characters of a standfirst, more than; a shorter bold line is a label. Halved, 3 of 225 pages change; doubled, 2."""
LEAD_MAX_RUNS = 3
"""Texts and pictures in an element named for the standfirst at most; one with more holds the article too. Doubled, 1 of 225
pages change."""
BOLD_HEADING_MAX_CHARS = 80
"""Characters of a bold sub-heading at most; a longer bold text is a paragraph."""
LABEL_MAX_CHARS = 60
"""Characters of a date or label, less than: it is no caption of a picture that scripts would load."""
LEAD_REPEAT_MAX_BLOCKS = 6
"""Text blocks at the beginning among which a repeated lead is looked for; later it is a quotation."""
ALIGNED_MAX_CHARS = 200
"""Characters of a text whose alignment is looked up, less than: bylines and captions are short, and each look-up costs."""
CELL_MAX_WEIGHT = 200
"""Weight of the text of a cell at most; a longer one is a paragraph in a layout table."""
ITEM_MAX_WEIGHT = 1500
"""Weight of a list item at most; a longer one is a paragraph in a list that lays out the page."""
_ENDS = tuple('.!?…:;"”»)。！？')


@dataclass(frozen=True, slots=True)
class Body:
    """The blocks of an article, its media, and the links around them."""

    region: Region | None = None
    """The part of the page they were read from, up to the pictures that close it; None when the page has no article."""
    blocks: tuple[DraftBlock, ...] = ()
    images: tuple[Image, ...] = ()
    videos: tuple[Video, ...] = ()
    related: tuple[Link, ...] = ()


def read_body(scan: Scan, region: Region, document: Document) -> Body:
    """Turn the runs of a region into the blocks of the article."""
    marks = boilerplate.mark(scan, region)
    region = replace(region, last=marks.last)
    drafting = _Drafting(scan, region, marks, document.base)
    drafting.draft()
    return Body(
        region,
        tuple(block.close() for block in drafting.blocks),
        tuple(drafting.images),
        tuple(drafting.videos),
        tuple(find_related(scan, region, marks, document.base, document.url)),
    )


OPENING_BLOCKS = 2
"""Text blocks before which a text that repeats a caption stays: standfirst and first paragraph."""


class _Drafting:
    """State of the walk over the runs of an article."""

    def __init__(self, scan: Scan, region: Region, marks: boilerplate.Marks, base: str) -> None:
        self.scan = scan
        self.region = region
        self.base = base
        self.marks = marks
        self.blocks: list[OpenBlock] = []
        self.images: list[Image] = []
        self.videos: list[Video] = []
        self.title = fold(scan.runs[region.title].text) if region.title is not None else ""
        self.group: tuple[str, int] | None = None
        self.tables = Tables(scan)
        self.cell: Cell | None = None
        self.grown: OpenBlock | None = None
        self.growing: list[str] = []
        self.last_node = -1
        self.media_figure: dict[int, int] = {}
        self.opening: list[tuple[OpenBlock, int]] = []
        self.captions: dict[int, tuple[OpenBlock, list[FigureText]]] = {}

    def draft(self) -> None:
        """Fill `blocks`, `images` and `videos`."""
        for index in range(self.region.first, self.region.last):
            if not self.marks.kept[index]:
                continue
            run = self.scan.runs[index]
            if run.kind == "image":
                self.add_image(index, run)
            elif run.kind in ("video", "embed"):
                self.add_video(run)
            elif run.kind == "text":
                self.add_text(index, run)
        self.settle_text()
        self.settle_captions()
        self.settle_lead()

    def add_image(self, index: int, run: Run) -> None:
        assert run.element is not None
        image = image_of(run.element, self.base)
        if image is None or self.is_banner(index, run, image):
            return
        if run.muted and self.blocks and self.blocks[-1].type == "image":
            return
        if self.images and same_picture(self.images[-1].url, image.url):
            return
        self.images.append(image)
        self.add_media(OpenBlock("image", "", run.element, media=len(self.images) - 1), run)

    def is_banner(self, index: int, run: Run, image: Image) -> bool:
        """Whether a picture without a caption leads to another site, where it does not lie itself: an advertisement, a badge."""
        if run.link is None or not is_elsewhere(run.link, self.region.site):
            return False
        after = takewhile(
            lambda near: self.scan.runs[near].kind == "text",
            range(index + 1, min(index + 1 + CAPTION_MAX_BLOCKS, self.region.last)),
        )
        if any(near in self.marks.captions for near in after) or _around(self.scan, run.node, ("figure",)) >= 0:
            return False
        target = urlsplit(absolute(self.base, run.link.get("href") or "") or "")
        return target.netloc != urlsplit(image.url).netloc and not _PICTURE.search(target.path)

    def add_video(self, run: Run) -> None:
        assert run.element is not None
        video = video_of(run.element, self.base)
        if video is None:
            return
        self.videos.append(video)
        self.add_media(OpenBlock("video", "", run.element, media=len(self.videos) - 1), run)

    def add_media(self, block: OpenBlock, run: Run) -> None:
        figure = _around(self.scan, run.node, ("figure",))
        self.media_figure[id(block)] = figure
        last = self.blocks[-1] if self.blocks else None
        if (
            last is not None
            and last.media is None
            and last.type == "image"
            and self.media_figure.get(id(last)) == figure >= 0
        ):
            last.type, last.media, last.element = block.type, block.media, block.element
            return
        self.blocks.append(block)

    def add_text(self, index: int, run: Run) -> None:
        cues = self.region.cues[run.node]
        if index in self.marks.captions:
            self.add_caption(run)
            return
        if len(self.title) <= len(run.text) < 2 * len(self.title) + 4 and fold(run.text) == self.title:
            return
        node = self.scan.nodes[run.node]
        size = len(run.text)
        block = OpenBlock(
            "paragraph",
            run.text,
            node.element,
            align=align_of(node.element) if size < ALIGNED_MAX_CHARS else None,
            bold=run.bold > EMPHASIS_MIN_SHARE * size,
            italic=run.italic > EMPHASIS_MIN_SHARE * size,
        )
        if cues & HEADING:
            block.type = "heading"
        elif (cues & TABLE and self.add_row(block, run)) or (cues & LIST and self.add_item(block, run)):
            return
        elif cues & BLOCKQUOTE:
            block.type = "quote"
        elif run.breaks == 1 and self.joins(run):
            self.go_on(f" {run.text}")
            return
        self.blocks.append(block)
        self.last_node = run.node
        if len(self.opening) < LEAD_REPEAT_MAX_BLOCKS and not (size < ALIGNED_MAX_CHARS and video_credit(run.text)):
            self.opening.append((block, index))

    def joins(self, run: Run) -> bool:
        """Whether the text after a single line break goes on with the sentence before it."""
        if not self.blocks or self.last_node != run.node:
            return False
        last = self.blocks[-1]
        end = self.growing[-1] if self.grown is last else last.text
        return last.type == "paragraph" and not end.endswith(_ENDS) and not last.bold and run.bold < len(run.text)

    def go_on(self, text: str) -> None:
        """Add to the text of the last block, which may have thousands of lines: they are put together once."""
        last = self.blocks[-1]
        if self.grown is not last:
            self.settle_text()
            self.grown, self.growing = last, [last.text]
        self.growing.append(text)

    def settle_text(self) -> None:
        """Put the text of the block together that went on last."""
        if self.grown is not None:
            self.grown.text = "".join(self.growing)

    def add_item(self, block: OpenBlock, run: Run) -> bool:
        holder = _around(self.scan, run.node, ("ul", "ol", "dl"))
        if holder < 0 or weight(block.text) > ITEM_MAX_WEIGHT:
            return False
        return self.add_line(block, "list", holder)

    def add_row(self, block: OpenBlock, run: Run) -> bool:
        cell = self.tables.cell_of(run.node)
        if cell is None or weight(block.text) > CELL_MAX_WEIGHT:
            return False
        going_on = self.goes_on("table", cell.table)
        block.text = joint(self.cell if going_on else None, cell) + block.text
        self.cell = cell
        return self.add_line(block, "table", cell.table, "")

    def goes_on(self, kind: BlockType, holder: int) -> bool:
        """Whether the last block is of the same list or table."""
        return self.group == (kind, holder) and bool(self.blocks) and self.blocks[-1].type == kind

    def add_line(self, block: OpenBlock, kind: BlockType, holder: int, between: str = "\n") -> bool:
        if self.goes_on(kind, holder):
            self.go_on(between + block.text)
            return True
        self.group = (kind, holder)
        block.type = kind
        block.element = self.scan.nodes[holder].element
        self.blocks.append(block)
        return True

    def add_caption(self, run: Run) -> None:
        """Note a text of a picture or video for the media block that it stands by."""
        cues = self.region.cues[run.node]
        figure = _around(self.scan, run.node, ("figure",))
        blocks = self.blocks
        place = next(
            (
                i
                for i in range(len(blocks) - 1, max(len(blocks) - CAPTION_MAX_BLOCKS, 0) - 1, -1)
                if blocks[i].type in _MEDIA
            ),
            -1,
        )
        if place >= 0 and figure >= 0 and not self.is_of(blocks[place], figure):
            place = -1
        if place < 0:
            label = len(run.text) < LABEL_MAX_CHARS and (is_clock(run.text) or not has_sentence(run.text))
            apart = figure < 0 and (run.anchors or label)  # named for its size of type: a date, small print
            if not cues & (CAPTION | FIGURE) or cues & (CREDIT | META | BLOCKQUOTE) or apart:
                return
            # A picture whose URL the page keeps to its scripts still has its caption.
            blocks.append(OpenBlock("image", "", self.scan.nodes[run.node].element))
            place = len(blocks) - 1
            self.media_figure[id(blocks[place])] = figure
        text = FigureText(run.text, cues, self.scan.nodes[run.node].cues)
        self.captions.setdefault(id(blocks[place]), (blocks[place], []))[1].append(text)

    def is_of(self, block: OpenBlock, figure: int) -> bool:
        """Whether the texts of a `figure` are those of a media block: it stands in it, or right before one without media."""
        own = self.media_figure.get(id(block))
        if own == figure:
            return True
        node = self.scan.nodes[figure]
        bare = all(run.kind == "text" for run in self.scan.runs[node.first : node.last])
        return own == -1 and bare and block is self.blocks[-1] and id(block) not in self.captions

    def settle_captions(self) -> None:
        """Give every media block its caption, and every picture its credit."""
        for block, texts in self.captions.values():
            caption, credit = choose_caption(texts, self.region.site, fold(block.element.get("alt") or ""))
            block.text = caption or ""
            if block.type == "image" and block.media is not None:
                image = self.images[block.media]
                self.images[block.media] = replace(image, caption=caption, credit=credit)
            elif block.media is not None:
                video = self.videos[block.media]
                self.videos[block.media] = replace(video, caption=caption, credit=video_credit(credit or "") or credit)
        blocks = [block for block in self.blocks if block.text or block.media is not None]
        self.blocks = [block for at, block in enumerate(blocks) if not _repeats_caption(blocks, at)]

    def is_named_lead(self, index: int) -> bool:
        """Whether the element of a run is named as the lead's, or one around it that holds next to nothing else."""
        nodes, cues = self.scan.nodes, self.region.cues
        own = node = self.scan.runs[index].node
        while node >= 0 and nodes[node].last - nodes[node].first <= LEAD_MAX_RUNS:
            if cues[node] & LEAD:
                return True
            node = nodes[node].parent
        return bool(cues[own] & LEAD)

    def settle_lead(self) -> None:
        """Tell the lead from the first paragraph; where the page repeats it, keep the longer one, once."""
        if not self.opening:
            return
        if len(self.opening) > 1 and self.opening[0][0].type == "heading" and self.is_named_lead(self.opening[1][1]):
            self.opening.insert(0, self.opening.pop(1))  # a second headline stands between headline and lead
            places = [self.blocks.index(block) for block, _ in self.opening[:2]]
            self.blocks.insert(places[1], self.blocks.pop(places[0]))
        first, index = self.opening[0]
        node = self.scan.nodes[self.scan.runs[index].node]
        others = [block for block, _ in self.opening[1:]]
        described = self.region.hints.describes(first.text)
        bold = [_is_bold_text(block) for block in others]
        apart = (
            self.is_named_lead(index)
            or index < self.scan.nodes[self.region.root].first
            or (
                first.bold and len(first.text) > LEAD_MIN_CHARS and not (all(bold) if described and bold else any(bold))
            )
            or (described and (node.parent not in self.marks.streams or _is_set_apart(first, others)))
        )
        if first.type == "quote" or not apart:
            return
        first.type = "lead"
        key = fold(first.text.rstrip(".…"))
        for block in others:
            other = fold(block.text.rstrip(".…"))
            if len(other) > LEAD_MIN_CHARS and (other.startswith(key) or key.startswith(other)):
                first.text = max(first.text, block.text, key=len)
                self.blocks = [kept for kept in self.blocks if kept is not block]
                break


_STRONG = re.compile(r"bold|strong|fw-?[6-9]|head|lead", re.I)
"""Classes that set a text apart in a style sheet ("font-bold", "fw700", "pHead", "alead")."""


def _is_set_apart(first: OpenBlock, others: Iterable[OpenBlock]) -> bool:
    """Whether the first text is set as a heading, in italics, or in bold by its class, as no other is."""
    others = [block for block in others if len(block.text) > LEAD_MIN_CHARS]
    if first.italic and not any(block.italic for block in others):
        return True
    form = (first.element.tag, first.element.get("class"))
    strong = first.type == "heading" or _STRONG.search(form[1] or "")
    return bool(strong) and all((block.element.tag, block.element.get("class")) != form for block in others)


def _is_bold_text(block: OpenBlock) -> bool:
    """Whether a block is bold and no sub-heading or byline."""
    ends = block.text.endswith(_ENDS) and not block.text.endswith(")")
    return block.bold and (len(block.text) > BOLD_HEADING_MAX_CHARS or ends)


def _around(scan: Scan, node: int, tags: tuple[str, ...]) -> int:
    while node >= 0 and scan.nodes[node].tag not in tags:
        node = scan.nodes[node].parent
    return node


def _repeats_caption(blocks: Sequence[OpenBlock], at: int) -> bool:
    """Whether a paragraph, or a caption without a picture, says nothing but the caption of the picture or player right before it.

    The first paragraph stays, also under a standfirst: systems take it for the caption of the picture above.
    """
    block = blocks[at]
    if not at or blocks[at - 1].media is None or (block.type != "paragraph" and block.media is not None):
        return False
    caption = fold(blocks[at - 1].text)
    if not caption or fold(block.text) != caption:
        return False
    if block.type != "paragraph":
        return block.type == "image"  # the same picture for another width of screen
    texts = (before for before in islice(blocks, at) if before.type in TEXT_BLOCKS)
    return len(list(islice(texts, OPENING_BLOCKS))) == OPENING_BLOCKS
