"""The server of the example site keeps to HTTP, and never outlives the process that started it."""

from __future__ import annotations

import gzip
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from newsbot.example import holdings, serve

ARTICLE = holdings()[0].path
ZIPPED = next(held.path for held in holdings() if "/du-no-cho-vay" in held.path)


@pytest.fixture
def connection(base: str) -> Iterator[HTTPConnection]:
    opened = HTTPConnection(urlsplit(base).netloc, timeout=10)
    yield opened
    opened.close()


def test_a_connection_is_kept(connection: HTTPConnection) -> None:
    connection.request("GET", ARTICLE)
    first = connection.getresponse().read()
    kept = connection.sock
    connection.request("GET", ARTICLE)
    assert connection.getresponse().read() == first
    assert connection.sock is kept


def test_requests_may_be_sent_in_one_go(base: str) -> None:
    where = urlsplit(base)
    request = f"GET /robots.txt HTTP/1.1\r\nHost: {where.netloc}\r\n"
    with socket.create_connection((where.hostname, where.port), timeout=10) as raw:
        raw.sendall(f"{request}\r\n{request}Connection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: raw.recv(65536), b""))
    assert answer.count(b"HTTP/1.1 200 OK") == 2
    assert answer.count(b"Connection: close") == 1


def test_head_has_the_fields_of_get_and_no_body(connection: HTTPConnection) -> None:
    connection.request("GET", ARTICLE)
    got = connection.getresponse()
    length = len(got.read())
    connection.request("HEAD", ARTICLE)
    head = connection.getresponse()
    assert head.read() == b""
    assert int(head.headers["Content-Length"]) == length
    assert head.headers["ETag"] == got.headers["ETag"]


@pytest.mark.parametrize(("field", "validator"), [("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")])
def test_what_the_client_has_is_not_sent_again(connection: HTTPConnection, field: str, validator: str) -> None:
    connection.request("GET", ARTICLE)
    first = connection.getresponse()
    first.read()
    connection.request("GET", ARTICLE, headers={field: first.headers[validator]})
    again = connection.getresponse()
    assert (again.status, again.read()) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize(
    "headers",
    [
        {"If-None-Match": '"another"'},
        {"If-Modified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"},
        {"If-Modified-Since": "yesterday"},
        {"If-None-Match": '"another"', "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    ],
)
def test_what_has_changed_is_sent(connection: HTTPConnection, headers: dict[str, str]) -> None:
    connection.request("GET", ARTICLE, headers=headers)
    answer = connection.getresponse()
    assert answer.status == 200
    assert answer.read()


def test_a_validator_outlives_the_server(connection: HTTPConnection) -> None:
    connection.request("HEAD", ARTICLE)
    before = connection.getresponse().headers["ETag"]
    with serve() as other:
        elsewhere = HTTPConnection(urlsplit(other).netloc, timeout=10)
        elsewhere.request("HEAD", ARTICLE)
        assert elsewhere.getresponse().headers["ETag"] == before
        elsewhere.close()


def test_one_page_is_compressed_for_those_who_accept_it(connection: HTTPConnection) -> None:
    connection.request("GET", ZIPPED, headers={"Accept-Encoding": "gzip"})
    zipped = connection.getresponse()
    body = zipped.read()
    connection.request("GET", ZIPPED)
    plain = connection.getresponse()
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert plain.headers["Content-Encoding"] is None
    assert gzip.decompress(body) == plain.read()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/khong-co-trang-nay", 404),
        ("GET", "/khong-co?trang=1", 404),
        ("POST", ARTICLE, 405),
        ("GET", "/../etc/passwd", 404),
    ],
)
def test_other_requests(connection: HTTPConnection, method: str, path: str, status: int) -> None:
    connection.request(method, path)
    answer = connection.getresponse()
    answer.read()
    assert answer.status == status


@pytest.mark.parametrize("raw", [b"nonsense\r\n\r\n", b"GET /\r\n\r\n", b"GET / HTTP/1.1\r\nX: " + b"a" * 20000])
def test_what_is_no_request_is_refused(base: str, raw: bytes) -> None:
    where = urlsplit(base)
    with socket.create_connection((where.hostname, where.port), timeout=10) as client:
        client.sendall(raw)
        assert client.recv(65536).startswith(b"HTTP/1.1 400 ")


def test_it_ends_with_its_context() -> None:
    with serve() as url:
        where = urlsplit(url)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((where.hostname, where.port), timeout=10)


def test_a_port_in_use_is_an_error(base: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RuntimeError, match="did not start"), serve(port=urlsplit(base).port or 0):
        pass
    assert "in use" in capfd.readouterr().err


def test_it_ends_when_its_parent_is_killed() -> None:
    code = "from newsbot.example import serve\nwith serve() as base: print(base, flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout
        where = urlsplit(parent.stdout.readline().strip())
        with socket.create_connection((where.hostname, where.port), timeout=10) as client:
            os.kill(parent.pid, signal.SIGKILL)
            assert client.recv(1) == b""  # closed by the end of the server
