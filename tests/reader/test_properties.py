"""Whatever the bytes, reading ends well: an article or a reason, and never the same text as body and caption."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsbot.article import TEXT_BLOCKS
from newsbot.normalize import normalize_article
from newsbot.reader import read

URL = "https://baomau.example/xa-hoi/bai-viet-123456.html"
TAGS = (
    "div",
    "p",
    "span",
    "a",
    "figure",
    "figcaption",
    "table",
    "tr",
    "td",
    "ul",
    "li",
    "h1",
    "h2",
    "blockquote",
    "em",
    "section",
)
TEXTS = (
    "Sáng sớm, sương còn phủ kín thung lũng, người làng đã gùi ngô xuống chợ phiên dưới chân núi.",
    "Chợ tan trước giờ trưa, ai cũng mua được thứ mình cần, ai cũng còn quãng đường dài để về.",
    "Ảnh: Minh Thu",
    "Tin liên quan",
    "Video không hợp lệ",
    "Xem thêm",
)
leaves = st.sampled_from(
    (*TEXTS, '<img src="/a.jpg">', '<img src="/b.jpg">', "<br>", '<video src="/v.mp4"></video>', "<hr>", "&nbsp;")
)
trees = st.recursive(
    leaves,
    lambda inner: st.builds(
        lambda tag, name, parts: f'<{tag} class="{name}">{"".join(parts)}</{tag}>',
        st.sampled_from(TAGS),
        st.sampled_from(("", "caption", "content", "related", "ad", "sapo", "player", "meta")),
        st.lists(inner, max_size=4),
    ),
    max_leaves=25,
)


@given(st.lists(trees, min_size=1, max_size=6))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_body_and_captions_share_no_block(parts: list[str]) -> None:
    html = f"<html><head><title>Chợ phiên cuối năm</title></head><body><h1>Chợ phiên cuối năm</h1>{''.join(parts)}</body></html>"
    reading = read(html.encode(), url=URL)
    if reading.article is None:
        assert reading.reason
        assert reading.reason.startswith(f"{reading.kind}: ")
        return
    article = normalize_article(reading.article)
    told = [block for block in article.blocks if block.type in TEXT_BLOCKS and block.text]
    shown = [block for block in article.blocks if block.type not in TEXT_BLOCKS]
    assert article.body == "\n\n".join(block.text or "" for block in told)
    assert article.captions == tuple(block.text for block in shown if block.text)
    assert all(block.media is None for block in told)
    for block in shown:
        holders = article.images if block.type == "image" else article.videos
        assert block.media is None or 0 <= block.media < len(holders)
    assert sum(block.type == "lead" for block in article.blocks) <= 1
    assert normalize_article(article) == article


@given(st.binary(max_size=400))
def test_any_bytes_come_to_an_end(data: bytes) -> None:
    reading = read(data, url=URL)
    assert (reading.article is None) == (reading.kind != "article")
    assert (reading.reason is None) == (reading.kind == "article")


@given(st.text(alphabet="<>/abpdiv \"'=&;!-\n", max_size=300))
def test_any_tag_soup_comes_to_an_end(soup: str) -> None:
    reading = read(f"<h1>Chợ phiên cuối năm</h1>{soup}".encode(), url=URL)
    assert (reading.article is None) == (reading.reason is not None)
