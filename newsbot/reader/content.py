"""Which part of the page is the article.

Every run of text gets a value: what reads like running text counts for its length, what reads like navigation counts against it.
The article is the element whose runs add up highest (the maximum subtree sum, after Pasternack and Roth, "Extracting article text
from the web with maximum subsequence segmentation", 2009), so that neither paragraphs as `<div>`s nor a text split over many
containers matter. Names in class and id, the headline and the text in the structured data shift the values.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsbot.reader.cues import ASIDE, BAD, CAPTION, COMMENTS, GOOD, HIDDEN, META, PLAYER, QUOTE, RELATED
from newsbot.reader.scan import Run, Scan

OUTSIDE = BAD | ASIDE | RELATED | COMMENTS | HIDDEN | PLAYER
"""Cues that keep a run out of the text."""

_SENTENCE = re.compile(r"[.!?…。！？؟।]['\"”’»)\]]*(?:\s|$)|[,、，；;]\s?\w")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LETTERS = re.compile(r"[\W_]+")


@dataclass(slots=True)
class Region:
    """The article within the scan."""

    root: int
    """Index of the node that holds the text."""
    first: int
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


def find_region(scan: Scan, titles: Sequence[str] = (), told: frozenset[str] = frozenset()) -> Region | None:
    """Find the article; None when the page has no text that reads like one.

    `titles` are the headlines that the metadata names, `told` the folded paragraphs of the text in the structured data.
    """
    if not scan.nodes:
        return None
    title = _find_title(scan, titles)
    sizes = _sizes(scan)
    cues = _inherit(scan, sizes, title)
    values = [_value(run, cues[run.node], scan.nodes[run.node].tag, told) for run in scan.runs]
    sums = _sum(scan, values)
    root = max(range(len(sums)), key=sums.__getitem__)
    if sums[root] <= 0:
        return None
    root = _narrow(scan, sums, root)
    node = scan.nodes[root]
    first = title + 1 if title is not None and title < node.last and node.first - title < 200 else node.first
    return Region(root, first, node.last, title, cues, values, sums)


def fold(text: str) -> str:
    """Letters and digits alone, lower case: for comparing texts."""
    return _LETTERS.sub("", text).casefold()


def _find_title(scan: Scan, titles: Sequence[str]) -> int | None:
    wanted = [folded for folded in map(fold, titles) if len(folded) > 3]
    best: tuple[float, int] | None = None
    for index, run in enumerate(scan.runs):
        if run.kind != "text" or len(run.text) > 400:
            continue
        tag = scan.nodes[run.node].tag
        heading = tag in _HEADINGS
        if not heading and run.linked:
            continue
        score = 0.0
        key = fold(run.text)
        if key and wanted:
            if key in wanted:
                score = 3.0
            elif len(key) > 15 and heading and any(key in title or title in key for title in wanted):
                score = 2.0
        if tag == "h1":
            score += 1.0
        elif score and heading:
            score += 0.5
        if run.linked:
            score -= 0.6
        if score > 0.9 and (best is None or score > best[0]):
            best = (score, index)
    return best[1] if best else None


def _sizes(scan: Scan) -> list[int]:
    """By node: characters of unlinked text below it."""
    nodes = scan.nodes
    sizes = [0] * len(nodes)
    for run in scan.runs:
        if run.text:
            sizes[run.node] += max(0, len(run.text) - run.linked)
    for index in range(len(nodes) - 1, 0, -1):
        sizes[nodes[index].parent] += sizes[index]
    return sizes


def _inherit(scan: Scan, sizes: list[int], title: int | None) -> list[int]:
    """By node: cues with those of the elements around it. A name on an element that holds most of the page says nothing."""
    cues: list[int] = []
    total = sizes[0] or 1
    for index, node in enumerate(scan.nodes):
        own = node.cues
        if own:
            share = sizes[index] / total
            holds_title = title is not None and node.first <= title < node.last
            if (
                own & OUTSIDE
                and (share > 0.5 or holds_title)
                and not (own & COMMENTS and share < 0.9 and not holds_title)
            ):
                own &= ~OUTSIDE
            if own & (META | CAPTION | QUOTE) and sizes[index] > 600:
                own &= ~(META | CAPTION | QUOTE)
        if node.parent >= 0:
            own |= cues[node.parent] & (OUTSIDE | META | CAPTION | QUOTE)
        cues.append(own)
    return cues


def weight(text: str) -> int:
    """Length of a text in letters of an alphabet: an ideograph says as much as about three."""
    size = len(text)
    return size * 3 if size and "\u2e80" < text[size // 2] < "\ufb00" else size


def _value(run: Run, cues: int, tag: str, told: frozenset[str]) -> float:
    if run.kind != "text":
        return 0.0
    text = run.text
    size = weight(text)
    if told and size > 40 and fold(text) in told:
        return float(size) * 2
    share = run.linked / len(text)
    if share > 0.5:
        return -20.0 - size * 0.3
    if tag in _HEADINGS:
        return -2.0
    if size < 40 or (size < 80 and not _SENTENCE.search(text)):
        return -5.0
    value = size * (1 - 2 * share)
    if cues & OUTSIDE:
        return -0.3 * value if cues & (COMMENTS | RELATED) else -0.1 * value
    if cues & (CAPTION | META | PLAYER):
        return 0.0
    if tag == "p":
        value *= 1.2
    return value


def _sum(scan: Scan, values: list[float]) -> list[float]:
    nodes = scan.nodes
    sums = [0.0] * len(nodes)
    for run, value in zip(scan.runs, values, strict=True):
        sums[run.node] += value
    for index in range(len(nodes) - 1, 0, -1):
        sums[nodes[index].parent] += sums[index]
    return sums


def _narrow(scan: Scan, sums: list[float], root: int) -> int:
    """Go down while one child holds nearly all."""
    nodes = scan.nodes
    while True:
        index, best = root + 1, -1
        while index < nodes[root].end:
            if sums[index] >= 0.9 * sums[root]:
                best = index
                break
            index = nodes[index].end
        if best < 0:
            return root
        root = best
