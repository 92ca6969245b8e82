"""Pictures and videos of the article: their real URLs behind lazy loading, players and scripts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from urllib.parse import unquote, urljoin, urlsplit

from lxml.html import HtmlElement

from newsbot.article import Image, Video
from newsbot.normalize.urls import URL_MAX_CHARS, bounded
from newsbot.reader.page.evidence import Evidence
from newsbot.reader.page.picture_attributes import BACKGROUND_KEYS, sizes_of

PICTURE_MIN_PX = 50
"""Width and height in pixels of a picture at least; smaller ones are icons and tracking pixels."""
THUMBNAIL_MAX_PX = 100
"""Width and height in pixels that a URL asks for, at most, for an avatar or a button; those of articles are larger."""
_SIZE_IN_PATH = re.compile(r"(?<![\d.])(\d{2,3})x(\d{2,3})(?=[/_.-])", re.I)
_LAZY = (
    "data-src", "data-original", "data-lazy-src", "data-lazy", "data-srcset", "data-lazy-srcset", "data-image", "data-url",
    "data-hi-res-src", "data-full-src", "data-full", "data-echo", "data-photo-original-src", "data-orig-file", "data-runner-src",
)  # fmt: skip
_PICTURE_FILE = re.compile(r"(?:https?:)?[\w%/.~:@+-]+\.(?:jpe?g|png|webp|gif|avif|jfif|bmp)(?:[?#;]\S*)?", re.I)
"""What can only be the URL of a picture, whatever attribute it stands in."""
_URL = re.compile(r"(?:https?:)?//?[^\s,]+")
_NO_SOURCE = frozenset(("alt", "title", "class", "id", "style", "longdesc", "usemap", "data-placeholder", "data-thumb"))
_BACKGROUND = re.compile(r"background(?:-image)?\s*:[^;]*?url\(\s*(['\"]?)(?P<href>[^'\")]+)\1\s*\)", re.I)
_BACKGROUND_URL = re.compile(r"^url\(\s*(['\"]?)(?P<href>.+?)\1\s*\)$")
_PLACEHOLDER = re.compile(
    r"^data:|^about:|blank\.|placeholder|spacer|pixel\.|transparent|loading\.|lazy[-_]?load|1x1|grey\.|default[-_]?(?:image|img)",
    re.I,
)
_NOT_PICTURES = re.compile(
    r"logo|icon|avatar|sprite|emoji|gravatar|/ads?/|doubleclick|tracking|scorecardresearch|facebook\.com/tr", re.I
)
_ADVERTISER = re.compile(r"(?:ads?|adv|adserver|quangcao)\d*\.", re.I)
"""Hosts that serve advertisements for a site."""
_WIDTH = re.compile(r"\s(\d+(?:\.\d+)?)(w|x)\s*$")
_PROVIDERS = {
    "youtube": "YouTube",
    "youtu": "YouTube",
    "youtube-nocookie": "YouTube",
    "vimeo": "Vimeo",
    "dailymotion": "Dailymotion",
    "facebook": "Facebook",
    "tiktok": "TikTok",
    "brightcove": "Brightcove",
    "jwplayer": "JW Player",
    "jwplatform": "JW Player",
    "kaltura": "Kaltura",
    "twitter": "X",
    "x": "X",
    "instagram": "Instagram",
    "streamable": "Streamable",
    "rutube": "Rutube",
}
_VIDEO_ADDRESS = re.compile(r"\.(?:m3u8|mp4|webm|mov|ogv|mpd)(?:$|\?)|/(?:embed|player|video|vod)s?[/._-]", re.I)
_PLAIN_PATH = re.compile(r"/(?!/)[\w%~/.-]*")
"""A path from the root with nothing in it that would have to be resolved."""
_ABSOLUTE = re.compile(r"https?://[^\s/?#]", re.I)
_FILE = re.compile(r"(?:^|[&;?])(?:file|src|url|video)=(?P<file>[^&;]+)", re.I)
_SOCIAL = re.compile(
    r"facebook\.com/plugins/(?:like|share|page|comments)|/ads?[/.]|doubleclick|googletagmanager|recaptcha|disqus", re.I
)


def image_of(element: HtmlElement, base: str) -> Image | None:
    """The picture that an `img` shows; None for icons, tracking pixels and placeholders without a picture behind."""
    href = _image_url(element)
    if not href or _is_small(element):
        return None
    url = absolute(base, href)
    if url is None:
        return None
    parts = urlsplit(url)
    if _NOT_PICTURES.search(parts.path) or _ADVERTISER.match(parts.netloc) or _is_thumbnail(parts.path):
        return None
    alt = " ".join((element.get("alt") or "").split()) or None
    return Image(url=url, alt=alt)


def video_of(element: HtmlElement, base: str) -> Video | None:
    """The video that a `video`, `audio`, `iframe` or player element shows; None when it shows something else."""
    if element.tag == "object":
        return _played(element, base)
    if element.tag in ("iframe", "embed", "amp-iframe"):
        return _embedded(element, base)
    href = element.get("src") or element.get("data-src") or element.get("data-hls-src") or ""
    if not href or href.startswith("blob:"):
        sources = (source.get("src") or source.get("data-src") for source in element.iter("source"))
        href = next((source for source in sources if source), "")
    youtube = element.get("data-videoid") or element.get("videoid")
    if youtube and "youtube" in str(element.tag):
        return Video(embed_url=f"https://www.youtube.com/embed/{youtube}", provider="YouTube")
    poster = element.get("poster") or element.get("data-poster")
    url = absolute(base, href) if href else None
    return Video(url=url, poster=absolute(base, poster) if poster else None, provider=provider_of(url))


def absolute(base: str, href: str) -> str | None:
    """Absolute http URL, white space in it escaped; None for a malformed one or another scheme."""
    if len(href) > URL_MAX_CHARS:
        return None
    href = "%20".join(href.split())
    if "/." not in href and _PLAIN_PATH.fullmatch(href):
        href = f"{_origin(base)}{href}"
    elif not href.startswith(("https://", "http://")) or "/../" in href or "[" in href:
        try:
            href = urljoin(base, bounded(href))
            urlsplit(href)
        except ValueError:
            return None
    return href if _ABSOLUTE.match(href) else None


@lru_cache(maxsize=256)
def _origin(base: str) -> str:
    """Scheme and host of a URL; "" when it is none."""
    parts = urlsplit(base)
    return f"{parts.scheme}://{parts.netloc}"


def provider_of(url: str | None) -> str | None:
    """Service or host that plays a video."""
    if not url:
        return None
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return None
    for label in host.split("."):
        if label in _PROVIDERS:
            return _PROVIDERS[label]
    return host.removeprefix("www.") or None


def _embedded(element: HtmlElement, base: str) -> Video | None:
    href = element.get("src") or ""
    if not href or href.startswith("about:"):
        href = element.get("data-src") or element.get("data-lazy-src") or ""
    url = absolute(base, href) if href else None
    if not url or _SOCIAL.search(url):
        return None
    provider = provider_of(url)
    if provider not in _PROVIDERS.values() and not _VIDEO_ADDRESS.search(url):
        return None
    return Video(embed_url=url, provider=provider)


def _played(element: HtmlElement, base: str) -> Video | None:
    """What an `object` plays: the file that is handed to its player, else what stands inside it for other browsers."""
    for parameter in element.iter("param"):
        handed = _FILE.search(parameter.get("value") or "") if parameter.get("name") == "flashvars" else None
        if handed and (url := absolute(base, unquote(handed["file"]))):
            return Video(url=url, provider=provider_of(url))
    for inner in element.iter("video", "iframe", "embed"):
        if video := video_of(inner, base):
            return video
    return None


def credit_of(videos: Sequence[Video]) -> Evidence[str] | None:
    """Who made the videos, as the first credit under one of them says."""
    return next((Evidence(video.credit, "video", "credit of a video") for video in videos if video.credit), None)


def credited(videos: Sequence[Video], source: str | None) -> tuple[Video, ...]:
    """The videos with their maker; a credit apart from them is that of the only one."""
    if source and len(videos) == 1 and not videos[0].credit:
        return (replace(videos[0], credit=source),)
    return tuple(videos)


def _image_url(element: HtmlElement) -> str | None:
    names = element.keys()
    for name in _LAZY if any(name.startswith("data-") for name in names) else ():
        value = element.get(name)
        href = (_largest(value) if "srcset" in name or ", " in value else value.strip()) if value else ""
        if href and not href.startswith("data:"):
            return href
    source = (element.get("src") or "").strip()
    if source and not _PLACEHOLDER.search(source):
        return source
    if element.get("srcset") and (href := _largest(element.get("srcset") or "")) and not _PLACEHOLDER.search(href):
        return href
    around = element.getparent()
    while around is not None and around.tag == "source":  # libxml2 nests what follows an unclosed source
        around = around.getparent()
    for other in around.iter("source") if around is not None and around.tag == "picture" else ():
        if (value := other.get("srcset") or other.get("data-srcset")) and (href := _largest(value)):
            return href
    return next(_unnamed_sources(element), None) or _background(element)


def _unnamed_sources(element: HtmlElement) -> Iterator[str]:
    """What is a picture's URL in attributes that no list names: every lazy loader has names of its own."""
    for name, value in element.items():
        if name in _NO_SOURCE or name == "src":
            continue
        href = _largest(value) if ", " in value or "srcset" in name else value.strip()
        is_source = "src" in name and _URL.fullmatch(href)
        if (is_source or _PICTURE_FILE.fullmatch(href)) and not _PLACEHOLDER.search(href):
            yield href


def _background(element: HtmlElement) -> str | None:
    """The picture that is the background of an element."""
    for name in BACKGROUND_KEYS:
        if value := element.get(name):
            return _BACKGROUND_URL.sub(r"\g<href>", value.strip())
    found = _BACKGROUND.search(element.get("style") or "")
    return html.unescape(found["href"].strip()) if found else None


_CANDIDATES = re.compile(r",\s+|(?<=[wx]),(?=\S)")
"""Between the candidates of a `srcset`: a comma and white space, or a comma after a descriptor (HTML, section 4.8.4.3.5)."""


def _largest(srcset: str) -> str:
    best, size = "", -1.0
    for part in _CANDIDATES.split(srcset.strip()):
        match = _WIDTH.search(part)
        width = float(match[1]) if match else 0.0
        if width > size:
            best, size = (part[: match.start()] if match else part).strip().rstrip(","), width
    return best


def same_picture(one: str, other: str) -> bool:
    """Whether two URLs are of one picture file, in sizes that the query asks for."""
    return one == other or (one.partition("?")[0] == other.partition("?")[0] and bool(_PICTURE_FILE.fullmatch(one)))


def _is_thumbnail(path: str) -> bool:
    """Whether a URL asks for a picture of the size of an avatar."""
    size = _SIZE_IN_PATH.search(path)
    return size is not None and max(int(size[1]), int(size[2])) <= THUMBNAIL_MAX_PX


def _is_small(element: HtmlElement) -> bool:
    return any(0 < size < PICTURE_MIN_PX for size in sizes_of(element))
