"""An archive as an older newsbot would have left it: real captures of small pages, records that were read in another way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from newsbot.archive import Exchange, Outcome, SiteArchive, State
from newsbot.article import Article, Block, Reader
from newsbot.extraction.recapture import CaptureReader, Finding
from newsbot.normalize import normalize_article

SITE = "baovidu.example"
HOME = f"https://{SITE}/"
MONTHS = (datetime(2026, 9, 30, 23, 59, 59, tzinfo=UTC), datetime(2026, 10, 5, 8, 9, 10, tzinfo=UTC))

PAGE = """<!DOCTYPE html><html lang="vi"><head><title>{title} - Báo Ví Dụ</title></head><body>
<nav><a href="/">Trang chủ</a> <a href="/kinh-te/">Kinh tế</a></nav><article><h1>{title}</h1>
<p>Từ sáng mồng {n}, người dân Bản Chang đã ra đồng gặt lúa sớm hơn mọi năm gần nửa tháng vì nước lũ đang lên.</p>
<p>Ông Lương Văn Khởi kể rằng nhà ông huy động mười hai người, làm liền hai ngày đêm thì xong bốn sào ruộng ven suối.</p>
<p>Hợp tác xã cho mượn thêm ba máy gặt, còn đoàn thanh niên thì gùi lúa giúp những nhà neo người ở cuối bản. {more}</p>
</article></body></html>"""
TEASER = '<div><h3><a href="/bai-so-{n}-ve-mua-mang-{n}123.html">Bài viết số {n} về mùa măng</a></h3></div>'
LISTING = f"""<!DOCTYPE html><html><head><title>Kinh tế</title></head><body><h1>Kinh tế</h1>
{"".join(TEASER.format(n=n) for n in range(30))}</body></html>"""


@dataclass(frozen=True)
class Page:
    """A page of the site, and what the older newsbot made of it."""

    number: int
    html: str
    fetched: datetime
    older: Article | None
    """The record it wrote, None: it took the page for no article. Fields "title" and "reader" count, the rest is read anew."""

    @property
    def url(self) -> str:
        return f"{HOME}mua-gat-som-o-ban-chang-{100000 + self.number}.html"


def article_page(number: int, more: str = "") -> str:
    return PAGE.format(title=f"Mùa gặt sớm, bài {number}", n=number, more=more)


def usual(number: int, fetched: datetime, more: str = "") -> Page:
    """A page that was read well but for its title."""
    older = Article(title=f"Tựa cũ {number}", reader=Reader("0.0.1", "general"))
    return Page(number, article_page(number, more), fetched, older)


def same(number: int, fetched: datetime) -> Page:
    """A page that was read as today."""
    return Page(number, article_page(number), fetched, Article())


def usual_pages() -> Iterator[Page]:
    for number in range(12):
        yield usual(number, MONTHS[number % 2])


def make(root: Path, pages: list[Page] | None = None) -> Path:
    """Write the archive; the site's folder."""
    with SiteArchive.open(root, SITE) as archive:
        archive.capture(exchange(HOME, "<html><body>Báo Ví Dụ</body></html>", MONTHS[0]))
        archive.commit()
        for page in list(usual_pages()) if pages is None else pages:
            archive.ledger.urls.discover(page.url, "test")
            capture = archive.capture(exchange(page.url, page.html, page.fetched))
            archive._captures.sync()
            now = CaptureReader(archive.folder).page(page.url, capture)
            if page.older is None:
                archive.apply(
                    Outcome(url=page.url, state=State.NOT_ARTICLE, reason="listing", status=200, capture=capture)
                )
                continue
            if now.finding is Finding.NO_ARTICLE:
                record = taken_for_an_article(page, now_fetched=page.fetched)
                archive.apply(Outcome.read(replace(record, capture=capture)))
                continue
            assert now.article is not None
            older = {"title": page.older.title, "reader": page.older.reader} if page.older.title else {}
            archive.apply(Outcome.read(normalize_article(replace(now.article, **older))))  # type: ignore[arg-type]
    return root / SITE


def taken_for_an_article(page: Page, now_fetched: datetime) -> Article:
    article = Article(
        id=f"{SITE}:{page.number}", site=SITE, url=page.url, title="Kinh tế", blocks=(Block("paragraph", "Bài viết."),),
        reader=Reader("0.0.1", "general"), fetched_at=now_fetched.strftime("%Y-%m-%dT%H:%M:%SZ"), http_status=200,
    )  # fmt: skip
    return normalize_article(article)


def exchange(url: str, html: str, fetched: datetime) -> Exchange:
    headers = ((b"Content-Type", b"text/html; charset=utf-8"),)
    return Exchange(url, "GET", (), b"", 200, headers, html.encode(), fetched, fetched, reason="OK")


def lines(folder: Path) -> dict[str, bytes]:
    """The months, by file name."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob("articles/*"))}
