"""What the record of a page says of the moment it was seen."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

import newsbot
from newsbot.article import Article
from newsbot.normalize import dated

SEEN = datetime(2024, 5, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("published_at", "flags"),
    [
        ("2024-05-01T19:00:00+07:00", ()),
        ("2024-05-02T18:00:00+07:00", ()),
        ("2024-05-02", ()),
        ("2024-05-03", ("date_in_future",)),
        ("2034-05-01T08:00:00+07:00", ("date_in_future",)),
        (None, ()),
    ],
)
def test_a_date_more_than_a_day_ahead_is_flagged(published_at: str | None, flags: tuple[str, ...]) -> None:
    article = dated(Article(url="https://baomau.example/1.html", published_at=published_at), SEEN)
    assert article.flags == flags
    assert dated(article, SEEN) == article


def test_extract_takes_the_page_for_one_of_today() -> None:
    text = "<p>Sáng nay, con đường bê tông dài ba cây số nối hai bản vùng cao chính thức đưa vào sử dụng.</p>" * 3
    html = f"<h1>Con đường mới nối hai bản</h1><time>01/05/{datetime.now(UTC).year + 2} 08:00</time>{text}"
    article = newsbot.extract(html.encode(), url="https://baomau.example/duong-moi-12345.html")
    assert article is not None
    assert article.flags == ("date_in_future",)
