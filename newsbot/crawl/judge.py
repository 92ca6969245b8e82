"""What a response comes to for its page. Pure: no Scrapy, no requests, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from newsbot.archive import Entry, Line, State
from newsbot.archive.events import NO_VALIDATORS, Validators
from newsbot.archive.outcome import Outcome
from newsbot.archive.tables import MOVED_TO
from newsbot.archive.transitions import leads_to, loses_content, with_known_identity
from newsbot.article import Article, Capture
from newsbot.extraction.identity import with_believed_identity
from newsbot.extraction.response import CUT_SHORT, no_article, record, redirect, refusal, with_noarchive
from newsbot.fetch.redirects import MAX_HOPS, TOO_MANY, astray, is_redirect, target_of
from newsbot.normalize import urls
from newsbot.reader import Reading
from newsbot.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came back for a page."""

    page: str
    """URL under which the ledger knows the page."""
    url: str
    """URL that was asked for: that of the page at the canonical host, say."""
    status: int
    capture: Capture
    fetched_at: str
    """When the response was had: UTC, ISO 8601."""
    content_type: str | None = None
    location: str | None = None
    validators: Validators = NO_VALIDATORS
    is_cut_short: bool = False
    """A part of the body is missing."""
    is_conditional: bool = False
    """The request was conditional: the page was wanted only if it has changed."""
    robots: tuple[str, ...] = ()
    """The fields `X-Robots-Tag`."""
    hops: tuple[str, ...] = ()
    """URLs of the same page that redirected here."""

    def outcome(self, state: State, reason: str) -> Outcome:
        """The outcome of a response that gives no record."""
        return Outcome(url=self.page, state=state, reason=reason, status=self.status, capture=self.capture)


@dataclass(frozen=True, slots=True)
class LedgerView:
    """What the ledger knows when a response is judged."""

    entry: Callable[[str], Entry | None]
    """What is known of a URL."""
    newest: Callable[[str], Line | None]
    """The newest line of an article."""
    run: str
    """Id of the present run."""
    record: Callable[[Line], Article | None] = lambda line: None  # noqa: ARG005 - nothing is known of it
    """The record of a line; None when it cannot be read."""
    led: Callable[[str], int] = lambda url: 0  # noqa: ARG005 - nothing led there
    """How many redirects in a row led to a URL in this run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The outcome of a page, and what follows from it for others."""

    outcome: Outcome
    is_soft_404: bool = False
    """The home page stands in its place: gone, unless the site shows its home page for every URL today."""
    moved_to: str | None = None
    """URL of the site to which the page has moved."""
    hops: int = 0
    """Redirects in a row that lead there."""
    left_to: str | None = None
    """Host of another site to which the page has moved."""


@dataclass(frozen=True, slots=True)
class AskAt:
    """The same page is to be had at another URL: under another host, scheme or view of the site."""

    target: str
    hops: tuple[str, ...]
    """URLs of the same page that redirected there."""


def judge_response(site: Site, fetched: Fetched, known: LedgerView) -> Judgement | AskAt | None:
    """What status and headers say of a page; None when its body is to be read."""
    if fetched.status == HTTPStatus.NOT_MODIFIED and fetched.is_conditional:
        return Judgement(outcome=Outcome.not_modified(fetched.page, fetched.validators))
    if is_redirect(fetched.status):
        return _judge_redirect(site, fetched, known)
    refused = refusal(fetched.status, fetched.content_type)
    return Judgement(outcome=fetched.outcome(*refused)) if refused else None


def may_be_challenge(fetched: Fetched, judgement: Judgement) -> bool:
    """Whether a page that is not to be had may be a challenge, which is told by its body alone."""
    return fetched.status == HTTPStatus.SERVICE_UNAVAILABLE and judgement.outcome.state is State.FAILED


def _judge_redirect(site: Site, fetched: Fetched, known: LedgerView) -> Judgement | AskAt:
    """A redirect is a state of its URL; its target is a URL of its own, unless it is the same page."""
    target = target_of(fetched.url, fetched.location)
    moved = redirect(site, fetched.page, target, fetched.status)
    if moved is None:
        assert target is not None
        hops = (*fetched.hops, fetched.url)
        if problem := astray(target, hops):
            reason = "redirects to itself" if target in hops else problem
            return Judgement(outcome=fetched.outcome(State.FAILED, reason))
        return AskAt(target, hops)
    state, reason = moved
    if state is not State.MOVED or target is None:
        return Judgement(outcome=fetched.outcome(state, reason), is_soft_404=state is State.GONE)
    if not reason.startswith(MOVED_TO):
        return Judgement(outcome=fetched.outcome(state, reason), left_to=urls.host(target))
    url = reason.removeprefix(MOVED_TO)
    if leads_to(url, fetched.page, known.entry, known.run):
        return Judgement(outcome=fetched.outcome(State.FAILED, f"redirects in a circle, by way of {url}"))
    length = known.led(fetched.page) + len(fetched.hops) + 1
    if length > MAX_HOPS or _went_on_before(known.entry(fetched.page)):
        return Judgement(outcome=fetched.outcome(State.FAILED, TOO_MANY))
    return Judgement(outcome=fetched.outcome(state, reason), moved_to=url, hops=length)


def _went_on_before(entry: Entry | None) -> bool:
    """Whether a page was where a chain of redirects was left in an earlier run: it would go on from there in every run."""
    return entry is not None and entry.reason == TOO_MANY


def judge_reading(site: Site, fetched: Fetched, reading: Reading, known: LedgerView, *, is_home: bool) -> Judgement:
    """What the reading of a page comes to. `is_home`: the body is that of the home page."""
    if reading.article is None:
        if is_home:
            outcome = fetched.outcome(State.GONE, "the home page is served in its place")
            return Judgement(outcome=outcome, is_soft_404=True)
        return Judgement(outcome=fetched.outcome(*no_article(reading, cut_short=fetched.is_cut_short)))
    article = record(
        site,
        with_noarchive(reading.article, fetched.robots),
        page=fetched.page,
        fetched_at=fetched.fetched_at,
        status=fetched.status,
        capture=fetched.capture,
        cut_short=fetched.is_cut_short,
    )
    entry = known.entry(article.url)
    article = with_believed_identity(site, article, entry, known.newest(article.id), known.record)
    article = with_known_identity(article, entry, known.newest(article.id))
    if loses_content(article, known.newest(article.id)):
        return Judgement(outcome=fetched.outcome(State.FAILED, CUT_SHORT))
    return Judgement(outcome=Outcome.read(article, fetched.validators))
