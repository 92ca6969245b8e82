"""The record is derived from its blocks: body and captions can never overlap, and cleaning it twice changes nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsbot.article import BLOCK_TYPES, TEXT_BLOCKS, Article, Block, Image, Link
from newsbot.normalize import normalize_article
from newsbot.normalize.text import clean, clean_lines

texts = st.none() | st.text(max_size=40)
blocks = st.builds(Block, st.sampled_from(BLOCK_TYPES), texts, st.none() | st.integers(0, 3))
articles = st.builds(
    lambda title, blocks, alt, link: Article(
        url="https://bao.example/1.html",
        title=title,
        blocks=tuple(blocks),
        images=(Image("https://bao.example/a.jpg", alt=alt),),
        related_links=(Link(link or "", "https://bao.example/2.html"),),
    ),
    texts,
    st.lists(blocks, max_size=8),
    texts,
    texts,
)


@given(articles)
def test_body_and_captions_come_from_different_blocks(article: Article) -> None:
    made = normalize_article(article)
    told = [block.text for block in made.blocks if block.text and block.type in TEXT_BLOCKS]
    shown = [block.text for block in made.blocks if block.text and block.type not in TEXT_BLOCKS]
    assert made.body == "\n\n".join(told)
    assert list(made.captions) == shown
    assert len(told) + len(shown) == sum(block.text is not None for block in made.blocks)


@given(articles)
def test_normalising_twice_changes_nothing(article: Article) -> None:
    once = normalize_article(article)
    assert normalize_article(once) == once


@given(articles)
def test_no_text_is_lost_or_made_up(article: Article) -> None:
    made = normalize_article(article)
    kept = [(block.type, block.text) for block in made.blocks if block.text]
    given_texts = [
        (block.type, clean_lines(block.text) if block.type in ("list", "table") else clean(block.text))
        for block in article.blocks
    ]
    assert kept == [pair for pair in given_texts if pair[1]]


def test_equal_content_has_an_equal_hash() -> None:
    plain = Article(
        url="https://bao.example/1.html", title="Chợ phiên", blocks=(Block("paragraph", "Sáng sớm, chợ đông."),)
    )
    spaced = Article(
        url="https://bao.example/2.html", title="Chợ  phiên", blocks=(Block("paragraph", "Sáng\u00a0sớm, chợ đông. "),)
    )
    other = Article(
        url="https://bao.example/1.html", title="Chợ phiên", blocks=(Block("quote", "Sáng sớm, chợ đông."),)
    )
    hashes = [normalize_article(article).content_hash for article in (plain, spaced, other)]
    assert hashes[0] == hashes[1] != hashes[2]
    assert len(hashes[0]) == 64


def test_empty_links_and_repeated_names_go() -> None:
    made = normalize_article(
        Article(
            url="https://bao.example/1.html",
            authors=("Minh Thu", "Minh  Thu", ""),
            tags=("chợ phiên", " ", "chợ phiên"),
            related_links=(Link(" ", "https://bao.example/2.html"), Link("Tin khác ", "https://bao.example/3.html")),
        )
    )
    assert made.authors == ("Minh Thu",)
    assert made.tags == ("chợ phiên",)
    assert [link.title for link in made.related_links] == ["Tin khác"]
