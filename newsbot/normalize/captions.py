"""Captions: where the caption ends and the credit begins.

A credit with its own label ("Ảnh: TTXVN", "Photo: Reuters") is part of the caption as printed. A name that is only set apart by a
sign (copyright sign, a bar, a slash, brackets after the last sentence) is no part of it.
"""

from __future__ import annotations

import re

_LABEL = (
    r"ảnh|nguồn|đồ họa|minh họa|clip|video|theo|photo(?:graph)?|picture|image|source|credit|courtesy|foto|fotos|bild|"
    r"quelle|grafik|crédits?|crédito|fuente|imagen|immagine|fonte|zdjęcie|fot|фото|источник|写真|提供|사진|출처"
)
LABELLED = re.compile(rf"(?:^|[\s(\[|/.,;–—-])(?P<label>{_LABEL})\s*[:.=]\s*(?P<name>[^:]{{2,120}}?)[\])]?\s*$", re.I)

_NAME = r"(?P<name>[^|/()\[\]]{2,80}(?:/[^|()\[\]]{2,60})?)"
_SET_APART = (
    re.compile(
        r"^(?P<text>.*\S)\s*[-–—|/(\[]*\s*(?:©|\(c\)|（Ｃ）|ⓒ|copyright\b)\s*(?P<name>.{0,100}?)[\])]?\s*$", re.I | re.S
    ),
    re.compile(rf"^(?P<text>.*\S)\s+[|]\s*{_NAME}$", re.S),
    re.compile(rf"^(?P<text>.*\S)\s+/\s*{_NAME}$", re.S),
    re.compile(r"^(?P<text>.*[.!?…\"”»’])\s*[\[(（](?P<name>[^()（）\[\]:：=]{2,80})[\])）]\.?$", re.S),
    re.compile(r"^(?P<text>.*\S)\s*\[(?P<name>[^\[\]]{0,20}=[^\[\]]{2,80})\]$", re.S),
    re.compile(
        r"^(?P<text>.*\S)\s*\((?P<name>[\w ]{0,30}(?:foto|photo|image|bild)[\w ]{0,20}:[^()]{2,80})\)$", re.I | re.S
    ),
)
_SHORTEST = 12
_LONGEST = 400
"""Characters at the end of a caption in which a credit is looked for: more than any credit has."""
_NOTHING_ELSE = re.compile(
    rf"\W*(?:(?:{_LABEL})(?:[ /-]\w+)?\s*[:：=](?:[^.!?]|\.(?=\S)){{1,80}}"
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
    before, end = caption[:-_LONGEST], caption[-_LONGEST:]
    for pattern in _SET_APART:
        match = pattern.match(end)
        if match and len(before) + len(match["text"]) >= _SHORTEST:
            return (before + match["text"]).rstrip(" -–—|/"), match["name"].strip() or None
    return caption, None


def is_credit(text: str) -> bool:
    """Whether a text says nothing but who made the picture: "Foto: dpa", "© A. Reporter", "(Reuters)"."""
    return _NOTHING_ELSE.match(text) is not None


def credit_in(caption: str) -> str | None:
    """The name behind the label of a caption's credit: "TTXVN" in "Hội nghị sáng 26-4. Ảnh: TTXVN"."""
    match = LABELLED.search(caption)
    return match["name"].strip(" .") if match else None
