"""Which part of the page is the article.

Every run of text gets a value: what reads like running text counts for its length, what reads like navigation counts against it.
The article is the element whose runs add up highest (the maximum subtree sum, after Pasternack and Roth, "Extracting article text
from the web with maximum subsequence segmentation", 2009), so that neither paragraphs as `<div>`s nor a text split over many
containers matter. Names in class and id, the headline and the text in the structured data shift the values.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from newsbot.reader.cues import (
    ASIDE,
    BAD,
    BLOCKQUOTE,
    CAPTION,
    COMMENTS,
    CREDIT,
    EMBED,
    FIGURE,
    HEADING,
    HIDDEN,
    LIST,
    META,
    NEVER,
    PLAYER,
    QUOTE,
    RELATED,
    TABLE,
)
from newsbot.reader.rows import teaser_rows
from newsbot.reader.scan import Run, Scan

OUTSIDE = BAD | NEVER | ASIDE | RELATED | COMMENTS | HIDDEN | EMBED | PLAYER
"""Cues that keep a run out of the text."""
_CONTEXT = LIST | TABLE | BLOCKQUOTE | FIGURE | HEADING
_SMALL = META | CAPTION | QUOTE | CREDIT

_SENTENCE = re.compile(r"[.!?…。！？؟।។။][\"'”’»)\]]*(?:\s|$)|[,、，；;،]\s?\w")
_LETTERS = re.compile(r"[\W_]+")
_NAMED = 0.5
_HEADLINE = -25
"""Value of a link with the length of a headline at most."""
_EXCERPT = 900
"""Value of the text of one teaser at most."""
_MOST = 0.5
"""Share of the page's running text that a row of teasers holds at most."""
_OWN = 0.15
"""Share of the text that the article around the headline holds at least."""
_WHOLE = 0.2
"""Share of the text that a container holds at least that is an article by itself."""
_LINE = 12
"""Value under which a run is a line that does not carry the text on by itself."""
_BEFORE = 0.6
"""Share of the text before the headline from which the headline stands inside the text."""
"""Share of the text that the element named by a layout must hold; else the layout is mistaken."""
_NAMED = 0.5
_MAX_TITLE = 400
_MAX_HEADER = 200
"""Runs between the headline and the text at most."""
_BEFORE_TITLE = 10
_PROSE = 60


@dataclass(frozen=True, slots=True)
class Told:
    """What the metadata say about the text: a guide to the visible one, never a replacement for it while it is there."""

    titles: tuple[str, ...] = ()
    """Headlines."""
    descriptions: tuple[str, ...] = ()
    """Standfirsts."""
    body: str = ""
    """The text of the article, folded; "" when it is not told."""
    host: str = ""
    """Host of the page."""

    def describes(self, text: str) -> bool:
        """Whether a text of the page is the standfirst that the metadata tell, or begins like it."""
        key = fold(text)
        return len(key) > 25 and any(
            key.startswith(other[: max(len(key), 60)]) or other.startswith(key)
            for other in self.descriptions
            if len(other) > 25
        )


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
    title = _find_title(scan, told.titles)
    cues = _inherit(scan, _sizes(scan), title)
    site = _site(told.host)
    values = [_value(run, cues[run.node], scan.nodes[run.node].tag, site, told.body) for run in scan.runs]
    _devalue_teasers(scan, values, title)
    sums = _sum(scan, values)
    best = max(range(len(sums)), key=sums.__getitem__)
    if sums[best] <= 0:
        return None
    root = _named(scan, body, sums, best)
    if root < 0:
        root = _narrow(scan, sums, _own_article(scan, sums, best, title))
    node = scan.nodes[root]
    first = node.first
    if title is not None and title < node.last and node.first - title < _MAX_HEADER:
        before = sum(values[first:title])
        first = title + 1 if before < _BEFORE * sums[root] else first
    start = _first_figure(scan, cues, first)
    end = _end(values, node.first, _next_article(scan, sums, root, title))
    return Region(root, start, first, end, title, cues, values, sums, site, told)


def is_elsewhere(element: HtmlElement | None, site: str) -> bool:
    """Whether a link leads to another site."""
    href = (element.get("href") or "") if element is not None else ""
    return href.startswith(("http://", "https://", "//")) and site not in href[:80]


def fold(text: str) -> str:
    """Letters and digits alone, composed and in lower case: for comparing texts."""
    return _LETTERS.sub("", text if text.isascii() else unicodedata.normalize("NFC", text)).casefold()


def weight(text: str) -> int:
    """Length of a text in letters of an alphabet: an ideograph says as much as about three."""
    size = len(text)
    return size * 3 if size and "\u2e80" < text[size // 2] < "\ufb00" else size


def has_sentence(text: str) -> bool:
    """Whether the text is punctuated like running text."""
    return _SENTENCE.search(text) is not None


def _site(host: str) -> str:
    """The part of a host that its other hosts share: "vnexpress" of "kinhdoanh.vnexpress.net"."""
    labels = host.lower().split(".")
    short = [label for label in labels[:-1] if len(label) > 3 and label not in ("news", "mobile")]
    return short[-1] if short else host


def _own_article(scan: Scan, sums: list[float], root: int, title: int | None) -> int:
    """The `article` around the headline, when what it leaves out stands in other articles."""
    if title is None:
        return root
    nodes = scan.nodes
    index = scan.runs[title].node
    while index > root and not (nodes[index].tag == "article" and sums[index] > _OWN * sums[root]):
        index = nodes[index].parent
    if index <= root:
        return root
    rest = sums[root] - sums[index]
    others = at = 0
    total = 0.0
    at = root + 1
    while at < nodes[root].end:
        if nodes[at].tag == "article" and not nodes[at].first <= title < nodes[at].last:
            total += max(0.0, sums[at])
            others += 1
            at = nodes[at].end
        else:
            at += 1
    return index if rest < sums[index] or (others and total > 0.5 * rest) else root


def _next_article(scan: Scan, sums: list[float], root: int, title: int | None) -> int:
    """Where the root's text ends: at its last run, or where a container like the one of this article has its own headline."""
    nodes = scan.nodes
    last = nodes[root].last
    if title is None:
        return last
    own: dict[int, int] = {}
    at = scan.runs[title].node
    while at > root:
        own[nodes[at].parent] = at
        at = nodes[at].parent
    for run in scan.runs[title + 1 : last]:
        at = run.node
        if run.kind != "text" or nodes[at].tag != "h1":
            continue
        while at > root and nodes[at].parent not in own:
            at = nodes[at].parent
        first = own.get(nodes[at].parent, at)
        alike = first != at and (nodes[first].tag, nodes[first].names) == (nodes[at].tag, nodes[at].names)
        if alike and sums[first] > _WHOLE * sums[root] and sums[at] > 0:
            return nodes[at].first
    return last


def _named(scan: Scan, body: HtmlElement | None, sums: list[float], best: int) -> int:
    """The node of the element that a layout names; -1 when it does not hold the text, so that the layout is mistaken."""
    if body is not None:
        for index, node in enumerate(scan.nodes):
            if node.element is body:
                return index if sums[index] > _NAMED * sums[best] else -1
    return -1


def _first_figure(scan: Scan, cues: list[int], first: int) -> int:
    """A figure with a caption that stands just before the headline is the article's."""
    start = first
    for index in range(first - 1, max(first - _BEFORE_TITLE, -1), -1):
        run = scan.runs[index]
        if run.kind == "image" and cues[run.node] & FIGURE and not cues[run.node] & OUTSIDE:
            start = index
    return start


def _end(values: list[float], first: int, last: int) -> int:
    """Where the text ends: the prefix of highest value.

    What follows a stretch of links and does not outweigh it is not the text.
    """
    total = best = 0.0
    end = first
    for index in range(first, last):
        value = values[index]
        total += 2 * value if value < 0 else value if value > _LINE else 0.0
        if total >= best:
            best, end = total, index + 1
    return end


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does."""
    return text.rstrip("\"'”»’)]").endswith((".", "!", "?", "…", ":", "。", "！", "？", "؟", "।", "។", "။"))


def _find_title(scan: Scan, titles: Sequence[str]) -> int | None:
    wanted = [folded for folded in map(fold, titles) if len(folded) > 3]
    best: tuple[float, int] | None = None
    longest = max(map(len, titles), default=0) * 1.2
    shortest = min(map(len, titles), default=0) * 0.5
    for index, run in enumerate(scan.runs):
        if run.kind != "text" or len(run.text) > _MAX_TITLE:
            continue
        node = scan.nodes[run.node]
        heading = node.cues & HEADING
        if not heading and (run.linked or not shortest <= len(run.text) <= longest):
            continue
        score = 0.0
        key = fold(run.text)
        if key in wanted:
            score = 3.0
        elif heading and len(key) > 15 and any(key in title or title in key for title in wanted):
            score = 2.0
        elif not heading and len(key) > 15 and any(title.startswith(key) for title in wanted):
            score = 1.5
        if node.tag == "h1":
            score += 1.0
        elif score and heading:
            score += 0.5
        if run.linked:
            score -= 0.6
        if score > 0.9 and (best is None or score > best[0]):
            best = (score, index)
    return best[1] if best else None


def _sizes(scan: Scan) -> list[int]:
    """By node: characters of running text below it, a repeated text once."""
    nodes = scan.nodes
    sizes = [0] * len(nodes)
    seen: set[str] = set()
    for run in scan.runs:
        if weight(run.text) > _PROSE and run.linked < 0.3 * len(run.text) and run.text not in seen:
            seen.add(run.text)
            sizes[run.node] += len(run.text)
    for index in range(len(nodes) - 1, 0, -1):
        sizes[nodes[index].parent] += sizes[index]
    return sizes


def _inherit(scan: Scan, sizes: list[int], title: int | None) -> list[int]:
    """By node: cues with those of the elements around it.

    A name on elements that hold a good part of the page's text says nothing against it, nor does one around the headline.
    """
    total = sizes[0] or 1
    groups: dict[str, int] = {}
    for index, node in enumerate(scan.nodes):
        if node.cues & OUTSIDE and node.names:
            groups[node.names] = groups.get(node.names, 0) + sizes[index]
    cues: list[int] = []
    for index, node in enumerate(scan.nodes):
        own = node.cues
        if own & (OUTSIDE | _SMALL):
            size = sizes[index]
            holds_title = title is not None and node.first <= title < node.last
            most = 2 if own & NEVER else 0.9 if own & COMMENTS else 0.7 if own & (ASIDE | HIDDEN) else 0.4
            if own & OUTSIDE and (holds_title or max(size, groups.get(node.names, 0)) > most * total):
                own &= ~OUTSIDE
            if node.tag in ("figure", "figcaption"):
                own &= ~(BAD | NEVER)
            if own & _SMALL and (holds_title or size > (300 if own & META else 600)) and node.tag != "figcaption":
                own &= ~_SMALL
        if node.parent >= 0:
            own |= cues[node.parent] & (OUTSIDE | _SMALL | _CONTEXT)
        cues.append(own)
    return cues


def _value(run: Run, cues: int, tag: str, site: str, told: str) -> float:
    if run.kind != "text":
        return 0.0
    text = run.text
    size = weight(text)
    if told and size > 40 and fold(text)[:80] in told:
        return size * 2.0
    share = run.linked / len(text)
    if share > 0.5:
        return -5.0 if is_elsewhere(run.link, site) else -20.0 - size * 0.3
    if cues & HEADING:
        return -2.0
    if size < 40 or (size < 80 and not has_sentence(text)):
        plain = not run.linked and not cues & OUTSIDE and (tag == "p" or cues & (LIST | TABLE))
        return size * 0.3 if plain else -5.0
    value = size * (1 - 2 * share)
    if cues & OUTSIDE:
        return -0.3 * value if cues & (COMMENTS | RELATED) else -0.1 * value
    if cues & (CAPTION | META):
        return 0.0
    if tag == "p":
        value *= 1.2
    return value


def _devalue_teasers(scan: Scan, values: list[float], title: int | None) -> None:
    """Count the excerpts in rows of teasers against the text, not for it."""
    nodes = scan.nodes
    total = sum(value for value in values if value > 0)
    for row in teaser_rows(scan, (index for index, value in enumerate(values) if value < _HEADLINE)):
        texts = [[i for i in range(nodes[at].first, nodes[at].last) if values[i] > 0] for at in row]
        sizes = [sum(values[i] for i in runs) for runs in texts]
        holds_title = title is not None and any(nodes[at].first <= title < nodes[at].last for at in row)
        if holds_title or max(sizes) > _EXCERPT or sum(sizes) > _MOST * total:
            continue
        for runs in texts:
            for i in runs:
                values[i] *= -0.3


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
            if sums[index] >= 0.97 * sums[root]:
                best = index
                break
            index = nodes[index].end
        if best < 0:
            return root
        root = best
