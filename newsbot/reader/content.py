"""Which part of the page is the article.

Every run of text gets a value: what reads like running text counts for its length, what reads like navigation counts against it.
The article is the element whose runs add up highest (the maximum subtree sum, after Pasternack and Roth, "Extracting article text
from the web with maximum subsequence segmentation", 2009), so that neither paragraphs as `<div>`s nor a text split over many
containers matter. Names in class and id, the headline and the text in the structured data shift the values.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

from newsbot.reader import extent
from newsbot.reader.headline import find_headline
from newsbot.reader.measure import site_of_host
from newsbot.reader.scan import Scan
from newsbot.reader.told import Told
from newsbot.reader.worth import inherit_cues, sums_of, values_of

_BEFORE = 0.6
"""Share of the text before the headline from which the headline stands inside the text."""
_FEW_LINES = 300
"""Value of the text of a page that may be all pictures or a video, at most."""
_HEADER = 200
"""Runs between the headline and the text at most."""


@dataclass(slots=True)
class Region:
    """The article within the scan."""

    root: int
    """Index of the node that holds the text."""
    first: int
    """Index of its first run; pictures before the headline may come before the text."""
    text: int
    """Index of the first run after the headline, or of the first run of the root."""
    last: int
    """Index after the last run of the root."""
    title: int | None
    """Index of the run that is the headline; None when the page shows none."""
    cues: list[int]
    """By node: its cues and those it inherits."""
    values: list[float]
    """By run."""
    sums: list[float]
    """By node: values of the runs below it."""
    site: str
    """What the hosts of the site share."""
    told: Told
    """What the metadata say."""


def find_region(scan: Scan, told: Told, body: HtmlElement | None = None) -> Region | None:
    """Find the article; None when the page has no text that reads like one.

    `body` is the element that a known layout names.
    """
    if not scan.nodes:
        return None
    title = find_headline(scan, told.titles)
    cues = inherit_cues(scan, title)
    site = site_of_host(told.host)
    values = values_of(scan, cues, title, site, told.body)
    sums = sums_of(scan, values)
    best = max(range(len(sums)), key=sums.__getitem__)
    if sums[best] <= 0:
        return None
    root = extent.named_element(scan, body, sums, best)
    is_named = root >= 0
    if not is_named:
        root = extent.narrowed(scan, sums, extent.own_article(scan, sums, best, title))
        root = extent.whole(scan, values, root)
    text = scan.nodes[root].first
    if not is_named and sums[root] < _FEW_LINES:
        root = extent.with_figures(scan, cues, root, title)
    node = scan.nodes[root]
    first = node.first
    if title is not None and title < node.last and node.first - title < _HEADER:
        before = sum(values[first:title])
        first = title + 1 if before < _BEFORE * sums[root] else first
    if node.first < text:  # between the headline and the few lines stand dates
        first = next((index for index in range(first, text) if scan.runs[index].kind != "text"), max(first, text))
    start = extent.first_figure(scan, cues, first)
    last = extent.next_article(scan, sums, root, title)
    end = extent.end_of_text(values, node.first, last)
    end = extent.last_paragraph(scan, cues, values, node.first, end, last)
    if is_named:
        end = extent.last_line(values, end, last)
    return Region(root, start, first, end, title, cues, values, sums, site, told)
