"""Papers with a system of their own (fact sheet section 2.6), each by its most telling markers.

Of some papers only names are known that pages anywhere have (`.article__sapo`, `div.post-content`). They are known by such a
name on a page that names the paper's own host, as each of its pages does; the selectors then only point the general reader.
"""

from newsbot.reader.layouts.layout import Layout

BACNINH = Layout(
    name="bacninh",
    markers=(b"news-details__content", b"news_detail_sapo"),
    present=".news-details__content",
    lead=(".news_detail_sapo",),
    body=(".news-details__content.link_content", ".news-details__content"),
    related=(".news-related__list",),
)
"""baobacninhtv.vn."""

PHUTHO = Layout(
    name="phutho",
    markers=(b"pTitle", b"dcontent"),
    present="#dcontent",
    title=("h1.pTitle",),
    lead=("p.pHead",),
    body=("#dcontent",),
)
"""baophutho.vn: headline and lead stand inside the text's element."""

QUANGNGAI = Layout(
    name="quangngai",
    markers=(b"outputData", b"sapo"),
    present="p.sapo, #body .sapo",
    lead=("p.sapo, #body .sapo",),
    body=("#content",),
    related=(".same",),
)
"""baoquangngai.vn: a script holds the text and puts it into `#content`."""

SONLA = Layout(
    name="sonla",
    markers=(b"editor-detail", b"fulltext"),
    present="#editor-detail",
    lead=("div.fulltext > p.font-bold:first-of-type",),
    body=("#editor-detail", "div.fulltext"),
    drop=(".audio-article", ".select-accent-wrap"),
)
"""baosonla.vn: a player that reads the text aloud, in a choice of accents, stands in the text."""

LAICHAU = Layout(
    name="laichau",
    markers=(b"post-content", b"post-info"),
    present="#post-content .post-info .body",
    title=("#post-content .post-info .title",),
    lead=("#post-content .post-info .sapo",),
    body=("#post-content .post-info .body",),
)
"""baolaichau.vn."""

DIENBIEN = Layout(
    name="dienbien",
    markers=(b"editor-content", b"/tin-bai/"),
    present="div.editor-content",
    body=("div.editor-content",),
)
"""baodienbienphu.vn."""

NINHBINH = Layout(
    name="ninhbinh",
    markers=(b"header-title", b"content_detail"),
    present="#content_detail",
    title=("h1.header-title",),
    lead=(".content-detail p.font-bold:first-of-type, .content-detail div.font-bold:first-of-type",),
    body=("#content_detail",),
)
"""baoninhbinh.org.vn."""

HAUGIANG = Layout(
    name="haugiang",
    markers=(b"news-details-content", b"contentView"),
    present="div.news-details-content div.contentView",
    title=("div.news-details-content h1",),
    body=("div.news-details-content div.contentView",),
)
"""baohaugiang.com.vn."""

THANHHOA = Layout(
    name="thanhhoa",
    markers=(b"baothanhhoa.vn", b"article__sapo"),
    present=".article__sapo:not(.cms-desc)",
    lead=(".article__sapo",),
)
"""baothanhhoa.vn."""

CAMAU = Layout(
    name="camau",
    markers=(b"baocamau.vn", b"post-content"),
    present="div.post-content, section.post-content",
    body=("div.post-content", "section.post-content"),
)
"""baocamau.vn."""

LAMDONG = Layout(
    name="lamdong",
    markers=(b"baolamdong.vn",),
    present="h1.detail-title, .detail-sapo, .detail-content",
    title=("h1.detail-title",),
    lead=(".detail-sapo",),
    body=(".detail-content",),
)
"""baolamdong.vn: broad guesses of a public crawler."""

HUE = Layout(
    name="hue",
    markers=(b"huengaynay.vn",),
    present="[itemprop=articleBody], #ContentDetail",
    body=("[itemprop=articleBody]", "#ContentDetail"),
    related=(".related, .box-related",),
    drop=(".share", ".social", ".tags", ".comment"),
)
"""huengaynay.vn."""

BINHDINH = Layout(
    name="binhdinh",
    markers=(b"viewer.aspx?", b"mabb="),
    present="a[href*='mabb='], meta[content*='mabb='], link[href*='mabb=']",
)
"""baobinhdinh.vn: known by its URLs (`viewer.aspx?macm=&macmp=&mabb=`) alone."""

LAYOUTS = (
    BACNINH,
    PHUTHO,
    QUANGNGAI,
    SONLA,
    LAICHAU,
    DIENBIEN,
    NINHBINH,
    HAUGIANG,
    THANHHOA,
    CAMAU,
    LAMDONG,
    HUE,
    BINHDINH,
)
