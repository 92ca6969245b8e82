"""newsbot: crawl provincial news politely, keep the bytes as served, read each page into one clean record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsbot.article import Article
    from newsbot.extraction import extract

__all__ = ["Article", "extract"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Import what is asked for, when it is asked for (PEP 562): `newsbot --help` must not wait for lxml."""
    if name == "extract":
        from newsbot.extraction import extract

        return extract
    if name == "Article":
        from newsbot.article import Article

        return Article
    raise AttributeError(f"module 'newsbot' has no attribute '{name}'")
