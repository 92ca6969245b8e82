"""Systems that papers have left: their pages of 2017 to 2019 (fact sheet section 2.6 and the selector table of 2019).

Such pages lie in other archives and, where a paper kept its old URLs, on its own server. No site is on them today.
"""

from newsbot.reader.layouts.layout import Layout

BACGIANG = Layout(
    name="bacgiang-2019",
    markers=(b"datetimes-detail-articlecontent",),
    present=".ArticleContent",
    lead=("p.alead",),
    body=(".ArticleContent:not(:has(> p.alead))", ".ArticleContent"),
    date=(".datetimes-detail-articlecontent",),
)
"""baobacgiang.com.vn: `/bg/<section>/<number>/<headline>.html`."""

BINHTHUAN = Layout(
    name="binhthuan-2019",
    markers=(b"info_g",),
    present="#info_g",
    body=("#info_g",),
)
"""baobinhthuan.com.vn; its only date, `#today`, may be the page's clock."""

BINHPHUOC = Layout(
    name="binhphuoc-2019",
    markers=(b"news_body", b"sapo"),
    present=".news_body",
    lead=(".sapo",),
    body=(".news_body",),
    date=(".time",),
    caption=(".hinh p, .hinh td, .hinh span",),
    related=(".ilink",),
)
"""www.baobinhphuoc.com.vn."""

CAOBANG = Layout(
    name="caobang-2017",
    markers=(b".bcb", b"sapo"),
    present="html:has(.sapo) .text",
    lead=(".sapo",),
    body=(".text",),
    date=(".time",),
    caption=(".picBox tr + tr td",),
)
"""baocaobang.vn: `/<Section>/<Headline>/<number>.bcb`."""

DIENBIEN = Layout(
    name="dienbien-2019",
    markers=(b"newsLeft", b"sapo"),
    present=".newsLeft .sapo, html:has(.sapo) .newsLeft",
    lead=(".sapo",),
    body=(".newsLeft",),
    date=(".time",),
)
"""www.baodienbienphu.info.vn."""

DONGTHAP = Layout(
    name="dongthap-2019",
    markers=(b"contentView", b"ucNewsDetails_lblPostedDate"),
    present=".contentView",
    body=(".contentView",),
    date=("[id$=ucNewsDetails_lblPostedDate]",),
)
"""baodongthap.vn."""

HAIPHONG = Layout(
    name="haiphong-2019",
    markers=(b"newsContent", b"creatdate"),
    present="#newsContent",
    lead=("#newsContent .head",),
    body=("#newsContent",),
    date=(".creatdate",),
    caption=(".picBox tr + tr td",),
    drop=(".creatdate", ".title", ".stitle", ".row1"),
)
"""www.baohaiphong.com.vn: `InfoDetail.jsp`."""

HANOI = Layout(
    name="hanoimoi-2019",
    markers=(b"period", b"innwide"),
    present="html:has(.period) div.article",
    lead=(".summary",),
    body=("div.article",),
    date=(".period",),
)
"""www.hanoimoi.com.vn."""

HAIPHONG_SECURITY = Layout(
    name="anhp-2019",
    markers=(b"anhp.vn", b"detailBox"),
    present="div.detailBox",
    body=("div.detailBox",),
)
"""anhp.vn, the newspaper of the police of Hải Phòng; its date stands in the text's element."""

HAIPHONG_TV = Layout(
    name="thhp-2019",
    markers=(b"mnv-date",),
    present="p.mnv-date",
    date=("p.mnv-date",),
)
"""thhp.vn, the broadcaster of Hải Phòng."""

KHANHHOA = Layout(
    name="khanhhoa-2019",
    markers=(b"baokhanhhoa", b"detail-news"),
    present="html:not(:has(#page_info)) div.detail-news",
    body=("div.detail-news",),
    date=("div.date",),
    drop=("div.date", "h1"),
)
"""baokhanhhoa.vn."""

LAICHAU = Layout(
    name="laichau-2019",
    markers=(b"desc body", b"desc sapo"),
    present=".desc.body",
    lead=(".desc.sapo",),
    body=(".desc.body",),
    date=(".text-muted",),
)
"""www.baolaichau.vn."""

LANGSON = Layout(
    name="langson-2019",
    markers=(b"baolangson.vn", b"post-date"),
    present="html:has(p.post-date) div.content",
    body=("div.content",),
    date=("p.post-date",),
)
"""baolangson.vn."""

MAIN_DETAIL = Layout(
    name="main-detail-2019",
    markers=(b"main-detail", b"pBody"),
    present="#main-detail",
    lead=(".sapo_detail, .pHead",),
    body=("#main-detail",),
    date=(".date_news",),
    byline=("p.pAuthor",),
    caption=(".iCaption, .pCaption",),
    related=(".drelated",),
)
"""baohatinh.vn and baothanhhoa.vn."""

NEWSCONTENT = Layout(
    name="newscontent-2019",
    markers=(b'"newscontent"',),
    present=".newscontent",
    lead=(".title-italic, .text-intro",),
    body=(".newscontent",),
    date=(".date-time", "div.date"),
)
"""www.baobaclieu.vn, baocamau.com.vn, baodaknong.org.vn and baosoctrang.org.vn."""

NINHTHUAN = Layout(
    name="ninhthuan-2019",
    markers=(b'"details"', b"sapo"),
    present="html:has(.sapo):has(#details label) .content",
    lead=(".sapo",),
    body=(".content",),
    date=("#details label",),
)
"""www.baoninhthuan.com.vn: `/news/49334p25c151/<headline>.htm`."""

PHUTHO = Layout(
    name="phutho-2019",
    markers=(b"pt-post-detail__time",),
    present=".pt-post-detail__time",
    body=("#content",),
    date=(".pt-post-detail__time",),
)
"""baophutho.vn."""

PHUYEN = Layout(
    name="phuyen-2019",
    markers=(b"newsDetail", b"commentDetail"),
    present=".newsDetail .text",
    body=(".newsDetail .text",),
    date=(".newsDetail .date",),
    caption=(".pic p, .text table tr + tr td",),
)
"""www.baophuyen.com.vn."""

QUANGNAM = Layout(
    name="quangnam-2019",
    markers=(b"chapeau", b"body-content", b"date-time"),
    present=".body-content",
    lead=(".chapeau",),
    body=(".body-content",),
    date=(".date-time",),
)
"""baoquangnam.vn."""

SINGLEPAGE = Layout(
    name="singlepage-2019",
    markers=(b"singlepage", b"related-post"),
    present=".singlepage",
    lead=(".summary",),
    body=(".singlepage",),
    date=(".meta", ".grid-header li span"),
    related=(".related-post",),
)
"""baoyenbai.com.vn and baohoabinh.com.vn: pictures under `ims.<site>/NewsImg/`."""

THAINGUYEN = Layout(
    name="thainguyen-2019",
    markers=(b"news_detail", b"date_up"),
    present=".news_detail",
    lead=(".Summary",),
    body=(".news_detail",),
    date=(".date_up",),
)
"""baothainguyen.vn."""

VINHPHUC = Layout(
    name="vinhphuc-2019",
    markers=(b"content-about-baiviet",),
    present=".content-about-baiviet",
    body=(".content-about-baiviet",),
    date=(".titleDdtail",),
    caption=(".articleimg_caption",),
)
"""baovinhphuc.com.vn."""

LAYOUTS = (
    BACGIANG,
    BINHPHUOC,
    BINHTHUAN,
    CAOBANG,
    DIENBIEN,
    DONGTHAP,
    HAIPHONG,
    HAIPHONG_SECURITY,
    HAIPHONG_TV,
    HANOI,
    KHANHHOA,
    LAICHAU,
    LANGSON,
    MAIN_DETAIL,
    NEWSCONTENT,
    NINHTHUAN,
    PHUTHO,
    PHUYEN,
    QUANGNAM,
    SINGLEPAGE,
    THAINGUYEN,
    VINHPHUC,
)
