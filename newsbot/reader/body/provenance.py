"""Evidence for the fields that are read from the body: text, lead, captions, pictures, videos, links.

Made only when somebody asks: naming elements costs more than reading them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from lxml.html import HtmlElement

from newsbot.article import TEXT_BLOCKS, Link
from newsbot.reader.body.draft_block import DraftBlock
from newsbot.reader.elements import name_of
from newsbot.reader.layout import Layout
from newsbot.reader.page.evidence import Evidence

PATH_MAX_ELEMENTS = 3
"""Elements in the path of the body: enough to find it, short enough for a line."""


def body_evidence(
    root: HtmlElement | None,
    blocks: Sequence[DraftBlock],
    related: Sequence[Link],
    layout: Layout | None,
    flags: Sequence[str],
) -> dict[str, Evidence[object]]:
    """By field name: the element and the rule, for every field that the blocks fill."""
    found: dict[str, Evidence[object]] = {}
    texts = [block for block in blocks if block.type in TEXT_BLOCKS]
    if texts:
        found["body"] = Evidence(
            len(texts), _body_source(root, texts), _body_rule(layout, from_script="body_from_script" in flags)
        )
    for lead in (block for block in blocks if block.type == "lead"):
        found["lead"] = Evidence(lead.text, name_of(lead.element), _lead_rule(layout))
    media = [block for block in blocks if block.type not in TEXT_BLOCKS]
    captioned = [block for block in media if block.text]
    if captioned:
        found["captions"] = Evidence(
            len(captioned), _names(captioned), "belongs to a picture or video by structure or type"
        )
    for name, kinds in (("images", ("image",)), ("videos", ("video", "embed"))):
        shown = [block for block in media if block.type in kinds and block.media is not None]
        if shown:
            found[name] = Evidence(
                len(shown), _names(shown), "stands between the first and the last text of the article"
            )
    if related:
        headings = Counter(link.heading or "a box without a heading" for link in related)
        source = "; ".join(f"{count} under {heading!r}" for heading, count in headings.items())
        found["related_links"] = Evidence(
            len(related), source, "links to other articles in boxes in and under this one"
        )
    return found


def _body_source(root: HtmlElement | None, texts: Sequence[DraftBlock]) -> str:
    where = _path(root) if root is not None else "script"
    return f"{where}: {_names(texts)}"


def _body_rule(layout: Layout | None, *, from_script: bool) -> str:
    if from_script:
        return "the page's scripts hold the text; the page shows none"
    if layout and layout.body:
        return f"layout {layout.name} names the element; the general rules chose among its texts"
    return "the element with the heaviest running text below the headline"


def _lead_rule(layout: Layout | None) -> str:
    return (
        f"named by layout {layout.name}"
        if layout and layout.lead
        else "set apart before the text, or described by the metadata"
    )


def _names(blocks: Iterable[DraftBlock]) -> str:
    counted = Counter(name_of(block.element) for block in blocks)
    return ", ".join(f"{count} × {name}" for name, count in counted.most_common(4))


def _path(element: HtmlElement) -> str:
    names = [name_of(element)]
    for around in element.iterancestors():
        if around.tag in ("body", "html") or len(names) == PATH_MAX_ELEMENTS:
            break
        names.append(name_of(around))
    return " > ".join(reversed(names))
