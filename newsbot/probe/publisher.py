"""Who publishes a site, from its home page and host. Pure functions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import urlsplit

from newsbot.normalize.text import normal
from newsbot.probe.findings import Publisher
from newsbot.reader.page.document import parse
from newsbot.reader.page.structured_data import StructuredData
from newsbot.site.provinces import PROVINCES

CLASS_NAME_MAX_CHARS = 40
"""Characters of a class name at most; a longer publisher's name is a slogan."""
LONGEST = 80
"""Characters of a publisher's name that are kept."""

_FORMER = {former: province.name for province in PROVINCES for former in province.former}
_ONLY = {province.name: province.former[0] for province in PROVINCES if province.name not in province.former}
"""Provinces whose name is new, and the one that they were."""


def find_publisher(html: bytes, url: str, content_type: str | None = None) -> Publisher:
    """The publisher as the home page at `url` names it, and the province that its name or host names.

    A name that is not there is the host's.
    """
    host = urlsplit(url).hostname or ""
    document = parse(html, url=url, content_type=content_type)
    name, source = (None, "")
    if document is not None:
        data = StructuredData.of(document.root, url)
        told = (
            (data.first("og:site_name"), "og:site_name"),
            (data.first("application-name"), "application-name"),
            (_shortest_part(data.title or ""), "title"),
            (data.first("og:title"), "og:title"),
        )
        name, source = next(((_clean(text), where) for text, where in told if _clean(text)), (None, ""))
    name = name or host
    former = find_province((name, host))
    return Publisher(name, source or "host", former, _FORMER.get(former or ""))


def find_province(names: Iterable[str]) -> str | None:
    """The province, of those before July 2025, that a name or a host names; None when none does or several do."""
    found = set()
    for name in names:
        words = f" {_folded(name)} "
        joined = words.replace(" ", "")
        for province in (*_FORMER, *_ONLY):
            key = _folded(province).removeprefix("tp ")
            if f" {key} " in words or f"bao{key.replace(' ', '')}" in joined:
                found.add(_ONLY.get(province, province))
    longest = {one for one in found if not any(one != other and _folded(one) in _folded(other) for other in found)}
    return longest.pop() if len(longest) == 1 else None


def class_name(publisher: str, name: str) -> str:
    """A class name in ASCII from a publisher's name ("Báo Lào Cai": "BaoLaoCai"), else from the site id."""
    for text in (publisher, name):
        made = "".join(word.capitalize() for word in _folded(text).split())
        if made and not made[0].isdigit() and len(made) <= CLASS_NAME_MAX_CHARS:
            return made
    return "NewsSite"


def site_name(url: str, publisher: str) -> str:
    """A site id that can name a module: "www.baolaocai.vn" gives "baolaocai", a URL without a name the publisher's."""
    host = (urlsplit(url).hostname or "").lower()
    labels = host.split(".")
    while labels[0] in ("www", "m", "mobile", "amp") and labels[2:]:
        del labels[0]
    named = not host.replace(".", "").isdigit() and len(labels) > 1
    made = re.sub(r"[^a-z0-9]+", "_", labels[0]).strip("_") if named else _folded(publisher).replace(" ", "")
    return made if made and not made[0].isdigit() else f"site_{re.sub(r'[^a-z0-9]+', '_', host).strip('_')}"


def _shortest_part(title: str) -> str:
    """The part of a title that is the name: "Báo Lào Cai | Tin tức Lào Cai hôm nay" gives the first of equal standing."""
    parts = [part.strip() for part in re.split(r"\s+[-|–—:•]\s+|\s*\|\s*", title) if part.strip()]
    names = [part for part in parts if re.match(r"(?:báo|đài|tạp chí|truyền hình)\b", part, re.I)]
    return (names or parts or [""])[0]


def _clean(text: str | None) -> str | None:
    printable = "".join(sign if sign.isprintable() else " " for sign in normal(text or ""))
    return " ".join(printable.split())[:LONGEST].strip() or None


def _folded(text: str) -> str:
    """Lower-case ASCII words."""
    plain = normal(text.replace("đ", "d").replace("Đ", "D"), "NFD")
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign)).lower()
    return " ".join(re.findall(r"[a-z0-9]+", letters))
