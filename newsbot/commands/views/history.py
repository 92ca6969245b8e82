"""What `newsbot log` shows of a revision: when it was fetched, and what changed in it."""

from __future__ import annotations

from dataclasses import asdict

from rich.console import Console
from rich.text import Text

from newsbot.archive.history import Change, changes, words_changed
from newsbot.archive.retractions import Retraction
from newsbot.archive.tombstone import is_tombstone
from newsbot.article import Article
from newsbot.commands.plain import json_line
from newsbot.console.escapes import shown

_MARKS = {"=": ("", "", ""), "-": ("[-", "-]", "red"), "+": ("{+", "+}", "green")}
"""As in `git diff --word-diff`."""


def show_revision(console: Console, old: Article | None, new: Article, retracted: Retraction | None = None) -> None:
    """One revision beside `old`, the last one before it that had content; the first one is shown as it is."""
    reader = f"read by newsbot {new.reader.version}"
    console.print(
        Text(f"{new.id} revision {new.revision}", "bold"), f"fetched {new.fetched_at}, {reader}", soft_wrap=True
    )
    if retracted:
        console.print(
            Text(f"  taken back on {shown(retracted.retracted_at)}: {shown(retracted.reason)}", "red"), soft_wrap=True
        )
    if is_tombstone(new):
        console.print(f"  gone from the site: HTTP {new.http_status}")
        return
    if old is None:
        published = new.published_at or "at an unknown time"
        counts = f"{len(new.body.split())} words, {len(new.images)} images, {len(new.videos)} videos"
        console.print(Text(f"  {shown(new.url)}\n  {shown(new.title or '')}\n  published {published}; {counts}"))
        return
    found = list(changes(old, new))
    if returned := new.revision > old.revision + 1:
        console.print(f"  returned; against revision {old.revision}:")
    for change in found:
        console.print(_line(change), soft_wrap=True)
    if not found and returned and old.content_hash == new.content_hash:
        console.print("  it is as it was")
    elif not found:
        console.print("  only the kind or the order of its parts changed")


def _line(change: Change) -> Text:
    line = Text(f"  {change.what}: ")
    if change.before is None or change.after is None:
        sign, value = ("+", change.after) if change.before is None else ("-", change.before)
        line.append(f"{sign} {value}", _MARKS[sign][2])
        return line
    for number, (sign, words) in enumerate(words_changed(str(change.before), str(change.after))):
        before, after, colour = _MARKS[sign]
        line.append(" " if number else "")
        line.append(f"{before}{words}{after}", colour)
    return line


def revision_json(old: Article | None, new: Article, retracted: Retraction | None = None) -> str:
    """The same as a line of JSON; `against` is the revision that it is compared with."""
    return json_line(
        {
            "id": new.id,
            "revision": new.revision,
            "url": new.url,
            "fetched_at": new.fetched_at,
            "published_at": new.published_at,
            "title": new.title,
            "content_hash": new.content_hash,
            "reader": asdict(new.reader),
            "against": old.revision if old else None,
            "retracted": asdict(retracted) if retracted else None,
            "changes": [asdict(change) for change in changes(old, new)] if old else [],
        }
    )
