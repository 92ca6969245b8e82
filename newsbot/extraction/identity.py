"""Which article a page is: what its canonical URL claims, as far as the archive does not speak against it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from newsbot.archive import Entry, Line
from newsbot.archive.likeness import Text, shared
from newsbot.archive.tombstone import EMPTY_HASH
from newsbot.article import Article
from newsbot.site import Site

ALIKE_MIN_SHARE = 0.2
"""Share of runs of words that two readings of one article have in common at least, also when much of it was rewritten."""


def with_believed_identity(
    site: Site, article: Article, entry: Entry | None, newest: Line | None, record: Callable[[Line], Article | None]
) -> Article:
    """The article under its own URL, when it claims that of another one whose number, title and text are all different.

    `newest` is the newest line of the identity that the page claims, `entry` what is known of the page's URL, and `record` reads
    a line. A claim alone puts nothing under an existing identity.
    """
    own = site.article_id(article.url)
    if newest is None or own == article.id or newest.url == article.url or (entry and entry.article_id == article.id):
        return article
    if newest.content_hash in (EMPTY_HASH, article.content_hash):
        return article
    number = site.article_number(article.url)
    if number and number == site.article_number(article.canonical_url or ""):
        return article
    held = record(newest)
    if held is None or _is_same(held, article):
        return article
    return replace(article, id=own, canonical_url=None)


def _is_same(one: Article, other: Article) -> bool:
    titles = [(article.title or "").casefold().split() for article in (one, other)]
    return titles[0] == titles[1] or shared(Text.of(one), Text.of(other)) >= ALIKE_MIN_SHARE
