"""`python -m tests.evil [WORD]`: tries every behaviour, or those with this word in their name."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest


def main(words: list[str]) -> int:
    """Run the tests of this folder, one group after the other; returns the exit code of pytest."""
    chosen = ["-k", " and ".join(words)] if words else []
    return int(pytest.main([str(Path(__file__).parent), "-m", "evil", "-n", "0", *chosen]))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
