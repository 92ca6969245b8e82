"""What a server asks for that has had enough. No Scrapy."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

MAX_CRAWL_DELAY = 600.0
"""Seconds of Crawl-delay that a crawl obeys: 144 requests a day. A site that asks for more is left."""
MAX_WAIT = 60.0
"""Seconds for which a visit waits between two requests; a host that asks for more is left."""


def retry_after(text: str, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks to wait (RFC 9110 section 10.2.3); None when it asks nothing readable."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())
