"""From runs to the pieces of the article, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from urllib.parse import urlsplit

from newsbot.article import TEXT_BLOCKS, BlockType, Image, Link, Video
from newsbot.normalize.video import video_credit
from newsbot.reader import boilerplate
from newsbot.reader.content import Region
from newsbot.reader.cues import BLOCKQUOTE, CAPTION, CREDIT, FIGURE, HEADING, LEAD, LIST, META, TABLE
from newsbot.reader.document import Document
from newsbot.reader.figures import FigureText, choose_caption, is_clock
from newsbot.reader.measure import fold, has_sentence, is_elsewhere, weight
from newsbot.reader.media import absolute, image_of, video_of
from newsbot.reader.piece import Piece
from newsbot.reader.related import find_related
from newsbot.reader.scan import Run, Scan
from newsbot.reader.tables import Cell, Tables, joint
from newsbot.reader.typography import align_of

_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)$", re.I)
_MEDIA = ("image", "video", "embed")
_NEAR = 3
_LEAD = 40
"""Characters of a standfirst at least."""
_LEAD_RUNS = 3
"""Texts and pictures in the element of a standfirst at most."""
_HEADING = 80
"""Characters of a bold sub-heading at most."""
_LABEL = 60
"""Characters of a date or label at most."""
_SOON = 6
"""Text pieces after the lead in which it is repeated."""
_ALIGNED = 200
"""Characters of a text whose alignment can matter at most: bylines and captions are short."""
_CELL = 200
"""Weight of the text of a cell at most; a longer one is a paragraph in a layout table."""
_ENDS = tuple('.!?…:;"”»)。！？')


@dataclass(slots=True)
class Drafts:
    """The pieces of an article and its media."""

    pieces: list[Piece] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    videos: list[Video] = field(default_factory=list)
    related: list[Link] = field(default_factory=list)


def draft(scan: Scan, region: Region, document: Document) -> Drafts:
    """Turn the runs of the article into pieces."""
    drafting = _Drafting(scan, region, document.base)
    drafts = drafting.draft()
    drafts.related = find_related(scan, region, drafting.marks, document.base, document.url)
    return drafts


_OPENING = 2
"""Standfirst and first paragraph."""


class _Drafting:
    def __init__(self, scan: Scan, region: Region, base: str) -> None:
        self.scan = scan
        self.region = region
        self.base = base
        self.marks = boilerplate.mark(scan, region)
        self.out = Drafts()
        self.title = fold(scan.runs[region.title].text) if region.title is not None else ""
        self.group: tuple[str, int] | None = None
        self.tables = Tables(scan)
        self.cell: Cell | None = None
        self.grown: Piece | None = None
        self.growing: list[str] = []
        self.last_node = -1
        self.media_figure: dict[int, int] = {}
        self.opening: list[tuple[Piece, int]] = []
        self.captions: dict[int, tuple[Piece, list[FigureText]]] = {}

    def draft(self) -> Drafts:
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
        return self.out

    def add_image(self, index: int, run: Run) -> None:
        assert run.element is not None
        image = image_of(run.element, self.base)
        if image is None or self.is_banner(index, run, image):
            return
        if run.muted and self.out.pieces and self.out.pieces[-1].type == "image":
            return
        if self.out.images and self.out.images[-1].url == image.url:
            return
        self.out.images.append(image)
        self.add_media(Piece("image", "", run.element, media=len(self.out.images) - 1), run)

    def is_banner(self, index: int, run: Run, image: Image) -> bool:
        """Whether a picture without a caption leads to another site, where it does not lie itself: an advertisement, a badge."""
        if run.link is None or not is_elsewhere(run.link, self.region.site):
            return False
        after = takewhile(
            lambda near: self.scan.runs[near].kind == "text", range(index + 1, min(index + 1 + _NEAR, self.region.last))
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
        self.out.videos.append(video)
        self.add_media(Piece("video", "", run.element, media=len(self.out.videos) - 1), run)

    def add_media(self, piece: Piece, run: Run) -> None:
        figure = _around(self.scan, run.node, ("figure",))
        self.media_figure[id(piece)] = figure
        last = self.out.pieces[-1] if self.out.pieces else None
        if (
            last is not None
            and last.media is None
            and last.type == "image"
            and self.media_figure.get(id(last)) == figure >= 0
        ):
            last.type, last.media, last.element = piece.type, piece.media, piece.element
            return
        self.out.pieces.append(piece)

    def add_text(self, index: int, run: Run) -> None:
        cues = self.region.cues[run.node]
        if index in self.marks.captions:
            self.add_caption(run)
            return
        if len(self.title) <= len(run.text) < 2 * len(self.title) + 4 and fold(run.text) == self.title:
            return
        node = self.scan.nodes[run.node]
        size = len(run.text)
        piece = Piece(
            "paragraph",
            run.text,
            node.element,
            align=align_of(node.element) if size < _ALIGNED else None,
            bold=run.bold > 0.9 * size,
            italic=run.italic > 0.9 * size,
        )
        if cues & HEADING:
            piece.type = "heading"
        elif (cues & TABLE and self.add_row(piece, run)) or (cues & LIST and self.add_item(piece, run)):
            return
        elif cues & BLOCKQUOTE:
            piece.type = "quote"
        elif run.breaks == 1 and self.joins(run):
            self.go_on(f" {run.text}")
            return
        self.out.pieces.append(piece)
        self.last_node = run.node
        if len(self.opening) < _SOON and not (size < _ALIGNED and video_credit(run.text)):
            self.opening.append((piece, index))

    def joins(self, run: Run) -> bool:
        """Whether the text after a single line break goes on with the sentence before it."""
        if not self.out.pieces or self.last_node != run.node:
            return False
        last = self.out.pieces[-1]
        end = self.growing[-1] if self.grown is last else last.text
        return last.type == "paragraph" and not end.endswith(_ENDS) and not last.bold and run.bold < len(run.text)

    def go_on(self, text: str) -> None:
        """Add to the text of the last piece, which may have thousands of lines: they are put together once."""
        last = self.out.pieces[-1]
        if self.grown is not last:
            self.settle_text()
            self.grown, self.growing = last, [last.text]
        self.growing.append(text)

    def settle_text(self) -> None:
        """Put the text of the piece together that went on last."""
        if self.grown is not None:
            self.grown.text = "".join(self.growing)

    def add_item(self, piece: Piece, run: Run) -> bool:
        holder = _around(self.scan, run.node, ("ul", "ol", "dl"))
        if holder < 0 or weight(piece.text) > 1500:
            return False
        return self.add_line(piece, "list", holder)

    def add_row(self, piece: Piece, run: Run) -> bool:
        cell = self.tables.cell_of(run.node)
        if cell is None or weight(piece.text) > _CELL:
            return False
        going_on = self.goes_on("table", cell.table)
        piece.text = joint(self.cell if going_on else None, cell) + piece.text
        self.cell = cell
        return self.add_line(piece, "table", cell.table, "")

    def goes_on(self, kind: BlockType, holder: int) -> bool:
        """Whether the last piece is of the same list or table."""
        return self.group == (kind, holder) and bool(self.out.pieces) and self.out.pieces[-1].type == kind

    def add_line(self, piece: Piece, kind: BlockType, holder: int, between: str = "\n") -> bool:
        if self.goes_on(kind, holder):
            self.go_on(between + piece.text)
            return True
        self.group = (kind, holder)
        piece.type = kind
        piece.element = self.scan.nodes[holder].element
        self.out.pieces.append(piece)
        return True

    def add_caption(self, run: Run) -> None:
        """Note a text of a picture or video for the media piece that it stands by."""
        cues = self.region.cues[run.node]
        figure = _around(self.scan, run.node, ("figure",))
        pieces = self.out.pieces
        place = next(
            (i for i in range(len(pieces) - 1, max(len(pieces) - _NEAR, 0) - 1, -1) if pieces[i].type in _MEDIA), -1
        )
        if place >= 0 and figure >= 0 and not self.is_of(pieces[place], figure):
            place = -1
        if place < 0:
            label = len(run.text) < _LABEL and (is_clock(run.text) or not has_sentence(run.text))
            apart = figure < 0 and (run.anchors or label)  # named for its size of type: a date, small print
            if not cues & (CAPTION | FIGURE) or cues & (CREDIT | META | BLOCKQUOTE) or apart:
                return
            # A picture whose URL the page keeps to its scripts still has its caption.
            pieces.append(Piece("image", "", self.scan.nodes[run.node].element))
            place = len(pieces) - 1
            self.media_figure[id(pieces[place])] = figure
        text = FigureText(run.text, cues, self.scan.nodes[run.node].cues)
        self.captions.setdefault(id(pieces[place]), (pieces[place], []))[1].append(text)

    def is_of(self, piece: Piece, figure: int) -> bool:
        """Whether the texts of a `figure` are those of a media piece: it stands in it, or right before one without media."""
        own = self.media_figure.get(id(piece))
        if own == figure:
            return True
        node = self.scan.nodes[figure]
        bare = all(run.kind == "text" for run in self.scan.runs[node.first : node.last])
        return own == -1 and bare and piece is self.out.pieces[-1] and id(piece) not in self.captions

    def settle_captions(self) -> None:
        """Give every media piece its caption, and every picture its credit."""
        for piece, texts in self.captions.values():
            caption, credit = choose_caption(texts, self.region.site, fold(piece.element.get("alt") or ""))
            piece.text = caption or ""
            if piece.type == "image" and piece.media is not None:
                image = self.out.images[piece.media]
                self.out.images[piece.media] = replace(image, caption=caption, credit=credit)
            elif piece.media is not None:
                video = self.out.videos[piece.media]
                self.out.videos[piece.media] = replace(
                    video, caption=caption, credit=video_credit(credit or "") or credit
                )
        pieces = [piece for piece in self.out.pieces if piece.text or piece.media is not None]
        self.out.pieces = [piece for at, piece in enumerate(pieces) if not _repeats_caption(pieces, at)]

    def is_named_lead(self, index: int) -> bool:
        """Whether the element of a run is named as the lead's, or one around it that holds next to nothing else."""
        nodes, cues = self.scan.nodes, self.region.cues
        own = node = self.scan.runs[index].node
        while node >= 0 and nodes[node].last - nodes[node].first <= _LEAD_RUNS:
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
            places = [self.out.pieces.index(piece) for piece, _ in self.opening[:2]]
            self.out.pieces.insert(places[1], self.out.pieces.pop(places[0]))
        first, index = self.opening[0]
        node = self.scan.nodes[self.scan.runs[index].node]
        others = [piece for piece, _ in self.opening[1:]]
        described = self.region.told.describes(first.text)
        bold = [_is_bold_text(piece) for piece in others]
        apart = (
            self.is_named_lead(index)
            or index < self.scan.nodes[self.region.root].first
            or (first.bold and len(first.text) > _LEAD and not (all(bold) if described and bold else any(bold)))
            or (described and (node.parent not in self.marks.streams or _is_set_apart(first, others)))
        )
        if first.type == "quote" or not apart:
            return
        first.type = "lead"
        key = fold(first.text.rstrip(".…"))
        for piece in others:
            other = fold(piece.text.rstrip(".…"))
            if len(other) > _LEAD and (other.startswith(key) or key.startswith(other)):
                first.text = max(first.text, piece.text, key=len)
                self.out.pieces = [kept for kept in self.out.pieces if kept is not piece]
                break


_STRONG = re.compile(r"bold|strong|fw-?[6-9]|head|lead", re.I)
"""Classes that set a text apart in a style sheet ("font-bold", "fw700", "pHead", "alead")."""


def _is_set_apart(first: Piece, others: Iterable[Piece]) -> bool:
    """Whether the first text is set as a heading, in italics, or in bold by its class, as no other is."""
    others = [piece for piece in others if len(piece.text) > _LEAD]
    if first.italic and not any(piece.italic for piece in others):
        return True
    form = (first.element.tag, first.element.get("class"))
    strong = first.type == "heading" or _STRONG.search(form[1] or "")
    return bool(strong) and all((piece.element.tag, piece.element.get("class")) != form for piece in others)


def _is_bold_text(piece: Piece) -> bool:
    """Whether a piece is bold and no sub-heading or byline."""
    ends = piece.text.endswith(_ENDS) and not piece.text.endswith(")")
    return piece.bold and (len(piece.text) > _HEADING or ends)


def _around(scan: Scan, node: int, tags: tuple[str, ...]) -> int:
    while node >= 0 and scan.nodes[node].tag not in tags:
        node = scan.nodes[node].parent
    return node


def _repeats_caption(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a paragraph says nothing but the caption of the picture or player right before it.

    The first paragraph stays, also under a standfirst: systems take it for the caption of the picture above.
    """
    piece = pieces[at]
    if piece.type != "paragraph" or not at or pieces[at - 1].media is None:
        return False
    if sum(before.type in TEXT_BLOCKS for before in pieces[:at]) < _OPENING:
        return False
    caption = fold(pieces[at - 1].text)
    return caption != "" and fold(piece.text) == caption
