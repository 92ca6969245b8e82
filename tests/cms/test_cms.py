"""CMS families: each layout knows its own pages and no other family's, and families know their URLs."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType

import pytest
from cssselect import HTMLTranslator

from newsbot.cms import (
    LAYOUTS,
    VIETNAMESE,
    archived,
    content_fck,
    epi,
    mediatech,
    onecms,
    page_info,
    singletons,
    tuyenquang,
)
from newsbot.reader.layout import Layout
from newsbot.reader.layouts import match
from newsbot.reader.page.document import parse
from newsbot.reader.scan.walk import scan
from newsbot.site import Site

FAMILIES: dict[ModuleType, type[Site]] = {
    epi: epi.Epi,
    onecms: onecms.OneCms,
    content_fck: content_fck.ContentFck,
    page_info: page_info.PageInfo,
    mediatech: mediatech.Mediatech,
}
MODULES = (*FAMILIES, tuyenquang, singletons, archived)
FIXTURES = Path(__file__).parents[1] / "fixtures"
SELECTORS = ("title", "lead", "body", "date", "byline", "caption", "related", "section", "tags", "drop")

TEXT = "<p>Sáng nay, bà con bản Khe Lạnh đã gặt xong thửa ruộng cuối cùng.</p>"
PAGES = {
    "epi": f'<h1 class="article__title cms-title">A</h1><div class="article__sapo cms-desc">B</div>'
    f'<div class="article__body zce-content-body cms-body" itemprop="articleBody">{TEXT}</div>',
    "epi-2019": f'<div class="summary cms-desc">B</div><div class="content cms-body">{TEXT}</div>',
    "epi-2018": '<h1 class="article__title">A</h1><div class="article__summary">B</div>'
    f'<div class="article__content"><div class="content">{TEXT}</div></div>',
    "onecms": '<div class="b-maincontent"><div itemprop="articleBody"><article class="entry">'
    f'<h1 class="sc-longform-header-title block-sc-title">A</h1>{TEXT}</article></div></div>',
    "onecms-2020": '<h1 class="c-detail-head__title">A</h1><h2 class="desc">B</h2>'
    f'<div class="b-maincontent"><div itemprop="articleBody"><article class="entry">{TEXT}</article></div></div>',
    "content-fck": f'<div id="newscontents"><div class="content-fck">{TEXT}</div></div>',
    "content-fck-singular": f'<div id="contentNews"><div class="singular-content">{TEXT}</div></div>',
    "page-info": '<div id="page_info"><i id="site_id">1</i></div>'
    f'<h1 class="head_title">A</h1><div class="content-detail" id="content">{TEXT}</div>',
    "page-info-2019": f'<div id="content"><table class="image center"><tr><td>x</td></tr></table>{TEXT}</div>',
    "mediatech": f'<h1 class="name">A</h1><div class="detail" id="content-detail">{TEXT}</div>',
    "mediatech-2019": f'<div class="news_content"><div class="fr-view info">{TEXT}</div></div>',
    "tuyenquang-2019": f'<time>1/2/2023</time><div class="summary">B</div><div itemprop="articleBody">{TEXT}</div>',
    "bacninh": '<div class="news_detail_sapo"><p>B</p></div>'
    f'<div class="news-details__content link_content">{TEXT}</div>',
    "phutho": f'<div id="dcontent"><h1 class="pTitle">A</h1><p class="pHead">B</p>{TEXT}</div>',
    "quangngai": '<p class="sapo">B</p><div id="content"></div><script>outputData="";</script>',
    "sonla": f'<div id="editor-detail"><div class="fulltext"><p class="font-bold">B</p>{TEXT}</div></div>',
    "laichau": f'<div id="post-content"><div class="post-info"><div class="body">{TEXT}</div></div></div>',
    "dienbien": f'<a href="/tin-bai/xa-hoi/gat-lua"></a><div class="editor-content">{TEXT}</div>',
    "ninhbinh": f'<h1 class="header-title">A</h1><div class="content-detail"><div id="content_detail">{TEXT}</div></div>',
    "haugiang": f'<div class="news-details-content"><h1>A</h1><div class="contentView">{TEXT}</div></div>',
    "thanhhoa": f'<a href="https://baothanhhoa.vn/"></a><div class="article__sapo">B</div><div>{TEXT}</div>',
    "camau": f'<a href="https://baocamau.vn/"></a><div class="post-content">{TEXT}</div>',
    "lamdong": f'<a href="https://baolamdong.vn/"></a><h1 class="detail-title">A</h1><div class="detail-content">{TEXT}</div>',
    "hue": f'<a href="https://huengaynay.vn/"></a><div id="ContentDetail">{TEXT}</div>',
    "binhdinh": f'<a href="viewer.aspx?macm=1&amp;macmp=2&amp;mabb=3"></a><div>{TEXT}</div>',
    "bacgiang-2019": '<p class="datetimes-detail-articlecontent">1/2/2019</p>'
    f'<div class="ArticleContent BaoBacGiang8">{TEXT}</div>',
    "anhp-2019": f'<a href="http://anhp.vn/"></a><div class="detailBox">{TEXT}</div>',
    "binhphuoc-2019": f'<p class="sapo">B</p><div class="news_body">{TEXT}</div>',
    "dienbien-2019": f'<div class="newsLeft"><div class="sapo">B</div>{TEXT}</div>',
    "khanhhoa-2019": f'<a href="https://baokhanhhoa.vn/"></a><div class="detail-news">{TEXT}</div>',
    "langson-2019": f'<a href="http://baolangson.vn/"></a><p class="post-date">1/2</p><div class="content">{TEXT}</div>',
    "thhp-2019": f'<p class="mnv-date">1/2/2019</p><div>{TEXT}</div>',
    "binhthuan-2019": f'<div id="info_g">{TEXT}</div>',
    "caobang-2017": f'<a href="/Xa-hoi/Gat-lua/1234.bcb"></a><p class="sapo">B</p><div class="text">{TEXT}</div>',
    "dongthap-2019": f'<span id="cphContent_ucNewsDetails_lblPostedDate"></span><div class="contentView">{TEXT}</div>',
    "haiphong-2019": f'<div id="newsContent"><div class="row1 creatdate">1/2/2019</div>{TEXT}</div>',
    "hanoimoi-2019": f'<p class="period">1/2/2019</p><div class="article"><div class="innwide">x</div>{TEXT}</div>',
    "laichau-2019": f'<p class="desc sapo">B</p><div class="desc body">{TEXT}</div>',
    "main-detail-2019": f'<div id="main-detail"><p class="pBody">x</p>{TEXT}</div>',
    "newscontent-2019": f'<div class="newscontent">{TEXT}</div>',
    "ninhthuan-2019": f'<div id="details"><label>1/2</label><p class="sapo">B</p><div class="content">{TEXT}</div></div>',
    "phutho-2019": f'<div class="pt-post-detail__time">1/2/2019</div><div id="content">{TEXT}</div>',
    "phuyen-2019": f'<div class="newsDetail"><div class="text">{TEXT}</div><div class="commentDetail"></div></div>',
    "quangnam-2019": f'<p class="date-time">1/2</p><div class="chapeau">B</div><div class="body-content">{TEXT}</div>',
    "singlepage-2019": f'<div class="singlepage">{TEXT}<div class="related-post"></div></div>',
    "thainguyen-2019": f'<span class="date_up">1/2/2019</span><div class="news_detail">{TEXT}</div>',
    "vinhphuc-2019": f'<div class="content-about-baiviet">{TEXT}</div>',
}
"""The least of a page of each layout, by the names of the fact sheet."""


def matching(html: bytes) -> list[Layout]:
    """Every layout that takes the page for its own."""
    document = parse(html, url="https://bao.example/a.html")
    assert document is not None
    return [layout for layout in LAYOUTS if match(html, document.names, scan(document.root).words, (layout,))]


def page(name: str) -> bytes:
    """A page of a layout."""
    return (f"<!DOCTYPE html><html><head><title>A - bao.vn</title></head><body>{PAGES[name]}</body></html>").encode()


def test_every_layout_has_a_page_and_a_name_of_its_own() -> None:
    assert sorted(layout.name for layout in LAYOUTS) == sorted(PAGES)


def test_every_module_gives_its_layouts() -> None:
    assert {layout.name for module in MODULES for layout in module.LAYOUTS} == {layout.name for layout in LAYOUTS}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_every_selector_is_css(layout: Layout) -> None:
    selectors = [selector for field in SELECTORS for selector in getattr(layout, field)]
    for selector in (*selectors, *filter(None, [layout.present])):
        assert HTMLTranslator().css_to_xpath(selector)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_layout_knows_its_page_and_no_other_layout_does(layout: Layout) -> None:
    html = page(layout.name)
    assert matching(html) == [layout]
    document = parse(html, url="https://bao.example/a.html")
    assert document is not None
    for body in document.names.select(layout.body):
        assert "thửa ruộng cuối cùng" in body.text_content() or layout.name == "quangngai"


@pytest.mark.parametrize("name", PAGES)
def test_layouts_of_single_sites_are_looked_for_in_vietnamese_pages_alone(name: str) -> None:
    single = {layout.name for layout in (*singletons.LAYOUTS, *archived.LAYOUTS, page_info.LAYOUT_2019)}
    names = {layout.name for layout in matching(page(name).replace(VIETNAMESE, b".de"))}
    assert names == {name} - single


@pytest.mark.parametrize(
    "body",
    [
        '<meta name="twitter:card" content="summary"><time>1/2/2023</time><div itemprop="articleBody">x</div>',
        '<div class="summary">x</div><time>1/2/2023</time><div itemprop="articleBody">A text in another language.</div>',
        '<div class="content-detail">x</div>',
        '<div id="content-detail">x</div>',
        '<div class="b-maincontent"><h3 class="b-grid__title">x</h3></div>',
        '<article class="story"><h3 class="story__heading"><a class="cms-link">x</a></h3></article>',
        '<div class="article__sapo">x</div><div class="article__body">x</div>',
        '<div class="singular-content">x</div>',
        '<div class="post-content">x</div>',
        '<h1 class="detail-title">x</h1><div class="detail-sapo">x</div><div class="detail-content">x</div>',
        '<div itemprop="articleBody">x</div><div id="ContentDetail">x</div>',
        '<div class="detail-news">x</div><div class="detailBox">x</div>',
        '<p class="post-date">x</p><div class="content">x</div>',
        '<div id="content">x</div><div class="date">x</div>',
        '<a href="https://baocamau.vn/">x</a><a href="https://huengaynay.vn/">x</a><div class="content">x</div>',
    ],
)
def test_one_common_name_is_no_family(body: str) -> None:
    assert matching(f"<html><title>bao.vn</title>{body}</html>".encode()) == []


@pytest.mark.parametrize(
    "fixture", sorted(FIXTURES.glob("*/*.html")), ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_a_saved_page_is_of_one_family_at_most(fixture: Path) -> None:
    names = {layout.name for layout in matching(fixture.read_bytes())}
    families = [module for module in MODULES if names & {layout.name for layout in module.LAYOUTS}]
    assert len(families) <= 1
    record = json.loads(fixture.with_suffix(".json").read_bytes())
    if "reader" in record:
        assert record["reader"]["layout"] in (names or {"general"})


ARTICLES = [
    (epi, "/phien-cho-vung-cao-post408463.html", "post408463"),
    (epi, "/c-dim-v-th-ca-18-tnh-th-nh-min-bc-post408463.html", "post408463"),
    (epi, "/phien-cho-vung-cao-post1047526.amp", "post1047526"),
    (onecms, "/xa-vung-cao-co-duong-moi-10287654.html", "10287654"),
    (onecms, "/xa-hoi/xa-vung-cao-co-duong-moi-472928.html", "472928"),
    (content_fck, "/cho-noi-vao-mua-linh-vuc-co-ng-a196670.html", "a196670"),
    (content_fck, "/da-n-ng-a25983.html", "a25983"),
    (content_fck, "/print/cho-noi-vao-mua-a196670.html", "a196670"),
    (page_info, "/xa-hoi/202503/gat-xong-vu-mua-0a1b2c3/", "0a1b2c3"),
    (page_info, "/thoi-su-chinh-tri/xay-dung-dang/202507/gat-xong-vu-mua-0a1b2c3", "0a1b2c3"),
    (page_info, "/channel/3483/201905/gat-xong-vu-mua-5634567/", "5634567"),
    (mediatech, "/vao-vu-nhan-long-3187654.html", "3187654"),
    (mediatech, "/version/mobile/vao-vu-nhan-long-3187654.html", "3187654"),
]
OTHERS = [
    (epi, "/kinh-te/"),
    (epi, "/chuyen-de/mua-lu-topic123.html"),
    (epi, "/sitemaps/news-2025-7.xml"),
    (onecms, "/kinh-te"),
    (onecms, "/mua-lu-event1234.html"),
    (onecms, "/print/10287654.html"),
    (onecms, "/am-duong-lich-hom-nay"),
    (content_fck, "/thoi-su/can-tho/"),
    (content_fck, "/thoi-su/?p=2"),
    (content_fck, "/xem-bao/bao-ngay/"),
    (content_fck, "/rss/cate/thoi-su/"),
    (page_info, "/xa-hoi/"),
    (page_info, "/multimedia/202503/gat-xong-vu-mua-0a1b2c3/"),
    (page_info, "/truyen-hinh/"),
    (page_info, "/tim-kiem/?q=lua"),
    (mediatech, "/kinh-te"),
    (mediatech, "/print/news/3187654"),
    (mediatech, "/version/mobile"),
    (mediatech, "/rss"),
]


def paper(module: ModuleType) -> Site:
    """A paper of a family."""
    attributes = {
        "name": "bao", "publisher": "Báo", "province": "Tuyên Quang", "domains": ("bao.vn",), "sources": (),
    }  # fmt: skip
    site: Site = type("Bao", (FAMILIES[module],), attributes)()
    return site


@pytest.mark.parametrize(
    ("module", "path", "number"), ARTICLES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_urls_of_articles(module: ModuleType, path: str, number: str) -> None:
    site = paper(module)
    url = site.canonical(f"https://bao.vn{path}")
    assert site.is_article(url)
    assert site.article_id(url) == f"bao:{number}"


@pytest.mark.parametrize(("module", "path"), OTHERS, ids=lambda value: value if isinstance(value, str) else "")
def test_urls_of_no_article(module: ModuleType, path: str) -> None:
    site = paper(module)
    assert not site.is_article(site.canonical(f"https://bao.vn{path}"))


@pytest.mark.parametrize(
    ("module", "view", "path"),
    [
        (epi, "/phien-cho-post408463.amp", "/phien-cho-post408463.html"),
        (content_fck, "/print/cho-noi-a196670.html", "/cho-noi-a196670.html"),
        (content_fck, "/print/thoi-su/cho-noi-a196670.html", "/thoi-su/cho-noi-a196670.html"),
        (mediatech, "/version/mobile/vao-vu-3187654.html", "/vao-vu-3187654.html"),
        (mediatech, "/version/mobile", "/"),
        (mediatech, "/version/mobiles", "/version/mobiles"),
    ],
)
def test_other_views_have_the_url_of_the_article(module: ModuleType, view: str, path: str) -> None:
    site = paper(module)
    assert site.canonical(f"http://www.bao.vn{view}?utm_source=x") == f"https://bao.vn{path}"
    assert site.canonical(f"https://khac.vn{view}") == f"https://khac.vn{view}"


def test_a_print_view_without_the_headline_is_known_by_its_number() -> None:
    site = paper(onecms)
    one, other = "https://bao.vn/print/10287654.html", "https://bao.vn/xa-vung-cao-10287654.html"
    assert site.article_id(one) == site.article_id(other)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_family_says_what_it_is(module: ModuleType) -> None:
    assert module.__doc__
    assert "fact sheet section 2." in module.__doc__


def test_selectors_call_no_function_of_lxml() -> None:
    """A compiled `:contains()` calls back into lxml, and fails on the second page that it is used for."""
    fields = ("title", "lead", "body", "date", "byline", "caption", "related", "section", "tags", "drop")
    selectors = [selector for layout in LAYOUTS for name in fields for selector in getattr(layout, name)]
    assert not [selector for selector in selectors if ":contains" in selector]
