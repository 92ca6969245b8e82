"""When an archived article is fetched again: functions of its age and of how long it has been gone. No clock of their own.

A clock may be wrong, and be set right between two runs. So an age is never negative, a moment that lies further ahead than any
plan reaches counts as come (`horizon`), and a first absence that lies in the future never was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from newsbot.article import Article

DEFAULT = "2h 6h 12h 1d 2d 4d 7d 14d"
"""A plan for news: corrected on its first day, and seldom after two weeks."""
DAY = timedelta(days=1)
SECOND_RECRAWL = timedelta(hours=12)
"""How long after it was first found gone an article must still be gone, and on another day of UTC, to be taken for gone.

A paper that rebuilds its site overnight loses nothing."""
QUARANTINE_RECRAWL = timedelta(hours=2)
"""How long after an answer that is not believed an article is asked for again."""
LATER_RECRAWLS = (7 * DAY, 30 * DAY)
"""How long after it was first found gone an article is fetched once more."""

_AGE = re.compile(r"(\d{1,4})([hd])")
_UNITS = {"h": timedelta(hours=1), "d": DAY}


@dataclass(frozen=True, slots=True)
class Plan:
    """At which ages an article is fetched again."""

    ages: tuple[timedelta, ...] = ()
    """In rising order; none: never again."""

    def next_recrawl(self, born: datetime, now: datetime) -> datetime | None:
        """The next moment to fetch an article that came out at `born`; None when it is too old to change."""
        return next((born + age for age in self.ages if born + age > now), None)

    def horizon(self, now: datetime) -> datetime:
        """A moment that no recrawl planned at `now` or before lies behind."""
        return now + max((*self.ages, *LATER_RECRAWLS)) + DAY


def parse_plan(text: str) -> Plan:
    """A plan as an operator writes it: ages in hours and days, "2h 6h 1d 7d"; none of them for never.

    Raises ValueError for anything else.
    """
    ages = []
    for word in text.split():
        if not (age := _AGE.fullmatch(word)):
            raise ValueError(f"{word!r} is no age: write 2h for two hours, 7d for seven days")
        ages.append(int(age[1]) * _UNITS[age[2]])
    return Plan(tuple(sorted(set(ages))))


def born(article: Article, now: datetime, before: datetime | None = None) -> datetime:
    """When an article came out: as it says, when that is not in the future, else when it was first captured.

    `before` is what was known of that at an earlier fetch: a page that is dated today on every day grows older all the same.
    """
    return known_birth(article, now, before) or now


def known_birth(article: Article, now: datetime, before: datetime | None) -> datetime | None:
    """The same; None for an article of which nothing is known but that it is there now."""
    told = _moment(article.published_at, now) or _moment(article.modified_at, now)
    return min((moment for moment in (told, before) if moment and moment <= now), default=None)


def _moment(text: str | None, now: datetime) -> datetime | None:
    """The last moment that a date of the record may mean, when it is not in the future."""
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    if moment.tzinfo:
        return moment if moment <= now else None
    if moment.date() > now.astimezone(UTC).date():
        return None
    return min(datetime.combine(moment.date() + DAY, time(), UTC), now)


def second_recrawl(first: datetime) -> datetime:
    """When to fetch an article again that was gone at `first`: on another day, and not just after midnight."""
    midnight = datetime.combine(first.astimezone(UTC).date() + DAY, time(), UTC)
    return max(midnight, first + SECOND_RECRAWL)


def later_recrawl(first: datetime, now: datetime) -> datetime | None:
    """When to fetch an article once more that has been gone since `first`; None when that was done."""
    return next((first + age for age in LATER_RECRAWLS if first + age > now), None)


def is_worth_recrawling(first: datetime, last: datetime, now: datetime) -> bool:
    """Whether an article that is gone and listed all the same is fetched again.

    It has been gone since `first` and was last looked for at `last`: once a day at the most, and ever more rarely while it stays
    away.
    """
    return now - last >= max(DAY, (last - first) / 2) or now < last
