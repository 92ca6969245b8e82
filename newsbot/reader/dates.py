"""When the article was published and last changed.

Metadata and the printed date are set against each other. Metadata with a time and a zone come first, unless the printed date
is earlier by days: then the metadata tell of a migration. A date alone is completed by the time printed on the same day. The
clock in the page header is no evidence, a date labelled as an update is none for the publication, unless a Vietnamese page prints
no other: some papers label their only date so (fact sheet section 5.2). The date in the URL is the last resort.
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
from newsbot.reader.document import Document
from newsbot.reader.elements import name_of, text_of
from newsbot.reader.found import Found
from newsbot.reader.layout import Layout
from newsbot.reader.near import Place
from newsbot.reader.pagehead import in_page_head
from newsbot.reader.structured import StructuredData, meta_names


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of an article; each None when the page does not tell."""

    published: Found[str] | None
    """ISO 8601 with offset, or a date alone."""
    modified: Found[str] | None
    """The same for the last change."""
    raw: Found[str] | None
    """The publication date as printed, else as in the metadata."""


@dataclass(frozen=True, slots=True)
class _Evidence:
    moment: Moment
    source: str
    raw: str
    printed: bool = False


def find_dates(
    document: Document, data: StructuredData, content: HtmlElement | None, layout: Layout | None = None
) -> Dates:
    """Read the dates."""
    article = data.article(document.url)
    language = _language(data)
    reading = _Reading(_order(language, document.url), language)
    place = Place.of(document.root, data, document.url, content)
    told = list(_told(data, article, place, "datePublished", meta_names("published"), reading)) or list(
        _told(data, article, place, "dateCreated", ("datecreated",), reading)
    )
    changed = list(_told(data, article, place, "dateModified", meta_names("modified"), reading))
    shown = list(_shown(document, place, layout, reading))
    if not told and not shown:
        told, shown = list(_microdata(document.root, reading)), list(_labelled(document.root, reading))
    printed = [evidence for evidence in shown if not _is_update(evidence)]
    if not printed and reading.is_vietnamese and all(evidence.moment.clock is None for evidence in told):
        printed = shown[:1]  # "Cập nhật lúc …"
    updates = changed or [evidence for evidence in shown if _is_update(evidence) and evidence not in printed]
    country = country_zone(urlsplit(document.url).hostname or "", language)
    published, rule = _decide(told, printed, document.url, country)
    zone = _zone([*([published] if published else ()), *told, *changed, *shown], country)
    published, modified = _placed(published, zone), _placed(updates[0] if updates else None, zone)
    raw = next((e for e in printed if published and _close(e.moment, published.moment)), published)
    return Dates(
        Found(published.moment.iso(), published.source, rule) if published else None,
        Found(modified.moment.iso(), modified.source, "last change told by the page") if modified else None,
        Found(raw.raw, raw.source, "as printed" if raw.printed else "as in the metadata") if raw else None,
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """How to read the dates of a page."""

    order: Order
    language: str | None

    @property
    def is_vietnamese(self) -> bool:
        return (self.language or "").startswith("vi")

    def told(self, text: str) -> Moment | None:
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


def _told(
    data: StructuredData, article: dict[str, object], place: Place, key: str, names: tuple[str, ...], reading: _Reading
) -> Iterator[_Evidence]:
    """Dates in structured data, the most trusted first."""
    if isinstance(value := article.get(key), str | int | float) and (moment := reading.told(str(value))):
        yield _Evidence(moment, f"json-ld {key}", str(value))
    for name in names:
        for value in data.folded_meta.get(name, ())[:1]:
            if moment := reading.told(value):
                yield _Evidence(moment, f"meta[{name}]", value)
    for element in place.properties.get(key, ()):
        value = element.get("content") or element.get("datetime") or text_of(element)
        if moment := reading.told(value):
            yield _Evidence(moment, f"[itemprop={key}]", value)
            break


_CLOCK = re.compile(r"clock|current|today|now\b|title-time|ngay-?hom-?nay|live-?time", re.I)
_HEADER = re.compile(r"(?:head|nav|menu|top)[\w-]*(?:date|time)", re.I)
"""Names of the clock in the header of the page, and of the date in that of an article."""
_DIGITS = re.compile(r"\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2}")
_MOST_SHOWN = 60
_ENOUGH = 5
_LONGEST = 160


def _shown(document: Document, place: Place, layout: Layout | None, reading: _Reading) -> Iterator[_Evidence]:
    """Dates printed by the headline or in the article, the nearest to the headline first."""
    if layout:
        for element in document.names.select(layout.date):
            if evidence := _read(element, reading):
                yield evidence
                return
    hints = dict.fromkeys((*place.times, *place.hints["date"], *place.hints["byline"]))
    distances = [(place.distance(element), element) for element in hints]
    near = sorted(distances, key=lambda pair: (pair[0] < 0, abs(pair[0])))
    seen: set[HtmlElement] = set()
    for _, element in near[:_MOST_SHOWN]:
        if element in place.trunk or not _may_tell(element, place) or not place.holds(element):
            continue
        if place.distance(element) < 0 and in_page_head(element, place):
            continue
        if seen and not seen.isdisjoint((*element.iterancestors(), *element.iter())):
            continue
        if evidence := _read(element, reading):
            seen.add(element)
            yield evidence
            if len(seen) == _ENOUGH:
                return
    if not seen:
        yield from _beside(place, reading)


def _may_tell(element: HtmlElement, place: Place) -> bool:
    """A quick test: whether an element holds a date and is no clock of the page."""
    if element.tag != "time" or not element.get("datetime"):
        text = element.text_content()
        if len(text) > 4 * _LONGEST or not _DIGITS.search(text):
            return False
    return not _is_clock(element, place)


def _is_clock(element: HtmlElement, place: Place) -> bool:
    """Whether the page calls an element its clock; a date in a header stands with the headline when it is the article's."""
    names = f"{element.get('class', '')} {element.get('id', '')}"
    if _CLOCK.search(names):
        return True
    return _HEADER.search(names) is not None and (
        place.heading is None or all(before is not place.heading for before in element.itersiblings(preceding=True))
    )


_DOT = re.compile(r"\s[·•]\s")


def _read(element: HtmlElement, reading: _Reading) -> _Evidence | None:
    text = text_of(element)
    if len(text) > _LONGEST:
        return None
    text = next((part for part in _DOT.split(text) if _DIGITS.search(part)), text)
    written = reading.printed(text) if _DIGITS.search(text) else None
    stamp = element.get("datetime") if element.tag == "time" else None
    stamped = reading.told(stamp) if stamp else None
    if stamped and stamp:
        if written and abs(written.day - stamped.day) > timedelta(days=1):
            stamped = None  # what is printed is meant; templates copy stale stamps
        elif written is None or stamped.clock or written.clock is None:
            return _Evidence(stamped, name_of(element), text if written else stamp, printed=True)
    return _Evidence(written, name_of(element), text, printed=True) if written else None


_NEIGHBOURS = 60


def _beside(place: Place, reading: _Reading) -> Iterator[_Evidence]:
    """A date line without a telling name, among the short lines that follow the headline or come right before it."""
    node = place.heading
    for _ in range(4):
        if node is None or node.tag == "body":
            return
        before = (one for one in islice(node.itersiblings(preceding=True), 2) if not in_page_head(one, place))
        for sibling in [*islice(node.itersiblings(), 5), *before]:
            for element in islice(sibling.iter(), _NEIGHBOURS):
                text = (element.text or "") if isinstance(element.tag, str) else ""
                line = " ".join(text.split()) if 6 <= len(text) <= 120 and _DIGITS.search(text) else ""
                if not _is_date_line(line) or _is_clock(element, place) or place.joins(element) is None:
                    continue
                if moment := reading.printed(line):
                    yield _Evidence(moment, name_of(element), line, printed=True)
                    return
        node = node.getparent()


def _microdata(root: HtmlElement, reading: _Reading) -> Iterator[_Evidence]:
    """A date of publication in microdata far from the headline."""
    for element in root.iter("span", "div", "time", "p"):
        if element.get("itemprop") == "datePublished" and (
            moment := reading.told(element.get("content") or text_of(element))
        ):
            yield _Evidence(moment, "[itemprop=datePublished]", element.get("content") or text_of(element))
            return


def _labelled(root: HtmlElement, reading: _Reading) -> Iterator[_Evidence]:
    """A date with a label anywhere on the page ("Datum 28.04.2023"), in a short element."""
    for element in root.iter("li", "p", "div", "span", "td", "dd", "small"):
        parts = [element.text, *(part for child in islice(element, 4) for part in (child.text, child.tail))]
        line = " ".join(" ".join(filter(None, parts)).split())
        if not 6 < len(line) <= 100 or not _DIGITS.search(line) or not _is_date_line(line):
            continue
        if has_label(line, "published") and (moment := reading.printed(line)):
            yield _Evidence(moment, name_of(element), line, printed=True)
            return


_LETTERS = re.compile(r"[^\W\d_]+")


def _is_date_line(text: str) -> bool:
    """Whether a line holds little besides a date: few words."""
    return bool(text) and len(_LETTERS.findall(text)) <= 6


def _is_update(evidence: _Evidence) -> bool:
    return has_label(evidence.raw, "updated") and not has_label(evidence.raw, "published")


def _decide(
    told: list[_Evidence], printed: list[_Evidence], url: str, country: tzinfo | None
) -> tuple[_Evidence | None, str]:
    if not told:
        if printed:
            return printed[0], "printed by the headline; no metadata"
        if (day := date_in_url(url)) is not None:
            return _Evidence(Moment(day), "url", day.isoformat()), "date in the URL; nothing else tells it"
        return None, ""
    best = max(told, key=lambda evidence: (_support(evidence, told, printed), _precision(evidence.moment)))
    if printed and best.moment.day - printed[0].moment.day > timedelta(days=1):
        return printed[0], "printed date is earlier: the metadata tell of a migration"
    if best.moment.clock is None or _is_midnight(best.moment):
        for evidence in [*told, *printed]:
            if evidence.moment.clock and not _is_midnight(evidence.moment) and evidence.moment.day == best.moment.day:
                return replace(
                    best, moment=evidence.moment
                ), f"date of {best.source} with the time of {evidence.source}"
    agreeing = next((evidence for evidence in printed if _close(evidence.moment, best.moment)), None)
    if agreeing is None:
        return best, "metadata"
    return replace(
        best, moment=_localised(best.moment, agreeing.moment, country)
    ), "metadata, and the printed date agrees"


_OFFSETS = frozenset(timedelta(minutes=minutes) for minutes in range(-11 * 60, 13 * 60 + 1, 30))


def _localised(told: Moment, printed: Moment, zone: tzinfo | None) -> Moment:
    """A moment told in UTC, in the zone that the printed clock shows when both are the same moment.

    `zone` is that of the country; when it is known, only its own offset is believed.
    """
    instant = told.instant
    if instant is None or printed.clock is None or told.zone is None or told.zone.utcoffset(None):
        return told
    minute = instant.replace(second=0, microsecond=0)
    clock = datetime.combine(printed.day, printed.clock.replace(second=0, microsecond=0, tzinfo=UTC))
    offset = clock - minute
    stated = printed.zone.utcoffset(None) if printed.zone else None
    if not offset or offset not in _OFFSETS or (stated is not None and stated != offset):
        return told
    if zone and instant.astimezone(zone).utcoffset() != offset:
        return told
    local = instant.astimezone(timezone(offset))
    return Moment(local.date(), local.timetz())


def _support(evidence: _Evidence, told: list[_Evidence], printed: list[_Evidence]) -> int:
    """How many others tell about the same day; a day more or less is a zone or a print edition."""
    return sum(_close(evidence.moment, other.moment) for other in (*told, *printed[:1]))


def _close(one: Moment, other: Moment) -> bool:
    return abs(one.day - other.day) <= timedelta(days=1)


def _precision(moment: Moment) -> int:
    return 0 if moment.clock is None else 1 if moment.zone is None or _is_midnight(moment) else 2


def _is_midnight(moment: Moment) -> bool:
    return moment.clock is not None and (moment.clock.hour, moment.clock.minute, moment.clock.second) == (0, 0, 0)


def _same_day(one: Moment, other: Moment) -> bool:
    if one.day == other.day:
        return True
    return bool(one.instant and other.instant and one.instant.date() == other.instant.date())


def _placed(evidence: _Evidence | None, zone: tzinfo | None) -> _Evidence | None:
    return replace(evidence, moment=evidence.moment.at(zone)) if evidence and zone else evidence


def _zone(evidence: list[_Evidence], country: tzinfo | None) -> tzinfo | None:
    """The zone for clocks without one: what the page's other dates say, else that of the country.

    UTC says where a clock in metadata stands, and nothing about a printed one.
    """
    offsets = [e.moment.zone for e in evidence if e.moment.zone is not None]
    local = next((zone for zone in offsets if zone.utcoffset(None)), None) or country
    return local or (offsets[0] if offsets and not evidence[0].printed else None)


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
