"""What a server asks for when it has had enough."""

from __future__ import annotations

from datetime import UTC, datetime
from math import inf

import pytest
from scrapy.settings import Settings

from newsbot.crawl.spider import spider_class
from newsbot.fetch.agent import number
from newsbot.fetch.retry_after import retry_after
from newsbot.site import WebSite

NOW = datetime(2026, 11, 22, 8, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Sun, 22 Nov 2026 08:02:00 GMT", 120.0),
        ("Sun, 22 Nov 2026 07:00:00 GMT", 0.0),
        ("Sunday, 22-Nov-26 08:02:00 GMT", 120.0),
        ("Sun, 22 Nov 2026 15:02:00 +0700", 120.0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("²", None),
        ("Sun, 99 Nov 2026 08:02:00 GMT", None),
        ("9" * 400, inf),
    ],
)
def test_retry_after(text: str, seconds: float | None) -> None:
    assert retry_after(text, NOW) == seconds


def test_a_number_of_the_operator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEWSBOT_TIMEOUT", raising=False)
    assert number("NEWSBOT_TIMEOUT", 60) == 60.0
    monkeypatch.setenv("NEWSBOT_TIMEOUT", "2.5")
    assert number("NEWSBOT_TIMEOUT", 60) == 2.5


@pytest.mark.parametrize("text", ["-1", "ten", "1e9", "nan", "1 "])
def test_what_is_no_number(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("NEWSBOT_TIMEOUT", text)
    with pytest.raises(ValueError, match="NEWSBOT_TIMEOUT"):
        number("NEWSBOT_TIMEOUT", 60)


@pytest.mark.parametrize(
    ("home", "delay"),
    [
        ("https://bao.example/", 5.0),
        ("http://127.0.0.1:8000/", 0.0),
        ("http://localhost/", 0.0),
        ("http://[::1]/", 0.0),
    ],
)
def test_a_site_on_this_machine_needs_no_delay(home: str, delay: float) -> None:
    settings = Settings()
    spider_class(WebSite(home)).update_settings(settings)
    assert settings.getfloat("DOWNLOAD_DELAY") == delay


def test_the_delay_of_the_command_line_goes_before_that_of_the_site() -> None:
    settings = Settings()
    settings.set("DOWNLOAD_DELAY", 2.0, priority="cmdline")
    spider_class(WebSite("http://127.0.0.1:8000/")).update_settings(settings)
    assert settings.getfloat("DOWNLOAD_DELAY") == 2.0
