"""The index of classes and ids finds what a walk over the page finds."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from newsbot.reader.page.names import Names
from newsbot.reader.page.selectors import select

PAGE = """
<html class="js"><body id="top">
<div class="entry story" id="main"><p class="sapo lead">một</p><div class="box"><p class="sapo">hai</p></div></div>
<aside class="box"><p class="lead">ba</p><span class="fig">bốn</span></aside>
<p class="date" data-kind="a.sapo">năm</p>
</body></html>
"""


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        (".sapo", 2),
        ("#main", 1),
        ("p.lead", 2),
        ("p.sapo.lead", 1),
        ("div.lead", 0),
        (".entry .sapo", 2),
        (".entry > .sapo", 1),
        (".js .story .box .sapo", 1),
        ("#top > .box .fig", 1),
        (".date, .sapo", 3),
        (".fig, .absent", 1),
        (".absent .sapo", 0),
        ("aside p", 1),
        ("[data-kind='a.sapo']", 1),
        ("div:has(.lead) .sapo:not(.lead)", 1),
        ("html:has(.absent) .sapo", 0),
    ],
)
def test_finds_what_a_walk_finds(selector: str, found: int) -> None:
    root = document_fromstring(PAGE)
    assert Names(root).select((selector,)) == select(root, (selector,))
    assert len(Names(root).select((selector,))) == found


def test_the_first_selector_that_finds_something_counts() -> None:
    names = Names(document_fromstring(PAGE))
    assert [element.text for element in names.select((".absent", "div.lead", ".fig", ".sapo"))] == ["bốn"]


def test_within_an_element() -> None:
    root = document_fromstring(PAGE)
    (aside,) = select(root, ("aside",))
    assert [element.text for element in Names(root).select((".lead",), aside)] == ["ba"]
