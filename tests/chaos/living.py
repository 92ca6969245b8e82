"""A paper that changes from day to day: its articles are edited, set back, taken down, brought back, moved."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from tests.crawl.pages import article_html, listing
from tests.crawl.server import NOT_FOUND, Answer, Script, Server, moved, page

DAYS = (0, 1, 2, 4, 7)
"""Days on which the paper is looked at: all its articles are due on each of them by newsbot's own plan."""
FATES = (
    "A A A A A", "A B B C C", "A B A A B", "A a A a A", "A 404 404 A A", "A A A A A", "A 410 410 410 410", "A 404 A B B",
    "A A A A A", "A home home A B", "A soft soft soft A", "A A B 404 404", "A B 410 410 B", "A A A A A",
    "A moved moved moved moved",
)  # fmt: skip
"""What stands at the URL of an article on each of the days. A, B, C: its wording; a: that of A in another page; moved: a
redirect to another URL, which has A; home: a redirect to the home page. Every second article has an ETag, every third no
date."""

_WORDINGS = {"A": "gần nửa tháng", "B": "gần một tháng", "C": "vài ngày"}
_SOFT = "<title>404</title><h1>Không tìm thấy trang</h1><p>Trang bạn tìm không tồn tại hoặc đã bị xóa.</p>"
_DATE = "2024-10-05T08:00:00+07:00"
_FIRST = 500_001


class Living:
    """A paper of so many articles, all of which came out half an hour before `now`."""

    def __init__(self, articles: int, now: datetime) -> None:
        self._numbers = range(_FIRST, _FIRST + articles)
        self._published = (now - timedelta(minutes=30)).isoformat(timespec="seconds")

    def turn(self, server: Server, day: int) -> None:
        """Serve what stands there on one of the days."""
        server.routes = self._routes(DAYS.index(day))

    def paths(self, fate: str) -> Iterator[str]:
        """The URLs at which this stands on one of the days."""
        return (_path(number) for number in self._numbers if fate in FATES[(number - _FIRST) % len(FATES)].split())

    def _routes(self, edition: int) -> dict[str, Script]:
        front = listing(map(_path, self._numbers))
        return {"/": front, **dict(answer for number in self._numbers for answer in self._answers(number, edition))}

    def _answers(self, number: int, edition: int) -> Iterator[tuple[str, Answer]]:
        fate = FATES[(number - _FIRST) % len(FATES)].split()[edition]
        if fate == "moved":
            yield _path(number), moved(_path(number, "som-"))
            yield _path(number, "som-"), self._article(number, "A")
        else:
            gone = {"404": NOT_FOUND, "410": Answer(status=410), "soft": page(_SOFT), "home": moved("/")}
            yield _path(number), gone.get(fate) or self._article(number, fate)

    def _article(self, number: int, wording: str) -> Answer:
        html = article_html(number).replace("gần nửa tháng", _WORDINGS[wording.upper()])
        if wording.islower():
            html = html.replace("</p><p>", " </p>\n<p>").replace(
                "<body>", '<body><div class="views">4.711 lượt xem</div>'
            )
        if number % 3:
            html = html.replace(_DATE, self._published).replace("05/10/2024 08:00", "")
        else:
            html = html.replace(f'datetime="{_DATE}">05/10/2024 08:00', ">")
        return replace(page(html), etag=f'"{zlib.crc32(html.encode()):08x}"' if number % 2 else None)


def _path(number: int, words: str = "") -> str:
    return f"/ba-con-thon-khe-lanh-gat-xong-vu-mua-{words}{number}.html"
