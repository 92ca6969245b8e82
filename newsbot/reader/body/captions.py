"""Captions: the texts that belong to a picture or video, by structure, name and typography."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from newsbot.normalize.byline import is_agency, looks_like_names
from newsbot.normalize.captions import credit_in, is_credit, split_credit, without_credit
from newsbot.normalize.credits import photo_credit
from newsbot.normalize.video import video_credit
from newsbot.reader.body.alignment import align_of
from newsbot.reader.body.draft_block import EMPHASIS_MIN_SHARE
from newsbot.reader.body.text_style import TextStyle
from newsbot.reader.page.text_measures import fold, has_sentence, letters, weight
from newsbot.reader.region.main_content import Region
from newsbot.reader.scan.boilerplate_phrases import is_message, is_notice
from newsbot.reader.scan.class_cues import (
    BAD,
    BLOCKQUOTE,
    CAPTION,
    CREDIT,
    FIGURE,
    HEADING,
    HIDDEN,
    LEAD,
    LIST,
    META,
    OUTSIDE,
    PLAYER,
)
from newsbot.reader.scan.walk import Run, Scan

FIGURE_MAX_CHARS = 900
"""Characters of text in a `figure` at most: a larger one frames a part of the article."""
BESIDE_MAX_CHARS = 260
"""Characters that an unnamed element around a picture holds at most when its text is the caption. Halved, 5 of 225 pages
change; doubled, 3."""
FIGURE_MAX_TEXTS = 3
"""Texts of one picture at most: caption, credit, counter. Halved, 8 of 225 pages change."""
CAPTION_MAX_CHARS = 300
"""Characters of a caption in a paragraph of its own at most."""
CENTRED_NEAR_RUNS = 8
"""Runs before and after a centred text among which a centred paragraph is looked for."""
PARAGRAPH_MIN_SCORE = 60
"""Score of a run, more than, that reads like the first paragraph."""
CAPTION_MAX_WEIGHT = 150
"""Weight of a caption, less than, that only its name tells from a paragraph."""
RARE_NAME_MAX_SHARE = 0.1
"""Share of the text under a name, less than, that is no name of paragraphs."""
CAPTION_NAME_MAX_SHARE = 0.25
"""Share of the text that stands under the name of captions at most."""
_SEPARATORS = " -–—|/•·"
"""Signs that part a caption from the credit after it."""
LABEL_MAX_CHARS = 40
"""Characters of a label that ends in a colon, less than."""
CREDIT_MAX_CHARS = 60
"""Characters of a credit beside a caption, less than: two names and two agencies. Halved, 4 of 225 pages change."""
PORTRAIT_MAX_PX = 100
"""Width and height in pixels of a portrait at most; pictures with captions are shown larger. Doubled, 2 of 225 pages change."""
SITE_NAME_MIN_LETTERS = 4
"""Letters of a site name that is looked for in credits, more than; shorter ones are in other words."""
CAPTION_MIN_CHARS = 12
"""Characters of a caption, more than; a shorter text is a button or counter. Halved, 4 of 225 pages change; doubled, 15."""
LINKED_MAX_SHARE = 0.5
"""Share of a caption inside links at most; with more it is a teaser."""
LINK_MIN_SHARE = 0.9
"""Share of a text named for captions inside links from which it is a link."""
ITALIC_MAX_SHARE = 0.3
"""Share of the text in italics, less than, with which italics tell a caption from a paragraph."""
_SPACE_BEFORE = re.compile(r"\s+([,.;:!?)\]])")
_PARTS = re.compile(r"\s*(?:/|,|\||\bvia\b)\s*")
_TIME = re.compile(r"\b\d{1,2}[:.]\d{2}\b")


@dataclass(frozen=True, slots=True)
class FigureText:
    """A text of a picture or video."""

    text: str
    cues: int
    """What it inherits from the elements around it."""
    own: int = 0
    """What its own element says."""


def choose_caption(texts: Sequence[FigureText], site: str = "", alt: str = "") -> tuple[str | None, str | None]:
    """Caption and credit out of the texts of one figure.

    `site` is what the hosts of the site share, `alt` the alternative text of the picture, folded: where a text is the same,
    the others are credits, counters and buttons.
    """
    kept: dict[str, int] = {}
    credit: str | None = None
    longest = max(len(one.text) for one in texts)
    unmarked = any(not one.cues & (CREDIT | META) for one in texts)
    whole = next((one for one in texts if fold(one.text) == alt), None) if len(alt) > CAPTION_MIN_CHARS else None
    for place, one in enumerate(texts):
        text = one.text
        if text.endswith(":") and len(text) < LABEL_MAX_CHARS:
            continue
        marked = one.cues & (CREDIT | META) and len(text) < CREDIT_MAX_CHARS and (unmarked or len(text) < longest)
        named = len(text) < CREDIT_MAX_CHARS and (
            (len(text) < longest and any(map(is_agency, _PARTS.split(text))))
            or (len(text) < longest and "/" in text and place and not has_sentence(text))
            or _is_signed(one, site, alone=len(texts) == 1)
        )
        if marked or named or is_credit(text):
            credit = credit or text
        elif whole is None or whole is one:
            kept.setdefault(text, one.cues)
    named_so = [text for text, cues in kept.items() if cues & CAPTION]  # what else a figure holds are its buttons
    printed = _SPACE_BEFORE.sub(r"\1", " ".join(named_so or kept)).rstrip(_SEPARATORS)
    caption, set_apart = split_credit(printed)
    return caption or None, set_apart or credit or photo_credit(caption) or credit_in(caption)


def _is_signed(one: FigureText, site: str, *, alone: bool) -> bool:
    """Whether a text is nothing but names, and its element is named for credits or the site is among them."""
    if has_sentence(one.text) or not all(map(looks_like_names, _PARTS.split(one.text.strip("() ")))):
        return False
    key = letters(one.text)
    return bool(one.own & CREDIT) or (
        len(site) > SITE_NAME_MIN_LETTERS and (key == site or (site in key and not alone))
    )


def is_clock(text: str) -> bool:
    """Whether a short text has a time of day, as the date lines above articles do."""
    return len(text) < CREDIT_MAX_CHARS and _TIME.search(text) is not None


def is_portrait(run: Run) -> bool:
    """Whether a picture is shown so small that it is the portrait beside a byline or a quotation: it has no caption."""
    sizes = (
        [(run.element.get(name) or "").removesuffix("px") for name in ("width", "height")]
        if run.element is not None
        else []
    )
    return bool(sizes) and all(size.isdigit() and int(size) <= PORTRAIT_MAX_PX for size in sizes)


class Figures:
    """The pictures and videos of an article and the texts that belong to them, by index of their runs."""

    def __init__(self, scan: Scan, region: Region, boxes: set[int], style: TextStyle) -> None:
        self.scan = scan
        self.region = region
        self.boxes = boxes
        self.style = style
        self.texts = [
            index
            for index, run in enumerate(scan.runs)
            if run.kind == "text" and not region.cues[run.node] & OUTSIDE & ~PLAYER
        ]
        after = range(region.text, len(scan.runs))
        self.begun = next((index for index in after if region.scores[index] > PARAGRAPH_MIN_SCORE), len(scan.runs))
        self.named: dict[str, bool] = {}

    def captions(self) -> set[int]:
        """The captions."""
        found: set[int] = set()
        for index in range(self.region.first, self.region.last):
            run = self.scan.runs[index]
            cues = self.region.cues[run.node]
            if run.kind == "text":
                allowed = PLAYER | BAD if cues & FIGURE else PLAYER
                own = run.linked < LINK_MIN_SHARE * len(run.text) or (cues & FIGURE and run.node not in self.boxes)
                named = cues & CAPTION and not cues & OUTSIDE & ~allowed and own
                if named and not is_message(run.text):
                    found.add(index)
                continue
            if cues & OUTSIDE & ~PLAYER or run.node in self.boxes or is_portrait(run):
                continue
            found.update(self.captions_of(index, self.region.last))
        return found

    def closing(self) -> tuple[set[int], set[int], int]:
        """Find the pictures with captions that follow the last paragraph.

        Returns them with the players and their credits between them, the captions, and where all that ends.
        """
        scan, region = self.scan, self.region
        pictures: set[int] = set()
        between: set[int] = set()
        captions: set[int] = set()
        end = index = region.last
        while index > region.text and scan.runs[index - 1].kind == "image":
            index -= 1
        limit = min(scan.nodes[region.root].last, len(scan.runs))
        while index < limit:
            run = scan.runs[index]
            outside = region.cues[run.node] & OUTSIDE & ~PLAYER or run.node in self.boxes
            if run.kind == "image" and not outside:
                own = self.captions_of(index, limit)
                pictures |= {index, *between}
                between.clear()
                captions.update(own)
                index = max([index, *own])
                if not own and index >= region.last:
                    break
                end = max(end, index + 1)
            elif not outside and (run.kind != "text" or video_credit(run.text)):
                between.add(index)
            elif not outside and not is_message(run.text):
                break
            index += 1
        return pictures, captions, end

    def captions_of(self, index: int, limit: int) -> list[int]:
        """The captions of one picture, before the run `limit`."""
        picture = self.scan.runs[index]
        holder = self.holder(picture.node)
        alt = fold(picture.element.get("alt") or "") if picture.element is not None else ""
        if holder < 0:
            return self.after(index + 1, limit, alt)
        own = [text for text in self.texts_in(holder) if self.is_caption_beside(text, alt)]
        return own or self.after(self.scan.nodes[holder].last, limit, alt)

    def texts_in(self, node: int) -> Iterator[int]:
        """The texts in an element."""
        last = self.scan.nodes[node].last
        for place in range(bisect_left(self.texts, self.scan.nodes[node].first), len(self.texts)):
            if self.texts[place] >= last:
                return
            yield self.texts[place]

    def after(self, index: int, limit: int, alt: str) -> list[int]:
        """The text right after a picture when it is its caption.

        It is when the `alt` says the same, or when it is short and set otherwise than the paragraphs: centred, in italics, small.
        """
        scan, region = self.scan, self.region
        while index < limit and is_message(scan.runs[index].text):
            index += 1
        if index >= limit:
            return []
        run = scan.runs[index]
        size = len(run.text)
        if run.kind == "text" and self.says(run, alt):
            return [index]
        if (
            run.kind != "text"
            or not CAPTION_MIN_CHARS < size <= CAPTION_MAX_CHARS
            or region.cues[run.node] & (OUTSIDE | HEADING | LIST | BLOCKQUOTE)
        ):
            return []
        if run.linked > LINKED_MAX_SHARE * size or region.hints.describes(run.text) or is_notice(run.text, apart=True):
            return []
        node = scan.nodes[run.node]
        begun = self.begun < index  # before the first paragraph, another type marks the standfirst
        italic = begun and run.italic > EMPHASIS_MIN_SHARE * size and self.style.italic < ITALIC_MAX_SHARE
        own_name = begun and node.tag == "p" and bool(node.names) and self.is_name_of_captions(node.names)
        named = own_name or bool(node.cues & (CAPTION | CREDIT))
        centred = align_of(node.element) == "center" and (
            not self.is_centred(index) or self.all_centred_follow_pictures
        )
        small = node.element.find(".//small") is not None
        return [index] if italic or named or centred or small else []

    def is_name_of_captions(self, names: str) -> bool:
        """Whether hardly any text has this name, or several short texts that all stand right after a picture."""
        if names not in self.named:
            share = self.style.names.get(names, 0.0)
            self.named[names] = share < RARE_NAME_MAX_SHARE or (
                share <= CAPTION_NAME_MAX_SHARE and self.all_follow_pictures(names)
            )
        return self.named[names]

    def all_follow_pictures(self, names: str) -> bool:
        """Whether several texts have a name, all of them short and right after a picture."""
        scan = self.scan
        named = [
            index
            for index in range(self.region.text + 1, self.region.last)
            if scan.runs[index].kind == "text" and scan.nodes[scan.runs[index].node].names == names
        ]
        return len(named) > 1 and all(
            scan.runs[index - 1].kind != "text" and weight(scan.runs[index].text) < CAPTION_MAX_WEIGHT
            for index in named
        )

    @cached_property
    def all_centred_follow_pictures(self) -> bool:
        """Whether several texts are centred, all of them short and right after a picture: a gallery with captions."""
        scan = self.scan
        texts = (i for i in range(self.region.text + 1, self.region.last) if scan.runs[i].kind == "text")
        centred = [i for i in texts if align_of(scan.nodes[scan.runs[i].node].element) == "center"]
        return len(centred) > 1 and all(
            scan.runs[i - 1].kind != "text" and len(scan.runs[i].text) <= CAPTION_MAX_CHARS for i in centred
        )

    def is_centred(self, index: int) -> bool:
        """Whether the longest text around is centred too, so that it says nothing."""
        start, end = max(self.region.text, index - CENTRED_NEAR_RUNS), min(index + CENTRED_NEAR_RUNS, self.region.last)
        runs = self.scan.runs
        around = [run for i, run in enumerate(runs[start:end], start) if run.kind == "text" and i != index]
        longest = max(around, key=lambda run: len(run.text), default=None)
        return longest is not None and align_of(self.scan.nodes[longest.node].element) == "center"

    def says(self, run: Run, alt: str) -> bool:
        """Whether a text, without its credit, is the `alt` of a picture, begins or ends it.

        Systems that ask for one text print it as caption and write it into `alt`, some with the headline or their name.
        The headline itself and other articles say so too: neither is a caption. One that a button shows is hidden till then.
        """
        cues = self.region.cues[run.node]
        if (
            not alt
            or len(run.text) > CAPTION_MAX_CHARS
            or cues & (OUTSIDE & ~HIDDEN | HEADING)
            or run.linked > LINKED_MAX_SHARE * len(run.text)
        ):
            return False
        key = fold(run.text)
        if key[:CAPTION_MIN_CHARS] not in alt:
            return False
        if key != alt:
            key = fold(without_credit(run.text))
        same = key == alt or (len(key) > CAPTION_MIN_CHARS and (alt.startswith(key) or alt.endswith(key)))
        hints = self.region.hints
        return same and bool(key) and key not in map(fold, hints.titles) and not hints.describes(run.text)

    def is_caption_beside(self, index: int, alt: str) -> bool:
        """Whether a text beside a picture can be its caption."""
        run = self.scan.runs[index]
        cues = self.region.cues[run.node]
        if self.says(run, alt):
            return True
        if len(run.text) <= CAPTION_MIN_CHARS or run.linked >= LINKED_MAX_SHARE * len(run.text):
            return False
        if is_message(run.text) or is_notice(run.text, apart=True):
            return False
        named = cues & (CAPTION | FIGURE)
        return bool(named) or not (cues & META or is_clock(run.text))

    def holder(self, node: int) -> int:
        """The largest element around a picture that holds nothing but it and a few words; -1 when there is none."""
        best = -1
        while node > 0 and self.is_holder(node):
            best, node = node, self.scan.nodes[node].parent
        return best

    def is_holder(self, node: int) -> bool:
        """Whether an element holds nothing but pictures and a few words."""
        nodes, region = self.scan.nodes, self.region
        here, root = nodes[node], nodes[region.root]
        if here.first <= root.first < root.last <= here.last:
            return False
        captioned = False
        named = plain = 0
        for texts, index in enumerate(self.texts_in(node), 1):
            run = self.scan.runs[index]
            cues = region.cues[run.node]
            if cues & BLOCKQUOTE or (cues & (HEADING | LIST) and not cues & (CAPTION | FIGURE)):
                return False
            if here.cues & FIGURE or (cues | nodes[run.node].cues & LEAD) & (CAPTION | CREDIT | META | LEAD):
                named += len(run.text)
            else:
                plain += len(run.text)
            captioned = captioned or bool(cues & CAPTION)
            if (
                plain > BESIDE_MAX_CHARS
                or named > FIGURE_MAX_CHARS
                or texts > FIGURE_MAX_TEXTS
                or (plain and captioned)
            ):
                return False
        return here.tag != "blockquote" and not (region.title is not None and here.first <= region.title < here.last)
