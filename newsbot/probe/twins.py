"""A site under its other host names: with and without "www.", and the mobile host."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from newsbot.discover.listings import read_html
from newsbot.fetch.visit import Visit, Visitor
from newsbot.normalize import urls
from newsbot.probe.findings import Twin


def find_twins(visitor: Visitor, home: str, linked: Collection[str]) -> Iterator[Twin]:
    """Ask the other host names for their home page; `linked` are the URLs that the site's own home page links to.

    A site on a port or on an IP address has none.
    """
    parts = urlsplit(home)
    host = parts.hostname or ""
    if parts.port or "." not in host or host.replace(".", "").isdigit() or urls.is_loopback(home):
        return
    bare = host.removeprefix("www.")
    for other in (bare if bare != host else f"www.{bare}", f"m.{bare}"):
        yield _twin(other, visitor.get(f"{parts.scheme}://{other}/"), host, {*map(target, linked)})


def _twin(other: str, visit: Visit, host: str, paths: Collection[str]) -> Twin:
    if visit.problem:
        return Twin(other, visit.told, same=False)
    if urls.host(visit.final) == host:
        return Twin(other, f"redirects to {visit.final}", same=True)
    links = read_html(visit.body, visit.final, visit.content_type).links
    theirs = {target(url) for url in links if urls.host(url) in (other, host)}
    same = urls.host(visit.final) == other and len(theirs & {*paths}) * 2 > len(theirs) > 0
    return Twin(other, "shows the same pages" if same else f"shows other pages ({visit.final})", same)


def target(url: str) -> str:
    """Path and query of a URL."""
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")
