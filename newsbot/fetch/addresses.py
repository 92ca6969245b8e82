"""Where newsbot may connect: to public addresses, and to those hosts that a person named. Pure: nothing is resolved here."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from newsbot.normalize.urls import DEFAULT_PORTS

Endpoint = tuple[str, int]
"""Host name in lower case, and port. Another port of a machine is another host."""

_CLOSED = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "::/96",
            "64:ff9b:1::/48",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8",
        ),
    )
)
"""Networks that are not the public internet (IANA special-purpose registries), Teredo and deprecated forms among them."""
_NAT64 = IPv6Network("64:ff9b::/96")
"""IPv4 addresses behind a translator (RFC 6052)."""
_IPV4_MASK = (1 << 32) - 1


class AddressRefused(OSError):
    """The address is not public, and nobody named its host."""


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address is on the public internet; a form that holds an IPv4 address is as public as that."""
    if isinstance(address, IPv6Address):
        held = address.ipv4_mapped or address.sixtofour
        if held is None and address in _NAT64:
            held = IPv4Address(int(address) & _IPV4_MASK)
        if held is not None:
            return is_public(held)
    return not any(address in network for network in _CLOSED if network.version == address.version)


def endpoint(url: str) -> Endpoint:
    """Host and port that a URL leads to. Raises ValueError for what is no URL."""
    parts = urlsplit(url)
    return (parts.hostname or "").lower(), parts.port or DEFAULT_PORTS.get(parts.scheme, 0)


@dataclass(frozen=True, slots=True)
class Reach:
    """Where one command may connect."""

    named: frozenset[Endpoint] = frozenset()
    """Hosts that a person named, wherever they are."""

    @classmethod
    def of(cls, *named: str) -> Reach:
        """The reach of a command to which these URLs were given; the operator's proxies are within it."""
        return cls(frozenset((*map(endpoint, named), *_proxies(urllib.request.getproxies().values()))))

    def check(self, host: str, port: int, address: str) -> None:
        """Raise AddressRefused unless a connection to `address`, which `host` resolves to, may be made."""
        if (host.lower().strip("[]"), port) not in self.named and not is_public(ip_address(address)):
            raise AddressRefused(f"{address} is no public address, and port {port} of {host} was not asked for")

    def check_literal(self, url: str) -> None:
        """Raise AddressRefused for a URL whose host is an address that may not be connected to."""
        host, port = endpoint(url)
        try:
            ip_address(host)
        except ValueError:
            return
        self.check(host, port, host)


def _proxies(values: Iterable[str]) -> Iterable[Endpoint]:
    for value in values:
        try:
            yield endpoint(value if "//" in value else f"http://{value}")
        except ValueError:
            continue
