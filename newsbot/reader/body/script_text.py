"""Article text in scripts, templates and text areas, for pages that show none until their scripts run.

It is HTML or JSON in a string of a script, JSON state, or the articleBody of the structured data. Only looked at when the page
shows next to no text (baoquangngai.vn keeps the text in `outputData="…"`, others in the state of a JavaScript framework).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape, unescape

from lxml import etree
from lxml.html import HtmlElement

from newsbot.reader.page.text_measures import has_sentence, weight

TEXT_MIN_CHARS = 300
"""Characters of a text in a script, more than; shorter strings are messages of the interface."""
SCRIPT_MAX_CHARS = 3_000_000
"""Characters of a script, less than, that is searched: bundled libraries are longer, and the search is linear."""
_TEMPLATE = re.compile(r"`((?:[^`\\]|\\.){%d,})`" % TEXT_MIN_CHARS, re.S)  # noqa: UP031
_DOUBLE = re.compile(r'"((?:[^"\\]|\\.){%d,})"' % TEXT_MIN_CHARS, re.S)  # noqa: UP031
_SINGLE = re.compile(r"'((?:[^'\\\n]|\\.){%d,})'" % TEXT_MIN_CHARS)  # noqa: UP031
_TAG = re.compile(r"<(?:p|br|div|h[2-6]|li|figure)\b[^>]*>", re.I)
_ANY_TAG = re.compile(r"<[^>]*>")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r?\n)|(.))", re.S)
_CONTROLS = {"n": "\n", "t": "\t", "r": "\n", "b": "", "f": "", "v": "", "0": ""}
_STATE = re.compile(r"^\s*(?:(?:(?:var|let|const)\s+)?[\w.$\[\]\"']+\s*=\s*)?(?P<json>[\[{].*[\]}])\s*;?\s*$", re.S)
_TEXT_KEYS = ("text", "content", "html", "value", "body", "data", "paragraph")
STATE_MAX_DEPTH = 40
"""Levels of JSON state that are searched; page state nests articles under routes, queries and components."""
LIST_MIN_TEXTS = 3
"""Texts of a list in JSON state at least that are the paragraphs of an article."""


def find_script_text(root: HtmlElement, declared: str | None) -> str | None:
    """HTML of the article that scripts or the structured data hold; None when they hold none.

    `declared` is the `articleBody` of the structured data.
    """
    texts = [declared] if declared and len(declared) > TEXT_MIN_CHARS else []
    for script in root.iter("script"):
        source = script.text or ""
        if TEXT_MIN_CHARS < len(source) < SCRIPT_MAX_CHARS and "ld+json" not in (script.get("type") or ""):
            texts += _strings(source)
            texts += _paragraphs(source)
    texts += _kept_for_scripts(root)
    best = max(texts, key=_prose, default=None)
    if best is None or _prose(best) < TEXT_MIN_CHARS:
        return None
    return best if _TAG.search(best) else "".join(f"<p>{escape(line)}</p>" for line in best.split("\n") if line.strip())


def _kept_for_scripts(root: HtmlElement) -> Iterator[str]:
    """HTML in templates (also those that are the shadow tree of an element) and, escaped, in text areas."""
    for holder in root.iter("template", "textarea"):
        if holder.tag == "textarea":
            yield holder.text_content()
        else:
            yield "".join(etree.tostring(child, encoding="unicode", method="html") for child in holder)


def _prose(text: str) -> int:
    """Weight of the sentences in a text."""
    return sum(weight(part) for part in _ANY_TAG.sub("\n", unescape(text)).split("\n") if has_sentence(part))


def _strings(source: str) -> Iterator[str]:
    """HTML in the string literals of a script, a kind at a time: quotes of attributes stand inside template literals."""
    for pattern in (_TEMPLATE, _DOUBLE, _SINGLE):
        for match in pattern.finditer(source):
            text = _ESCAPE.sub(_character, match[1])
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            if "&lt;" in text and "<" not in text:
                text = unescape(text)
            if text[:1] in ("{", "[") and text[-1:] in ("}", "]"):
                yield from _texts(text)
            elif len(_TAG.findall(text)) > 1:
                yield text


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    if code:
        return chr(int(code, 16))
    return "" if match[3] else _CONTROLS.get(match[4], match[4])


def _paragraphs(source: str) -> Iterator[str]:
    """The texts in the JSON state of a page."""
    if match := _STATE.match(source):
        yield from _texts(match["json"])


def _texts(state: str) -> Iterator[str]:
    """Lists of paragraphs in JSON, as HTML, and its long strings."""
    try:
        stack: list[tuple[object, int]] = [(json.loads(state), 0)]
    except (ValueError, RecursionError):
        return
    while stack:
        value, depth = stack.pop()
        if depth > STATE_MAX_DEPTH:
            continue
        if isinstance(value, dict):
            stack += [(item, depth + 1) for item in value.values()]
        elif isinstance(value, list):
            texts = [text for item in value if (text := _text_of(item))]
            if len(texts) >= LIST_MIN_TEXTS:
                yield "".join(text if _TAG.match(text) else f"<p>{text}</p>" for text in texts)
            stack += [(item, depth + 1) for item in value]
        elif isinstance(value, str) and len(value) > TEXT_MIN_CHARS:
            yield value


def _text_of(item: object) -> str | None:
    if isinstance(item, dict):
        item = data if isinstance(data := item.get("data"), dict) else item  # the blocks of Editor.js
        item = next((item[key] for key in _TEXT_KEYS if isinstance(item.get(key), str)), None)
    return item if isinstance(item, str) and has_sentence(item) else None
