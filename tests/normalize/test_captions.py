"""Where a caption ends and the credit begins."""

from __future__ import annotations

import pytest

from newsbot.normalize.captions import credit_in, is_credit, split_credit


@pytest.mark.parametrize(
    ("printed", "caption", "credit"),
    [
        ("Đại biểu dự hội nghị. Ảnh: Minh Thu", "Đại biểu dự hội nghị. Ảnh: Minh Thu", None),
        ("Đại biểu dự hội nghị (Nguồn: TTXVN)", "Đại biểu dự hội nghị (Nguồn: TTXVN)", None),
        ("Đại biểu dự hội nghị.", "Đại biểu dự hội nghị.", None),
        ("The old harbour at dawn. © A. Reporter", "The old harbour at dawn.", "A. Reporter"),
        ("The old harbour at dawn — © Agency", "The old harbour at dawn", "Agency"),
        ("The old harbour at dawn | A. Reporter/Agency", "The old harbour at dawn", "A. Reporter/Agency"),
        ("El puerto viejo al alba / Ana Pérez", "El puerto viejo al alba", "Ana Pérez"),
        ("El puerto viejo al alba. (Ana Pérez)", "El puerto viejo al alba.", "Ana Pérez"),
        ("The mayor (left) with her deputy", "The mayor (left) with her deputy", None),
        ("Giá 20.000 đồng/kg", "Giá 20.000 đồng/kg", None),
    ],
)
def test_only_a_credit_set_apart_is_cut(printed: str, caption: str, credit: str | None) -> None:
    assert split_credit(printed) == (caption, credit)


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("Ảnh: Minh Thu", True),
        ("Foto: dpa", True),
        ("© A. Reporter", True),
        ("(Agency)", True),
        ("Ảnh chụp buổi sáng tại chợ.", False),
        ("Đại biểu dự hội nghị. Ảnh: Minh Thu", False),
    ],
)
def test_a_credit_alone_is_no_caption(text: str, alone: bool) -> None:
    assert is_credit(text) is alone


@pytest.mark.parametrize(
    ("caption", "name"),
    [
        ("Đại biểu dự hội nghị. Ảnh: Minh Thu", "Minh Thu"),
        ("Đại biểu dự hội nghị (Nguồn: TTXVN)", "TTXVN"),
        ("The harbour. Photo: A. Reporter", "A. Reporter"),
        ("Đại biểu dự hội nghị.", None),
    ],
)
def test_the_name_behind_a_label(caption: str, name: str | None) -> None:
    assert credit_in(caption) == name
