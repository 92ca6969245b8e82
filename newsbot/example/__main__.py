"""`python -m newsbot.example --port 0 [--articles N]`: serve the example site on loopback."""

from __future__ import annotations

import argparse
import asyncio

from newsbot.example.paper import Paper
from newsbot.example.server import run


def main() -> None:
    """Serve the example site; the first line of stdout is its URL."""
    parser = argparse.ArgumentParser(
        prog="python -m newsbot.example", description="Serve the example newspaper on loopback."
    )
    parser.add_argument("--port", type=int, default=0, help="port; 0 takes a free one (default)")
    parser.add_argument(
        "--articles", type=int, default=None, metavar="N", help="number of articles, more than the written ones"
    )
    options = parser.parse_args()
    asyncio.run(run(Paper(options.articles), options.port))


if __name__ == "__main__":
    main()
