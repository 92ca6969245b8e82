"""The file of captures that were not believed: torn by a kill, with lines that are none, absent."""

from __future__ import annotations

from pathlib import Path

from newsbot.archive.quarantine import NAME, Held, append_held, held_captures


def held(offset: int) -> Held:
    return Held("captures/a.warc.gz", offset, "https://bao.example/1", "quarantined", 200, "một câu ở mọi nơi")


def test_what_is_held_is_found_again(tmp_path: Path) -> None:
    assert held_captures(tmp_path) == {}
    append_held(tmp_path, [held(0), held(7)], sync=True)
    append_held(tmp_path, [held(9)], sync=False)
    assert held_captures(tmp_path) == {("captures/a.warc.gz", offset): held(offset) for offset in (0, 7, 9)}


def test_a_torn_line_costs_itself_alone(tmp_path: Path) -> None:
    append_held(tmp_path, [held(0), held(7)], sync=False)
    path = tmp_path / NAME
    path.write_bytes(path.read_bytes()[:-9])
    append_held(tmp_path, [held(9)], sync=False)
    with path.open("ab") as stream:
        stream.write(b'[1]\n{"file": 3}\n\xff\n')
    assert sorted(offset for _, offset in held_captures(tmp_path)) == [0, 9]
