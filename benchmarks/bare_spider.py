"""A bare Scrapy spider: takes the URLs from the sitemap, writes each body to a file. Run by `crawl.py`."""

import gzip
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.utils.sitemap import Sitemap


class Bare(scrapy.Spider):
    name = "bare"

    def __init__(self, base: str, folder: Path) -> None:
        super().__init__()
        self.base = base
        self.folder = folder
        self.saved = 0

    async def start(self) -> AsyncIterator[scrapy.Request]:
        self.began = time.monotonic()
        yield scrapy.Request(self.base + "/sitemap.xml", callback=self.parse_sitemap)

    def parse_sitemap(self, response: Response) -> Iterator[scrapy.Request]:
        body = gzip.decompress(response.body) if response.body[:2] == b"\x1f\x8b" else response.body
        sitemap = Sitemap(body)
        callback = self.parse_sitemap if sitemap.type == "sitemapindex" else self.parse
        for entry in sitemap:
            yield scrapy.Request(entry["loc"], callback=callback)

    def parse(self, response: Response) -> None:
        self.saved += 1
        (self.folder / f"{self.saved}.html").write_bytes(response.body)

    def closed(self, reason: str) -> None:
        print(self.saved, time.monotonic() - self.began)


if __name__ == "__main__":
    base, folder, concurrency = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    folder.mkdir(parents=True)
    process = AsyncCrawlerProcess(
        {
            "LOG_LEVEL": "ERROR",
            "TELNETCONSOLE_ENABLED": False,
            "REMOTE_CONTROL_ENABLED": False,
            "CONCURRENT_REQUESTS_PER_DOMAIN": concurrency,
        }
    )
    process.crawl(Bare, base=base, folder=folder)
    process.start()
