"""Captions: the texts that belong to a picture or video, by structure, name and typography."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsbot.normalize.byline import is_agency
from newsbot.normalize.captions import credit_in, is_credit, split_credit
from newsbot.reader.content import Region
from newsbot.reader.cues import BAD, BLOCKQUOTE, CAPTION, CREDIT, FIGURE, HEADING, LEAD, LIST, META, OUTSIDE, PLAYER
from newsbot.reader.measure import has_sentence, weight
from newsbot.reader.notices import is_message, is_notice
from newsbot.reader.scan import Scan
from newsbot.reader.typography import align_of
from newsbot.reader.voice import Voice

_IN_FIGURE = 900
"""Characters of text in a `figure` at most."""
_BESIDE = 260
"""Characters that an element around a picture holds at most when its text is the caption."""
_TEXTS = 3
_STYLED = 300
"""Characters of a caption in a paragraph of its own at most."""
_AROUND = 8
"""Runs before and after a text among which a paragraph is looked for."""
_BEGUN = 60
"""Value of a run that reads like a paragraph."""
_BRIEF = 150
"""Weight of a caption at most that only its name tells from a paragraph."""
_RARE = 0.1
_OTHER_NAME = 0.25
"""Share of the text that stands under the name of captions at most."""
_LABEL = 40
_CREDIT = 60
_SHORTEST = 12
_SPACE_BEFORE = re.compile(r"\s+([,.;:!?)\]])")
_PARTS = re.compile(r"\s*(?:/|,|\||\bvia\b)\s*")
_TIME = re.compile(r"\b\d{1,2}[:.]\d{2}\b")


def choose_caption(texts: Sequence[tuple[str, int]]) -> tuple[str | None, str | None]:
    """Caption and credit out of the texts of one figure; each comes with its cues."""
    kept: list[str] = []
    credit: str | None = None
    longest = max(len(text) for text, _ in texts)
    for place, (text, cues) in enumerate(texts):
        if text.endswith(":") and len(text) < _LABEL:
            continue
        marked = cues & (CREDIT | META) and len(text) < _CREDIT and len(text) < longest
        named = len(text) < min(_CREDIT, longest) and (
            any(map(is_agency, _PARTS.split(text))) or ("/" in text and place and not has_sentence(text))
        )
        if marked or named or is_credit(text):
            credit = credit or text
        elif text not in kept:
            kept.append(text)
    caption, set_apart = split_credit(_SPACE_BEFORE.sub(r"\1", " ".join(kept)))
    return caption or None, set_apart or credit or credit_in(caption)


def find_captions(scan: Scan, region: Region, boxes: set[int], voice: Voice) -> set[int]:
    """Indexes of the runs that are captions."""
    found: set[int] = set()
    runs = scan.runs
    for index in range(region.first, region.last):
        run = runs[index]
        cues = region.cues[run.node]
        if run.kind == "text":
            allowed = PLAYER | BAD if cues & FIGURE else PLAYER
            own = run.linked < 0.9 * len(run.text) or (cues & FIGURE and run.node not in boxes)
            named = cues & CAPTION and not cues & OUTSIDE & ~allowed and own
            if named and not is_message(run.text):
                found.add(index)
            continue
        if cues & OUTSIDE & ~PLAYER or run.node in boxes:
            continue
        found.update(_captions_of(scan, region, index, voice, region.last))
    return found


def closing_figures(scan: Scan, region: Region, boxes: set[int], voice: Voice) -> tuple[set[int], set[int], int]:
    """Pictures with captions that follow the last paragraph: their runs, those of the captions, and where they end."""
    pictures: set[int] = set()
    captions: set[int] = set()
    end = index = region.last
    while index > region.text and scan.runs[index - 1].kind == "image":
        index -= 1
    limit = min(scan.nodes[region.root].last, len(scan.runs))
    while index < limit:
        run = scan.runs[index]
        outside = region.cues[run.node] & OUTSIDE & ~PLAYER or run.node in boxes
        if run.kind == "image" and not outside:
            own = _captions_of(scan, region, index, voice, limit)
            pictures.add(index)
            captions.update(own)
            index = max([index, *own])
            if not own and index >= region.last:
                break
            end = max(end, index + 1)
        elif not outside and not is_message(run.text):
            break
        index += 1
    return pictures, captions, end


def _captions_of(scan: Scan, region: Region, index: int, voice: Voice, limit: int) -> list[int]:
    """The captions of one picture, before the run `limit`."""
    holder = _holder(scan, region, scan.runs[index].node)
    if holder < 0:
        return _after(scan, region, index + 1, voice, limit)
    node = scan.nodes[holder]
    own = [i for i in range(node.first, node.last) if _is_text(scan, region, i)]
    return own or _after(scan, region, node.last, voice, limit)


def _after(scan: Scan, region: Region, index: int, voice: Voice, limit: int) -> list[int]:
    """The text right after a picture, when it is short and set otherwise than the paragraphs: centred, in italics, small."""
    while index < limit and is_message(scan.runs[index].text):
        index += 1
    if index >= limit:
        return []
    run = scan.runs[index]
    size = len(run.text)
    if (
        run.kind != "text"
        or not _SHORTEST < size <= _STYLED
        or region.cues[run.node] & (OUTSIDE | HEADING | LIST | BLOCKQUOTE)
    ):
        return []
    if run.linked > 0.5 * size or region.told.describes(run.text):
        return []
    node = scan.nodes[run.node]
    # Before the first paragraph, another type marks the standfirst.
    begun = any(value > _BEGUN for value in region.values[region.text : index])
    italic = begun and run.italic > 0.9 * size and voice.italic < 0.3
    own_name = begun and node.tag == "p" and bool(node.names) and _is_name_of_captions(scan, region, node.names, voice)
    named = own_name or bool(node.cues & (CAPTION | CREDIT))
    centred = align_of(node.element) == "center" and not _is_centred(scan, region, index)
    small = node.element.find(".//small") is not None
    return [index] if italic or named or centred or small else []


def _is_name_of_captions(scan: Scan, region: Region, names: str, voice: Voice) -> bool:
    """Whether hardly any text has this name, or several short texts that all stand right after a picture."""
    share = voice.names.get(names, 0.0)
    if share < _RARE or share > _OTHER_NAME:
        return share < _RARE
    named = [
        index
        for index in range(region.text + 1, region.last)
        if scan.runs[index].kind == "text" and scan.nodes[scan.runs[index].node].names == names
    ]
    return len(named) > 1 and all(
        scan.runs[index - 1].kind != "text" and weight(scan.runs[index].text) < _BRIEF for index in named
    )


def _is_centred(scan: Scan, region: Region, index: int) -> bool:
    """Whether the longest text around is centred too, so that it says nothing."""
    start, end = max(region.text, index - _AROUND), min(index + _AROUND, region.last)
    around = [run for i, run in enumerate(scan.runs[start:end], start) if run.kind == "text" and i != index]
    longest = max(around, key=lambda run: len(run.text), default=None)
    return longest is not None and align_of(scan.nodes[longest.node].element) == "center"


def _is_text(scan: Scan, region: Region, index: int) -> bool:
    """Whether a run beside a picture can be its caption."""
    run = scan.runs[index]
    cues = region.cues[run.node]
    if (
        run.kind != "text"
        or cues & OUTSIDE & ~PLAYER
        or len(run.text) <= _SHORTEST
        or run.linked >= 0.5 * len(run.text)
    ):
        return False
    if is_message(run.text) or is_notice(run.text, apart=True):
        return False
    named = cues & (CAPTION | FIGURE)
    return bool(named) or not (cues & META or (len(run.text) < _CREDIT and _TIME.search(run.text)))


def _holder(scan: Scan, region: Region, node: int) -> int:
    """The largest element around a picture that holds nothing but it and a few words; -1 when there is none."""
    nodes, runs = scan.nodes, scan.runs
    best = -1
    while node > 0 and not nodes[node].first <= nodes[region.root].first < nodes[region.root].last <= nodes[node].last:
        here = nodes[node]
        captioned = False
        named = plain = texts = 0
        for i in range(here.first, here.last):
            run = runs[i]
            if run.kind != "text" or region.cues[run.node] & OUTSIDE & ~PLAYER:
                continue
            if region.cues[run.node] & (HEADING | LIST) and not region.cues[run.node] & (CAPTION | FIGURE):
                return best
            cues = region.cues[run.node] | nodes[run.node].cues & LEAD
            if here.cues & FIGURE or cues & (CAPTION | CREDIT | META | LEAD):
                named += len(run.text)
            else:
                plain += len(run.text)
            captioned = captioned or bool(cues & CAPTION)
            texts += 1
            if plain > _BESIDE or named > _IN_FIGURE or texts > _TEXTS or (plain and captioned):
                return best
        if here.tag == "blockquote" or (region.title is not None and here.first <= region.title < here.last):
            return best
        best = node
        node = here.parent
    return best
