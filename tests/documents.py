"""The documents of the repository and what they show: commands, programs, tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
TABLES = ROOT / "docs" / "reference" / "tables.md"
COMMAND_PAGE = ROOT / "docs" / "reference" / "commands.md"
GUIDES = (README, ROOT / "data" / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
"""What is read to use newsbot. CONTRIBUTING.md is not among them: its chapter is followed to the letter by a test of its own."""
TRANSLATED = tuple(sorted((ROOT / "docs" / "vi").glob("*.md")))

_FENCE = re.compile(r"^(?P<indent> *)```(?P<language>\w*)\n(?P<text>.*?)^(?P=indent)```$", re.S | re.M)


@dataclass(frozen=True, slots=True)
class Document:
    """A page and its fenced blocks."""

    path: Path
    text: str
    blocks: tuple[tuple[str, str], ...]
    """Language and text of each, in order."""

    @classmethod
    def of(cls, path: Path) -> Document:
        text = path.read_text(encoding="utf-8")
        blocks = tuple((found["language"], dedent(found["text"])) for found in _FENCE.finditer(text))
        return cls(path, text, blocks)

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def prose(self) -> str:
        """The text without its fenced blocks."""
        return _FENCE.sub("", self.text)

    def programs(self, language: str) -> list[str]:
        """The blocks in a language."""
        return [text for name, text in self.blocks if name == language]

    def commands(self) -> list[str]:
        """The lines of the shell blocks, without comments."""
        lines = [line.split("  #")[0].strip() for text in self.programs("sh") for line in text.splitlines()]
        return [re.sub(r" # .*", "", line) for line in lines if line]


DOCUMENTS = tuple(map(Document.of, GUIDES))
