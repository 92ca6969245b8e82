"""Boilerplate removal inside the region: which of its runs belong to the article.

The rules are about form, not about sites: boxes of links, labels that repeat, text that is set differently from the paragraphs
around it, notices to the reader ("follow us"), what stands before the first and after the last paragraph.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from newsbot.normalize.video import video_credit
from newsbot.reader.body.captions import Figures
from newsbot.reader.body.link_boxes import link_boxes
from newsbot.reader.body.pull_quotes import pull_quotes
from newsbot.reader.body.text_style import TextStyle, measure_style
from newsbot.reader.page.text_measures import ends_sentence, fold, has_sentence, is_elsewhere, weight
from newsbot.reader.region.boundaries import is_sentence
from newsbot.reader.region.main_content import Region
from newsbot.reader.scan.boilerplate_phrases import ends_in_notice, is_message, is_notice, is_related_heading
from newsbot.reader.scan.class_cues import (
    BAD,
    BLOCKQUOTE,
    FIGURE,
    HEADING,
    LEAD,
    LIST,
    META,
    OUTSIDE,
    PLAYER,
    QUOTE,
    TABLE,
)
from newsbot.reader.scan.link_lines import is_prose, is_url, leads_elsewhere
from newsbot.reader.scan.walk import Run, Scan

LABEL_MAX_CHARS = 60
"""Characters that a label ("Read more", "Key event") has at most. Halved, 3 of 225 pages change; doubled, 2."""
SMALL_PRINT_MAX_CHARS = 250
"""Characters of a byline or date line, less than; a longer text under such a name is a biography or the text itself. Halved, 1
of 225 pages change; doubled, 1."""
FOREIGN_MAX_WEIGHT = 400
"""Weight of a text in another kind of element than the paragraphs, less than, that is left out. Halved, 4 of 225 pages
change."""
DECLARED_MIN_SHARE = 0.8
"""Share of the declared text that is visible, and of the visible that is declared, from which the two are the same text.
Doubled, 3 of 225 pages change."""
TAIL_START_SHARE = 0.85
"""Part of the runs of an article after which a notice ("follow us") is expected."""
COPY_MIN_CHARS = 1500
"""Characters of a run, more than, that may be a copy of the whole text: no paragraph is that long. Halved, 1 of 225 pages
change."""
NOTES_MAX_SHARE = 0.3
"""Share of the text in notes after it, less than."""
COPY_MIN_PARAGRAPHS = 3
"""Paragraphs, more than, that a copy of the whole text has; a long paragraph may quote one."""
LINK_MIN_SHARE = 0.75
"""Share of a run inside links, more than, that makes it a link; dates and bullets stand beside it. Halved, 18 of 225 pages
change; doubled, 26."""
COPIES_MAX = 2
"""Times that a paragraph may stand on a page, once as the article and once for print; more often it is the page's."""
LINKED_ITEM_MAX_CHARS = 30
"""Characters of a linked list item at most that is no headline: a name, a place."""
FOREIGN_TAG_MAX_SHARE = 0.1
"""Share of the text in elements of one tag, less than, with which that tag is none of the paragraphs."""
OPENING_PARAGRAPH_MIN_WEIGHT = 50
"""Weight of a `p` from which it reads like a standfirst; shorter ones are dates and labels."""
OPENING_TEXT_MIN_WEIGHT = 80
"""The same for the text of any other element."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What was decided about the runs of the page, by run index."""

    kept: list[bool]
    """Runs that belong to the article."""
    captions: set[int]
    """Runs that are captions."""
    boxes: set[int]
    """Nodes in boxes of links."""
    streams: frozenset[int]
    """Nodes that hold the paragraphs as children."""
    last: int
    """Index after the last run of the article: after the pictures that follow its last paragraph."""


def mark(scan: Scan, region: Region) -> Marks:
    """Decide for every run of the page whether it belongs to the article."""
    return _Marking(scan, region).mark()


class _Marking:
    """State of the marking: what is known of the region, and what has been decided so far."""

    def __init__(self, scan: Scan, region: Region) -> None:
        self.scan = scan
        self.region = region
        self.style: TextStyle = measure_style(scan, region)
        self.boxes = link_boxes(scan, region, self.style)
        self.figures = Figures(scan, region, self.boxes, self.style)
        self.captions = self.figures.captions()
        self.pulled = pull_quotes(scan, region)
        self.copies = Counter(run.text for run in scan.runs if run.kind == "text")
        self.start = scan.nodes[region.root].first
        self.tail = region.text + TAIL_START_SHARE * (region.last - region.text)
        self.kept = [False] * len(scan.runs)

    def mark(self) -> Marks:
        seen: dict[str, int] = {}
        for index in range(self.region.first, self.region.last):
            run = self.scan.runs[index]
            cues = self.region.cues[run.node]
            if run.kind != "text":
                self.kept[index] = not (cues & OUTSIDE & ~PLAYER or run.node in self.boxes)
            elif index in self.captions:
                self.kept[index] = True
            elif index >= self.region.text and cues & OUTSIDE in (0, BAD) and run.node not in self.boxes:
                declared = index < self.start + 3 and not run.anchors and self.region.hints.describes(run.text)
                if cues & BAD and not declared:
                    continue
                around = self.scan.nodes[run.node].parent
                again = seen.get(run.text, around) != around
                self.kept[index] = not again and (declared or self.belongs(index, run, cues))
                if self.kept[index] and len(run.text) > LABEL_MAX_CHARS and not cues & LIST:
                    seen[run.text] = around
        self.drop_copies()
        self.drop_notes()
        self.trim_end()
        self.trim_start()
        if self.region.hints.body:
            self.compare()
        last = self.add_closing_figures()
        return Marks(self.kept, self.captions, self.boxes, self.style.streams, last)

    def add_closing_figures(self) -> int:
        """Keep the pictures that follow the last paragraph; returns where the article ends after them."""
        pictures, captions, last = self.figures.closing()
        self.captions |= captions
        for index in pictures | captions:
            self.kept[index] = True
        return last

    def belongs(self, index: int, run: Run, cues: int) -> bool:
        size = len(run.text)
        return not (
            (cues & (META | QUOTE) and size < SMALL_PRINT_MAX_CHARS)
            or index in self.pulled
            or self.is_link(run, cues, size)
            or (index < self.start and self.is_header_matter(run, cues))
            or self.is_label(run, cues, size)
            or self.is_foreign(run, cues)
            or (size > LABEL_MAX_CHARS and self.copies[run.text] > COPIES_MAX and not self.in_stream(run))
            or is_message(run.text)
            or self.is_notice(index, run)
        )

    def is_notice(self, index: int, run: Run) -> bool:
        """Whether a run is a notice to the reader, or a few sentences that end in one and are set otherwise than the text."""
        marked = bool(run.anchors or run.bold or run.italic)
        return is_notice(run.text, apart=marked or index > self.tail) or (marked and ends_in_notice(run.text))

    def is_link(self, run: Run, cues: int, size: int) -> bool:
        """Whether a run is a read-also line; not a list item or heading that happens to be linked."""
        if run.linked <= LINK_MIN_SHARE * size:
            return leads_elsewhere(run)
        if is_prose(run) or is_url(run.text):
            return False
        if cues & HEADING:
            return not self.in_stream(run) and not is_elsewhere(run.link, self.region.site)
        return size > LINKED_ITEM_MAX_CHARS or not cues & LIST

    def in_stream(self, run: Run) -> bool:
        """Whether a run stands where the paragraphs stand."""
        return self.scan.nodes[run.node].parent in self.style.streams

    def is_header_matter(self, run: Run, cues: int) -> bool:
        """Whether a run before the text is a date or label; only what reads like a standfirst belongs to it."""
        return not cues & LEAD and weight(run.text) <= self.opening_weight(run)

    def opening_weight(self, run: Run) -> int:
        """Weight from which a text before the first paragraph reads like a standfirst."""
        return OPENING_PARAGRAPH_MIN_WEIGHT if self.scan.nodes[run.node].tag == "p" else OPENING_TEXT_MIN_WEIGHT

    def is_label(self, run: Run, cues: int, size: int) -> bool:
        """Whether a run is a short line that the page repeats."""
        return (
            size < LABEL_MAX_CHARS
            and self.copies[run.text] > 1
            and not cues & (HEADING | TABLE | LIST)
            and not has_sentence(run.text)
            and not self.in_stream(run)
        )

    def is_foreign(self, run: Run, cues: int) -> bool:
        """Whether a run stands in a kind of element that the paragraphs of the article do not."""
        tag = self.scan.nodes[run.node].tag
        if cues & (HEADING | LIST | TABLE | BLOCKQUOTE | FIGURE | LEAD) or tag == "p" or run.node == self.region.root:
            return False
        return self.style.tags.get(tag, 0.0) < FOREIGN_TAG_MAX_SHARE and weight(run.text) < FOREIGN_MAX_WEIGHT

    def texts(self) -> list[int]:
        runs = self.scan.runs
        return [
            index
            for index in range(self.region.first, self.region.last)
            if self.kept[index] and runs[index].kind == "text" and index not in self.captions
        ]

    def drop_copies(self) -> None:
        """Leave out a run that says in one block what others say paragraph by paragraph: a copy for machines or print."""
        runs = self.scan.runs
        texts = self.texts()
        for index in texts:
            text = runs[index].text
            if (
                len(text) > COPY_MIN_CHARS
                and sum(runs[i].text[:LABEL_MAX_CHARS] in text for i in texts if len(runs[i].text) > LABEL_MAX_CHARS)
                > COPY_MIN_PARAGRAPHS
            ):
                self.kept[index] = False

    def drop_notes(self) -> None:
        """Leave out what stands in a box of its own after the links that follow the text: a note about the series, the author."""
        texts = self.texts()
        nodes, runs = self.scan.nodes, self.scan.runs
        kinds = [(nodes[at].tag, nodes[at].names) for at in (nodes[runs[index].node].parent for index in texts)]
        if not texts or not kinds[-1][1]:
            return
        first = kinds.index(kinds[-1])
        if not first or kinds[first:].count(kinds[-1]) < len(kinds) - first:
            return
        notes = texts[first:]
        between = runs[texts[first - 1] + 1 : notes[0]]
        sizes = [len(runs[index].text) for index in texts]
        if any(run.node in self.boxes for run in between) and sum(sizes[first:]) < NOTES_MAX_SHARE * sum(sizes):
            for index in notes:
                self.kept[index] = False

    def trim_end(self) -> None:
        """Take out headings that nothing follows, and headings of boxes that were left out."""
        follows = False
        for index in reversed(self.texts()):
            run = self.scan.runs[index]
            if not self.region.cues[run.node] & HEADING:
                follows = follows or not is_related_heading(run.text)
                self.kept[index] = not is_related_heading(run.text)
            elif is_sentence(run, self.region.cues[run.node]):
                follows = True
            elif not follows or is_related_heading(run.text):
                self.kept[index] = False

    def trim_start(self) -> None:
        """Take out labels before the first paragraph."""
        runs = self.scan.runs
        labels: list[int] = []
        before_lead: list[int] = []
        for index in self.texts():
            run = runs[index]
            cues = self.region.cues[run.node]
            if cues & LEAD or video_credit(run.text):
                before_lead = before_lead or list(labels)
                continue
            if index + 1 < len(runs) and runs[index + 1].breaks == 1 and runs[index + 1].node == run.node:
                break  # the first line of a paragraph
            if (
                weight(run.text) >= self.opening_weight(run)
                or ends_sentence(run.text)
                or cues & (HEADING | LIST | TABLE)
            ):
                break
            labels.append(index)
        else:
            labels = before_lead  # under it nothing but short lines: they are the text
        for index in labels:
            self.kept[index] = False

    def compare(self) -> None:
        """Leave out what the structured data do not have, when they have nearly all of the visible text."""
        body = self.region.hints.body
        texts = self.texts()
        keys = {index: fold(self.scan.runs[index].text) for index in texts}
        declared = {index for index, key in keys.items() if key[:60] in body and key[-40:] in body}
        size = sum(len(keys[index]) for index in declared)
        if not declared or size < DECLARED_MIN_SHARE * max(len(body), sum(map(len, keys.values()))):
            return
        first, last = min(declared), max(declared)
        for index in texts:
            run = self.scan.runs[index]
            cues = self.region.cues[run.node]
            if index < first:
                free = index >= self.start or bool(cues & LEAD) or has_sentence(run.text)
            else:
                free = index < last and bool(cues & (HEADING | LIST | TABLE | BLOCKQUOTE))
            self.kept[index] = index in declared or free
