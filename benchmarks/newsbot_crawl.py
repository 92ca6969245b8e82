"""newsbot's whole flow over the example site, timed like the bare spider. Run by `crawl.py`."""

import sys
from pathlib import Path


def main(base: str, folder: Path, concurrency: int, sync: bool) -> None:
    # Inside, as in the newsbot command: the reading process imports this file again, and needs none of it.
    from newsbot.crawl.run import Options, crawl
    from newsbot.example.demo import ExamplePaper

    report, done = crawl(ExamplePaper(base), Options(archive=folder, delay=0.0, concurrency=concurrency, sync=sync))
    assert done.ending.finished_at is not None
    print(report.archived, (done.ending.finished_at - done.started_at).total_seconds())


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), sync=sys.argv[4:] != ["unsynced"])
