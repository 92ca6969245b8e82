"""What is read of a body that a server sent, by a process that is there for nothing else. Without Scrapy: it starts quickly."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

from newsbot.article import Article
from newsbot.discover.home_page import Looks, looks_of
from newsbot.discover.json_listing import JsonListing, NotJsonError, read_json
from newsbot.discover.listings import HtmlListing, XmlListing, links_of, read_xml
from newsbot.discover.xml_parts import NotXmlError
from newsbot.extraction.reading import Crash, PageBytes, read_bytes
from newsbot.reader.layouts.layout import Layout
from newsbot.reader.page.document import parse
from newsbot.site import Api

As = Literal["page", "xml", "json", "listing", "home"]


@dataclass(frozen=True, slots=True)
class Document:
    """A body and what to read it as: an article, a feed or sitemap, a page of an API, a listing, a home page with its looks."""

    kind: As
    body: bytes
    url: str
    content_type: str | None = None
    api: Api | None = None
    """What the body is a page of; `url` is then the site's home page."""


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """What a page is: `newsbot.reader.Reading` without its evidence."""

    article: Article | None
    reason: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What was read: one of these, and of a home page two."""

    page: PageAnswer | None = None
    xml: XmlListing | None = None
    not_xml: str | None = None
    """Why a body is no feed or sitemap."""
    json: JsonListing | None = None
    not_json: NotJsonError | None = None
    """Why a body is no page of an API."""
    listing: HtmlListing | None = None
    looks: Looks | None = None
    crash: Crash | None = None


def document_reader(layouts: tuple[Layout, ...]) -> Callable[[Document], Answer]:
    """What reads the documents of a site, its pages with these layouts: what the process is made with."""
    return partial(read_document, layouts=layouts)


def read_document(document: Document, layouts: tuple[Layout, ...]) -> Answer:
    """Read one document; what the code raises is an answer."""
    try:
        return _read(document, layouts)
    except NotXmlError as error:
        return Answer(not_xml=str(error))
    except NotJsonError as error:
        return Answer(not_json=error)
    except Exception as error:  # noqa: BLE001 - told to the crawl, which counts it
        return Answer(crash=Crash(f"{type(error).__name__}: {error}", traceback.format_exc()))


def _read(document: Document, layouts: tuple[Layout, ...]) -> Answer:
    if document.kind == "xml":
        return Answer(xml=read_xml(document.body, document.url))
    if document.api:
        return Answer(json=read_json(document.body, document.url, document.api))
    if document.kind != "page":
        page = parse(document.body, url=document.url, content_type=document.content_type)
        looks = looks_of(page) if document.kind == "home" else None
        return Answer(listing=links_of(page, document.url), looks=looks)
    reading = read_bytes(PageBytes(document.body, document.url, document.content_type), layouts)
    if isinstance(reading, Crash):
        return Answer(crash=reading)
    return Answer(page=PageAnswer(reading.article, reading.reason, reading.kind))
