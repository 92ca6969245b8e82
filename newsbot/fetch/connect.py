"""Connections of a visit: made only where the command may connect, which is decided at each connect, and verified."""

from __future__ import annotations

import http.client
import socket
import ssl
import urllib.request
from collections.abc import Callable, Collection
from functools import cache, partial
from typing import Any

from newsbot.fetch.addresses import AddressRefused, Reach
from newsbot.normalize import urls

Resolve = Callable[..., list[tuple[Any, ...]]]
"""As `socket.getaddrinfo`."""
Connect = Callable[..., socket.socket]
"""As `socket.create_connection`."""


def guarded_opener(
    reach: Reach, unverified: Collection[str] = (), resolve: Resolve = socket.getaddrinfo
) -> urllib.request.OpenerDirector:
    """An opener that connects within `reach`, follows nothing, and does not verify the certificates of the hosts `unverified`."""
    connect = partial(connect_within, reach, resolve)
    return urllib.request.build_opener(_Http(connect), _Https(connect, unverified), _AsServed)


def connect_within(
    reach: Reach, resolve: Resolve, address: tuple[str, int], timeout: float | None = None, _source: object = None
) -> socket.socket:
    """A connection to the first address of a host that may be connected to and answers.

    Raises AddressRefused when there is none that may be, OSError when none answers.
    """
    host, port = address
    refused: OSError | None = None
    failed: OSError | None = None
    for family, kind, protocol, _, where in resolve(host, port, 0, socket.SOCK_STREAM):
        try:
            reach.check(host, port, where[0])
        except AddressRefused as error:
            refused = error
            continue
        made = socket.socket(family, kind, protocol)
        try:
            made.settimeout(timeout)
            made.connect(where)
        except OSError as error:
            made.close()
            failed = error
        else:
            return made
    raise failed or refused or OSError(f"{host} has no address")


class _Connection(http.client.HTTPConnection):
    def __init__(self, host: str, /, *, connect: Connect = socket.create_connection, **options: Any) -> None:
        super().__init__(host, **options)
        self._create_connection = connect


class _SafeConnection(http.client.HTTPSConnection):
    def __init__(self, host: str, /, *, connect: Connect = socket.create_connection, **options: Any) -> None:
        super().__init__(host, **options)
        self._create_connection = connect


class _Http(urllib.request.HTTPHandler):
    def __init__(self, connect: Connect) -> None:
        super().__init__()
        self._connect = connect

    def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        return self.do_open(_Connection, req, connect=self._connect)


class _Https(urllib.request.HTTPSHandler):
    def __init__(self, connect: Connect, unverified: Collection[str]) -> None:
        super().__init__()
        self._connect, self._unverified = connect, unverified

    def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
        context = _context(verified=urls.host(req.full_url) not in self._unverified)
        return self.do_open(_SafeConnection, req, connect=self._connect, context=context)


@cache
def _context(*, verified: bool) -> ssl.SSLContext:
    """What a connection trusts: made once, for the system's certificates take a while to load."""
    context = ssl.create_default_context()
    if not verified:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


class _AsServed(urllib.request.HTTPErrorProcessor):
    """Lets every status through: a redirect is followed by the visitor, which asks robots.txt first."""

    def http_response(self, request: urllib.request.Request, response: http.client.HTTPResponse) -> Any:  # noqa: ARG002
        return response

    def https_response(self, request: urllib.request.Request, response: http.client.HTTPResponse) -> Any:  # noqa: ARG002
        return response
