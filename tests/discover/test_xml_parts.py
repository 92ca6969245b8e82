"""Feeds and sitemaps in parts: the same wherever the parts are cut, and work and memory that are bounded."""

from __future__ import annotations

import gzip
import re
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.discover.listings import read_xml
from newsbot.discover.xml_parts import LINE_MAX_BYTES, Parts, escaped, lines

PIECES = st.lists(
    st.sampled_from([b"&", b"&amp;", b"&#38;", b"<![CDATA[", b"]]>", b"]", b"<a>", b"x y", b"&b=", b"<!"])
)
AT_ONCE = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?!#?\w{1,32};)", re.S)


@given(PIECES, st.integers(1, 50))
def test_ampersands_are_escaped_wherever_the_parts_are_cut(pieces: list[bytes], size: int) -> None:
    text = b"".join(pieces)
    parts = [text[start : start + size] for start in range(0, len(text), size)]
    whole = AT_ONCE.sub(lambda found: b"&amp;" if found[0] == b"&" else found[0], text)
    assert b"".join(escaped(parts)) == whole


@given(st.binary(max_size=200).filter(lambda text: text[:2] != b"\x1f\x8b"))
def test_packed_and_plain_parts_are_the_same(body: bytes) -> None:
    assert b"".join(Parts(body)) == b"".join(Parts(gzip.compress(body))) == body


def test_lines_that_are_no_url_are_left_out() -> None:
    long = b"x" * LINE_MAX_BYTES
    assert list(lines([b"a\nb", b"c\n", long, long, b"\nd\n" + long])) == [b"a", b"bc", b"d"]


@pytest.mark.parametrize("filler", [b" ", b"\n", b"<!-- x -->"])
def test_a_packed_sitemap_is_never_in_memory_as_a_whole(filler: bytes) -> None:
    bomb = gzip.compress(b"<urlset>" + filler * (40_000_000 // len(filler)), 1)
    tracemalloc.start()
    try:
        assert read_xml(bomb, "https://a.example/sitemap.xml").pages == ()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 20_000_000
