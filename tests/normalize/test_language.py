"""Which language a text is in, and the word lists."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

import newsbot.normalize.words
from newsbot.normalize.language import agrees, detect_language, is_vietnamese
from newsbot.normalize.words import words

VIETNAMESE = (
    "Sáng nay, nhân dân trong xã đã tham gia làm đường giao thông nông thôn và trồng thêm nhiều cây xanh hai bên đường."
)
GERMAN = (
    "Der Rat hat am Montag beschlossen, dass die Brücke nicht vor dem Herbst gebaut wird, und das ist für viele neu."
)
ENGLISH = (
    "The council said on Monday that the bridge would not be built before autumn, and that was news for many of them."
)
RUSSIAN = "Совет решил в понедельник, что мост не будут строить до осени, и для многих жителей города это стало новостью сегодня."
JAPANESE = (
    "市は月曜日に、橋の建設を秋まで始めないことを決めた。多くの市民にとってこれは新しい知らせであり、説明会も開かれる予定だという。"
    * 2
)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (VIETNAMESE, "vi"),
        (GERMAN, "de"),
        (ENGLISH, "en"),
        (RUSSIAN, "ru"),
        (JAPANESE, "ja"),
        ("Kurz.", None),
        ("12 34 " * 50, None),
    ],
)
def test_detects(text: str, language: str | None) -> None:
    assert detect_language(text) == language


NEIGHBOURS = [
    (
        "es",
        "La alcaldesa dijo que la obra del muelle no se detiene y que a la espera de la firma la cuadrilla ya trabaja.",
    ),
    (
        "ca",
        "L'alcaldessa va dir que les obres del moll no s'aturen i que els veïns de la vila ja han demanat una reunió.",
    ),
    (
        "gl",
        "A alcaldesa dixo que as obras do peirao non se deteñen e que os veciños da vila xa pediron unha reunión máis.",
    ),
    (
        "pt",
        "A prefeita disse que as obras do cais não param e que os moradores da vila já pediram uma reunião com ela.",
    ),
    (
        "ro",
        "Primarul a spus că lucrările la pod nu se opresc și că oamenii din sat au cerut o întâlnire cu el pentru luni.",
    ),
    (
        "it",
        "La sindaca ha detto che i lavori del molo non si fermano e che gli abitanti della zona sono con lei da anni.",
    ),
    (
        "zu",
        "UMasipala uthe ukuthi umsebenzi uzoqala ngoLwesihlanu kodwa abantu bazolinda noma kunjani, futhi uma kuvunywa.",
    ),
]
"""Languages that share many words with a neighbour."""


@pytest.mark.parametrize(("language", "text"), NEIGHBOURS, ids=[language for language, _ in NEIGHBOURS])
@pytest.mark.parametrize("claimed", [None, "en", "vi"])
def test_neighbours_are_told_apart_and_a_false_claim_is_not_believed(
    language: str, text: str, claimed: str | None
) -> None:
    assert detect_language(text, claimed) == language


def test_the_claim_is_tried_first_and_not_believed_against_the_text() -> None:
    assert detect_language(GERMAN, "de") == "de"
    assert detect_language(GERMAN, "en") == "de"


@pytest.mark.parametrize(
    ("seen", "claimed", "expected"), [("vi", "vi", True), ("ru", "uk", True), ("da", "nb", True), ("vi", "en", False)]
)
def test_agrees(seen: str, claimed: str, expected: bool) -> None:
    assert agrees(seen, claimed) is expected


@pytest.mark.parametrize(
    ("text", "expected"), [("Hội nghị tổng kết", True), ("Café crème à la carte", False), ("", False)]
)
def test_vietnamese_by_its_letters(text: str, expected: bool) -> None:
    assert is_vietnamese(text) is expected


TOPICS = sorted(path.stem for path in Path(newsbot.normalize.words.__file__).parent.glob("*.toml"))


@pytest.mark.parametrize("topic", TOPICS)
def test_words_are_nfc_and_listed_once(topic: str) -> None:
    for section, keys in words(topic).items():
        for key, listed in keys.items():
            assert listed, (topic, section, key)
            assert len(set(listed)) == len(listed), (topic, section, key)
            assert all(unicodedata.is_normalized("NFC", word) for word in listed)


@pytest.mark.parametrize("language", [name for name, keys in words("dates").items() if "months" in keys])
def test_every_language_has_twelve_months(language: str) -> None:
    assert len(words("dates")[language]["months"]) == 12


def test_vietnamese_comes_first() -> None:
    assert next(iter(words("credits"))) == "vi"


def test_an_unknown_topic_has_no_file() -> None:
    with pytest.raises(FileNotFoundError):
        words("recipes")
