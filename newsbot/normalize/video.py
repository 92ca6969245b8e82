"""Video credits: who made a video, as printed."""

from __future__ import annotations

from newsbot.normalize.credits import split_credits

MAKER_MAX_WORDS = 8
"""Words of who made a video at most; more are a sentence about it."""


def video_credit(caption: str) -> str | None:
    """Who made a video, as its caption or a line under it says: "… Video: tuyenquangtv.vn", "Clip: Minh Anh".

    None for a caption that credits nobody, and for one where a sentence follows the label ("Video: Người dân vượt lũ về nhà.").
    """
    if ":" not in caption and "：" not in caption:
        return None
    for credit in split_credits(caption):
        value = credit.text.strip(" .)")
        if (
            "video" in credit.roles
            and 0 < len(value.split()) <= MAKER_MAX_WORDS
            and value[-1:] not in "!?…:"
            and not credit.text.endswith(".")
        ):
            return value
    return None
