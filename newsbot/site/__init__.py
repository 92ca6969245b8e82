"""What a site is: who publishes it, where it lists its articles, what its pages look like. Data; no Scrapy.

A site is one small class in a file of its own; it inherits from its CMS family in `newsbot.cms`, never from another site. All
that a site file needs is imported from here and from there.
"""

from newsbot.reader.layouts.layout import Layout
from newsbot.site.site import FROM_HOME, SITE_ID, Site, View
from newsbot.site.sources import Api, Archive, Feed, Section, Sitemap, Source, Sure, doubtful, named, sections
from newsbot.site.web import WebSite, site_id

__all__ = [
    "FROM_HOME",
    "SITE_ID",
    "Api",
    "Archive",
    "Feed",
    "Layout",
    "Section",
    "Site",
    "Sitemap",
    "Source",
    "Sure",
    "View",
    "WebSite",
    "doubtful",
    "named",
    "sections",
    "site_id",
]
