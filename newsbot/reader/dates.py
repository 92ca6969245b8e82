"""When the article was published and last changed.

Metadata and the printed date are set against each other. Metadata with a time and a zone come first, unless the printed date
is earlier by days: then the metadata tell of a migration. A date alone is completed by the time printed on the same day. The
clock in the page header is no evidence, a date labelled as an update is none for the publication. The date in the address is
the last resort.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta, timezone, tzinfo
from functools import cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lxml.html import HtmlElement

from newsbot.normalize.dates import Moment, Order, has_label, parse_date
from newsbot.reader.document import Document
from newsbot.reader.elements import name_of, select, text_of
from newsbot.reader.found import Found
from newsbot.reader.layout import Layout
from newsbot.reader.near import Place
from newsbot.reader.structured import StructuredData


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


_PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished", "og:published_time", "og:pubdate",
    "pubdate", "publishdate", "publish-date", "publish_date", "published_time", "publication_date", "publicationdate", "published-date",
    "date.published", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime",
    "dc.date.issued", "dcterms.issued", "dc.issued", "dcterms.date", "dc.date", "dcterms.created", "dc.date.created", "dc.created",
    "article_date_original", "article.published", "rnews:datepublished", "originalpublicationdate", "citation_publication_date",
    "dable:item_published_time", "article:post_date", "shareaholic:article_published_time", "date", "datecreated",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:article:modified_time", "article:modified", "datemodified", "og:updated_time", "og:modified_time",
    "last-modified", "lastmod", "lastmodified", "dcterms.modified", "dc.date.modified", "dc.modified", "modified-date", "article.updated",
    "article:updated_time", "date.updated", "cxenseparse:recs:modifiedtime", "revision_date", "updated_time",
)  # fmt: skip


def find_dates(
    document: Document, data: StructuredData, content: HtmlElement | None, layout: Layout | None = None
) -> Dates:
    """Read the dates."""
    article = data.article(document.url)
    order = _order(data)
    place = Place.of(data, document.url, content)
    told = list(_told(data, article, "datePublished", _PUBLISHED, order)) or list(
        _told(data, article, "dateCreated", (), order)
    )
    changed = list(_told(data, article, "dateModified", _MODIFIED, order))
    shown = list(_shown(document, data, place, layout, order))
    zone = _zone([*told, *changed, *shown], data, document.url)
    printed = [evidence for evidence in shown if not _is_update(evidence)]
    published, rule = _decide([_placed(e, zone) for e in told], [_placed(e, zone) for e in printed], document.url)
    updates = changed or [evidence for evidence in shown if _is_update(evidence)]
    modified = _placed(updates[0], zone) if updates else None
    raw = next((e for e in printed if published and _same_day(e.moment, published.moment)), published)
    return Dates(
        Found(published.moment.iso(), published.source, rule) if published else None,
        Found(modified.moment.iso(), modified.source, "last change told by the page") if modified else None,
        Found(raw.raw, raw.source, "as printed" if raw.printed else "as in the metadata") if raw else None,
    )


def _order(data: StructuredData) -> Order:
    return "MDY" if (data.language or "").lower().replace("_", "-").startswith("en-us") else "DMY"


def _told(
    data: StructuredData, article: dict[str, object], key: str, names: tuple[str, ...], order: Order
) -> Iterator[_Evidence]:
    """Dates in structured data, the most trusted first."""
    if isinstance(value := article.get(key), str | int | float) and (moment := parse_date(str(value), order=order)):
        yield _Evidence(moment, f"json-ld {key}", str(value))
    for name in names:
        for value in data.meta.get(name, ())[:1]:
            if moment := parse_date(value, order=order):
                yield _Evidence(moment, f"meta[{name}]", value)
    for element in data.properties.get(key, ()):
        value = element.get("content") or element.get("datetime") or text_of(element)
        if moment := parse_date(value, order=order):
            yield _Evidence(moment, f"[itemprop={key}]", value)
            break


_CLOCK = re.compile(
    r"clock|current|today|now\b|title-time|(?:head|nav|menu|top)[\w-]*(?:date|time)|ngay-?hom-?nay|live-?time", re.I
)
_DIGITS = re.compile(r"\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2}")
_MOST_SHOWN = 60
_LONGEST = 160


def _shown(
    document: Document, data: StructuredData, place: Place, layout: Layout | None, order: Order
) -> Iterator[_Evidence]:
    """Dates printed by the headline or in the article, the nearest to the headline first."""
    if layout:
        for element in select(document.root, layout.date):
            if evidence := _read(element, order):
                yield evidence
                return
    hints = {element: None for element in (*data.times, *data.hints["date"], *data.hints["byline"])}
    near = sorted(hints, key=lambda element: (place.distance(element) < 0, abs(place.distance(element))))
    seen: set[HtmlElement] = set()
    for element in near[:_MOST_SHOWN]:
        if _CLOCK.search(f"{element.get('class', '')} {element.get('id', '')}") or not place.holds(element):
            continue
        if any(parent in seen for parent in element.iterancestors()) or any(child in seen for child in element.iter()):
            continue
        if evidence := _read(element, order):
            seen.add(element)
            yield evidence
    if not seen and place.heading is not None:
        yield from _beside(place.heading, order)


def _read(element: HtmlElement, order: Order) -> _Evidence | None:
    text = text_of(element)
    if len(text) > _LONGEST:
        return None
    stamp = element.get("datetime") if element.tag == "time" else None
    if stamp and (moment := parse_date(stamp, order=order)):
        printed = parse_date(text, order=order) if _DIGITS.search(text) else None
        if moment.clock is None and printed and printed.clock and printed.day == moment.day:
            moment = printed
        return _Evidence(moment, name_of(element), text if _DIGITS.search(text) else stamp, printed=True)
    if not _DIGITS.search(text) or (moment := parse_date(text, order=order)) is None:
        return None
    return _Evidence(moment, name_of(element), text, printed=True)


def _beside(heading: HtmlElement, order: Order) -> Iterator[_Evidence]:
    """A date line without a telling name, in the elements next to the headline."""
    node: HtmlElement | None = heading
    for _ in range(3):
        if node is None:
            return
        siblings = [*list(node.itersiblings())[:4], *list(node.itersiblings(preceding=True))[:1]]
        for sibling in siblings:
            if not isinstance(sibling.tag, str):
                continue
            text = text_of(sibling)
            if len(text) <= 80 and _DIGITS.search(text) and (moment := parse_date(text, order=order)):
                yield _Evidence(moment, name_of(sibling), text, printed=True)
                return
        node = node.getparent()


def _is_update(evidence: _Evidence) -> bool:
    return has_label(evidence.raw, "updated") and not has_label(evidence.raw, "published")


def _decide(told: list[_Evidence], printed: list[_Evidence], url: str) -> tuple[_Evidence | None, str]:
    if not told:
        if printed:
            return printed[0], "printed by the headline; no metadata"
        if (day := date_in_url(url)) is not None:
            return _Evidence(Moment(day), "url", day.isoformat()), "date in the address; nothing else tells it"
        return None, ""
    best = max(told, key=lambda evidence: (_support(evidence, told, printed), _precision(evidence.moment)))
    if printed and all(best.moment.day - e.moment.day > timedelta(days=1) for e in printed[:1]):
        return printed[0], "printed date is earlier: the metadata tell of a migration"
    if best.moment.clock is None or _is_midnight(best.moment):
        for evidence in [*told, *printed]:
            if evidence.moment.clock and not _is_midnight(evidence.moment) and _same_day(evidence.moment, best.moment):
                return replace(
                    best, moment=evidence.moment
                ), f"date of {best.source} with the time of {evidence.source}"
    return best, "metadata" + (
        ", and the printed date agrees" if any(_same_day(e.moment, best.moment) for e in printed) else ""
    )


def _support(evidence: _Evidence, told: list[_Evidence], printed: list[_Evidence]) -> int:
    return sum(1 for other in told if _same_day(evidence.moment, other.moment)) + 2 * any(
        _same_day(evidence.moment, other.moment) for other in printed[:1]
    )


def _precision(moment: Moment) -> int:
    return 0 if moment.clock is None else 1 if moment.zone is None or _is_midnight(moment) else 2


def _is_midnight(moment: Moment) -> bool:
    return moment.clock is not None and (moment.clock.hour, moment.clock.minute, moment.clock.second) == (0, 0, 0)


def _same_day(one: Moment, other: Moment) -> bool:
    if one.day == other.day:
        return True
    return bool(one.instant and other.instant and one.instant.date() == other.instant.date())


def _placed(evidence: _Evidence, zone: tzinfo | None) -> _Evidence:
    return replace(evidence, moment=evidence.moment.at(zone)) if zone else evidence


def _zone(evidence: list[_Evidence], data: StructuredData, url: str) -> tzinfo | None:
    """The zone for clocks without one: what the page's other dates say, else that of the country or language."""
    offsets = [e.moment.zone for e in evidence if e.moment.zone is not None]
    local = next((zone for zone in offsets if zone.utcoffset(None)), None)
    return local or country_zone(url, data.language) or (offsets[0] if offsets else None)


# Countries with one zone, by top-level domain, and languages spoken in one zone.
_ZONES = {
    "vn": "Asia/Ho_Chi_Minh", "de": "Europe/Berlin", "at": "Europe/Vienna", "ch": "Europe/Zurich", "fr": "Europe/Paris", "it": "Europe/Rome",
    "nl": "Europe/Amsterdam", "be": "Europe/Brussels", "lu": "Europe/Luxembourg", "dk": "Europe/Copenhagen", "se": "Europe/Stockholm",
    "no": "Europe/Oslo", "fi": "Europe/Helsinki", "is": "Atlantic/Reykjavik", "pl": "Europe/Warsaw", "cz": "Europe/Prague", "sk": "Europe/Bratislava",
    "hu": "Europe/Budapest", "ro": "Europe/Bucharest", "bg": "Europe/Sofia", "gr": "Europe/Athens", "tr": "Europe/Istanbul", "uk": "Europe/London",
    "ie": "Europe/Dublin", "es": "Europe/Madrid", "il": "Asia/Jerusalem", "in": "Asia/Kolkata", "jp": "Asia/Tokyo", "kr": "Asia/Seoul",
    "cn": "Asia/Shanghai", "tw": "Asia/Taipei", "hk": "Asia/Hong_Kong", "sg": "Asia/Singapore", "my": "Asia/Kuala_Lumpur", "th": "Asia/Bangkok",
    "ph": "Asia/Manila", "za": "Africa/Johannesburg", "ke": "Africa/Nairobi", "tz": "Africa/Dar_es_Salaam", "ng": "Africa/Lagos", "nz": "Pacific/Auckland",
    "ar": "America/Argentina/Buenos_Aires", "ua": "Europe/Kyiv", "hr": "Europe/Zagreb", "rs": "Europe/Belgrade", "si": "Europe/Ljubljana",
    "lt": "Europe/Vilnius", "lv": "Europe/Riga", "ee": "Europe/Tallinn", "la": "Asia/Vientiane", "kh": "Asia/Phnom_Penh", "gl": "America/Nuuk",
}  # fmt: skip
_LANGUAGES = {
    "vi": "vn", "ja": "jp", "ko": "kr", "da": "dk", "sv": "se", "nb": "no", "nn": "no", "no": "no", "fi": "fi", "is": "is", "pl": "pl", "cs": "cz", "sk": "sk", "hu": "hu",
    "tr": "tr", "el": "gr", "he": "il", "th": "th", "it": "it", "bg": "bg",
}  # fmt: skip


def country_zone(url: str, language: str | None) -> tzinfo | None:
    """The zone of the country that an address or a language names, when it has but one; None otherwise."""
    host = urlsplit(url).hostname or ""
    primary = re.split("[-_]", (language or "").lower())[0]
    country = host.rsplit(".", 1)[-1]
    return _zone_named(_ZONES.get(country) or _ZONES.get(_LANGUAGES.get(primary, ""), ""))


@cache
def _zone_named(name: str) -> tzinfo | None:
    if name == "Asia/Ho_Chi_Minh":
        return timezone(timedelta(hours=7))
    try:
        return ZoneInfo(name) if name else None
    except ZoneInfoNotFoundError:
        return None


_URL_DATE = re.compile(
    r"/(?P<y>(?:19|20)\d{2})[/-]?(?P<m>0[1-9]|1[0-2]|[1-9](?=[/-]))[/-]?(?P<d>0[1-9]|[12]\d|3[01]|[1-9](?=[/-]))(?=[/_.-]|$)"
)


def date_in_url(url: str) -> date | None:
    """The day in the path of an address ("/2014/03/31/", "/20240424/"); None when there is none or it is no date."""
    match = _URL_DATE.search(urlsplit(url).path)
    if match is None:
        return None
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None
