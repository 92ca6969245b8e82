"""Bylines as printed: the names in them and the agency they come from.

Covers the forms of the Vietnamese provincial press ("Bài, ảnh: Thanh Phúc", "H.A (Theo Readers Digest)", "Nhóm P.V thực hiện")
and of news sites in the languages of `words/credits.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from newsbot.normalize.credits import REMARKS, Role, split_credits
from newsbot.normalize.words import known


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says."""

    names: tuple[str, ...] = ()
    """Names of those who wrote, photographed or filmed, in printed order; nobody who designed or edited, no source."""
    roles: tuple[Role, ...] = ()
    """All roles the line names."""
    agency: str | None = None
    """Wire service or other outside source; null when the line names none."""
    video_source: str | None = None
    """Who made the video; null when the line does not say."""


_AUTHORS = frozenset(("text", "photo", "video"))


@lru_cache(maxsize=4096)
def parse_byline(text: str) -> Byline:
    """Read a byline.

    Labels ("Bài:", "Photo:") are taken off and give the role; "Theo …" and "Source: …" name an agency, as do known agencies.
    Job titles, academic titles, e-mail addresses, dates and placeholders ("Bút danh") are no names.
    """
    names: list[str] = []
    roles: list[Role] = []
    agency = video = None
    for credit in split_credits(with_colon(text)):
        roles += credit.roles
        value = credit.text.strip(" .") or None
        if "video" in credit.roles:
            video = video or value
            if credit.roles == ("video",) and "." in credit.text:
                continue  # the name of a site
        if credit.roles and not _AUTHORS & set(credit.roles):
            agency = agency or (value if "source" in credit.roles else None)
            continue
        found, outside = _names(credit.text)
        names += found
        agency = agency or outside
    return Byline(tuple(dict.fromkeys(names)), tuple(dict.fromkeys(roles)), agency, video)


_THEO = re.compile(r"^theo\s+(?P<rest>\S.*)$", re.I)
_PERFORMED = re.compile(r"\s*\(?\s*(?:thực hiện|ghi|lược dịch|tổng hợp|biên dịch|dịch|sưu tầm)\s*\)?\s*$", re.I)


def _names(text: str) -> tuple[list[str], str | None]:
    if match := _THEO.match(text):
        return [], match["rest"].strip(" .")
    text = _PERFORMED.sub("", _without_by(text)).strip()
    agency: str | None = None
    if is_agency(text):
        agency = text.strip("()").split("/")[0]
        return [agency], agency
    names: list[str] = []
    person, outlet = _cut_outlet(text)
    for part in _split(person):
        name = clean_name(part)
        if not name or (names and _is_job(part)):
            continue
        if is_agency(name):
            agency = agency or name
        names.append(name)
    return names, outlet or agency


def _cut_outlet(text: str) -> tuple[str, str | None]:
    """A name and the outlet after its slash: "Tạ Nguyên/Báo Tin tức"."""
    person, _, outlet = text.partition("/")
    is_one = is_agency(outlet) or f"{outlet.lower()} ".startswith(
        tuple(f"{kind} " for kind in known("credits", "outlet"))
    )
    return (person.strip(), outlet.strip()) if person and is_one else (text, None)


OPENING_MAX_WORDS = 4
"""Words of what opens a byline, and of a title, at most: the longest in the lists has three."""


def opens_byline(text: str) -> bool:
    """Whether a text opens as bylines do ("By …", "Von …", "Ein Kommentar von …")."""
    return _without_by(text) != text.strip(" :")


@cache
def _openings() -> frozenset[str]:
    """The first words of what bylines open with."""
    return frozenset(phrase.split()[0] for phrase in known("credits", "by"))


def _without_by(text: str) -> str:
    text = text.strip(" :")
    words = text.split()
    if not words or words[0].lower().rstrip(":") not in _openings():
        return text
    for count in range(min(OPENING_MAX_WORDS, len(words)), 0, -1):
        if " ".join(words[:count]).lower().rstrip(":") in known("credits", "by"):
            return " ".join(words[count:]).strip(" :")
    return text


@cache
def _separator() -> re.Pattern[str]:
    joiners = "|".join(rf"\s{re.escape(word)}\s" for word in sorted(known("credits", "joiner")))
    return re.compile(rf"\s*[;|•·／/、，]\s*|\s+[-–—]\s+|\s*,\s*|\s*[&+]\s*|\s*\n\s*|{joiners}", re.I)


def _split(text: str) -> list[str]:
    return [part for part in (piece.strip() for piece in _separator().split(text)) if part]


_EMAIL = re.compile(r"\S+@\S+|https?://\S+|www\.\S+")
_BRACKETS = re.compile(r"\s*[(\[（【][^)\]）】]*[)\]）】]?\s*")
_DIGITS = re.compile(r"\d{2}")
_PARTICLES = frozenset(
    {
        "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "das", "do", "du", "la", "le", "el", "al", "bin",
        "binti", "bint", "ibn", "abu", "y", "e", "of", "the", "st", "zu", "zur", "zum", "af", "av", "ter", "ten", "und", "i",
    }
)  # fmt: skip
"""Words in lower case that names have in them."""
NAME_MAX_CHARS = 60
"""Characters of a name at most. Halved, 4 of 225 pages change."""
NAME_MAX_WORDS = 6
"""Words of a name at most: given names, particles, family names. Halved, 7 of 225 pages change; doubled, 1."""
LINE_MAX_NAMES = 8
"""Names of a line without a label at most; a longer enumeration is a sentence."""
INITIALS_MAX_CHARS = 3
"""Characters of a last word at most after which a full stop is part of the name: "P.V.", "Jr."."""


def clean_name(text: str) -> str | None:
    """A single name without titles, brackets, e-mail address and job; None when what is left is no name."""
    name = _without_by(_BRACKETS.sub(" ", _EMAIL.sub(" ", text)).strip(' .,:;|–—-*©"“”'))
    if not name or _is_no_name(name):
        return None
    name = _without_titles(name)
    person = _without_job(name)
    if _is_name_shaped(person) and person.split()[-1].lower() not in _PARTICLES:
        name = person
    if _is_no_name(name) or _DIGITS.search(name) or not any(map(str.isalpha, name)):
        return None
    return name if len(name) <= NAME_MAX_CHARS and len(name.split()) <= NAME_MAX_WORDS else None


def _is_no_name(name: str) -> bool:
    folded = name.lower()
    return any(
        word in known("credits", key)
        for word in (folded, folded.strip("."))
        for key in ("placeholder", "collective", "job")
    )


def _without_titles(name: str) -> str:
    """The name without academic titles before it ("PGS.TS", "BS.")."""
    titles = known("credits", "title")
    while " " in name or "." in name:
        words = name.split()
        count = next(
            (n for n in range(min(OPENING_MAX_WORDS, len(words) - 1), 1, -1) if " ".join(words[:n]).lower() in titles),
            0,
        )
        first, _, rest = name.partition(" ")
        title, dot, glued = first.rpartition(".")
        if count:
            name = " ".join(words[count:])
        elif rest and first.lower().strip(".:") in titles:
            name = rest.strip()
        elif dot and glued and title.lower() in titles:
            name = f"{glued} {rest}".strip()
        else:
            break
    return name


def _without_job(text: str) -> str:
    """The text without the job at its end ("Daniel Großert Redakteur")."""
    words = text.split()
    for count in (3, 2, 1):
        if len(words) > count and " ".join(words[-count:]).lower() in known("credits", "job"):
            return _without_job(" ".join(words[:-count]))
    return text


def _is_job(part: str) -> bool:
    """Whether what follows a name is what the person does ("John Smith, Political Editor")."""
    return _without_job(part) != part or part.lower() in known("credits", "job")


def is_agency(name: str) -> bool:
    """Whether a name is a known wire service or outlet."""
    return name.lower().strip(" .()©") in known("credits", "agency")


def is_collective(name: str) -> bool:
    """Whether a byline names a group without a name ("Nhóm PV")."""
    return name.lower().strip(" .()") in known("credits", "collective")


def is_placeholder(name: str) -> bool:
    """Whether an author is what a page prints when there is none ("Bút danh")."""
    return name.lower().strip(" .()") in known("credits", "placeholder")


_PHOTO_BY = re.compile(r"(?P<label>(?:(?:tin|bài|bài viết)\s*(?:,|và|[-–&/])\s*)?ảnh)\s+(?P<names>\w[^:]+)", re.I)


def with_colon(text: str) -> str:
    """A credit line with the colon that is left out after "ảnh" ("Bài, ảnh Mai Lan"); any other line as it is.

    >>> with_colon("Bài, ảnh Mai Lan")
    'Bài, ảnh: Mai Lan'
    >>> with_colon("Ảnh minh họa")
    'Ảnh minh họa'
    """
    match = _PHOTO_BY.fullmatch(text.strip("() ."))
    return f"{match['label']}: {match['names']}" if match and _names_persons(match["names"]) else text


def _names_persons(text: str) -> bool:
    """Whether a text is full names, or one with an agency beside it: two words at least, and no remark on a picture."""
    first = _split(text)[:1]
    return (
        bool(first)
        and len(first[0].split()) > 1
        and looks_like_names(text)
        and not any(part.lower() in REMARKS for part in _split(text))
    )


_PHOTO_AT_END = re.compile(r"(?:[.!?…”\"»)]\s+|\()(?P<line>ảnh\s+[^().:!?]{3,60})[).]*$", re.I)


def photographer(caption: str) -> str | None:
    """Who took a picture, as a caption says after its last sentence or in brackets, without a colon: "… Ảnh Mai Lan"."""
    match = _PHOTO_AT_END.search(caption)
    line = match["line"].strip() if match else ""
    return with_colon(line).partition(": ")[2] or None


_NOTE = re.compile(r"(?<=[^\W\d_])\s+\([^()\d]{2,30}\)$")
"""What a signature says in brackets after a name: the office, the place, "CTV"."""


@lru_cache(maxsize=4096)
def looks_like_names(text: str) -> bool:
    """Whether a line without a label reads as one or several names: few words, each capitalised, no sentence."""
    text = _NOTE.sub("", text.strip()).strip("()")
    text, _ = _cut_outlet(_PERFORMED.sub("", _without_by(text)))
    if not text or len(text) > 2 * NAME_MAX_CHARS or text[-1] in "!?…:" or _DIGITS.search(text):
        return False
    parts = _split(text)
    return 0 < len(parts) <= LINE_MAX_NAMES and all(_is_name_shaped(_without_titles(part)) for part in parts)


def _is_name_shaped(part: str) -> bool:
    words = part.split()
    if not 1 <= len(words) <= NAME_MAX_WORDS or (part.endswith(".") and len(words[-1].strip(".")) > INITIALS_MAX_CHARS):
        return False
    return all(map(_opens_name, words)) and any(not word[0].islower() for word in words)


def _opens_name(word: str) -> bool:
    """Whether a word can be part of a name: capitalised, a particle, or in a script without capitals."""
    return word[0].isupper() or word.lower() in _PARTICLES or (word[0].isalpha() and word[0].lower() == word[0].upper())
