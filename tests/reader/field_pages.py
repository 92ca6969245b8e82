"""Small pages for the tests of single fields, written for them."""

from __future__ import annotations

from lxml.html import HtmlElement

from newsbot.reader.fields.article_context import ArticleContext
from newsbot.reader.page.document import Document, parse
from newsbot.reader.page.structured_data import StructuredData

URL = "https://baomau.example.vn/kinh-te/duong-moi-ve-ban-12345.html"
TEXT = (
    "<p>Sáng nay, con đường bê tông dài ba cây số nối hai bản vùng cao chính thức đưa vào sử dụng.</p>"
    "<p>Bà con đi chợ gần hơn một nửa quãng đường, học sinh không còn phải lội suối mùa mưa.</p>"
)


class Page:
    """A parsed page: head, what stands above its article, in its article above the text, the text."""

    def __init__(
        self,
        *,
        head: str = "",
        above: str = "",
        header: str = "",
        body: str = TEXT,
        after: str = "",
        url: str = URL,
        lang: str = "vi",
    ) -> None:
        article = f'<article>{header}<div id="text">{body}</div>{after}</article>'
        html = f'<html lang="{lang}"><head>{head}</head><body>{above}{article}</body></html>'
        document = parse(html.encode(), url=url, content_type="text/html; charset=utf-8")
        assert document is not None
        self.document: Document = document
        self.data = StructuredData.of(document.root, url)
        self.content: HtmlElement = document.root.get_element_by_id("text")
        self.context = ArticleContext.of(document.root, self.data, self.content)


def json_ld(text: str) -> str:
    """A JSON-LD script."""
    return f'<script type="application/ld+json">{text}</script>'
