"""Whatever a server does to a page, the page ends in one state with its reason: one crawl over real sockets, page by page."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass

import brotli
import pytest

from newsbot.archive import read_capture
from tests.crawl.command import Run, crawl
from tests.crawl.pages import article, article_html, article_path, listing
from tests.crawl.server import NOT_FOUND, Answer, Script, Server, moved

LIMIT = 300_000


@dataclass(frozen=True, slots=True)
class Case:
    what: str
    script: Script
    state: str
    reason: str | None = None
    asked: int = 1
    """How often it is asked for."""
    flags: tuple[str, ...] = ()
    path: str = ""


def html(number: int) -> bytes:
    return article_html(number).encode()


def cut(number: int) -> bytes:
    return html(number)[:900]


SLOW_DOWN = {"Retry-After": "0"}
CASES = [
    Case("an article", article(100001), "archived"),
    Case("503, then the article", [Answer(status=503), article(100002)], "archived", asked=2),
    Case("429 with Retry-After, then the article",
         [Answer(status=429, headers={"Retry-After": "1"}), article(100003)], "archived", asked=2),
    Case("429 for good", Answer(status=429, headers=SLOW_DOWN), "blocked", "HTTP 429", asked=3),
    Case("a wait that is none", Answer(status=503, headers={"Retry-After": "soon"}), "failed", "HTTP 503", asked=3),
    Case("500 for good", Answer(status=500), "failed", "HTTP 500", asked=3),
    Case("404", NOT_FOUND, "gone", "HTTP 404"),
    Case("410", Answer(status=410), "gone", "HTTP 410"),
    Case("401", Answer(status=401), "blocked", "HTTP 401"),
    Case("403", Answer(status=403), "blocked", "HTTP 403"),
    Case("451", Answer(status=451), "blocked", "HTTP 451"),
    Case("418", Answer(status=418), "failed", "HTTP 418"),
    Case("an unknown status", Answer(status=599), "failed", "HTTP 599"),
    Case("a body cut short", Answer(body=cut(100014), length=5000), "archived", asked=2, flags=("truncated",)),
    Case("a body cut short once", [Answer(body=cut(100015), length=5000), article(100015)], "archived", asked=2),
    Case("a connection reset in mid-body", Answer(body=cut(100016), length=5000, reset=True), "archived", asked=2,
         flags=("truncated",)),
    Case("a connection closed without an answer", Answer(reset=True, silent=True), "failed", "*",
         asked=3),
    Case("chunked", Answer(body=html(100018), chunked=True), "archived"),
    Case("chunks without their end", Answer(body=cut(100019), chunked=True, endless=True), "archived", asked=2,
         flags=("truncated",)),
    Case("gzip", Answer(body=gzip.compress(html(100020)), headers={"Content-Encoding": "gzip"}), "archived"),
    Case("brotli", Answer(body=brotli.compress(html(100021)), headers={"Content-Encoding": "br"}, chunked=True), "archived"),
    Case("half a gzip file", Answer(body=gzip.compress(html(100022))[:-150], headers={"Content-Encoding": "gzip"}),
         "archived", asked=2, flags=("truncated",)),
    Case("gzip that is none", Answer(body=html(100023), headers={"Content-Encoding": "gzip"}), "failed",
         "the body is not gzip: *"),
    Case("an encoding that is none", Answer(body=html(100024), headers={"Content-Encoding": "utf-8"}), "archived"),
    Case("a PDF", Answer(body=b"%PDF-1.4", kind="application/pdf"), "not_article", "no page: application/pdf"),
    Case("a picture", Answer(body=b"\x89PNG\r\n\x1a\n", kind="image/png"), "not_article", "no page: image/png"),
    Case("nothing", Answer(), "not_article", "empty*"),
    Case("no content type", Answer(body=html(100028), kind=None), "archived"),
    Case("a page without an article", listing([]), "not_article", "*"),
    Case("a body beyond the limit", Answer(body=b"<p>" + b"a" * LIMIT), "too_large", "larger than the limit"),
    Case("a body beyond the limit of unknown length", Answer(body=b"<p>" + b"a" * LIMIT, chunked=True), "too_large",
         "larger than the limit"),
    Case("a gzip bomb", Answer(body=gzip.compress(bytes(50_000_000)), headers={"Content-Encoding": "gzip"}), "too_large",
         "larger than 300000 bytes when unpacked"),
    Case("an answer that does not come", Answer(wait=9), "failed", "timeout: no complete answer in time", asked=3),
    Case("a redirect", moved(article_path(100035)), "moved", "to *-100035.html"),
    Case("its target, which is a redirect", moved(article_path(100036), 308), "moved", "to *-100036.html"),
    Case("the target of the chain", article(100036), "archived"),
    Case("a redirect in a circle", moved(article_path(100038)), "moved", "to *-100038.html"),
    Case("the rest of the circle", moved(article_path(100037)), "failed", "redirects in a circle, by way of *"),
    Case("a redirect to itself", moved(article_path(100039)), "failed", "redirects to itself"),
    Case("a redirect to another site", moved("http://khac.invalid/bai.html"), "moved",
         "left the site: http://khac.invalid/bai.html"),
    Case("a redirect to the home page", moved("/"), "gone", "redirects to the home page"),
    Case("a redirect to nowhere", Answer(status=302), "failed", "HTTP 302 without a usable target"),
    Case("a redirect to no web page", moved("javascript:alert(1)"), "failed", "HTTP 301 without a usable target"),
    Case("not modified, though nobody asked", Answer(status=304), "failed", "HTTP 304"),
    Case("mis-declared UTF-8", Answer(body=html(100045), kind="text/html; charset=iso-8859-1"), "archived"),
    Case("UTF-16", Answer(body=article_html(100046).encode("utf-16"), kind="text/html"), "archived"),
    Case("a URL with odd letters", article(100047), "archived", path="/tin-tức/gặt-xong-[vụ]-mùa-'sớm'|100047.html"),
    Case("a URL with an odd query", article(100048), "archived", path=article_path(100048) + "?a[]=1&b=%7c"),
]  # fmt: skip
PATHS = [case.path or article_path(100001 + number) for number, case in enumerate(CASES)]


@dataclass(frozen=True, slots=True)
class Crawled:
    run: Run
    server: Server


def on_the_wire(path: str) -> str:
    """A path as it is asked for and kept."""
    return (
        path.replace("ứ", "%E1%BB%A9").replace("ặ", "%E1%BA%B7").replace("ụ", "%E1%BB%A5").replace("ù", "%C3%B9")
        .replace("ớ", "%E1%BB%9B").replace("[", "%5B").replace("]", "%5D").replace("|", "%7C").replace("%7c", "%7C")
    )  # fmt: skip


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    routes: dict[str, Script] = {on_the_wire(path): case.script for path, case in zip(PATHS, CASES, strict=True)}
    twice = [PATHS[0] + "?utm_source=zalo", PATHS[0] + "#binh-luan", PATHS[0].replace(".html", ".html;jsessionid=AB12")]
    routes["/"] = listing([*PATHS, *twice])
    with Server(routes) as server:
        run = crawl(
            server.base + "/",
            tmp_path_factory.mktemp("archive"),
            NEWSBOT_MAX_BYTES=str(LIMIT),
            NEWSBOT_TIMEOUT="0.7",
        )
        yield Crawled(run, server)


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case.what for case in CASES])
def test_a_page_ends_in_its_state(crawled: Crawled, number: int) -> None:
    case, target = CASES[number], on_the_wire(PATHS[number])
    state, reason = crawled.run.states()[target]
    assert state == case.state, reason
    begin, star, end = (case.reason or "").partition("*")
    if star:
        assert reason
        assert reason.startswith(begin)
        assert reason.endswith(end)
    else:
        assert reason == case.reason
    assert crawled.server.times_asked(target) == case.asked


@pytest.mark.parametrize(
    "number", [n for n, case in enumerate(CASES) if case.state == "archived"],
    ids=[case.what for case in CASES if case.state == "archived"],
)  # fmt: skip
def test_an_article_has_its_record(crawled: Crawled, number: int) -> None:
    record = crawled.run.articles()[on_the_wire(PATHS[number])]
    assert (record.title or "").startswith("Khe Lạnh gặt xong vụ mùa, lần 1000")
    assert ("truncated" in record.flags) is ("truncated" in CASES[number].flags)
    assert record.capture is not None
    captured = read_capture(crawled.run.folder, record.capture)
    assert captured.status == record.http_status == 200


@pytest.mark.parametrize("what", ["gzip", "brotli", "a body cut short", "half a gzip file", "a gzip bomb"])
def test_bodies_are_kept_as_served(crawled: Crawled, what: str) -> None:
    number = next(number for number, case in enumerate(CASES) if case.what == what)
    script = CASES[number].script
    assert isinstance(script, Answer)
    stored = b"".join(gzip.decompress(path.read_bytes()) for path in crawled.run.folder.glob("captures/*.warc.gz"))
    assert script.body in stored


def test_no_page_is_discovered_under_two_urls(crawled: Crawled) -> None:
    assert set(crawled.run.states()) == {on_the_wire(path) for path in PATHS}


def test_the_run_says_that_some_failed(crawled: Crawled) -> None:
    crawled.run.assert_sound()
    assert crawled.run.code == 3
    assert crawled.run.report["discovered"] == len(CASES)
    assert crawled.run.report["changes"] == crawled.run.report["states"]
    assert crawled.run.report["sources"].keys() == {"home", "redirect"}


def test_the_wait_that_the_server_names_is_kept(crawled: Crawled) -> None:
    first, second = crawled.server.moments(on_the_wire(PATHS[2]))
    assert second - first >= 1.0
