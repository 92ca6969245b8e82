"""One article of a provincial paper, and the ways in which such papers mark it up (written for these tests)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

TITLE = "Phiên chợ cá đầu mùa ở bến Lau"
LEAD = "Sáng 12-3, hơn bốn mươi chiếc thuyền cập bến Lau, mở phiên chợ cá đầu tiên sau mùa nước kiệt."
PARAGRAPHS = (
    "Từ ba giờ sáng, đèn dầu đã sáng dọc triền sông. Người bán ngồi ngay trên mũi thuyền, người mua lội xuống tận nước, "
    "cân xong mới bước lên bờ.",
    "Ông Lò Văn Chắn, 63 tuổi, chủ thuyền ở xóm Bãi Giữa cho biết, năm nay cá trôi về sớm hơn nửa tháng, con nào cũng "
    "chắc tay. Giá bán tại bến từ 45 đến 60 nghìn đồng một cân, tùy cỡ.",
    "Để giữ luồng cá, hợp tác xã quy ước chỉ thả lưới mắt to, ai dùng kích điện thì bị mời khỏi bến. Hai năm qua chưa phải "
    "mời người nào.",
    "Đến bảy giờ, chợ tan. Trên bến chỉ còn mấy đứa trẻ nhặt vảy cá.",
)
CAPTIONS = (
    "Quang cảnh phiên chợ cá bến Lau.",
    "Ông Lò Văn Chắn (bên phải) cân cá cho khách.",
    "Thuyền về bến lúc rạng đông. Ảnh: Lê Khuê",
    "Quang cảnh phiên chợ cá bến Lau.",
)
BYLINE = "Bài, ảnh: Lê Khuê - Hà Vy"
AUTHORS = ("Lê Khuê", "Hà Vy")
VIDEO_SOURCE = "truyenhinhbenlau.example"
VIDEO_CREDIT = f"Video: {VIDEO_SOURCE}"
FALLBACK = "Video không hợp lệ"
HEADING = "Tin cùng chuyên mục"
RELATED = ("Thả thêm cá giống xuống hồ Vực Sanh", "Lớp học vá lưới của các bà ở xóm Bãi Giữa")

BODY = (LEAD, *PARAGRAPHS)

VIDEO = f'<video controls src="/tv/cho-ca.mp4">{FALLBACK}</video>'
PLAYER = (
    '<div class="player"><video class="video-js"><source src="/tv/cho-ca.mp4"></video>'
    f'<p class="vjs-no-js">{FALLBACK}</p></div>'
)
OBJECT = (
    '<div class="jwplayer"><object data="/player.swf"><param name="flashvars" value="file=/tv/cho-ca.mp4">'
    f"<p>{FALLBACK}</p></object></div>"
)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a system writes the pieces of an article; `{}` is the text, `{n}` the number of the picture."""

    page: str
    """The content column: `{title}`, `{lead}`, `{body}`, `{related}`."""
    paragraph: str = "<p>{}</p>"
    bold: int = 0
    """How many paragraphs from the first on are bold."""
    picture: str = '<p><img src="/anh/{n}.jpg" alt=""></p>'
    caption: str = "<p>{}</p>"
    player: str = VIDEO
    signature: str = (
        '<p style="text-align: right;"><strong>{byline}</strong></p><p style="text-align: right;">{video}</p>'
    )
    """Byline and video credit, at the end of the body; "" when `page` has them in another place."""
    related: str = '<div class="others"><h3>{heading}</h3><ul>{items}</ul></div>'
    item: str = '<li><a href="/{n}.html">{}</a> <span>(11/03)</span></li>'

    def render(self) -> str:
        """The whole page."""
        items = "".join(self.item.format(title, n=f"bai-viet-khac-30010{n}") for n, title in enumerate(RELATED))
        column = self.page.format(
            title=TITLE,
            lead=LEAD,
            cut=LEAD[:60] + "...",
            body="\n".join(self.body()),
            byline=BYLINE,
            video=VIDEO_CREDIT,
            related=self.related.format(heading=HEADING, items=items),
        )
        return FRAME.format(title=TITLE, lead=LEAD, column=column)

    def body(self) -> Iterator[str]:
        """Player, then a paragraph and a picture in turns, then the signature."""
        yield self.player
        for n, (text, caption) in enumerate(zip(PARAGRAPHS, CAPTIONS, strict=True)):
            yield self.paragraph.format(f"<b>{text}</b>" if n < self.bold else text)
            yield self.picture.format(n=n, caption=caption) + self.caption.format(caption)
        yield self.signature.format(byline=BYLINE, video=VIDEO_CREDIT)


FRAME = """<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title} | Báo Bến Lau</title>
<meta name="description" content="{lead}"><meta property="og:title" content="{title}"></head><body>
<div id="header"><a href="/"><img src="/logo.png" alt="Báo Bến Lau"></a>
<span class="clock">Chủ nhật, 22/11/2026 08:15</span></div>
<ul class="nav"><li><a href="/">Trang chủ</a></li><li><a href="/kinh-te/">Kinh tế</a></li>
<li><a href="/xa-hoi/">Xã hội</a></li></ul>
<div class="main"><div class="left">{column}</div>
<div class="right"><h3>Đọc nhiều</h3><ul>
<li><a href="/nguoi-dong-thuyen-300200.html">Người đóng thuyền cuối cùng ở bến Lau</a></li>
<li><a href="/mua-nuoc-noi-300201.html">Mùa nước nổi đến sớm nửa tháng</a></li></ul></div></div>
<div id="footer"><p>Báo Bến Lau. Cơ quan của một tỉnh không có thật.</p><p>Ghi rõ nguồn khi phát hành lại thông tin.</p></div>
</body></html>"""

_OLD = (
    '<h1 itemprop="name">{title}</h1><time>12/03/2023 - 09:10</time><div class="summary">{lead}</div>'
    '<div itemprop="articleBody">{body}</div>{related}'
)
_PORTAL = (
    '<div id="page_info"><span id="article_title">{title}</span></div><div class="article_content">'
    '<h1 class="media-heading title5">{title}</h1><div class="date">09:10, 12/03/2025</div>'
    '<div class="content" id="content"><p><strong>{lead}</strong></p>{body}</div>'
)
_TABLE = (
    '<table class="image center"><tr><td><img src="/anh/{n}.jpg"></td></tr>'
    '<tr><td class="image_desc">{caption}</td></tr></table>'
)
_FIGURE = '<figure><img src="/anh/{n}.jpg"><figcaption>{caption}</figcaption></figure>'
_PLAIN = '<h1>{title}</h1><p><b>{lead}</b></p><div class="noi-dung">{body}</div>{related}'

DIALECTS: dict[str, Dialect] = {
    "old, centred captions": Dialect(
        page=_OLD,
        paragraph='<p style="text-align: justify;">{}</p>',
        picture='<p style="text-align: center;"><img src="/anh/{n}.jpg"></p>',
        caption='<p style="text-align: center;">{}</p>',
        player=OBJECT,
    ),
    "old, captions in em": Dialect(page=_OLD, caption="<p><em>{}</em></p>"),
    "old, text from Word": Dialect(
        page=_OLD,
        paragraph='<p class="MsoNormal"><_o3a_p></_o3a_p><span style="font-size:14pt">{}<o:p></o:p></span></p>',
        picture='<p class="MsoNormal" align="center"><img class="lazy" src="/blank.gif" data-src="/anh/{n}.jpg"></p>',
        caption='<p class="MsoNormal" align="center"><i>{}</i></p>',
    ),
    "old, video credited under the player": Dialect(
        page=_OLD,
        caption="<p><em>{}</em></p>",
        player=VIDEO + f'<p style="text-align: center;"><em>{VIDEO_CREDIT}</em></p>',
        signature='<p style="text-align: right;"><strong>{byline}</strong></p>',
    ),
    "lead in the text, under a player and its credit": Dialect(
        page='<h1>{title}</h1><div class="date">12/03/2023 - 09:10</div><div class="noi-dung">'
        + VIDEO
        + f"<p>{VIDEO_CREDIT}</p><p><b>{{lead}}</b></p>{{body}}</div>{{related}}",
        picture=_FIGURE,
        caption="",
        player="",
        signature="<p><b>{byline}</b></p>",
    ),
    "players between the pictures at the end": Dialect(
        page='<h1>{title}</h1><div class="date">12/03/2023 - 09:10</div><div class="sapo">{lead}</div>'
        '<div class="noi-dung">{body}</div>{related}',
        picture="",
        caption="",
        player="",
        signature="".join(
            f'<figure><img src="/anh/{n}.jpg"><figcaption>{caption}</figcaption></figure>'
            + (f'<p align="center">{VIDEO}</p><p align="center">{VIDEO_CREDIT}</p>' if n == 1 else "")
            for n, caption in enumerate(CAPTIONS)
        )
        + '<p align="right"><b>{byline}</b></p>',
    ),
    "first text bold, another bold paragraph below": Dialect(
        page='<h1>{title}</h1><div class="date">12/03/2023 - 09:10</div><div class="noi-dung"><p><b>{lead}</b></p>'
        "{body}</div>{related}",
        bold=1,
        picture=_FIGURE,
        caption="",
    ),
    "lead in an element of its own beside the text's": Dialect(
        page='<div class="ct"><h1>{title}</h1><div class="t">09:10 12/03/2023</div><div class="bai_sapo"><p>{lead}</p></div>'
        '<div class="noi-dung">{body}</div></div>{related}',
        picture=_FIGURE,
        caption="",
    ),
    "lead in the text, in italics": Dialect(
        page='<h1>{title}</h1><div class="date">12/03/2023 - 09:10</div><div class="noi-dung"><p><em>{lead}</em></p>{body}</div>'
        "{related}",
        picture=_FIGURE,
        caption="",
    ),
    "lead in the text, as a heading": Dialect(
        page='<h1>{title}</h1><div class="date">12/03/2023 - 09:10</div><div class="noi-dung"><h2>{lead}</h2>{body}</div>'
        "{related}",
        picture=_FIGURE,
        caption="",
    ),
    "lead in the text, bold by its class": Dialect(
        page='<h1>{title}</h1><div class="date">12/03/2023 - 09:10</div><div class="noi-dung">'
        '<p class="font-bold">{lead}</p>{body}</div>{related}',
        picture=_FIGURE,
        caption="",
    ),
    "portal": Dialect(
        page=_PORTAL + "</div>{related}",
        picture=_TABLE,
        caption="",
        player=PLAYER,
        related='<div class="news-relate"><h1>{heading}</h1>{items}</div>',
        item='<div class="media"><a class="title3" href="/{n}.html">{}</a></div>',
    ),
    "portal, author box": Dialect(
        page=_PORTAL + '<div class="after-author"><p class="author">{byline}</p></div></div>{related}',
        paragraph="<div>{}</div>",
        picture=_TABLE,
        caption="",
        signature='<p style="text-align:right">{video}</p>',
    ),
    "portal, placeholder for the author": Dialect(
        page=_PORTAL + '<div class="after-author"><p class="author">Bút danh</p></div></div>{related}',
        picture=_TABLE,
        caption="",
        signature='<p style="text-align:right"><strong>{byline}</strong><br><strong>{video}</strong></p>',
    ),
    "OneCMS": Dialect(
        page='<div class="b-maincontent"><div itemprop="articleBody"><article class="entry"><div class="sc-longform-header">'
        '<h1 class="sc-longform-header-title block-sc-title">{title}</h1>'
        '<span class="sc-longform-header-date block-sc-publish-time">12/03/2024 09:10</span>'
        '<p class="sc-longform-header-sapo block-sc-sapo">{lead}</p></div>{body}</article></div></div>{related}',
        picture=_FIGURE,
        caption="",
        related='<div class="c-news-related"><h2 class="c-box__title">{heading}</h2>{items}</div>',
        item='<div class="b-grid"><h3 class="b-grid__title"><a href="/{n}.html">{}</a></h3></div>',
    ),
    "ePi": Dialect(
        page='<article><h1 class="article__title cms-title">{title}</h1>'
        '<div class="article__meta"><time>12/03/2025 09:10</time></div>'
        '<div class="article__sapo cms-desc">{lead}</div>'
        '<div class="article__body zce-content-body cms-body" itemprop="articleBody">'
        "<style>.t1{{text-align:right}}</style>{body}</div></article>{related}",
        paragraph='<div>{}</div><div class="sda_middle">Quảng cáo</div>',
        picture=_FIGURE,
        caption="",
        player=f'<div class="video-wrap">{VIDEO}</div>',
        signature='<div class="t1"><span class="t2">{byline}</span></div><div class="t1"><span class="t2">{video}</span></div>',
        related='<div class="box"><h3 class="box-heading">{heading}</h3>{items}</div>',
        item='<article class="story"><h3 class="story__heading"><a class="cms-link" href="/{n}.html">{}</a></h3></article>',
    ),
    "content-fck": Dialect(
        page='<h1 class="crumb">KINH TẾ</h1><div class="detail-title"><h1>{title}</h1></div>'
        '<div class="pubdate">12/03/2024 - 09:10</div>'
        '<div class="detail-desc"><div class="content-fck"><p>{lead}</p></div></div>'
        '<div id="newscontents"><div class="content-fck">{body}</div></div>{related}',
        paragraph='<p style="text-align: justify;">{}</p>',
        picture='<p style="text-align: center;"><img src="/anh/{n}.jpg" title="' + TITLE + '"></p>',
        caption='<p class="note ignore">{}</p>',
        signature='<p class="author ignore">{byline}</p><p class="author ignore">{video}</p>',
        related='<div class="detail-related"><div class="related-title">{heading}</div>'
        '<ul class="related-list">{items}</ul></div>',
    ),
    "Mediatech": Dialect(
        page='<h1 class="name">{title}</h1><div class="date">Chủ nhật, 12/03/2023 | 09:10:00 [GMT +7]</div>'
        '<div class="sapo">{cut}</div><div id="content-detail"><div class="detail"><p class="sapo">{lead}</p>{body}</div></div>'
        '<div class="author">{byline}</div>{related}',
        picture='<div class="wp-caption"><img src="/anh/{n}.jpg"><p class="wp-caption-text">{caption}</p></div>',
        caption="",
        signature='<p style="text-align:right">{video}</p>',
        related='<div class="block-news-list"><div class="main-title">{heading}</div>{items}</div>',
    ),
    "unknown, small captions": Dialect(page=_PLAIN, caption="<p><small>{}</small></p>"),
    "unknown, divs": Dialect(
        page=_PLAIN,
        paragraph="<div>{}</div>",
        picture='<div align="center"><img src="/anh/{n}.jpg"></div>',
        caption='<div align="center">{}</div>',
        signature='<div align="right"><b>{byline}</b></div><div align="right">{video}</div>',
    ),
    "unknown, line breaks": Dialect(
        page=_PLAIN,
        paragraph="{}<br><br>",
        picture='<img src="/anh/{n}.jpg"><br>',
        caption="<em>{}</em><br><br>",
        signature="<b>{byline}</b><br>{video}",
    ),
    "unknown, layout tables": Dialect(
        page=_PLAIN,
        picture='<table align="center"><tr><td><img src="/anh/{n}.jpg"></td></tr><tr><td>{caption}</td></tr></table>',
        caption="",
        related="<p><b>{heading}:</b></p>{items}",
        item='<p>- <a href="/{n}.html">{}</a> (11/03)</p>',
    ),
}
