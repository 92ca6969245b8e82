"""A site without a site file."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urlsplit, urlunsplit

from newsbot.normalize import urls
from newsbot.site.site import Site


class WebSite(Site, family=True):
    """Any news site by its URL, without a site file: the general reader and the sources that the site itself names."""

    publisher = ""
    province = ""
    cms = "unknown"
    sources = ()

    def __init__(self, url: str) -> None:
        """Take the site at `url`. A path narrows it to the pages below; raises ValueError for what is no URL."""
        parts = urlsplit(urls.canonical(url))
        self._home = urlunsplit(parts)
        self._folder = parts.path.rsplit("/", 1)[0] + "/"
        self._places = {_place(self._home)}
        self.hostname = parts.hostname or ""
        self.domains = (self.hostname,)
        self.name = site_id(parts.netloc.removeprefix("www."), self._folder)

    name: str  # type: ignore[misc]
    domains: tuple[str, ...]  # type: ignore[misc]

    def canonical(self, url: str) -> str:
        """The canonical form; nothing is known of this site's other hosts or schemes."""
        return urls.canonical(url)

    @property
    def home(self) -> str:
        """URL that was given, or the one that it redirects to."""
        return self._home

    def adopts(self, url: str) -> bool:
        """A URL that was given may redirect to the site's real home: that one belongs to the site too."""
        self._home = self.canonical(url)
        self._places.add(_place(url))
        path = urlsplit(url).path
        if not path.startswith(self._folder):
            self._folder = path.rsplit("/", 1)[0] + "/"
        return True

    def in_scope(self, url: str) -> bool:
        """Whether the URL is on the same host ("www." aside) and port, below the given path."""
        return self.serves(url) and urlsplit(url).path.startswith(self._folder)

    def serves(self, url: str) -> bool:
        """Whether the URL is on the same host ("www." aside) and port."""
        return _place(url) in self._places


def _place(url: str) -> tuple[str, int | None]:
    """Host without "www." and port of a URL."""
    parts = urlsplit(url)
    return (parts.hostname or "").removeprefix("www."), parts.port


ID_MAX_CHARS = 100
"""Characters of a site id, as `SITE_ID` has it: it names a folder."""


def site_id(netloc: str, folder: str = "/") -> str:
    """A site id made from a URL: "127.0.0.1:8800" and "/vn/" give "127.0.0.1-8800-vn"."""
    raw = "-".join([netloc.lower(), *filter(None, folder.lower().split("/"))])
    clean = re.sub(r"[^a-z0-9._-]+", "-", raw).strip("-._")
    if not clean or len(clean) > ID_MAX_CHARS:
        clean = f"{clean[:80]}-{hashlib.sha256(raw.encode()).hexdigest()[:12]}".lstrip("-")
    return clean
