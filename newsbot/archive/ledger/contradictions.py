"""What the tables of a ledger can say against each other, as questions to SQLite: a sound ledger answers none of them.

Only what no run ever leaves behind is asked for. A URL that holds an article may be in any state (fetched again and
failed, pending again after a kill), and another URL may hold the article by now.
"""

# ruff: noqa: S608 (put together from the names of the states)

from __future__ import annotations

from newsbot.archive.tables import State

_STATES = ", ".join(f"'{state}'" for state in State)
_HELD = "urls.state IN ('archived', 'unchanged')"

CONTRADICTIONS: tuple[tuple[str, str], ...] = (
    (
        f"SELECT url, state FROM urls WHERE state NOT IN ({_STATES})",
        "the state of {0} is {1!r}, which is none",
    ),
    (
        "SELECT DISTINCT url, article_id FROM lines WHERE NOT EXISTS (SELECT 1 FROM urls WHERE urls.url = lines.url)",
        "{0} is not known, though {1} was read from it",
    ),
    (
        "SELECT DISTINCT url, lines.article_id FROM lines JOIN urls USING (url) WHERE urls.article_id IS NULL",
        "{0} is said to hold no article, though {1} was read from it",
    ),
    (
        f"SELECT url FROM urls WHERE {_HELD} AND NOT EXISTS "
        "(SELECT 1 FROM lines WHERE lines.article_id = urls.article_id AND lines.revision = urls.revision)",
        "{0} is archived, but no line holds it",
    ),
    (
        "SELECT urls.url, article_id, revision FROM urls JOIN lines USING (article_id, revision) "
        f"WHERE {_HELD} AND urls.content_hash IS NOT lines.content_hash",
        "{0} is said to hold another content than its line, {1} revision {2}",
    ),
    (
        "SELECT article_id FROM lines GROUP BY article_id HAVING min(revision) != 1 OR max(revision) != count(*)",
        "the revisions of {0} are not 1, 2, …",
    ),
    (
        'SELECT file FROM lines LEFT JOIN files ON name = file GROUP BY file HAVING max("offset" + length) > coalesce(size, 0)',
        "{0} has lines behind the bytes that were acknowledged",
    ),
)
"""Questions, and what an answer means."""
