"""What the URLs of an unknown site have in common: from URLs to patterns as a site file has them. Pure functions.

A URL is an article's by what news systems everywhere put into it: a number, a code, a date, or a headline alone. URLs
that are built in one way make a template; a template that holds a number gives the article its identity.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from newsbot.normalize import urls
from newsbot.probe.forms import FEW, RULES, WORDS, Template, take_apart

QUERY_MIN_NUMBERS = 5
"""Different numbers in the query of one path from which on they name articles, and no pages or editions."""
NEVER = re.compile(
    r"^/(?:print|amp|tags?|tu-khoa|topics?|chu-de|events?|su-kien|authors?|tac-gia|search|tim-kiem|rss|feed|login|dang-nhap)/",
    re.I,
)
"""Paths below which news systems keep other views and lists of articles, never the articles themselves."""


def learn(urls: Iterable[str], listings: Collection[str] = (), listed: Collection[str] = ()) -> tuple[Template, ...]:
    """The templates of URLs that may be articles, those with the most URLs first.

    `listings` are URLs known to be no articles; `listed` are those that a feed names, which need no company. URLs that
    nothing tells from a listing are left out.
    """
    known = {urlsplit(url).path for url in listings}
    rest = [take_apart(url) for url in dict.fromkeys(urls) if urlsplit(url).path not in known and may_be_page(url)]
    found: list[Template] = []
    for rule in RULES:
        for template in rule(rest, known):
            fitting = tuple(filter(template.fits, template.urls))
            if not fitting or (len(fitting) < FEW and not any(url in listed for url in fitting)):
                continue
            found.append(replace(template, urls=fitting))
            taken = {*fitting}
            rest = [one for one in rest if one.url not in taken]
    return tuple(sorted(_joined(found), key=lambda template: -len(template.urls)))


def may_be_page(url: str) -> bool:
    """Whether a URL may be an article's at all."""
    path = urlsplit(url).path
    return path.rstrip("/") != "" and not urls.NOT_A_PAGE.search(path) and not NEVER.search(path)


def exceptions(patterns: Sequence[str], others: Iterable[str], articles: Iterable[str]) -> tuple[str, ...]:
    """Patterns of paths that are no articles although they fit: `Site.not_article_paths`.

    `others` are URLs known to be no articles, `articles` those known to be some. A first folder without an article, of
    which two URLs are none, is named as a whole, as is one of NEVER; else a URL is named by itself, when it is short
    enough to be a section.
    """
    rules = [*map(re.compile, patterns)]
    kept = {_first(urlsplit(url).path) for url in articles}
    paths = [path for url in dict.fromkeys(others) if any(rule.search(path := urlsplit(url).path) for rule in rules)]
    folders = Counter(map(_first, paths))
    found: dict[str, None] = {}
    for path in paths:
        folder = _first(path)
        if folder and folder not in kept and (folders[folder] > 1 or NEVER.search(path)):
            found[f"^/{re.escape(folder)}/"] = None
        elif len(re.split(r"[-_]", path.strip("/").rsplit("/", 1)[-1])) <= WORDS:
            found[f"^{re.escape(path)}$"] = None
    return tuple(pattern.replace(r"\-", "-") for pattern in found)


def differ_in_query(urls: Iterable[str]) -> bool:
    """Whether a site tells its articles apart by the query alone (`viewer.aspx?id=123`), which no path can tell."""
    paths: dict[str, set[str]] = defaultdict(set)
    total = 0
    for url in urls:
        parts = urlsplit(url)
        if re.search(r"=\d{3,}", parts.query):
            paths[parts.path].add(parts.query)
        total += 1
    most = max(map(len, paths.values()), default=0)
    return most >= QUERY_MIN_NUMBERS and most > total / 3


def _first(path: str) -> str | None:
    """The first folder of a path; None for a page without folders."""
    first, slash, rest = path.strip("/").partition("/")
    return first if slash and rest else None


def _joined(templates: Iterable[Template]) -> list[Template]:
    """Templates with the same pattern made one."""
    by_pattern: dict[str, Template] = {}
    for template in templates:
        seen = by_pattern.get(template.pattern)
        both = (*seen.urls, *template.urls) if seen else template.urls
        by_pattern[template.pattern] = Template(template.pattern, template.kind, both)
    return [*by_pattern.values()]
