"""HTML bytes in, article out: the general reader. No Scrapy, no network, no files.

A page goes through the stages in this order, and a stage imports only from those before it: `page` (bytes, encoding, tree,
structured data), `scan` (one walk over the tree), `region` (which part is the article), `body` (blocks, captions, credits,
related links), `fields` (title, dates, authors, labels), `verdict` (article, listing, soft 404 …).
`pipeline` is that order as code.
"""

from __future__ import annotations

from newsbot.reader.pipeline import Reading, read

__all__ = ["Reading", "read"]
