"""From findings to a site file: Python as `ruff format` writes it, to be saved as `newsbot/spiders/<name>.py`. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from keyword import iskeyword
from urllib.parse import urlsplit

from newsbot.probe.family import family_class, known_patterns
from newsbot.probe.findings import Findings, SectionFound
from newsbot.probe.publisher import class_name
from newsbot.site import Api

WIDTH = 120
"""Columns of a line."""
INDENT = "    "
MODULE_NAME = re.compile(r"[a-z][a-z0-9_]{0,99}")
"""Site ids that can be the name of a site file."""


@dataclass(frozen=True, slots=True)
class _Value:
    """An attribute of the class: its name and the items of its tuple, or its one value."""

    name: str
    items: tuple[str, ...]
    single: bool = False


def site_file(findings: Findings, today: str) -> str:
    """The text of the site file; `today` is the date of the look ("2026-11-23")."""
    family = findings.family
    base = f"{family.module}.{family.base}" if family.base else "Site"
    values, names, modules = _attributes(findings)
    values.append(_one("facts", _text(f"probe {today}")))
    lines = [f'"""{_prose(findings.publisher.name)}."""', ""]
    if modules:
        lines.append(f"from newsbot.cms import {', '.join(sorted(modules))}")
    if names:
        lines.append(f"from newsbot.site import {', '.join(sorted(names, key=_import_order))}")
    lines += ["", "", f"class {_class_name(findings)}({base}):", f'{INDENT}"""{_docstring(findings)}"""', ""]
    return "\n".join([*lines, *(line for value in values for line in _lines(value))]) + "\n"


def _attributes(findings: Findings) -> tuple[list[_Value], set[str], set[str]]:
    """The attributes of the class, the names of `newsbot.site` and the modules of `newsbot.cms` that they use."""
    publisher, family = findings.publisher, findings.family
    sources, doubtful, names = _sources(findings)
    paths, modules, learnt = _patterns(findings)
    values = [_one("name", _text(findings.name)), _one("publisher", _text(publisher.name))]
    values.append(_one("province", _text(publisher.province or "")))
    if publisher.former_province:
        values.append(_Value("former_provinces", (_text(publisher.former_province),)))
    values += _place(findings)
    if family.module:
        modules.add(family.module)
    else:
        names.add("Site")
        values.append(_one("cms", _text(family.cms)))
    values.append(_Value("sources", sources))
    if not sources:
        names.add("FROM_HOME")
        values.append(_one("no_sources", "FROM_HOME"))
    if doubtful:
        values.append(_Value("probe", doubtful))
    values += paths
    if unverified := _unverified(findings, bool(sources), learnt):
        values.append(_Value("unverified", tuple(map(_text, unverified))))
    return values, names, modules


def _class_name(findings: Findings) -> str:
    """A name that neither Python nor the imports use."""
    name = class_name(findings.publisher.name, findings.name)
    return f"{name}Paper" if iskeyword(name) or name in {"Site", "Feed", "Sitemap"} else name


def _one(name: str, text: str) -> _Value:
    return _Value(name, (text,), single=True)


def _lines(value: _Value) -> list[str]:
    """An attribute, on one line where it fits, else one item a line."""
    if value.single:
        return [f"{INDENT}{value.name} = {value.items[0]}"]
    comma = "," if len(value.items) == 1 else ""
    line = f"{INDENT}{value.name} = ({', '.join(value.items)}{comma})"
    if len(line) <= WIDTH:
        return [line]
    return [f"{INDENT}{value.name} = (", *(f"{INDENT * 2}{item}," for item in value.items), f"{INDENT})"]


def _import_order(name: str) -> tuple[int, str]:
    """Constants, classes, functions: the order in which ruff sorts what is imported."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2), name


def _place(findings: Findings) -> list[_Value]:
    """Host, aliases, scheme, port."""
    parts = urlsplit(findings.home)
    values = [_Value("domains", (_text(parts.hostname or ""),))]
    bare = (parts.hostname or "").removeprefix("www.")
    aliases = [twin.host for twin in findings.twins if twin.same and twin.host.removeprefix("www.") != bare]
    if aliases:
        values.append(_Value("aliases", tuple(map(_text, aliases))))
    if parts.scheme != "https":
        values.append(_one("scheme", _text(parts.scheme)))
    if parts.port:
        values.append(_one("port", str(parts.port)))
    return values


def _sources(findings: Findings) -> tuple[tuple[str, ...], tuple[str, ...], set[str]]:
    """The sources as expressions, those in which no article was seen, and the names that they use."""
    items: list[str] = []
    doubtful: list[str] = []
    used: set[str] = set()
    for source in findings.sources:
        kind = {"feed": "Feed", "feeds": "Feed", "sitemap": "Sitemap", "sitemaps": "Sitemap"}.get(source.kind)
        if kind and source.named_by in ("home page", "robots.txt", "guess"):
            (items if source.articles else doubtful).append(f"{kind}({_text(_relative(source.url, findings.home))})")
            used.add(kind)
        elif source.api:
            items.append(_api(source.api))
            used.add("Api")
    lines = _section_lines([section for section in findings.sections if section.problem is None])
    if lines:
        used.add("sections")
    return (*items, *lines), tuple(doubtful), used


def _api(api: Api) -> str:
    """The call that makes an API."""
    values = (("rows", api.rows), ("url", api.url), ("title", api.title), ("date", api.date))
    return f"Api({_text(api.path)}, {', '.join(f'{key}={_text(value)}' for key, value in values if value)})"


def _section_lines(found: Sequence[SectionFound]) -> list[str]:
    """Calls of `sections`, with as many paths as a line holds."""
    lines: list[str] = []
    for pages in dict.fromkeys(section.pages for section in found):
        scheme = f", pages={_text(pages)}" if pages else ""
        line: list[str] = []
        for path in (_text(section.path) for section in found if section.pages == pages):
            if line and len(f"{INDENT * 2}*sections({', '.join([*line, path])}{scheme}),") > WIDTH:
                lines.append(f"*sections({', '.join(line)}{scheme})")
                line = []
            line.append(path)
        lines.append(f"*sections({', '.join(line)}{scheme})")
    return lines


def _relative(url: str, home: str) -> str:
    """The path of a URL of this host; a URL elsewhere as it is."""
    parts = urlsplit(url)
    if parts.netloc != urlsplit(home).netloc:
        return url
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _patterns(findings: Findings) -> tuple[list[_Value], set[str], list[str]]:
    """The patterns that the family does not have already, the modules that have them, and what of it is this site's alone."""
    family = findings.family
    base = family_class(family.module) if family.module else None
    names = {pattern: name for name, pattern in known_patterns(family)}
    values: list[_Value] = []
    learnt = ["article_paths"] if set(findings.article_paths) - names.keys() else []
    modules: set[str] = set()
    if not set(findings.article_paths) <= set(base.article_paths if base else ()):
        values.append(_Value("article_paths", tuple(names.get(one) or _raw(one) for one in findings.article_paths)))
        modules = {names[one].partition(".")[0] for one in findings.article_paths if one in names}
    if findings.not_article_paths:
        inherited = (f"*{family.module}.{family.base}.not_article_paths",) if base and base.not_article_paths else ()
        values.append(_Value("not_article_paths", (*inherited, *map(_raw, findings.not_article_paths))))
        learnt.append("not_article_paths")
    return values, modules, learnt


def _unverified(findings: Findings, has_sources: bool, learnt: Sequence[str]) -> list[str]:
    """What rests on a guess: names told from a host or title, the province of a name, sections nobody looked at, own patterns."""
    doubts = []
    if findings.publisher.source != "og:site_name":
        doubts.append("publisher")
    if findings.publisher.province:
        doubts += ["province", "former_provinces"]
    if has_sources and any(not section.visited for section in findings.sections):
        doubts.append("sources")
    return [*doubts, *learnt]


def _docstring(findings: Findings) -> str:
    return f"As `newsbot probe` found it: {findings.read} of {len(findings.samples)} sample pages are articles."


def _prose(text: str) -> str:
    """Text that can stand in a docstring."""
    return text.replace("\\", "/").replace('"', "'").rstrip(".") or "A news site"


def _text(text: str) -> str:
    """A string as ruff writes it: double quotes, unless single ones need fewer escapes."""
    escaped = text.replace("\\", "\\\\")
    if '"' in text and text.count('"') > text.count("'"):
        return "'" + escaped.replace("'", "\\'") + "'"
    return '"' + escaped.replace('"', '\\"') + '"'


def _raw(pattern: str) -> str:
    """A regular expression as a raw string, where it can be one."""
    if '"' in pattern or not pattern.isprintable():
        return _text(pattern)
    return f'r"{pattern}"' if "\\" in pattern else f'"{pattern}"'


def file_name(name: str) -> str:
    """Where the file belongs."""
    return f"newsbot/spiders/{name}.py"
