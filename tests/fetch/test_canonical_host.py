"""Where a site serves its pages."""

from __future__ import annotations

import pytest

from newsbot.fetch.canonical_host import CanonicalHost

PAGE = "http://bao.example/tin/a-1.html?x=1"


@pytest.mark.parametrize(
    ("target", "served"),
    [
        ("https://www.bao.example/tin/a-1.html?x=1", "https://www.bao.example/tin/b-2.html"),
        ("http://bao.example:8080/tin/a-1.html?x=1", "http://bao.example:8080/tin/b-2.html"),
        ("https://www.bao.example/", "http://bao.example/tin/b-2.html"),
        ("https://www.bao.example/tin/a-1.html", "http://bao.example/tin/b-2.html"),
    ],
)
def test_a_redirect_to_the_same_path_tells_the_host(target: str, served: str) -> None:
    where = CanonicalHost()
    where.learn(PAGE, target)
    assert where.url("http://bao.example/tin/b-2.html") == served
