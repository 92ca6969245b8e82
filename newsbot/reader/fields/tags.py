"""Tags and keywords: those that the page shows, checked against its metadata."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from itertools import islice

from lxml.html import HtmlElement

from newsbot.normalize.text import clean
from newsbot.normalize.words import known
from newsbot.reader.elements import name_of, text_of
from newsbot.reader.fields.article_context import ArticleContext
from newsbot.reader.layout import Layout
from newsbot.reader.page.document import Document
from newsbot.reader.page.evidence import Evidence
from newsbot.reader.page.structured_data import StructuredData, name_key

MAX_TAGS = 50
"""Tags of an article at most; more are the topics of the site. Halved, 2 of 225 pages change."""
TAG_MAX_CHARS = 60
"""Characters of a tag at most; a longer one is a headline. Halved, 6 of 225 pages change; doubled, 4."""
_SEPARATOR = re.compile(r"\s*[,;，、]\s*")

Tags = Evidence[tuple[str, ...]]


def find_tags(
    document: Document, data: StructuredData, context: ArticleContext, layout: Layout | None, text: str
) -> Tags | None:
    """The tags of an article.

    Links that say they are tags come first; then a box of links called tags, where the metadata name half of them or
    none; then the metadata. Keywords in `meta` are commonly those of the site: they count when `text`, the running text,
    or the headline has half of them.
    """
    if layout and (tags := _unique(map(text_of, document.names.select(layout.tags)))):
        return Evidence(tags, layout.tags[0], "selector of the layout")
    declared = _declared(data)
    shown = _shown(context, declared)
    return shown or declared or _keywords(data, text)


def _declared(data: StructuredData) -> Tags | None:
    if tags := _unique(_listed(data.meta.get("article:tag"))):
        return Evidence(tags, "meta[property='article:tag']", "meta")
    if tags := _unique(_listed(data.article.get("keywords"))):
        return Evidence(tags, "json-ld keywords", "structured data")
    if tags := _unique(_listed(data.first("news_keywords"))):
        return Evidence(tags, "meta[name='news_keywords']", "meta")
    return None


def _shown(context: ArticleContext, declared: Tags | None) -> Tags | None:
    if tags := _unique(text_of(element) for element in context.hints["tag"] if element.get("rel") == "tag"):
        return Evidence(tags, "a[rel=tag]", "tags shown by the page")
    expected = set(map(name_key, declared.value)) if declared else set()
    for element in context.hints["tag"][:MAX_TAGS]:
        tags = _unique(_items(element))
        if tags and (not expected or 2 * len(expected & set(map(name_key, tags))) >= len(tags)):
            return Evidence(tags, name_of(element), "tags shown by the page")
    return None


def _items(box: HtmlElement) -> list[str]:
    """What a box of tags lists: its links, and the words beside them in elements of their own; [] when it has no link."""
    inside = islice(box.iter("a", "span", "strong", "b"), 3 * MAX_TAGS)
    leaves = [element for element in inside if element.tag == "a" or not len(element)]
    if len(leaves) > MAX_TAGS or not any(element.tag == "a" and element is not box for element in leaves):
        return []
    texts = [text_of(element) for element in leaves if element.getparent().tag != "a"]
    return [
        text for text in texts if text.rstrip(": ").lower() not in known("languages", "tags") and not text.endswith(":")
    ]


def _keywords(data: StructuredData, text: str) -> Tags | None:
    tags = _unique(_listed(data.first("keywords")))
    page = name_key(f"{text} {data.first('og:title')} {data.title}")
    if tags and 2 * sum(name_key(tag) in page for tag in tags) >= len(tags):
        return Evidence(tags, "meta[name='keywords']", "meta, and the text has half of them")
    return None


def _listed(value: object) -> list[str]:
    """The items of a list, or of one text that separates them."""
    if isinstance(value, list) and len(value) > 1:
        return [item for item in value if isinstance(item, str)]
    text = value[0] if isinstance(value, list) and value else value
    return _SEPARATOR.split(text) if isinstance(text, str) else []


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    """Clean tags, each once; () where one of them is too long to be a tag."""
    tags = list(dict.fromkeys(tag for value in values if (tag := (clean(html.unescape(value)) or "").strip(" #,;"))))
    return tuple(tags[:MAX_TAGS]) if all(len(tag) <= TAG_MAX_CHARS for tag in tags) else ()
