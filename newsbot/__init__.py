"""newsbot: crawl provincial news politely, keep the bytes as served, read each page into one clean record."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsbot.archive import read
    from newsbot.article import Article
    from newsbot.extraction.page import extract

__all__ = ["Article", "extract", "read"]
__version__ = "0.1.0"


_HOMES = {"Article": "newsbot.article", "extract": "newsbot.extraction.page", "read": "newsbot.archive"}


def __getattr__(name: str) -> Any:
    """Import what is asked for, when it is asked for (PEP 562): `newsbot --help` must not wait for lxml."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'newsbot' has no attribute '{name}'")
    return getattr(import_module(home), name)
