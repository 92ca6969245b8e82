"""Hostile inputs, each made again from its number: what is sound is mutated, as the web and disks do it and as nobody would."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random

from newsbot.archive.jsonl import to_line
from newsbot.archive.warc import exchange_records, warcinfo_record
from tests.archive.archive_sample import FETCHED, sample_article, sample_exchange

PAGES = Path(__file__).parents[1] / "fixtures"
KINDS = ("page", "page", "page", "xml", "xml", "listing", "robots", "warc", "jsonl", "jsonl")
"""What an input is read as, by the last digit of its number."""
MAX_MUTATIONS = 8
"""Mutations of an input at most."""
REPEATS = (2, 30, 3000)
"""How often a part is repeated."""
MAX_BYTES = 1_000_000
"""Length of an input at most."""

XML = (
    b"<?xml version='1.0' encoding='UTF-8'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
    b"<url><loc>https://bao.example/a-100001.html</loc><lastmod>2024-03-05T08:30:00+07:00</lastmod></url>"
    b"<url><loc>https://bao.example/b.html?a=1&amp;b=2</loc><lastmod>2024-03-05</lastmod></url></urlset>",
    b"<sitemapindex><sitemap><loc>https://bao.example/s-1.xml</loc><lastmod>2024-03</lastmod></sitemap></sitemapindex>",
    b"<?xml version='1.0'?><rss version='2.0'><channel><title>Bao</title><item><title>Tin</title>"
    b"<link>https://bao.example/a-100001.html</link><guid>1</guid><pubDate>Tue, 05 Mar 2024 08:30:00 +0700</pubDate>"
    b"<description><![CDATA[<a href='/x'>Tin & tin</a>]]></description></item></channel></rss>",
    b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><link rel='alternate' href='/a-100001.html'/>"
    b"<published>2024-03-05T08:30:00Z</published></entry></feed>",
    b"https://bao.example/a-100001.html\nhttps://bao.example/b-100002.html\n",
)
ROBOTS = (
    b"User-agent: *\nDisallow: /admin\nAllow: /\nCrawl-delay: 2\nSitemap: https://bao.example/sitemap.xml\n",
    b"User-agent: newsbot\nUser-agent: other\nDisallow: /*.pdf$\nRequest-rate: 1/10s 0100-0500\nVisit-time: 0600-0845\n",
)
NASTY = (
    b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"&#xd800;", b"&#0;",
    b"&#x1b;[31m", b"&#1114112;", b"\0", b"\x1b[2J", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc3", b"\r\n\r\n",
    b"\\ud800", b"\\u0000", b'\\"', b'"', b"'", b"{", b"}", b"[" * 500, b"1" * 5000, b"-1e999", b"NaN", b"null", b"9999-99-99",
    b"0001-01-01T00:00:00+23:59", b"31/02/2024 25:61", b"http://[", b"//[::1", b"https://a:99999/", b"javascript:x", b"%zz%",
    b"<base href='http://['>", b"<base href='//'>", b"<meta charset=punycode>", b"<meta charset=idna>", b"<meta charset=utf-7>",
    b"<meta charset=unicode_escape>", b"<meta charset=utf-16>", b"<template>", b"<table><tr>", b"<frameset>", b"<svg><title>",
    b"<math>", b"<noscript>", b"<plaintext>", b"</p></div></body></html>", b"<script type=application/ld+json>",
    b'{"@type":"NewsArticle","headline":1,"author":[[{"name":{"name":2}}]],"datePublished":99999999999999999999}',
    b"\xcc\x81\xcc\xa3" * 40, b"\xe2\x80\xae", b"\xe2\x80\x8b", b"\xf0\x9f\x91\xa9\xe2\x80\x8d", b"Content-Length: -1\r\n",
    b"Content-Encoding: br\r\n", b"Crawl-delay: nan\n", b"Crawl-delay: 1e999\n", b"Disallow: /" + b"*" * 200 + b"\n",
)  # fmt: skip
"""What breaks readers: markup, entities and escapes that are none, numbers, times and URLs out of range, encodings of no text."""
CONTENT_TYPES = (
    None,
    None,
    "text/html",
    "text/html; charset=punycode",
    "text/html; charset=",
    "text/html; charset=utf-16",
    "\0",
)


@dataclass(frozen=True, slots=True)
class Input:
    """What is read, and as what."""

    kind: str
    body: bytes
    url: str = "https://bao.example/xa-hoi/cau-treo-100001.html"
    content_type: str | None = None


def make_input(number: int) -> Input:
    """The input of this number."""
    chance = Random(number)
    kind = KINDS[number % len(KINDS)]
    seeds = _seeds(kind)
    body = chance.choice(seeds)
    for _ in range(chance.randint(1, MAX_MUTATIONS)):
        body = _mutated(body, chance, seeds)[:MAX_BYTES]
    made = Input(kind, body)
    return replace(made, content_type=chance.choice(CONTENT_TYPES)) if kind in ("page", "listing") else made


def _mutated(body: bytes, chance: Random, seeds: tuple[bytes, ...]) -> bytes:
    start = chance.randint(0, len(body))
    end = min(len(body), start + chance.choice((1, 4, 40, 400)))
    before, part, after = body[:start], body[start:end], body[end:]
    match chance.randrange(7):
        case 0:
            return before + after
        case 1:
            return before + chance.randbytes(len(part)) + after
        case 2:
            return before + chance.choice(NASTY) + body[start:]
        case 3:
            return before + part * chance.choice(REPEATS) + after
        case 4:
            other = chance.choice(seeds)
            return before + other[chance.randint(0, len(other)) :]
        case 5:
            return body[:end]
        case _:
            return before + bytes(byte ^ 1 << chance.randrange(8) for byte in part[:1]) + part[1:] + after


@cache
def _seeds(kind: str) -> tuple[bytes, ...]:
    """Sound inputs of a kind."""
    if kind in ("page", "listing"):
        return tuple(path.read_bytes() for path in sorted(PAGES.glob("*/*.html")))
    if kind == "jsonl":
        return (*map(_line, sorted(PAGES.glob("*/*.json"))[:40]), to_line(sample_article()))
    if kind == "warc":
        exchanges = [sample_exchange(), sample_exchange(1, headers=((b"Content-Encoding", b"gzip"),))]
        info = warcinfo_record("a.warc.gz", {"software": "newsbot"}, FETCHED)
        return tuple(info + exchange_records(exchange)[2] for exchange in exchanges)
    return XML if kind == "xml" else ROBOTS


def _line(path: Path) -> bytes:
    return json.dumps(json.loads(path.read_bytes()), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
