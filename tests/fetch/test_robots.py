"""What an answer for robots.txt lets be fetched (RFC 9309)."""

from __future__ import annotations

import pytest

from newsbot.fetch.robots_txt import MAX_BYTES, read_robots

URL = "https://bao.example/robots.txt"
PAGE = "https://bao.example/noi-bo/bai-viet-1.html"
RULE = b"User-agent: *\nDisallow: /noi-bo/\n"


@pytest.mark.parametrize(
    ("status", "body", "allowed"),
    [
        (200, RULE, False),
        (200, b"", True),
        (200, b"User-agent: *\nDisallow:", True),
        (200, "\ufeff".encode() + RULE, False),
        (200, RULE.replace(b"\n", b"\r\n"), False),
        (200, RULE.upper().replace(b"/NOI-BO/", b"/noi-bo/"), False),
        (200, b"User-agent: newsbot\nDisallow: /\n", False),
        (200, b"User-agent: newsbot\nDisallow:\n\n" + RULE, True),
        (200, b"User-agent: khac\nDisallow: /\n", True),
        (200, RULE + b"Allow: /noi-bo/bai-\n", True),
        (200, b"User-agent: *\nDisallow: /*.html$\n", False),
        (200, b"<!DOCTYPE html><p>User-agent: *</p>", True),
        (200, b"\xff\xfe\x00 nonsense \x80" + RULE, True),
        (200, RULE + b"#" * MAX_BYTES, False),
        (200, b"#" * MAX_BYTES + b"\n" + RULE, True),
        (301, RULE, True),
        (400, RULE, True),
        (401, RULE, True),
        (403, RULE, True),
        (404, RULE, True),
        (410, RULE, True),
    ],
)
def test_what_may_be_fetched(status: int, body: bytes, allowed: bool) -> None:
    rules = read_robots(status, body, URL).rules
    assert rules is not None
    assert rules.can_fetch(PAGE, "newsbot") is allowed


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, 520])
def test_nothing_may_be_fetched(status: int) -> None:
    policy = read_robots(status, RULE, URL)
    assert policy.rules is None
    assert policy.problem == f"HTTP {status}"


def test_sitemaps() -> None:
    body = (
        b"Sitemap: https://cdn.example/a.xml\nSITEMAP: /b c.xml\nSitemap: javascript:0\nUser-agent: khac\nDisallow: /\n"
    )
    assert read_robots(200, body, URL).sitemaps == ("https://cdn.example/a.xml", "https://bao.example/b%20c.xml")
