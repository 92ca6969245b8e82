"""newsbot's whole flow over the example site, timed like the bare spider. Run by `crawl.py`."""

import sys
from pathlib import Path

from newsbot.crawl.run import Options, crawl
from newsbot.demo import ExamplePaper

if __name__ == "__main__":
    base, folder, concurrency = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    report, session = crawl(ExamplePaper(base), Options(archive=folder, delay=0.0, concurrency=concurrency))
    assert session.finished_at is not None
    print(report.archived, (session.finished_at - session.started_at).total_seconds())
