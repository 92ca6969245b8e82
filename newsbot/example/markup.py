"""What both page generations share: templates, escaping, media URLs, and the irregularities ("quirks") of real pages.

Quirks of text: `decomposed` (NFD letters), `nbsp` (no-break spaces), `zero-width` (invisible characters).
Quirks of markup: `divs` (paragraphs are `div`), `breaks` (text between `br`), `word` (MS-Word debris), `nested` (a whole document
inside the article), `headings` (several `h1`), `bold-headings` (sub-headings are bold paragraphs), `lead-repeated`, `lazy`
(pictures loaded by script), `em-captions`, `no-charset`, `gzip`.
"""

from __future__ import annotations

import functools
import hashlib
import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from importlib.resources import files
from string import Template

from newsbot.example.paper import Paper, Teaser
from newsbot.example.story import Part, Story

PAPER = "Báo Thượng Khê"
VIDEO_FALLBACK = "Video không hợp lệ"


@functools.cache
def template(name: str) -> Template:
    """A page template of `templates/`."""
    return Template((files("newsbot.example") / "templates" / f"{name}.html").read_text("utf-8"))


def attribute(text: str) -> str:
    """Text as an attribute value."""
    return html.escape(text, quote=True)


def inline(text: str, quirks: frozenset[str] = frozenset()) -> str:
    """Text as markup, with the irregular characters that the quirks ask for."""
    if "decomposed" in quirks:
        text = unicodedata.normalize("NFD", text)
    if "zero-width" in quirks:
        text = "\ufeff" + _every(text, 9, " \u200b")
    text = html.escape(text, quote=False)
    if "nbsp" in quirks:
        text = _every(text, 6, "&nbsp;")
    return re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", text)


def _every(text: str, step: int, space: str) -> str:
    words = text.split(" ")
    return "".join(word + (space if n % step == 0 else " ") for n, word in enumerate(words[:-1], 1)) + words[-1]


def image_paths(story: Story) -> tuple[str, ...]:
    """URLs of a story's pictures in page order, in the form of its generation."""
    return tuple(_image_path(story, index) for index in range(1, 1 + sum(part.kind == "image" for part in story.parts)))


def _image_path(story: Story, index: int) -> str:
    when = story.published
    if story.generation == "old":
        return f"/media/images/{when:%Y}/{when:%m}/img_{when:%Y%m%d%H%M}{index:02d}.jpg"
    folder = hashlib.md5(story.key.encode(), usedforsecurity=False).hexdigest()
    return f"/file/{folder}/{when:%Y%m}/{story.number}-{index}.jpg"


def picture(story: Story, path: str, caption: str) -> str:
    """An `img` element."""
    alt = attribute(caption or story.title)
    if "lazy" in story.quirks:
        return f'<img class="lazy" src="/images/loading.gif" data-src="{path}" alt="{alt}" />'
    return f'<img src="{path}" alt="{alt}" width="680" />'


def teaser_items(teasers: list[Teaser], css: str = "") -> str:
    """List items that link to other stories."""
    return "".join(
        f'<li><a{css} href="{t.path}" title="{attribute(t.title)}">{inline(t.title)}</a></li>' for t in teasers
    )


class Dialect:
    """How one generation of pages writes the pieces of an article."""

    ad: str
    subheading: str
    quote: str

    def image(self, story: Story, path: str, caption: str) -> str:
        """A picture with its caption ("" for none)."""
        raise NotImplementedError

    def paragraph(self, text: str, quirks: frozenset[str]) -> str:
        """A paragraph; `text` is markup."""
        raise NotImplementedError

    def read_also(self, teasers: list[Teaser]) -> str:
        """A box of related links inside the article."""
        raise NotImplementedError

    def pieces(self, story: Story, paper: Paper) -> Iterator[str]:
        """The markup of every part of a story's text, in order."""
        images = iter(image_paths(story))
        for part in story.parts:
            if part.kind == "image":
                yield self.image(story, next(images), part.text)
            elif part.kind == "related":
                yield self.read_also(paper.read_also(part.text))
            elif part.kind == "ad":
                yield self.ad
            else:
                yield self._text(part, story.quirks)

    def _text(self, part: Part, quirks: frozenset[str]) -> str:
        if part.kind == "heading":
            return ("<p><strong>{}</strong></p>" if "bold-headings" in quirks else self.subheading).format(
                inline(part.text, quirks)
            )
        if part.kind == "quote":
            return self.quote.format(inline(part.text, quirks))
        if part.kind in _SHARED:
            return _SHARED[part.kind](part, quirks)
        return self.paragraph(inline(part.text, quirks), quirks)


def _player(part: Part, _quirks: frozenset[str]) -> str:
    """A video player with the fallback text that a browser without video shows."""
    return (
        '<div class="video-player"><video class="video-js" controls="controls" preload="none" poster="/images/poster.jpg">'
        f'<source src="{part.text}" type="video/mp4" />{VIDEO_FALLBACK}</video></div>'
    )


def _table(part: Part, quirks: frozenset[str]) -> str:
    """A table of facts, the first row set bold."""
    head, *rows = ([inline(cell, quirks) for cell in line.split(" | ")] for line in part.text.splitlines())
    bold = [f"<strong>{cell}</strong>" for cell in head]
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in (bold, *rows))
    return f'<table border="1" cellpadding="4" cellspacing="0" style="width:100%"><tbody>{body}</tbody></table>'


def _items(part: Part, quirks: frozenset[str]) -> str:
    """A bulleted list."""
    return "<ul>" + "".join(f"<li>{inline(line, quirks)}</li>" for line in part.text.splitlines()) + "</ul>"


_SHARED: dict[str, Callable[[Part, frozenset[str]], str]] = {"video": _player, "table": _table, "list": _items}
