"""The tombstone: the line that says that an article is gone from its site. It holds nothing of the article.

A tombstone is a revision like any other: the same `id`, the next `revision`, where and when it was found out. Every key that
tells of a content is empty, `content_hash` is that of no content, `flags` is `["gone"]`. When the article returns, the next
revision holds it again.
"""

from __future__ import annotations

from hashlib import sha256

from newsbot import __version__
from newsbot.article import Article, Capture, Reader

GONE = "gone"
"""The flag of a tombstone."""
EMPTY_HASH = sha256(b"[null]").hexdigest()
"""`content_hash` of no title and no blocks."""
KEPT = frozenset(
    {
        "schema",
        "id",
        "revision",
        "site",
        "url",
        "content_hash",
        "flags",
        "reader",
        "fetched_at",
        "http_status",
        "capture",
    }
)
"""The keys that have a value in a tombstone."""


def tombstone(
    article_id: str, revision: int, *, site: str, url: str, fetched_at: str, http_status: int, capture: Capture
) -> Article:
    """The record of an article that is gone; `http_status` and `capture` are those of the answer that said so."""
    return Article(
        id=article_id,
        revision=revision,
        site=site,
        url=url,
        content_hash=EMPTY_HASH,
        flags=(GONE,),
        reader=Reader(__version__, "none"),
        fetched_at=fetched_at,
        http_status=http_status,
        capture=capture,
    )


def is_tombstone(article: Article) -> bool:
    """Whether a record says that its article is gone."""
    return GONE in article.flags
