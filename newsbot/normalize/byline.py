"""Bylines and credit lines as printed: names, what they made, and the agency they come from.

Covers the forms of the Vietnamese provincial press ("Bài, ảnh: Thanh Phúc", "H.A (Theo Readers Digest)", "Nhóm P.V thực hiện")
and of news sites in the languages of `words/credits.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from newsbot.normalize.words import merged

Role = Literal["text", "photo", "video", "production", "source"]
_ROLES: tuple[Role, ...] = ("text", "photo", "video", "production", "source")


@dataclass(frozen=True, slots=True)
class Credit:
    """One labelled part of a credit line."""

    roles: tuple[Role, ...]
    """What the label says; () when there is no label."""
    text: str
    """What stands after the label, as printed."""


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says."""

    names: tuple[str, ...] = ()
    """Names of those who wrote, photographed or filmed, in printed order; no designers, no sources."""
    roles: tuple[Role, ...] = ()
    """All roles the line names."""
    agency: str | None = None
    """Wire service or other outside source; null when the line names none."""
    video_source: str | None = None
    """Who made the video; null when the line does not say."""


@lru_cache(maxsize=4096)
def parse_byline(text: str) -> Byline:
    """Read a byline.

    Labels ("Bài:", "Photo:") are taken off and tell the role; "Theo …" and "Source: …" name an agency, as do known agencies.
    Job titles, academic titles, e-mail addresses, dates and placeholders ("Bút danh") are no names.
    """
    names: list[str] = []
    roles: list[Role] = []
    agency = video = None
    for credit in split_credits(text):
        roles += [role for role in credit.roles if role not in roles]
        if "video" in credit.roles and video is None:
            video = credit.text.strip(" .") or None
        if credit.roles and not {"text", "photo", "video"} & set(credit.roles):
            if "source" in credit.roles:
                agency = agency or credit.text.strip(" .") or None
            continue
        if credit.roles == ("video",) and "." in credit.text:
            continue  # the name of a site
        found, outside = _names(credit.text)
        names += [name for name in found if name not in names]
        agency = agency or outside
    return Byline(tuple(names), tuple(roles), agency, video)


def split_credits(text: str) -> list[Credit]:
    """Cut a credit line into its labelled parts: "Bài: A - Ảnh: B" is text by A and photo by B."""
    text = " ".join(text.split()).strip(" .;|–-")
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        text = text[1:-1].strip()
    if "(" in text:
        text = _SOURCE_IN_BRACKETS.sub(lambda match: f"; {match['label']}: {match['rest']}", text)
    labels = list(_label_pattern().finditer(text)) if _COLON.search(text) else []
    starts = [match.start() for match in labels] + [len(text)]
    parts = [Credit((), head)] if (head := text[: starts[0]].strip(" ,;.|/-–(•·")) else []
    for match, end in zip(labels, starts[1:], strict=True):
        value = text[match.end() : end].strip(" ,;|/-–(•·")
        value = value if value.count("(") == value.count(")") else value.strip("()").strip()
        parts.append(Credit(_roles(match["label"]), value))
    return parts


_COLON = re.compile("[:：/／]")
_SOURCE_IN_BRACKETS = re.compile(
    r"\(\s*(?P<label>theo|nguồn|source|via|quelle|fuente|fonte)\s*:?\s+(?P<rest>[^()]+)\)", re.I
)
_THEO = re.compile(r"^theo\s+(?P<rest>\S.*)$", re.I)
_TOGETHER = r"(?:\s*(?:,|-|–|/|&|\+|(?<!\w)(?:và|and|und|et|y|e|en|og|och|i)(?!\w))\s*|\s+)"


@cache
def _role_words() -> dict[str, Role]:
    return {word: role for role in reversed(_ROLES) for word in merged("credits", role)}


@cache
def _label_pattern() -> re.Pattern[str]:
    role = "|".join(re.escape(word) for word in sorted(_role_words(), key=len, reverse=True))
    one = rf"(?:{role})(?!\w)"
    return re.compile(
        rf"(?:^|(?<=[\s;.,|/(–•·-]))(?P<label>{one}(?:{_TOGETHER}{one}){{0,3}})\s*[:：]\s*|^(?P<cjk>文|图|圖|摄影|記者|记者)[/／]",
        re.I,
    )


def _roles(label: str | None) -> tuple[Role, ...]:
    found: list[Role] = []
    for word in _word_pattern().findall((label or "").lower()):
        role = _role_words()[word]
        if role not in found:
            found.append(role)
    return tuple(found)


@cache
def _word_pattern() -> re.Pattern[str]:
    return re.compile(
        "|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in sorted(_role_words(), key=len, reverse=True))
    )


def is_role_label(text: str) -> bool:
    """Whether the whole text is a role label without its names ("Bài, ảnh:")."""
    match = _label_pattern().match(text.strip())
    return match is not None and match.end() == len(text.strip())


def _names(text: str) -> tuple[list[str], str | None]:
    if match := _THEO.match(text):
        return [], match["rest"].strip(" .")
    text = _BY().sub("", text).strip(" :")
    text = _performed().sub("", text).strip()
    names: list[str] = []
    agency: str | None = None
    for part in _split(text):
        name = clean_name(part)
        if not name or (names and _is_job(part)):
            continue
        if is_agency(name):
            agency = agency or name
            if names and "/" in text:  # "Tạ Nguyên/Báo Tin tức": the outlet after the slash
                continue
        names.append(name)
    return names, agency


@cache
def _BY() -> re.Pattern[str]:  # noqa: N802  (a pattern, compiled when first needed)
    return re.compile(rf"^(?:{'|'.join(map(re.escape, merged('credits', 'by')))})(?=[\s:]|$)[\s:]*", re.I)


@cache
def _performed() -> re.Pattern[str]:
    return re.compile(r"\s*\(?\s*(?:thực hiện|ghi|lược dịch|tổng hợp|biên dịch|dịch|sưu tầm)\s*\)?\s*$", re.I)


@cache
def _separator() -> re.Pattern[str]:
    joiners = "|".join(rf"\s{re.escape(word)}\s" for word in merged("credits", "joiner"))
    return re.compile(rf"\s*[;|•·／/、，]\s*|\s+[-–—]\s+|\s*,\s*|\s*[&+]\s*|\s*\n\s*|{joiners}", re.I)


def _split(text: str) -> list[str]:
    return [part for part in (piece.strip() for piece in _separator().split(text)) if part]


_EMAIL = re.compile(r"\S+@\S+|https?://\S+|www\.\S+")
_BRACKETS = re.compile(r"\s*[(\[（【][^)\]）】]*[)\]）】]?\s*")
_DIGITS = re.compile(r"\d{2}")
_PARTICLES = frozenset(
    (
        *(
            "van",
            "von",
            "der",
            "den",
            "de",
            "del",
            "della",
            "di",
            "da",
            "dos",
            "das",
            "do",
            "du",
            "la",
            "le",
            "el",
            "al",
            "bin",
        ),
        *(
            "binti",
            "bint",
            "ibn",
            "abu",
            "y",
            "e",
            "of",
            "the",
            "st",
            "zu",
            "zur",
            "zum",
            "af",
            "av",
            "ter",
            "ten",
            "und",
            "i",
        ),
    )
)
_LONGEST_NAME = 60
_MOST_WORDS = 6


def clean_name(text: str) -> str | None:
    """A single name without titles, brackets, e-mail address and job; None when what is left is no name."""
    name = _BRACKETS.sub(" ", _EMAIL.sub(" ", text)).strip(' .,:;|–—-*©"“”')
    name = _BY().sub("", name).strip()
    if name.lower() in _no_names():
        return None
    name = _titles().sub("", name).strip()
    person = _trailing_job().sub("", name).strip()
    if _is_name_shaped(person) and person.split()[-1].lower() not in _PARTICLES:
        name = person
    folded = name.lower().strip(".")
    if not name or folded in _no_names() or name.lower() in _no_names() or _DIGITS.search(name):
        return None
    words = name.split()
    if len(name) > _LONGEST_NAME or len(words) > _MOST_WORDS or not any(letter.isalpha() for letter in name):
        return None
    return name


def _is_job(part: str) -> bool:
    """Whether what follows a name is what the person does ("John Smith, Political Editor")."""
    return bool(_trailing_job().search(part)) or part.lower() in _jobs()


@cache
def _jobs() -> frozenset[str]:
    return frozenset(merged("credits", "job"))


@cache
def _no_names() -> frozenset[str]:
    return frozenset(merged("credits", "placeholder") + merged("credits", "collective") + merged("credits", "job"))


@cache
def _titles() -> re.Pattern[str]:
    titles = "|".join(re.escape(title) for title in merged("credits", "title"))
    return re.compile(rf"^(?:(?:{titles})(?:[.:]\s*|\s+)(?=\w))+", re.I)


@cache
def _trailing_job() -> re.Pattern[str]:
    jobs = "|".join(re.escape(job) for job in merged("credits", "job"))
    return re.compile(rf"(?<=\w)\s+(?:{jobs})$", re.I)


@cache
def _agencies() -> frozenset[str]:
    return frozenset(merged("credits", "agency"))


def is_agency(name: str) -> bool:
    """Whether a name is a known wire service or outlet."""
    return name.lower().strip(" .()©") in _agencies()


def is_collective(name: str) -> bool:
    """Whether a byline names a group without a name ("Nhóm PV")."""
    return name.lower().strip(" .()") in frozenset(merged("credits", "collective"))


def is_placeholder(name: str) -> bool:
    """Whether an author is what a system prints when there is none ("Bút danh")."""
    return name.lower().strip(" .()") in frozenset(merged("credits", "placeholder"))


def opens_byline(text: str) -> bool:
    """Whether a text opens as bylines do ("By ", "Von ", "Tác giả: ")."""
    return bool(_BY().match(text.lstrip()))


@lru_cache(maxsize=4096)
def looks_like_names(text: str) -> bool:
    """Whether a line without a label reads as one or several names: few words, each capitalised, no sentence."""
    text = _BY().sub("", text.strip().strip("()"))
    if not text or len(text) > 120 or text[-1] in "!?…:" or _DIGITS.search(text):
        return False
    parts = _split(text)
    return 0 < len(parts) <= 8 and all(_is_name_shaped(part) for part in parts)


def _is_name_shaped(part: str) -> bool:
    words = part.split()
    if not 1 <= len(words) <= _MOST_WORDS or (part.endswith(".") and len(words[-1].strip(".")) > 3):
        return False
    return all(map(_opens_name, words)) and any(not word[0].islower() for word in words)


def _opens_name(word: str) -> bool:
    """Whether a word can be part of a name: capitalised, a particle, or in a script without capitals."""
    return word[0].isupper() or word.lower() in _PARTICLES or (word[0].lower() == word[0].upper() and word[0].isalpha())


@cache
def _photo_pattern() -> re.Pattern[str]:
    words = "|".join(
        re.escape(word) for word in (*merged("credits", "photo"), *merged("credits", "source")) if word != "theo"
    )
    return re.compile(
        rf"(?:^|[\s.,;|/(\[–—-])(?:{words})(?:\s*[:：]\s*|\s+(?=[A-Z]{{2,}}\b)|\s*[©]\s*)(?P<name>[^()\[\]|]{{2,80}}?)[\s.)\]]*$|[©®]\s*(?P<c>[^()\[\]|©]{{2,80}}?)[\s.)\]]*$",
        re.I,
    )


def photo_credit(caption: str) -> str | None:
    """Who took a picture, as the end of its caption says: "… Ảnh: TTXVN", "(Ảnh REUTERS)", "Foto: …", "© …".

    None for a caption without such a credit and for remarks that name nobody ("Ảnh minh họa").
    """
    match = _photo_pattern().search(" ".join(caption.split()))
    if match is None:
        return None
    name = (match["name"] or match["c"] or "").strip(" .,;:–—-")
    if not name or name.lower() in {"minh họa", "minh hoạ", "tư liệu", "có tính minh họa"} or len(name.split()) > 10:
        return None
    return name
