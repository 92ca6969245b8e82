"""Article pages of the portal since 2025: `#page_info`, `h1.media-heading.title5`, `div.article_content div.content#content`."""

from __future__ import annotations

from newsbot.example.dates import as_printed
from newsbot.example.markup import Dialect, inline, picture, teaser_items, template
from newsbot.example.paper import Paper, Teaser
from newsbot.example.story import Story

_BYLINES = {
    "right": '<p style="text-align:right">{}</p>',
    "right-bold": '<p style="text-align:right"><strong>{}</strong></p>',
    "placeholder": '<p style="text-align:right"><strong>{}</strong></p>',
    "bold": "<p><strong>{}</strong></p>",
    "plain": "<p>{}</p>",
}
_PLACEHOLDER = "Bút danh"
_NESTED = "<!DOCTYPE html>\n<html>\n<head>\n<title></title>\n</head>\n<body>\n{}\n</body>\n</html>"
_SLOGAN = '<h1 class="site-slogan">Tiếng nói của Đảng bộ và nhân dân tỉnh</h1>'


class _New(Dialect):
    ad = '<div class="adv_inpage"><ins class="ads" data-zone="7"></ins><span>Quảng cáo</span></div>'
    subheading = "<h2>{}</h2>"
    quote = "<blockquote>{}</blockquote>"

    def paragraph(self, text: str, quirks: frozenset[str]) -> str:
        if "divs" in quirks:
            return f"<div>{text}</div>"
        if "breaks" in quirks:
            return f"{text}<br>\n<br>"
        if "word" in quirks:
            return (
                '<p class="MsoNormal" style="margin-bottom:6.0pt"><_o3a_p></_o3a_p>'
                f'<span style="mso-fareast-language:VI">{text}</span><o:p></o:p></p>'
            )
        return f"<p>{text}</p>"

    def image(self, story: Story, path: str, caption: str) -> str:
        image = f'<a class="example-image-link" data-lightbox="example-set" href="{path}">{picture(story, path, caption)}</a>'
        below = f'<tr><td class="image_desc">{inline(caption, story.quirks)}</td></tr>' if caption else ""
        return f'<table class="image center" align="center" border="0"><tbody><tr><td>{image}</td></tr>{below}</tbody></table>'

    def read_also(self, teasers: list[Teaser]) -> str:
        links = f"<strong>{teasers[0].heading}</strong><ul>{teaser_items(teasers)}</ul>"
        return f'<table class="rl center" align="right"><tbody><tr><td>{links}</td></tr></tbody></table>'


def article(story: Story, paper: Paper) -> str:
    """The content column of an article page."""
    date = as_printed(story.published, story.date_shape)
    return template("new-article").substitute(
        section=story.section,
        section_name=story.section_name,
        section_number=sum(story.section.encode()),
        number=story.number,
        plain_title=inline(story.title),
        title=inline(story.title, story.quirks),
        slogan=_SLOGAN if "headings" in story.quirks else "",
        date=f'<div class="date">{date}</div>' if date else "",
        body=_body(story, paper),
        author=_author(story),
        tags=_tags(story),
        related=_related(paper.related(story)),
    )


def _body(story: Story, paper: Paper) -> str:
    dialect = _New()
    lead = inline(story.lead or "", story.quirks)
    first = [f"<p><strong>{lead}</strong></p>"] if lead else []
    repeated = [dialect.paragraph(lead, story.quirks)] if "lead-repeated" in story.quirks else []
    markup = "\n".join([*first, *repeated, *dialect.pieces(story, paper), *_credits(story)])
    return _NESTED.format(markup) if "nested" in story.quirks else markup


def _credits(story: Story) -> list[str]:
    inside = story.byline if story.byline_shape != "box" else None
    byline = [_BYLINES[story.byline_shape].format(inline(inside))] if inside else []
    others = [_BYLINES["right"].format(inline(credit)) for credit in (story.extra_credit, story.video_credit) if credit]
    return byline + others


def _author(story: Story) -> str:
    if story.byline_shape not in ("box", "placeholder"):
        return ""
    name = _PLACEHOLDER if story.byline_shape == "placeholder" else inline(story.byline or "")
    return f'<div class="after-author"><p class="author">{name}</p></div>'


def _related(teasers: list[Teaser]) -> str:
    links = teaser_items(teasers, ' class="title3"')
    return f'<div class="related"><h1>{teasers[0].heading}</h1><ul>{links}</ul></div>' if teasers else ""


def _tags(story: Story) -> str:
    links = " ".join(f'<a href="/tu-khoa/mua-vu/">{inline(tag)}</a>' for tag in story.tags)
    return f'<div class="tags"><b>Từ khóa:</b> {links}</div>' if links else ""
