"""What may be shown in public: nothing whose publisher asks for no public copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsbot.archive import read, to_line
from tests.archive.archive_sample import SITE, sample_article

OPEN, CLOSED = sample_article(1), sample_article(2, flags=("noarchive",))
NEWLY_CLOSED = sample_article(1, text="Chữ mới.", revision=2, flags=("no_date", "noarchive"))


@pytest.mark.parametrize(
    ("latest", "public", "kept"),
    [
        (False, False, [OPEN, CLOSED, NEWLY_CLOSED]),
        (True, False, [CLOSED, NEWLY_CLOSED]),
        (False, True, [OPEN]),
        (True, True, []),
    ],
)
def test_public_leaves_out_what_is_not_to_be_shown(
    tmp_path: Path, latest: bool, public: bool, kept: list[object]
) -> None:
    folder = tmp_path / SITE / "articles"
    folder.mkdir(parents=True)
    (folder / "2026-11.jsonl").write_bytes(b"".join(map(to_line, (OPEN, CLOSED, NEWLY_CLOSED))))
    assert list(read(tmp_path, latest=latest, public=public)) == kept
