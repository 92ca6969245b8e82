"""Captions: where the caption ends and the credit begins.

A credit with its own label ("Ảnh: TTXVN", "Photo: Reuters") is part of the caption as printed. A name that is only set apart by a
sign (copyright sign, a bar, a slash, brackets or a dash after the last sentence) is no part of it.
"""

from __future__ import annotations

import re

from newsbot.normalize.byline import is_agency, looks_like_names, photographer
from newsbot.normalize.credits import REMARKS
from newsbot.normalize.words import known, merged

_LABEL = "|".join(
    (
        *(
            re.escape(word)
            for role in ("photo", "video", "source")
            for word in merged("credits", role)
            if not any(remark in word for remark in REMARKS)
        ),
        "đồ họa|đồ hoạ|minh họa|minh hoạ|courtesy|grafik",
    )
)
LABELLED = re.compile(rf"(?:^|[\s(\[|/.,;–—-])(?P<label>{_LABEL})\s*[:.=]\s*(?P<name>[^:]{{2,120}}?)[\])]?\s*$", re.I)

_NAME = r"(?P<name>[^|/()\[\]]{2,80}(?:/[^|()\[\]]{2,60})?)"
_IN_BRACKETS = re.compile(r"^(?P<text>.*[.!?…\"”»’])\s*[\[(（](?P<name>[^()（）\[\]:：=]{2,80})[\])）]\.?$", re.S)
_SET_APART = (
    re.compile(
        r"^(?P<text>.*\S)\s*[-–—|/(\[]*\s*(?:©|\(c\)|（Ｃ）|ⓒ|copyright\b)\s*(?P<name>.{0,100}?)[\])]?\s*$", re.I | re.S
    ),
    re.compile(rf"^(?P<text>.*\S)\s+[|]\s*{_NAME}$", re.S),
    re.compile(rf"^(?P<text>.*\S)\s+/\s*{_NAME}$", re.S),
    _IN_BRACKETS,
    re.compile(r"^(?P<text>.*\S)\s*\[(?P<name>[^\[\]]{0,20}=[^\[\]]{2,80})\]$", re.S),
    re.compile(
        r"^(?P<text>.*\S)\s*\((?P<name>[\w ]{0,30}(?:foto|photo|image|bild)[\w ]{0,20}:[^()]{2,80})\)$", re.I | re.S
    ),
)
_MAKER = (
    re.compile(r"^(?P<text>.*[.!?…\"”»’])\s*[–—]\s*(?P<name>[^\s–—!?:][^–—!?:]{1,60}?)\.?$", re.S),
    re.compile(r"^(?P<text>.*\S)\s*[(（](?P<name>[^()（）]{2,60})[)）]\.?$", re.S),
)
"""What only a known maker is cut from: a dash after the last sentence, brackets anywhere."""
_IDEOGRAPHS = "\u2e80"
_UNPUNCTUATED = re.compile(r"(?:ảnh|nguồn)\s+(?=[^\W\d_])", re.I)
"""The Vietnamese labels of a credit, also without the colon: "(Ảnh REUTERS)" (fact sheet section 5.3)."""
CAPTION_MIN_CHARS = 12
"""Characters of a caption that a credit is cut from at least. Halved, 3 of 225 pages change."""
CREDIT_TAIL_CHARS = 400
"""Characters at the end of a caption in which a credit is looked for: more than any credit has."""
CREDIT_MAX_CHARS = 80
"""Characters of a credit without a label, less than."""
_BETWEEN = re.compile(r"\s*/\s*|\s*,\s*|\s*\|\s*|\s+via\s+")
_MADE = "|".join(re.escape(word) for role in ("photo", "video", "production") for word in merged("credits", role))
_BY = "|".join(map(re.escape, merged("credits", "by")))
_LENT = "|".join(map(re.escape, merged("credits", "lent")))
_OPENING = re.compile(rf"(?:(?:{_MADE})\s+(?:{_BY})|{_LENT})\s+", re.I)
_SOURCE = "|".join(map(re.escape, merged("credits", "source")))
_NOTHING_ELSE = re.compile(
    rf"\W*(?:(?:{_LABEL})(?:[ /-]\w+)?\s*[:：=](?:[^.!?]|\.(?=\S)){{1,80}}"
    rf"|(?:{_SOURCE})\s*[:：](?:[^.!?]|\.(?=\S|\s(?-i:[a-z]))){{1,160}}"
    r"|(?:©|\(c\)|ⓒ|copyright\b).{0,100}|\([^()]{2,60}\))$",
    re.I,
)


def split_credit(caption: str) -> tuple[str, str | None]:
    """The caption as printed without a credit that is set apart from it, and that credit.

    >>> split_credit("Hội nghị sáng 26-4. Ảnh: TTXVN")
    ('Hội nghị sáng 26-4. Ảnh: TTXVN', None)
    >>> split_credit("The harbour at dawn. © A. Reporter")
    ('The harbour at dawn.', 'A. Reporter')
    """
    before, end = caption[:-CREDIT_TAIL_CHARS], caption[-CREDIT_TAIL_CHARS:]
    for pattern in _SET_APART:
        match = pattern.match(end)
        if match and len(before) + len(match["text"]) >= CAPTION_MIN_CHARS:
            name = match["name"].strip()
            if pattern is _IN_BRACKETS and name.casefold() in match["text"].casefold():
                return caption, None  # what the caption speaks of, such as a place: no maker
            if pattern is _IN_BRACKETS and _UNPUNCTUATED.match(name):
                return caption, _UNPUNCTUATED.sub("", name)
            return (before + match["text"]).rstrip(" -–—|/"), name or None
    for pattern in _MAKER:
        match = pattern.match(end)
        if match and _is_maker(match["name"]):
            return before + match["text"], match["name"]
    return caption, None


def _is_maker(text: str) -> bool:
    """Whether a few words name who made a picture: "AFP", "Reuters pic", "Picture by A. Reporter", "代表撮影"."""
    first, _, rest = text.partition(" ")
    *agency, last = text.split()
    photo, by = known("credits", "photo"), known("credits", "by")
    if text[-1] > _IDEOGRAPHS:
        return is_agency(text) or text.endswith(tuple(photo))
    return (
        is_agency(text)
        or (last.casefold() in photo and is_agency(" ".join(agency)))
        or (first.casefold() in photo and rest.partition(" ")[0].casefold() in by)
    )


def is_credit(text: str) -> bool:
    """Whether a text says nothing but who made the picture: "Foto: dpa", "© A. Reporter", "(Reuters)", "Photo by A. Reporter"."""
    return _NOTHING_ELSE.match(text) is not None or (
        len(text) < CREDIT_MAX_CHARS and _is_maker_alone(text.strip("() ."))
    )


def _is_maker_alone(text: str) -> bool:
    """Whether names are all a text has beside the words that open a credit, or an agency is among them."""
    opened = _OPENING.match(text)
    names = [name.strip() for name in _BETWEEN.split(text[opened.end() :] if opened else text)]
    return all(map(looks_like_names, names)) and (opened is not None or any(map(is_agency, names)))


def credit_in(caption: str) -> str | None:
    """The name behind the label of a caption's credit: "TTXVN" in "Hội nghị sáng 26-4. Ảnh: TTXVN"."""
    match = LABELLED.search(caption)
    return (match["name"].strip(" .") or None) if match else photographer(caption)


def without_credit(caption: str) -> str:
    """The caption without any credit at its end: "Hội nghị sáng 26-4." of "Hội nghị sáng 26-4. Ảnh: TTXVN"."""
    text, _ = split_credit(caption)
    match = LABELLED.search(text)
    return text[: match.start()].rstrip() if match else text
