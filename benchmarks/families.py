"""How much the layouts of the CMS families help: the same pages read with them, and by the general reader alone.

    python benchmarks/families.py                          the saved pages of tests/fixtures, whose records are the truth
    python benchmarks/families.py --pages DIR              a set of pages: truth.jsonl and html/<id>.html.gz, as quality.py has it
    python benchmarks/families.py --wrong                  and name every value that is not right, with what was read

Share of pages on which a field is right: the whole value, the order of lists aside; a field that the truth leaves out is not
counted. body: mean F1 over 4-word shingles. Then the layouts that were met, by number of pages.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from quality import Page, caption_letters, compare, f1, fold, letters, moment, pages_of, same_day, shingles, values

from newsbot.cms import LAYOUTS
from newsbot.normalize import normalize_article
from newsbot.reader import read
from newsbot.reader.layouts.layout import Layout

FIXTURES = Path(__file__).parent.parent / "tests" / "fixtures"
FIELDS = ("title", "lead", "byline", "authors", "date", "captions", "video_source", "related")
NAMES = {"date": "published_at", "related": "related_links"}
"""Names that the record has for fields of a set of pages."""


def fixtures() -> Iterator[Page]:
    """The saved articles of the repository."""
    for file in sorted(FIXTURES.glob("*/*.html")):
        record = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
        if "not_article" not in record:
            truth = {"body": record["body"]} | {field: record[NAMES.get(field, field)] for field in FIELDS}
            html = file.read_bytes()
            yield Page(f"{file.parent.name}/{file.stem}", record["url"], html, truth)


def reading(page: Page, layouts: Sequence[Layout]) -> dict[str, Any]:
    """What is read of a page, under the names of the truth; the layout under "layout"."""
    article = read(page.html, url=page.url, layouts=layouts).article
    if article is None:
        return {"layout": "no article"}
    article = normalize_article(article)
    found = {field: getattr(article, NAMES.get(field, field)) for field in FIELDS}
    found["related"] = [link.title for link in article.related_links]
    return found | {"body": article.body, "layout": article.reader.layout}


def is_right(field: str, truth: object, found: object) -> bool:
    if field == "date":
        one, other = moment(truth), moment(found)
        return one == other if one is None or other is None or ":" in str(truth) else same_day(one, other)
    key = {"captions": caption_letters, "title": fold, "lead": fold}.get(field, letters)
    return sorted(map(key, values(found))) == sorted(map(key, values(truth)))


def report(pages: Iterable[Page], layouts: Sequence[Layout], *, wrong: bool) -> tuple[dict[str, float], Counter[str]]:
    """Share right by field, and the layouts met."""
    hits: dict[str, list[float]] = {field: [] for field in ("body", *FIELDS)}
    met: Counter[str] = Counter()
    for page in pages:
        found = reading(page, layouts)
        met[found["layout"]] += 1
        if page.truth.get("body"):
            hits["body"].append(f1(*compare(shingles(page.truth["body"]), shingles(found.get("body")))))
        for field in FIELDS:
            if field not in page.truth:
                continue
            hits[field].append(is_right(field, page.truth[field], found.get(field)))
            if wrong and not hits[field][-1]:
                print(f"    {page.key} ({found['layout']}) {field}: {found.get(field)!r}, not {page.truth[field]!r}")
    return {field: sum(each) / len(each) for field, each in hits.items() if each}, met


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--pages", type=Path, help="folder of one set")
    arguments.add_argument("--wrong", action="store_true")
    options = arguments.parse_args()
    pages = list(pages_of(options.pages) if options.pages else fixtures())
    ways: dict[str, Sequence[Layout]] = {"with layouts": LAYOUTS, "without": ()}
    rows = {}
    for way, layouts in ways.items():
        if options.wrong:
            print(f"{way}:")
        rows[way], met = report(pages, layouts, wrong=options.wrong)
        if layouts:
            families = met
    print(f"{len(pages)} pages", *(f"{field:>12}" for field in rows["without"]), sep="\t")
    for way, row in rows.items():
        print(f"{way:12}", *(f"{share:12.4f}" for share in row.values()), sep="\t")
    print("loss        ", *(f"{rows['with layouts'][field] - share:12.4f}" for field, share in row.items()), sep="\t")
    print("layouts:", ", ".join(f"{name} {count}" for name, count in families.most_common()))


if __name__ == "__main__":
    main()
