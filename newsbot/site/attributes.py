"""The attributes of a site class, checked as it is defined: each has its type, and no name is misspelt."""

from __future__ import annotations

import re
import reprlib
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import partial
from inspect import get_annotations
from types import FunctionType

from newsbot.reader.layouts.layout import Layout
from newsbot.site.sources import Api, Archive, Feed, Section, Sitemap

Check = Callable[[object], str | None]
"""Takes a value; gives what it should be, None when it is that."""

_HOST = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*|\[[0-9a-f:]+\]")


def wrong(cls: type) -> str | None:
    """What is wrong with the attributes that a site class gives: "article_path: a site has no such attribute"; else None."""
    allowed = _known(cls.__mro__[1:])
    for key, value in vars(cls).items():
        if key not in allowed and not _is_free(key, value):
            near = get_close_matches(key, allowed, n=1)
            return f"{key}: a site has no such attribute" + (f"; did you mean {near[0]}?" if near else "")
    for key, check in CHECKS.items():
        value = getattr(cls, key, None)
        if hasattr(cls, key) and not isinstance(value, property) and (expected := check(value)):
            return f"{key}: {expected}, not {reprlib.repr(value)}"
    return None


def _known(bases: tuple[type, ...]) -> set[str]:
    """The attributes that a site may give: those of `Site`, a plain value for one that it works out, and what its family has."""
    given = {
        key
        for base in bases
        for key, value in vars(base).items()
        if isinstance(value, property) or not _is_free(key, value)
    }
    return given.union(*map(get_annotations, bases)) - {"heir", "predecessors"}


def _is_free(key: str, value: object) -> bool:
    """Whether a name is the class's own affair: a method, a constant, something private."""
    return (
        key.startswith("_") or key.isupper() or isinstance(value, FunctionType | property | classmethod | staticmethod)
    )


def _text(value: object) -> str | None:
    return None if isinstance(value, str) else "a string"


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)


def _tuple(of: type | tuple[type, ...], what: str, value: object) -> str | None:
    """A string in parentheses without a comma is no tuple: the mistake that is made most often."""
    if isinstance(value, tuple) and all(isinstance(one, of) for one in value):
        return None
    return f"a tuple of {what}"


def _hosts(value: object) -> str | None:
    if _tuple(str, "", value) is None and isinstance(value, tuple) and all(_HOST.fullmatch(one) for one in value):
        return None
    return "a tuple of host names in small letters"


def _domains(value: object) -> str | None:
    return _hosts(value) if value else "a tuple of host names, at least one"


def _scheme(value: object) -> str | None:
    return None if value in ("http", "https") else '"http" or "https"'


def _port(value: object) -> str | None:
    fits = value is None or (type(value) is int and 0 < value < 1 << 16)
    return None if fits else "a port number or None"


def _delay(value: object) -> str | None:
    fits = isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
    return None if fits else "a number of seconds"


def _quiet_hours(value: object) -> str | None:
    pair = value == () or (isinstance(value, tuple) and len(value) == 2 and all(map(_is_time, value)))  # noqa: PLR2004 - a pair
    return None if pair else 'a pair of times, ("22:00", "05:00")'


def _is_time(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"(?:[01]\d|2[0-3]):[0-5]\d", value) is not None


def _bool(value: object) -> str | None:
    return None if isinstance(value, bool) else "True or False"


def _patterns(value: object) -> str | None:
    return _tuple(str, "regular expressions", value)


def _views(value: object) -> str | None:
    pairs = isinstance(value, tuple) and all(
        isinstance(one, tuple) and list(map(type, one)) == [str] * 2 for one in value
    )
    return None if pairs else "a tuple of pairs, a regular expression and a replacement"


_texts = partial(_tuple, str, "strings")
_sources = partial(_tuple, (Section, Archive, Feed, Sitemap, Api), "sources")

CHECKS: Mapping[str, Check] = {
    "name": _text,
    "publisher": _text,
    "province": _text,
    "domains": _domains,
    "cms": _text,
    "sources": _sources,
    "former_provinces": _texts,
    "successor": _text_or_none,
    "frozen_at": _text_or_none,
    "no_sources": _text,
    "probe": _sources,
    "unverified": _texts,
    "facts": _text,
    "scheme": _scheme,
    "port": _port,
    "aliases": _hosts,
    "article_paths": _patterns,
    "not_article_paths": _patterns,
    "monthly_sitemaps": _text,
    "views": _views,
    "layouts": partial(_tuple, Layout, "layouts"),
    "delay": _delay,
    "quiet_hours": _quiet_hours,
    "verify_tls": _bool,
}
"""By attribute: its check."""


def compiled(key: str, pattern: str) -> re.Pattern[str]:
    """A regular expression of an attribute. Raises ValueError, which names the attribute, for what is none."""
    try:
        return re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{key}: {pattern!r} is no regular expression: {error}") from error
