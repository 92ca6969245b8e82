"""Mutated inputs through everything that reads what others wrote.

    python benchmarks/fuzz.py                      short form: 5,000 inputs, a minute or two
    python benchmarks/fuzz.py --inputs 1000000     the long form: half a day on two cores
    python benchmarks/fuzz.py --input 4711         one input again, with what is wrong with it; --save FILE writes it

Inputs are mutated from the fixtures and from sound feeds, sitemaps, robots.txt, WARC records and lines (tests/fuzz/inputs.py),
each made again from its number, and read in processes of their own. Told are: an exception that the reader does not promise, a
process that dies, an input that takes over 5 s of CPU or comes to no end, a record that does not validate or is not the same
after JSON. `tests/fuzz` is the form that runs with the tests.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
os.environ["PYTHONPATH"] = str(ROOT)  # for the processes

from newsbot.workers.processes import ProcessEnded, Processes  # noqa: E402
from tests.fuzz.check import check_number, checker  # noqa: E402
from tests.fuzz.inputs import make_input  # noqa: E402

WALL_SECONDS = 60.0
"""Time for one input, after which its process is killed; CPU time is bounded by the check."""
MEMORY_BYTES = 1 << 30
"""Address space for one input."""


def findings(numbers: range, jobs: int) -> Iterator[tuple[int, str]]:
    """Each input that is read wrongly, with what is wrong."""
    with Processes(checker, jobs, seconds=WALL_SECONDS, memory=MEMORY_BYTES) as processes:

        def ask(number: int) -> tuple[int, str | None]:
            try:
                return number, processes.ask(number)
            except ProcessEnded as error:
                return number, f"{make_input(number).kind}: {type(error).__name__}: {error}"

        for number, wrong in processes.each(ask, numbers):
            if wrong:
                yield number, wrong


def main() -> int:
    """Read the inputs, tell what is wrong; 1 when anything is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=5000, help="how many (default 5000)")
    parser.add_argument("--first", type=int, default=0, help="number of the first (default 0)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes (default one a core)")
    parser.add_argument("--input", type=int, help="only this one, in this process")
    parser.add_argument("--save", type=Path, metavar="FILE", help="where to write it")
    options = parser.parse_args()
    if options.input is not None:
        if options.save:
            options.save.write_bytes(make_input(options.input).body)
        wrong = check_number(options.input)
        print(wrong or "nothing is wrong")
        return int(wrong is not None)
    begun, told = time.monotonic(), Counter[str]()
    for number, wrong in findings(range(options.first, options.first + options.inputs), options.jobs):
        told[wrong] += 1
        if told[wrong] == 1:
            print(f"input {number}: {wrong}", flush=True)
    print(f"{options.inputs} inputs, {sum(told.values())} read wrongly, {time.monotonic() - begun:.0f} s")
    return int(bool(told))


if __name__ == "__main__":
    sys.exit(main())
