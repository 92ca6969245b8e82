"""A parsed page: the tree, the address, how its bytes were decoded."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement


@dataclass(frozen=True, slots=True)
class Document:
    """One page after decoding and parsing."""

    url: str
    """Address of the page; relative addresses resolve against it (or against `base`)."""
    base: str
    """Base address: `<base href>` when the page has a usable one, else `url`."""
    root: HtmlElement
    """The `html` element."""
    encoding: str
    """Name of the encoding that decoded the bytes."""
    flags: tuple[str, ...] = ()
    """What was noticed while decoding and parsing: "replacement_characters", "truncated", "encoding_misdeclared"…"""
