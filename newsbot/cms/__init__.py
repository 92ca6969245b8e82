"""CMS families: what their pages look like and where their sites list articles.

A page's layout is found by markers in the page, never by date or domain: papers change their system, and their old pages
go on being read.
"""

from newsbot.cms import page_info, tuyenquang
from newsbot.reader.layout import Layout

LAYOUTS: tuple[Layout, ...] = (page_info.LAYOUT, tuyenquang.LAYOUT)
"""Every known layout, the most telling markers first."""
