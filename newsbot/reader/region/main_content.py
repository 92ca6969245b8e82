"""Main content detection: which part of the page is the article.

Every run of text gets a score: what reads like running text counts for its length, what reads like navigation counts against it.
The article is the element whose runs add up highest (the maximum subtree sum, after Pasternack and Roth, "Extracting article text
from the web with maximum subsequence segmentation", 2009), so that neither paragraphs as `<div>`s nor a text split over many
containers matter. Names in class and id, the headline and the text in the structured data shift the scores.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

from newsbot.reader.page.text_measures import site_of_host
from newsbot.reader.region import boundaries
from newsbot.reader.region.headline import find_headline
from newsbot.reader.region.metadata_hints import MetadataHints
from newsbot.reader.region.scoring import inherit_cues, score_runs, sum_by_node
from newsbot.reader.scan.walk import Scan

BEFORE_TITLE_MAX_SHARE = 0.6
"""Share of the text before the headline, less than, that is left out; with more the headline stands inside the text. Doubled, 1
of 225 pages change."""
GALLERY_MAX_SCORE = 300
"""Score of the text of a page, less than, that may be all pictures or a video."""
HEADER_MAX_RUNS = 200
"""Runs between the headline and the text, less than; a headline farther away is of another article. Halved, 2 of 225 pages
change."""


@dataclass(frozen=True, slots=True)
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
    scores: list[float]
    """By run."""
    node_scores: list[float]
    """By node: scores of the runs below it."""
    site: str
    """What the hosts of the site share."""
    hints: MetadataHints
    """What the metadata say."""


def find_region(scan: Scan, hints: MetadataHints, body: HtmlElement | None = None) -> Region | None:
    """Find the article; None when the page has no text that reads like one.

    `body` is the element that a known layout names.
    """
    if not scan.nodes:
        return None
    title = find_headline(scan, hints.titles)
    cues = inherit_cues(scan, title)
    site = site_of_host(hints.host)
    scores = score_runs(scan, cues, title, site, hints.body)
    node_scores = sum_by_node(scan, scores)
    best = max(range(len(node_scores)), key=node_scores.__getitem__)
    if node_scores[best] <= 0:
        return None
    named = boundaries.named_element(scan, body, node_scores, best)
    container = named if named >= 0 else _container(scan, scores, node_scores, best, title)
    root = container
    if named < 0 and node_scores[container] < GALLERY_MAX_SCORE:
        root = boundaries.with_figures(scan, cues, container, title)
    node = scan.nodes[root]
    text = _first_of_text(scan, scores, node_scores[root], root, title)
    if node.first < scan.nodes[container].first:  # between the headline and the few lines stand dates
        text = _first_picture(scan, text, scan.nodes[container].first)
    last = boundaries.next_article(scan, node_scores, root, title)
    end = boundaries.end_of_text(scores, node.first, last)
    end = boundaries.last_paragraph(scan, cues, scores, range(node.first, end), last)
    if named >= 0:
        end = boundaries.last_line(scores, end, last)
    first = boundaries.first_figure(scan, cues, text)
    return Region(root, first, text, end, title, cues, scores, node_scores, site, hints)


def _container(scan: Scan, scores: list[float], node_scores: list[float], best: int, title: int | None) -> int:
    """The smallest element that holds the whole text, from the one that scores best."""
    article = boundaries.own_article(scan, node_scores, best, title)
    return boundaries.whole(scan, scores, boundaries.narrowed(scan, node_scores, article))


def _first_of_text(scan: Scan, scores: list[float], total: float, root: int, title: int | None) -> int:
    """The first run of the text in a root: the one after the headline, unless much of the text stands before it."""
    node = scan.nodes[root]
    if title is None or title >= node.last or node.first - title >= HEADER_MAX_RUNS:
        return node.first
    before = sum(scores[node.first : title])
    return title + 1 if before < BEFORE_TITLE_MAX_SHARE * total else node.first


def _first_picture(scan: Scan, first: int, text: int) -> int:
    """The first picture or player before a text; where there is none, the text."""
    return next((index for index in range(first, text) if scan.runs[index].kind != "text"), max(first, text))
