"""Records and reports as JSON text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsbot.archive import RunReport
    from newsbot.article import Article


def record_json(article: Article) -> str:
    """A record for reading."""
    from newsbot.archive import as_dict

    return json.dumps(as_dict(article), ensure_ascii=False, indent=2)


def report_json(report: RunReport) -> str:
    """A run report as in `runs.jsonl`."""
    from newsbot.archive.runs import report_line

    return report_line(report).rstrip("\n")
