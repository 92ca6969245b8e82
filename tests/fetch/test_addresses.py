"""Where newsbot may connect: a table of addresses, in every form in which they are written."""

from __future__ import annotations

from ipaddress import ip_address

import pytest

from newsbot.fetch.addresses import AddressRefused, Reach, endpoint, is_public

CLOSED = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.127.255.255",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.168.0.1",
    "192.168.255.255",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::8.8.8.8",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::127.0.0.1",
    "64:ff9b::10.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a00:1::",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
]
PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "9.255.255.255",
    "11.0.0.1",
    "100.63.255.255",
    "100.128.0.1",
    "126.255.255.255",
    "128.0.0.1",
    "169.253.255.255",
    "172.15.255.255",
    "172.32.0.1",
    "192.167.255.255",
    "192.169.0.1",
    "223.255.255.255",
    "2606:4700::1111",
    "2400:cb00::1",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
    "2002:808:808::",
]


@pytest.mark.parametrize("address", CLOSED)
def test_closed(address: str) -> None:
    assert not is_public(ip_address(address))
    with pytest.raises(AddressRefused, match="no public address"):
        Reach.of("http://127.0.0.1:8000/").check("bao.example", 80, address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    assert is_public(ip_address(address))
    Reach().check("bao.example", 80, address)


def test_a_named_host_may_be_anywhere_but_not_at_another_port() -> None:
    reach = Reach.of("http://127.0.0.1:8000/", "http://[::1]:8001/", "https://Bao.example/")
    reach.check("127.0.0.1", 8000, "127.0.0.1")
    reach.check("::1", 8001, "::1")
    reach.check("bao.example", 443, "10.0.0.1")
    for host, port in (("127.0.0.1", 8001), ("127.0.0.2", 8000), ("localhost", 8000), ("bao.example", 80)):
        with pytest.raises(AddressRefused):
            reach.check(host, port, "127.0.0.1")


@pytest.mark.parametrize("url", ["http://127.0.0.2:8000/", "http://[::ffff:127.0.0.1]/", "http://127.0.0.1/x"])
def test_an_address_as_a_host(url: str) -> None:
    with pytest.raises(AddressRefused):
        Reach.of("http://127.0.0.1:8000/").check_literal(url)


def test_a_proxy_of_the_operator_is_within_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://10.0.0.1:3128")
    Reach.of().check("10.0.0.1", 3128, "10.0.0.1")


def test_endpoints() -> None:
    assert endpoint("http://Bao.example/x") == ("bao.example", 80)
    assert endpoint("https://bao.example/") == ("bao.example", 443)
    assert endpoint("http://[::1]:8/") == ("::1", 8)
