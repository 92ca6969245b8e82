"""What a page is: an article, or a listing, an error page (soft 404), a challenge, a paywall, nothing at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from newsbot.article import TEXT_BLOCKS
from newsbot.normalize.words import words
from newsbot.reader.body.draft_block import DraftBlock
from newsbot.reader.page.json_ld import ARTICLE_TYPES, types
from newsbot.reader.page.structured_data import StructuredData
from newsbot.reader.page.text_measures import has_sentence, weight
from newsbot.reader.scan.class_cues import HEADING
from newsbot.reader.scan.walk import Scan
from newsbot.reader.verdict.paywall import is_paid, wall_phrase
from newsbot.reader.verdict.phrases import find_phrase
from newsbot.reader.verdict.teasers import is_headline, weight_in_teasers
from newsbot.reader.verdict.verdict import Verdict

ERROR_PAGE_MAX_CHARS = 1500
"""Characters of visible text under which a page may be an error or challenge page: such pages have a menu and a few lines."""
STUB_MAX_WEIGHT = 300
"""Weight of the text under which a paid article shows nothing but its opening: less than two paragraphs."""
CONSENT_MIN_SHARE = 0.6
"""Share of the text that speaks of cookies and consent from which a page does nothing but ask for it."""
CONSENT_MAX_WEIGHT = 3000
"""Weight of a text that does nothing but ask for consent at most: dialogues that list every partner are longer than articles."""
ARTICLE_MIN_WEIGHT = 50
"""Weight of the text under which an article must show a picture or video of its own, or say that it is one."""
DECLARED_ARTICLE_MIN_WEIGHT = 20
"""The same for a page that declares itself an article: a sentence."""
LISTING_MAX_WEIGHT = 700
"""Weight of the text from which many links do not make a page a listing: briefs are shorter than this under many links.
Doubled, 4 of 225 pages change."""
LISTING_MIN_LINKS = 12
"""Links with the length of a headline from which a page with little text is a listing; a brief has fewer beside it."""
BARE_LISTING_MIN_LINKS = 6
"""The same for a page with next to no text."""
LISTING_LINK_MIN_WEIGHT = 20
"""Weight of such a link at least; menus have shorter ones."""
LISTING_LINKED_SHARE = 1.5
"""How many times the running text the text of these links weighs on a listing."""
LISTING_MAX_SENTENCES = 3
"""Texts with a sentence on a listing at most: an article of this length has more."""
SENTENCE_MIN_WEIGHT = 80
"""Weight of such a text, more than."""
TEASED_MIN_SHARE = 0.7
"""Share of the text in teasers from which a page is a listing."""
TEASED_MAX_WEIGHT = 5000
"""Weight of the text from which teasers do not make a page a listing: a live blog is set like one."""
FRONT_PAGE_MAX_WEIGHT = 3000
"""`LISTING_MAX_WEIGHT` for the front page of a site, which quotes its articles at length."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the rules look at."""

    html: bytes
    title: str | None
    scan: Scan
    texts: tuple[DraftBlock, ...]
    media: tuple[DraftBlock, ...]
    data: StructuredData
    visible: int
    """Characters of visible text."""
    own: int
    """Weight of the running text."""

    @property
    def sayings(self) -> str:
        """The title, and the whole text of a page with few words."""
        texts = [self.title or ""]
        if self.visible < ERROR_PAGE_MAX_CHARS:
            texts += [run.text for run in self.scan.runs if run.kind == "text"]
        return "\n".join(texts)


def refuse_page(
    html: bytes, title: str | None, scan: Scan, blocks: Sequence[DraftBlock], data: StructuredData
) -> Verdict | None:
    """Why a page is no article; None when it is one."""
    texts = tuple(block for block in blocks if block.type in TEXT_BLOCKS)
    facts = _Facts(
        html=html,
        title=title,
        scan=scan,
        texts=texts,
        media=tuple(block for block in blocks if block.type not in TEXT_BLOCKS),
        data=data,
        visible=sum(len(run.text) for run in scan.runs),
        own=sum(weight(block.text) for block in texts),
    )
    return (
        _challenge(facts)
        or _not_found(facts)
        or _listing(facts)
        or _consent(facts)
        or _paywall(facts, blocks)
        or _too_little(facts)
        or (None if title else Verdict("unreadable", f"unreadable: {facts.own} characters of text without a headline"))
    )


@cache
def _challenge_markup() -> tuple[bytes, ...]:
    return tuple(mark.encode() for mark in words("refusals")["markup"]["challenge_markup"])


def _challenge(facts: _Facts) -> Verdict | None:
    if facts.own >= LISTING_MAX_WEIGHT or facts.visible > 2 * ERROR_PAGE_MAX_CHARS:
        return None
    if facts.own < STUB_MAX_WEIGHT and (mark := next((one for one in _challenge_markup() if one in facts.html), None)):
        return Verdict("challenge", f"challenge: {mark.decode()!r} in a page with {facts.visible} characters")
    match = find_phrase("challenge", facts.sayings) if facts.visible < ERROR_PAGE_MAX_CHARS else None
    return Verdict("challenge", f"challenge: the page says {match!r}") if match else None


def _consent(facts: _Facts) -> Verdict | None:
    """Whether a page asks to be allowed cookies and shows nothing besides."""
    if not 0 < facts.own <= CONSENT_MAX_WEIGHT:
        return None
    texts = [block.text for block in facts.texts]
    asking = sum(weight(text) for text in texts if find_phrase("consent_words", text))
    if asking < CONSENT_MIN_SHARE * facts.own or facts.own - asking >= STUB_MAX_WEIGHT:
        return None
    headings = (run.text for run in facts.scan.runs if facts.scan.nodes[run.node].cues & HEADING)
    match = find_phrase("consent", "\n".join((facts.title or "", *headings, *texts)))
    return Verdict("challenge", f"challenge: the page asks for consent, {match!r}") if match else None


def _not_found(facts: _Facts) -> Verdict | None:
    if facts.own > LISTING_MAX_WEIGHT:
        return None
    match = find_phrase("not_found", facts.title or "")
    if match and facts.own > STUB_MAX_WEIGHT and facts.visible > ERROR_PAGE_MAX_CHARS:
        match = None
    if match is None and facts.visible < ERROR_PAGE_MAX_CHARS and facts.own < STUB_MAX_WEIGHT:
        match = find_phrase("not_found", facts.sayings)
    return Verdict("soft_404", f"soft_404: the page says {match!r}") if match else None


def _listing(facts: _Facts) -> Verdict | None:
    if has_article_record(facts.data):
        return None
    own, parts = facts.own, urlsplit(facts.data.url)
    host = parts.hostname or "."
    if own and own < TEASED_MAX_WEIGHT and weight_in_teasers(facts.scan, facts.texts, host) > TEASED_MIN_SHARE * own:
        return Verdict("listing", f"listing: {own} characters of running text, in teasers")
    if declares_article(facts.data) and own:
        return None
    front = not parts.path.rstrip("/") and not parts.query
    if own >= (FRONT_PAGE_MAX_WEIGHT if front else LISTING_MAX_WEIGHT):
        return None
    links = [run for run in facts.scan.runs if is_headline(run, host, LISTING_LINK_MIN_WEIGHT)]
    linked = sum(weight(run.text) for run in links)
    sentences = sum(has_sentence(block.text) and weight(block.text) > SENTENCE_MIN_WEIGHT for block in facts.texts)
    bare = not own or (own < ARTICLE_MIN_WEIGHT and not facts.media)
    enough = len(links) >= (BARE_LISTING_MIN_LINKS if bare else LISTING_MIN_LINKS)
    if enough and linked > LISTING_LINKED_SHARE * own and sentences <= LISTING_MAX_SENTENCES:
        return Verdict("listing", f"listing: {len(links)} links to articles and {own} characters of running text")
    return None


def _paywall(facts: _Facts, blocks: Sequence[DraftBlock]) -> Verdict | None:
    shown = 0
    for block in blocks:
        shown += 0 if find_phrase("paywall", block.text) else weight(block.text)
        if shown >= STUB_MAX_WEIGHT:
            return None
    match = next(filter(None, map(wall_phrase, facts.scan.runs)), None)
    return Verdict("paywall", f"paywall: {shown} characters, and the page says {match!r}") if match else None


def _too_little(facts: _Facts) -> Verdict | None:
    if facts.own < STUB_MAX_WEIGHT and is_paid(facts.data):
        return Verdict("paywall", f"paywall: {facts.own} characters of a paid article")
    if facts.own >= ARTICLE_MIN_WEIGHT or (facts.own and facts.media):
        return None
    if facts.own >= DECLARED_ARTICLE_MIN_WEIGHT and declares_article(facts.data):
        return None
    return Verdict("empty", f"empty: {facts.own} characters of running text among {facts.visible}")


def declares_article(data: StructuredData) -> bool:
    """Whether the page declares itself an article; many systems say so on their listings too, so that it settles little."""
    return (data.first("og:type") or "").lower() == "article" or has_article_record(data)


def has_article_record(data: StructuredData) -> bool:
    """Whether the metadata have what only an article has: its JSON-LD object, the time it was published."""
    return bool(types(data.article) & ARTICLE_TYPES) or data.first("article:published_time") is not None
