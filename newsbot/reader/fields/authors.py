"""Authors: the printed byline, the names in it, the agency.

What the page prints and what its metadata say are set against each other. The publisher, a URL, a placeholder and a job
are no authors, also where the metadata give them as such.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from newsbot.normalize.byline import Byline, is_agency, is_placeholder, parse_byline
from newsbot.normalize.urls import host
from newsbot.reader.body.credits import Credits
from newsbot.reader.fields.article_context import ArticleContext
from newsbot.reader.fields.printed_byline import PrintedByline, find_printed_byline
from newsbot.reader.layout import Layout
from newsbot.reader.page.document import Document
from newsbot.reader.page.evidence import Evidence
from newsbot.reader.page.json_ld import JsonObject, types
from newsbot.reader.page.structured_data import StructuredData, fold_name, host_keys, meta_names, name_key


@dataclass(frozen=True, slots=True)
class Authors:
    """The byline of an article."""

    byline: Evidence[str] | None
    """The author line as printed."""
    authors: Evidence[tuple[str, ...]] | None
    """The names in it."""
    agency: Evidence[str] | None
    """Wire service or outside source; None for own work."""


def find_authors(
    document: Document,
    data: StructuredData,
    context: ArticleContext,
    layout: Layout | None,
    credits: Credits,  # noqa: A002  (the name of its room)
) -> Authors:
    """Read the byline; `credits` is what the end of the text said."""
    article = data.article
    publisher = data.publisher_names | {name_key(host(document.url)), name_key(host(document.url).removeprefix("www."))}
    declared = _declared(data, article, publisher)
    named = _own_names(_meta(data), publisher)
    expected = frozenset(map(name_key, (*(declared.value if declared else ()), *named)))
    shown = find_printed_byline(document, context, layout, publisher, expected)
    if shown and not shown.names and credits.byline:
        shown = None  # a box that names a group or a source; the text is signed
    line = shown.line if shown else credits.byline
    signed = parse_byline(credits.byline.value) if credits.byline else Byline()
    names = _choose(declared, named, shown, signed, line)
    named_agency = shown.agency if shown else signed.agency
    agency = credits.agency or (Evidence(named_agency, line.source, "in the byline") if line and named_agency else None)
    if agency is None and names:
        agency = next(
            (Evidence(name, names.source, "wire service as author") for name in names.value if is_agency(name)), None
        )
    if agency and name_key(agency.value) in publisher | host_keys(document.url):
        agency = None
    return Authors(line, names, agency)


def _declared(data: StructuredData, article: JsonObject, publisher: frozenset[str]) -> Evidence[tuple[str, ...]] | None:
    values = article.get("author") or article.get("creator")
    names: list[str] = []
    for value in values if isinstance(values, list) else [values]:
        if (
            isinstance(value, dict)
            and types(value) & {"Organization", "NewsMediaOrganization"}
            and _is_publisher(data.names(value), data)
        ):
            continue
        names += data.names(value)
    own = _own_names(names, publisher)
    return Evidence(own, "json-ld author", "structured data") if own else None


def _is_publisher(names: Iterable[str], data: StructuredData) -> bool:
    return any(name_key(name) in data.publisher_names for name in names)


AUTHOR_MAX_CHARS = 500
"""Characters of an author in metadata at most: lists of a dozen names, no biographies."""
_ADDRESS = re.compile(r"://|@|www\.")


def _meta(data: StructuredData) -> Iterator[str]:
    for name in meta_names("author"):
        if values := [value for value in data.folded_meta.get(name, ()) if not _ADDRESS.search(value)]:
            yield from values
            return
    for number in ("1", "2"):  # what WordPress says to Twitter
        if fold_name((data.first(f"twitter:label{number}") or "").lower()) in meta_names("written_by") and (
            value := data.first(f"twitter:data{number}")
        ):
            yield value


def _own_names(values: Iterable[str], publisher: frozenset[str]) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for value in values:
        if len(value) > AUTHOR_MAX_CHARS or name_key(value) in publisher:
            continue
        for name in parse_byline(html.unescape(value)).names:
            if name_key(name) not in publisher and name_key(name) and not is_placeholder(name):
                names.setdefault(name)
    return tuple(names)


def _choose(
    declared: Evidence[tuple[str, ...]] | None,
    named: tuple[str, ...],
    printed: PrintedByline | None,
    signed: Byline,
    line: Evidence[str] | None,
) -> Evidence[tuple[str, ...]] | None:
    """The names: as declared by structured data, unless the page prints more of them or, where it signs, others."""
    shown = printed.names if printed else signed.names
    if declared and line and shown:
        keys, others = {name_key(name) for name in declared.value}, {name_key(name) for name in shown}
        if keys < others:
            return Evidence(shown, line.source, "printed, and the metadata name some of them")
        strangers = not any(key in other or other in key for key in keys for other in others)
        if all(map(is_agency, declared.value)) and not all(map(is_agency, shown)):
            return Evidence(shown, line.source, "printed; the metadata name but the agency")
        if strangers and printed and printed.sure and len(shown) >= len(declared.value):
            return Evidence(shown, line.source, "printed; the metadata name others")
    if declared:
        return declared
    if line and shown and not (named and printed and not printed.sure):
        return Evidence(shown, line.source, line.rule)
    if named:
        return Evidence(named, "meta[name=author]", "meta")
    return None
