"""Who wrote it, one test for each trap."""

from __future__ import annotations

import pytest

from newsbot.article import BlockType
from newsbot.reader.body.credits import Credits, split_credits
from newsbot.reader.body.draft_block import DraftBlock
from newsbot.reader.fields.authors import Authors, find_authors
from newsbot.reader.layout import Layout
from newsbot.reader.page.evidence import Evidence
from tests.reader.field_pages import Page, json_ld

H1 = "<h1>Con đường mới nối hai bản vùng cao</h1>"
TWO_LINKS = '<div class="byline"><a href="/author/roe">Jane Roe</a>, <a href="/author/doe">John Doe</a></div>'
PUBLISHER = '"publisher": {"@type": "Organization", "name": "Báo Mẫu"}'


def ld(author: str) -> str:
    return json_ld(
        f'{{"@type": "NewsArticle", "headline": "Con đường mới nối hai bản vùng cao", "author": {author}, {PUBLISHER}}}'
    )


def read(page: Page, signed: Credits | None = None, layout: Layout | None = None) -> Authors:
    return find_authors(page.document, page.data, page.context, layout, signed or Credits(()))


def names(page: Page, signed: Credits | None = None) -> tuple[str, ...]:
    found = read(page, signed).authors
    return found.value if found else ()


@pytest.mark.parametrize(
    ("head", "header", "expected"),
    [
        pytest.param(ld('{"@type": "Person", "name": "Lý Thu"}'), H1, ("Lý Thu",), id="structured data"),
        pytest.param(ld('[{"name": "Lý Thu"}, {"name": "Hà An"}]'), H1, ("Lý Thu", "Hà An"), id="several"),
        pytest.param(ld('"Lý Thu và Hà An"'), H1, ("Lý Thu", "Hà An"), id="several in one"),
        pytest.param(ld('{"@type": "Organization", "name": "Báo Mẫu"}'), H1, (), id="the publisher is no author"),
        pytest.param(ld('{"@type": "Person", "name": "baomau.example.vn"}'), H1, (), id="the site by its URL"),
        pytest.param(ld('{"@type": "Person", "name": "Báo Mẫu"}'), H1, (), id="the publisher as a person"),
        pytest.param(
            ld('{"@type": "Organization", "name": "Báo Mẫu"}'),
            f'{H1}<p class="author">Lý Thu</p>',
            ("Lý Thu",),
            id="publisher told, author printed",
        ),
        pytest.param('<meta name="author" content="Lý Thu">', H1, ("Lý Thu",), id="meta"),
        pytest.param('<meta name="author" content="thu@baomau.example.vn">', H1, (), id="a URL is no author"),
        pytest.param('<meta name="author" content="admin">', H1, (), id="a placeholder is no author"),
        pytest.param("", f'{H1}<span class="article__author">Lý Thu</span>', ("Lý Thu",), id="printed"),
        pytest.param("", f'{H1}<p class="author">Bút danh</p>', (), id="printed placeholder"),
        pytest.param(
            "",
            f'{H1}<p class="byline">By <a rel="author" href="/roe">Jane Roe</a>, Political Editor</p>',
            ("Jane Roe",),
            id="link to the author",
        ),
        pytest.param("", H1 + TWO_LINKS.replace(", ", ""), ("Jane Roe", "John Doe"), id="links without space"),
        pytest.param("", f"{H1}<p>By Jane Roe</p>", ("Jane Roe",), id="a line that opens like a byline"),
        pytest.param(
            "", f"{H1}<div><time>1 May 2024</time> by Jane Roe</div>", ("Jane Roe",), id="a byline after the date"
        ),
        pytest.param(
            ld('{"name": "Jane Roe"}'),
            H1 + TWO_LINKS,
            ("Jane Roe", "John Doe"),
            id="the page prints more than it tells",
        ),
        pytest.param(
            ld('{"name": "AFP"}'),
            f'{H1}<p class="author">Jane Roe</p>',
            ("Jane Roe",),
            id="agency told, author printed",
        ),
        pytest.param(
            ld('{"name": "Jane Roe"}'),
            f'{H1}<figure><span class="author">John Doe</span></figure>',
            ("Jane Roe",),
            id="photographer",
        ),
        pytest.param("", f'{H1}<aside><a href="/author/doe">John Doe</a></aside>', (), id="author of a teaser"),
        pytest.param("", H1, (), id="nothing"),
    ],
)
def test_names(head: str, header: str, expected: tuple[str, ...]) -> None:
    assert names(Page(head=head, header=header)) == expected


def piece(text: str, type: BlockType = "paragraph", **typography: object) -> DraftBlock:  # noqa: A002
    return DraftBlock(type, text, Page().content, **typography)  # type: ignore[arg-type]


SENTENCE = "Bà con đi chợ gần hơn một nửa quãng đường."


def test_the_signature_under_the_text_is_the_byline() -> None:
    signed = split_credits([piece(SENTENCE), piece("Bài, ảnh: Lý Thu", align="right")])
    found = read(Page(header=H1), signed)
    assert found.byline is not None
    assert found.byline.value == "Bài, ảnh: Lý Thu"
    assert found.authors is not None
    assert found.authors.value == ("Lý Thu",)


def test_a_placeholder_by_the_headline_gives_way_to_the_signature() -> None:
    signed = split_credits([piece(SENTENCE), piece("BS LÝ THU", align="right")])
    assert names(Page(header=f'{H1}<p class="author">Bút danh</p>'), signed) == ("LÝ THU",)


def test_a_source_is_an_agency_and_no_author() -> None:
    signed = split_credits([piece(SENTENCE), piece("Theo TTXVN", align="right")])
    found = read(Page(header=H1), signed)
    assert found.byline is not None
    assert found.agency is not None
    assert (found.byline.value, found.authors, found.agency.value) == ("Theo TTXVN", None, "TTXVN")


def test_the_site_itself_is_no_agency() -> None:
    head = '<meta property="og:site_name" content="Báo Mẫu">'
    signed = Credits((), agency=Evidence("Báo Mẫu", "body", "labelled credit"))
    assert read(Page(head=head, header=H1), signed).agency is None


@pytest.mark.parametrize("line", ["Tin, ảnh: P.Y", "Bài, ảnh: Thanh Phúc", "(Thực hiện: Trọng Phú)"])
def test_an_author_box_may_label_the_names(line: str) -> None:
    found = read(Page(header=f'{H1}<p class="author">{line}</p>'))
    assert found.byline is not None
    assert found.byline.value == line


@pytest.mark.parametrize("line", ["PV", "Nhóm P.V thực hiện", "Theo Vietnamnet"])
def test_the_byline_of_a_layout_may_name_a_group_or_a_source(line: str) -> None:
    layout = Layout(name="mẫu", markers=(), byline=("p.author",))
    page = Page(header=f'{H1}<p class="author">{line}</p>')
    assert (found := read(page, layout=layout).byline) is not None
    assert found.value == line
    signed = split_credits([piece(SENTENCE), piece("Lý Thu", align="right")])
    assert (found := read(page, signed, layout=layout).byline) is not None
    assert found.value == "Lý Thu"


def test_the_selector_of_a_layout_names_the_byline() -> None:
    page = Page(header=f'{H1}<p class="x">Lý Thu</p><p class="author">Hà An</p>')
    found = read(page, layout=Layout(name="mẫu", markers=(), byline=("p.x",)))
    assert found.byline is not None
    assert found.byline.value == "Lý Thu"
