"""How a home page looks, so that a later one can be told from it: another page stands there when little of it is left."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

from lxml import etree

from newsbot.reader.page.document import Document

SHAPE_MAX_TOKENS = 300
"""Kinds of elements (name and classes) of a page that are remembered, in page order."""
SHAPE_MIN_SHARE = 0.4
"""Share of them that two pages of one layout have in common at least."""
LINKS_MIN_SHARE = 0.25
"""Share of the links into the site's own scope that a home page keeps at least; a paper's number hardly changes."""
TOKEN_MAX_CHARS = 80
"""Length of one of them; classes that a script wrote may be long."""
TITLE_MAX_CHARS = 200
LANGUAGE_MAX_CHARS = 20
LINKS_MIN = 4
"""Links from which on their share tells anything."""
MAX_SIGNS = 1
"""Signs (title, language, layout, links) that may differ while the page is still taken for the same."""


@dataclass(frozen=True, slots=True)
class Looks:
    """What is seen of a page before anybody asks where its links lead."""

    title: str = ""
    language: str = ""
    shape: tuple[str, ...] = ()
    """Its kinds of elements: names and classes, each once."""


def looks_of(document: Document | None) -> Looks:
    """The looks of a page. One that cannot be parsed has none."""
    if document is None:
        return Looks()
    shape: dict[str, None] = {}
    for element in document.root.iter(etree.Element):
        shape[f"{element.tag}.{element.get('class') or ''}"[:TOKEN_MAX_CHARS]] = None
        if len(shape) >= SHAPE_MAX_TOKENS:
            break
    return Looks(
        title=" ".join((document.root.findtext(".//title") or "").split())[:TITLE_MAX_CHARS],
        language=(document.root.get("lang") or "").lower()[:LANGUAGE_MAX_CHARS],
        shape=tuple(shape),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """How a home page looks."""

    place: str
    """Host and port of the final answer, without "www."."""
    title: str = ""
    language: str = ""
    shape: tuple[str, ...] = ()
    links: int = 0
    """Links into the site's own scope."""

    @classmethod
    def of(cls, looks: Looks, url: str, links: int) -> HomePage:
        """The home page at `url`, with so many links into the site's own scope."""
        return cls(place=place_of(url), title=looks.title, language=looks.language, shape=looks.shape, links=links)

    def to_json(self) -> str:
        """As the ledger keeps it."""
        return json.dumps(asdict(self), ensure_ascii=True)

    @classmethod
    def from_json(cls, text: str) -> HomePage:
        """What `to_json` made."""
        values = json.loads(text)
        return cls(**{**values, "shape": tuple(values["shape"])})


def place_of(url: str) -> str:
    """Host and port of a URL; "www." before the host makes no other place."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}:{parts.port}" if parts.port else host


def looks_alike(before: HomePage, now: HomePage) -> bool:
    """Whether two home pages may be those of one paper, a day or a month apart."""
    signs = (
        not _share_words(before.title, now.title),
        before.language != now.language,
        _share(set(before.shape), set(now.shape)) < SHAPE_MIN_SHARE,
        before.links >= LINKS_MIN and now.links < LINKS_MIN_SHARE * before.links,
    )
    nothing_left = before.links >= LINKS_MIN and now.links == 0
    return before.place == now.place and not nothing_left and sum(signs) <= MAX_SIGNS


def _share(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one or other else 1.0


def _share_words(one: str, other: str) -> bool:
    """Whether most words of the shorter title are in the longer one."""
    words, others = sorted((set(one.casefold().split()), set(other.casefold().split())), key=len)
    return 2 * len(words & others) > len(words) or one == other
