"""The system that ran baotuyenquang.com.vn until 2024 (fact sheet section 2.4, last paragraph).

Known by `[itemprop=articleBody]` beside `.summary` and `<time>`, and by URLs that end in `-<5 to 7 digits>.html`; its mobile
host has the same paths. Sections are `/<section>/<subsection>/` and go on at `trang-N.html`.

Trap: a caption is the centred or `em` paragraph after the paragraph of its picture.
"""

from newsbot.reader.layouts.layout import Layout

VIETNAMESE_LETTER = "đ".encode()
"""A letter of every Vietnamese page, with decomposed tones too: the names of this system are common, the language is not."""

LAYOUT = Layout(
    name="tuyenquang-2019",
    markers=(b"articleBody", b"summary", b"<time", VIETNAMESE_LETTER),
    present="html:has(.summary):has(time) [itemprop=articleBody]:not(.cms-body):not(.entry)",
    lead=(".summary",),
    body=("[itemprop=articleBody]",),
    date=("time",),
)

LAYOUTS = (LAYOUT,)

ARTICLE_PATH = r"^/(?:[^/]+/)*[^/]+-(?P<number>\d{5,7})\.html$"
"""`/banh-gai-chiem-hoa-vao-mua-179493.html`, with its section before it until 2023."""
LISTING_PAGE = "trang-{n}.html"
"""`/chinh-tri/trong-tinh/trang-43.html`"""
