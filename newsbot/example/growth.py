"""Thousands of stories out of the written ones, for benchmarks: paragraphs recombined under new titles, numbers and dates."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

from newsbot.example.story import Part, Story

_TEXT = frozenset({"paragraph", "heading", "list", "quote"})


def grow(written: tuple[Story, ...], size: int) -> tuple[Story, ...]:
    """`size` stories, newest first: all the written ones, and made ones for the rest.

    The same size gives the same stories, each with a title, number and text of its own.
    """
    pool = [part for story in written for part in story.parts if part.kind in _TEXT]
    captions = [part for story in written for part in story.parts if part.kind == "image" and part.text]
    made = [_made(written[n % len(written)], n, pool, captions) for n in range(max(0, size - len(written)))]
    return tuple(sorted([*written, *made], key=lambda story: (story.published, story.key), reverse=True))


def _made(model: Story, n: int, pool: list[Part], captions: list[Part]) -> Story:
    choose = random.Random(n)  # noqa: S311 (a repeatable choice, no secret)
    issue = n + 2
    opening = Part("paragraph", f"Đây là ghi nhận thứ {issue} của phóng viên Báo Thượng Khê về nội dung này trong năm.")
    picture = choose.choice(captions)
    text = choose.sample(pool, choose.randint(4, 9))
    number = f"{200000 + n}" if model.generation == "old" else f"{0x8000000 + n:07x}"
    return replace(
        model,
        key=f"{model.key}-{issue}",
        number=number,
        title=f"{model.title} - ghi nhận số {issue}",
        published=model.published - timedelta(minutes=7 * (n // 60 + 1)),
        parts=(opening, *text[:2], picture, *text[2:]),
        video_credit=None,
        extra_credit=None,
        only=None,
    )
