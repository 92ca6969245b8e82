"""Whether bytes are an HTML page: a look at their beginning, before anything is parsed."""

from __future__ import annotations

import re

from newsbot.reader.verdict.verdict import Verdict

_OTHERWISE_TEXT = (b"\x1f\x8b", b"\xff\xfe", b"\xfe\xff")
"""Beginnings of text that is compressed by gzip or encoded in UTF-16."""
_CONTROLS = bytes((*range(0x09), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20)))
CONTROL_MAX_SHARE = 0.02
"""Share of control characters that a damaged text has at most; compressed data have an eighth, as random bytes."""
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


def _is_binary(head: bytes) -> bool:
    """Whether bytes have more control characters than a damaged text has, and no tag that a page begins with.

    The characters are the "binary data bytes" of the MIME Sniffing standard, 3.
    """
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > CONTROL_MAX_SHARE * len(head) and not _MARKUP.search(head.replace(b"\0", b""))
