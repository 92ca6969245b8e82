"""Scrapy's spider loader: the spiders of the sites, for `scrapy list`, `scrapy crawl` and `scrapy shell`."""

from __future__ import annotations

from scrapy import Request, Spider
from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoaderProtocol

from newsbot.crawl.spider import spider_class
from newsbot.spiders import all_sites


class SiteLoader(SpiderLoaderProtocol):
    """Makes Scrapy's spiders of the site files."""

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> SiteLoader:  # noqa: ARG003 - the interface of Scrapy
        """Scrapy's factory."""
        return cls()

    def load(self, spider_name: str) -> type[Spider]:
        """The spider of a site. Raises KeyError for a site that has no file."""
        return spider_class(all_sites()[spider_name])

    def list(self) -> list[str]:
        """Names of all sites."""
        return [*all_sites()]

    def find_by_request(self, request: Request) -> list[str]:  # type: ignore[valid-type]
        """The sites that a URL belongs to."""
        return [name for name, site in all_sites().items() if site.in_scope(request.url)]
