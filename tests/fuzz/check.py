"""What is promised of an input, whatever it is: it is read, or refused as the reader says it does, in bounded time."""

from __future__ import annotations

import json
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO

from newsbot.archive import WarcError
from newsbot.archive.captures import response_of
from newsbot.archive.jsonl import as_dict, from_line, glance, to_line
from newsbot.archive.validate import problems
from newsbot.archive.warc import records
from newsbot.article import Capture
from newsbot.discover.home_page import looks_of
from newsbot.discover.listings import links_of, read_xml
from newsbot.discover.xml_parts import NotXmlError
from newsbot.extraction.page import read_page, site_for
from newsbot.extraction.response import record
from newsbot.fetch.robots_txt import crawl_delay, decision, read_robots
from newsbot.normalize import urls
from newsbot.reader.page.document import parse
from newsbot.workers.messages import dump
from tests.fuzz.inputs import Input, make_input

HANG_SECONDS = 5.0
"""CPU time for one input at most."""
CAPTURE = Capture("captures/20261122T080910Z.warc.gz", 0, f"<urn:uuid:{'0' * 36}>", f"sha1:{'A' * 32}")


def checker() -> Callable[[int], str | None]:
    """What checks inputs by their numbers: what a process of the pool is made with."""
    return check_number


def check_number(number: int) -> str | None:
    """What is wrong with how the input of this number is read; None when nothing is."""
    made = make_input(number)
    begun = time.process_time()
    wrong = check(made)
    taken = time.process_time() - begun
    return wrong or (f"{made.kind}: took {taken:.1f} s" if taken > HANG_SECONDS else None)


def check(made: Input) -> str | None:
    """What is wrong with how an input is read; None when nothing is."""
    try:
        CHECKS[made.kind](made)
    except Exception:  # noqa: BLE001 - any is a finding, and is told
        return f"{made.kind}: {traceback.format_exc()}"
    return None


def _page(made: Input) -> None:
    reading = read_page(made.body, url=made.url, content_type=made.content_type)
    dump((reading.article, reading.reason, reading.kind))
    if reading.article is None:
        assert reading.reason, "refused without a reason"
        return
    now = datetime.now(UTC).isoformat()
    article = record(
        site_for(made.url), reading.article, page=made.url, fetched_at=now, status=200, capture=CAPTURE, cut_short=False
    )
    assert problems(article) == []
    line = to_line(article)
    assert from_line(line) == article
    assert json.loads(line) == json.loads(json.dumps(as_dict(article)))


def _listing(made: Input) -> None:
    page = parse(made.body, url=made.url, content_type=made.content_type)
    listing = links_of(page, made.url)
    dump((listing, looks_of(page)))
    assert all(urls.canonical(url) == url for url in (*listing.links, *listing.feeds, *listing.sitemaps))


def _xml(made: Input) -> None:
    with suppress(NotXmlError):
        listing = read_xml(made.body, made.url)
        dump(listing)
        assert all(urls.canonical(listed.url) == listed.url for listed in (*listing.pages, *listing.sitemaps))


def _robots(made: Input) -> None:
    policy = read_robots(200, made.body, "https://bao.example/robots.txt")
    assert crawl_delay(policy, "newsbot") >= 0
    assert decision(policy)
    assert policy.rules is not None
    assert isinstance(policy.rules.can_fetch(made.url, "newsbot"), bool)


def _warc(made: Input) -> None:
    with suppress(WarcError):
        for one in records(BytesIO(made.body)):
            if one.type == "response":
                with suppress(WarcError):
                    response_of(one)


def _jsonl(made: Input) -> None:
    for line in made.body.splitlines(keepends=True):
        with suppress(ValueError):
            glance(line)
        with suppress(ValueError):
            article = from_line(line)
            problems(article)
            assert from_line(to_line(article)) == article


CHECKS: dict[str, Callable[[Input], None]] = {
    "page": _page, "listing": _listing, "xml": _xml, "robots": _robots, "warc": _warc, "jsonl": _jsonl,
}  # fmt: skip
