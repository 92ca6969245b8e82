"""Headings of boxes that link to other articles, by language, in lower case without a closing colon.

A box has such a heading when the whole heading is one of these; "xem thêm" inside a sentence is prose.
"""

HEADINGS: dict[str, tuple[str, ...]] = {
    "vi": (
        "tin cùng chuyên mục", "cùng chuyên mục", "tin liên quan", "bài liên quan", "bài viết liên quan",
        "tin bài liên quan", "các tin liên quan", "tin tức liên quan", "nội dung liên quan", "chủ đề liên quan",
        "video liên quan", "ảnh liên quan", "đọc thêm", "xem thêm", "đọc tiếp", "xem tiếp", "bài đọc tiếp",
        "có thể bạn quan tâm", "bạn có thể quan tâm", "có thể bạn thích", "các tin khác", "tin khác", "các bài khác",
        "bài khác", "các tin cũ hơn", "tin cũ hơn", "các tin mới hơn", "tin mới hơn", "các tin đã đưa", "tin đã đưa",
        "tin đã đăng", "các tin đã đăng", "tin cùng chủ đề", "cùng chủ đề", "bài cùng chuyên mục",
        "các bài cùng chuyên mục", "tin trong chuyên mục", "trong chuyên mục này", "tin cùng loại",
        "bài viết cùng chuyên mục", "bài viết khác", "tin bài khác", "tin cùng mục", "cùng mục", "dòng sự kiện",
        "theo dòng sự kiện", "gợi ý cho bạn", "dành cho bạn", "đừng bỏ lỡ", "mời bạn đọc thêm", "mời xem thêm",
        "tin tiếp theo", "bài tiếp theo", "tin đáng chú ý", "tin nên đọc", "nên đọc", "bài đọc thêm",
        "tham khảo thêm", "ý kiến liên quan",
    ),
    "en": (
        "related", "related articles", "related stories", "related news", "related content", "related posts",
        "related links", "related topics", "read more", "read also", "also read", "see also", "more on this story",
        "more on this", "more stories", "more from", "you may also like", "you might also like", "recommended",
        "recommended for you", "further reading", "don't miss", "up next", "read next", "more news", "more like this",
        "in other news", "keep reading", "top stories",
    ),
    "de": (
        "mehr zum thema", "lesen sie auch", "auch interessant", "das könnte sie auch interessieren",
        "weitere artikel", "passend zum artikel",
    ),
    "fr": (
        "à lire aussi", "lire aussi", "sur le même sujet", "voir aussi", "articles liés", "à voir aussi",
        "dans la même rubrique",
    ),
    "es": (
        "lee también", "lea también", "te puede interesar", "noticias relacionadas", "más sobre este tema",
        "más noticias", "relacionado",
    ),
    "pt": (
        "leia também", "leia mais", "veja também", "veja mais", "notícias relacionadas", "mais lidas",
        "mais notícias",
    ),
    "it": ("leggi anche", "articoli correlati", "potrebbe interessarti", "vedi anche", "notizie correlate"),
    "nl": ("lees ook", "meer over dit onderwerp", "gerelateerd", "meer nieuws"),
    "pl": ("czytaj też", "czytaj także", "czytaj więcej", "zobacz też", "zobacz także", "powiązane artykuły"),
    "cs": ("čtěte také", "související články", "mohlo by vás zajímat"),
    "da": ("læs også", "relaterede artikler", "mere om"),
    "no": ("les også", "relaterte artikler", "relaterte saker"),
    "sv": ("läs också", "läs även", "läs mer", "relaterade artiklar"),
    "fi": ("lue myös", "aiheesta lisää"),
    "tr": ("ilgili haberler", "benzer haberler", "diğer haberler"),
    "ru": ("читайте также", "по теме", "материалы по теме", "похожие новости", "другие новости"),
    "uk": ("читайте також", "за темою", "схожі новини"),
    "ja": ("関連記事", "あわせて読みたい", "関連ニュース"),
    "ko": ("관련기사", "관련 기사", "많이 본 뉴스"),
    "zh": ("相关新闻", "相關新聞", "延伸閱讀", "延伸阅读", "相关阅读", "猜你喜欢"),
    "id": ("baca juga", "berita terkait", "artikel terkait", "simak juga", "lihat juga"),
    "th": ("ข่าวที่เกี่ยวข้อง", "อ่านเพิ่มเติม"),
    "lo": ("ຂ່າວທີ່ກ່ຽວຂ້ອງ",),
    "km": ("អត្ថបទទាក់ទង",),
}  # fmt: skip

COMMENTS: dict[str, tuple[str, ...]] = {
    "vi": (
        "bình luận",
        "ý kiến bạn đọc",
        "ý kiến của bạn",
        "bình luận của bạn đọc",
        "ý kiến độc giả",
        "ý kiến phản hồi",
        "phản hồi",
        "gửi bình luận",
        "gửi ý kiến",
        "gửi ý kiến của bạn",
        "ý kiến bình luận",
        "bạn đọc bình luận",
    ),
    "en": (
        "comments",
        "reader comments",
        "leave a comment",
        "leave a reply",
        "join the conversation",
        "join the discussion",
    ),
    "de": ("kommentare", "leserkommentare", "kommentar schreiben"),
    "fr": ("commentaires", "réactions", "vos commentaires"),
    "es": ("comentarios", "deja un comentario"),
    "pt": ("comentários", "deixe um comentário"),
    "it": ("commenti", "lascia un commento"),
    "nl": ("reacties",),
    "pl": ("komentarze",),
    "tr": ("yorumlar",),
}
"""Headings of what readers wrote, without their count."""
