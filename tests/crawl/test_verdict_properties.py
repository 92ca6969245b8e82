"""Judging, over random windows of pages: what is doubted leaves the newest content of every article as it was."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.crawl.verdict import Seen, What, judge_together
from tests.crawl.test_verdict import EDITED, EMPTY, GONE, LEFT, NEW, NOTICE, NOTICES, SAME, STILL_LISTED, seen

PAGES = [*SAME, *EDITED, *GONE, *STILL_LISTED, *EMPTY, *LEFT, *NEW, *NOTICES]
WINDOWS = st.lists(st.sampled_from(PAGES), max_size=20, unique_by=lambda one: one.url)
"""Pages of one run, each URL once."""


@given(WINDOWS, st.booleans())
def test_what_is_doubted_was_seen_and_would_change_something(pages: Sequence[Seen], home_is_alike: bool) -> None:
    verdict = judge_together(pages, home_is_alike=home_is_alike)
    assert verdict.doubtful <= {one.url for one in pages if one.what is not What.SAME}
    assert bool(verdict.doubtful) == (verdict.kind is not None) == bool(verdict.told)


@given(WINDOWS, st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_the_pages_decides_nothing(pages: Sequence[Seen], home_is_alike: bool, random: Random) -> None:
    shuffled = random.sample(pages, len(pages))
    one, other = (judge_together(each, home_is_alike=home_is_alike) for each in (pages, shuffled))
    assert one.doubtful == other.doubtful


@given(WINDOWS, st.integers(2, 10), st.booleans())
def test_one_text_where_different_articles_stood_is_never_content(
    pages: Sequence[Seen], many: int, home_is_alike: bool
) -> None:
    notices = [seen(number, What.CHANGED, NOTICE) for number in range(10, 10 + many)]
    others = [one for one in pages if one.url not in {notice.url for notice in notices}]
    verdict = judge_together([*others, *notices], home_is_alike=home_is_alike)
    assert {one.url for one in notices} <= verdict.doubtful


@pytest.mark.parametrize("bad", [EDITED, GONE, STILL_LISTED, EMPTY, LEFT, NOTICES])
@given(st.integers(1, 10), st.integers(0, 10))
def test_when_most_articles_change_and_the_home_page_is_another_none_of_it_is_believed(
    bad: Sequence[Seen], many: int, same: int
) -> None:
    same = min(same, many - 1)
    verdict = judge_together([*SAME[:same], *bad[:many]], home_is_alike=False)
    assert verdict.doubtful == {one.url for one in bad[:many]}
