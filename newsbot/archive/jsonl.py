"""The JSON Lines: an `Article` to one line of bytes and back.

One JSON object a line, UTF-8, `\\n` at the end, no white space between tokens, letters as themselves (not `\\u`), every key of
`newsbot.article.Article` present and in its order. Reading is strict: an unknown or missing key or a value of another type
is an error, because a line that is not understood wholly is not understood.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import msgspec

from newsbot.archive.months import MAX_LINE_BYTES, months, text_lines
from newsbot.archive.regular_files import is_folder
from newsbot.archive.retractions import retracted_keys
from newsbot.archive.tombstone import is_tombstone
from newsbot.article import NOARCHIVE, SCHEMA_VERSION, Article, Block, Capture, Image, Link, Reader, Video

T = TypeVar("T")

KEYS: tuple[str, ...] = tuple(field.name for field in fields(Article))
"""The keys of a line, in order."""

_ENCODER = msgspec.json.Encoder()


def as_dict(article: Article) -> dict[str, Any]:
    """The record as JSON values: dicts, lists, strings, numbers, None."""
    record = dict(zip(KEYS, _VALUES(article), strict=True))
    for name in _NESTED_LISTS:
        record[name] = [_plain(part) for part in record[name]]
    record["reader"] = _plain(article.reader)
    if article.capture is not None:
        record["capture"] = _plain(article.capture)
    return record


def to_line(article: Article) -> bytes:
    """The line of a record, line feed included. Raises ValueError for text that UTF-8 cannot hold (a lone surrogate)."""
    return _ENCODER.encode(article) + b"\n"


def from_line(line: bytes) -> Article:
    """The record of a line. Raises ValueError that says what is wrong with it.

    msgspec checks types, but takes a missing key for its default and passes over an unknown one. A record that comes out as the
    same bytes has every key in its order and no other; any other line is looked at key by key.
    """
    if len(line) > MAX_LINE_BYTES:
        raise ValueError(f"longer than {MAX_LINE_BYTES} bytes")
    try:
        article = _decoder_of_lines().decode(line)
        if _ENCODER.encode(article) == line[:-1] and article.schema == SCHEMA_VERSION and line[-1:] == b"\n":
            return article
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        pass
    return _article_key_by_key(line)


def _article_key_by_key(line: bytes) -> Article:
    try:
        record = json.loads(line.decode("utf-8"), parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8: byte {error.start + 1} of the line") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: character {error.pos + 1} of the line") from error
    except RecursionError:
        raise ValueError("nested too deep") from None
    if not isinstance(record, dict):
        raise ValueError(f"not an object but {_KINDS[type(record)]}")
    if record.get("schema") != SCHEMA_VERSION:
        raise ValueError(f"schema is {record.get('schema')!r}, this newsbot reads {SCHEMA_VERSION}")
    return _article(record, "")


def glance(line: bytes) -> Article:
    """The record of a line to look at and not to keep: as strict as `from_line`, twice as fast, with the same attributes.

    What it returns is no dataclass. Raises ValueError that says what is wrong with the line.
    """
    try:
        return cast(Article, _checker().decode(line))
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return from_line(line)


@cache
def _decoder_of_lines() -> msgspec.json.Decoder[Article]:
    return msgspec.json.Decoder(Article)


@cache
def _checker() -> msgspec.json.Decoder[msgspec.Struct]:
    return msgspec.json.Decoder(_struct(Article))


def _struct(kind: type[Any]) -> type[msgspec.Struct]:
    """The form of a dataclass, with every field required and no other one allowed."""
    hints = get_type_hints(kind) | ({"schema": Literal[SCHEMA_VERSION]} if kind is Article else {})
    parts = [(name, _struct_type(hints[name])) for name in hints]
    return msgspec.defstruct(kind.__name__, parts, forbid_unknown_fields=True, frozen=True, gc=False)


def _struct_type(kind: Any) -> Any:
    if isinstance(kind, type) and is_dataclass(kind):
        return _struct(kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is tuple:
        return tuple[_struct_type(arguments[0]), ...]  # type: ignore[misc]
    if origin in (Union, UnionType):
        return Union[tuple(_struct_type(argument) for argument in arguments)]  # noqa: UP007 - made at run time
    return kind


def read(path: Path | str, *, latest: bool = False, public: bool = False) -> Iterator[Article]:
    """The records of a JSONL file (also packed), of a site's folder or of a whole archive, in the order of the files.

    With `latest` every article once, as it was last seen: its newest revision of those in these files that were not taken back
    (`newsbot retract`); an article that is gone, for which that is a tombstone, is left out. The files are then read twice.

    With `public` what may be shown in public: without records whose publisher asks for no public copy (flag "noarchive"); with
    `latest` too, an article whose newest revision has that flag is left out, also where an earlier one has not.

    A last line without its line feed is being written just now (or its writer died) and is not there yet: it is left out.
    Raises ValueError with file and line number for a line that is no record, FileNotFoundError when there is nothing to read.
    """
    articles = _latest(Path(path)) if latest else _all(Path(path))
    yield from (article for article in articles if not (public and NOARCHIVE in article.flags))


def _latest(path: Path) -> Iterator[Article]:
    files = article_files(path)
    newest: dict[str, int] = {}
    for file in files:
        gone = retracted_keys(file.parent.parent)
        for article in _records(file, glance):
            if article.revision > newest.get(article.id, 0) and (article.id, article.revision) not in gone:
                newest[article.id] = article.revision
    for file in files:
        for article in _records(file, from_line):
            if newest.get(article.id) == article.revision and not is_tombstone(article):
                yield article


def _all(path: Path) -> Iterator[Article]:
    for file in article_files(path):
        yield from _records(file, from_line)


def _records(file: Path, reader: Callable[[bytes], Article]) -> Iterator[Article]:
    for number, line in enumerate(text_lines(file), 1):
        if not line.endswith(b"\n"):
            break
        try:
            yield reader(line)
        except ValueError as error:
            raise ValueError(f"{file}:{number}: {error}") from error


def article_files(path: Path) -> list[Path]:
    """The JSONL files of a file, a site's folder or an archive, by site and month. Raises FileNotFoundError for none."""
    path = path.resolve()  # what the user names may be a link
    if path.exists() and not path.is_dir():
        return [path]
    folders = [path / "articles"] if is_folder(path / "articles") else _sites_in(path)
    if not folders:
        raise FileNotFoundError(f"no articles in {path}: neither a JSONL file, nor a site's folder, nor an archive")
    return [file for folder in folders for file in months(folder.parent).values()]


def _sites_in(archive: Path) -> list[Path]:
    found = (site / "articles" for site in archive.iterdir()) if archive.is_dir() else ()
    return sorted(folder for folder in found if is_folder(folder.parent) and is_folder(folder))


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


# From dataclass to JSON values and back: what to do follows from the types of the fields, worked out once.

_VALUES = attrgetter(*KEYS)
_NESTED_LISTS = ("related_links", "images", "videos", "blocks")
_PARTS = {
    kind: (tuple(f.name for f in fields(kind)), attrgetter(*(f.name for f in fields(kind))))
    for kind in (Link, Image, Video, Block, Reader, Capture)
}


def _plain(part: Link | Image | Video | Block | Reader | Capture) -> dict[str, Any]:
    names, values = _PARTS[type(part)]
    return dict(zip(names, values(part), strict=True))


_KINDS: dict[type, str] = {
    dict: "an object",
    list: "a list",
    str: "a string",
    bool: "a boolean",
    int: "a whole number",
    float: "a number with a fraction",
    NoneType: "null",
}


def _decoder(kind: Any) -> Callable[[Any, str], Any]:
    """A function that takes a JSON value and its place, and returns it as `kind` or raises ValueError."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        (inner,) = (argument for argument in arguments if argument is not NoneType)
        decode = _decoder(inner)
        return lambda value, place: None if value is None else decode(value, place)
    if origin is tuple:
        return _list_decoder(_decoder(arguments[0]))
    if origin is Literal:
        return _choice_decoder(frozenset(arguments))
    if kind is str:
        return _string
    return _object_decoder(kind)


def _string(value: Any, place: str) -> str:
    if type(value) is not str:
        raise ValueError(f"{place} is {_KINDS[type(value)]}, not a string")
    return value


def _choice_decoder(choices: frozenset[str]) -> Callable[[Any, str], Any]:
    def decode(value: Any, place: str) -> Any:
        if type(value) is not str or value not in choices:
            raise ValueError(f"{place} is {value!r}, not one of {', '.join(sorted(choices))}")
        return value

    return decode


def _list_decoder(item: Callable[[Any, str], T]) -> Callable[[Any, str], tuple[T, ...]]:
    def decode(value: Any, place: str) -> tuple[T, ...]:
        if type(value) is not list:
            raise ValueError(f"{place} is {_KINDS[type(value)]}, not a list")
        return tuple([item(one, place) for one in value])

    return decode


_SCALARS: dict[Any, tuple[type, ...]] = {
    str: (str,),
    int: (int,),
    str | None: (str, NoneType),
    int | None: (int, NoneType),
}


def _object_decoder(kind: type[T]) -> Callable[[Any, str], T]:
    """Scalar fields, which are most, are checked in place: verifying an archive spends its time here."""
    hints = get_type_hints(kind)
    names = frozenset(field.name for field in fields(kind))  # type: ignore[arg-type]
    scalars = [(name, _SCALARS[hints[name]]) for name in hints if hints[name] in _SCALARS]
    others = [(name, _decoder(hints[name])) for name in hints if hints[name] not in _SCALARS]

    def decode(value: Any, place: str) -> T:
        if type(value) is not dict:
            raise ValueError(f"{place} is {_KINDS[type(value)]}, not an object")
        if value.keys() != names:
            raise ValueError(_key_trouble(value, names, place))
        for name, types in scalars:
            if type(value[name]) not in types:
                raise ValueError(f"{name} is {_KINDS[type(value[name])]}, not {_KINDS[types[0]]}")
        for name, decoder in others:
            value[name] = decoder(value[name], name)
        return kind(**value)

    return decode


def _key_trouble(value: dict[str, Any], names: frozenset[str], place: str) -> str:
    where = f" in {place}" if place else ""
    if missing := sorted(names - value.keys()):
        return f"missing{where}: {', '.join(missing)}"
    return f"unknown{where}: {', '.join(sorted(value.keys() - names))}"


_article: Callable[[Any, str], Article] = _object_decoder(Article)
