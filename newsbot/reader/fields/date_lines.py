"""The date of a page that declares none and prints none by its headline: a line of text that holds little else.

Read last and only then, since it looks at all lines of the page. The line nearest to the text counts; a line in a menu, a
footer, a list of teasers or a comment never does, and neither does a date inside a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, takewhile

from lxml.html import HtmlElement

from newsbot.normalize.dates import has_label, may_hold_date
from newsbot.reader.fields.article_context import ArticleContext
from newsbot.reader.fields.date_candidate import Candidate, DateStyle
from newsbot.reader.fields.page_header import in_page_header
from newsbot.reader.fields.printed_dates import (
    LINE_MAX_CHARS,
    LINE_MIN_CHARS,
    is_clock,
    is_date_line,
    is_in_sentence,
    read_line,
)
from newsbot.reader.page.elements import name_of, text_of
from newsbot.reader.scan.class_cues import NEVER, cues_of

BEFORE_MAX_ELEMENTS = 60
"""Elements between a date line and the text after it at most."""
AFTER_MAX_ELEMENTS = 40
"""Elements between the text and a date line after it at most."""
LABELLED_MAX_CHARS = 100
"""Characters of a date line with a label in several elements at most."""
_APART = frozenset(
    ("nav", "footer", "aside", "form", "select", "option", "script", "style", "noscript", "title", "figcaption")
)


def find_microdata(root: HtmlElement, style: DateStyle) -> Iterator[Candidate]:
    """A date of publication in microdata far from the headline."""
    for element in root.iter("span", "div", "time", "p", "abbr"):
        if element.get("itemprop") == "datePublished":
            value = element.get("content") or element.get("datetime") or element.get("title") or text_of(element)
            if moment := style.declared(value):
                yield Candidate(moment, "[itemprop=datePublished]", value)
                return


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    element: HtmlElement
    place: int
    """Number of its element in the page."""


def find_date_line(root: HtmlElement, context: ArticleContext, style: DateStyle) -> list[Candidate]:
    """The date line of a page: a labelled one, else the nearest before the text, else that at its start or after it."""
    start, end = _span(root, context)
    lines = list(_lines(root, context, start))
    before = [line for line in reversed(lines) if start - BEFORE_MAX_ELEMENTS <= line.place <= start]
    inside = [line for line in lines if start < line.place]
    after = [line for line in lines if end < line.place <= end + AFTER_MAX_ELEMENTS]
    labelled = [line for line in lines if has_label(line.text, "published")]
    for line in (*labelled, *(line for line in (*before, *inside[:1], *after) if is_date_line(line.text))):
        if candidates := read_line(line.text, line.element, style):
            return candidates
    return list(islice(_labelled(root, style), 1)) or _dateline(context, style)


_DATELINE = re.compile(
    r"\W*(?:[^\W\d_]+[.,]?\s+){0,4}?\(?(?P<date>[^()–—:„“]{6,40}?\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})\s?[)–—:.]"
)
DATELINE_MAX_CHARS = 80
"""Characters at the start of a text in which its dateline ends."""


def _dateline(context: ArticleContext, style: DateStyle) -> list[Candidate]:
    """The date in the dateline of an agency or a press office: "Karlsruhe (12.11.2021). …"."""
    opening = text_of(context.content)[:DATELINE_MAX_CHARS] if context.content is not None else ""
    match = _DATELINE.match(opening)
    moment = style.printed(match["date"]) if match else None
    return [Candidate(moment, "dateline", match["date"], printed=True)] if match and moment else []


def _labelled(root: HtmlElement, style: DateStyle) -> Iterator[Candidate]:
    """A date with a label anywhere on the page, label and date in one short element ("Datum <b>28.04.2023</b>")."""
    for element in root.iter("li", "p", "div", "span", "td", "dd", "small"):
        parts = [element.text, *(part for child in islice(element, 4) for part in (child.text, child.tail))]
        line = " ".join(" ".join(filter(None, parts)).split())
        if not LINE_MIN_CHARS < len(line) <= LABELLED_MAX_CHARS or not may_hold_date(line) or not is_date_line(line):
            continue
        if has_label(line, "published") and (moment := style.printed(line)):
            yield Candidate(moment, name_of(element), line, printed=True)


def _span(root: HtmlElement, context: ArticleContext) -> tuple[int, int]:
    """Numbers of the first and the last element of the text."""
    content = context.content
    if content is None:
        return 0, 0
    size = sum(1 for _ in content.iter())
    start = next((place for place, element in enumerate(root.iter()) if element is content), 0)
    return start, start + size


def _lines(root: HtmlElement, context: ArticleContext, start: int) -> Iterator[_Line]:
    """The lines with a date in them, in page order, but for those of teasers, menus and the head of the page."""
    for place, element in enumerate(root.iter()):
        if not isinstance(element.tag, str) or element.tag in _APART:
            text, tail = "", element.tail
        else:
            text, tail = element.text, element.tail
        for line, holder in ((text, element), (tail, element.getparent())):
            if (
                not line
                or holder is None
                or not LINE_MIN_CHARS <= len(line) <= LINE_MAX_CHARS
                or not may_hold_date(line)
            ):
                continue
            if _is_apart(holder, context) or (place < start and in_page_header(holder, context)):
                continue
            yield _Line(" ".join(line.split()), holder, place)


def _is_apart(element: HtmlElement, context: ArticleContext) -> bool:
    if element.tag == "a" or is_clock(element, context) or is_in_sentence(element) or context.joins(element) is None:
        return True
    branch = takewhile(lambda node: node not in context.trunk, element.iterancestors())
    return any(cues_of(f"{node.get('class', '')} {node.get('id', '')}") & NEVER for node in branch)
