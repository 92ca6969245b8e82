"""The pages that list others: front page, sections, the hubs of video, sound and print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newsbot.example.markup import attribute, inline, template
from newsbot.example.paper import Paper
from newsbot.example.story import SECTIONS, Story

Stray = tuple[str, str]
"""URL and text of a link that does not lead to an article."""


def listing_path(section: str, number: int) -> str:
    """URL of a page of a section: `trang-N.html` in the old generation, `?page=N` in the new."""
    if number == 1:
        return f"/{section}/"
    return f"/{section}/trang-{number}.html" if "/" in section else f"/{section}/?page={number}"


def old_listing(title: str, stories: Sequence[Story], strays: Iterable[Stray], following: str | None) -> str:
    """A page of a section in the generation before 2025; `following` is the URL of the next page."""
    items = (
        f'<div class="news-item"><h3><a href="{s.path}" title="{attribute(s.title)}">{inline(s.title)}</a></h3>'
        f"<p>{inline(s.lead or '')}</p></div>"
        for s in stories
    )
    return template("old-listing").substitute(
        title=title,
        items="\n".join(items),
        others="\n".join(f'<div class="news-item"><h3><a href="{path}">{text}</a></h3></div>' for path, text in strays),
        more=f'<div class="paging"><a class="next" href="{following}">Trang sau</a></div>' if following else "",
    )


def new_listing(title: str, stories: Sequence[Story], strays: Iterable[Stray], following: str | None) -> str:
    """A page of a section of the portal since 2025; `following` is the URL of the next page."""
    items = (
        f'<div class="media"><a class="title{3 if n else 1}" href="{s.path}">{inline(s.title)}</a>'
        f'<div class="desc">{inline(s.lead or "")}</div></div>'
        for n, s in enumerate(stories)
    )
    return template("new-listing").substitute(
        title=title,
        items="\n".join(items),
        others="\n".join(
            f'<div class="media"><a class="title5" href="{path}">{text}</a></div>' for path, text in strays
        ),
        more=f'<ul class="pagination"><li><a rel="next" href="{following}">»</a></li></ul>' if following else "",
    )


def front(paper: Paper) -> str:
    """The front page: the newest stories of every section."""
    return "\n".join(_front_box(section, stories[:3]) for section, stories in paper.listed.items() if stories)


def _front_box(section: str, stories: Sequence[Story]) -> str:
    links = "".join(
        f'<li><a class="title{n}" href="{s.path}">{inline(s.title)}</a></li>' for n, s in enumerate(stories, 2)
    )
    return f'<div class="cate_title_1"><h2><a class="title" href="/{section}/">{SECTIONS[section]}</a></h2></div><ul>{links}</ul>'


def hub(path: str, title: str, text: str) -> str:
    """A page of clips, sounds or issues: no article."""
    clips = "".join(f'<li><a class="title4" href="{path}">{title}: kỳ {n}</a></li>' for n in range(1, 9))
    return (
        f'<div class="cate_title_1"><h2><a class="title" href="#">{title}</a></h2></div><p>{text}</p><ul>{clips}</ul>'
    )
