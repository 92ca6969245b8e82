"""Scores of text density: how much each run reads like running text, how much like boilerplate."""

from __future__ import annotations

from newsbot.reader.page.text_measures import has_sentence, is_elsewhere, opening, weight
from newsbot.reader.region.teaser_rows import teaser_rows
from newsbot.reader.scan.boilerplate_phrases import heads_comments
from newsbot.reader.scan.class_cues import (
    ASIDE,
    BAD,
    BLOCKQUOTE,
    CAPTION,
    COMMENTS,
    CREDIT,
    FIGURE,
    GOOD,
    HEADING,
    HIDDEN,
    LIST,
    META,
    NEVER,
    OUTSIDE,
    QUOTE,
    RELATED,
    TABLE,
)
from newsbot.reader.scan.link_lines import is_prose
from newsbot.reader.scan.walk import Run, Scan

_CONTEXT = LIST | TABLE | BLOCKQUOTE | FIGURE | HEADING
_SMALL = META | CAPTION | QUOTE | CREDIT
PROSE_MIN_WEIGHT = 60
"""Weight of running text, more than; shorter lines are menus and buttons."""
SHORT_MAX_WEIGHT = 40
"""Weight of a line, less than, that carries no text by itself: a name, a button, a date."""
UNPUNCTUATED_MAX_WEIGHT = 80
"""The same for a line that is not punctuated like running text."""
OPENING_LETTERS = 80
"""Letters at the beginning of a run that are looked for in the declared text."""
LINKED_MIN_SHARE = 0.5
"""Share of a run inside links, more than, that makes it a link."""
TEASER_MAX_SCORE = -25
"""Score of a link with the length of a headline, less than."""
EXCERPT_MAX_SCORE = 900
"""Score of the text of one teaser at most. Doubled, 1 of 225 pages change."""
TEXT_NAME_MIN_SHARE = 0.5
"""Share of the page's running text under one name for text, more than, that makes it the article's wherever it stands. Halved,
1 of 225 pages change; doubled, 1."""
TEASERS_MAX_SHARE = 0.5
"""Share of the page's running text that a row of teasers holds at most, when it leaves less than an article."""
LINE_MAX_SCORE = 30
"""Score of a heading of comments at most."""
COMMENTS_HEADING_MAX_CHARS = 60
"""Characters of the heading of the comments, less than."""
ARTICLE_MIN_CHARS = 600
"""Characters of an article, more than, with which any number of comments stays apart from it."""
BEGUN_MIN_SCORE = 300
"""Score of the text, more than, after which a heading may begin the comments. Halved, 1 of 225 pages change."""
ARTICLE_MIN_SCORE = 900
"""Score of the text of an article at least, beside a row of teasers."""
NEVER_MAX_SHARE = 2.0
"""Share of the page's text in a menu, footer or consent dialogue at most: more than there is, so that it never is the article."""
COMMENTS_MAX_SHARE = 0.9
"""Share of the page's text in comments at most: under a short article they are nearly all of it."""
ASIDE_MAX_SHARE = 0.7
"""Share of the page's text beside the article or hidden at most; hidden text is shown by scripts."""
OUTSIDE_MAX_SHARE = 0.4
"""Share of the page's text in other boilerplate at most: names like "widget" and "tab-pane" stand on whole articles too."""
META_MAX_CHARS = 300
"""Characters of running text under a name for bylines and dates at most; with more the name is the article's."""
SMALL_MAX_CHARS = 600
"""The same under a name for captions and quotes."""
PROSE_LINKED_MAX_SHARE = 0.3
"""Share of running text inside links, less than; with more it is a list of links."""
DECLARED_FACTOR = 2.0
"""Score of a text that the structured data have as the article's, for each unit of weight."""
PARAGRAPH_FACTOR = 1.2
"""The same of running text in a `p`; in other elements it is 1."""
SHORT_FACTOR = 0.3
"""The same of a short line among paragraphs: it may be one."""
OUTSIDE_FACTOR = -0.1
"""The same of running text in boilerplate."""
AGAINST_FACTOR = -0.3
"""The same of running text in comments, related links and teasers: others wrote it, at length."""
LINK_SCORE = -20.0
"""Score of a link to another page of the site."""
LINK_FACTOR = -0.3
"""What each unit of its weight adds to that."""
BUTTON_SCORE = -5.0
"""Score of a short line that is no paragraph: a button, a date; and of a link to another site, which articles have too."""
HEADING_SCORE = -2.0
"""Score of a heading: lists of teasers have many, articles few."""


def inherit_cues(scan: Scan, title: int | None) -> list[int]:
    """By node: cues with those of the elements around it.

    A name on elements that hold a good part of the page's text says nothing against it, nor does one around the headline.
    `title` is the index of the run that is the headline.
    """
    sizes = _sizes(scan)
    total = sizes[0] or 1
    groups: dict[str, int] = {}
    for index, node in enumerate(scan.nodes):
        if node.cues & OUTSIDE and node.names:
            groups[node.names] = groups.get(node.names, 0) + sizes[index]
    opening_names = _text_names(scan, sizes)
    cues: list[int] = []
    for index, node in enumerate(scan.nodes):
        own = node.cues
        if own & (OUTSIDE | _SMALL):
            size = sizes[index]
            holds_title = title is not None and node.first <= title < node.last
            most = _max_share(own)
            if own & OUTSIDE:
                share = max(size, groups.get(node.names, 0))
                apart = own & COMMENTS and total - share > ARTICLE_MIN_CHARS
                if holds_title or (share > most * total and not apart):
                    own &= ~OUTSIDE
            if node.tag in ("figure", "figcaption"):
                own &= ~(BAD | NEVER)
            if (
                own & _SMALL
                and (holds_title or size > (META_MAX_CHARS if own & META else SMALL_MAX_CHARS))
                and node.tag != "figcaption"
            ):
                own &= ~_SMALL
        if node.parent >= 0:
            around = cues[node.parent] & (OUTSIDE | _SMALL | _CONTEXT)
            if node.names in opening_names:
                if not around & BAD:
                    opening_names.remove(node.names)
                around &= ~BAD
            own |= around
        cues.append(own)
    return cues


def _max_share(cues: int) -> float:
    """Share of the page's text that an element with these cues holds at most; with more its name says nothing against it."""
    if cues & NEVER:
        return NEVER_MAX_SHARE
    if cues & COMMENTS:
        return COMMENTS_MAX_SHARE
    return ASIDE_MAX_SHARE if cues & (ASIDE | HIDDEN) else OUTSIDE_MAX_SHARE


def _text_names(scan: Scan, sizes: list[int]) -> set[str]:
    """Names for text under which a good part of the page's text stands: wherever it begins, it is the article's."""
    texts: dict[str, int] = {}
    for index, node in enumerate(scan.nodes):
        if node.cues & GOOD and not node.cues & OUTSIDE:
            texts[node.names] = texts.get(node.names, 0) + sizes[index]
    return {names for names, size in texts.items() if size > TEXT_NAME_MIN_SHARE * (sizes[0] or 1)}


def score_runs(scan: Scan, cues: list[int], title: int | None, site: str, declared: str) -> list[float]:
    """By run: what it counts for the article. `site` is what its hosts share, `declared` the folded text of the metadata."""
    scores = [_score(run, cues[run.node], scan.nodes[run.node].tag, site, declared) for run in scan.runs]
    _devalue_comments(scan, cues, scores, title)
    _devalue_teasers(scan, scores, title)
    return scores


def sum_by_node(scan: Scan, scores: list[float]) -> list[float]:
    """By node: the scores of the runs below it."""
    nodes = scan.nodes
    node_scores = [0.0] * len(nodes)
    for run, value in zip(scan.runs, scores, strict=True):
        node_scores[run.node] += value
    for index in range(len(nodes) - 1, 0, -1):
        node_scores[nodes[index].parent] += node_scores[index]
    return node_scores


def _sizes(scan: Scan) -> list[int]:
    """By node: characters of running text below it, a repeated text once."""
    nodes = scan.nodes
    sizes = [0] * len(nodes)
    seen: set[str] = set()
    for run in scan.runs:
        if (
            weight(run.text) > PROSE_MIN_WEIGHT
            and run.linked < PROSE_LINKED_MAX_SHARE * len(run.text)
            and run.text not in seen
        ):
            seen.add(run.text)
            sizes[run.node] += len(run.text)
    for index in range(len(nodes) - 1, 0, -1):
        sizes[nodes[index].parent] += sizes[index]
    return sizes


def _score(run: Run, cues: int, tag: str, site: str, declared: str) -> float:
    if run.kind != "text":
        return 0.0
    text = run.text
    size = weight(text)
    if declared and size > SHORT_MAX_WEIGHT and opening(text, OPENING_LETTERS) in declared:
        return size * DECLARED_FACTOR
    share = run.linked / len(text)
    if share > LINKED_MIN_SHARE:
        return _score_of_link(run, size, site, prose=tag == "p" and not cues & OUTSIDE)
    if cues & HEADING:
        return HEADING_SCORE
    if size < SHORT_MAX_WEIGHT or (size < UNPUNCTUATED_MAX_WEIGHT and not has_sentence(text)):
        plain = not run.linked and not cues & OUTSIDE and (tag == "p" or cues & (LIST | TABLE))
        return size * SHORT_FACTOR if plain else BUTTON_SCORE
    value = size * (1 - 2 * share)
    if cues & OUTSIDE:
        return value * (AGAINST_FACTOR if cues & (COMMENTS | RELATED) else OUTSIDE_FACTOR)
    if cues & (CAPTION | META):
        return 0.0
    return value * PARAGRAPH_FACTOR if tag == "p" else value


def _score_of_link(run: Run, size: int, site: str, *, prose: bool) -> float:
    """Score of a run that is mostly links; it may be `prose` where it stands."""
    if prose and is_prose(run):
        return float(size - run.linked)
    return BUTTON_SCORE if is_elsewhere(run.link, site) else LINK_SCORE + size * LINK_FACTOR


def _devalue_comments(scan: Scan, cues: list[int], scores: list[float], title: int | None) -> None:
    """Count what stands under the heading of what readers wrote ("Bình luận (25)") against the text, however much it is."""
    total = 0.0
    start = len(scores)
    for index in range(start if title is None else title + 1, len(scores)):
        value, run = scores[index], scan.runs[index]
        if value > LINE_MAX_SCORE:
            total += value
        elif (
            total > BEGUN_MIN_SCORE
            and 0 < len(run.text) < COMMENTS_HEADING_MAX_CHARS
            and heads_comments(run.text, heading=bool(cues[run.node] & HEADING))
        ):
            start = index
            break
    for index in range(start, len(scores)):
        if scores[index] > 0:
            scores[index] *= AGAINST_FACTOR


def _devalue_teasers(scan: Scan, scores: list[float], title: int | None) -> None:
    """Count the excerpts in rows of teasers against the text, not for it."""
    nodes = scan.nodes
    total = sum(value for value in scores if value > 0)
    for row in teaser_rows(scan, (index for index, value in enumerate(scores) if value < TEASER_MAX_SCORE)):
        texts = [[i for i in range(nodes[at].first, nodes[at].last) if scores[i] > 0] for at in row]
        sizes = [sum(scores[i] for i in runs) for runs in texts]
        holds_title = title is not None and any(nodes[at].first <= title < nodes[at].last for at in row)
        if (
            holds_title
            or max(sizes) > EXCERPT_MAX_SCORE
            or (sum(sizes) > TEASERS_MAX_SHARE * total and total - sum(sizes) < ARTICLE_MIN_SCORE)
        ):
            continue
        for runs in texts:
            for i in runs:
                scores[i] *= AGAINST_FACTOR
