"""What names in class and id say, and which lines speak to the reader."""

from __future__ import annotations

import pytest

from newsbot.reader.scan.boilerplate_phrases import ends_in_notice, is_notice, is_related_heading
from newsbot.reader.scan.class_cues import BAD, CAPTION, COMMENTS, GOOD, LEAD, META, NEVER, PLAYER, RELATED, cues_of


@pytest.mark.parametrize(
    ("names", "cue", "meant"),
    [
        ("article__related-links", RELATED, True),
        ("relatedLinks", RELATED, True),
        ("wp-caption-text", CAPTION, True),
        ("image_desc", CAPTION, True),
        ("c-sapo", LEAD, True),
        ("articleBody", GOOD, True),
        ("sign-up-form", BAD, True),
        ("box-tin-lien-quan", RELATED, True),
        ("tinLienQuan", RELATED, True),
        ("text-to-speech", BAD, True),
        ("text-speech", BAD, False),
        ("ad-slot", BAD, True),
        ("uploads", BAD, False),
        ("main-menu", NEVER, True),
        ("cmp-banner", NEVER, True),
        ("cmp-text", NEVER, False),
        ("commentlist", COMMENTS, True),
        ("videoPlayer", PLAYER, True),
        ("post-date", META, True),
        ("post type-post category-tin-moi tag-ads", BAD, False),
        ("block-id-n1AuAdJlVL", BAD, False),
        ("cb-8f1a2c6d5ad", BAD, False),
    ],
)
def test_cues(names: str, cue: int, meant: bool) -> None:
    assert bool(cues_of(names) & cue) is meant


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Tin cùng chuyên mục", True),
        ("TIN LIÊN QUAN:", True),
        ("» Có thể bạn quan tâm (5)", True),
        ("Read more", True),
        ("Xem thêm vài gian hàng nữa rồi mới về", False),
        ("Đọc nhiều", False),
    ],
)
def test_headings_of_related_boxes(text: str, heading: bool) -> None:
    assert is_related_heading(text) is heading


@pytest.mark.parametrize(
    ("text", "apart", "notice"),
    [
        ("Sign up for our newsletter", True, True),
        ("Mời bạn đọc đón xem số tới", True, True),
        ("【编辑：某某】", False, True),
        ("（责编：某某）", False, True),
        ("编辑们昨天在村里见到了他。", True, False),
        ("Found a mistake? Tell us", True, True),
        ("Follow the reporter on Twitter @name", True, True),
        ("Sign up for the draft, said the mayor, " + "and the village will decide by vote. " * 12, True, False),
        ("Subscribed members of the cooperative met in the hall that morning to vote on the plan.", False, False),
        ("Sáng sớm, sương còn phủ kín thung lũng.", True, False),
    ],
)
def test_notices(text: str, apart: bool, notice: bool) -> None:
    assert is_notice(text, apart=apart) is notice


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("Lan Anh covers the river and its ferries. Follow her on X @lananh.", True),
        ("Chuyện bến sông ra mỗi sáng thứ hai. Đăng ký nhận bản tin tại đây.", True),
        ("Follow her on X @lananh.", False),
        ("He told the crew to follow the lights. They did.", False),
        ("The ferry is late again. " * 12 + "Follow us on X.", False),
    ],
)
def test_a_few_sentences_that_end_in_a_notice(text: str, notice: bool) -> None:
    assert ends_in_notice(text) is notice
