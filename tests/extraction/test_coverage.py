"""What the fixtures cover: every layout, every CMS family in all its moods, every system of a single paper, every site file."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from types import ModuleType

import pytest

from newsbot.cms import LAYOUTS, content_fck, epi, mediatech, onecms, page_info, tuyenquang
from newsbot.extraction.fixtures import Fixture, Record, fixtures
from newsbot.reader.layouts.layout import Layout
from newsbot.site import Site
from newsbot.spiders import all_sites, site_files

FIXTURES = fixtures(Path(__file__).parents[1] / "fixtures")
RECORDS: dict[str, Record] = {fixture.name: fixture.expected() or {} for fixture in FIXTURES}
ARTICLES = {name: record for name, record in RECORDS.items() if "reader" in record}
SITES = [site for name, site in all_sites().items() if site_files()[name].bundled]

MOODS = ("plain", "gallery-video", "nasty", "listing", "missing")
"""Endings of the cases of a family: three articles, a listing, a page that is no article. What stands before names the family."""

TRAPS: dict[ModuleType, tuple[bytes, ...]] = {
    epi: (b"<style>.t2", b'class="sda_middle"', b'<div class="t1"><span class="t2">'),
    onecms: (b"sc-longform-header-sapo", b' AM"', b"sc-empty-layer"),
    content_fck: (b'<h1 class="catename-h1"', b"(CTO)", b'class="note ignore"', b'class="author ignore"'),
    page_info: (b"MsoNormal", b"filehttp", "Bút danh".encode(), b"<o:p>"),
    mediatech: (
        b'<html lang="vi"></html>',
        b'class="title-time"',
        b"ads-zone-group",
        b'<p class="sapo"',
        b'<div class="sapo"',
    ),
    tuyenquang: (b"text-align:center", b"MsoNormal"),
}
"""By family: what its nastiest page must hold, from the traps that its module names."""


def moods_of(family: ModuleType) -> dict[tuple[str, str], dict[str, Fixture]]:
    """The fixtures of a family by site and by what stands before the mood; those of its layouts and what goes with them."""
    groups: dict[tuple[str, str], dict[str, Fixture]] = defaultdict(dict)
    for fixture in FIXTURES:
        for mood in MOODS:
            if fixture.html.stem.endswith(f"-{mood}"):
                groups[fixture.site, fixture.html.stem.removesuffix(f"-{mood}")][mood] = fixture
    names = {layout.name for layout in family.LAYOUTS}
    return {
        key: group
        for key, group in groups.items()
        if "plain" in group and RECORDS[group["plain"].name]["reader"]["layout"] in names
    }


every_family = pytest.mark.parametrize("family", TRAPS, ids=lambda family: family.__name__.rpartition(".")[2])


@every_family
def test_a_family_has_a_fixture_in_every_mood(family: ModuleType) -> None:
    whole = [group for group in moods_of(family).values() if len(group) == len(MOODS)]
    assert whole
    for group in whole:
        records = {mood: RECORDS[fixture.name] for mood, fixture in group.items()}
        assert all("reader" in records[mood] for mood in MOODS[:3])
        assert len(records["gallery-video"]["images"]) >= 2
        assert records["gallery-video"]["videos"]
        assert records["listing"]["not_article"] == "listing"
        assert records["missing"]["not_article"] not in ("listing", None)
        page = group["nasty"].html.read_bytes()
        assert [trap for trap in TRAPS[family] if trap not in page] == []


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_layout_has_an_article(layout: Layout) -> None:
    assert [name for name, record in ARTICLES.items() if record["reader"]["layout"] == layout.name]


@pytest.mark.parametrize("cms", sorted({site.cms for site in SITES} - {"unknown"}))
def test_a_cms_has_an_article_of_one_of_its_sites(cms: str) -> None:
    sites = {site.name for site in SITES if site.cms == cms}
    assert [name for name in ARTICLES if name.partition("/")[0] in sites]


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_a_site_file_has_a_fixture_through_its_family(site: Site) -> None:
    """Its own, or one of a layout that it names; the general reader's, where no page of the site has been seen."""
    layouts = {layout.name for layout in site.layouts} or {"general"}
    assert [
        name
        for name, record in ARTICLES.items()
        if name.startswith(f"{site.name}/") or record["reader"]["layout"] in layouts
    ]


@pytest.mark.parametrize("site", SITES, ids=lambda site: site.name)
def test_a_layout_of_a_sites_own_has_a_fixture_of_the_site(site: Site) -> None:
    read = {record["reader"]["layout"] for name, record in ARTICLES.items() if name.startswith(f"{site.name}/")}
    own = {layout.name for layout in site.layouts} - {layout.name for layout in LAYOUTS}
    assert own <= read, f"save an article that it reads: newsbot record {site.name} URL"


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_lies_in_the_folder_of_its_site(name: str) -> None:
    assert ARTICLES[name]["site"] == name.partition("/")[0]
