"""Read-also lines: which part is the title of the other article, and which the heading before it.

"Xem thêm: Cầu treo bản Pác Là (27/04)" has the heading "Xem thêm" and the title "Cầu treo bản Pác Là" when the link holds
just that; a date that the page prints inside the link is part of the title, because it is what a visitor clicks on.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from newsbot.normalize.text import normal
from newsbot.reader.page.text_measures import ends_sentence, weight
from newsbot.reader.scan.boilerplate_phrases import is_notice, is_related_heading
from newsbot.reader.scan.walk import Run

_EDGES = " :：>»›▶►•"
_COLONS = (":", "：")
_INLINE = frozenset(("span", "b", "strong", "i", "em", "u", "font"))
HEADLINE_MIN_WEIGHT = 40
"""Weight of a headline, more than. Halved, 1 of 225 pages change."""
MAX_LINKS = 60
"""Links of a line that are looked at."""
LIST_MIN_HEADLINES = 3
"""Links with the length of a headline that make a list of links. Halved, 3 of 225 pages change."""
PROSE_MIN_CHARS = 8
"""Characters outside of its links that a sentence has at least. Halved, 1 of 225 pages change; doubled, 1."""
LINK_MIN_SHARE = 0.75
"""Share of a line inside links, more than, that makes it a link; dates and bullets stand beside it. Halved, 9 of 225 pages
change; doubled, 78."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A line around its link."""

    before: str
    title: str
    """Text of the link; the whole line when several links share it."""
    after: str


def part(run: Run) -> Parts:
    """Part a line with a link in it."""
    text = run.text
    if run.link is None or run.linked >= len(text) - 1 or run.anchors > 1:
        return Parts("", text, "")
    title = normal(" ".join(run.link.text_content().split()))
    start = text.find(title) if title else -1
    return Parts(text[:start], title, text[start + len(title) :]) if start >= 0 else Parts("", text, "")


def is_link(run: Run) -> bool:
    """Whether a line is a link and nothing else that is worth reading: a date, a bullet."""
    if run.link is None:
        return False
    if run.linked > LINK_MIN_SHARE * len(run.text):
        return not is_prose(run)
    parts = part(run)
    return parts.title != run.text and not any(map(str.isalpha, parts.before + parts.after))


def is_prose(run: Run) -> bool:
    """Whether a line goes on around its links as a sentence does, up to a full stop after the last of them.

    "The council <a>published the whole plan with all its maps on Monday</a>, four days late." A read-also line has a heading
    with a colon, a link and perhaps a date.
    """
    text = run.text
    if run.link is None or not ends_sentence(text) or len(text) - run.linked < PROSE_MIN_CHARS:
        return False
    around = next((element for element in run.link.iterancestors() if element.tag not in _INLINE), run.link)
    titles = [
        title
        for link in islice(around.iter("a"), MAX_LINKS)
        if (title := " ".join(link.text_content().split())) and title in text
    ]
    if not titles or sum(weight(title) > HEADLINE_MIN_WEIGHT for title in titles) >= LIST_MIN_HEADLINES:
        return False
    before, after = text[: text.find(titles[0])], text[text.rfind(titles[-1]) + len(titles[-1]) :]
    led_to = len(titles) == 1 and before.rstrip().endswith(_COLONS) and not any(map(str.isalpha, after))
    return ends_sentence(after) and not led_to and not is_notice(text, apart=True)


def is_url(text: str) -> bool:
    """Whether a line is a URL written out: printed for the reader to see, not the title of another article."""
    return text.startswith(("http://", "https://", "www.")) and " " not in text


def leads_elsewhere(run: Run) -> bool:
    """Whether a line is a heading such as "Xem thêm:", a link, and nothing else that is worth reading."""
    if run.link is None:
        return False
    parts = part(run)
    return is_related_heading(parts.before) and not any(map(str.isalpha, parts.after))


def heading_of(text: str) -> str:
    """A heading as printed, without the arrows before it and the colon that leads to what follows."""
    return text.strip(_EDGES)
