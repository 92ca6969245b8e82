"""A paper that no bundled site file knows, on loopback, whose pages only a layout of its own reads well."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).parent.parent.parent
PATH = "/tin/gat-lua-muon-o-khe-lanh-100001.html"
LAYOUT = """
    layouts = (
        Layout(
            name="khelanh-own",
            markers=(b"khung-bai",),
            title=("p.dau-de",),
            lead=("p.mo-dau",),
            body=("div.khung-bai",),
            date=("time::attr(data-luc)",),
        ),
    )
"""
"""What only this site's pages have: a headline that is no heading, a lead that nothing else tells."""
TITLE = "Gặt lúa muộn ở Khe Lạnh"
LEAD = "Mưa dài làm chậm vụ mùa, bà con bản trên phải gặt cả ban đêm cho kịp ngày nắng."


def page(number: int = 100001) -> bytes:
    """An article."""
    paragraphs = "".join(
        f"<p>Sáng ngày thứ {word}, bà con trong bản dậy từ khi sương chưa tan, chia nhau từng thửa ruộng để gặt cho xong "
        f"trước cơn mưa chiều; lúa bó thành từng lượm, phơi trên những sào tre dựng dọc bờ suối.</p>"
        for word in ("nhất", "hai", "ba", "tư", "năm", number)
    )
    return dedent(f"""\
        <!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Khe Lạnh Online</title></head><body>
        <h1>Khe Lạnh Online, tờ báo của bản làng vùng cao</h1>
        <p class="dau-de">{TITLE}</p>
        <time data-luc="2025-09-14T07:30:00+07:00">vừa xong</time>
        <div class="khung-bai"><p class="mo-dau">{LEAD}</p>{paragraphs}</div></body></html>
        """).encode()


def site_file(name: str = "khelanh", host: str = "khelanh.example", extra: str = LAYOUT, **changes: str) -> str:
    """The text of a site file; `changes` are attributes as Python expressions, "" leaves one out."""
    values = {
        "name": repr(name),
        "publisher": '"Báo Khe Lạnh"',
        "province": '"Tuyên Quang"',
        "domains": f"({host!r},)",
        "cms": '"unknown"',
        "sources": "sections('/tin/')",
        "article_paths": r'(r"-(?P<number>\d{6})\.html$",)',
        **changes,
    }
    lines = [f"    {key} = {value}" for key, value in values.items() if value]
    head = '"""Báo Khe Lạnh."""\n\nfrom newsbot.site import Layout, Site, sections\n\n\nclass KheLanh(Site):\n'
    return head + "\n".join(lines) + "\n" + extra


@contextmanager
def served() -> Iterator[int]:
    """The paper on loopback; gives its port."""
    links = "".join(
        f'<p><a href="/tin/gat-lua-muon-o-khe-lanh-10000{n}.html">{TITLE}, phần {n}</a></p>' for n in (1, 2)
    )
    listing = f"<html><head><title>Khe Lạnh</title></head><body>{links}</body></html>".encode()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            number = int(self.path[-11:-5]) if self.path.endswith(".html") else 0
            body = page(number) if number else listing if self.path in ("/", "/tin/") else b""
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def run(*command: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a program with no setting of newsbot's but these."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("NEWSBOT_", "PYTEST_"))}
    return subprocess.run(
        [*map(str, command)], cwd=cwd, env={**kept, **environment}, capture_output=True, text=True, timeout=120, check=False
    )  # fmt: skip


def newsbot(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the newsbot command."""
    return run(sys.executable, "-m", "newsbot", *arguments, cwd=cwd, **environment)
