"""Pages of an invented paper, for crawls."""

from __future__ import annotations

from collections.abc import Iterable

from tests.crawl.server import Answer, page

SENTENCES = (
    "Sáng nay, bà con thôn Khe Lạnh gặt xong thửa ruộng cuối cùng của vụ mùa, sớm hơn năm ngoái gần nửa tháng.",
    "Ông trưởng thôn cho biết năng suất đạt hơn năm tạ một sào, cao nhất kể từ khi mương dẫn nước được xây lại.",
    "Nhiều hộ đã chuyển sang giống lúa ngắn ngày, chịu rét tốt và ít sâu bệnh hơn giống cũ của địa phương.",
    "Hợp tác xã đứng ra bao tiêu toàn bộ sản phẩm, nên người trồng không còn phải lo tư thương ép giá.",
    "Sau vụ gặt, thôn sẽ cày ải sớm để kịp gieo vụ đông với ngô, khoai tây và các loại rau ngắn ngày.",
    "Chính quyền xã hỗ trợ một nửa tiền giống và cử cán bộ khuyến nông xuống tận ruộng hướng dẫn kỹ thuật.",
)


def article_path(number: int) -> str:
    return f"/tin-tuc/ba-con-thon-khe-lanh-gat-xong-vu-mua-{number}.html"


def article_html(number: int, *, head: str = "", more: str = "") -> str:
    text = "".join(f"<p>{number}. {sentence}</p>" for sentence in SENTENCES)
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Khe Lạnh gặt xong vụ mùa, lần {number}</title>'
        f"{head}</head><body><article><h1>Khe Lạnh gặt xong vụ mùa, lần {number}</h1>"
        f'<time datetime="2024-10-05T08:00:00+07:00">05/10/2024 08:00</time>{text}</article>{more}</body></html>'
    )


def article(number: int, *, head: str = "", more: str = "") -> Answer:
    return page(article_html(number, head=head, more=more))


def listing(paths: Iterable[str], *, head: str = "", more: str = "") -> Answer:
    links = "".join(f'<li><a href="{path}">Đọc bài viết này</a></li>' for path in paths)
    title = "Báo Khe Lạnh"
    return page(
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><h1>{title}</h1><ul>{links}</ul>{more}</body></html>"
    )


def urlset(base: str, paths: Iterable[str]) -> Answer:
    rows = "".join(f"<url><loc>{base}{path}</loc></url>" for path in paths)
    return xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>')


def xml(text: str) -> Answer:
    return Answer(body=f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode(), kind="application/xml")
