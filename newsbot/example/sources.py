"""What names the URLs of the example site: robots.txt, the feed, the sitemaps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from email.utils import format_datetime
from html import escape

from newsbot.example.markup import PAPER
from newsbot.example.story import Story

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"


def robots(base: str, disallow: Iterable[str]) -> bytes:
    """robots.txt (RFC 9309), which names the sitemap."""
    rules = "".join(f"Disallow: {path}\n" for path in disallow)
    return f"User-agent: *\n{rules}\nSitemap: {base}/sitemap.xml\n".encode()


def feed(base: str, stories: Iterable[Story]) -> bytes:
    """An RSS 2.0 feed."""
    items = "".join(_item(base, story) for story in stories)
    return (
        f'{_XML}<rss version="2.0"><channel><title>{PAPER} - Trang chủ</title><link>{base}/</link>'
        f"<description>{PAPER} RSS</description><language>vi</language><ttl>30</ttl>\n{items}</channel></rss>\n"
    ).encode()


def _item(base: str, story: Story) -> str:
    link = escape(base + story.path)
    return (
        f'<item><title><![CDATA[{story.title}]]></title><link>{link}</link><guid isPermaLink="true">{link}</guid>'
        f"<description><![CDATA[<p>{story.lead or story.title}</p>]]></description>"
        f"<pubDate>{format_datetime(story.published)}</pubDate></item>\n"
    )


def sitemap_index(base: str, sitemaps: Mapping[str, Sequence[Story]]) -> bytes:
    """The sitemap that names others by path (sitemaps.org)."""
    entries = "".join(
        f"<sitemap><loc>{base}{path}</loc><lastmod>{max(s.published for s in stories).isoformat()}</lastmod></sitemap>\n"
        for path, stories in sitemaps.items()
    )
    return f'{_XML}<sitemapindex xmlns="{_SITEMAPS}">\n{entries}</sitemapindex>\n'.encode()


def sitemap(base: str, stories: Iterable[Story]) -> bytes:
    """A sitemap of stories."""
    entries = "".join(
        f"<url><loc>{escape(base + s.path)}</loc><lastmod>{s.published.isoformat()}</lastmod></url>\n" for s in stories
    )
    return f'{_XML}<urlset xmlns="{_SITEMAPS}">\n{entries}</urlset>\n'.encode()
