"""Listings as JSON that a page's own scripts name: which URLs those are, and what in an answer is the list. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from newsbot.discover.json_listing import NotJsonError, decoded
from newsbot.normalize import urls
from newsbot.reader.page.document import parse
from newsbot.site import Api

LISTS_MAX = 20
"""Lists of one answer that are looked at."""
DEPTH_MAX = 4
"""Objects within objects in which a list is looked for."""
ROWS_MIN = 3
"""Rows of which most must have the URL of an article."""

_STRING = re.compile(r"""(["'`])(?P<url>(?:https?:/)?/[^"'`\s<>\\]{3,300})\1""")
_LIKELY = re.compile(
    r"/(?:api|ajax|json|services?|list|get)(?:[-_/.?]|$)|[-_.]api[-_./]|//api[-.]|[?&]\w*callback=", re.I
)
_PAGE = re.compile(r"([?&](?:page|p|trang|page_?index)=)1?(?=&|$)", re.I)
_PLAIN_KEY = re.compile(r"[A-Za-z_]\w*")


def api_urls(page: bytes, url: str, content_type: str | None) -> tuple[str, ...]:
    """The URLs in the scripts of a page that may list articles as JSON, on the page's host or below its domain."""
    document = parse(page, url=url, content_type=content_type)
    if document is None:
        return ()
    scripts = [element.text or "" for element in document.root.iter("script") if not element.get("src")]
    found = (match["url"] for text in scripts for match in _STRING.finditer(text) if _LIKELY.search(match["url"]))
    joined = (urls.join(url, _PAGE.sub(r"\g<1>1", one)) for one in found)
    bare = urls.host(url).removeprefix("www.")
    return tuple(
        dict.fromkeys(
            one
            for one in joined
            if one and f".{urls.host(one)}".endswith(f".{bare}") and not one.endswith((".js", ".css"))
        )
    )


def guess_api(body: bytes, url: str, home: str) -> Api | None:
    """The API that answered with `body` at `url`, when its answer has a list whose rows name articles; else None."""
    try:
        document = decoded(body)
    except NotJsonError:
        return None
    for path, rows in list(_lists(document))[:LISTS_MAX]:
        keys = dict.fromkeys(key for row in rows for key in row if _PLAIN_KEY.fullmatch(key))
        link = next((key for key in keys if _names_articles(rows, key, home)), None)
        if link:
            title = next((key for key in keys if "title" in key.lower()), None)
            date = next((key for key in keys if re.search(r"publish|date|time", key, re.I)), None)
            return Api(_PAGE.sub(r"\g<1>{n}", _relative(url, home)), f"{path}[]" if path else "[]", link, title, date)
    return None


def _lists(value: object, path: str = "", depth: int = 0) -> Iterator[tuple[str, list[Mapping[str, object]]]]:
    """The lists of objects in a document, each with its JMESPath."""
    if isinstance(value, list):
        rows: list[Mapping[str, object]] = [row for row in value if isinstance(row, dict)]
        if len(rows) >= ROWS_MIN:
            yield path, rows
    elif isinstance(value, dict) and depth < DEPTH_MAX:
        for key, below in value.items():
            if _PLAIN_KEY.fullmatch(key):
                yield from _lists(below, f"{path}.{key}" if path else key, depth + 1)


def _names_articles(rows: list[Mapping[str, object]], key: str, home: str) -> bool:
    """Whether most rows have the URL of an article of the site under a key: absolute, or a path."""
    values = [value for row in rows if isinstance(value := row.get(key), str) and value.startswith(("/", "http"))]
    found = [url for value in values if (url := urls.join(home, value)) and urls.looks_like_article(url)]
    own = {urls.host(home).removeprefix("www.")}
    return 2 * sum(urls.host(url).removeprefix("www.") in own for url in found) > len(rows)


def _relative(url: str, home: str) -> str:
    parts = urlsplit(url)
    return url.removeprefix(f"{parts.scheme}://{parts.netloc}") if parts.netloc == urlsplit(home).netloc else url
