"""Credit lines cut into their labelled parts: "Bài: A - Ảnh: B" is text by A and photo by B.

The labels are those of `words/credits.toml`, alone or together ("Tin, ảnh", "Bài và ảnh", "Text und Fotos").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from newsbot.normalize.words import known

Role = Literal["text", "photo", "video", "production", "source"]
ROLES: tuple[Role, ...] = ("text", "photo", "video", "production", "source")


@dataclass(frozen=True, slots=True)
class Credit:
    """One part of a credit line."""

    roles: tuple[Role, ...]
    """What its label says; () when it has no label."""
    text: str
    """What stands after the label, as printed."""


_COLON = re.compile("\\s*[:：]\\s*|(?<=[文图圖])[/／]")
_SOURCE_IN_BRACKETS = re.compile(
    r"\(\s*(?P<label>theo|nguồn|source|via|quelle|fuente|fonte)\s*:?\s+(?P<rest>[^()]+)\)", re.I
)
_EDGE = " ,;|/–—-(•·"


@lru_cache(maxsize=4096)
def split_credits(text: str) -> tuple[Credit, ...]:
    """Cut a line at its labels. What stands before the first label, or a line without any, has no role."""
    text = " ".join(text.split()).strip(" .;|–-")
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        text = text[1:-1].strip()
    if "(" in text:
        text = _SOURCE_IN_BRACKETS.sub(lambda match: f"; {match['label']}: {match['rest']}", text)
    cuts = [
        (start, match.end(), roles)
        for match in _COLON.finditer(text)
        for start, roles in label_before(text, match.start())
    ]
    starts = [start for start, _, _ in cuts] + [len(text)]
    head = text[: starts[0]].strip(_EDGE + ".")
    parts = [Credit((), head)] if head else []
    for (_, begin, roles), end in zip(cuts, starts[1:], strict=True):
        value = text[begin:end].strip(_EDGE)
        parts.append(Credit(roles, value if value.count("(") == value.count(")") else value.strip("()").strip()))
    return tuple(parts)


@cache
def _role_of() -> dict[str, Role]:
    return {word: role for role in reversed(ROLES) for word in known("credits", role)}


_WORD = re.compile(r"[^\s,;|/&+()–—•·:：]+")
_TOGETHER = re.compile(r"\s*(?:,|-|–|/|&|\+)?\s*")
_JOINERS = frozenset(("và", "and", "und", "et", "y", "e", "en", "og", "och", "i"))
LABEL_MAX_CHARS = 60
"""Characters before a colon in which its label is looked for: several roles together."""
LABEL_MAX_WORDS = 5
"""Words of one label at most: the longest in the list has five."""
PHOTO_CREDIT_MAX_WORDS = 10
"""Words of who took a picture at most; more are a sentence."""


def label_before(text: str, colon: int) -> list[tuple[int, tuple[Role, ...]]]:
    """Where the label before a colon begins and what it says, in a list of one; [] when what stands there is no label."""
    offset = max(0, colon - LABEL_MAX_CHARS)
    words = [
        (match.start() + offset, match[0].lower()) for match in _WORD.finditer(text[offset:colon].replace("-", " "))
    ]
    roles: list[Role] = []
    start = colon
    while words:
        for count in range(min(LABEL_MAX_WORDS, len(words)), 0, -1):
            role = _role_of().get(" ".join(word for _, word in words[-count:]))
            if role:
                break
        else:
            if roles and words[-1][1] in _JOINERS and len(words) > 1:
                words.pop()
                continue
            break
        start = words[-count][0]
        roles.insert(0, role)
        words = words[:-count]
        if (
            words
            and words[-1][1] not in _JOINERS
            and not _TOGETHER.fullmatch(text[words[-1][0] + len(words[-1][1]) : start])
        ):
            break
    return [(start, tuple(dict.fromkeys(roles)))] if roles else []


def without_video(line: str) -> str:
    """A credit line up to the video credit that ends it ("Thanh Phúc - Video: tuyenquangtv.vn"); all of it where none does."""
    for match in _COLON.finditer(line):
        for start, roles in label_before(line, match.start()):
            if start and roles == ("video",):
                return line[:start].strip(_EDGE + ".")
    return line


_PHOTO_AT_END = re.compile(
    r"(?:^|(?<=[\s.,;|/(\[–—-]))(?P<label>[^\W\d_]+(?:\s[^\W\d_]+){0,3})(?:\s*[:：©]\s*|\s+(?=[A-Z]{2,}\b|[Ii]nternet\b))(?P<name>[^()\[\]|:]{2,80}?)[\s.)\]]*$"
)
_COPYRIGHT = re.compile(r"[©®]\s*(?P<name>[^()\[\]|©]{2,80}?)[\s.)\]]*$")
_BY_PHOTOGRAPHER = re.compile(
    r"(?:^|[\s(.])(?:photos?|photograph|images?|picture)\s+by\s+(?P<name>[^()\[\]|]{2,80}?)[\s.)\]]*$", re.I
)
REMARKS = frozenset(
    ("minh họa", "minh hoạ", "tư liệu", "có tính minh họa", "illustration", "file", "archiv", "symbolbild")
)
"""What captions say of a picture that shows something else than the news: no name, and no label of one."""


def photo_credit(caption: str) -> str | None:
    """Who took a picture, as the end of its caption says: "… Ảnh: TTXVN", "(Ảnh REUTERS)", "Foto: …", "© …".

    None for a caption without such a credit and for remarks that name nobody ("Ảnh minh họa").
    """
    text = " ".join(caption.split())
    match = _labelled_photo(text) or _COPYRIGHT.search(text) or _BY_PHOTOGRAPHER.search(text)
    name = match["name"].strip(" .,;:–—-") if match else ""
    return name if name and name.lower() not in REMARKS and len(name.split()) <= PHOTO_CREDIT_MAX_WORDS else None


def _labelled_photo(text: str) -> re.Match[str] | None:
    for match in _PHOTO_AT_END.finditer(text):
        words = match["label"].lower().split()
        if any(" ".join(words[first:]) in _photo_labels() for first in range(len(words))):
            return match
    return None


@cache
def _photo_labels() -> frozenset[str]:
    return (known("credits", "photo") | known("credits", "source")) - {"theo"}
