"""Where a site serves its pages: the ledger knows each by one URL, the site may redirect them all to its www. host."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit


@dataclass(slots=True)
class Served:
    """The scheme and host that the site redirects its own pages to; learnt from the first such redirect."""

    _place: tuple[str, str] | None = None

    def url(self, url: str) -> str:
        """The URL to ask for the page that the ledger knows as `url`."""
        return url if self._place is None else urlunsplit((*self._place, *urlsplit(url)[2:]))

    def learn(self, page: str, target: str) -> None:
        """Take note of a redirect of a page of the site to another one; only one to the same path tells anything."""
        if urlsplit(page)[2:] == urlsplit(target)[2:]:
            self._place = urlsplit(target)[:2]
