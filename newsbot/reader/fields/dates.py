"""Dates of publication and of the last change.

Metadata and the printed date are set against each other. Metadata with a time and a zone come first, unless the printed date
is earlier by days: then the metadata are those of a migration. A date alone is completed by the time printed on the same day. The
clock in the page header is no evidence, a date labelled as an update is none for the publication, unless the page has no other:
some papers label their only date so (fact sheet section 5.2). The date in the URL is the last resort.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from urllib.parse import urlsplit

from newsbot.normalize.dates import Moment, Order
from newsbot.normalize.language import is_vietnamese
from newsbot.normalize.zones import country_zone
from newsbot.reader.fields.article_context import ArticleContext
from newsbot.reader.fields.date_candidate import Candidate, DateStyle
from newsbot.reader.fields.date_lines import find_date_line, find_microdata
from newsbot.reader.fields.printed_dates import find_printed_dates
from newsbot.reader.layouts.layout import Layout
from newsbot.reader.page.document import Document
from newsbot.reader.page.elements import text_of
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


def find_dates(
    document: Document, data: StructuredData, context: ArticleContext, layout: Layout | None = None
) -> Dates:
    """Read the dates."""
    language = _language(data)
    style = DateStyle(_order(language, document.url), language)
    declared = list(_declared(data, context, "datePublished", meta_names("published"), style)) or list(
        _declared(data, context, "dateCreated", ("datecreated",), style)
    )
    changed = list(_declared(data, context, "dateModified", meta_names("modified"), style))
    shown = [one for one in find_printed_dates(document, context, layout, style) if one.kind != "other"]
    if not declared and not shown:
        declared = list(find_microdata(document.root, style))
    if not declared and all(candidate.kind == "updated" for candidate in shown):
        shown += (one for one in find_date_line(document.root, context, style) if one.kind != "other")
    printed = sorted(
        (candidate for candidate in shown if candidate.kind != "updated"),
        key=lambda candidate: candidate.kind != "published",
    )
    if not printed and shown and _is_only_date(declared, document.url, style):
        printed = shown[:1]  # "Cập nhật lúc …"
    only = printed[:1] if style.is_vietnamese else []
    updates = changed or [candidate for candidate in shown if candidate.kind == "updated" and candidate not in only]
    country = country_zone(urlsplit(document.url).hostname or "", language)
    declared, printed = _settled(declared, printed, style), _settled(printed, declared, style)
    published, rule = _decide(declared, printed, document.url, country)
    zone = _zone([*([published] if published else ()), *declared, *changed, *shown], country)
    published, modified = _placed(published, zone), _placed(updates[0] if updates else None, zone)
    raw = next((e for e in printed if published and _close(e.moment, published.moment)), published)
    return Dates(
        Evidence(published.moment.iso(), published.source, rule) if published else None,
        Evidence(modified.moment.iso(), modified.source, "last change declared by the page") if modified else None,
        Evidence(raw.raw, raw.source, "as printed" if raw.printed else "as in the metadata") if raw else None,
    )


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
    style: DateStyle,
) -> Iterator[Candidate]:
    """Dates in structured data, the most trusted first."""
    if isinstance(value := data.article.get(key), str | int | float) and (moment := style.declared(str(value))):
        yield Candidate(moment, f"json-ld {key}", str(value))
    for name in names:
        for value in data.folded_meta.get(name, ())[:1]:
            if moment := style.declared(value):
                yield Candidate(moment, f"meta[{name}]", value)
    for element in context.properties.get(key, ()):
        value = element.get("content") or element.get("datetime") or text_of(element)
        if moment := style.declared(value):
            yield Candidate(moment, f"[itemprop={key}]", value)
            break


def _is_only_date(declared: list[Candidate], url: str, style: DateStyle) -> bool:
    """Whether an update is the only date that a page gives itself: then it is its date.

    Some Vietnamese papers label their only time of day so, whatever day the metadata have (fact sheet section 5.2).
    """
    if style.is_vietnamese:
        return all(candidate.moment.clock is None for candidate in declared)
    return not declared and date_in_url(url) is None


def _decide(
    declared: list[Candidate], printed: list[Candidate], url: str, country: tzinfo | None
) -> tuple[Candidate | None, str]:
    if not declared:
        if printed:
            return printed[0], "printed by the headline; no metadata"
        if (day := date_in_url(url)) is not None:
            return Candidate(Moment(day), "url", day.isoformat()), "date in the URL; there is no other"
        return None, ""
    best = max(declared, key=lambda candidate: (_support(candidate, declared, printed), _precision(candidate.moment)))
    if printed and printed[0].moment.clock and best.moment.clock is None and _is_day_before(printed[0], best):
        return printed[0], "printed with its time; the metadata have the day of the print edition"
    if printed and printed[0].named and best.moment.day - printed[0].moment.day > timedelta(days=1):
        return printed[0], "printed date is earlier: the metadata are those of a migration"
    return _with_clock(best, [*declared, *printed]) or _confirmed(best, printed, country)


def _with_clock(best: Candidate, others: list[Candidate]) -> tuple[Candidate, str] | None:
    """A date without a time of day, with the one that another date of the same day has."""
    if best.moment.clock is not None and not _is_midnight(best.moment):
        return None
    for other in others:
        if other.moment.clock and not _is_midnight(other.moment) and other.moment.day == best.moment.day:
            return replace(best, moment=other.moment), f"date of {best.source} with the time of {other.source}"
    return None


def _confirmed(best: Candidate, printed: list[Candidate], country: tzinfo | None) -> tuple[Candidate, str]:
    """A date of the metadata, in the zone of the printed one that agrees."""
    agreeing = next((candidate for candidate in printed if _close(candidate.moment, best.moment)), None)
    if agreeing is None:
        return best, "metadata"
    if not agreeing.stamped and _is_called_utc(best.moment, agreeing.moment):
        return replace(best, moment=agreeing.moment), "printed with its zone; the metadata call the same clock UTC"
    moment = _localised(best.moment, agreeing.moment, country)
    return replace(best, moment=moment), "metadata, and the printed date agrees"


def _settled(dates: list[Candidate], others: list[Candidate], style: DateStyle) -> list[Candidate]:
    """The dates, each that no other supports read in the order in which the other kind of evidence supports it.

    "11/01/2023" beside "2023-11-01" is the first of November whatever the page's language suggests.
    """
    days = {other.moment.day for other in others}
    settled = []
    for candidate in dates:
        swapped = None
        if days and not any(_close(candidate.moment, other.moment) for other in others):
            swapped = style.other_order(candidate.raw)
        settled.append(replace(candidate, moment=swapped) if swapped and swapped.day in days else candidate)
    return settled


def _is_called_utc(declared: Moment, printed: Moment) -> bool:
    """Whether metadata give the clock of a printed line that names its zone, and call it UTC."""
    if declared.clock is None or printed.clock is None or declared.zone is None or printed.zone is None:
        return False
    same = (declared.day, declared.clock.hour, declared.clock.minute) == (
        printed.day,
        printed.clock.hour,
        printed.clock.minute,
    )
    return same and not declared.zone.utcoffset(None) and bool(printed.zone.utcoffset(None))


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


def _support(candidate: Candidate, declared: list[Candidate], printed: list[Candidate]) -> int:
    """How many others agree on the day; a day more or less is a zone or a print edition."""
    return sum(_close(candidate.moment, other.moment) for other in (*declared, *printed[:1]))


def _close(one: Moment, other: Moment) -> bool:
    return abs(one.day - other.day) <= timedelta(days=1)


def _is_day_before(one: Candidate, other: Candidate) -> bool:
    return other.moment.day - one.moment.day == timedelta(days=1)


def _precision(moment: Moment) -> int:
    return 0 if moment.clock is None else 1 if moment.zone is None or _is_midnight(moment) else 2


def _is_midnight(moment: Moment) -> bool:
    return moment.clock is not None and (moment.clock.hour, moment.clock.minute, moment.clock.second) == (0, 0, 0)


def _placed(candidate: Candidate | None, zone: tzinfo | None) -> Candidate | None:
    return replace(candidate, moment=candidate.moment.at(zone)) if candidate and zone else candidate


def _zone(candidate: list[Candidate], country: tzinfo | None) -> tzinfo | None:
    """The zone for clocks without one: what the page's other dates say, else that of the country.

    UTC says where a clock in metadata stands, and nothing about a printed one.
    """
    offsets = [e.moment.zone for e in candidate if e.moment.zone is not None]
    local = next((zone for zone in offsets if zone.utcoffset(None)), None) or country
    return local or (offsets[0] if offsets and not candidate[0].printed else None)


_URL_DATES = (
    re.compile(
        r"/(?P<y>(?:19|20)\d{2})[/-]?(?P<m>0[1-9]|1[0-2]|[1-9](?=[/-]))[/-]?(?P<d>0[1-9]|[12]\d|3[01]|[1-9](?=[/-]))(?=[/_.-]|$)"
    ),
    re.compile(r"/(?P<d>\d{2})-(?P<m>\d{2})-(?P<y>20\d{2})(?=[/_.-]|$)"),
)


def date_in_url(url: str) -> date | None:
    """The day in the path of a URL ("/2014/03/31/", "/20240424/", "/31-03-2014-"); None when there is none or it is no date."""
    path = urlsplit(url).path
    match = next((match for pattern in _URL_DATES if (match := pattern.search(path))), None)
    if match is None:
        return None
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None
