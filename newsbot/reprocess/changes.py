"""What reading again changes in the records of a site, counted field by field."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from newsbot.archive import as_dict
from newsbot.archive.jsonl import KEYS
from newsbot.article import Article

SAMPLES = 3
"""Changes of a field that are shown."""
PLACES = 1000
"""Pages that are named of a kind; the rest is only counted."""


@dataclass(slots=True)
class FieldChange:
    """How often one field changed, with examples."""

    records: int = 0
    samples: list[tuple[str, Any, Any]] = field(default_factory=list)
    """Article, value before, value now."""


@dataclass(slots=True)
class Pages:
    """Pages that something is said of."""

    count: int = 0
    named: list[tuple[str, str]] = field(default_factory=list)
    """Article or URL, and the reason."""

    def add(self, name: str, reason: str) -> None:
        """Count a page."""
        self.count += 1
        if self.count <= PLACES:
            self.named.append((name, reason))


class FileDigest:
    """SHA-256 of a month's text before and after, over the lines that were read."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines = 0
        self._before, self._after = hashlib.sha256(), hashlib.sha256()

    def add(self, old: bytes, new: bytes) -> None:
        """Count a line; what is left out has an empty new one."""
        self.lines += 1
        self._before.update(old)
        self._after.update(new)

    @property
    def before(self) -> str:
        """Digest of the lines as they were."""
        return self._before.hexdigest()

    @property
    def after(self) -> str:
        """Digest of the lines as they are read now."""
        return self._after.hexdigest()

    def as_dict(self) -> dict[str, Any]:
        """As JSON values."""
        return {"file": self.name, "lines": self.lines, "before": self.before, "after": self.after}


@dataclass(slots=True)
class Changes:
    """What reading a site again came to."""

    site: str
    files: list[FileDigest] = field(default_factory=list)
    changed: int = 0
    """Records that are other than before."""
    fields: dict[str, FieldChange] = field(default_factory=dict)
    ceased: Pages = field(default_factory=Pages)
    """Articles whose page is read as no article now."""
    became: Pages = field(default_factory=Pages)
    """URLs whose page is read as an article now."""
    kept: Pages = field(default_factory=Pages)
    """Records left as they were: the reader failed, or made no sound record."""
    unreadable: Pages = field(default_factory=Pages)
    """Records left as they were: their capture cannot be read."""
    notes: list[str] = field(default_factory=list)
    applied: bool = False
    """The archive was rewritten."""
    error: Exception | None = None
    """Why the site was left before its end."""

    @property
    def lines(self) -> int:
        """Lines read."""
        return sum(file.lines for file in self.files)

    @property
    def is_same(self) -> bool:
        """Whether every line is the same, and none is missing or new."""
        return not (self.changed or self.ceased.count or self.became.count)

    def compare(self, old: Article, new: Article) -> None:
        """Count the fields in which two readings of a page differ."""
        self.changed += 1
        before, after = as_dict(old), as_dict(new)
        for key in KEYS:
            if before[key] != after[key]:
                change = self.fields.setdefault(key, FieldChange())
                change.records += 1
                if len(change.samples) < SAMPLES:
                    change.samples.append((old.id, before[key], after[key]))

    def as_dict(self) -> dict[str, Any]:
        """As JSON values."""
        pages = {key: dict(getattr(self, key).named) for key in ("ceased", "became", "kept", "unreadable")}
        counts = {f"{key}_count": getattr(self, key).count for key in pages}
        return {
            "site": self.site,
            "applied": self.applied,
            "lines": self.lines,
            "changed": self.changed,
            "files": [file.as_dict() for file in self.files],
            "fields": dict(self._fields()),
            **counts,
            **pages,
            "notes": self.notes,
            "error": self.error and str(self.error),
        }

    def _fields(self) -> Iterator[tuple[str, Any]]:
        for key in KEYS:
            if change := self.fields.get(key):
                yield key, {"records": change.records, "samples": change.samples}
