"""A web in memory: sites of an invented press, for what looks at them without crawling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from newsbot.fetch.visit import NoAnswer, Response, Visitor

HOME = "https://www.baokhelanh.example/"
BODY = (
    "Sáng nay, bà con thôn Khe Lạnh gặt xong thửa ruộng cuối cùng của vụ mùa, sớm hơn năm ngoái gần nửa tháng.",
    "Ông trưởng thôn cho biết năng suất đạt hơn năm tạ một sào, cao nhất kể từ khi mương dẫn nước được xây lại.",
    "Hợp tác xã đứng ra bao tiêu toàn bộ sản phẩm, nên người trồng không còn phải lo tư thương ép giá.",
)


class Web:
    """URLs and what they answer: a page, an answer, or the message of a failure. Everything else is 404."""

    def __init__(
        self, pages: Mapping[str, str | Response | NoAnswer], otherwise: str | Response | NoAnswer | None = None
    ) -> None:
        self.pages = dict(pages)
        self.otherwise = otherwise or Response(404, b"<title>404</title>")
        self.asked: list[str] = []

    def __call__(self, url: str) -> Response:
        self.asked.append(url)
        answer = self.pages.get(url, Response(404) if url.endswith("/robots.txt") else self.otherwise)
        if isinstance(answer, NoAnswer):
            raise answer
        return html(answer) if isinstance(answer, str) else answer


def visitor(web: Web, **options: Any) -> Visitor:
    """A visitor of the web in memory that does not wait."""
    return Visitor(web, **{"delay": 0.0, **options})


def html(text: str, status: int = 200) -> Response:
    return Response(status, text.encode(), {"content-type": "text/html; charset=utf-8"})


def xml(text: str) -> Response:
    return Response(200, f'<?xml version="1.0"?>{text}'.encode(), {"content-type": "application/xml"})


def moved(to: str, status: int = 301) -> Response:
    return Response(status, b"", {"location": to})


def robots(text: str) -> Response:
    return Response(200, text.encode(), {"content-type": "text/plain"})


def page(title: str, body: str, head: str = "") -> str:
    head = f'<meta charset="utf-8"><title>{title}</title>{head}'
    return f'<!DOCTYPE html><html lang="vi"><head>{head}</head><body>{body}</body></html>'


def article(title: str, number: int = 1) -> str:
    text = "".join(f"<p>{number}. {sentence}</p>" for sentence in BODY)
    time = f'<time datetime="2024-10-{number % 28 + 1:02d}T08:00:00+07:00">{number % 28 + 1}/10/2024 08:00</time>'
    return page(f"{title} - Báo Khe Lạnh", f"<article><h1>{title}</h1>{time}{text}</article>")


def links(paths: Iterable[str]) -> str:
    return "<ul>" + "".join(f'<li><a href="{path}">Đọc bài viết này</a></li>' for path in paths) + "</ul>"


def feed(urls: Iterable[str]) -> Response:
    items = "".join(f"<item><title>Bài</title><link>{url}</link></item>" for url in urls)
    return xml(f'<rss version="2.0"><channel>{items}</channel></rss>')


def urlset(urls: Iterable[str]) -> Response:
    rows = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    return xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>')


def sitemap_index(urls: Iterable[str]) -> Response:
    rows = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return xml(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>')


SECTIONS = {
    "/xa-hoi/": range(101000, 101005),
    "/kinh-te/": range(102000, 102005),
    "/van-hoa-the-thao/": range(103000, 103005),
}
NAME = '<meta property="og:site_name" content="Báo Khe Lạnh">'


def path_of(number: int) -> str:
    return f"/ba-con-khe-lanh-gat-xong-vu-mua-{number}.html"


def paper(**changes: str | Response | NoAnswer) -> dict[str, str | Response | NoAnswer]:
    """A small paper of fifteen articles in three sections, under HOME; `changes` are paths and what they answer instead."""
    numbers = [number for section in SECTIONS.values() for number in section]
    pages: dict[str, str | Response | NoAnswer] = {
        "": page("Báo Khe Lạnh", links([*SECTIONS, *(path_of(n[0]) for n in SECTIONS.values())]), NAME),
        **{
            path.lstrip("/"): page("Mục", links([*SECTIONS, *map(path_of, listed)]))
            for path, listed in SECTIONS.items()
        },
        **{path_of(number).lstrip("/"): article(f"Khe Lạnh gặt xong vụ mùa {number}", number) for number in numbers},
    }
    return {HOME + path: answer for path, answer in {**pages, **changes}.items()}
