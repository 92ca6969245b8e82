"""The forms that news systems give to the URLs of articles, each with the rule that finds it. Pure functions.

A rule takes URLs and the paths known to be no articles, and gives a template for each group that is built in its way.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

K = TypeVar("K")

FEW = 3
"""URLs of one build that make a template, where nothing else speaks for it."""
WORDS = 4
"""Words that make the last part of a URL a headline."""
CODE_CHARS = range(6, 41)
"""Characters of a code; a shorter one may be a word, a longer one is a session or a signature."""
SHORT_DIGITS = 4
"""Digits of the shortest number that may stand alone, when it is no year."""
COUNTER_MAX_DIGITS = 9
"""Digits of a number that counts up, and so grows by one some day; a longer one is made of a time and keeps its length."""
HEADLINE_MIN_WORDS = 2
"""Words beside a number or a date from which on they are a headline."""
SURE_DIGITS = 5
"""Digits from which a number is no year, page or edition."""
_DISTINCT = 0.8
"""Share of the URLs of a template whose number is their own; else the number is no identity."""

_LAST = re.compile(r"(?P<stem>[^/]*?)(?P<end>\.[A-Za-z]{2,5}|/)?$")
_TAIL = re.compile(r"(?:^|(?P<dash>[-_]))(?P<token>[0-9A-Za-z]+)$")
_LETTERED = re.compile(r"(?P<letters>[A-Za-z]{0,12})(?P<digits>\d+)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATE_RUN = re.compile(
    r"/(?P<date>(?:19|20)\d\d/(?:0[1-9]|1[0-2]|[1-9]|[a-z]{3})(?:/(?:[0-2]?\d|3[01]))?"
    r"|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])?|(?:19|20)\d\d-(?:0?[1-9]|1[0-2])(?:-(?:[0-2]?\d|3[01]))?)(?=/)"
)
_DATE_PATTERNS = (
    (re.compile(r"\d{4}/[a-z]{3}/\d{1,2}"), r"\d{4}/[a-z]{3}/\d{1,2}"),
    (re.compile(r"\d{4}/\d{1,2}/\d{1,2}"), r"\d{4}/\d{1,2}/\d{1,2}"),
    (re.compile(r"\d{4}/[a-z]{3}"), r"\d{4}/[a-z]{3}"),
    (re.compile(r"\d{4}/\d{1,2}"), r"\d{4}/\d{1,2}"),
    (re.compile(r"\d{8}"), r"\d{8}"),
    (re.compile(r"\d{6}"), r"\d{6}"),
    (re.compile(r"\d{4}-\d{1,2}-\d{1,2}"), r"\d{4}-\d{1,2}-\d{1,2}"),
    (re.compile(r"\d{4}-\d{1,2}"), r"\d{4}-\d{1,2}"),
)


@dataclass(frozen=True, slots=True)
class Template:
    """URLs that are built in one way."""

    pattern: str
    """Regular expression of their paths, as in `Site.article_paths`; the group `number` is the article number."""
    kind: str
    """What tells them: "number", "code", "folder number", "leading number", "date", "headline"."""
    urls: tuple[str, ...]
    """Those it was learnt from, in the order in which they were found."""

    def fits(self, url: str) -> bool:
        """Whether a URL has this form."""
        return re.search(self.pattern, urlsplit(url).path) is not None


@dataclass(frozen=True, slots=True)
class PageUrl:
    """A URL, taken apart."""

    url: str
    path: str
    stem: str
    """Last segment without its end."""
    end: str
    """".html", "/" or ""."""
    date: str
    """Pattern of the date folder in it; "" for none."""
    folders: tuple[str, ...]

    @property
    def words(self) -> int:
        """Words of its last segment."""
        return sum(len(word) > 1 and not word.isdigit() for word in re.split(r"[-_]", self.stem))


def take_apart(url: str) -> PageUrl:
    """The parts of a URL that the rules look at."""
    path = urlsplit(url).path
    last = _LAST.search(path.rstrip("/") if path.endswith("/") else path)
    assert last is not None
    end = "/" if path.endswith("/") else last["end"] or ""
    dates = _DATE_RUN.search(path)
    date = next((pattern for rule, pattern in _DATE_PATTERNS if dates and rule.fullmatch(dates["date"])), "")
    folders = tuple(path.strip("/").split("/")[:-1])
    return PageUrl(url, path, last["stem"], end, date, folders)


def _end(end: str) -> str:
    return "/?$" if end in ("", "/") else f"{re.escape(end)}$"


def _grouped(ones: Iterable[PageUrl], key: Callable[[PageUrl], K | None]) -> list[tuple[K, list[PageUrl]]]:
    groups: dict[K, list[PageUrl]] = defaultdict(list)
    for one in ones:
        name = key(one)
        if name is not None:
            groups[name].append(one)
    return sorted(groups.items(), key=lambda group: -len(group[1]))


def _template(kind: str, pattern: str, ones: Iterable[PageUrl]) -> Template:
    """A template; its number is dropped when other URLs have the same one."""
    urls = tuple(one.url for one in ones)
    if "(?P<number>" in pattern:
        numbers = Counter(found["number"] for url in urls if (found := re.search(pattern, urlsplit(url).path)))
        if numbers and len(numbers) < _DISTINCT * len(urls):
            pattern = re.sub(r"\(\?P<number>([^()]*)\)", r"\1", pattern)
    return Template(pattern, kind, urls)


# Codes: letters and digits of one length, without meaning ("7665ad5").


def _token(one: PageUrl) -> tuple[str, str] | None:
    """The last token of a URL and what stands before it: "-" or "/"."""
    found = _TAIL.search(one.stem)
    return (found["token"], "-" if found["dash"] else "/") if found else None


def _codes(ones: Sequence[PageUrl], known: Collection[str]) -> Iterable[Template]:
    def key(one: PageUrl) -> tuple[str, int, str, str] | None:
        token = _token(one)
        return (token[1], len(token[0]), one.end, one.date) if token and len(token[0]) in CODE_CHARS else None

    for (before, length, end, date), group in _grouped(ones, key):
        tokens = [token[0] for one in group if (token := _token(one))]
        if not _are_codes(tokens):
            continue
        letters = "0-9a-f" if all(re.fullmatch(r"[0-9a-f]+", token) for token in tokens) else "0-9a-z"
        if any(token != token.lower() for token in tokens):
            letters = "0-9A-Za-z"
        number = rf"(?P<number>[{letters}]{{{length}}})"
        folders = rf"^/(?:[^/]+/)*{date}/" if date else "/"
        dash = "[-_]" if any("_" in one.stem for one in group) else "-"
        slug = f"[^/]*?{dash}?" if date else f"[^/]*{dash}"
        pattern = f"{folders}{slug if before == '-' else ''}{number}{_end(end)}"
        if sum(re.search(pattern, path) is not None for path in known) * 2 < len(group):
            yield _template("code", pattern, group)


def _are_codes(tokens: Sequence[str]) -> bool:
    digits = sum(any(sign.isdigit() for sign in token) for token in tokens)
    mixed = [token for token in tokens if any(sign.isdigit() for sign in token) and not token.isdigit()]
    prefixes = {found["letters"] for token in mixed if (found := _LETTERED.fullmatch(token))}
    plain = sum(_LETTERED.fullmatch(token) is not None for token in mixed)
    if len(tokens) < FEW:
        return bool(mixed) and plain == 0
    return (
        digits >= 0.9 * len(tokens)
        and len(mixed) >= 0.5 * len(tokens)
        and (plain < len(mixed) / 2 or len(prefixes) > FEW)
    )


# Numbers at the end ("-post408463.html", "-a196670.html", "/1234.html").


def _numbers(ones: Sequence[PageUrl], known: Collection[str]) -> Iterable[Template]:
    def key(one: PageUrl) -> tuple[str, str, str] | None:
        token = _token(one)
        found = _LETTERED.fullmatch(token[0]) if token else None
        if not token or not found or (token[1] == "/" and found["letters"]):
            return None
        return token[1], found["letters"], one.end

    for (before, letters, end), group in _grouped(ones, key):
        digits = {one.url: _digits(one) for one in group}
        sure = [one for one in group if _is_number(digits[one.url], letters)]
        if not sure and _count_up(group, [*digits.values()]):
            sure = group
        if not sure:
            continue
        lengths = [len(digits[one.url]) for one in sure]
        start = "[-_]" if any("_" in one.stem for one in sure) and before == "-" else before
        if before == "-" and any(one.stem == digits[one.url] for one in sure):
            start = "[-/]"

        def pattern(
            least: int, start: str = start, letters: str = letters, end: str = end, most: int = max(lengths)
        ) -> str:
            many = (
                rf"\d{{{most}}}"
                if most == least and most > COUNTER_MAX_DIGITS
                else rf"\d{{{least},}}"
                if least > 1
                else r"\d+"
            )
            return rf"{start}(?P<number>{letters}{many}){_end(end)}"

        leasts = dict.fromkeys((1 if letters else min(SURE_DIGITS, *lengths), *sorted(lengths)))
        if len({*lengths}) == 1 and lengths[0] > COUNTER_MAX_DIGITS:
            leasts = dict.fromkeys(lengths)
        chosen = _fewest([pattern(least) for least in leasts], known)
        fitting = [one for one in group if re.search(chosen, one.path)]
        yield _template("number", chosen, fitting)


def _digits(one: PageUrl) -> str:
    token = _token(one)
    found = _LETTERED.fullmatch(token[0]) if token else None
    return found["digits"] if found else ""


def _is_number(digits: str, letters: str) -> bool:
    if letters:
        return len(digits) >= FEW and not (_YEAR.fullmatch(digits) and len(letters) > 1)
    return len(digits) >= SURE_DIGITS or (len(digits) == SHORT_DIGITS and not _YEAR.fullmatch(digits))


def _count_up(group: Sequence[PageUrl], digits: Sequence[str]) -> bool:
    """Whether short numbers are those of a young site's articles: each headline has its own, and none is a year."""
    return (
        len(group) >= 2 * FEW
        and len({*digits}) >= 0.9 * len(digits)
        and all(one.words >= FEW for one in group)
        and not any(map(_YEAR.fullmatch, digits))
    )


# Numbers in a folder of their own ("/206/140540/ten-bai"), or before the headline ("/140540-ten-bai.html").


def _folder_numbers(ones: Sequence[PageUrl], known: Collection[str]) -> Iterable[Template]:  # noqa: ARG001 - a rule like the others
    def number(one: PageUrl) -> str | None:
        last = one.folders[-1] if one.folders else ""
        return last if re.fullmatch(r"\d{4,}\w*", last) and not _YEAR.fullmatch(last) and not one.date else None

    for end, group in _grouped(ones, lambda one: one.end if number(one) and one.words >= HEADLINE_MIN_WORDS else None):
        plain = all((number(one) or "").isdigit() for one in group)
        many = r"\d{4,}" if plain else r"\d{4,}\w*"
        yield _template("folder number", rf"/(?P<number>{many})/[^/]+?{_end(end)}", group)


def _leading_numbers(ones: Sequence[PageUrl], known: Collection[str]) -> Iterable[Template]:  # noqa: ARG001 - a rule like the others
    def key(one: PageUrl) -> str | None:
        found = re.match(r"(\d{4,})[-_]", one.stem)
        return one.end if found and not _YEAR.fullmatch(found[1]) and one.words >= HEADLINE_MIN_WORDS else None

    for end, group in _grouped(ones, key):
        yield _template("leading number", rf"/(?P<number>\d{{4,}})[-_][^/]+?{_end(end)}", group)


# No number: a date and a headline, or a headline alone.


def _dates(ones: Sequence[PageUrl], known: Collection[str]) -> Iterable[Template]:  # noqa: ARG001 - a rule like the others
    def key(one: PageUrl) -> tuple[str, str] | None:
        return (one.date, one.end) if one.date and one.words >= HEADLINE_MIN_WORDS else None

    for (date, end), group in _grouped(ones, key):
        yield _template("date", rf"/{date}/(?:[^/]+/)*[^/]*-[^/]*?{_end(end)}", group)


def _headlines(ones: Sequence[PageUrl], known: Collection[str]) -> Iterable[Template]:
    def key(one: PageUrl) -> tuple[str, int] | None:
        return (one.end, len(one.folders)) if one.words >= WORDS else None

    for (end, depth), group in _grouped(ones, key):
        firsts = {one.folders[0] for one in group} if depth else set()
        folders = "[^/]+/" * depth
        if len(firsts) == 1:
            folders = re.escape(firsts.pop()).replace(r"\-", "-") + "/" + "[^/]+/" * (depth - 1)
        least = 0 if (depth and not firsts) or end not in ("", "/") else WORDS - 1
        wordy = _fewest([_wordy(folders, hyphens, end) for hyphens in (least, WORDS - 1, WORDS, WORDS + 1)], known)
        fitting = [one for one in group if re.search(wordy, one.path)]
        if len(fitting) >= FEW:
            yield _template("headline", wordy, fitting)


def _fewest(patterns: Sequence[str], known: Collection[str]) -> str:
    """The first of the patterns that fits the fewest of the paths known to be no articles."""
    return min(patterns, key=lambda pattern: sum(re.search(pattern, path) is not None for path in known))


def _wordy(folders: str, hyphens: int, end: str) -> str:
    words = rf"(?:[^/-]+-){{{hyphens},}}" if hyphens else ""
    return rf"^/{folders}{words}[^/]+?{_end(end)}"


Rule = Callable[[Sequence[PageUrl], Collection[str]], Iterable[Template]]
RULES: tuple[Rule, ...] = (_codes, _numbers, _folder_numbers, _leading_numbers, _dates, _headlines)
"""The rules, those with the surest identity first."""
