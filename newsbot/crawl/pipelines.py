"""Thin adapters between Scrapy and the rooms that do the work: normalise, validate, archive."""

from __future__ import annotations

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem, NotConfigured

from newsbot.archive.validate import problems
from newsbot.article import Article
from newsbot.crawl.session import Session, is_site_crawl
from newsbot.normalize import normalize_article


class NormalizePipeline:
    """One form for every text; body, captions and content hash from the blocks."""

    def process_item(self, item: Article) -> Article:
        """Normalise, unless the process that read the page has done it: only a normalised record has a content hash."""
        return item if item.content_hash else normalize_article(item)


class ValidatePipeline:
    """Nothing enters the archive that a data team could not trust."""

    def process_item(self, item: Article) -> Article:
        """Pass a sound record on; raise DropItem with what is wrong with another."""
        found = problems(item)
        if found:
            raise DropItem(f"invalid record: {'; '.join(found)}")
        return item


class ArchivePipeline:
    """Returns when the record is on disk."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ArchivePipeline:
        """Scrapy's factory; off where no site is crawled into the archive."""
        if not is_site_crawl(crawler):
            raise NotConfigured
        return cls(crawler)

    async def process_item(self, item: Article) -> Article:
        """Archive; raises ArchiveError when the disk does not take it."""
        await Session.of(self._crawler).archive_article(item)
        return item
