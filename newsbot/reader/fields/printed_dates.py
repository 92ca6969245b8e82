"""Dates that the page prints by the headline or in the article, in elements that are named for it or stand where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from lxml.html import HtmlElement

from newsbot.normalize.dates import Moment, may_hold_date, split_labels
from newsbot.reader.fields.article_context import ArticleContext
from newsbot.reader.fields.date_candidate import Candidate, DateStyle, Kind, kind_of
from newsbot.reader.fields.page_header import in_page_header
from newsbot.reader.layouts.layout import Layout
from newsbot.reader.page.document import Document
from newsbot.reader.page.elements import name_of, text_of

_CLOCK = re.compile(r"clock|current|today|now\b|title-time|ngay-?hom-?nay|live-?time", re.I)
_HEADER = re.compile(r"(?:head(?!line)|nav|menu|top)[\w-]*(?:date|time)", re.I)
"""Names of the clock in the header of the page, and of the date in that of an article."""
MAX_CANDIDATES = 60
"""Elements that may hold the date, the nearest to the headline, that are looked at."""
MAX_DATES = 5
"""Printed dates that are read at most: publication, update and those of boxes. Doubled, 1 of 225 pages change."""
DATE_LINE_MAX_CHARS = 160
"""Characters of an element with a date at most: weekday, date, time, place, section. Halved, 5 of 225 pages change; doubled,
3."""
LINE_MIN_CHARS = 6
"""Characters of a date at least ("1/5/24")."""
LINE_MAX_CHARS = 120
"""Characters of a date line without a telling name at most, white space included."""
LINE_MAX_WORDS = 6
"""Words beside the numbers of a date line at most; more are a sentence with a date in it."""
LINK_MAX_WORDS = 2
"""Words of a link that is a date at most: weekday and month; more are the title of another page."""
LIST_MIN_DAYS = 3
"""Days in elements of one name that make a list at least: two are publication and update."""
_BARE = frozenset(("time", "span", "div", "p", "li", "a"))
"""Elements without a name are not alike for it."""
STAMP_MAX_CHARS = 40
"""Characters of a moment in an attribute at most."""
LABEL_MAX_CHARS = 30
"""Characters of a label that stands before the element of its date."""


def find_printed_dates(
    document: Document, context: ArticleContext, layout: Layout | None, style: DateStyle
) -> Iterator[Candidate]:
    """Dates printed by the headline or in the article, the nearest to the headline first."""
    if layout:
        for element in document.names.select(layout.date):
            if candidates := read_element(element, style):
                yield from candidates
                return
    hints = dict.fromkeys((*context.times, *context.hints["date"], *context.hints["byline"]))
    distances = [(context.distance(element), element) for element in hints]
    near = sorted(distances, key=lambda pair: (pair[0] < 0, abs(pair[0])))
    seen: set[HtmlElement] = set()
    found: list[Candidate] = []
    for _, element in near[:MAX_CANDIDATES]:
        if element in context.trunk or not _may_tell(element, context) or not context.holds(element):
            continue
        if context.distance(element) < 0 and in_page_header(element, context):
            continue
        if seen and not seen.isdisjoint((*element.iterancestors(), *element.iter())):
            continue
        if candidates := read_element(element, style):
            seen.add(element)
            found += candidates
            if len(seen) == MAX_DATES:
                break
    lists = _lists(found)
    yield from [one for one in found if one.source not in lists] or _beside(context, style, lists)


def _lists(found: list[Candidate]) -> set[str]:
    """The names of elements that each have another day: the dates of other articles, in a list."""
    days: dict[str, set[date]] = {}
    for candidate in found:
        days.setdefault(candidate.source, set()).add(candidate.moment.day)
    return {source for source, listed in days.items() if source not in _BARE and len(listed) >= LIST_MIN_DAYS}


def _may_tell(element: HtmlElement, context: ArticleContext) -> bool:
    """A quick test: whether an element holds a date and is no clock of the page."""
    if _stamp(element) is None:
        text = element.text_content()
        if len(text) > 4 * DATE_LINE_MAX_CHARS or not may_hold_date(text):
            return False
        if _is_title_of_another(element, text):
            return False
    return not is_clock(element, context)


def _is_title_of_another(element: HtmlElement, text: str) -> bool:
    """Whether a link with a date in it says more than a date."""
    return element.tag == "a" and len(_LETTERS.findall(text)) > LINK_MAX_WORDS


def is_clock(element: HtmlElement, context: ArticleContext) -> bool:
    """Whether the page calls an element its clock; a date in a header is the article's when the headline stands before it."""
    names = f"{element.get('class', '')} {element.get('id', '')}"
    if _CLOCK.search(names):
        return True
    if not _HEADER.search(names) or context.distance(element) > 0:
        return False
    return context.heading is None or all(
        before is not context.heading for before in element.itersiblings(preceding=True)
    )


_STAMP_NAME = re.compile(r"^(?:datetime|title|data-.*(?:date|time|stamp|publi).*)$")
_STAMP = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?:[T ].*)?|\d{10}(?:\d{3})?")


def _stamp(element: HtmlElement) -> str | None:
    """The moment that an attribute of an element has for programs: `datetime` of a `time`, `title`, `data-…`."""
    stamp = element.get("datetime") if element.tag == "time" else None
    if stamp:
        return str(stamp)
    for name, value in element.items():
        if len(value) <= STAMP_MAX_CHARS and _STAMP_NAME.match(name) and _STAMP.fullmatch(value.strip()):
            return str(value.strip())
    return None


_DOT = re.compile(r"\s[·•]\s")


def read_element(element: HtmlElement, style: DateStyle) -> list[Candidate]:
    """The dates in an element, each with its label; [] when it is no date line."""
    text = text_of(element)
    if len(text) > DATE_LINE_MAX_CHARS:
        return []
    text = next((part for part in _DOT.split(text) if may_hold_date(part)), text)
    source = name_of(element)
    times = [stamp for time in element.iterdescendants("time") if (stamp := _stamp(time))]
    parts = split_labels(text) if may_hold_date(text) else []
    if len(times) > 1 or (times and len(parts) > 1):
        return []  # each is read by itself
    if len(parts) > 1:
        return _each(parts, source, style)
    kind = kind_of(text) or kind_before(element) or _kind_named(element)
    written = style.printed(text) if parts else None
    stamp = element.get("datetime") if element.tag == "time" else None
    if written is None or written.clock is None:
        stamp = stamp or _stamp(element) or next(iter(times), None)
    stamped = style.declared(stamp) if stamp else None
    if stamped and stamp and _is_same_or_better(stamped, written):
        return [Candidate(stamped, source, text if written else stamp, printed=True, kind=kind, stamped=True)]
    return [Candidate(written, source, text, printed=True, kind=kind)] if written else []


def _is_same_or_better(stamped: Moment, written: Moment | None) -> bool:
    """Whether the moment in an attribute says what is printed, and no less; templates copy stale ones."""
    if written is None:
        return True
    return abs(written.day - stamped.day) <= timedelta(days=1) and (stamped.clock is not None or written.clock is None)


def kind_before(element: HtmlElement) -> Kind:
    """The label that stands right before an element: `Updated <time>…</time>`, `<b>Updated:</b> <span>…</span>`."""
    before = element.getprevious()
    parent = element.getparent()
    text = (before.tail if before is not None else parent.text if parent is not None else "") or ""
    if not text.strip(" \n\t:") and before is not None and isinstance(before.tag, str) and not len(before):
        text = before.text or ""
    text = " ".join(text.split())[-LABEL_MAX_CHARS:]
    return "" if may_hold_date(text) else kind_of(text)


_UPDATED_NAME = re.compile(r"updat|modif", re.I)
_PUBLISHED_NAME = re.compile(r"publi|posted|entry-date|creat", re.I)


def _kind_named(element: HtmlElement) -> Kind:
    """What the class of an element says of its date; "" when it says both."""
    names = element.get("class") or ""
    return "updated" if _UPDATED_NAME.search(names) and not _PUBLISHED_NAME.search(names) else ""


NEIGHBOUR_MAX_ELEMENTS = 60
"""Elements in a neighbour of the headline that are looked at."""


def _beside(context: ArticleContext, style: DateStyle, lists: set[str]) -> Iterator[Candidate]:
    """A date line without a telling name, among the short lines that follow the headline or come right before it."""
    node = context.heading
    for _ in range(4):
        if node is None or node.tag == "body":
            return
        before = (one for one in islice(node.itersiblings(preceding=True), 2) if not in_page_header(one, context))
        for sibling in [*islice(node.itersiblings(), 5), *before]:
            for element in islice(sibling.iter(), NEIGHBOUR_MAX_ELEMENTS):
                text = (element.text or "") if isinstance(element.tag, str) else ""
                if not LINE_MIN_CHARS <= len(text) <= LINE_MAX_CHARS or not may_hold_date(text):
                    continue
                line = " ".join(text.split())
                if (
                    not is_date_line(line)
                    or _is_title_of_another(element, line)
                    or is_in_sentence(element)
                    or is_clock(element, context)
                ):
                    continue
                if context.joins(element) is None or name_of(element) in lists:
                    continue
                if candidates := read_line(line, element, style):
                    yield from candidates
                    return
        node = node.getparent()


def read_line(line: str, element: HtmlElement, style: DateStyle) -> list[Candidate]:
    """The dates in a line of an element, each with its label."""
    parts, source = split_labels(line), name_of(element)
    if len(parts) > 1:
        return _each(parts, source, style)
    kind = kind_of(line) or kind_before(element)
    written, stamp = style.printed(line), _stamp(element)
    stamped = style.declared(stamp) if stamp else None
    if stamped and stamp and _is_same_or_better(stamped, written):
        return [Candidate(stamped, source, line, printed=True, kind=kind, stamped=True)]
    named = element.tag not in _INLINE or next(element.iterancestors("p"), None) is None
    return [Candidate(written, source, line, printed=True, kind=kind, named=named)] if written else []


def _each(parts: list[str], source: str, style: DateStyle) -> list[Candidate]:
    read = [(style.printed(part), part) for part in parts]
    return [Candidate(moment, source, part, printed=True, kind=kind_of(part)) for moment, part in read if moment]


_LETTERS = re.compile(r"[^\W\d_]+")


_INLINE = frozenset(("a", "b", "strong", "em", "i", "u", "span", "font", "mark", "abbr"))


def is_in_sentence(element: HtmlElement) -> bool:
    """Whether an element is a few words within running text."""
    parent = element.getparent()
    if element.tag not in _INLINE or parent is None:
        return False
    around = parent.getparent() if parent.tag in _INLINE else parent
    return around is not None and around.tag == "p" and len(text_of(around)) > DATE_LINE_MAX_CHARS


def is_date_line(text: str) -> bool:
    """Whether a line holds little besides a date: few words."""
    return bool(text) and len(_LETTERS.findall(text)) <= LINE_MAX_WORDS
