"""Site names in titles: "Báo Bến Lau điện tử" is the site that its host spells baobenlau.example."""

from __future__ import annotations

from functools import lru_cache

from newsbot.normalize.text import normal
from newsbot.reader.page.structured_data import name_key

_WORDS = frozenset(
    (
        *("bao", "dien", "tu", "online", "dai", "phat", "thanh", "va", "truyen", "hinh", "tap", "chi"),
        *("tin", "tuc", "trang", "thong", "cong", "news", "tv"),
    )
)
"""What outlets call themselves beside their own name, without accents."""
_BEGINNINGS = ("bao", "dai", "tapchi")
_ENDS = ("online", "news", "tv")
SITE_NAME_MAX_CHARS = 60
"""Characters of the name of a site at most."""
OWN_NAME_MIN_LETTERS = 5
"""Letters of a name that is looked for with other words around it at least."""


def names_site(text: str, site: frozenset[str]) -> bool:
    """Whether a text is one of the names of a `site`, folded by `name_key`.

    Or one of them without accents, among words that outlets call themselves by.
    """
    return name_key(text) in site or (len(text) <= SITE_NAME_MAX_CHARS and _is_plain_name(text, site))


@lru_cache(maxsize=256)
def _is_plain_name(text: str, site: frozenset[str]) -> bool:
    words = _plain(text).split()
    if "".join(words) in site:
        return True
    own = "".join(word for word in words if word not in _WORDS)
    return (
        len(own) >= OWN_NAME_MIN_LETTERS
        and len(own) < len("".join(words))
        and any(own in (name, _bare(name)) for name in site)
    )


def _plain(text: str) -> str:
    """A text in lower case without accents and signs."""
    text = normal(text.casefold().replace("đ", "d"), "NFD")
    return "".join(char for char in text if char.isalnum() or char.isspace())


def _bare(name: str) -> str:
    """The name of a host without what it begins or ends with as an outlet: "benlau" of "baobenlau"."""
    for beginning in _BEGINNINGS:
        name = name.removeprefix(beginning)
    for end in _ENDS:
        name = name.removesuffix(end)
    return name
