"""Credit lines among the text of an article: who wrote it, who made the video, which agency it comes from.

Provincial papers sign at the end of the body, in a paragraph of its own ("Bài, ảnh: Thanh Phúc", right-aligned or bold), glued
to the last sentence ("(TTXVN/Vietnam+)"), now and then under the headline. What is taken for a credit leaves the running text;
a sentence never does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from newsbot.article import TEXT_BLOCKS
from newsbot.normalize.byline import (
    is_agency,
    is_collective,
    is_placeholder,
    looks_like_names,
    opens_byline,
    parse_byline,
    with_colon,
)
from newsbot.normalize.credits import Credit, without_video
from newsbot.normalize.credits import split_credits as split_line
from newsbot.normalize.language import is_vietnamese
from newsbot.normalize.video import video_credit
from newsbot.reader.body.draft_block import DraftBlock
from newsbot.reader.page.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Credits:
    """The running text without its credit lines, and what they said."""

    blocks: tuple[DraftBlock, ...]
    """The blocks that stay; a glued credit is cut from its text."""
    byline: Evidence[str] | None = None
    """The author line as printed."""
    video_source: Evidence[str] | None = None
    """Who made the video."""
    agency: Evidence[str] | None = None
    """Wire service or outside source."""


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    rule: str
    credits: tuple[Credit, ...]


CLOSING_MAX_BLOCKS = 8
"""Text blocks at the end of an article that are read for credits: one for each kind of work, and the agency."""
OPENING_MAX_BLOCKS = 3
"""Text blocks at the beginning that are read for a byline: lead, byline, date line. Halved, 2 of 225 pages change."""


def split_credits(blocks: Sequence[DraftBlock], *, left_out: Sequence[DraftBlock] = ()) -> Credits:
    """Take the credit lines out of the blocks of an article.

    Looked at are the last text blocks, from the end up to the first that is no credit, the first few, and labelled video
    credits wherever they stand. `left_out` are short lines of the article's region that are no running text, such as author
    boxes and lines under the last paragraph: they are read for credits in the same way, and never kept.
    """
    kept = list(blocks)
    lines: dict[int, _Line] = {}
    texts = [index for index, block in enumerate(kept) if block.type in TEXT_BLOCKS and block.text]
    ending = next((kept[i].text for i in reversed(texts) if not _video(kept[i])), "")
    for index in reversed(texts[-CLOSING_MAX_BLOCKS:]):
        before = next((blocks[i].text for i in reversed(texts) if i < index and not _video(blocks[i])), "")
        line = _closing(kept[index], before)
        if line is None:
            glued = _glued(kept[index].text)
            if glued is not None:
                kept[index] = replace(kept[index], text=glued[0])
                lines[index] = glued[1]
            break
        lines[index] = line
    for index in texts[:OPENING_MAX_BLOCKS]:
        if index not in lines and (line := _opening(kept[index])):
            lines[index] = line
    for index, block in enumerate(kept):
        if index not in lines and block.text and (line := _video(block)):
            lines[index] = line
    gone = {index for index in lines if kept[index] is blocks[index] and kept[index].type in TEXT_BLOCKS}
    ordered = [lines[index] for index in sorted(lines)]
    for block in left_out:
        line = _closing(block, ending, sure=False)
        if line and _kinds(line) - {"photo", "production"} and all(line.text != own.text for own in ordered):
            ordered.append(line)  # a photo credit below the text belongs to a picture that is not the article's
    return Credits(
        tuple(block for index, block in enumerate(kept) if index not in gone),
        _byline(ordered),
        _video_source(ordered),
        _agency(ordered),
    )


CREDIT_LINE_MAX_CHARS = 160
"""Characters of a credit line at most; a longer one is a sentence. Halved, 2 of 225 pages change."""
INITIALS_MAX_CHARS = 3
"""Characters of a last word at most after which a full stop is part of the name: "P.V.", "Jr."."""
SOURCE_MAX_WORDS = 8
"""Words of a source or office at most; more are a sentence."""
BRACKET_MAX_WORDS = 6
"""Words of a source in brackets after the last sentence at most."""
_SENTENCE_END = re.compile(r"[.!?…:;]\W*$")


def _closing(block: DraftBlock, before: str, *, sure: bool = True) -> _Line | None:
    """Read a block at the end of the article; `before` is the text above it, "" when that says nothing.

    It is not `sure` that a line left out of the text belongs to the article.
    """
    text = block.text.strip()
    if len(text) > CREDIT_LINE_MAX_CHARS or "\n" in text:
        return None
    if line := _labelled(text):
        return line
    if _is_source(text):
        return _Line(text, "source line at the end", split_line(text))
    if is_collective(text) or is_placeholder(text) or _GROUP.match(text):
        return _Line(text, "collective byline at the end", (Credit((), text),))
    if looks_like_names(text) and _is_person_line(text) and (how := _signature(block, before, sure=sure)):
        return _Line(text, how, (Credit((), text),))
    return None


def _signature(block: DraftBlock, before: str, *, sure: bool) -> str | None:
    """Why a name without a label is a signature, None when it is not.

    Right-aligned it is one in any language. Other languages sign so at the top, and end in labels with capitals of many kinds;
    Vietnamese papers sign at the end, in bold or italic, centred, or with a bare name after the last sentence.
    """
    vietnamese = is_vietnamese(before or block.text)
    if block.align == "right" and (sure or vietnamese or block.italic):
        return "right-aligned name at the end"
    if not vietnamese:
        return None
    if block.bold or block.italic or block.align == "center":
        return "bold, italic or centred name at the end"
    return "name after the last sentence" if len(block.text.split()) > 1 and _SENTENCE_END.search(before) else None


_GROUP = re.compile(r"nhóm\s+(?:p\.?v|phóng viên)\b", re.I)


def _is_person_line(text: str) -> bool:
    stripped = text.strip("() ")
    return (
        not stripped.endswith((".", "!", "?"))
        or len(stripped.split()[-1]) <= INITIALS_MAX_CHARS
        or "." in stripped[:-1]
    )


def _opening(block: DraftBlock) -> _Line | None:
    text = block.text.strip()
    if len(text) > CREDIT_LINE_MAX_CHARS or "\n" in text or text.endswith((".", "!", "?")):
        return None
    if (
        opens_byline(text)
        and block.type == "paragraph"
        and looks_like_names(text)
        and " " in " ".join(parse_byline(text).names)
    ):
        return _Line(text, "byline under the headline", (Credit((), text),))
    line = _labelled(text)
    return line if line and any("text" in credit.roles for credit in line.credits) else None


def _video(block: DraftBlock) -> _Line | None:
    """A video credit: a line of its own anywhere in the text, or the end of a caption."""
    if block.type not in TEXT_BLOCKS:
        credit = video_credit(block.text)
        return _Line(f"Video: {credit}", "credit in a caption", (Credit(("video",), credit),)) if credit else None
    text = block.text.strip()
    if len(text) > CREDIT_LINE_MAX_CHARS or "\n" in text:
        return None
    line = _labelled(text)
    return line if line and any("video" in credit.roles for credit in line.credits) else None


_SITE = re.compile(r"^[\w-]+(?:\.[\w-]+)+$")


_LABEL_END = re.compile(r"[:：／]|^\w/|\((?:theo|nguồn)\s", re.I)


def is_labelled(text: str) -> bool:
    """Whether a line is names after labels that say who did what ("Tin, ảnh: P.Y")."""
    return _labelled(text) is not None


def is_byline(text: str) -> bool:
    """Whether the text of an element that is the byline's says who wrote: names, a group ("Nhóm PV") or a source."""
    byline = parse_byline(text)
    if is_placeholder(text):
        return False
    return bool(byline.names or byline.agency) or is_collective(text) or _GROUP.match(text) is not None


def _labelled(text: str) -> _Line | None:
    line = with_colon(text)
    if not _LABEL_END.search(line):
        return None
    parts = split_line(line)
    if not any(credit.roles for credit in parts):
        return None
    sentence = bool(_SENTENCE_END.search(text))
    if all(_is_credit(credit, sentence=sentence) for credit in parts):
        return _Line(text, "labelled credit", parts)
    return None


def _is_credit(credit: Credit, *, sentence: bool) -> bool:
    """Whether a part of a labelled line is a credit.

    It is when it is names, a site, or after a label a few words that are no `sentence`, such as the name of an office.
    """
    text = credit.text
    if looks_like_names(text) or (credit.roles and _SITE.match(text)):
        return True
    few = len(text.split()) <= SOURCE_MAX_WORDS and "," not in text and text[:1].isupper()
    return bool(credit.roles) and few and not sentence and not _SENTENCE_END.search(text)


_SOURCE = re.compile(r"^\(?\s*theo\s+(?P<rest>\S.*?)\s*\)?$", re.I)


def _is_source(text: str) -> bool:
    """Whether a line is a source: "Theo X" of a few words without a comma; otherwise it is a sentence."""
    match = _SOURCE.match(text)
    if match is None or "," in text or len(text.split()) > SOURCE_MAX_WORDS or text.endswith((".", ":", "!", "?", ";")):
        return False
    return match["rest"][:1].isupper() or is_agency(match["rest"]) or bool(_SITE.match(match["rest"]))


_GLUED = re.compile(
    r"(?P<text>.*[.!?…”\"’)/])\s*(?P<credit>\((?:theo\s+|nguồn:?\s*)?(?P<name>[^()]{2,60})\))\s*\.?$", re.I | re.S
)
_GLUED_LABEL = re.compile(
    r"(?P<text>.*[.!?…”\"])\s+(?P<credit>(?:Tin|Bài|Thực hiện|Clip|Video|Theo)\b[^.!?]{2,80})$", re.S
)


def _glued(text: str) -> tuple[str, _Line] | None:
    if match := _GLUED.match(text):
        name = match["name"].strip()
        explicit = re.match(r"\(\s*(?:theo|nguồn)\b", match["credit"], re.I)
        if (
            is_agency(name)
            or all(is_agency(part) for part in re.split(r"[/,–-]", name))
            or (explicit and len(name.split()) <= BRACKET_MAX_WORDS)
        ):
            return match["text"], _Line(
                match["credit"], "agency in brackets after the last sentence", (Credit(("source",), name),)
            )
    if (match := _GLUED_LABEL.match(text)) and ((line := _labelled(match["credit"])) or _is_source(match["credit"])):
        return match["text"], line or _Line(
            match["credit"], "source after the last sentence", split_line(match["credit"])
        )
    return None


def _byline(lines: Sequence[_Line]) -> Evidence[str] | None:
    """The author line: lines that name writers, with photographers beside them; else photographers; else the source."""
    lines = [line for line in lines if not is_placeholder(line.text)]
    for wanted in ({"text", "none"}, {"photo"}, {"theo"}):
        chosen = [line for line in lines if wanted & _kinds(line)]
        if chosen:
            parts = [
                without_video(line.text)
                for line in lines
                if line in chosen or ("text" in wanted and _kinds(line) == {"photo"})
            ]
            return Evidence("; ".join(parts) + _source_after(lines, chosen[-1]), "body", chosen[0].rule)
    return None


def _source_after(lines: Sequence[_Line], line: _Line) -> str:
    """The source in brackets that follows an author line and belongs to it: "H.A" and then "(Theo Readers Digest)"."""
    following = next(iter(lines[lines.index(line) + 1 :]), None)
    is_source = following is not None and "theo" in _kinds(following) | (
        {"theo"} if _SOURCE.match(following.text) else set()
    )
    return (
        f" {following.text}"
        if following and is_source and following.text.startswith("(") and "theo" not in _kinds(line)
        else ""
    )


def _kinds(line: _Line) -> set[str]:
    kinds: set[str] = {role for credit in line.credits for role in credit.roles}
    if any(not credit.roles for credit in line.credits):
        kinds.add("theo" if _SOURCE.match(line.text) else "none")
    return kinds


def _video_source(lines: Sequence[_Line]) -> Evidence[str] | None:
    for line in lines:
        for credit in line.credits:
            if "video" in credit.roles:
                return Evidence(credit.text.strip(" ."), "body", line.rule)
    return None


def _agency(lines: Sequence[_Line]) -> Evidence[str] | None:
    for line in lines:
        for credit in line.credits:
            if credit.roles == ("source",):
                return Evidence(credit.text.split("/")[0].strip(" ."), "body", line.rule)
    for line in lines:
        if agency := parse_byline(line.text).agency:
            return Evidence(agency, "body", line.rule)
    return None
