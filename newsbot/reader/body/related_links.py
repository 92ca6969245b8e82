"""Links to other articles: boxes headed "Tin cùng chuyên mục" or "Tin liên quan", read-also boxes and lines in the text."""

from __future__ import annotations

from newsbot.article import Link
from newsbot.reader.body.boilerplate import Marks
from newsbot.reader.body.media import absolute
from newsbot.reader.page.text_measures import is_elsewhere, weight
from newsbot.reader.region.main_content import Region
from newsbot.reader.scan.boilerplate_phrases import is_related_heading
from newsbot.reader.scan.class_cues import ASIDE, BAD, COMMENTS, HEADING, HIDDEN, META, NEVER, RELATED
from newsbot.reader.scan.link_lines import heading_of, is_link, leads_elsewhere, part
from newsbot.reader.scan.walk import Run, Scan

_ELSEWHERE = ASIDE | COMMENTS | NEVER | HIDDEN
TITLE_MIN_WEIGHT = 14
"""Weight of the title of an article at least; shorter links are tags and buttons. Halved, 20 of 225 pages change; doubled,
23."""
HEADLINE_MIN_WEIGHT = 30
"""Weight of a headline under the text at least, when it is not set as one. Halved, 4 of 225 pages change; doubled, 4."""
BOX_MAX_RUNS = 60
"""Runs after its heading in which a box ends."""


def find_related(scan: Scan, region: Region, marks: Marks, base: str, url: str) -> list[Link]:
    """The links, in page order, each URL once in a box."""
    found: dict[tuple[str, str | None], Link] = {}
    texts = [i for i in range(region.first, region.last) if marks.kept[i] and scan.runs[i].kind == "text"]
    end = texts[-1] if texts else region.last
    below = max((scan.nodes[stream].last for stream in marks.streams), default=end)
    root = scan.nodes[region.root]
    index = region.text
    while index < len(scan.runs):
        run = scan.runs[index]
        if run.kind == "text" and _heads_box(run, region):
            titles, after = _box_under(scan, region, index)
            for title in titles:
                _add(found, title, base, url, heading_of(run.text))
            index = after
            continue
        inside = index < root.last and not marks.kept[index] and _in_article(scan, region, marks, index)
        if inside and leads_elsewhere(run):
            _add(found, run, base, url, heading_of(part(run).before))
        elif (
            inside and (index < end or (index < below and _is_headline(run, region, marks))) and _is_title(run, region)
        ):
            _add(found, run, base, url, _heading_before(scan, index))
        index += 1
    return list(found.values())


def _heads_box(run: Run, region: Region) -> bool:
    cues = region.cues[run.node]
    if cues & _ELSEWHERE or (cues & BAD and not cues & RELATED):
        return False
    return is_related_heading(run.text)


def _box_under(scan: Scan, region: Region, index: int) -> tuple[list[Run], int]:
    """The titles of articles in the box under a heading, and the index of the run after the box."""
    runs, nodes = scan.runs, scan.nodes
    scope = runs[index].node
    near = index + 1 + BOX_MAX_RUNS
    while nodes[scope].parent >= 0 and not any(
        _is_title(run, region) for run in runs[index + 1 : min(nodes[scope].last, near)]
    ):
        if nodes[scope].last > index + BOX_MAX_RUNS:
            return [], index + 1
        scope = nodes[scope].parent
    last = nodes[scope].last
    titles: list[Run] = []
    position = index + 1
    while position < last:
        run = runs[position]
        cues = region.cues[run.node]
        if run.kind == "text":
            if cues & _ELSEWHERE or _heads_box(run, region):
                break
            if cues & HEADING and not run.linked:
                break
            if _is_title(run, region):
                titles.append(run)
        position += 1
    return titles, position


def _is_title(run: Run, region: Region) -> bool:
    if run.kind != "text" or run.link is None or region.cues[run.node] & META or is_elsewhere(run.link, region.site):
        return False
    return weight(part(run).title) >= TITLE_MIN_WEIGHT and is_link(run)


def _is_headline(run: Run, region: Region, marks: Marks) -> bool:
    """Whether a link under the text reads like a headline in a box, not like a tag or button."""
    return run.node in marks.boxes and (
        bool(region.cues[run.node] & HEADING) or weight(run.text) >= HEADLINE_MIN_WEIGHT
    )


def _in_article(scan: Scan, region: Region, marks: Marks, index: int) -> bool:
    """A read-also box or line between the paragraphs."""
    node = scan.runs[index].node
    cues = region.cues[node]
    if cues & _ELSEWHERE or (cues & BAD and not cues & RELATED):
        return False
    return node in marks.boxes or bool(cues & RELATED) or scan.nodes[node].tag == "p"


def _heading_before(scan: Scan, index: int) -> str | None:
    """The heading of the box that a link stands in, when the box has one just before."""
    for position in range(index - 1, max(index - 4, -1), -1):
        run = scan.runs[position]
        if run.kind == "text" and not run.linked and is_related_heading(run.text):
            return heading_of(run.text)
    return None


def _add(found: dict[tuple[str, str | None], Link], run: Run, base: str, url: str, heading: str | None) -> None:
    assert run.link is not None
    href = absolute(base, run.link.get("href") or "")
    if href and href.split("#")[0] != url.split("#")[0]:
        found.setdefault((href, heading), Link(part(run).title, href, heading))
