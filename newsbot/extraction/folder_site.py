"""The site of an archive folder: whose rules its captures are read by."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from newsbot.archive import WarcError
from newsbot.archive.captures import Captured, capture_files, response_of
from newsbot.archive.regular_files import reading
from newsbot.archive.warc import records
from newsbot.example.demo import ExamplePaper
from newsbot.fetch.redirects import is_redirect, target_of
from newsbot.site import Site, WebSite
from newsbot.spiders import all_sites

_FIRST = 24
"""Records at the beginning of a capture file among which the home page lies: robots.txt is before it, redirects are between."""


class UnknownSiteError(ValueError):
    """The captures do not tell whose they are. The message is one line for people."""


def site_of_folder(folder: Path) -> Site:
    """The site that a folder of the archive belongs to: a site file's, the demo's, or one crawled by its URL.

    Raises UnknownSiteError when no capture tells the URL, OSError when that is because one cannot be read.
    """
    if folder.name in all_sites():
        return all_sites()[folder.name]
    site: Site | None = None
    unreadable: list[OSError] = []
    for path in capture_files(folder):
        for page in _first_pages(path, unreadable):
            if site is None and (found := _site_at(page.url, folder.name)):
                site = found
            if site and page.url == site.home and is_redirect(page.status):
                target = target_of(page.url, page.header("Location"))
                if target:
                    site.adopts(target)
    if site is None and unreadable:
        raise unreadable[0]
    if site is None:
        raise UnknownSiteError(f"{folder}: no site file has this name, and no capture is of a home page that gives it")
    return site


def _site_at(url: str, name: str) -> Site | None:
    if name == ExamplePaper.name:
        return ExamplePaper(url)
    try:
        site = WebSite(url)
    except ValueError:
        return None
    return site if site.name == name else None


def _is_robots_txt(url: str) -> bool:
    try:
        return urlsplit(url).path == "/robots.txt"
    except ValueError:
        return False


def _first_pages(path: Path, unreadable: list[OSError]) -> Iterator[Captured]:
    """The first responses of a capture file, robots.txt left out: a crawl begins with the home page."""
    try:
        with reading(path) as stream:
            for record in islice(records(stream), _FIRST):
                if record.type == "response" and not _is_robots_txt(record.headers.get("warc-target-uri", "")):
                    yield response_of(record)
    except WarcError:
        return
    except OSError as error:
        unreadable.append(error)
