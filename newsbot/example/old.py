"""Article pages of the generation before 2025: `.summary`, `<time>`, `[itemprop=articleBody]`, centred or `em` captions."""

from __future__ import annotations

from newsbot.example.dates import as_printed
from newsbot.example.markup import Dialect, inline, picture, teaser_items, template
from newsbot.example.paper import Paper, Teaser
from newsbot.example.story import Story

_BYLINES = {
    "right": '<p style="text-align: right;">{}</p>',
    "right-bold": '<p style="text-align: right;"><strong>{}</strong></p>',
    "bold": "<p><strong>{}</strong></p>",
    "plain": "<p>{}</p>",
    "box": '<div class="author">{}</div>',
}
_NESTED = '<html><head><title></title><meta content="Word.Document" name="ProgId" /></head><body>{}</body></html>'


class _Old(Dialect):
    ad = (
        '<div class="ads-inline"><a href="http://quangcao.example/">'
        '<img src="/images/ads-inline.gif" alt="Quảng cáo" /></a></div>'
    )
    subheading = "<h3>{}</h3>"
    quote = "<blockquote><p>{}</p></blockquote>"

    def paragraph(self, text: str, quirks: frozenset[str]) -> str:
        if "divs" in quirks:
            return f'<div style="text-align: justify;">{text}</div>'
        if "breaks" in quirks:
            return f"{text}<br />\n<br />"
        if "word" in quirks:
            return (
                '<p class="MsoNormal" style="text-align:justify;mso-outline-level:1"><span lang="VI" style="font-size:14.0pt">'
                f"{text}<o:p></o:p></span></p>"
            )
        return f'<p style="text-align: justify;">{text}</p>'

    def image(self, story: Story, path: str, caption: str) -> str:
        image = f'<p style="text-align: center;">{picture(story, path, caption)}</p>'
        below = "\n<p><em>{}</em></p>" if "em-captions" in story.quirks else '\n<p style="text-align: center;">{}</p>'
        return image + (below.format(inline(caption, story.quirks)) if caption else "")

    def read_also(self, teasers: list[Teaser]) -> str:
        return f'<div class="read-also"><strong>{teasers[0].heading}:</strong><ul>{teaser_items(teasers)}</ul></div>'


def article(story: Story, paper: Paper) -> str:
    """The content column of an article page."""
    date = as_printed(story.published, story.date_shape)
    return template("old-article").substitute(
        levels="".join(f"<li>{name}</li>" for name in story.section_name.split(" > ")),
        title=inline(story.title, story.quirks),
        date=f"<time>{date}</time>" if date else "",
        lead=f'<div class="summary">{inline(story.lead, story.quirks)}</div>' if story.lead else "",
        body=_body(story, paper),
        tags=_tags(story),
        related=_related(paper.related(story)),
    )


def _body(story: Story, paper: Paper) -> str:
    repeated = (
        [f"<p><strong>{inline(story.lead or '', story.quirks)}</strong></p>"] if "lead-repeated" in story.quirks else []
    )
    markup = "\n".join([*repeated, *_Old().pieces(story, paper), *_credits(story)])
    return _NESTED.format(markup) if "nested" in story.quirks else markup


def _credits(story: Story) -> list[str]:
    byline = [_BYLINES[story.byline_shape].format(inline(story.byline))] if story.byline else []
    others = [_BYLINES["right"].format(inline(credit)) for credit in (story.extra_credit, story.video_credit) if credit]
    return byline + others


def _related(teasers: list[Teaser]) -> str:
    return (
        f'<div class="other-news"><h3>{teasers[0].heading}</h3><ul>{teaser_items(teasers)}</ul></div>'
        if teasers
        else ""
    )


def _tags(story: Story) -> str:
    links = ", ".join(f'<a href="/tu-khoa/mua-vu/" rel="tag">{inline(tag)}</a>' for tag in story.tags)
    return f'<div class="tags"><span>Từ khóa:</span> {links}</div>' if links else ""
