"""Selectors of layouts, as every Scrapy user writes them: CSS and XPath with `::text` and `::attr()`, by parsel's translation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from lxml import etree
from lxml.html import HtmlElement, fromstring

from newsbot.reader.page.elements import settable

_XPATH = ("/", "./", "../", "(")
"""How a selector begins that is XPath; all others are CSS."""
_NAMESPACES = {"re": "http://exslt.org/regular-expressions", "set": "http://exslt.org/sets"}
"""Prefixes that parsel knows too."""
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_CALLED = re.compile(r"(?<![\w:-])((?:[\w-]+:)?[\w-]+)\s*\(")
_KNOWN = frozenset(
    [
        "last",
        "position",
        "count",
        "id",
        "local-name",
        "namespace-uri",
        "name",
        "string",
        "concat",
        "starts-with",
        "contains",
        "substring-before",
        "substring-after",
        "substring",
        "string-length",
        "normalize-space",
        "translate",
        "boolean",
        "not",
        "true",
        "false",
        "lang",
        "number",
        "sum",
        "floor",
        "ceiling",
        "round",
        "text",
        "node",
        "comment",
        "processing-instruction",
        "and",
        "or",
        "div",
        "mod",
        "has-class",
        "re:test",
        "re:match",
        "re:replace",
        "set:difference",
        "set:distinct",
        "set:intersection",
        "set:has-same-node",
        "set:leading",
        "set:trailing",
    ]
)
"""What may stand before a parenthesis in XPath 1.0 as parsel has it; lxml notices others when a page is read, and not before."""
_VALUE = re.compile(r"(?:^|/)(?:text\(\)|@[\w:*-]+)\s*(?:\||\)*$)")
"""The end of an XPath expression, or of a part of one, that finds text or an attribute."""
_FUNCTION = re.compile(r"^\(*\s*(?:string|normalize-space|concat|substring|translate|count|number|boolean)\b[^/]*\(")


def select(root: HtmlElement, selectors: Sequence[str], within: HtmlElement | None = None) -> list[HtmlElement]:
    """What the first matching selector finds, in the page or `within` an element, in page order; [] when none finds anything.

    A text or the value of an attribute comes as a `span` that holds it and stands nowhere in the page. Raises ValueError for a
    selector that is none.
    """
    for selector in selectors:
        found = compiled(selector)(root if within is None else within)
        values = found if isinstance(found, list) else [found]
        elements = [element for value in values if (element := _element(value)) is not None]
        if within is not None:
            elements = [
                one for one in elements if one is within or one.getparent() is None or within in one.iterancestors()
            ]
        if elements:
            return elements
    return []


def _element(value: object) -> HtmlElement | None:
    if isinstance(value, HtmlElement):
        return value
    if not isinstance(value, str) or not value.strip():
        return None
    span: HtmlElement = _span()
    span.text = settable(value)
    return span


def _span() -> HtmlElement:
    span = HtmlElement()
    span.tag = "span"
    return span


def is_xpath(selector: str) -> bool:
    """Whether a selector is XPath."""
    return selector.lstrip().startswith(_XPATH)


def translated(selector: str) -> str:
    """A selector as XPath. Raises ValueError for what is no CSS."""
    if is_xpath(selector):
        return selector.strip()
    from cssselect import SelectorError  # only pages of a known layout need it
    from parsel.csstranslator import HTMLTranslator

    try:
        return HTMLTranslator().css_to_xpath(selector)
    except (SelectorError, ValueError) as error:
        raise ValueError(f"{selector!r} is no CSS selector: {error}") from error


@lru_cache(maxsize=1024)
def compiled(selector: str) -> etree.XPath:
    """A selector ready for use. Raises ValueError for what is none."""
    expression = translated(selector)
    if "has-class" in expression:
        _register_has_class()
    try:
        return etree.XPath(expression, namespaces=_NAMESPACES, smart_strings=False)
    except etree.XPathError as error:
        raise ValueError(f"{selector!r} is no XPath: {error}") from error


@lru_cache(maxsize=1)
def _register_has_class() -> None:
    from parsel.xpathfuncs import setup  # a function of parsel's own, which lxml does not know before

    setup()


def _try(expression: str) -> None:
    """Evaluate an expression, and each of its predicates, which libxml2 looks into only where a node stands.

    Raises ValueError for what cannot be evaluated: a variable, an unknown prefix, a wrong number of arguments.
    """
    element = fromstring('<p class="a" id="b">c</p>')
    for part in (expression, *(f"self::*[{one}]" for one in _predicates(expression))):
        try:
            etree.XPath(part, namespaces=_NAMESPACES, smart_strings=False)(element)
        except (etree.XPathError, re.error, TypeError) as error:
            raise ValueError(f"{part!r} cannot be evaluated: {error}") from error


def _predicates(expression: str) -> Iterator[str]:
    """What stands in brackets, the outer ones and those within."""
    plain = _QUOTED.sub(lambda quoted: "_" * len(quoted[0]), expression)
    begins: list[int] = []
    for place, sign in enumerate(plain):
        if sign == "[":
            begins.append(place + 1)
        elif sign == "]" and begins:
            yield expression[begins.pop() : place]


def fault(selector: str, *, region: bool) -> str | None:
    """What is wrong with a selector, one line; None when nothing is. One of a `region` must find elements."""
    try:
        compiled(selector)
        expression = translated(selector)
    except ValueError as error:
        return " ".join(str(error).split())
    if unknown := set(_CALLED.findall(_QUOTED.sub("''", expression))) - _KNOWN:
        return f"{selector!r} is no XPath: it has no {min(unknown)}()"
    try:
        _try(expression)
    except ValueError as error:
        return f"{selector!r} is no XPath: {error}"
    if region and (_VALUE.search(expression) or _FUNCTION.search(expression)):
        return f"{selector!r} finds text (::text, ::attr()), and an element is needed here"
    return None
