"""OneCMS by NEKO (family F2, fact sheet section 2.2): baonghean.vn since 2024, baodanang.vn, baohaiphong.vn, hanoimoi.vn.

Known by `b-maincontent` with `sc-longform-header`, pictures at `<key>.1cdn.vn`, URLs that end in `-<6 to 8 digits>.html`.

Traps: headline, author, date and lead stand a second time inside the text's own element; the meta date is in American order
without a zone ("11/21/2023 9:28:56 AM"); `-event<number>.html` is a topic, no article; `/print/<number>.html` repeats an
article without its headline in the URL.

Sections are `/<section>`, their articles `h3.b-grid__title a`. They load more by script, so that only their first page has
links. Feeds are `/rss/<section>` and `/rss/<section>/<subsection>`, without an ending: with `.rss` the same URL answers with
an empty feed. A paper that came to OneCMS from another one keeps the numbers of its old articles.
Pages in other languages stand under `/en/`.
"""

from typing import ClassVar

from newsbot.reader.layouts.layout import Layout
from newsbot.site import Feed, Site

LAYOUT = Layout(
    name="onecms",
    markers=(b"b-maincontent", b"sc-longform-header"),
    present=".sc-longform-header-title",
    title=(".sc-longform-header-title",),
    lead=(".sc-longform-header-sapo",),
    body=(".b-maincontent .entry", "article.entry", ".b-maincontent"),
    date=(".sc-longform-header-date",),
    byline=(".sc-longform-header-author",),
    related=(".sc-related-articles, .c-news-related",),
    tags=(".c-widget-tags a",),
    drop=(
        ".sc-longform-header-author",
        ".sc-longform-header-date",
        ".sc-empty-layer",
        ".c-banner-inpage",
        ".oneads",
        ".AdsBetweenContent",
        ".c-author-page",
        ".c-article-reaction",
        ".c-tag",
    ),
)

LAYOUT_2020 = Layout(
    name="onecms-2020",
    markers=(b"b-maincontent", b"c-detail-head__title"),
    present="h1.c-detail-head__title",
    title=("h1.c-detail-head__title",),
    lead=("h2.desc",),
    body=(".b-maincontent .entry", ".b-maincontent [itemprop=articleBody]", ".b-maincontent"),
    date=(".c-detail-head__time",),
    related=(".sc-related-articles, .c-news-related",),
    drop=(".c-banner-inpage", ".oneads", ".AdsBetweenContent", ".c-author-page", ".c-article-reaction", ".c-tag"),
)
"""The head before the one for long reads."""

LAYOUTS = (LAYOUT, LAYOUT_2020)

ARTICLE_PATH = r"-(?P<number>\d{5,})\.html$"
"""`/xa-vung-cao-co-duong-moi-10287654.html`"""
PRINT_PATH = r"^/print/(?P<number>\d{5,})\.html$"
"""`/print/10287654.html`: known by its number, but no page of its own."""


def feeds(*sections: str) -> tuple[Feed, ...]:
    """The feeds of sections, by their paths: "/kinh-te", "/kinh-te/bat-dong-san"."""
    return tuple(Feed(f"/rss{section}") for section in sections)


class OneCms(Site, family=True):
    """A site on OneCMS."""

    cms = "onecms"
    article_paths: ClassVar[tuple[str, ...]] = (ARTICLE_PATH, PRINT_PATH)
    not_article_paths: ClassVar[tuple[str, ...]] = (r"^/print/", r"-event\d+\.html$")
    layouts: ClassVar[tuple[Layout, ...]] = LAYOUTS
