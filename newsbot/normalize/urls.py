"""URLs: one form for every way of writing the same URL, and what can be told from a URL alone."""

from __future__ import annotations

import ipaddress
import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from newsbot.normalize.text import has_usual_marks

HEADLINE_MIN_WORDS = 5
"""Words in the last part of a path that make it a headline; a section has one or two."""
DATED_HEADLINE_MIN_WORDS = 3
"""The same where a number or a date stands in the path too."""
TRACKING = re.compile(
    r"^(?:utm_\w+|fbclid|fb_action_\w+|gclid|gclsrc|gad_\w+|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|srsltid|zarsrc|gidzl|"
    r"igshid|igsh|mc_[ce]id|mkt_tok|_hsenc|_hsmi|_openstat|_ga|_gl|ref_src|spm|cmpid|"
    r"phpsessid|jsessionid|aspsessionid\w*|sid|sess_?id|session_?id|cfid|cftoken)$",
    re.I,
)
"""Query keys that name a visit and never the page: campaign tags, click ids, session ids."""

URL_MAX_CHARS = 8000
"""Length of a URL at most: what servers must take (RFC 9110 section 4.1); most refuse longer ones."""
HOST_MAX_CHARS = 253
"""Length of a host name at most (RFC 1035 section 2.3.4)."""
DEFAULT_PORTS = {"http": 80, "https": 443}
NOT_A_PAGE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|ico|bmp|tiff?|mp[34]|m4[av]|m3u8|ts|webm|ogg|wav|avi|mov|wmv|flv|pdf|docx?|xlsx?|pptx?|"
    r"odt|rtf|epub|zip|rar|7z|gz|tar|exe|apk|css|js|json|xml|rss|atom|txt|woff2?|ttf)$",
    re.I,
)
"""Path endings of files that are no page to read."""

_SAFE_PATH = "/:@!$&'()*+,;=~-._%"
_SAFE_QUERY = _SAFE_PATH + "?"
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SESSION = re.compile(
    r";(?:jsessionid|phpsessid|sid)=[^/;]*|/(?:jsessionid|phpsessid|sid)=[^/]*(?=/)|/\((?:[a-z]\([^()/]*\))+\)(?=/)",
    re.I,
)
"""A session in the path: Java's parameter, PHP's segment ("/PHPSESSID=8f1c/"), and ASP.NET's ("/(S(4bd0x2))/")."""
_HOST = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")


@lru_cache(maxsize=4096)  # a page's URL comes by in its listing, its request, its record
def canonical(url: str) -> str:
    """The one form in which newsbot keeps a URL.

    Scheme and host in lower case, no default port, no fragment, no tracking or session keys, escapes as RFC 3986 section
    6.2.2 normalises them, an empty path as "/". The rest stays as it is: servers may tell "/a" from "/a/".
    Raises ValueError for what is no absolute http(s) URL, or longer than servers take.
    """
    parts = urlsplit(_slashes(bounded(url.strip())))
    scheme = parts.scheme.lower()
    if scheme not in DEFAULT_PORTS or not parts.hostname:
        raise ValueError(f"not an absolute http(s) URL: {url!r}")
    host = _ascii_host(parts.hostname)
    if parts.port and parts.port != DEFAULT_PORTS[scheme]:
        host = f"{host}:{parts.port}"
    path = _escapes(_quote(_SESSION.sub("", parts.path) or "/", _SAFE_PATH))
    return bounded(urlunsplit((scheme, host, _dots(path), _query(parts.query), "")))


def bounded(url: str) -> str:
    """The URL as it is. Raises ValueError for one that is not to be parsed: too long, or with marks in a row as no text has them.

    Parsing normalizes the host, and joining divides the path, again for every link of a page.
    """
    if len(url) > URL_MAX_CHARS or not has_usual_marks(url):
        raise ValueError(f"not a URL: {url[:80]!r}…, {len(url)} characters")
    return url


def _slashes(url: str) -> str:
    """A backslash before the query is a slash, as browsers take it (WHATWG URL, "special" schemes)."""
    return re.sub(r"^[^?#]*", lambda path: path[0].replace("\\", "/"), url) if "\\" in url else url


def _ascii_host(host: str) -> str:
    if ":" in host:
        return f"[{ipaddress.IPv6Address(host)}]"
    host = host.removesuffix(".")
    if len(host) > HOST_MAX_CHARS:
        raise ValueError(f"not a host name: {host[:80]!r}…")
    host = host if host.isascii() else host.encode("idna").decode("ascii")
    if not _HOST.fullmatch(host):
        raise ValueError(f"not a host name: {host!r}")
    return host


def _quote(text: str, safe: str) -> str:
    return quote(_LONE_PERCENT.sub("%25", text), safe=safe)


def _escapes(text: str) -> str:
    if "%" not in text:
        return text

    def one(match: re.Match[str]) -> str:
        plain = unquote(match.group())
        return plain if _UNRESERVED.fullmatch(plain) else match.group().upper()

    return _ESCAPED.sub(one, text)


def _dots(path: str) -> str:
    """The path without its "." and ".." segments (RFC 3986 section 5.2.4)."""
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")[1:]
    for place, segment in enumerate(segments):
        if segment not in (".", ".."):
            kept.append(segment)
            continue
        if segment == ".." and kept:
            kept.pop()
        if place == len(segments) - 1:
            kept.append("")
    return "/" + "/".join(kept)


def _query(query: str) -> str:
    if not query:
        return ""
    kept = [pair for pair in query.split("&") if pair and not TRACKING.match(pair.partition("=")[0])]
    return _escapes(_quote("&".join(kept), _SAFE_QUERY))


def join(base: str, href: str) -> str | None:
    """The canonical absolute URL of a link, or None when the link leads to no web page (mailto:, javascript:, junk)."""
    href = href.strip()
    if not href or href[0] == "#":
        return None
    try:
        return canonical(urljoin(bounded(base), _slashes(bounded(href))))
    except (ValueError, UnicodeError):
        return None


_REPEATED = re.compile(r"((?:/[^/]*){1,4}?)\1\1(?=/|$)")
"""One to four segments, three times in a row."""
_REPEATED_MAX_CHARS = 2_000
"""Of a path, in which repetition is looked for: it shows at the end, where the next one is added."""


def repeats_itself(url: str) -> bool:
    """Whether a path repeats itself ("/tin/xa/tin/xa/tin/xa/"): a relative link without an end. Numbers may: "/11/11/11/"."""
    path = urlsplit(url).path[-_REPEATED_MAX_CHARS:]
    return any(re.search(r"[^\W\d]", found[1]) for found in _REPEATED.finditer(path))


def host(url: str) -> str:
    """Host name of a URL in lower case, without port; "" when it has none."""
    try:
        return (urlsplit(bounded(url)).hostname or "").lower()
    except ValueError:
        return ""


def is_loopback(url: str) -> bool:
    """Whether the URL is on this machine: "localhost" (RFC 6761 section 6.3) or a loopback IP address."""
    name = host(url)
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


_DATED = re.compile(r"(?:^|/)(?:19|20)\d{2}(?:/?(?:0[1-9]|1[0-2]))(?:/|$|[-_])")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])[a-z]{0,6}\d{4,}(?![0-9A-Za-z])|(?<![0-9A-Za-z])(?=[a-f]*\d)[0-9a-f]{7,}(?![0-9A-Za-z])"
)
_NUMBERED = re.compile(r"(?<!\d)\d{4,}(?!\d)|[-_/](?=[0-9a-f]*\d)[0-9a-f]{7,}(?=/|\.|$)")


_DAY = re.compile(r"/(?P<year>(?:19|20)\d{2})/(?P<month>\d{1,2})(?:/(?P<day>\d{1,2}))?(?=/)")


def days(url: str) -> tuple[date, date] | None:
    """First and last day that the path of a dated URL names ("/2024/03/05/…" one day, "/2024/3/…" a month), else None."""
    found = _DAY.search(urlsplit(url).path)
    if not found:
        return None
    year, month = int(found["year"]), int(found["month"])
    try:
        return (date(year, month, int(found["day"])),) * 2 if found["day"] else month_days(year, month)
    except ValueError:
        return None


def month_days(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month. Raises ValueError for what is none."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def looks_like_article(url: str) -> bool:
    """Whether a URL of an unknown site looks like an article rather than a listing.

    News systems everywhere put a headline of several words, an article number or a date into an article's URL, and one
    or two words into a section's.
    """
    parts = urlsplit(url)
    path = unquote(parts.path).rstrip("/")
    if not path or NOT_A_PAGE.search(path):
        return False
    last = path.rsplit("/", 1)[-1]
    words = len(_WORDS.findall(re.sub(r"\.\w{2,5}$", "", last)))
    return (
        words >= HEADLINE_MIN_WORDS
        or (words >= DATED_HEADLINE_MIN_WORDS and bool(_NUMBERED.search(path) or _DATED.search(path)))
        or bool(_NUMBERED.search(last) and words >= 1 and "." in last)
    )


def contradict(one: str, other: str) -> bool:
    """Whether the last segments of two URLs have different numbers and different words: they are of two articles."""
    names = [unquote(urlsplit(url).path).rstrip("/").rpartition("/")[2] for url in (one, other)]
    numbers = [_NUMBER.findall(name) for name in names]
    words = [_WORDS.findall(_NUMBER.sub("", name)) for name in names]
    return bool(all(numbers) and numbers[0] != numbers[1] and words[0] != words[1])
