"""Scrapy's spider loader: the spiders of the sites, for `scrapy list`, `scrapy crawl` and `scrapy shell`."""

from __future__ import annotations

from scrapy import Request, Spider
from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoader, SpiderLoaderProtocol

from newsbot import spiders
from newsbot.crawl.spider import spider_class
from newsbot.site import Site


class SiteLoader(SpiderLoaderProtocol):
    """Makes Scrapy's spiders of the site files; spiders of other modules in SPIDER_MODULES are loaded as Scrapy loads them."""

    def __init__(self, sites: dict[str, Site], others: SpiderLoader) -> None:
        self._sites = sites
        self._others = others

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> SiteLoader:
        """Scrapy's factory. A module in SPIDER_MODULES may hold spiders, site files, or both."""
        modules = settings.getlist("SPIDER_MODULES")
        others = [module for module in modules if module != spiders.__name__]
        warn_only = settings.getbool("SPIDER_LOADER_WARN_ONLY")
        plain = BaseSettings({"SPIDER_MODULES": others, "SPIDER_LOADER_WARN_ONLY": warn_only})
        sites = spiders.all_sites() if spiders.__name__ in modules else {}
        for module in others:
            sites |= spiders.sites_in(module)
        return cls(sites, SpiderLoader.from_settings(plain))

    def load(self, spider_name: str) -> type[Spider]:
        """The spider of a name. Raises KeyError for a name that no site file and no spider has."""
        site = self._sites.get(spider_name)
        return spider_class(site) if site else self._others.load(spider_name)

    def list(self) -> list[str]:
        """Names of all sites, then of the other spiders."""
        return [*self._sites, *(name for name in self._others.list() if name not in self._sites)]

    def find_by_request(self, request: Request) -> list[str]:  # type: ignore[valid-type]
        """The sites that a URL belongs to."""
        found = [name for name, site in self._sites.items() if site.in_scope(request.url)]
        return [*found, *self._others.find_by_request(request)]
