"""The whole flow over real HTTP: what the example site holds is what the archive has, field by field, state by state."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from warcio.checker import Checker

from newsbot.archive import Ledger, State, read, read_capture, read_runs
from newsbot.archive.tables import Recrawl
from newsbot.archive.verify import verify
from newsbot.article import Article
from newsbot.example import Held, expected_states, holdings
from newsbot.example.demo import ExamplePaper
from tests.conftest import Run

HELD = {held.path: held for held in holdings()}


@dataclass(frozen=True)
class Crawled:
    archive: Path
    base: str
    articles: dict[str, Article]
    first: dict[str, object]
    again: dict[str, object]


@pytest.fixture(scope="module")
def crawled(newsbot: Run, tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    archive = tmp_path_factory.mktemp("archive")
    first = newsbot("demo", "--archive", archive, "--json")
    again = newsbot("demo", "--archive", archive, "--json")
    assert (first.returncode, again.returncode) == (0, 0), first.stderr + again.stderr
    articles = {urlsplit(article.url).path: article for article in read(archive)}
    base = next(iter(articles.values())).url.split("/", 3)
    return Crawled(archive, "/".join(base[:3]), articles, json.loads(first.stdout), json.loads(again.stdout))


def test_every_article_is_archived_once(crawled: Crawled) -> None:
    archived = [urlsplit(article.url).path for article in read(crawled.archive)]
    numbers = sorted(article.id for article in read(crawled.archive))
    assert len(numbers) == len(set(numbers)) == len(archived)
    states = expected_states()
    assert {path for path in archived if states[path].state not in ("archived", "duplicate")} == set()
    assert len(archived) == len(HELD)


def _held(crawled: Crawled) -> Iterator[tuple[Held, Article]]:
    by_title = {held.title: held for held in HELD.values()}
    for path, article in crawled.articles.items():
        yield HELD.get(path) or by_title[article.title or ""], article


FIELDS = {
    "title": (lambda held, base: held.title, lambda article: article.title),
    "lead": (lambda held, base: held.lead, lambda article: article.lead),
    "body": (lambda held, base: held.body, lambda article: article.body),
    "captions": (lambda held, base: held.captions, lambda article: article.captions),
    "byline": (lambda held, base: held.byline, lambda article: article.byline),
    "authors": (lambda held, base: held.authors, lambda article: article.authors),
    "agency": (lambda held, base: held.agency, lambda article: article.agency),
    "video_source": (lambda held, base: held.video_source, lambda article: article.video_source),
    "published_at": (lambda held, base: held.published_at, lambda article: article.published_at),
    "related_links": (
        lambda held, base: {(link.title, urljoin(base, link.path)) for link in held.related_links},
        lambda article: {(link.title, link.url) for link in article.related_links},
    ),
    "images": (
        lambda held, base: [urljoin(base, path) for path, _ in held.images],
        lambda article: [image.url for image in article.images],
    ),
}


@pytest.mark.parametrize("field", FIELDS)
def test_the_archive_holds_what_the_site_holds(crawled: Crawled, field: str) -> None:
    expected, actual = FIELDS[field]
    wrong = {
        article.url: (expected(held, crawled.base), actual(article))
        for held, article in _held(crawled)
        if expected(held, crawled.base) != actual(article)
    }
    assert wrong == {}


def test_every_discovered_url_has_its_state(crawled: Crawled) -> None:
    expected = expected_states()
    second_urls = {path for path, one in expected.items() if one.state == "duplicate"}
    with Ledger.open_readonly(crawled.archive / "example" / "ledger.sqlite") as ledger:
        found = {urlsplit(entry.url).path: entry for state in State for entry in ledger.urls.entries(state)}
        assert sum(ledger.urls.counts().values()) == len(found) == crawled.first["discovered"]
    for path, entry in found.items():
        wanted = {expected[path].state, *(("archived", "duplicate") if path in second_urls else ())}
        twin = path not in second_urls and entry.state == State.DUPLICATE
        assert entry.state in wanted or twin, (path, entry.state, entry.reason, expected[path])
        assert entry.state == State.ARCHIVED or entry.reason, path
    for kind in ("moved", "gone", "duplicate", "not_article"):
        assert kind in {entry.state for entry in found.values()}, kind


def test_the_record_leads_to_the_bytes_it_was_read_from(crawled: Crawled) -> None:
    for article in crawled.articles.values():
        assert article.capture is not None
        captured = read_capture(crawled.archive / "example", article.capture)
        assert captured.status == article.http_status == 200
        assert b"<html" in captured.body.lower()


def test_the_archive_is_sound(crawled: Crawled) -> None:
    assert [str(damage) for report in verify(crawled.archive) for damage in report.damage] == []


def test_a_second_crawl_archives_nothing(crawled: Crawled) -> None:
    assert crawled.again["archived"] == 0
    assert crawled.again["discovered"] == 0
    assert crawled.again["changes"] == {"disallowed": 1}, "what robots.txt keeps back is asked for again in every run"


def test_a_second_crawl_costs_a_handful_of_requests(crawled: Crawled) -> None:
    requests = crawled.again["requests"]
    assert isinstance(requests, int)
    assert requests <= 5 + len(ExamplePaper.sources), (
        "robots.txt, home, feed, sitemaps; the first page of every section"
    )


def test_known_articles_are_asked_for_only_if_they_have_changed(newsbot: Run, tmp_path: Path) -> None:
    newsbot("demo", "--archive", tmp_path, "--json")
    now = datetime.now(UTC)
    with Ledger.open(tmp_path / "example" / "ledger.sqlite") as ledger:
        urls = [*ledger.urls.in_state(State.ARCHIVED)]
        for url in urls:
            ledger.recrawls.schedule(Recrawl(url, now, now))
        ledger.commit()
    report = json.loads(newsbot("demo", "--archive", tmp_path, "--json").stdout)
    assert report["again"] == {"looked": len(urls), "unchanged": len(urls)}
    assert report["bytes"] < 300_000, "no page was sent again"
    assert [str(damage) for site in verify(tmp_path) for damage in site.damage] == []
    captures = [str(file) for file in (tmp_path / "example" / "captures").iterdir()]
    assert Checker(type("Options", (), {"inputs": captures, "verbose": False})).process_all() == 0


def test_both_runs_are_in_the_log(crawled: Crawled) -> None:
    runs = list(read_runs(crawled.archive))
    assert [run.archived for run in runs] == [len(HELD), 0]
    assert sum(runs[0].states.values()) == runs[0].discovered
    assert sum(runs[0].changes.values()) == runs[0].pages


def test_each_kind_of_source_finds_what_the_others_do_not(crawled: Crawled) -> None:
    sources = crawled.first["sources"]
    assert isinstance(sources, dict)
    for kind in ("home", "feed", "sitemap", "section"):
        assert sum(new for label, new in sources.items() if label.startswith(kind)) > 0, kind


def test_the_demo_tells_a_person(newsbot: Run, tmp_path: Path) -> None:
    first = newsbot("demo", "--archive", tmp_path)
    assert first.returncode == 0
    for word in ("found", "archived", "pages a second", "title", str(tmp_path / "example"), '"schema": 1'):
        assert word in first.stdout
    assert "Nothing new" in newsbot("demo", "--archive", tmp_path).stdout
