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
        ("Đại biểu dự hội nghị. (Ảnh REUTERS)", "Đại biểu dự hội nghị. (Ảnh REUTERS)", "REUTERS"),
        ("The old harbour at dawn. © A. Reporter", "The old harbour at dawn.", "A. Reporter"),
        ("The old harbour at dawn — © Agency", "The old harbour at dawn", "Agency"),
        ("The old harbour at dawn | A. Reporter/Agency", "The old harbour at dawn", "A. Reporter/Agency"),
        ("El puerto viejo al alba / Ana Pérez", "El puerto viejo al alba", "Ana Pérez"),
        ("El puerto viejo al alba. (Ana Pérez)", "El puerto viejo al alba.", "Ana Pérez"),
        (
            "Boats in the harbour at dawn. — Picture by A. Reporter",
            "Boats in the harbour at dawn.",
            "Picture by A. Reporter",
        ),
        ("Boats in the harbour at dawn. — Reuters pic", "Boats in the harbour at dawn.", "Reuters pic"),
        ("Boats in the harbour at dawn. — AFP", "Boats in the harbour at dawn.", "AFP"),
        (
            "Boats in the harbour at dawn. — The last of the season",
            "Boats in the harbour at dawn. — The last of the season",
            None,
        ),
        ("La alcaldesa en Cartes, 21 de mayo. (Cartes)", "La alcaldesa en Cartes, 21 de mayo. (Cartes)", None),
        ("Boats in the harbour at dawn (AFP)", "Boats in the harbour at dawn", "AFP"),
        ("朝の港に並ぶ漁船＝１３日午後（代表撮影）", "朝の港に並ぶ漁船＝１３日午後", "代表撮影"),
        ("朝の港に並ぶ漁船（奥は灯台）", "朝の港に並ぶ漁船（奥は灯台）", None),
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
        ("AFP", True),
        ("Ana Pérez/Getty Images", True),
        ("Harbour Festival via AP", True),
        ("Photo by Ana Pérez/Reuters", True),
        ("Illustration by Ana Pérez", True),
        ("Courtesy of Harbour Museum", True),
        ("Cortesía de Ana Pérez", True),
        ("Ana Pérez", False),
        ("Photo by the sea", False),
        ("Courtesy of the kings in the harbour", False),
        ("Boats of Reuters at dawn", False),
        ("Bron: ANP", True),
        ("Zdroj: ČTK", True),
        (
            "Source: Natl Inst. for Harbours (NIH), Office of Statistics, Board of Trade & Navy Hydrographic Administration",
            True,
        ),
        ("Source: the harbour. Boats at dawn.", False),
        ("Ảnh minh họa: Internet", False),
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
        ("Lodě v přístavu. Snímek: Jan Novák", "Jan Novák"),
        ("Đại biểu dự hội nghị.", None),
    ],
)
def test_the_name_behind_a_label(caption: str, name: str | None) -> None:
    assert credit_in(caption) == name
