"""A stock Scrapy crawl with JOBDIR and a JSON Lines feed, as its manual has it for pausing and resuming. Run by `chaos.py`."""

from __future__ import annotations

import gzip
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.utils.sitemap import Sitemap


class Stock(scrapy.Spider):
    name = "stock"

    def __init__(self, base: str) -> None:
        super().__init__()
        self.base = base

    async def start(self) -> AsyncIterator[scrapy.Request]:
        yield scrapy.Request(self.base + "/sitemap.xml", callback=self.parse_sitemap)

    def parse_sitemap(self, response: Response) -> Iterator[scrapy.Request]:
        body = gzip.decompress(response.body) if response.body[:2] == b"\x1f\x8b" else response.body
        sitemap = Sitemap(body)
        callback = self.parse_sitemap if sitemap.type == "sitemapindex" else self.parse
        for entry in sitemap:
            yield scrapy.Request(entry["loc"], callback=callback)

    def parse(self, response: Response) -> Iterator[dict[str, str]]:
        yield {"url": response.url, "title": response.css("title::text").get(default="")}


if __name__ == "__main__":
    base, folder = sys.argv[1], Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    process = AsyncCrawlerProcess(
        {
            "LOG_LEVEL": "ERROR",
            "TELNETCONSOLE_ENABLED": False,
            "REMOTE_CONTROL_ENABLED": False,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
            "JOBDIR": str(folder / "job"),
            "FEEDS": {str(folder / "feed.jsonl"): {"format": "jsonlines", "overwrite": False}},
        }
    )
    process.crawl(Stock, base=base)
    process.start()
