"""What the example newspaper holds, before it becomes pages: stories read from `articles/*.toml`.

A story's text is written in a light markup, one piece between blank lines:

    ## sub-heading           - list item            > quote              | cell | cell |
    [ảnh] caption            [video] path           [xem thêm] key key   [quảng cáo]

Anything else is a paragraph; `**bold**` may stand inside it.
"""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
import zlib
from dataclasses import dataclass, field
from datetime import datetime
from importlib.resources import files
from typing import Any, Literal

PartKind = Literal["heading", "paragraph", "list", "quote", "table", "image", "video", "related", "ad"]
Generation = Literal["old", "new"]
Source = Literal["sections", "feed", "sitemap"]

_TAGGED: dict[str, PartKind] = {"ảnh": "image", "video": "video", "xem thêm": "related", "quảng cáo": "ad"}
_TAG = re.compile(r"\[(ảnh|video|xem thêm|quảng cáo)\]\s*(.*)", re.DOTALL)

SECTIONS: dict[str, str] = {
    "chinh-tri/trong-tinh": "Chính trị > Trong tỉnh",
    "kinh-te/nong-nghiep": "Kinh tế > Nông nghiệp",
    "kinh-te/cong-thuong": "Kinh tế > Công thương",
    "xa-hoi/doi-song": "Xã hội > Đời sống",
    "xa-hoi/giao-duc": "Xã hội > Giáo dục",
    "van-hoa/le-hoi": "Văn hóa > Lễ hội",
    "thoi-su-chinh-tri": "Thời sự - Chính trị",
    "kinh-te": "Kinh tế",
    "xa-hoi": "Xã hội",
    "van-hoa": "Văn hóa",
    "khoa-hoc-cong-nghe": "Khoa học - Công nghệ",
    "the-thao-giai-tri": "Thể thao - Giải trí",
}
"""Section path in the URL, and as printed. A sub-section belongs to the old generation of pages."""


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a story's text."""

    kind: PartKind
    text: str = ""
    """Text, caption, URL of the video, or keys of related stories. A list has one item a line, a table one row a line with
    " | " between cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One article of the example newspaper."""

    key: str
    """Name of its file: what other stories refer to."""
    number: str
    """Article number in the URL: six digits (old generation) or seven hexadecimal digits (new)."""
    title: str
    section: str
    """A key of `SECTIONS`."""
    published: datetime
    """When it was published, with offset."""
    parts: tuple[Part, ...]
    lead: str | None = None
    byline: str | None = None
    byline_shape: str = "right"
    """How the byline is set: "right", "right-bold", "bold", "plain", "box" (an author element) or "placeholder" (the author
    element holds the template's placeholder, and the byline, if any, is set right)."""
    authors: tuple[str, ...] = ()
    agency: str | None = None
    video_credit: str | None = None
    """Credit line of the video as printed ("Video: …")."""
    extra_credit: str | None = None
    """A further credit line under the byline ("Trình bày: …")."""
    date_shape: str = "day-first"
    """How the date is printed: a key of `newsbot.example.dates.SHAPES`."""
    tags: tuple[str, ...] = ()
    related_heading: str | None = None
    """Heading of the related box under the article; null for the heading usual in its generation, "" for no box."""
    quirks: frozenset[str] = field(default_factory=frozenset)
    """Irregularities of the page; see `newsbot.example.markup`."""
    only: Source | None = None
    """The one source that knows the story; null when sections and sitemap do."""

    @property
    def generation(self) -> Generation:
        """Generation of the page."""
        return "old" if "/" in self.section else "new"

    @property
    def path(self) -> str:
        """URL of the page on its site."""
        if self.generation == "old":
            return f"/{slug(self.title)}-{self.number}.html"
        return f"/{self.section}/{self.published:%Y%m}/{slug(self.title)}-{self.number}/"

    @property
    def section_name(self) -> str:
        """Section path as printed."""
        return SECTIONS[self.section]

    @property
    def video_source(self) -> str | None:
        """Who made the video, without the role."""
        return self.video_credit.partition(": ")[2] if self.video_credit else None


def slug(title: str) -> str:
    """URL form of a title: ASCII letters and digits joined by hyphens."""
    plain = unicodedata.normalize("NFD", title.replace("đ", "d").replace("Đ", "D"))
    ascii_only = "".join(c for c in plain if not unicodedata.combining(c)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")


def plain(text: str) -> str:
    """Text without the light markup inside it."""
    return text.replace("**", "")


def parse_parts(text: str) -> tuple[Part, ...]:
    """Read the light markup."""
    return tuple(_parse_part(piece) for piece in re.split(r"\n\s*\n", text.strip()))


def _parse_part(piece: str) -> Part:
    lines = [line.strip() for line in piece.splitlines()]
    if match := _TAG.fullmatch(" ".join(lines)):
        return Part(_TAGGED[match[1]], match[2])
    if piece.startswith("## "):
        return Part("heading", piece[3:])
    if piece.startswith("> "):
        return Part("quote", " ".join(line.removeprefix("> ") for line in lines))
    if piece.startswith("- "):
        return Part("list", "\n".join(line.removeprefix("- ") for line in lines))
    if piece.startswith("| "):
        return Part("table", "\n".join(line.strip("| ") for line in lines))
    return Part("paragraph", " ".join(lines))


def _number(key: str, section: str) -> str:
    digest = zlib.crc32(key.encode())
    return f"{100000 + digest % 100000}" if "/" in section else f"{digest & 0x7FFFFFF:07x}"


def _story(key: str, data: dict[str, Any]) -> Story:
    values = data | {
        "parts": parse_parts(data["body"]),
        "quirks": frozenset(data.get("quirks", ())),
        "authors": tuple(data.get("authors", ())),
        "tags": tuple(data.get("tags", ())),
    }
    del values["body"]
    return Story(key=key, number=_number(key, data["section"]), **values)


@functools.cache
def stories() -> tuple[Story, ...]:
    """Every written story, newest first."""
    articles = [entry for entry in (files("newsbot.example") / "articles").iterdir() if entry.name.endswith(".toml")]
    read = [_story(entry.name.removesuffix(".toml"), tomllib.loads(entry.read_text("utf-8"))) for entry in articles]
    return tuple(sorted(read, key=lambda story: (story.published, story.key), reverse=True))
