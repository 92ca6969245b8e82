"""Credit lines among the text: every form of the fact sheet, and sentences that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.article import BlockType
from newsbot.reader.body.credits import Credits, split_credits
from newsbot.reader.body.draft_block import DraftBlock
from tests.reader.field_pages import Page

ELEMENT = Page().content
FIRST = "Sáng nay, con đường bê tông dài ba cây số nối hai bản vùng cao chính thức đưa vào sử dụng."
LAST = "Bà con đi chợ gần hơn một nửa quãng đường, học sinh không còn phải lội suối mùa mưa."


def piece(text: str, type: BlockType = "paragraph", **typography: object) -> DraftBlock:  # noqa: A002
    return DraftBlock(type, text, ELEMENT, **typography)  # type: ignore[arg-type]


def told(signed: Credits) -> tuple[str | None, str | None, str | None]:
    """Byline, video source, agency."""
    found = (signed.byline, signed.video_source, signed.agency)
    return tuple(value.value if value else None for value in found)  # type: ignore[return-value]


def texts(signed: Credits) -> list[str]:
    return [piece.text for piece in signed.blocks]


@pytest.mark.parametrize(
    ("closing", "byline", "video", "agency"),
    [
        (["Thanh Phúc"], "Thanh Phúc", None, None),
        (["Thanh Phúc", "Video: tuyenquangtv.vn"], "Thanh Phúc", "tuyenquangtv.vn", None),
        (["Thanh Phúc Video: tuyenquangtv.vn"], "Thanh Phúc", "tuyenquangtv.vn", None),
        (["Tin, ảnh: Thanh Phúc - Clip: Lý Thu"], "Tin, ảnh: Thanh Phúc", "Lý Thu", None),
        (["Bài, ảnh: Thanh Phúc"], "Bài, ảnh: Thanh Phúc", None, None),
        (["Bài, ảnh Thanh Phúc"], "Bài, ảnh Thanh Phúc", None, None),
        (["Tin và ảnh Nam Giang, Hoài Thu"], "Tin và ảnh Nam Giang, Hoài Thu", None, None),
        (["Lý Thu", "Ảnh Hà An"], "Lý Thu; Ảnh Hà An", None, None),
        (["Tin, ảnh: P.Y"], "Tin, ảnh: P.Y", None, None),
        (["Tin và ảnh: Nam Giang"], "Tin và ảnh: Nam Giang", None, None),
        (["Bài ảnh: Kim Hiếu - Hoài Thu", "Trình bày: Ngọc Nhi"], "Bài ảnh: Kim Hiếu - Hoài Thu", None, None),
        (["Bài: Lý Thu", "Ảnh: Hà An"], "Bài: Lý Thu; Ảnh: Hà An", None, None),
        (["Thực hiện: Trọng Phú"], "Thực hiện: Trọng Phú", None, None),
        (["(Thực hiện: Trọng Phú)"], "(Thực hiện: Trọng Phú)", None, None),
        (["Nhóm P.V thực hiện"], "Nhóm P.V thực hiện", None, None),
        (["PV"], "PV", None, None),
        (["H.A (Theo Tạp chí Ruộng Đồng)"], "H.A (Theo Tạp chí Ruộng Đồng)", None, "Tạp chí Ruộng Đồng"),
        (["Video: Đức Anh", "Tạ Nguyên"], "Tạ Nguyên", "Đức Anh", None),
        (["Theo TTXVN"], "Theo TTXVN", None, "TTXVN"),
        (["Theo Vietnamnet"], "Theo Vietnamnet", None, "Vietnamnet"),
        (["Tạ Nguyên/Báo Tin tức"], "Tạ Nguyên/Báo Tin tức", None, "Báo Tin tức"),
        (["H.A", "(Theo Readers Digest)"], "H.A (Theo Readers Digest)", None, "Readers Digest"),
        (["Clip: Minh Anh"], None, "Minh Anh", None),
        (["Nguồn: TTXVN"], None, None, "TTXVN"),
        (["Bút danh"], None, None, None),
    ],
)
def test_closing_lines(closing: list[str], byline: str | None, video: str | None, agency: str | None) -> None:
    right = [piece(line, align="right") for line in closing]
    signed = split_credits([piece(FIRST), piece(LAST), *right])
    assert told(signed) == (byline, video, agency)
    assert texts(signed) == [FIRST, LAST]


@pytest.mark.parametrize("typography", [{"align": "right"}, {"bold": True}, {"italic": True}, {"align": "center"}, {}])
def test_a_vietnamese_name_signs_in_any_typography(typography: dict[str, object]) -> None:
    assert told(split_credits([piece(FIRST), piece(LAST), piece("Anh Dũng", **typography)]))[0] == "Anh Dũng"


@pytest.mark.parametrize(
    ("text", "kept", "byline", "agency"),
    [
        (f"{LAST}./. (TTXVN/Vietnam+)", f"{LAST}./.", None, "TTXVN"),
        (f"{LAST} (TTXVN)", LAST, None, "TTXVN"),
        (f"{LAST} (Theo VOV)", LAST, None, "VOV"),
        (f"{LAST} Tin, ảnh: Lý Thu", LAST, "Tin, ảnh: Lý Thu", None),
    ],
)
def test_a_credit_glued_to_the_last_sentence(text: str, kept: str, byline: str | None, agency: str | None) -> None:
    signed = split_credits([piece(FIRST), piece(text)])
    assert texts(signed) == [FIRST, kept]
    assert (told(signed)[0], told(signed)[2]) == (byline, agency)


@pytest.mark.parametrize(
    "text",
    [
        "Các đại biểu dự hội nghị.",
        "Theo Sở Y tế, số ca mắc đã giảm một nửa so với tháng trước.",
        "Theo kế hoạch của tỉnh năm nay",
        "Ông nói với phóng viên: Chúng tôi sẽ làm xong trước Tết.",
        "Phóng viên: Xin cảm ơn ông.",
        "Phóng viên: Xin cảm ơn ông!",
        "Video: Người dân vượt lũ trở về nhà sau nhiều ngày chờ đợi.",
        "Tin: đường sẽ thông trước Tết.",
        "Đại hội thành công tốt đẹp!",
        "Vì sao đường chưa xong?",
        "Nghị quyết có hiệu lực từ ngày 1/7/2025.",
        "(Kỳ sau: Những người mở đường)",
        "Ông Lý Văn Thu (ảnh) cho biết.",
        "Bà con rất phấn khởi (Hà An, 36 tuổi).",
    ],
)
def test_a_sentence_is_never_a_credit(text: str) -> None:
    signed = split_credits([piece(FIRST), piece(LAST), piece(text)])
    assert texts(signed) == [FIRST, LAST, text]
    assert told(signed)[0] is None


def test_a_name_in_the_middle_stays() -> None:
    pieces = [piece("Hỏi: Cháu bị mệt, vì sao?"), piece("Nguyễn Thị Oanh", align="right"), piece(LAST)]
    assert texts(split_credits(pieces)) == [each.text for each in pieces]


def test_a_bold_line_in_another_language_is_no_signature() -> None:
    pieces = [piece("The council met on Monday."), piece("Buy Tickets Here", bold=True)]
    assert texts(split_credits(pieces)) == [each.text for each in pieces]


def test_a_labelled_byline_under_the_headline() -> None:
    signed = split_credits([piece("Bài, ảnh: Lý Thu"), piece(FIRST), piece(LAST)])
    assert told(signed)[0] == "Bài, ảnh: Lý Thu"
    assert texts(signed) == [FIRST, LAST]


@pytest.mark.parametrize("line", ["By Jane Roe", "Von Erika Muster und Max Muster", "Par Jeanne Dupont"])
def test_a_byline_under_the_headline(line: str) -> None:
    signed = split_credits([piece(line), piece("The council met on Monday."), piece("It will meet again.")])
    assert told(signed)[0] == line
    assert texts(signed) == ["The council met on Monday.", "It will meet again."]


def test_a_heading_that_opens_like_a_byline_stays() -> None:
    lines = [piece("By Night Train", "heading"), piece("The council met on Monday.")]
    assert texts(split_credits(lines)) == ["By Night Train", "The council met on Monday."]


def test_a_video_credit_in_a_caption_stays_there() -> None:
    caption = "Con đường mới. Video: Đài Mẫu"
    signed = split_credits([piece(FIRST), piece(caption, "video"), piece(LAST)])
    assert told(signed)[1] == "Đài Mẫu"
    assert texts(signed) == [FIRST, caption, LAST]


def test_lines_left_out_of_the_text_are_read_and_not_kept() -> None:
    signed = split_credits([piece(FIRST), piece(LAST)], left_out=[piece("Chia sẻ bài viết"), piece("Tin, ảnh: Lý Thu")])
    assert told(signed)[0] == "Tin, ảnh: Lý Thu"
    assert texts(signed) == [FIRST, LAST]


def test_an_article_of_pictures_alone() -> None:
    assert split_credits([piece("", "image"), piece("", "image")]).byline is None


@given(st.lists(st.text(max_size=60), max_size=6))
def test_no_block_appears_or_changes_place(lines: list[str]) -> None:
    kept = texts(split_credits([piece(line) for line in lines]))
    rest = iter(lines)
    assert all(any(line.startswith(text) for line in rest) for text in kept)
