"""A parsed page: the tree, the URL, how its bytes were decoded.

libxml2 parses; what it cannot do with the pages of the wild is mended in the bytes before: it stops at a `</html>` that comes too
early, and at 2,048 nested elements, and it takes what no tag name can begin with for text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from newsbot.article import NOARCHIVE
from newsbot.normalize.robots_directives import AGENT, says_noarchive
from newsbot.normalize.urls import bounded
from newsbot.reader.page.encoding import decode
from newsbot.reader.page.names import Names

MAX_BYTES = 6 * 1024 * 1024
"""Bytes of markup that are parsed; scripts and inline pictures of a larger page are left out first, then its end is cut."""

_STRAY = re.compile(rb"<(?:/(?:html|body)\s*>|/?_\w[\w:.-]*(?:\s[^<>]{0,200})?/?>)", re.I)
"""`</html>` and `</body>`, and `<_o3a_p>`: what some editors make of Word's `<o:p>`. A tag name begins with a letter (HTML
standard, 13.1.2)."""
_BULK = re.compile(rb"<(?:(script|style)\b(?![^<>]*ld\+json)[^<>]*>|!--)", re.I)
_BULK_END = {
    b"script": re.compile(rb"</script\s*>", re.I),
    b"style": re.compile(rb"</style\s*>", re.I),
    b"": re.compile(rb"-->"),
}
_INLINE_DATA = re.compile(rb"data:[a-z]+/[a-z0-9.+-]+;base64,[a-z0-9+/=]+", re.I)
TAG_STRIDE_BYTES = 40_000
"""Bytes of a step in the search for huge tags: a tag of twice this length leaves one step without its end."""
MAX_ATTRIBUTES = 1000
"""Attributes of a tag at most: libxml2 compares each with all before it, 0.2 s for 10,000."""
_HUGE_TAG = re.compile(rb"<(?P<name>[a-zA-Z][\w:-]{0,40})(?P<attributes>\s[^<>]{80000,})>")
_DEEP = re.compile(
    rb"</?(?!(?:a|p|h[1-6]|img|br|li|figcaption|head|body|html|title|base|link|meta|script|style)\b)[a-z][^<>]{0,5000}>",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Document:
    """One page after decoding and parsing."""

    url: str
    """URL of the page; relative URLs resolve against it (or against `base`)."""
    base: str
    """Base URL: `<base href>` when the page has a usable one, else `url`."""
    root: HtmlElement
    """The `html` element. The tree has no comments and no processing instructions."""
    encoding: str
    """Name of the encoding that decoded the bytes."""
    names: Names
    """Its elements by class and id."""
    flags: tuple[str, ...] = ()
    """What was noticed while decoding and parsing: "replacement_characters", "truncated", "encoding_misdeclared"…"""


def parse(html: bytes, *, url: str, content_type: str | None = None) -> Document | None:
    """Decode and parse one page; None when there is nothing to parse (no bytes, white space, no element)."""
    decoded = decode(html, content_type)
    markup, flags = decoded.html, list(decoded.flags)
    if len(markup) > MAX_BYTES:
        markup = _INLINE_DATA.sub(b"", _without_bulk(markup))
        if len(markup) > MAX_BYTES:
            markup = markup[:MAX_BYTES]
            flags.append("truncated")
    markup = _without_huge_tags(_mended(markup))
    root, too_deep = _tree(markup)
    if too_deep:
        root, _ = _tree(_DEEP.sub(b" ", markup))
        flags.append("deep_nesting")
    if root is None:
        return None
    if _asks_for_no_copy(root):
        flags.append(NOARCHIVE)
    return Document(
        url=url, base=_base(root, url), root=root, encoding=decoded.encoding, names=Names(root), flags=tuple(flags)
    )


def _asks_for_no_copy(root: HtmlElement) -> bool:
    """Whether a `<meta>` asks robots, or newsbot, for no public copy of the page."""
    metas = root.iter("meta")
    addressed = (meta for meta in metas if (meta.get("name") or "").strip().lower() in ("robots", AGENT))
    return any(says_noarchive(meta.get("content") or "") for meta in addressed)


def _parser() -> etree.HTMLParser:
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False
    )
    # One class for every element: the lookup of lxml.html goes through Python for each, and nobody here needs its form classes.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    return parser


def _tree(markup: bytes) -> tuple[HtmlElement | None, bool]:
    parser = _parser()
    try:
        root = None if not markup or markup.isspace() else etree.fromstring(markup, parser)
    except etree.ParserError:
        return None, False
    except etree.XMLSyntaxError:
        return None, False
    log = parser.error_log  # the limit ends the parsing, so it is the last entry
    return root, len(log) > 0 and log[-1].type_name == "ERR_RESOURCE_LIMIT"


def _without_bulk(markup: bytes) -> bytes:
    """Leave out scripts, styles and comments. What one kind has no end for is searched for it once."""
    kept: list[bytes] = []
    place = 0
    endless: set[bytes] = set()
    for opening in _BULK.finditer(markup):
        kind = (opening[1] or b"").lower()
        if opening.start() < place or kind in endless:
            continue
        if end := _BULK_END[kind].search(markup, opening.end()):
            kept.append(markup[place : opening.start()])
            place = end.end()
        else:
            endless.add(kind)
    return b"".join((*kept, markup[place:]))


def _mended(markup: bytes) -> bytes:
    """Leave out `</html>` and `</body>`, because everything after a stray one would be lost, and tags that are none."""
    return _STRAY.sub(b"", markup)


def _without_huge_tags(markup: bytes) -> bytes:
    """Take the attributes off a tag with thousands of them: libxml2 compares each with all before it.

    A tag of that length leaves at least one whole stride without a ">", so that few bytes must be looked at.
    """
    for start in range(0, len(markup) - TAG_STRIDE_BYTES, TAG_STRIDE_BYTES):
        inside = markup.find(b">", start, start + TAG_STRIDE_BYTES) < 0
        if inside and markup.rfind(b"<", 0, start) > markup.rfind(b">", 0, start):
            return _HUGE_TAG.sub(_bare, markup)
    return markup


def _bare(tag: re.Match[bytes]) -> bytes:
    return tag[0] if len(tag["attributes"].split(None, MAX_ATTRIBUTES)) < MAX_ATTRIBUTES else b"<" + tag["name"] + b">"


def _base(root: HtmlElement, url: str) -> str:
    base = root.find("head/base[@href]")
    if base is None:
        return url
    try:
        href = urljoin(url, bounded((base.get("href") or "").strip()))
        urlsplit(href)
    except ValueError:  # "http://[": an IPv6 address that is none
        return url
    return href if href.startswith(("http://", "https://")) else url
