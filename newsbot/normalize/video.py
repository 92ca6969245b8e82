"""Credits of videos as printed."""

from __future__ import annotations

from newsbot.normalize.credits import split_credits


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
            and 0 < len(value.split()) <= 8
            and value[-1:] not in "!?…:"
            and not credit.text.endswith(".")
        ):
            return value
    return None
