"""Bylines as printed: every form of the Vietnamese press, and those of other languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.normalize.byline import clean_name, looks_like_names, opens_byline, parse_byline, photographer


@pytest.mark.parametrize(
    ("text", "names", "agency"),
    [
        ("Thanh Phúc", ("Thanh Phúc",), None),
        ("Bài, ảnh: Thanh Phúc", ("Thanh Phúc",), None),
        ("Tin, ảnh: P.Y", ("P.Y",), None),
        ("Tin - ảnh: Lý Thu", ("Lý Thu",), None),
        ("Tin và ảnh: Nam Giang", ("Nam Giang",), None),
        ("Bài ảnh: Kim Hiếu - Hoài Thu", ("Kim Hiếu", "Hoài Thu"), None),
        ("Bài: Lan Anh; Ảnh: Hoàng Hải. Trình bày: Ngọc Nhi", ("Lan Anh", "Hoàng Hải"), None),
        ("(Thực hiện: Trọng Phú)", ("Trọng Phú",), None),
        ("Trọng Phú (thực hiện)", ("Trọng Phú",), None),
        ("Nhóm P.V thực hiện", (), None),
        ("Nhóm PV", (), None),
        ("PV", (), None),
        ("Bút danh", (), None),
        ("Theo Vietnamnet", (), "Vietnamnet"),
        ("Theo DTO", (), "DTO"),
        ("Theo TTXVN", (), "TTXVN"),
        ("(TTXVN/Vietnam+)", ("TTXVN",), "TTXVN"),
        ("Nguồn: TTXVN", (), "TTXVN"),
        ("Tạ Nguyên/Báo Tin tức", ("Tạ Nguyên",), "Báo Tin tức"),
        ("H.A (Theo Readers Digest)", ("H.A",), "Readers Digest"),
        ("BS ĐOÀN VĂN HẢI", ("ĐOÀN VĂN HẢI",), None),
        ("PGS.TS. Lê Văn Bảy", ("Lê Văn Bảy",), None),
        ("BS.Lê Văn Bảy", ("Lê Văn Bảy",), None),
        ("Bác sĩ Lê Văn Bảy", ("Lê Văn Bảy",), None),
        ("Kỹ sư Hứa Văn Phổ", ("Hứa Văn Phổ",), None),
        ("Thu Hà và Minh Đức", ("Thu Hà", "Minh Đức"), None),
        ("Thu Hà, Minh Đức", ("Thu Hà", "Minh Đức"), None),
        ("By Jane Roe and John Doe", ("Jane Roe", "John Doe"), None),
        ("By: Jane Roe, Political Editor", ("Jane Roe",), None),
        ("Written by Jane Roe | jane@example.com", ("Jane Roe",), None),
        ("Von Erika Muster und Max Muster, dpa", ("Erika Muster", "Max Muster", "dpa"), "dpa"),
        ("Ein Kommentar von Erika Muster", ("Erika Muster",), None),
        ("Erika Muster (em)", ("Erika Muster",), None),
        ("Text: Erika Muster, Fotos: Max Muster", ("Erika Muster", "Max Muster"), None),
        ("Par Jeanne Dupont avec AFP", ("Jeanne Dupont", "AFP"), "AFP"),
        ("Reuters", ("Reuters",), "Reuters"),
        ("記者：山田太郎", ("山田太郎",), None),
        ("文/李明", ("李明",), None),
        ("jane@example.com", (), None),
        ("12/04/2024", (), None),
        ("admin", (), None),
        ("", (), None),
    ],
)
def test_names_and_agency(text: str, names: tuple[str, ...], agency: str | None) -> None:
    byline = parse_byline(text)
    assert (byline.names, byline.agency) == (names, agency)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Video: tuyenquangtv.vn", "tuyenquangtv.vn"),
        ("Clip: Minh Anh", "Minh Anh"),
        ("Tin, ảnh, clip: Văn Bình", "Văn Bình"),
        ("Bài, ảnh: Thanh Phúc", None),
    ],
)
def test_video_source(text: str, source: str | None) -> None:
    assert parse_byline(text).video_source == source


def test_the_name_of_a_site_is_no_author() -> None:
    assert parse_byline("Video: tuyenquangtv.vn").names == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thanh Phúc", True),
        ("Giang Huy - Hoàng Phương", True),
        ("Von Erika Muster", True),
        ("Ludwig van Muster", True),
        ("山田太郎", True),
        ("Thanh Phúc (CTV)", True),
        ("Thanh Phúc (Đài huyện Nậm Lành)", True),
        ("Hội nghị bàn việc làng (lần thứ ba)", False),
        ("Các đại biểu dự hội nghị.", False),
        ("Đồng chí bí thư phát biểu", False),
        ("Vì sao?", False),
        ("Hội nghị năm 2024", False),
        ("", False),
    ],
)
def test_looks_like_names(text: str, expected: bool) -> None:
    assert looks_like_names(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"), [("By Jane", True), ("von Max", True), ("Bystanders say", False), ("", False)]
)
def test_opens_byline(text: str, expected: bool) -> None:
    assert opens_byline(text) is expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jane Roe Senior Editor", "Jane Roe"),
        ("Guardian staff reporter", "Guardian staff reporter"),  # not a person and a job
        ("ABOUT THE AUTHOR", None),
        ("Biên tập viên", None),
    ],
)
def test_clean_name(text: str, name: str | None) -> None:
    assert clean_name(text) == name


@given(st.text(max_size=120))
def test_names_are_made_of_the_line(text: str) -> None:
    for name in parse_byline(text).names:
        assert all(word in text for word in name.split())


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ảnh Mai Lan", ("Mai Lan",)),
        ("Bài, ảnh Mai Lan - Hoài Thu", ("Mai Lan", "Hoài Thu")),
        ("Tin & ảnh Mai Lan", ("Mai Lan",)),
    ],
)
def test_the_colon_after_the_label_of_a_picture_may_be_left_out(line: str, names: tuple[str, ...]) -> None:
    assert parse_byline(line).names == names
    assert "photo" in parse_byline(line).roles


@pytest.mark.parametrize(
    ("caption", "name"),
    [
        ("Bến đò sáng nay. Ảnh Mai Lan", "Mai Lan"),
        ("Bến đò sáng nay. Ảnh Mai Lan/TTXVN.", "Mai Lan/TTXVN"),
        ("Bến đò sáng nay (ảnh Mai Lan)", "Mai Lan"),
        ("Bến đò sáng nay. Ảnh minh họa", None),
        ("Bến đò sáng nay. Ảnh Minh Họa", None),
        ("Bến đò sáng nay. Ảnh chụp màn hình", None),
        ("Bến đò sáng nay. Ảnh tư liệu", None),
        ("Bến đò sáng nay. Ảnh vệ tinh", None),
        ("Bến đò sáng nay (ảnh trên)", None),
        ("Bến đò sáng nay. Ảnh trên: Chị Mai Lan", None),
        ("Bến đò trong ảnh Mai Lan", None),
        ("Ảnh Mai Lan thời trẻ", None),
    ],
)
def test_the_photographer_after_the_last_sentence(caption: str, name: str | None) -> None:
    assert photographer(caption) == name
