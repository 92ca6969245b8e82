"""What stands around the content on every page: head, menu, clock, side boxes, advertisements, footer; one frame a generation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from newsbot.example.dates import clock
from newsbot.example.markup import PAPER, attribute, inline, template
from newsbot.example.paper import Paper
from newsbot.example.story import SECTIONS, Generation

_OTHER_PAGES = {
    "/truyen-hinh/": "Truyền hình",
    "/podcast/": "Podcast",
    "/doc-bao-in/": "Đọc báo in",
    "/multimedia/": "Multimedia",
    "/tim-kiem?q=lua": "Tìm kiếm",
}
_CHARSET = {
    "old": '<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />',
    "new": '<meta charset="utf-8">',
}


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself in its head."""

    title: str
    path: str
    description: str = ""
    image: str = "/images/logo.png"
    kind: str = "website"
    keywords: tuple[str, ...] = ()
    charset: bool = True


class Chrome:
    """Page frames for one base URL and one clock."""

    def __init__(self, paper: Paper, base: str, now: datetime) -> None:
        most_read = "".join(
            f'<li><span class="no">{n}</span><a href="{s.path}" title="{attribute(s.title)}">{inline(s.title)}</a></li>'
            for n, s in enumerate(paper.front[:6], 1)
        )
        self._fixed = {"base": base, "clock": clock(now), "paper": PAPER, "most_read": most_read}
        self._frames = {"old": template("old-page"), "new": template("new-page")}

    def page(self, generation: Generation, head: Head, content: str) -> str:
        """A whole page."""
        return self._frames[generation].substitute(
            self._fixed,
            charset=_CHARSET[generation] if head.charset else "",
            title=attribute(head.title),
            description=attribute(head.description),
            keywords=attribute(", ".join(head.keywords)),
            kind=head.kind,
            path=head.path,
            image=head.image,
            menu=_menu(generation),
            content=content,
        )


def _menu(generation: Generation) -> str:
    sections = {
        f"/{path}/": name.split(" > ")[-1] for path, name in SECTIONS.items() if ("/" in path) == (generation == "old")
    }
    others = _OTHER_PAGES if generation == "new" else {}
    return "".join(f'<li><a href="{path}">{name}</a></li>' for path, name in (sections | others).items())
