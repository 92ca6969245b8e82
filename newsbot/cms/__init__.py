"""CMS families: what their pages look like and where their sites list articles.

A page's layout is found by markers in the page, never by date or domain: papers change their system, and their old pages
go on being read. A module of this package is a family, or a set of layouts, and gives its layouts as `LAYOUTS`.
"""

from dataclasses import replace

from newsbot.cms import archived, content_fck, epi, mediatech, onecms, page_info, singletons, tuyenquang
from newsbot.reader.layouts.layout import Layout

VIETNAMESE = b".vn"
"""What every page of a site in Vietnam holds, its own URL to begin with."""

_FAMILIES = (
    *epi.LAYOUTS,
    *onecms.LAYOUTS,
    page_info.LAYOUT,
    *content_fck.LAYOUTS,
    *mediatech.LAYOUTS,
    *tuyenquang.LAYOUTS,
)
_SINGLE_SITES = (*singletons.LAYOUTS, *archived.LAYOUTS, page_info.LAYOUT_2019)

LAYOUTS: tuple[Layout, ...] = (
    *_FAMILIES,
    *(replace(layout, markers=(VIETNAMESE, *layout.markers)) for layout in _SINGLE_SITES),
)
"""Every known layout, the most telling markers first. Those of single sites have names that pages elsewhere have too: they
are looked for in Vietnamese pages alone."""
