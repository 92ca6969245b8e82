"""The guest under every fault of a server: the gaps between requests as the server sees them, quiet hours, certificates."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from newsbot.normalize.zones import VIETNAM
from newsbot.site import Section
from tests.crawl.command import crawl
from tests.crawl.conftest import Scene
from tests.crawl.pages import article, article_path, listing
from tests.crawl.paper import crawl_paper
from tests.crawl.server import Answer, Script, Server, moved
from tests.crawl.tls import TlsServer
from tests.evil.framing import HEAD
from tests.evil.server import EvilServer, wire

DELAY = 0.15
PATHS = [article_path(number) for number in range(300001, 300031)]
GOOD: dict[str, Script] = {path: article(300001 + place) for place, path in enumerate(PATHS)}


def gaps(server: Server) -> list[float]:
    return [after - before for before, after in pairwise(server.times)]


BODY = article(300001).body
FAULTS = {
    "closes without a byte": wire(),
    "resets without a byte": wire(end="reset"),
    "resets in the head": wire(HEAD, end="reset"),
    "resets in the body": wire(HEAD + b"Content-Length: 9000\r\n\r\n<p>", end="reset"),
    "a slow body": wire(HEAD + b"Content-Length: %d\r\n\r\n" % len(BODY), BODY[:500], 0.4, BODY[500:]),
    "cut short": Answer(body=BODY, length=len(BODY) + 99),
    "503": Answer(status=503),
    "503 with a wish": [Answer(status=503, headers={"Retry-After": "1"}), article(300001)],
    "429": [Answer(status=429, headers={"Retry-After": "0"}), article(300001)],
    "moves": moved(PATHS[20]),
    "moves to itself": moved(PATHS[0] + "?utm_source=a"),
    "no HTTP": wire(b"nonsense\r\n\r\n"),
}


@pytest.mark.slow
def test_no_gap_is_smaller_than_the_delay_and_every_request_is_counted(tmp_path: Path) -> None:
    with EvilServer() as server:
        for path, fault in zip(PATHS, FAULTS.values(), strict=False):
            server.routes[path] = fault  # type: ignore[assignment]
        good = PATHS[len(FAULTS) :]
        server.routes |= {path: GOOD[path] for path in good}
        server.routes["/robots.txt"] = [wire(end="reset"), Answer(status=503), Answer(status=404)]  # type: ignore[assignment]
        mixed = [path for pair in zip(PATHS, good, strict=False) for path in pair]
        server.routes["/"] = [Answer(status=500), wire(), listing(mixed)]  # type: ignore[assignment]
        with server:
            run = crawl(server.base + "/", tmp_path, "--delay", str(DELAY))
        run.assert_sound()
        assert set(good) <= set(run.articles())
        assert min(gaps(server)) >= DELAY
        assert run.report["smallest_gap"] >= DELAY
        assert run.report["requests"] == len(server.asked)


def test_the_health_check_keeps_the_delay(tmp_path: Path) -> None:
    with EvilServer() as server:
        server.routes |= {"/": listing(PATHS), **dict.fromkeys(PATHS, wire(end="reset"))}  # type: ignore[dict-item]
        with server:
            run = crawl(server.base + "/", tmp_path, "--delay", "0.05", NEWSBOT_RETRIES="0")
        assert run.code == 4
        assert server.times_asked("/") == 2, "the home page was asked whether the site still answers"
        assert min(gaps(server)) >= 0.05
        assert run.report["requests"] == len(server.asked)


def hours(begin: int, end: int) -> str:
    """Quiet hours from and to so many minutes from now, in the paper's own time."""
    now = datetime.now(UTC).astimezone(VIETNAM)
    return "-".join(f"{now + timedelta(minutes=minutes):%H:%M}" for minutes in (begin, end))


def test_in_quiet_hours_nothing_is_asked_and_what_waits_stays_pending(tmp_path: Path) -> None:
    with Server({"/": listing(PATHS[:3]), **GOOD}) as server:
        crawl_paper(server.base, tmp_path, Section("/"), limit="1")
        server.asked.clear()
        run = crawl_paper(server.base, tmp_path, Section("/"), quiet=hours(-60, 60))
        run.assert_sound()
        assert server.asked == []
        assert run.report["states"] == {"archived": 1, "pending": 2}
        assert "these are quiet hours of the site" in run.note("stopped")
        awake = crawl_paper(server.base, tmp_path, Section("/"), quiet=hours(60, 120))
        assert (awake.code, awake.report["states"]) == (0, {"archived": 3})


@pytest.mark.parametrize("verify", ["yes", "no"])
def test_a_site_without_a_sound_certificate(tmp_path: Path, verify: str) -> None:
    with TlsServer({"/": listing(PATHS[:2]), **GOOD}, tmp_path) as server:
        run = crawl_paper(server.base, tmp_path / "archive", Section("/"), verify=verify)
    if verify == "yes":
        assert run.code == 4
        assert server.asked == []
        assert "certificate not trusted" in run.note("unreachable")
    else:
        assert run.code == 0, run.report["notes"]
        assert [record.flags for record in run.articles().values()] == [("tls_unverified",)] * 2


def test_an_article_of_a_plain_http_site_has_no_such_flag(scene: Scene) -> None:
    run, _ = scene({"/": listing(PATHS[:1]), **GOOD})
    assert run.articles()[PATHS[0]].flags == ()
