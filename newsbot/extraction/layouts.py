"""Which layouts the pages of a site are read with: the one place that composes them."""

from __future__ import annotations

from newsbot.cms import LAYOUTS
from newsbot.reader.layouts.layout import Layout
from newsbot.site import Site, WebSite
from newsbot.spiders import sound_site


def layouts_of(site: Site, *, guessing: bool = False) -> tuple[Layout, ...]:
    """The layouts of a site, in the order in which they are tried; every known one for who is `guessing` what a page is.

    A site file names all that its pages have or had, and no others are tried: a name that a paper elsewhere gives to its text
    may be anything here. Layouts of others help where nothing is known of a site, and where it goes on with the pages of papers
    that were merged into it: theirs then come before the rest.
    """
    if isinstance(site, WebSite):
        return LAYOUTS
    if not site.predecessors and not guessing:
        return site.layouts
    merged = [layout for name in site.predecessors if (other := sound_site(name)) for layout in other.layouts]
    return tuple(dict.fromkeys((*site.layouts, *merged, *LAYOUTS)))
