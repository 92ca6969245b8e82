"""The newsbot command whose reading process hangs at some pages: `python -m tests.crawl.hanging SECONDS crawl …`."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from unittest.mock import patch

from newsbot.crawl import documents, reading
from newsbot.crawl.documents import Answer, Document
from newsbot.reader.layouts.layout import Layout
from tests.forked import call

MARK = "<!-- the reading process hangs here -->"


def reader(layouts: tuple[Layout, ...]) -> Callable[[Document], Answer]:
    """Reads in the reading process."""
    return partial(hang_or_read, layouts=layouts)


def hang_or_read(document: Document, layouts: tuple[Layout, ...]) -> Answer:
    if MARK.encode() in document.body:
        time.sleep(600)
    return documents.read_document(document, layouts)


def main(seconds: str, *arguments: str) -> int:
    """Call the command; a page is given so many seconds."""
    os.environ["PYTHONPATH"] = str(Path(__file__).parents[2])
    with patch.object(reading, "document_reader", reader), patch.object(reading, "PAGE_SECONDS", float(seconds)):
        return call(*arguments)


if __name__ == "__main__":
    from tests.crawl import hanging  # noqa: PLW0406 - the reading process imports `reader` by the name of its module

    raise SystemExit(hanging.main(*sys.argv[1:]))
