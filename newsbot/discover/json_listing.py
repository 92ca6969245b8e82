"""What an API says of articles: JSON or JSONP in, URLs with title and date out. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import jmespath
import msgspec
from jmespath.exceptions import JMESPathError

from newsbot.discover.listings import MAX_URLS, ListedUrl, parse_time
from newsbot.normalize import urls
from newsbot.normalize.zones import VIETNAM
from newsbot.site import Api

MILLISECONDS_FROM = 100_000_000_000
"""From this number on a time counts milliseconds since 1970, as JavaScript does: as seconds it would be the year 5138."""
TIME_MAX_DIGITS = 16
"""Digits of a time in microseconds; more are no time, and cost time to read."""

_GUARD = re.compile(rb"\)\]\}',?|(?:while\s*\(1\)|for\s*\(;;\))\s*;")
"""What an API writes before its JSON so that no script of another site can run it."""
_CALL = re.compile(rb"(?:/\*.{0,200}?\*/\s*)?[A-Za-z_$][\w$.\[\]\"']{0,200}\s*\((?P<json>.*)\)\s*;?\s*", re.S)
"""JSONP: JSON as the argument of a function."""


class NotJsonError(ValueError):
    """A body is no listing of an API: the message says why."""


class NothingFoundError(NotJsonError):
    """It is JSON, and its path to the articles finds no list."""


@dataclass(frozen=True, slots=True)
class JsonListing:
    """One page of an API."""

    pages: tuple[ListedUrl, ...] = ()
    """The articles, each once, with title and date where the page has them."""
    rows: int = 0
    """Rows of the page, also those without a URL (an article that was not published yet)."""


def read_json(body: bytes, home: str, api: Api) -> JsonListing:
    """Read a page of an API of the site at `home`, to which its URLs are relative, wherever the API stands.

    No more than MAX_URLS rows are looked at. Raises NotJsonError for what is neither JSON nor JSONP, and for a path that does not
    fit the rows; NothingFoundError where the path to the rows finds no list.
    """
    try:
        rows = jmespath.search(api.rows, decoded(body))
    except JMESPathError as error:
        raise NotJsonError(f"rows: {api.rows} does not fit what the API says: {error}") from error
    if not isinstance(rows, list):
        raise NothingFoundError(f"rows: {api.rows} finds no list")
    seen: dict[str, ListedUrl] = {}
    for listed in _listed(rows[:MAX_URLS], home, api):
        seen.setdefault(listed.url, listed)
    if rows and not seen:
        raise NotJsonError(f"url: {api.url} finds no URL in {len(rows)} rows")
    return JsonListing(tuple(seen.values()), len(rows))


def decoded(body: bytes) -> object:
    """What a body of JSON or JSONP holds. Raises NotJsonError."""
    text = body.removeprefix(b"\xef\xbb\xbf").strip()
    if guard := _GUARD.match(text):
        text = text[guard.end() :]
    call = _CALL.fullmatch(text)
    try:
        return msgspec.json.decode(call["json"] if call else text)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        what = "an HTML page" if text[:1] == b"<" else f"neither JSON nor JSONP: {error}"
        raise NotJsonError(f"{what} where an API should be") from error


def _listed(rows: list[object], home: str, api: Api) -> Iterator[ListedUrl]:
    for row in rows:
        found = _search(api.url, row)
        url = urls.join(home, found) if isinstance(found, str) else None
        if url:
            title = _search(api.title, row)
            date = _moment(_search(api.date, row))
            yield ListedUrl(url, date, published=date is not None, title=title if isinstance(title, str) else None)


def _search(path: str | None, row: object) -> object:
    """What a path finds in a row; None also where it does not fit this row (a function of a value that is null)."""
    try:
        return jmespath.search(path, row) if path else None
    except JMESPathError:
        return None


def _moment(value: object) -> datetime | None:
    """A time as APIs write it: seconds or milliseconds since 1970, ISO 8601, RFC 5322. Without a zone it is Vietnam's."""
    if isinstance(value, str) and value.strip().isdecimal():
        value = int(value) if len(value) <= TIME_MAX_DIGITS else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            return datetime.fromtimestamp(value / 1000 if value >= MILLISECONDS_FROM else value, UTC)
        except (ValueError, OverflowError, OSError):
            return None
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        return parse_time(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
