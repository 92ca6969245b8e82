"""Credit lines: labels, photo and video credits."""

from __future__ import annotations

import pytest

from newsbot.normalize.credits import Credit, photo_credit, split_credits
from newsbot.normalize.video import video_credit


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Bài, ảnh: Thanh Phúc", (Credit(("text", "photo"), "Thanh Phúc"),)),
        ("Bài: An - Ảnh: Bình", (Credit(("text",), "An"), Credit(("photo",), "Bình"))),
        ("Bài và ảnh: An. Đồ họa: Bình", (Credit(("text", "photo"), "An."), Credit(("production",), "Bình"))),
        ("TIN, ẢNH: An", (Credit(("text", "photo"), "An"),)),
        ("Text und Fotos: An", (Credit(("text", "photo"), "An"),)),
        ("An (Theo Bình)", (Credit((), "An"), Credit(("source",), "Bình"))),
        ("Video clip: An", (Credit(("video",), "An"),)),
        ("Ông An nói: Bình", (Credit((), "Ông An nói: Bình"),)),  # a colon after no label
        ("Lúc 14:30", (Credit((), "Lúc 14:30"),)),
        ("", ()),
    ],
)
def test_labelled_parts(text: str, parts: tuple[Credit, ...]) -> None:
    assert split_credits(text) == parts


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("Quang cảnh hội nghị. Ảnh: TTXVN", "TTXVN"),
        ("Quang cảnh hội nghị. (Ảnh: Lê Hà)", "Lê Hà"),
        ("Cây cầu mới (Ảnh REUTERS)", "REUTERS"),
        ("Ảnh: Bệnh viện cung cấp", "Bệnh viện cung cấp"),
        ("Ảnh minh họa: Internet", "Internet"),
        ("Nguồn internet", "internet"),
        ("Die Brücke. Foto: Max Muster / dpa", "Max Muster / dpa"),
        ("The bridge. © Example Press", "Example Press"),
        ("The bridge. Photo by Jane Roe", "Jane Roe"),
        ("Ảnh có tính minh họa", None),
        ("Ảnh minh họa", None),
        ("Bức ảnh đẹp nhất", None),
        ("Quang cảnh hội nghị.", None),
        ("", None),
    ],
)
def test_photo_credit(caption: str, credit: str | None) -> None:
    assert photo_credit(caption) == credit


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("Tuần tra trong tuyết. Video: Đồn biên phòng Xã Núi", "Đồn biên phòng Xã Núi"),
        ("Video: tuyenquangtv.vn", "tuyenquangtv.vn"),
        ("Clip: Minh Anh", "Minh Anh"),
        ("Video: Người dân vượt lũ trở về nhà sau nhiều ngày.", None),  # a sentence, not a name
        ("Video", None),
        ("Quang cảnh hội nghị. Ảnh: TTXVN", None),
    ],
)
def test_video_credit(caption: str, credit: str | None) -> None:
    assert video_credit(caption) == credit
