"""Title: the headline as printed, set against the metadata."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from lxml.html import HtmlElement

from newsbot.normalize.text import clean
from newsbot.reader.fields.breadcrumb import is_in_trail
from newsbot.reader.fields.site_name import names_site
from newsbot.reader.layouts.layout import Layout
from newsbot.reader.page.document import Document
from newsbot.reader.page.elements import name_of, text_of
from newsbot.reader.page.evidence import Evidence
from newsbot.reader.page.structured_data import StructuredData, host_keys, name_key

TITLE_MAX_CHARS = 400
"""Characters of a headline at most."""
TITLE_MIN_LETTERS = 8
"""Letters of a part of a heading that may be the headline at least. Doubled, 1 of 225 pages change."""
MAX_HEADINGS = 50
"""Headings of a page that may be its title; they may lie in each other, and each is read whole."""
MAX_SUBHEADINGS = 100
"""Headings of the second rank that are read at most."""
HEADLINE_MIN_WORDS = 5
"""Words of a heading that nothing agrees with and that is the headline all the same, at least. Halved, 1 of 225 pages change;
doubled, 3."""
TRAIL_MIN_LINKS = 2
"""Links of a breadcrumb at least."""
SPACED_MIN_WORDS = 4
"""Words of a title in a script with spaces at least, when it is long."""
UNSPACED_MIN_CHARS = 12
"""Characters of a title, more than, with which few words mean a script without spaces."""
SITE_SUFFIX_MAX_WORDS = 5
"""Words of each part of a title after its end ("Thời sự - Báo X") at most."""


@dataclass(frozen=True)
class _Candidate:
    text: str
    source: str
    element: HtmlElement | None = None

    @property
    def parts(self) -> list[str]:
        """Texts of the elements in a heading, and what follows them."""
        if self.element is None or not len(self.element):
            return []
        nodes = [node for node in self.element.iterdescendants() if isinstance(node.tag, str)]
        return [text for node in nodes for text in (text_of(node), clean(node.tail)) if text]

    @cached_property
    def key(self) -> str:
        return name_key(self.text)


def find_title(
    document: Document, data: StructuredData, content: HtmlElement | None, layout: Layout | None = None
) -> Evidence[str] | None:
    """The headline, without the name of the site.

    PrintedByline headings and metadata are set against each other: the heading that metadata repeat is the headline, or the part
    of it that they repeat where a kicker is glued to it; the metadata themselves where two of them agree and no heading
    does. A heading that is the site's name or a breadcrumb never is. A kicker before the headline is no part of it.
    """
    if layout and (elements := document.names.select(layout.title)) and (text := text_of(elements[0])):
        return Evidence(text, layout.title[0], "selector of the layout")
    site = _site_keys(document.url, data)
    declared = _declared(data, site)
    headings = _large(document.root, data.headings[:MAX_HEADINGS], declared) or data.headings[:MAX_HEADINGS]
    headings = [heading for heading in headings if not _is_trail(heading)]
    printed = [_Candidate(_without_site_name(one.text, site), one.source, one.element) for one in _printed(headings)]
    printed = [candidate for candidate in printed if not names_site(candidate.text, site)]
    return (
        _after_kicker(printed, declared)
        or _repeated(printed, declared)
        or _glued(printed, declared)
        or _with_kicker(printed, declared)
        or _alike(printed, declared)
        or _first(
            [one for one in printed if len(one.text.split()) >= HEADLINE_MIN_WORDS],
            "a heading as long as headlines are",
        )
        or _first([one for one in declared if one.source != "title"], "metadata alone; no heading agrees")
        or _first(printed, "heading alone; nothing agrees with it")
        or _first(declared, "title element alone")
        or _first(_printed(_subheadings(content)), "heading in the text")
    )


def _large(root: HtmlElement, headings: list[HtmlElement], declared: list[_Candidate]) -> list[HtmlElement]:
    """The `h2` that say what metadata say, on a page whose `h1` are steps of its breadcrumb that say something else."""
    if not headings or not all(map(is_in_trail, headings)):
        return []
    keys = {candidate.key for candidate in declared}
    large = {name_key(text_of(heading)): heading for heading in islice(root.iter("h2"), MAX_SUBHEADINGS)}
    steps = tuple(key for heading in headings if (key := name_key(text_of(heading))))
    found = {key: heading for key, heading in large.items() if key in keys}
    return [] if any(key.endswith(steps) for key in found) else list(found.values())


def _is_trail(heading: HtmlElement) -> bool:
    """Whether a heading is a whole breadcrumb: links and signs between them, in an element called so."""
    links = list(heading.iter("a"))
    if len(links) < TRAIL_MIN_LINKS or not is_in_trail(heading):
        return False
    return name_key(text_of(heading)) == name_key(" ".join(map(text_of, links)))


def _without_site_name(text: str, site: frozenset[str]) -> str:
    """A printed heading without the name of the site after its last bar or dash."""
    cuts = list(_SEPARATOR.finditer(text))
    return text[: cuts[-1].start()].strip() if cuts and names_site(text[cuts[-1].end() :], site) else text


def _declared(data: StructuredData, site: frozenset[str]) -> list[_Candidate]:
    """What the metadata say, the most trusted first, each without the name of the site."""
    article = data.article
    values: list[tuple[object, str]] = [
        (article.get("headline") or (article.get("name") if "datePublished" in article else None), "json-ld headline"),
        (data.first("og:title"), "meta[property='og:title']"),
        (data.first("twitter:title"), "meta[name='twitter:title']"),
        (
            data.first("headline", "title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title"),
            "meta headline",
        ),
        (data.title, "title"),
    ]
    declared = [_Candidate(_without_site(text, site), source) for value, source in values if (text := _text(value))]
    return [candidate for candidate in declared if candidate.key and not names_site(candidate.text, site)]


def _text(value: object) -> str | None:
    return clean(html.unescape(value)) if isinstance(value, str) else None


def _printed(headings: Iterable[HtmlElement]) -> list[_Candidate]:
    found = [_Candidate(text_of(element), name_of(element), element) for element in headings]
    return [candidate for candidate in found if candidate.key and len(candidate.text) <= TITLE_MAX_CHARS]


def _subheadings(content: HtmlElement | None) -> Iterable[HtmlElement]:
    return () if content is None else content.iter("h2", "h3")


_STATED = ("json-ld headline", "meta[property='og:title']", "meta headline")
_KICKER_END = re.compile(r"[:|–—/•]\s*$")


def _after_kicker(printed: list[_Candidate], declared: list[_Candidate]) -> Evidence[str] | None:
    """The end of a heading that is the headline as metadata state it, when what stands before it is a kicker.

    A kicker has an element or a line of its own, or ends in a colon, bar, slash or dash.
    """
    stated = [(one.key, one.source) for one in declared if one.source in _STATED]
    for candidate in printed:
        whole = candidate.key
        for key, source in stated:
            if key == whole or not whole.endswith(key) or len(key) < max(TITLE_MIN_LETTERS, len(whole) / 3):
                continue
            rule = f"heading after its kicker, as {source} says"
            if part := next((part for part in candidate.parts if name_key(part) == key), None):
                return Evidence(part, candidate.source, rule)
            start = _start_of(candidate.text, key)
            kicker = candidate.text[:start].strip()
            if kicker and (_KICKER_END.search(kicker) or kicker in candidate.parts):
                return Evidence(candidate.text[start:], candidate.source, rule)
    return None


def _start_of(text: str, key: str) -> int:
    """Where the end of a text begins that folds to a key; 0 when none does."""
    starts = [match.start() for match in re.finditer(r"\S+", text)]
    return next((start for start in reversed(starts) if name_key(text[start:]) == key), 0)


def _repeated(printed: list[_Candidate], declared: list[_Candidate]) -> Evidence[str] | None:
    keys = [candidate.key for candidate in declared]
    matches = [candidate for candidate in printed if candidate.key in keys]
    if not matches:
        return None
    best = max(matches, key=lambda candidate: keys.count(candidate.key))
    text = best.text
    if best.element is not None and len(
        best.element
    ):  # markup can glue words or part them: the metadata have the spaces
        letters = text.replace(" ", "")
        text = next((other.text for other in declared if other.text.replace(" ", "") == letters), text)
    return Evidence(text, best.source, "heading that the metadata repeat")


def _glued(printed: list[_Candidate], declared: list[_Candidate]) -> Evidence[str] | None:
    """The part of a heading that metadata end with, when an element of its own holds the rest: a kicker."""
    for candidate in printed:
        for part in candidate.parts:
            key = name_key(part)
            if len(key) >= TITLE_MIN_LETTERS and 3 * len(key) > len(candidate.key):
                for other in declared:
                    if other.key.endswith(key) and not other.key.endswith(candidate.key):
                        return Evidence(part, candidate.source, f"heading without its kicker, as {other.source} ends")
    return None


def _with_kicker(printed: list[_Candidate], declared: list[_Candidate]) -> Evidence[str] | None:
    """The headline with the kicker before it, when structured data and OpenGraph agree on both and set it apart by a sign."""
    agreed = [one for one in declared if one.source == "json-ld headline"]
    agreed = [
        one for one in agreed if any(o.text == one.text and o.source.startswith("meta[property") for o in declared)
    ]
    for one in agreed:
        ends = [
            heading.key
            for heading in printed
            if len(heading.key) >= TITLE_MIN_LETTERS and one.key.endswith(heading.key)
        ]
        if any(_KICKER_END.search(one.text[: _start_of(one.text, end)]) for end in ends):
            return Evidence(one.text, one.source, "structured data and OpenGraph agree; the heading is their end")
    return None


def _alike(printed: list[_Candidate], declared: list[_Candidate]) -> Evidence[str] | None:
    """The heading that shares most words with the metadata: they may be cut short or written for search engines."""
    best: tuple[float, _Candidate | None] = (0.3, None)
    for candidate in printed:
        for other in declared:
            likeness = _likeness(candidate, other)
            if likeness > best[0]:
                best = (likeness, candidate)
    return Evidence(best[1].text, best[1].source, "heading closest to the metadata") if best[1] else None


def _likeness(one: _Candidate, other: _Candidate) -> float:
    if min(len(one.key), len(other.key)) >= TITLE_MIN_LETTERS and (one.key in other.key or other.key in one.key):
        return 0.9
    mine, theirs = _words(one.text), _words(other.text)
    return len(mine & theirs) / min(len(mine), len(theirs)) if mine and theirs else 0.0


def _words(text: str) -> set[str]:
    words = re.findall(r"\w+", text.casefold())
    if (
        len(words) < SPACED_MIN_WORDS and len(text) > UNSPACED_MIN_CHARS
    ):  # scripts without spaces: compare pairs of letters
        return {text[i : i + 2] for i in range(len(text) - 1)}
    return set(words)


def _first(candidates: list[_Candidate], rule: str) -> Evidence[str] | None:
    return Evidence(candidates[0].text, candidates[0].source, rule) if candidates else None


_SEPARATOR = re.compile(r"\s+[|–—•·»«:\-]+\s+|\s*[|｜]\s*|\s+::\s+|_(?=\S+$)|--")


_LABEL = re.compile(r"^\w+(?:\s\w+)?\s\|\s(?=(?:\S+\s+){3})")  # "Opinion | …"


def _without_site(text: str, site: frozenset[str]) -> str:
    """A title without the parts at its ends that name the site ("… - Thời sự - Báo X", "X | …")."""
    text = _LABEL.sub("", text)
    cuts = list(_SEPARATOR.finditer(text))
    for cut in cuts[:3]:
        if names_site(text[cut.end() :], site) or _site_suffix(text[cut.end() :], site):
            return text[: cut.start()].strip()
    if cuts and names_site(text[: cuts[0].start()], site):
        return _without_site(text[cuts[0].end() :].strip(), site)
    return text


def _site_suffix(tail: str, site: frozenset[str]) -> bool:
    parts = _SEPARATOR.split(tail)
    return (
        len(parts) > 1
        and names_site(parts[-1], site)
        and all(len(part.split()) <= SITE_SUFFIX_MAX_WORDS for part in parts)
    )


def _site_keys(url: str, data: StructuredData) -> frozenset[str]:
    return host_keys(url) | data.publisher_names
