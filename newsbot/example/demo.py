"""`newsbot demo`: serve the bundled example site on loopback and crawl it with the code that crawls every site."""

from __future__ import annotations

import socket
from pathlib import Path
from urllib.parse import urlsplit

from newsbot.archive import ArchiveError, Ledger, State
from newsbot.cms import page_info, tuyenquang
from newsbot.site import Section, Site


class ExamplePaper(Site, family=True):
    """The example site at the URL where it is being served."""

    name = "example"
    publisher = "Báo ví dụ của newsbot"
    province = "(invented)"
    cms = "page-info"
    scheme = "http"
    sources = (
        Section("/thoi-su-chinh-tri/"),
        Section("/kinh-te/"),
        Section("/kinh-te/nong-nghiep/", pages=tuyenquang.LISTING_PAGE),
        Section("/xa-hoi/"),
        Section("/xa-hoi/doi-song/", pages=tuyenquang.LISTING_PAGE),
        Section("/van-hoa/"),
        Section("/khoa-hoc-cong-nghe/"),
        Section("/the-thao-giai-tri/"),
        Section("/chinh-tri/trong-tinh/", pages=tuyenquang.LISTING_PAGE),
    )
    article_paths = (page_info.ARTICLE_PATH, tuyenquang.ARTICLE_PATH)
    not_article_paths = page_info.PageInfo.not_article_paths
    layouts = (page_info.LAYOUT, tuyenquang.LAYOUT)
    delay = 0.0

    def __init__(self, base: str) -> None:
        """Take the site at its base URL ("http://127.0.0.1:41234")."""
        self._base = base.rstrip("/") + "/"
        self._netloc = urlsplit(base).netloc
        self.domains = (urlsplit(base).hostname or "",)

    domains: tuple[str, ...]  # type: ignore[misc]

    @property
    def home(self) -> str:
        """URL of its home page."""
        return self._base

    def in_scope(self, url: str) -> bool:
        """Whether the URL is on the same host and port."""
        return urlsplit(url).netloc == self._netloc


def port_of_last_demo(archive: Path) -> int:
    """The port that the last demo into this archive used, when it is free again; otherwise 0, for any free port.

    With the same port the same URLs are the same articles.
    """
    try:
        with Ledger.open_readonly(archive / ExamplePaper.name / "ledger.sqlite") as ledger:
            first = next((url for state in State for url in ledger.urls.in_state(state)), None)
    except ArchiveError:
        return 0
    port = urlsplit(first).port if first else None
    return port if port and _is_free(port) else 0


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
