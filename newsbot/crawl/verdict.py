"""What a run would change, judged as a whole before it is believed. Pure: pages and the looks of the home page in, a verdict out.

A server says many things on a bad day. One text where different articles stood is never content. Most articles changed, gone or
moved at once are believed when the home page is as ever and agrees; else they wait until it has lasted for days.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from newsbot.archive.likeness import Text, took_the_place
from newsbot.archive.tables import Doubt

WINDOW_PAGES = 20
"""Recrawled articles that are judged together at the most: none waits for more."""
MASS_MIN_PAGES = 3
"""Pages that make a mass, when the home page is as ever: one or two articles change any day."""
NEW_SAME_MIN = 3
"""New URLs with one and the same text that make it doubtful, when the home page is as ever: a notice may be printed twice."""
MIN_DAYS = 3
"""Days on which a thing must have been seen to be believed."""


class Kind(StrEnum):
    """What a site seems to do."""

    SAME_TEXT = "same_text"
    """One text stands where different articles stood."""
    CHANGED = "changed"
    GONE = "gone"
    NOT_ARTICLE = "not_article"
    MOVED = "moved"
    HOME = "home"
    """The home page no longer looks like itself, and nothing else tells how the site is."""


LASTS = {
    Kind.SAME_TEXT: timedelta(days=7),
    Kind.GONE: timedelta(days=7),
    Kind.CHANGED: timedelta(days=3),
    Kind.NOT_ARTICLE: timedelta(days=3),
    Kind.MOVED: timedelta(days=3),
    Kind.HOME: timedelta(days=3),
}
"""How long a thing must last to be believed: what would bury articles longer than what adds to them."""


class What(StrEnum):
    """What became of a page."""

    SAME = "same"
    """Unchanged, or moved within the site to a URL of its own."""
    CHANGED = "changed"
    GONE = "gone"
    NOT_ARTICLE = "not_article"
    MOVED = "moved"
    """Leads off the site."""
    NEW = "new"
    """A URL that held no article before reads as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A page, and what became of it."""

    url: str
    what: What
    text: Text | None = None
    """What it says now; None when it is no article."""
    before: Text | None = None
    """What it said before; None when that is not known."""
    target: str | None = None
    """Where it leads."""
    is_listed: bool = False
    """The home page lists it today."""
    is_known_text: bool = False
    """Its text stood at URLs of different articles before."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is not believed, and why."""

    kind: Kind | None = None
    """None: everything is believed."""
    doubtful: frozenset[str] = frozenset()
    """URLs of the pages that are not believed."""
    told: str = ""
    """What is believed to have happened, in one sentence."""


def judge_together(pages: Sequence[Seen], *, home_is_alike: bool) -> Verdict:
    """The verdict on pages that were seen in one run."""
    same = _one_text(pages, home_is_alike=home_is_alike)
    recrawled = [one for one in pages if one.what is not What.NEW]
    bad = [one for one in recrawled if one.what is not What.SAME]
    enough = MASS_MIN_PAGES if home_is_alike else 1
    is_mass = len(bad) >= enough and 2 * len(bad) > len(recrawled)
    doubtful = {one.url for one in bad if not home_is_alike or _contradicts(one, recrawled)} if is_mass else set()
    if same:
        told = f"one text stands at {len(same)} URLs of different articles: a notice, or a server that shows it for every URL"
        return Verdict(Kind.SAME_TEXT, frozenset(same | doubtful), told)
    if not doubtful:
        return Verdict()
    kinds = Counter(one.what for one in bad if one.url in doubtful)
    what, count = kinds.most_common(1)[0]
    return Verdict(Kind(what), frozenset(doubtful), _sentence(what, count, len(recrawled), home_is_alike=home_is_alike))


def _one_text(pages: Sequence[Seen], *, home_is_alike: bool) -> set[str]:
    """The pages that say what others say that held different articles, or what such pages said before."""
    found = {one.url for one in pages if one.is_known_text}
    said = [(one, one.text) for one in pages if one.text]
    for one, text in said:
        others = [
            other for other, its in said if other is not one and took_the_place(text, one.before, its, other.before)
        ]
        if one.what is What.NEW:
            exact = [other for other in others if other.text and other.text.exact == text.exact]
            enough = NEW_SAME_MIN if home_is_alike and all(other.what is What.NEW for other in exact) else 2
            if len(exact) + 1 >= enough:
                found.add(one.url)
        elif any(other.what is not What.NEW or (other.text and other.text.exact == text.exact) for other in others):
            found.add(one.url)
    targets = Counter(one.target for one in pages if one.target)
    found |= {
        one.url for one in pages if one.target and one.what is What.SAME and targets[one.target] >= MASS_MIN_PAGES
    }
    return found


def _contradicts(one: Seen, recrawled: Sequence[Seen]) -> bool:
    """Whether the home page, which is as ever, does not agree with what became of a page, one of a mass."""
    mass = [other for other in recrawled if other.what is one.what]
    if one.what is What.CHANGED or 2 * len(mass) <= len(recrawled):
        return False
    if one.what is What.GONE:
        return 2 * sum(other.is_listed for other in mass) > len(mass)
    return True


def _sentence(what: What, count: int, recrawled: int, *, home_is_alike: bool) -> str:
    doing = {
        What.CHANGED: "have another text",
        What.GONE: "are gone",
        What.NOT_ARTICLE: "are no articles any more",
        What.MOVED: "lead to another site",
    }[what]
    home = "" if home_is_alike else ", and the home page no longer looks like itself"
    return f"{count} of {recrawled} recrawled articles {doing} at once{home}"


def seen_again(before: Doubt | None, kind: Kind, told: str, now: datetime) -> Doubt:
    """The doubt of a kind, now that it was seen once more. It is believed when it has lasted, over several days."""
    moment = now.isoformat(timespec="seconds")
    if before is None or datetime.fromisoformat(before.since) > now:
        return Doubt(kind, moment, moment, 1, False, told)
    days = before.days + (datetime.fromisoformat(before.seen_at).date() != now.date())
    lasts = days >= MIN_DAYS and now - datetime.fromisoformat(before.since) >= LASTS[kind]
    return Doubt(kind, before.since, moment, days, before.is_believed or lasts, told)
