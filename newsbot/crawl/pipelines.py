"""Thin adapters between Scrapy and the rooms that do the work: normalise, validate, archive."""

from __future__ import annotations

from dataclasses import replace

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem, NotConfigured

from newsbot.archive.validate import problems
from newsbot.crawl.context import Crawl, is_site_crawl
from newsbot.crawl.judge import Judgement
from newsbot.normalize import normalize_article


class NormalizePipeline:
    """One form for every text; body, captions and content hash from the blocks."""

    def process_item(self, item: Judgement) -> Judgement:
        """Normalise, unless the process that read the page has done it: only a normalised record has a content hash."""
        article = item.outcome.article
        if article is None or article.content_hash:
            return item
        return replace(item, outcome=replace(item.outcome, article=normalize_article(article)))


class ValidatePipeline:
    """Nothing enters the archive that a data team could not trust."""

    def process_item(self, item: Judgement) -> Judgement:
        """Pass a sound record on; raise DropItem with what is wrong with another."""
        outcome = item.outcome
        found = problems(outcome.article) if outcome.article and not outcome.same_as else []
        if found:
            raise DropItem(f"invalid record: {'; '.join(found)}")
        return item


class ArchivePipeline:
    """Applies judgements to the archive; returns when the record is on disk."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ArchivePipeline:
        """Scrapy's factory; off where no site is crawled into the archive."""
        if not is_site_crawl(crawler):
            raise NotConfigured
        return cls(crawler)

    async def process_item(self, item: Judgement) -> Judgement:
        """Apply; raises ArchiveError when the disk does not take it."""
        await Crawl.of(self._crawler).outcomes.take(item)
        return item
