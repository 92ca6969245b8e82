"""The hosts that a site's file names."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from newsbot.normalize.urls import DEFAULT_PORTS
from newsbot.site.site import Site


def named_urls(site: Site) -> tuple[str, ...]:
    """A URL on each host and port that a site's file names: its own, and those of its sources."""
    home = urlsplit(site.home)
    port = f":{home.port}" if home.port else ""
    schemes = (home.scheme,) if port else tuple(DEFAULT_PORTS)
    hosts = [f"[{host}]" if ":" in host else host for host in (*site.hosts, *site.aliases, home.hostname or "")]
    own = [f"{scheme}://{host}{port}" for scheme in schemes for host in hosts]
    return (*own, *(site.url(source.path) for source in site.sources))


def unverified_hosts(sites: Iterable[Site]) -> frozenset[str]:
    """The hosts whose certificates need not be sound, as their site files say."""
    return frozenset(host for site in sites if not site.verify_tls for host in site.hosts)
