"""The system that ran baotuyenquang.com.vn until 2024 (fact sheet section 2.4, last paragraph)."""

from newsbot.reader.layout import Layout

LAYOUT = Layout(
    name="tuyenquang-2019",
    markers=(b"articleBody", b"summary"),
    present="[itemprop=articleBody]",
    lead=(".summary",),
    body=("[itemprop=articleBody]",),
    date=("time",),
)

ARTICLE_PATH = r"^/[^/]+-(?P<number>\d{5,7})\.html$"
"""`/banh-gai-chiem-hoa-vao-mua-179493.html`"""
LISTING_PAGE = "trang-{n}.html"
"""`/chinh-tri/trong-tinh/trang-43.html`"""
