"""Where the parts of an article were found that are read from its text: body, lead, captions, pictures, videos, links.

Made only when somebody asks: naming elements costs more than reading them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from lxml.html import HtmlElement

from newsbot.article import TEXT_BLOCKS, Link
from newsbot.reader.elements import name_of
from newsbot.reader.found import Found
from newsbot.reader.layout import Layout
from newsbot.reader.piece import Piece


def explain(
    root: HtmlElement | None, pieces: Sequence[Piece], related: Sequence[Link], layout: Layout | None, *, injected: bool
) -> dict[str, Found[object]]:
    """By field name: the element and the rule, for every field that the pieces fill."""
    found: dict[str, Found[object]] = {}
    texts = [piece for piece in pieces if piece.type in TEXT_BLOCKS]
    if texts:
        found["body"] = Found(len(texts), _body_source(root, texts), _body_rule(layout, injected=injected))
    for lead in (piece for piece in pieces if piece.type == "lead"):
        found["lead"] = Found(lead.text, name_of(lead.element), _lead_rule(layout))
    media = [piece for piece in pieces if piece.type not in TEXT_BLOCKS]
    captioned = [piece for piece in media if piece.text]
    if captioned:
        found["captions"] = Found(
            len(captioned), _names(captioned), "belongs to a picture or video by structure or type"
        )
    for name, kinds in (("images", ("image",)), ("videos", ("video", "embed"))):
        shown = [piece for piece in media if piece.type in kinds and piece.media is not None]
        if shown:
            found[name] = Found(len(shown), _names(shown), "stands between the first and the last text of the article")
    if related:
        headings = Counter(link.heading or "a box without a heading" for link in related)
        source = "; ".join(f"{count} under {heading!r}" for heading, count in headings.items())
        found["related_links"] = Found(len(related), source, "links to other articles in boxes in and under this one")
    return found


def _body_source(root: HtmlElement | None, texts: Sequence[Piece]) -> str:
    where = _path(root) if root is not None else "script"
    return f"{where}: {_names(texts)}"


def _body_rule(layout: Layout | None, *, injected: bool) -> str:
    if injected:
        return "the page's scripts hold the text; the page shows none"
    if layout and layout.body:
        return f"layout {layout.name} names the element; the general rules chose among its texts"
    return "the element with the heaviest running text below the headline"


def _lead_rule(layout: Layout | None) -> str:
    return (
        f"named by layout {layout.name}"
        if layout and layout.lead
        else "set apart before the text, or told by the metadata"
    )


def _names(pieces: Iterable[Piece]) -> str:
    counted = Counter(name_of(piece.element) for piece in pieces)
    return ", ".join(f"{count} × {name}" for name, count in counted.most_common(4))


def _path(element: HtmlElement) -> str:
    names = [name_of(element)]
    for around in element.iterancestors():
        if around.tag in ("body", "html") or len(names) == 3:
            break
        names.append(name_of(around))
    return " > ".join(reversed(names))
