"""Registrable domains, by the Public Suffix List that comes with tldextract: nothing is ever fetched or cached on disk."""

from __future__ import annotations

import ipaddress
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tldextract import TLDExtract

_SHORT = 2
"""Labels of a host that is its own registrable domain, whatever the list says of its ending."""


@lru_cache(maxsize=4096)
def registrable(host: str) -> str:
    """The registrable domain of a host: "baobinhphuoc.com.vn" of "www.baobinhphuoc.com.vn".

    Under an ending that the list does not have these are the last two labels. A host that has none, such as an IP address or a
    public suffix, is its own.
    """
    host = host.lower().rstrip(".")
    labels = host.split(".")
    if len(labels) <= _SHORT or _is_ip(host):
        return host
    found = _list()(host)
    if found.suffix:
        return f"{found.domain}.{found.suffix}" if found.domain else host
    return ".".join(labels[-_SHORT:])


def same_site(one: str, other: str) -> bool:
    """Whether two hosts are of one registrable domain."""
    return one == other or registrable(one) == registrable(other)


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


@cache
def _list() -> TLDExtract:
    """Read the list, which takes a third of a second: only hosts of three labels or more need it."""
    from tldextract import TLDExtract

    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
