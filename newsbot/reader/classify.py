"""What a page is: an article, or a listing, an error page, a challenge, a paywall, nothing at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from newsbot.article import TEXT_BLOCKS
from newsbot.reader.content import Region
from newsbot.reader.cues import HEADING
from newsbot.reader.measure import has_sentence, weight
from newsbot.reader.piece import Piece
from newsbot.reader.scan import Run, Scan
from newsbot.reader.structured import ARTICLE_TYPES, StructuredData, types
from newsbot.reader.teasers import is_headline, teased
from newsbot.reader.words import refusals

_FEW_WORDS = 1500
"""Characters of visible text under which a page may be an error or challenge page."""
_STUB = 300
"""Weight of the text under which a paid article shows nothing but its opening."""
_WALL = 300
"""Characters of what stands in the place of a paid text at most."""
_ASKING = 0.6
"""Share of the text that speaks of cookies and consent from which a page does nothing but ask for it."""
_LONGEST_ASKING = 3000
"""Weight of a text that does nothing else at most."""
_AT_END = 6
"""Texts before and after the end of an article among which a wall is looked for."""
_LITTLE = 50
"""Weight of the text under which an article must show a picture or video of its own, or say that it is one."""
_LEAST = 20
_ENOUGH = 700
"""Weight of the text from which many links do not make a page a listing."""
_MANY = 12
"""Links with the length of a headline from which a page with little text is a listing."""
_FEW = 6
"""The same for a page with next to no text."""
_HEADLINE = 20
"""Weight of such a link at least."""
_TEASED = 0.7
"""Share of the text in teasers from which a page is a listing."""
_LONG = 5000
"""Weight of the text from which teasers do not make a page a listing."""
_FRONT = 3000
"""The same for the front page of a site, which quotes its articles at length."""
_SENTENCES = 4


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a page is, when it is no article."""

    kind: str
    """"listing", "soft_404", "challenge", "paywall", "empty", "not_html", "unreadable"."""
    reason: str
    """Why, one line."""


def refuse_bytes(html: bytes) -> Verdict | None:
    """Why these bytes are no HTML page; None when they may be one."""
    head = html[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head:
        return Verdict("empty", "empty: no bytes but white space" if html else "empty: no bytes")
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return Verdict("not_html", f"not_html: the bytes are {name}")
    if html.startswith(_OTHERWISE_TEXT):
        return None
    if head[4:8] == b"ftyp" or _is_binary(head):
        return Verdict("not_html", "not_html: the bytes are no text")
    if b"<" not in html:
        return Verdict("not_html", "not_html: no markup in it")
    if _XML.match(head):
        return Verdict("not_html", "not_html: an XML document (feed or sitemap)")
    return None


def refuse_page(
    html: bytes, url: str, title: str | None, scan: Scan, pieces: Sequence[Piece], data: StructuredData
) -> Verdict | None:
    """Why a page is no article; None when it is one."""
    visible = sum(len(run.text) for run in scan.runs)
    own = sum(weight(piece.text) for piece in pieces if piece.type in TEXT_BLOCKS)
    media = sum(piece.type not in TEXT_BLOCKS for piece in pieces)
    return (
        _challenge(html, title, scan, visible, own)
        or _not_found(title, scan, visible, own)
        or _listing(url, scan, pieces, data, own)
        or _consent(title, scan, pieces, own)
        or _paywall(scan, pieces)
        or _too_little(url, data, own, media, visible)
        or (None if title else Verdict("unreadable", f"unreadable: {own} characters of text without a headline"))
    )


def _is_binary(head: bytes) -> bool:
    """Whether bytes have more control characters than a damaged text has, and no tag that a page begins with.

    The characters are the "binary data bytes" of the MIME Sniffing standard, 3.
    """
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > _DAMAGED * len(head) and not _MARKUP.search(head.replace(b"\0", b""))


_OTHERWISE_TEXT = (b"\x1f\x8b", b"\xff\xfe", b"\xfe\xff")
"""Beginnings of text that is compressed by gzip or encoded in UTF-16."""
_CONTROLS = bytes((*range(0x09), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20)))
_DAMAGED = 0.02
"""Share of control characters that a damaged text has at most."""
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|title|meta|div|p|h1)[\s>]", re.I)
_MAGIC = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a media file"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"ID3", "an audio file"),
    (b"OggS", "a media file"),
    (b"\x1aE\xdf\xa3", "a media file"),
    (b"wOF", "a font"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"{", "JSON"),
    (b"[", "JSON"),
)
_XML = re.compile(rb"(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|urlset|sitemapindex|rdf:RDF)\b", re.S)


def _find(words: dict[str, tuple[str, ...]], text: str) -> str | None:
    """The first of these phrases that a text has; one of digits has to be a number of its own."""
    text = text.casefold()
    return next(
        (
            phrase
            for phrases in words.values()
            for phrase in phrases
            if ("…" in phrase or phrase in text) and _stands(phrase, text)
        ),
        None,
    )


def _stands(phrase: str, text: str) -> bool:
    start, _, end = phrase.partition("…")
    if end:
        return start in text and end in text[text.index(start) + len(start) :]
    return not phrase.isdigit() or re.search(rf"(?<!\d){phrase}(?!\d)", text) is not None


def _sayings(title: str | None, scan: Scan, visible: int) -> str:
    """The title, and the whole text of a page with few words."""
    texts = [title or ""]
    if visible < _FEW_WORDS:
        texts += [run.text for run in scan.runs if run.kind == "text"]
    return "\n".join(texts)


def _challenge(html: bytes, title: str | None, scan: Scan, visible: int, own: int) -> Verdict | None:
    if own >= _ENOUGH or visible > 2 * _FEW_WORDS:
        return None
    if own < _STUB and (mark := next((mark for mark in refusals.CHALLENGE_MARKS if mark in html), None)):
        return Verdict("challenge", f"challenge: {mark.decode()!r} in a page with {visible} characters")
    match = _find(refusals.CHALLENGE, _sayings(title, scan, visible)) if visible < _FEW_WORDS else None
    return Verdict("challenge", f"challenge: the page says {match!r}") if match else None


def _consent(title: str | None, scan: Scan, pieces: Sequence[Piece], own: int) -> Verdict | None:
    """Whether a page asks to be allowed cookies and shows nothing besides."""
    if not 0 < own <= _LONGEST_ASKING:
        return None
    texts = [piece.text for piece in pieces if piece.type in TEXT_BLOCKS]
    asking = sum(weight(text) for text in texts if _find(refusals.CONSENT_WORDS, text))
    if asking < _ASKING * own or own - asking >= _STUB:
        return None
    headings = (run.text for run in scan.runs if scan.nodes[run.node].cues & HEADING)
    match = _find(refusals.CONSENT, "\n".join((title or "", *headings, *texts)))
    return Verdict("challenge", f"challenge: the page asks for consent, {match!r}") if match else None


def _not_found(title: str | None, scan: Scan, visible: int, own: int) -> Verdict | None:
    if own > _ENOUGH:
        return None
    match = _find(refusals.NOT_FOUND, title or "")
    if match and own > _STUB and visible > _FEW_WORDS:
        match = None
    if match is None and visible < _FEW_WORDS and own < _STUB:
        match = _find(refusals.NOT_FOUND, _sayings(title, scan, visible))
    return Verdict("soft_404", f"soft_404: the page says {match!r}") if match else None


def _listing(url: str, scan: Scan, pieces: Sequence[Piece], data: StructuredData, own: int) -> Verdict | None:
    if tells_article(data, url):
        return None
    host = urlsplit(url).hostname or "."
    if own and own < _LONG and teased(scan, pieces, host) > _TEASED * own:
        return Verdict("listing", f"listing: {own} characters of running text, in teasers")
    if says_article(data, url) and own:
        return None
    front = not urlsplit(url).path.rstrip("/") and not urlsplit(url).query
    if own >= (_FRONT if front else _ENOUGH):
        return None
    links = [run for run in scan.runs if is_headline(run, host, _HEADLINE)]
    linked = sum(weight(run.text) for run in links)
    sentences = sum(
        has_sentence(piece.text) and weight(piece.text) > 80 for piece in pieces if piece.type in TEXT_BLOCKS
    )
    bare = not own or (own < _LITTLE and all(piece.type in TEXT_BLOCKS for piece in pieces))
    many = _FEW if bare else _MANY
    if len(links) >= many and linked > 1.5 * own and sentences < _SENTENCES:
        return Verdict("listing", f"listing: {len(links)} links to articles and {own} characters of running text")
    return None


def _paywall(scan: Scan, pieces: Sequence[Piece]) -> Verdict | None:
    shown = 0
    for piece in pieces:
        shown += 0 if _find(refusals.PAYWALL, piece.text) else weight(piece.text)
        if shown >= _STUB:
            return None
    match = next(filter(None, map(_wall, scan.runs)), None)
    return Verdict("paywall", f"paywall: {shown} characters, and the page says {match!r}") if match else None


def _wall(run: Run) -> str | None:
    """What a text says that stands in the place of a paid one."""
    return _find(refusals.PAYWALL, run.text) if run.kind == "text" and len(run.text) < _WALL else None


def breaks_off(scan: Scan, region: Region, pieces: Sequence[Piece], data: StructuredData, url: str) -> bool:
    """Whether an article is the opening of a paid one: a wall stands at its end, or it is said to be paid and ends in "…"."""
    if any(map(_wall, scan.runs[max(region.first, region.last - _AT_END) : region.last + _AT_END])):
        return True
    texts = [piece.text for piece in pieces if piece.type in TEXT_BLOCKS]
    return bool(texts) and texts[-1].endswith(("…", "...")) and _is_paid(data, url)


def without_wall(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of an article without the wall at its end."""
    kept = list(pieces)
    while (
        kept and kept[-1].type in TEXT_BLOCKS and len(kept[-1].text) < _WALL and _find(refusals.PAYWALL, kept[-1].text)
    ):
        kept.pop()
    return kept


def _is_paid(data: StructuredData, url: str) -> bool:
    return data.article(url).get("isAccessibleForFree") in (False, "False", "false")


def _too_little(url: str, data: StructuredData, own: int, media: int, visible: int) -> Verdict | None:
    if own < _STUB and _is_paid(data, url):
        return Verdict("paywall", f"paywall: {own} characters of a paid article")
    if own >= _LITTLE or (own and media) or (own >= _LEAST and says_article(data, url)):
        return None
    return Verdict("empty", f"empty: {own} characters of running text among {visible}")


def says_article(data: StructuredData, url: str) -> bool:
    """Whether the page declares itself an article; many systems say so on their listings too, so that it settles little."""
    return (data.first("og:type") or "").lower() == "article" or tells_article(data, url)


def tells_article(data: StructuredData, url: str) -> bool:
    """Whether the page tells about itself what only an article has: its record, the time it was published."""
    return bool(types(data.article(url)) & ARTICLE_TYPES) or data.first("article:published_time") is not None
