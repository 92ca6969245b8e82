"""Reading sample articles of an unknown site, and how often each field is filled. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence

from newsbot.article import Article
from newsbot.extraction.layouts import layouts_of
from newsbot.normalize import normalize_article
from newsbot.probe.findings import Fill, Sample
from newsbot.reader import read
from newsbot.site import WebSite

FIELDS = (
    "title", "lead", "body", "byline", "authors", "published_at", "captions", "images", "videos", "section", "tags",
    "related_links", "agency", "language",
)  # fmt: skip
"""Fields whose fill rate tells whether a site is read well."""
_EXAMPLES = 3
_SHOWN = 90
"""Characters of a value that are shown."""


def read_sample(html: bytes, url: str, content_type: str | None) -> tuple[Sample, Article | None]:
    """Read one page as one of a site that nobody knows: with every known layout and the general reader."""
    reading = read(html, url=url, content_type=content_type, layouts=layouts_of(WebSite(url)))
    if reading.article is None:
        return Sample(url, reason=reading.reason or reading.kind, kind=reading.kind), None
    article = normalize_article(reading.article)
    fields = tuple((field, shown(value)) for field in FIELDS if (value := getattr(article, field)))
    return Sample(url, layout=article.reader.layout, fields=fields), article


def fill_rates(samples: Sequence[Sample]) -> tuple[Fill, ...]:
    """How many of the articles have each field, with some values to judge it by."""
    articles = [dict(sample.fields) for sample in samples if sample.reason is None]
    filled = {field: [fields[field] for fields in articles if field in fields] for field in FIELDS}
    return tuple(
        Fill(field, round(len(values) / len(articles), 4), tuple(dict.fromkeys(values))[:_EXAMPLES])
        for field, values in filled.items()
        if articles
    )


def shown(value: object) -> str:
    """The beginning of a value, on one line."""
    if isinstance(value, tuple):
        parts = [
            one if isinstance(one, str) else getattr(one, "title", None) or getattr(one, "url", None) for one in value
        ]
        text = f"{len(value)}: " + "; ".join(str(part) for part in parts)
    else:
        text = str(value)
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 10]}… ({len(text)})"
