"""Which layouts the pages of a site are read with: the one place that composes them."""

from __future__ import annotations

from newsbot.cms import LAYOUTS
from newsbot.reader.layout import Layout
from newsbot.site import Site


def layouts_of(site: Site) -> tuple[Layout, ...]:
    """The layouts of a site, in the order in which they are tried: its own first, then all others."""
    return (*site.layouts, *LAYOUTS)
