"""Boxes inside and around an article that mostly link to other articles: lists of links, teasers."""

from __future__ import annotations

import re

from newsbot.reader.body.text_style import TextStyle
from newsbot.reader.page.text_measures import is_elsewhere, weight
from newsbot.reader.region.main_content import Region
from newsbot.reader.scan.class_cues import FIGURE, LIST, OUTSIDE
from newsbot.reader.scan.link_lines import is_link
from newsbot.reader.scan.walk import Run, Scan

_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:$|\?)", re.I)
_NO_BOX = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "td", "tbody"))
EXCERPT_MAX_WEIGHT = 420
"""Weight of unlinked text in one run of a box at most; excerpts are cut, paragraphs are not."""
TEASER_MAX_CHARS = 700
"""Characters of unlinked text in a single teaser at most."""
PARAGRAPH_MIN_WEIGHT = 100
"""Weight of a paragraph, more than."""
TEXT_MIN_PARAGRAPHS = 2
"""Paragraphs more than links from which a box is a text."""
OFFER_MAX_RUNS = 10
"""Lines and pictures of an offer at most."""
_PRICE = re.compile(
    r"(?:(?:giá|price|preis|prix|precio)[^:\d]{0,20}:?\s*)?"
    r"(?:(?:[$€£¥₫]|us\$|usd|eur|vnd)\s?\d[\d.,]*|\d[\d.,]*\s?(?:[$€£¥₫]|đ|đồng|vnđ|vnd|usd|euro?))",
    re.I,
)
OWN_NAME_MIN_SHARE = 0.3
"""Share of the article's text under a name, more than, with which an element of that name is no box."""
SHORT_TEXT_MAX_WEIGHT = 200
"""Weight of each text, less than, in a teaser whose link is the smaller part."""
LINKED_MIN_SHARE = 0.5
"""Share of the text in links, more than, that makes a box of links."""
TEASER_LINKED_MIN_SHARE = 0.15
"""Share of the text in links, more than, of a teaser: a headline above its excerpt."""
LIST_MIN_LINKS = 3
"""Links of a list of headlines at least, whatever else it holds."""
LINES_PER_LINK_MAX = 2.5
"""Lines without a link for each link of such a list at most: a date, a section, now and then an excerpt."""
LINK_MIN_CHARS = 20
"""Characters of its links on average, more than; tags and buttons are shorter."""


def link_boxes(scan: Scan, region: Region, style: TextStyle) -> set[int]:
    """Indexes of the nodes in such boxes, within the region's root."""
    nodes = scan.nodes
    root = nodes[region.root]
    boxes: set[int] = set()
    index = region.root + 1
    while index < root.end:
        node = nodes[index]
        holds_title = region.title is not None and node.first <= region.title < node.last
        own = (
            node.tag in _NO_BOX
            or holds_title
            or region.cues[index] & FIGURE
            or style.names.get(node.names, 0.0) > OWN_NAME_MIN_SHARE
        )
        if own or not (is_link_box(scan, region, index) or is_offer(scan, index)):
            index += 1
        else:
            boxes.update(range(index, node.end))
            index = node.end
    return boxes


def shows_picture(run: Run, cues: int) -> bool:
    """Whether the link around a text opens no page but a picture, large: its URL is one, it has none or stays here."""
    href = run.link.get("href") if run.link is not None else None
    return not href or _PICTURE.search(href) is not None or (href.startswith("#") and not cues & LIST)


def is_link_box(scan: Scan, region: Region, index: int) -> bool:
    """Whether an element holds links to other articles and little else."""
    node = scan.nodes[index]
    size = linked = longest = links = plain = texts = 0
    for run in scan.runs[node.first : node.last]:
        if run.kind != "text":
            continue
        size += len(run.text)
        if is_link(run) and not shows_picture(run, region.cues[run.node]):
            if not is_elsewhere(run.link, region.site):
                linked += run.linked
                links += 1
                texts -= not region.cues[run.node] & OUTSIDE
        else:
            plain += 1
            texts += weight(run.text) > PARAGRAPH_MIN_WEIGHT and not region.cues[run.node] & OUTSIDE
            longest = max(longest, weight(run.text) - run.linked)
            if longest > EXCERPT_MAX_WEIGHT:
                return False
    if not links or texts >= TEXT_MIN_PARAGRAPHS:
        return False
    if size - linked <= TEASER_MAX_CHARS and (
        linked > LINKED_MIN_SHARE * size
        or (linked > TEASER_LINKED_MIN_SHARE * size and longest < SHORT_TEXT_MAX_WEIGHT and plain)
    ):
        return True
    return links >= LIST_MIN_LINKS and plain <= LINES_PER_LINK_MAX * links and linked > LINK_MIN_CHARS * links


def is_offer(scan: Scan, index: int) -> bool:
    """Whether an element shows a thing for sale: a picture, a few short lines, one of them a price."""
    node = scan.nodes[index]
    if node.last - node.first > OFFER_MAX_RUNS:
        return False
    runs = scan.runs[node.first : node.last]
    texts = [run.text for run in runs if run.kind == "text"]
    return (
        len(texts) > 1
        and len(texts) < len(runs)
        and all(len(text) < PARAGRAPH_MIN_WEIGHT for text in texts)
        and any(_PRICE.fullmatch(text) for text in texts)
    )
