"""Dates of publication and of the last change.

Metadata and the printed date are set against each other. Metadata with a time and a zone come first, unless the printed date
is earlier by days: then the metadata are those of a migration. A date alone is completed by the time printed on the same day. The
clock in the page header is no evidence, a date labelled as an update is none for the publication, unless a Vietnamese page
prints no other: some papers label their only date so (fact sheet section 5.2). The date in the URL is the last resort.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newsbot.normalize.dates import Moment, Order, has_label, parse_date
from newsbot.normalize.language import is_vietnamese
from newsbot.normalize.zones import country_zone
from newsbot.reader.fields.article_context import ArticleContext
from newsbot.reader.fields.page_header import in_page_header
from newsbot.reader.layouts.layout import Layout
from newsbot.reader.page.document import Document
from newsbot.reader.page.elements import name_of, text_of
from newsbot.reader.page.evidence import Evidence
from newsbot.reader.page.structured_data import StructuredData, meta_names


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of an article; each None when the page has none."""

    published: Evidence[str] | None
    """ISO 8601 with offset, or a date alone."""
    modified: Evidence[str] | None
    """The same for the last change."""
    raw: Evidence[str] | None
    """The publication date as printed, else as in the metadata."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    moment: Moment
    source: str
    raw: str
    printed: bool = False


def find_dates(
    document: Document, data: StructuredData, context: ArticleContext, layout: Layout | None = None
) -> Dates:
    """Read the dates."""
    language = _language(data)
    reading = _Reading(_order(language, document.url), language)
    declared = list(_declared(data, context, "datePublished", meta_names("published"), reading)) or list(
        _declared(data, context, "dateCreated", ("datecreated",), reading)
    )
    changed = list(_declared(data, context, "dateModified", meta_names("modified"), reading))
    shown = list(_shown(document, context, layout, reading))
    if not declared and not shown:
        declared, shown = list(_microdata(document.root, reading)), list(_labelled(document.root, reading))
    printed = [candidate for candidate in shown if not _is_update(candidate)]
    if not printed and reading.is_vietnamese and all(candidate.moment.clock is None for candidate in declared):
        printed = shown[:1]  # "Cập nhật lúc …"
    updates = changed or [candidate for candidate in shown if _is_update(candidate) and candidate not in printed]
    country = country_zone(urlsplit(document.url).hostname or "", language)
    published, rule = _decide(declared, printed, document.url, country)
    zone = _zone([*([published] if published else ()), *declared, *changed, *shown], country)
    published, modified = _placed(published, zone), _placed(updates[0] if updates else None, zone)
    raw = next((e for e in printed if published and _close(e.moment, published.moment)), published)
    return Dates(
        Evidence(published.moment.iso(), published.source, rule) if published else None,
        Evidence(modified.moment.iso(), modified.source, "last change declared by the page") if modified else None,
        Evidence(raw.raw, raw.source, "as printed" if raw.printed else "as in the metadata") if raw else None,
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """How to read the dates of a page."""

    order: Order
    language: str | None

    @property
    def is_vietnamese(self) -> bool:
        return (self.language or "").startswith("vi")

    def declared(self, text: str) -> Moment | None:
        return parse_date(text, order=self.order)

    def printed(self, text: str) -> Moment | None:
        return parse_date(text, order=self.order, language=self.language)


def _language(data: StructuredData) -> str | None:
    """The language of the page in lower case; the headline says Vietnamese more surely than the page does."""
    if is_vietnamese(f"{data.first('og:title')} {data.title}"):
        return "vi"
    return data.language.lower().replace("_", "-") if data.language else None


def _order(language: str | None, url: str) -> Order:
    """Month first on pages in US English, and on those in English whose domain names no country."""
    generic = (urlsplit(url).hostname or "").rsplit(".", 1)[-1] in ("com", "org", "net", "us")
    return "MDY" if language == "en-us" or (language == "en" and generic) else "DMY"


def _declared(
    data: StructuredData,
    context: ArticleContext,
    key: str,
    names: tuple[str, ...],
    reading: _Reading,
) -> Iterator[_Candidate]:
    """Dates in structured data, the most trusted first."""
    if isinstance(value := data.article.get(key), str | int | float) and (moment := reading.declared(str(value))):
        yield _Candidate(moment, f"json-ld {key}", str(value))
    for name in names:
        for value in data.folded_meta.get(name, ())[:1]:
            if moment := reading.declared(value):
                yield _Candidate(moment, f"meta[{name}]", value)
    for element in context.properties.get(key, ()):
        value = element.get("content") or element.get("datetime") or text_of(element)
        if moment := reading.declared(value):
            yield _Candidate(moment, f"[itemprop={key}]", value)
            break


_CLOCK = re.compile(r"clock|current|today|now\b|title-time|ngay-?hom-?nay|live-?time", re.I)
_HEADER = re.compile(r"(?:head|nav|menu|top)[\w-]*(?:date|time)", re.I)
"""Names of the clock in the header of the page, and of the date in that of an article."""
_DIGITS = re.compile(r"\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2}")
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
LABELLED_MAX_CHARS = 100
"""Characters of a date line with a label at most."""
LINE_MAX_WORDS = 6
"""Words beside the numbers of a date line at most; more are a sentence with a date in it."""


def _shown(
    document: Document, context: ArticleContext, layout: Layout | None, reading: _Reading
) -> Iterator[_Candidate]:
    """Dates printed by the headline or in the article, the nearest to the headline first."""
    if layout:
        for element in document.names.select(layout.date):
            if candidate := _read(element, reading):
                yield candidate
                return
    hints = dict.fromkeys((*context.times, *context.hints["date"], *context.hints["byline"]))
    distances = [(context.distance(element), element) for element in hints]
    near = sorted(distances, key=lambda pair: (pair[0] < 0, abs(pair[0])))
    seen: set[HtmlElement] = set()
    for _, element in near[:MAX_CANDIDATES]:
        if element in context.trunk or not _may_tell(element, context) or not context.holds(element):
            continue
        if context.distance(element) < 0 and in_page_header(element, context):
            continue
        if seen and not seen.isdisjoint((*element.iterancestors(), *element.iter())):
            continue
        if candidate := _read(element, reading):
            seen.add(element)
            yield candidate
            if len(seen) == MAX_DATES:
                return
    if not seen:
        yield from _beside(context, reading)


def _may_tell(element: HtmlElement, context: ArticleContext) -> bool:
    """A quick test: whether an element holds a date and is no clock of the page."""
    if element.tag != "time" or not element.get("datetime"):
        text = element.text_content()
        if len(text) > 4 * DATE_LINE_MAX_CHARS or not _DIGITS.search(text):
            return False
    return not _is_clock(element, context)


def _is_clock(element: HtmlElement, context: ArticleContext) -> bool:
    """Whether the page calls an element its clock; a date in a header stands with the headline when it is the article's."""
    names = f"{element.get('class', '')} {element.get('id', '')}"
    if _CLOCK.search(names):
        return True
    return _HEADER.search(names) is not None and (
        context.heading is None or all(before is not context.heading for before in element.itersiblings(preceding=True))
    )


_DOT = re.compile(r"\s[·•]\s")


def _read(element: HtmlElement, reading: _Reading) -> _Candidate | None:
    text = text_of(element)
    if len(text) > DATE_LINE_MAX_CHARS:
        return None
    text = next((part for part in _DOT.split(text) if _DIGITS.search(part)), text)
    written = reading.printed(text) if _DIGITS.search(text) else None
    stamp = element.get("datetime") if element.tag == "time" else None
    stamped = reading.declared(stamp) if stamp else None
    if stamped and stamp:
        if written and abs(written.day - stamped.day) > timedelta(days=1):
            stamped = None  # what is printed is meant; templates copy stale stamps
        elif written is None or stamped.clock or written.clock is None:
            return _Candidate(stamped, name_of(element), text if written else stamp, printed=True)
    return _Candidate(written, name_of(element), text, printed=True) if written else None


NEIGHBOUR_MAX_ELEMENTS = 60
"""Elements in a neighbour of the headline that are looked at."""


def _beside(context: ArticleContext, reading: _Reading) -> Iterator[_Candidate]:
    """A date line without a telling name, among the short lines that follow the headline or come right before it."""
    node = context.heading
    for _ in range(4):
        if node is None or node.tag == "body":
            return
        before = (one for one in islice(node.itersiblings(preceding=True), 2) if not in_page_header(one, context))
        for sibling in [*islice(node.itersiblings(), 5), *before]:
            for element in islice(sibling.iter(), NEIGHBOUR_MAX_ELEMENTS):
                text = (element.text or "") if isinstance(element.tag, str) else ""
                line = (
                    " ".join(text.split())
                    if LINE_MIN_CHARS <= len(text) <= LINE_MAX_CHARS and _DIGITS.search(text)
                    else ""
                )
                if not _is_date_line(line) or _is_clock(element, context) or context.joins(element) is None:
                    continue
                if moment := reading.printed(line):
                    yield _Candidate(moment, name_of(element), line, printed=True)
                    return
        node = node.getparent()


def _microdata(root: HtmlElement, reading: _Reading) -> Iterator[_Candidate]:
    """A date of publication in microdata far from the headline."""
    for element in root.iter("span", "div", "time", "p"):
        if element.get("itemprop") == "datePublished" and (
            moment := reading.declared(element.get("content") or text_of(element))
        ):
            yield _Candidate(moment, "[itemprop=datePublished]", element.get("content") or text_of(element))
            return


def _labelled(root: HtmlElement, reading: _Reading) -> Iterator[_Candidate]:
    """A date with a label anywhere on the page ("Datum 28.04.2023"), in a short element."""
    for element in root.iter("li", "p", "div", "span", "td", "dd", "small"):
        parts = [element.text, *(part for child in islice(element, 4) for part in (child.text, child.tail))]
        line = " ".join(" ".join(filter(None, parts)).split())
        if not LINE_MIN_CHARS < len(line) <= LABELLED_MAX_CHARS or not _DIGITS.search(line) or not _is_date_line(line):
            continue
        if has_label(line, "published") and (moment := reading.printed(line)):
            yield _Candidate(moment, name_of(element), line, printed=True)
            return


_LETTERS = re.compile(r"[^\W\d_]+")


def _is_date_line(text: str) -> bool:
    """Whether a line holds little besides a date: few words."""
    return bool(text) and len(_LETTERS.findall(text)) <= LINE_MAX_WORDS


def _is_update(candidate: _Candidate) -> bool:
    return has_label(candidate.raw, "updated") and not has_label(candidate.raw, "published")


def _decide(
    declared: list[_Candidate], printed: list[_Candidate], url: str, country: tzinfo | None
) -> tuple[_Candidate | None, str]:
    if not declared:
        if printed:
            return printed[0], "printed by the headline; no metadata"
        if (day := date_in_url(url)) is not None:
            return _Candidate(Moment(day), "url", day.isoformat()), "date in the URL; there is no other"
        return None, ""
    best = max(declared, key=lambda candidate: (_support(candidate, declared, printed), _precision(candidate.moment)))
    if printed and best.moment.day - printed[0].moment.day > timedelta(days=1):
        return printed[0], "printed date is earlier: the metadata are those of a migration"
    if best.moment.clock is None or _is_midnight(best.moment):
        for candidate in [*declared, *printed]:
            if (
                candidate.moment.clock
                and not _is_midnight(candidate.moment)
                and candidate.moment.day == best.moment.day
            ):
                return replace(
                    best, moment=candidate.moment
                ), f"date of {best.source} with the time of {candidate.source}"
    agreeing = next((candidate for candidate in printed if _close(candidate.moment, best.moment)), None)
    if agreeing is None:
        return best, "metadata"
    return replace(
        best, moment=_localised(best.moment, agreeing.moment, country)
    ), "metadata, and the printed date agrees"


_OFFSETS = frozenset(timedelta(minutes=minutes) for minutes in range(-11 * 60, 13 * 60 + 1, 30))


def _localised(declared: Moment, printed: Moment, zone: tzinfo | None) -> Moment:
    """A moment declared in UTC, in the zone that the printed clock shows when both are the same moment.

    `zone` is that of the country; when it is known, only its own offset is believed.
    """
    instant = declared.instant
    if instant is None or printed.clock is None or declared.zone is None or declared.zone.utcoffset(None):
        return declared
    minute = instant.replace(second=0, microsecond=0)
    clock = datetime.combine(printed.day, printed.clock.replace(second=0, microsecond=0, tzinfo=UTC))
    offset = clock - minute
    stated = printed.zone.utcoffset(None) if printed.zone else None
    if not offset or offset not in _OFFSETS or (stated is not None and stated != offset):
        return declared
    if zone and instant.astimezone(zone).utcoffset() != offset:
        return declared
    local = instant.astimezone(timezone(offset))
    return Moment(local.date(), local.timetz())


def _support(candidate: _Candidate, declared: list[_Candidate], printed: list[_Candidate]) -> int:
    """How many others agree on the day; a day more or less is a zone or a print edition."""
    return sum(_close(candidate.moment, other.moment) for other in (*declared, *printed[:1]))


def _close(one: Moment, other: Moment) -> bool:
    return abs(one.day - other.day) <= timedelta(days=1)


def _precision(moment: Moment) -> int:
    return 0 if moment.clock is None else 1 if moment.zone is None or _is_midnight(moment) else 2


def _is_midnight(moment: Moment) -> bool:
    return moment.clock is not None and (moment.clock.hour, moment.clock.minute, moment.clock.second) == (0, 0, 0)


def _placed(candidate: _Candidate | None, zone: tzinfo | None) -> _Candidate | None:
    return replace(candidate, moment=candidate.moment.at(zone)) if candidate and zone else candidate


def _zone(candidate: list[_Candidate], country: tzinfo | None) -> tzinfo | None:
    """The zone for clocks without one: what the page's other dates say, else that of the country.

    UTC says where a clock in metadata stands, and nothing about a printed one.
    """
    offsets = [e.moment.zone for e in candidate if e.moment.zone is not None]
    local = next((zone for zone in offsets if zone.utcoffset(None)), None) or country
    return local or (offsets[0] if offsets and not candidate[0].printed else None)


_URL_DATE = re.compile(
    r"/(?P<y>(?:19|20)\d{2})[/-]?(?P<m>0[1-9]|1[0-2]|[1-9](?=[/-]))[/-]?(?P<d>0[1-9]|[12]\d|3[01]|[1-9](?=[/-]))(?=[/_.-]|$)"
)


def date_in_url(url: str) -> date | None:
    """The day in the path of a URL ("/2014/03/31/", "/20240424/"); None when there is none or it is no date."""
    match = _URL_DATE.search(urlsplit(url).path)
    if match is None:
        return None
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None
