"""JSON-LD as pages have it: reading it also when it is broken, unfolding its graph, naming its types."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

JsonObject = dict[str, Any]

ARTICLE_TYPES = frozenset(
    {
        "NewsArticle", "Article", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BackgroundNewsArticle",
        "ReviewNewsArticle", "AskPublicNewsArticle", "BlogPosting", "LiveBlogPosting", "Report", "AdvertiserContentArticle",
        "SatiricalArticle", "ScholarlyArticle", "TechArticle", "SocialMediaPosting", "Review", "ClaimReview", "Recipe",
    }
)  # fmt: skip
"""The schema.org types of an article."""


def types(node: JsonObject) -> set[str]:
    """The JSON-LD types of a node, without a schema.org prefix."""
    return {str(kind).rsplit("/", 1)[-1].removeprefix("schema:") for kind in as_list(node.get("@type"))}


def as_list(value: object) -> list[Any]:
    """A JSON-LD value as a list: [] for null, a list as it is, anything else alone."""
    return value if isinstance(value, list) else [] if value is None else [value]


def unfold(value: object) -> Iterator[JsonObject]:
    """Yield the objects of a JSON-LD value, with those in `@graph`, arrays and `mainEntity`; not what they merely mention."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(reversed(item))
        elif isinstance(item, dict):
            yield item
            nested = [item[key] for key in ("mainEntityOfPage", "mainEntity", "@graph") if key in item]
            stack.extend(part for part in nested if isinstance(part, dict | list))


_COMMENT = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*+(?:;\s*+)?$"
)
_STRING = r'"(?:\\.|[^"\\])*+(?:"|\\?\Z)'
"""A string; one that has no end goes to the end of the text, and is not looked for again at each quote in it."""
_STRING_OR_COMMENT = re.compile(rf"{_STRING}|/\*|(?<![:\w])//", re.S)
_LINE_END_OR_QUOTE = re.compile(r'[\n"]')
_TRAILING_COMMA = re.compile(rf"({_STRING})|,(?=\s*[}}\]])", re.S)
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')
_MISSING_COMMA = re.compile(r'(?<=[}\]"])([^\S\n]*+\n\s*+)(?="[\w@]++"\s*+:)')
_DECODER = json.JSONDecoder(strict=False)


def parse_json(text: str) -> list[Any]:
    """The JSON values in a script, also when it is broken in one of the usual ways.

    Read are: comments and CDATA marks around it, raw line breaks in strings, trailing and missing commas, bad escapes, HTML
    entities for quotes, several objects in a row. What cannot be read is left out.
    """
    text = text.strip().lstrip("\ufeff")
    values, rest = _decode_all(text)
    if not rest or len(rest) > REPAIR_MAX_CHARS:
        return values
    for repair in (_strip_comments, _repair_commas, html.unescape, _escape_inner_quotes):
        text = repair(text)
        values, rest = _decode_all(text)
        if not rest:
            break
    return values or list(_salvage(text))


def _salvage(text: str) -> Iterator[JsonObject]:
    """What a script that no repair makes JSON still says beyond doubt: that it is of an article, and its dates."""
    found = {match["key"]: match["value"] for match in reversed(list(_CERTAIN.finditer(text)))}
    if found.get("@type") in ARTICLE_TYPES and len(found) > 1:
        yield found


_CERTAIN = re.compile(
    r"""(?P<quote>["'])(?P<key>@type|datePublished|dateModified)(?P=quote)\s*:"""
    r"""\s*(?P<open>["'])(?P<value>[\w:.+ -]{4,40})(?P=open)"""
)
REPAIR_MAX_CHARS = 1_000_000
"""Characters of a broken script at most that is repaired: each repair copies it."""
_GAP = re.compile(r"[\s,;]*")


def _decode_all(text: str) -> tuple[list[Any], str]:
    values: list[Any] = []
    place = 0
    while place < len(text):
        try:
            value, place = _DECODER.raw_decode(text, place)
        except (ValueError, RecursionError):  # also a number of more digits than Python reads
            return values, text[place:]
        values.append(value)
        gap = _GAP.match(text, place)
        place = gap.end() if gap else place
    return values, ""


def _strip_comments(text: str) -> str:
    text = _COMMENT.sub("", _COMMENT.sub("", text))
    kept: list[str] = []
    place = 0
    while match := _STRING_OR_COMMENT.search(text, place):
        kept.append(text[place : match.start()])
        place = match.end()
        if match[0].startswith('"'):
            kept.append(match[0])
        elif match[0] == "/*":
            end = text.find("*/", place)
            if end < 0:
                break
            place = end + 2
        elif match[0] == "//":  # a comment to the end of the line, unless a quote comes before
            end_of_line = _LINE_END_OR_QUOTE.search(text, place)
            place = end_of_line.start() if end_of_line else len(text)
            if not end_of_line or end_of_line[0] == '"':
                kept.append(text[match.start() : place])
    kept.append(text[place:])
    return "".join(kept).strip()


def _repair_commas(text: str) -> str:
    text = _BAD_ESCAPE.sub(r"\\\\", _TRAILING_COMMA.sub(lambda m: m[1] or "", text))
    return _MISSING_COMMA.sub(r",\1", text)


_INNER_QUOTE = re.compile(r'(?<=[^\s:,{\[\\])"(?=[^\s:,}\]])|(?<=[^\s:,{\[\\])"(?=\s\w)|(?<=\w\s)"(?=\w)')


def _escape_inner_quotes(text: str) -> str:
    return _INNER_QUOTE.sub(r"\\\"", text)
