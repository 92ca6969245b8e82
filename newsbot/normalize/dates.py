"""Dates as pages write them: in metadata, in `time` elements, printed under the headline.

Nothing is guessed: a date without a year, a time without a date and a clock whose numbers fit no calendar give None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from itertools import pairwise
from typing import Literal

from newsbot.normalize.calendars import ascii_digits, full_year, to_date
from newsbot.normalize.clocks import names_noon, nearest_clock, offset, on_day, to_clock
from newsbot.normalize.words import merged, words

Order = Literal["DMY", "MDY"]

EPOCH_MIN_MILLISECONDS = 1e11
"""A number from which an epoch is in milliseconds: as seconds it would be in the year 5138."""
TEXT_MAX_CHARS = 300
"""Characters of a text that are searched for a date."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time, as precise as the page is."""

    day: date
    """Calendar day, in the page's own zone."""
    clock: time | None = None
    """Time of day, with `tzinfo` when the zone is known; None when the page gives a date alone."""

    @property
    def zone(self) -> tzinfo | None:
        """The zone of the clock; None without clock or zone."""
        return self.clock.tzinfo if self.clock else None

    @property
    def instant(self) -> datetime | None:
        """The moment in UTC; None when the clock or its zone is unknown."""
        if self.clock is None or self.clock.tzinfo is None:
            return None
        return datetime.combine(self.day, self.clock).astimezone(UTC)

    def at(self, zone: tzinfo) -> Moment:
        """The same moment, its clock read in `zone` when it has none of its own."""
        if self.clock is None or self.clock.tzinfo is not None:
            return self
        offset = datetime.combine(self.day, self.clock, tzinfo=zone).utcoffset() or timedelta(0)
        return Moment(self.day, self.clock.replace(tzinfo=timezone(offset)))

    def iso(self) -> str:
        """ISO 8601: date and clock with offset; the date alone when the clock or its zone is unknown."""
        if self.clock is None or self.clock.tzinfo is None:
            return self.day.isoformat()
        return datetime.combine(self.day, self.clock.replace(microsecond=0)).isoformat()


def parse_date(
    text: str, *, order: Order = "DMY", language: str | None = None, zone: tzinfo | None = None
) -> Moment | None:
    """The first date in `text`, with the clock printed beside it.

    Reads ISO 8601, RFC 2822, epoch seconds and milliseconds, dates in numbers and dates with month names in the languages
    of `words/dates.toml`. `order` settles "03/04/2024", unless AM/PM (US order, as OneCMS writes it) or a number over 12
    does. `language` is that of a printed date: "vi" puts the day first also before AM/PM. `zone` is taken for a clock that
    names none.
    """
    text = " ".join(text[:TEXT_MAX_CHARS].split())
    moment = _machine(text) or _epoch(text) or _printed(text, order, language)
    return moment.at(zone) if moment and zone else moment


def split_labels(text: str) -> list[str]:
    """The parts of a date line that say different things, each with its label and its date.

    "Updated: 9 March 2024 – Published: 5 March 2024" are two; a line with one date is one part.
    """
    text = " ".join(text[:TEXT_MAX_CHARS].split())
    starts = sorted({m.start() for kind in ("published", "updated") for m in _labels(kind).finditer(text)})
    parts: list[str] = []
    for start, end in pairwise((0, *starts, len(text))):
        part = text[start:end]
        if parts and not may_hold_date(parts[-1]):
            parts[-1] += part
        elif may_hold_date(part) or not parts:
            parts.append(part)
        else:
            parts[-1] += part
    parts = [part.strip(" -–—|,;/·•(") for part in parts]
    return parts if len(parts) > 1 and all(map(parse_date, parts)) else [text]


_DATED = re.compile(r"\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2}|\d[.\s-]{0,2}[^\W\d_][^\s\d]{2,14}[\s-]['’]?\d{2}(?!\d)")


def may_hold_date(text: str) -> bool:
    """A quick test: whether a text has the numbers of a date."""
    return _DATED.search(text) is not None


def has_label(text: str, kind: Literal["published", "updated", "other"]) -> bool:
    """Whether a printed date line says that it is the date of publication, of the last change or of something else."""
    return bool(_labels(kind).search(text))


_ISO = re.compile(
    r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ]{1,2}(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2}(?!\d))?)?",
    re.I,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{4})?)?")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.0+)?")


def _machine(text: str) -> Moment | None:
    match = _ISO.match(text) or _COMPACT.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, shift = match.groups()
    if hour is not None and names_noon(text[match.end() :][:6]):
        return None
    return _moment(year, month, day, to_clock(hour, minute, second, offset(shift or "")))


def _epoch(text: str) -> Moment | None:
    if not _EPOCH.fullmatch(text):
        return None
    seconds = float(text)
    when = datetime.fromtimestamp(seconds / 1000 if seconds >= EPOCH_MIN_MILLISECONDS else seconds, UTC)
    return Moment(when.date(), when.timetz())


_NUMBERS = re.compile(r"(?<![\d/.:-])(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d:]|[/.-]\d)")
_YEAR_FIRST = re.compile(r"(?<![\d/.-])(\d{4})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{1,2})(?!\d)")
_CJK = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_REIGN = re.compile(
    r"(?P<era>令和|平成|民國|民国)\s?(?P<y>\d{1,3}|元)\s?年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日"
)
_ERAS = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911}
"""Year before the first of an era."""
_VIETNAMESE = re.compile(r"(?<!\d)(\d{1,2})\s?(?:tháng|th\.?)\s?(\d{1,2})(?:,?\s?năm|[,/.-])?\s?(\d{4})", re.I)


def _printed(text: str, order: Order, language: str | None) -> Moment | None:
    text = ascii_digits(text)
    found = (
        _by_groups(_CJK, text, "ymd")
        or _by_groups(_VIETNAMESE, text, "dmy")
        or _named(text, _NAMED, language)
        or _by_groups(_YEAR_FIRST, text, "ymd")
        or _numbers(text, order, language)
        or _named(text, _NAMED_SHORT, language)
        or _reign(text)
    )
    if found is None:
        return None
    day, (start, end) = found
    return Moment(day, on_day(nearest_clock(text, start, end), day))


_Hit = tuple[date, tuple[int, int]]


def _by_groups(pattern: re.Pattern[str], text: str, order: str) -> _Hit | None:
    for match in pattern.finditer(text):
        parts = dict(zip(order, map(int, match.groups()), strict=True))
        if day := to_date(parts["y"], parts["m"], parts["d"]):
            return day, match.span()
    return None


def _reign(text: str) -> _Hit | None:
    for match in _REIGN.finditer(text):
        year = _ERAS[match["era"]] + (1 if match["y"] == "元" else int(match["y"]))
        if day := to_date(year, int(match["m"]), int(match["d"])):
            return day, match.span()
    return None


_DAY_FIRST = ("vi", "en-gb", "en-ie", "en-au", "en-nz", "en-in", "en-za", "en-ng", "en-ke")
"""Languages that put the day first also before AM and PM."""


def _numbers(text: str, order: Order, language: str | None) -> _Hit | None:
    for match in _NUMBERS.finditer(text):
        first, separator, second, year = match.groups()
        american = order == "MDY" or (not (language or "").startswith(_DAY_FIRST) and names_noon(text))
        month_first = american and separator != "."
        options = [(first, second), (second, first)] if month_first else [(second, first), (first, second)]
        for month, day in options:
            if found := to_date(full_year(year), int(month), int(day)):
                return found, match.span()
    return None


_MONTH = r"(?P<m>(?:كانون|تشرين)\s[^\s\d]{3,8}|[^\s\d,/-]{2,15})"
"""A word that may name a month; abbreviations in Thai have dots inside, months in the Levant two words."""
_OF = r"(?:de |d['’]|of |in |ខែ\s?|ເດືອນ\s?|เดือน\s?|ב)?"
_IN_YEAR = r"(?:de |del |พ\.ศ\.\s?|ค\.ศ\.\s?|ឆ្នាំ\s?|ປີ\s?|năm )?"
_DAY = r"(?<!\d)(?P<d>\d{1,2})(?:st|nd|rd|th|er|[.º°])?"
_NAMED = (
    re.compile(rf"{_DAY}[\s-]?{_OF}{_MONTH}[.,-]?\s?{_IN_YEAR}(?P<y>\d{{4}})(?!\d)", re.I),
    re.compile(
        rf"(?<!\w){_MONTH}\.?\s?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?:at \d{{1,2}}:\d\d(?: ?[ap]m)?,? )?(?P<y>\d{{4}})(?!\d)",
        re.I,
    ),
    re.compile(rf"(?<!\d)(?P<y>\d{{4}})\.?\s(?:m\. )?{_MONTH}\s(?P<d>\d{{1,2}})(?!\d)"),
    re.compile(rf"(?<!\d)(?P<y>\d{{4}})\.?\s(?:gada )?(?P<d>\d{{1,2}})\.\s{_MONTH}"),
)
_NAMED_SHORT = (
    re.compile(
        rf"{_DAY}[\s-]?{_OF}{_MONTH}[\s-]['’]?(?P<y>\d{{2}})(?=[\s,]*(?:$|[|(\[–-]|\d{{1,2}}[:.]\d\d))(?![:.]\d)", re.I
    ),
)
"""A year of two digits ends the date, as a clock or the end of the line shows: "03 Sep 15 00:01", never "3 May 15 people"."""


def _named(text: str, patterns: tuple[re.Pattern[str], ...], language: str | None) -> _Hit | None:
    for pattern in patterns:
        for match in pattern.finditer(text):
            name = match["m"].lower().strip(".")
            solar = _months(key="solar_months").get(name)
            month = solar or _months(language).get(name)
            if month is None:
                continue
            year = full_year(match["y"], buddhist=_THAI.match(name) is not None)
            if found := to_date(year, month, int(match["d"]), solar=solar is not None):
                return found, match.span()
    return None


_THAI = re.compile("[\u0e00-\u0eff]")
"""Letters of Thai and Lao."""


@cache
def _months(language: str | None = None, key: str = "months") -> dict[str, int]:
    """Months by spelling, in every language; those of `language` before others."""
    languages = words("dates")
    own = languages.get((language or "").split("-")[0], {})
    return {
        spelling.replace("_", " ").strip("."): number
        for table in (*languages.values(), own)
        for number, spellings in enumerate(table.get(key, ()), 1)
        for spelling in spellings.split()
    }


@cache
def _labels(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, merged('dates', kind)))})(?![^\W\d_])", re.I)


def _moment(year: str, month: str, day: str, clock: time | None) -> Moment | None:
    found = to_date(int(year), int(month), int(day))
    return Moment(found, clock) if found else None
