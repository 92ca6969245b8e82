"""Redirects: round in a circle, without an end, out of the site, and to what is no URL."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.crawl.pages import article
from tests.crawl.server import Answer, moved
from tests.evil.behaviour import Page, Place
from tests.evil.server import Script, wire

BAD = "failed"


def to(target: str, status: int = 301) -> Callable[[Place], Answer]:
    return lambda place: moved(target, status)


def raw(location: bytes, status: bytes = b"301 Moved Permanently") -> Callable[[Place], Script]:
    """A Location of bytes that are no text."""
    return lambda place: wire(
        b"HTTP/1.1 %b\r\nLocation: " % status
        + location.replace(b"PATH", place.other(1).encode())
        + b"\r\nContent-Length: 0\r\n\r\n"
    )


def chain(length: int) -> Callable[[Place], Mapping[str, Script]]:
    """So many redirects from URL to URL; an article at the end."""

    def beside(place: Place) -> Mapping[str, Script]:
        steps = {place.other(step): moved(place.other(step + 1)) for step in range(1, length)}
        return {**steps, place.other(length): article(place.number + length)}

    return beside


def one_more(place: Place) -> Mapping[str, Script]:
    return {place.other(1): article(place.number + 1)}


def following(status: int) -> Page:
    return Page(name=f"status-{status}", does=lambda p: moved(p.other(1), status), state="moved", beside=one_more)


CASES = (
    *(following(status) for status in (301, 302, 303, 307, 308)),
    Page(name="to-itself", does=lambda p: moved(p.path), state=BAD, reason="redirects to itself", ci=True),
    Page(name="to-itself-with-a-fragment", does=lambda p: moved(p.path + "#a"), state=BAD),
    Page(name="to-itself-with-a-key", does=lambda p: moved(p.path + "?utm_source=a"), state=BAD, asked=8),
    Page(
        name="circle-of-two",
        does=lambda p: moved(p.other(1)),
        beside=lambda p: {p.other(1): moved(p.path)},
        state="moved",
        ci=True,
    ),
    Page(
        name="circle-of-three",
        does=lambda p: moved(p.other(1)),
        state="moved",
        beside=lambda p: {p.other(1): moved(p.other(2)), p.other(2): moved(p.path)},
    ),
    Page(name="chain-of-five", does=lambda p: moved(p.other(1)), state="moved", beside=chain(5)),
    Page(name="chain-of-nine", does=lambda p: moved(p.other(1)), state="moved", beside=chain(9)),
    Page(name="to-the-home-page", does=to("/"), state="gone", reason="home page", ci=True),
    Page(name="no-location", does=lambda p: Answer(status=301), state=BAD, reason="without a usable target", ci=True),
    Page(name="location-empty", does=to(""), state=BAD),
    Page(name="300-without-location", does=lambda p: Answer(status=300, body=p.html), state=BAD),
    Page(name="304-that-nobody-asked-for", does=lambda p: Answer(status=304), state=BAD, reason="HTTP 304", ci=True),
    Page(name="305-use-proxy", does=to("http://127.0.0.1:9/", 305), state="moved", reason="left the site"),
    Page(
        name="redirect-with-an-article",
        does=lambda p: Answer(body=p.html, status=302, headers={"Location": p.other(1)}),
        state="moved",
        beside=one_more,
    ),
    Page(name="to-a-file", does=to("file:///etc/passwd"), state=BAD, ci=True),
    Page(name="to-a-script", does=to("javascript:alert(1)"), state=BAD),
    Page(name="to-data", does=to("data:text/html,<h1>a</h1>"), state=BAD),
    Page(name="to-ftp", does=to("ftp://127.0.0.1/a"), state=BAD),
    Page(name="to-gopher", does=to("gopher://127.0.0.1:9/_a"), state=BAD),
    Page(name="to-mail", does=to("mailto:a@b.invalid"), state=BAD),
    Page(
        name="to-another-host",
        does=lambda p: moved(f"{p.elsewhere}{p.path}"),
        state="moved",
        reason="left the site",
        ci=True,
    ),
    Page(name="to-another-port", does=to("http://127.0.0.1:9/a-710001.html"), state="moved", reason="left the site"),
    Page(name="to-ip-version-6", does=to("http://[::1]:9/a-710001.html"), state="moved", reason="left the site"),
    Page(name="to-a-number", does=to("http://2130706433:9/"), state="moved", reason="left the site"),
    Page(name="to-a-host-without-scheme", does=to("//127.0.0.2:9/a"), state="moved", reason="left the site"),
    Page(
        name="to-a-user",
        does=lambda p: moved(p.base.replace("//", "//root:secret@") + p.other(1)),
        state="moved",
        beside=one_more,
    ),
    Page(name="to-a-false-user", does=to("http://127.0.0.1@127.0.0.2:9/a"), state="moved", reason="left the site"),
    Page(name="to-port-99999", does=to("http://127.0.0.1:99999/a"), state=BAD),
    Page(name="to-port-of-letters", does=to("http://127.0.0.1:port/a"), state=BAD),
    Page(name="to-a-broken-bracket", does=to("http://[::1/a"), state=BAD, ci=True),
    Page(name="to-no-host", does=to("http:///a"), state="moved"),
    Page(name="to-a-host-with-a-space", does=to("http://a b.invalid/"), state=BAD),
    Page(name="to-backslashes", does=lambda p: moved("\\\\127.0.0.2:9\\a"), state="moved"),
    Page(name="to-a-host-of-300-letters", does=to("http://" + "a" * 300 + ".invalid/"), state=BAD),
    Page(name="to-a-path-of-7000-letters", does=to("/" + "a" * 7000), state="moved"),
    Page(name="relative", does=lambda p: moved(p.other(1).rsplit("/", 1)[1]), state="moved", beside=one_more),
    Page(name="relative-upwards", does=lambda p: moved("../../../.." + p.other(1)), state="moved", beside=one_more),
    Page(name="with-white-space", does=lambda p: moved(f"  {p.other(1)} \t"), state="moved", beside=one_more),
    Page(name="with-a-line-end-in-it", does=raw(b"/a%0d%0aSet-Cookie:%20a=b-710009.html"), state="moved"),
    Page(
        name="location-in-utf-8",
        does=raw("/tin/gặt-lúa-710010.html".encode()),
        state="moved",
        reason="g%E1%BA%B7t",
        ci=True,
    ),
    Page(name="location-in-latin-1", does=raw(b"/tin/caf\xe9-710011.html"), state="moved", reason="caf%E9"),
    Page(name="two-locations", does=raw(b"PATH\r\nLocation: http://127.0.0.2:9/b"), state="moved", beside=one_more),
    Page(
        name="refresh-in-the-page",
        does=lambda p: Answer(body=b'<meta http-equiv="refresh" content="0;url=/">'),
        state="not_article",
    ),
)
