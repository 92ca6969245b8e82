"""The resolver of a crawl, given a table in the place of a name server. Nothing is connected to."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Mapping, Sequence

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from newsbot.crawl.client import CheckedResolver
from newsbot.crawl.context import reach_of
from newsbot.fetch.addresses import AddressRefused
from newsbot.site import WebSite


class Table(AbstractResolver):
    """A name server that knows these hosts."""

    def __init__(self, hosts: Mapping[str, Sequence[str]]) -> None:
        self._hosts = hosts

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=0)
            for address in self._hosts[host]
        ]

    async def close(self) -> None:
        """Nothing to end."""


HOSTS = {
    "bao.example": ["10.0.0.1"],
    "rebound.example": ["127.0.0.1"],
    "metadata.example": ["169.254.169.254"],
    "mapped.example": ["::ffff:10.0.0.1"],
    "mixed.example": ["192.168.0.1", "8.8.8.8"],
    "public.example": ["8.8.8.8", "2606:4700::1111"],
}


def resolved(host: str, port: int) -> list[str]:
    resolver = CheckedResolver(reach_of(WebSite("http://bao.example/")), Table(HOSTS))
    return [one["host"] for one in asyncio.run(resolver.resolve(host, port))]


@pytest.mark.parametrize(
    ("host", "port"),
    [
        ("rebound.example", 80),
        ("metadata.example", 80),
        ("mapped.example", 443),
        ("bao.example", 8080),
    ],
)
def test_a_host_that_is_not_public_is_not_connected_to(host: str, port: int) -> None:
    with pytest.raises(AddressRefused, match=f"port {port} of {host} was not asked for"):
        resolved(host, port)


def test_what_may_be_connected_to() -> None:
    assert resolved("public.example", 443) == ["8.8.8.8", "2606:4700::1111"]
    assert resolved("mixed.example", 80) == ["8.8.8.8"], "only its public address"
    assert resolved("bao.example", 80) == ["10.0.0.1"], "the site's own host may be anywhere"
