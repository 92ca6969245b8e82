"""Directives to robots in a page and in the header `X-Robots-Tag`: whether its publisher asks that no copy of it is shown."""

from __future__ import annotations

from collections.abc import Iterable

from newsbot.article import NOARCHIVE

AGENT = "newsbot"
"""The name under which a directive addresses newsbot alone."""
_VALUED = ("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview")
"""Directives with a value after a colon, where an agent's name may stand too."""


def says_noarchive(content: str) -> bool:
    """Whether the content of a robots `<meta>` asks for no public copy."""
    return NOARCHIVE in (one.strip().lower() for one in content.split(","))


def header_says_noarchive(values: Iterable[str]) -> bool:
    """Whether the fields `X-Robots-Tag` of a response ask newsbot, or everyone, for no public copy.

    A name before a colon addresses what follows it in the same field to one agent.
    """
    for value in values:
        agent = ""
        for one in value.split(","):
            name, colon, rest = one.strip().lower().partition(":")
            directive = one.strip().lower()
            if colon and name.strip() not in _VALUED:
                agent, directive = name.strip(), rest.strip()
            if directive == NOARCHIVE and agent in ("", "*", AGENT):
                return True
    return False
