"""Where a visit may connect: decided when it connects, at every redirect. A table stands in the place of a name server.

127.0.0.2 and ::1 stand for other hosts; nothing else is connected to.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from newsbot.fetch.addresses import AddressRefused, Reach
from newsbot.fetch.connect import connect_within
from newsbot.fetch.visit import Visitor, fetcher
from tests.crawl.server import Answer, Server, moved
from tests.crawl.tls import TlsServer

ADDRESSES = {
    "rebound.example": ["127.0.0.1"],
    "metadata.example": ["169.254.169.254"],
    "mapped.example": ["::ffff:10.0.0.1"],
    "translated.example": ["64:ff9b::7f00:1"],
    "unique.example": ["fd00::1"],
    "carrier.example": ["100.64.0.1"],
    "private.example": ["10.0.0.1", "192.168.0.1"],
    "nowhere.example": [],
}


def table(host: str, port: int, *_: object) -> list[tuple[object, ...]]:
    """As `socket.getaddrinfo`."""
    families = {4: socket.AF_INET, 6: socket.AF_INET6}
    return [
        (families[ipaddress.ip_address(one).version], socket.SOCK_STREAM, 0, "", (one, port)) for one in ADDRESSES[host]
    ]


class NoSocket(socket.socket):
    """Fails the test that would connect."""

    def connect(self, address: object) -> None:
        pytest.fail(f"a connection to {address} was tried")


@pytest.mark.parametrize("host", [host for host, addresses in ADDRESSES.items() if addresses])
def test_a_host_that_is_not_public_is_not_connected_to(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "socket", NoSocket)
    with pytest.raises(AddressRefused, match=f"port 80 of {host} was not asked for"):
        connect_within(Reach(), table, (host, 80), 1.0)


def test_a_host_without_an_address() -> None:
    with pytest.raises(OSError, match=r"nowhere\.example has no address"):
        connect_within(Reach(), table, ("nowhere.example", 80), 1.0)


def test_a_host_that_was_named_may_be_anywhere_and_on_that_port_only() -> None:
    with Server({}) as named, Server({}) as other:
        ports = [urlsplit(server.base).port or 0 for server in (named, other)]
        reach = Reach.of(f"http://rebound.example:{ports[0]}/")
        connect_within(reach, table, ("rebound.example", ports[0]), 1.0).close()
        with pytest.raises(AddressRefused):
            connect_within(reach, table, ("rebound.example", ports[1]), 1.0)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1"])
@pytest.mark.parametrize("path", ["/a", "/robots.txt"])
def test_no_redirect_leads_to_another_host_or_port_of_this_machine(host: str, path: str) -> None:
    with Server({"/b": Answer(body=b"x")}, host=host) as other:
        with Server({path: moved(other.base + "/b"), "/a/": Answer()}) as server:
            visit = Visitor(fetcher("", Reach.of(server.base))).get(server.base + "/a")
        assert other.asked == []
    assert visit.problem == (
        f"not asked for: {host} is no public address, and port {urlsplit(other.base).port} of {host} was not asked for"
    )
    assert visit.status is None


def test_the_first_address_that_answers() -> None:
    with Server({}) as server:
        port = urlsplit(server.base).port
        dead = socket.create_server(("127.0.0.2", 0))
        dead.close()

        def both(*_: object) -> list[tuple[object, ...]]:
            return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (host, port)) for host in ("127.0.0.2", "127.0.0.1")]

        with contextlib.closing(
            connect_within(Reach.of(f"http://bao.example:{port}"), both, ("bao.example", port or 0), 1.0)
        ) as made:
            assert made.getpeername()[0] == "127.0.0.1"


def test_a_certificate_is_verified_unless_the_site_file_says_otherwise(tmp_path: Path) -> None:
    with TlsServer({"/a": Answer(body=b"x")}, tmp_path) as server:
        refused = Visitor(fetcher("", Reach.of(server.base))).get(server.base + "/a")
        assert "certificate verify failed" in (refused.problem or "")
        assert server.asked == []
        taken = Visitor(fetcher("", Reach.of(server.base), unverified={"127.0.0.1"})).get(server.base + "/a")
        assert (taken.problem, taken.body) == (None, b"x")
