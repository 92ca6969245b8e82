"""The user agent: how newsbot introduces itself to a server, and the limits that the operator sets in the environment."""

from __future__ import annotations

import os
import re

from newsbot import __version__
from newsbot.normalize import urls

NAME = "newsbot"
"""The name that robots.txt may name."""
HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "vi,en;q=0.5",
}
"""Header fields of every request."""
TIMEOUT_SECONDS = 60.0
"""Time for an answer; NEWSBOT_TIMEOUT says otherwise."""
MAX_BYTES = 64 * 1024 * 1024
"""Size of a body: a news page is under 1 MB, a sitemap may have 50 MB. NEWSBOT_MAX_BYTES says otherwise."""


def user_agent(contact: str) -> str:
    """The value of the User-Agent header: name, version, and whom a webmaster can write to."""
    return f"{NAME}/{__version__} (+{contact})" if contact else f"{NAME}/{__version__}"


def number(name: str, default: float) -> float:
    """A number that the operator may set in the environment. Raises ValueError for one below zero and for anything else."""
    text = os.environ.get(name) or str(default)
    if not re.fullmatch(r"\d+(?:\.\d+)?", text):
        raise ValueError(f"{name}={text!r} is no number")
    return float(text)


def timeout() -> float:
    """Seconds for an answer. Raises ValueError for a setting that is no number."""
    return number("NEWSBOT_TIMEOUT", TIMEOUT_SECONDS)


def max_bytes() -> int:
    """Bytes of a body that are taken. Raises ValueError for a setting that is no number."""
    return int(number("NEWSBOT_MAX_BYTES", MAX_BYTES))


class NoContactError(Exception):
    """The open web was to be asked without a contact."""


def check_contact(home: str, contact: str) -> None:
    """Raise NoContactError unless a site is on this machine or a contact is given that a webmaster can write to."""
    if urls.is_loopback(home):
        return
    if not ("@" in contact or contact.startswith(("http://", "https://"))):
        raise NoContactError(
            "a crawl needs a contact that a webmaster can write to: set NEWSBOT_CONTACT=you@example.org (or a web page), "
            "or give --contact"
        )
