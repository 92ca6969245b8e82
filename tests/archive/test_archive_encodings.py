"""Bodies as servers pack them, cut them and lie about them."""

from __future__ import annotations

import gzip
import sys
import tracemalloc
import zlib

import brotli
import pytest

from newsbot.archive.encodings import EncodingError, TooLongError, unpack

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

TEXT = "".join(f"Vụ mùa thứ {n}, năng suất {n * n} tạ. " for n in range(9000)).encode()
BARE = zlib.compressobj(wbits=-15)
PACKED = {
    "gzip": gzip.compress(TEXT),
    "x-gzip": gzip.compress(TEXT),
    "deflate": zlib.compress(TEXT),
    "DEFLATE ": BARE.compress(TEXT) + BARE.flush(),
    "br": brotli.compress(TEXT),
    "zstd": zstd.compress(TEXT),
}


@pytest.mark.parametrize("encoding", PACKED)
def test_a_whole_body(encoding: str) -> None:
    assert unpack(PACKED[encoding], encoding, len(TEXT)) == (TEXT, True)


@pytest.mark.parametrize("encoding", PACKED)
def test_a_body_without_its_end(encoding: str) -> None:
    packed = PACKED[encoding]
    text, whole = unpack(packed[: len(packed) // 2], encoding, len(TEXT))
    assert not whole
    assert 0 < len(text) < len(TEXT)
    assert TEXT.startswith(text)


@pytest.mark.parametrize("encoding", PACKED)
def test_a_body_that_is_longer_than_the_limit(encoding: str) -> None:
    with pytest.raises(TooLongError):
        unpack(PACKED[encoding], encoding, len(TEXT) - 1)


@pytest.mark.parametrize("encoding", PACKED)
def test_a_body_that_is_not_packed(encoding: str) -> None:
    with pytest.raises(EncodingError):
        unpack(b"<!DOCTYPE html><html><body><p>plain</p></body></html>" * 9, encoding, 10_000)


@pytest.mark.parametrize("encodings", ["", "identity", "utf-8", "none", ", ,"])
def test_what_is_no_known_encoding_changes_nothing(encodings: str) -> None:
    assert unpack(TEXT, encodings, len(TEXT)) == (TEXT, True)


def test_encodings_are_undone_last_one_first() -> None:
    assert unpack(brotli.compress(gzip.compress(TEXT)), "gzip, br", len(TEXT)) == (TEXT, True)


def test_several_gzip_members_and_what_follows_them() -> None:
    half = len(TEXT) // 2
    members = gzip.compress(TEXT[:half]) + gzip.compress(TEXT[half:])
    assert unpack(members, "gzip", len(TEXT)) == (TEXT, True)
    assert unpack(members + b"\r\n\0\0", "gzip", len(TEXT)) == (TEXT, True)


@pytest.mark.parametrize("encodings", ["compress", "gzip, aes128gcm"])
def test_an_encoding_that_nobody_undoes_is_told(encodings: str) -> None:
    with pytest.raises(EncodingError, match="unknown encoding"):
        unpack(TEXT, encodings, len(TEXT))


def test_nothing_needs_no_unpacking() -> None:
    assert unpack(b"", "gzip", 1) == (b"", True)


def test_many_small_gzip_members_are_one_body() -> None:
    assert unpack(gzip.compress(b"x") * 20_000, "gzip", 20_000) == (b"x" * 20_000, True)


def test_a_bomb_is_left_before_it_fills_the_memory() -> None:
    bomb = gzip.compress(bytes(30_000_000))
    tracemalloc.start()
    try:
        with pytest.raises(TooLongError):
            unpack(bomb, "gzip", 4_000_000)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 6_000_000


def test_a_body_packed_without_end_is_refused() -> None:
    with pytest.raises(EncodingError, match="packed more than 4 times"):
        unpack(gzip.compress(TEXT), ", ".join(["gzip"] * 9), len(TEXT))
