"""The canonical host of a site: the ledger knows each page by one URL, the site may redirect them all to its www. host."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit


@dataclass(slots=True)
class CanonicalHost:
    """The scheme and host that a site redirects its own pages to; learnt from the last such redirect."""

    _origin: tuple[str, str] | None = None

    def url(self, url: str) -> str:
        """The URL to ask for the page that the ledger knows as `url`."""
        return url if self._origin is None else urlunsplit((*self._origin, *urlsplit(url)[2:]))

    def learn(self, page: str, target: str) -> None:
        """Take note of a redirect of a page of the site to another one; only one to the same path tells anything."""
        if urlsplit(page)[2:] == urlsplit(target)[2:]:
            self._origin = urlsplit(target)[:2]
