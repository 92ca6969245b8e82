"""How right newsbot reads pages whose truth is known, beside other extractors, in one run.

    python benchmarks/quality.py --pages DIR                                  every set below DIR
    python benchmarks/quality.py --pages DIR --peer trafilatura --peer newspaper4k vn fundus
    python benchmarks/quality.py --pages DIR --worst 10                       and the pages read worst

A set is a folder with `truth.jsonl` (one object a line: id, url, truth with body, title, date, authors, captions, byline,
video_source, related) and the pages as `html/<id>.html.gz`. Without --pages the bundled example newspaper is read, whose truth
newsbot ships.

body: F1 over 4-word shingles, each page counting the same (the measure of Zyte's article-extraction-benchmark); title: share
of exact titles; day, minute: share of right publication dates; the others: F1 over the values. x: process CPU time as a
multiple of lxml.html parsing the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import lxml.html

LISTS = ("authors", "captions", "byline", "video_source", "related")
Reader = Callable[[bytes, str], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Page:
    key: str
    url: str
    html: bytes
    truth: dict[str, Any]


def pages_of(folder: Path) -> Iterator[Page]:
    for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        html = gzip.decompress((folder / "html" / f"{row['id']}.html.gz").read_bytes())
        yield Page(row["id"], row["url"] or "https://unknown.example/", html, row["truth"])


def example_pages() -> Iterator[Page]:
    from urllib.request import urlopen

    from newsbot.example import holdings, serve

    with serve() as base:
        for held in holdings():
            with urlopen(base + held.path) as response:
                html = response.read()
            truth = {
                "title": held.title,
                "body": held.body,
                "date": held.published_at,
                "authors": held.authors,
                "captions": held.captions,
                "byline": held.byline,
                "video_source": held.video_source,
                "related": [link.title for link in held.related_links],
            }
            yield Page(held.path, base + held.path, html, truth)


def newsbot_reader() -> Reader:
    from newsbot import extract

    def read(html: bytes, url: str) -> dict[str, Any]:
        article = extract(html, url=url, content_type="text/html; charset=utf-8")
        if article is None:
            return {}
        values = {
            key: getattr(article, key) for key in ("title", "body", "authors", "captions", "byline", "video_source")
        }
        return values | {"date": article.published_at, "related": [link.title for link in article.related_links]}

    return read


def trafilatura_reader() -> Reader:
    import trafilatura

    def read(html: bytes, url: str) -> dict[str, Any]:
        found = trafilatura.bare_extraction(html, url=url, with_metadata=True, include_comments=False)
        if found is None:
            return {}
        page = found.as_dict()
        names = (page.get("author") or "").split("; ")
        return {"title": page.get("title"), "body": page.get("text"), "date": page.get("date"), "authors": names}

    return read


def newspaper4k_reader() -> Reader:
    import newspaper

    def read(html: bytes, url: str) -> dict[str, Any]:
        page = newspaper.article(url, input_html=html.decode("utf-8", "replace"), fetch_images=False)
        return {"title": page.title, "body": page.text, "date": page.publish_date, "authors": page.authors}

    return read


READERS = {"newsbot": newsbot_reader, "trafilatura": trafilatura_reader, "newspaper4k": newspaper4k_reader}

_FOLDED = {ord(one): other for some, other in (("‘’‛`", "'"), ("“”„«»", '"'), ("‐‑–—", "-")) for one in some}
_CREDIT = re.compile(r"[\s|/(\[–—-]*(?:ảnh|nguồn|photo|foto|image|credit|©|bild|source|đồ họa|video)\s*[:©].*$", re.I)


def fold(text: str | None) -> str:
    return " ".join(unicodedata.normalize("NFC", text or "").translate(_FOLDED).split())


def letters(text: str | None) -> str:
    return re.sub(r"[\W_]+", "", fold(text)).casefold()


def caption_letters(text: str | None) -> str:
    return letters(_CREDIT.sub("", fold(text)) or text)


def shingles(text: str | None) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text or ""))
    size = min(4, len(words)) or 1
    return Counter(tuple(words[i : i + size]) for i in range(len(words) - size + 1)) if words else Counter()


def compare(truth: Counter[Any], guess: Counter[Any]) -> tuple[int, int, int]:
    """Found, extra, missed."""
    found = (truth & guess).total()
    return found, guess.total() - found, truth.total() - found


def f1(found: float, extra: float, missed: float) -> float:
    return 2 * found / (2 * found + extra + missed) if found + extra + missed else 1.0


def moment(value: object) -> datetime | None:
    if value is None or isinstance(value, datetime):
        return value
    try:
        return datetime.fromisoformat(re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", str(value).strip().replace("Z", "+00:00")))
    except ValueError:
        return None


def same_day(one: datetime, other: datetime | None) -> bool:
    if other is None:
        return False
    both = one.tzinfo and other.tzinfo
    return one.date() == other.date() or bool(both and one.astimezone(UTC).date() == other.astimezone(UTC).date())


def same_minute(one: datetime, other: datetime | None) -> bool:
    if other is None:
        return False
    if not (one.tzinfo and other.tzinfo):
        one, other = one.replace(tzinfo=None), other.replace(tzinfo=None)
    return abs((one - other).total_seconds()) < 60


def values(found: object) -> Iterable[str]:
    if isinstance(found, str):
        return [found]
    items = found if isinstance(found, (list, tuple)) else ()
    return [item["title"] if isinstance(item, dict) else item for item in items]


def score(pages: Iterable[Page], read: Reader) -> tuple[dict[str, float], list[tuple[float, str]]]:
    shares, titles, days, minutes = [], [], [], []
    lists: dict[str, list[int]] = {}
    worst = []
    cost = parse = 0.0
    failed = 0
    for page in pages:
        began = time.process_time()
        lxml.html.fromstring(page.html)
        middle = time.process_time()
        try:
            guess = read(page.html, page.url)
        except Exception as error:  # noqa: BLE001 - an extractor that raises has read nothing; it is counted
            print(f"  ! {page.key}: {type(error).__name__}: {error}".splitlines()[0])
            guess, failed = {}, failed + 1
        cost, parse = cost + time.process_time() - middle, parse + middle - began
        if page.truth.get("body"):
            counts = compare(shingles(page.truth["body"]), shingles(guess.get("body")))
            total = sum(counts) or 1
            shares.append([count / total for count in counts])
            worst.append((f1(*counts), page.key))
        if page.truth.get("title"):
            titles.append(fold(page.truth["title"]) == fold(guess.get("title")))
        if when := moment(page.truth.get("date")):
            days.append(same_day(when, moment(guess.get("date"))))
            if ":" in str(page.truth["date"]):
                minutes.append(same_minute(when, moment(guess.get("date"))))
        for name in set(LISTS) & page.truth.keys():
            key = caption_letters if name == "captions" else letters
            sides = (Counter(filter(None, map(key, values(side.get(name))))) for side in (page.truth, guess))
            lists[name] = [a + b for a, b in zip(lists.get(name, (0, 0, 0)), compare(*sides), strict=True)]
    row: dict[str, float] = {
        "pages": len(shares),
        "failed": failed,
        "body": f1(*(sum(column) for column in zip(*shares, strict=True))),
    }
    for name, hits in (("title", titles), ("day", days), ("minute", minutes)):
        if hits:
            row[name] = sum(hits) / len(hits)
    row |= {name: f1(*lists[name]) for name in LISTS if name in lists}
    return row | {"x": cost / parse}, sorted(worst)


FORMS = {"pages": ".0f", "failed": ".0f", "x": ".1f"}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("sets", nargs="*")
    arguments.add_argument("--pages", type=Path)
    arguments.add_argument("--peer", action="append", default=[], choices=sorted(READERS))
    arguments.add_argument("--worst", type=int, default=0)
    options = arguments.parse_args()
    sets: dict[str, list[Page]] = {}
    if options.pages is None:
        sets["example"] = list(example_pages())
    else:
        names = options.sets or sorted(path.parent.name for path in options.pages.glob("*/truth.jsonl"))
        sets = {name: list(pages_of(options.pages / name)) for name in names}
    for name, pages in sets.items():
        for reader in ("newsbot", *options.peer):
            read = READERS[reader]()
            read(pages[0].html, pages[0].url)  # imports and tables are not the cost of a page
            row, worst = score(pages, read)
            cells = (f"{key} {value:{FORMS.get(key, '.4f')}}" for key, value in row.items())
            print(f"{name:12} {reader:12}", "  ".join(cells), flush=True)
            for value, key in worst[: options.worst if reader == "newsbot" else 0]:
                print(f"    {value:.3f}  {key}")


if __name__ == "__main__":
    main()
