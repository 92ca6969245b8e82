"""A site that answers under another of its hosts than the one its URLs are kept under."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from newsbot.archive import Ledger, State, read, read_capture
from tests.crawl.pages import article, article_path, listing
from tests.crawl.server import Script, Server, moved

PROGRAM = """
import sys
from pathlib import Path
from newsbot.crawl.run import Options, crawl
from newsbot.normalize import urls
from newsbot.site import Site

class Twin(Site, family=True):
    name = "twin"
    domains = ("127.0.0.1",)
    aliases = ("localhost",)
    publisher, province, cms, scheme, sources = "Twin", "none", "none", "http", ()

    @property
    def home(self):
        return f"http://127.0.0.1:{sys.argv[1]}/"

    def canonical(self, url):
        return urls.canonical(url).replace("//localhost:", "//127.0.0.1:")

if __name__ == "__main__":
    report, _ = crawl(Twin(), Options(archive=Path(sys.argv[2]), delay=0.0))
    raise SystemExit(report.exit_code)
"""


def run_twin(server: Server, archive: Path) -> None:
    program = archive / "twin.py"
    program.write_text(PROGRAM)
    port = server.base.rsplit(":", 1)[1]
    done = subprocess.run(
        [sys.executable, program, port, archive], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_page_that_redirects_to_its_own_twin_host_is_kept_under_its_one_url(
    serve: Callable[[Mapping[str, Script]], Server], tmp_path: Path
) -> None:
    paths = [article_path(number) for number in range(400001, 400006)]
    pages: dict[str, Script] = {path: article(400001 + number) for number, path in enumerate(paths)}
    server = serve({"/": listing(paths), **pages})
    twin = server.base.replace("127.0.0.1", "localhost")
    server.routes[paths[0]] = [moved(twin + paths[0]), article(400001)]
    run_twin(server, tmp_path)
    folder = tmp_path / "twin"
    with Ledger.open_readonly(folder / "ledger.sqlite") as ledger:
        assert set(ledger.urls(State.ARCHIVED)) == {server.base + path for path in paths}
    records = {record.url.removeprefix(server.base): record for record in read(folder)}
    asked = [read_capture(folder, capture).url for path in paths if (capture := records[path].capture)]
    assert asked[0] == twin + paths[0]
    assert [url for url in asked[2:] if not url.startswith(twin)] == [], (
        "asked where the site answers, once that is known"
    )
    assert [server.times_asked(path) for path in paths] == [2, 1, 1, 1, 1], "only the first page has to be redirected"
