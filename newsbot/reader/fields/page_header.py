"""The header of the page, above its article: a date in it is today's, not the article's."""

from __future__ import annotations

from itertools import islice

from lxml.html import HtmlElement

from newsbot.reader.fields.article_context import ArticleContext
from newsbot.reader.scan.class_cues import NEVER, cues_of

MAX_SIBLINGS = 40
"""Elements after a date among which a menu or the article is looked for."""
MAX_LEVELS = 60
"""Levels of the tree that are climbed at most; deeper pages are damaged."""


def in_page_header(element: HtmlElement, context: ArticleContext) -> bool:
    """Whether an element before the headline stands in the head of the page.

    It does when what holds headline and text begins after it, or when it stands in a menu or above one.
    """
    branch = _branch(element, context)
    if branch is None:
        return False
    if _is_menu(branch):
        return True
    for sibling in islice(branch.itersiblings(), MAX_SIBLINGS):
        if sibling in context.trunk:
            return sibling in context.shared
        if _is_menu(sibling):
            return True
    return False


def _branch(element: HtmlElement, context: ArticleContext) -> HtmlElement | None:
    """The largest element around an element that holds neither headline nor text."""
    branch = element
    for around in islice(element.iterancestors(), MAX_LEVELS):
        if around in context.trunk:
            return branch
        branch = around
    return None


def _is_menu(element: HtmlElement) -> bool:
    """Whether an element is a header or menu of the page; a breadcrumb is the article's."""
    if element.tag in ("nav", "header") or next(element.iter("nav"), None) is not None:
        return True
    names = f"{element.get('class', '')} {element.get('id', '')}"
    return "breadcrumb" not in names.lower() and bool(cues_of(names) & NEVER)
