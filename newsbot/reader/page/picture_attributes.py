"""What the attributes of an element say of the picture that it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

BACKGROUND_KEYS = ("data-bg", "data-background", "data-background-image", "data-bgset", "data-bg-src", "data-bgimg")
"""Attributes from which a script makes the background of an element."""
_PIXELS = re.compile(r"([0-9]{1,5})(?:px)?")


def sizes_of(picture: HtmlElement) -> Iterator[int]:
    """Width and height in pixels, as far as the element gives them."""
    for name in ("width", "height"):
        if found := _PIXELS.fullmatch(picture.get(name) or ""):
            yield int(found[1])
