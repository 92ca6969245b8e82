"""The content system from the layouts of the articles, and which known patterns a site file takes."""

from __future__ import annotations

import pytest

from newsbot.cms import epi, page_info, tuyenquang
from newsbot.probe.family import find_family, prefer_known

OLD = ("https://bao.example/gat-lua-som-179493.html",)
NEW = ("https://bao.example/xa-hoi/202503/gat-lua-som-0a1b2c3/",)


@pytest.mark.parametrize(
    ("layouts", "cms", "module", "base"),
    [
        (["epi"] * 3, "epi", "epi", "Epi"),
        (["epi-2018", "epi", "general"], "epi", "epi", "Epi"),
        (["page-info", "tuyenquang-2019", "tuyenquang-2019"], "page-info", "page_info", "PageInfo"),
        (["ninhbinh"], "ninhbinh", None, None),
        (["singlepage-2019"], "singlepage", None, None),
        (["general"] * 3, "unknown", None, None),
        (["general"] * 3 + ["epi"], "unknown", None, None),
        ([], "unknown", None, None),
    ],
)
def test_the_family(layouts: list[str], cms: str, module: str | None, base: str | None) -> None:
    family = find_family(layouts)
    assert (family.cms, family.module, family.base) == (cms, module, base)
    assert sum(count for _, count in family.layouts) == len(layouts)


@pytest.mark.parametrize(
    ("layouts", "learnt", "chosen"),
    [
        (["epi"], [(r"-(?P<number>post\d+)\.html$", ("https://b.example/a-post12.html",))], (epi.ARTICLE_PATH,)),
        (["general"], [(r"-(?P<number>\d{5,})\.html$", OLD)], (r"-(?P<number>\d{5,})\.html$",)),
        (
            ["tuyenquang-2019", "page-info"],
            [(r"-(?P<number>\d{5,})\.html$", OLD), ("hex", NEW)],
            (page_info.ARTICLE_PATH, tuyenquang.ARTICLE_PATH),
        ),
        (["epi"], [(r"-(?P<number>\d{5,})\.html$", OLD)], (r"-(?P<number>\d{5,})\.html$",)),
    ],
)
def test_a_known_pattern_goes_before_the_learnt_one(
    layouts: list[str], learnt: list[tuple[str, tuple[str, ...]]], chosen: tuple[str, ...]
) -> None:
    assert prefer_known(learnt, find_family(layouts)) == chosen
