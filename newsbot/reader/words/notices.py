"""What pages say to their readers among the text: sign up, follow us, the app, cookies, comments, copyright.

By language, as beginnings of a paragraph, in lower case; "…" stands for a few words. A paragraph is taken for such a
notice only when it is short and stands apart from the running text, so a quotation that begins the same way stays.
"""

NOTICES: dict[str, tuple[str, ...]] = {
    "vi": (
        "mời bạn đọc", "mời độc giả", "mời quý vị", "bạn đọc có thể", "theo dõi … trên", "đăng ký nhận",
        "đăng nhập để", "tải ứng dụng", "quý bạn đọc", "mọi ý kiến", "ý kiến bạn đọc", "bình luận của bạn",
        "© bản quyền", "bản quyền thuộc", "ghi rõ nguồn", "chia sẻ bài viết", "vui lòng ghi rõ", "nhấn vào đây để",
        "bấm vào đây để", "bật thông báo", "đăng ký để đọc", "bài viết này dành cho", "bài viết dành cho",
        "nội dung này dành cho",
    ),
    "en": (
        "sign up for", "sign up to", "subscribe to", "subscribe now", "subscribe for", "follow us",
        "follow … on twitter", "follow … on x", "follow … on facebook", "follow … on instagram", "follow … on google",
        "follow … on whatsapp", "add … as a preferred source", "make … a preferred source", "like us on",
        "join our", "join us on", "download the", "download our", "get the latest", "get our", "get more",
        "want more", "want great stories", "want to read more", "read more", "read also", "read next", "also read",
        "see also", "more on this", "more from", "related:", "watch:", "listen:", "click here", "tap here",
        "this website uses cookies", "this site uses cookies", "we use cookies", "by clicking", "by signing up",
        "by submitting", "all rights reserved", "copyright ©", "copyright 20", "this material may not",
        "this document is subject to copyright", "have a tip", "got a tip", "do you have a tip", "send tips",
        "contact us at", "e-mail us", "email us", "your email address", "leave a comment", "join the conversation",
        "comments are", "please read our comment", "thanks for reading", "thank you for reading",
        "support our journalism", "become a member", "if you enjoyed", "if you like this", "did you like this",
        "enjoyed this article", "share this", "already a subscriber", "advertisement", "article continues",
        "story continues", "continue reading", "this slideshow requires", "this story is for subscribers",
        "this content is reserved", "you may also like", "don't miss", "for more … visit", "we earn a commission",
        "we may earn", "if you buy something", "when you purchase through", "products featured",
    ),
    "de": (
        "lesen sie auch", "lesen sie mehr", "lesen sie hier", "mehr zum thema", "auch interessant", "newsletter",
        "abonnieren sie", "jetzt abonnieren", "melden sie sich", "folgen sie uns", "folgen sie", "externer inhalt",
        "empfohlener redaktioneller inhalt", "an dieser stelle", "um eingebettete inhalte",
        "wir benötigen ihre zustimmung", "ich bin damit einverstanden", "zur anzeige dieses inhalts",
        "deine privatsphäre-einstellungen", "hat ihnen dieser artikel gefallen", "ihre meinung ist",
        "mit material von", "mit agenturmaterial", "anzeige", "kommentare", "jetzt testen", "bitte achten sie darauf",
        "© ", "alle rechte vorbehalten", "zum angebot", "diese inhalte", "link zum", "stand:",
    ),
    "fr": (
        "lire aussi", "à lire aussi", "lisez aussi", "voir aussi", "à voir aussi", "inscrivez-vous", "abonnez-vous",
        "s'abonner", "suivez-nous", "pour aller plus loin", "cet article est réservé", "il vous reste", "newsletter",
        "publicité", "tous droits réservés", "recevez", "télécharger l'application",
    ),
    "es": (
        "lee también", "lea también", "leer también", "te puede interesar", "le puede interesar", "más información",
        "suscríbete", "suscríbase", "síguenos", "síganos", "apúntate", "regístrate", "publicidad",
        "todos los derechos reservados", "recibe en tu", "únete a", "descarga la", "haz clic aquí", "ver más",
    ),
    "pt": (
        "leia também", "leia mais", "veja também", "veja mais", "saiba mais", "assine", "inscreva-se", "siga-nos",
        "siga o", "publicidade", "todos os direitos", "clique aqui", "receba", "atenção: comentários", "participe do",
    ),
    "it": (
        "leggi anche", "leggi tutto", "vedi anche", "guarda anche", "iscriviti", "abbonati", "seguici",
        "tutti i diritti", "pubblicità",
    ),
    "nl": (
        "lees ook", "lees meer", "bekijk ook", "schrijf je in", "abonneer", "volg ons", "alle rechten voorbehouden",
        "advertentie",
    ),
    "pl": (
        "czytaj też", "czytaj także", "czytaj więcej", "zobacz też", "zobacz także", "przeczytaj", "zapisz się",
        "reklama", "pozostało jeszcze",
    ),
    "cs": ("čtěte také", "přečtěte si", "mohlo by vás zajímat", "odebírejte", "sledujte nás", "reklama"),
    "da": ("læs også", "se også", "artiklen fortsætter", "tilmeld dig", "annonce"),
    "no": ("les også", "se også", "saken fortsetter", "meld deg på", "annonse"),
    "sv": ("läs också", "läs även", "läs mer", "se också", "artikeln fortsätter", "annons"),
    "fi": ("lue myös", "katso myös", "tilaa", "mainos"),
    "tr": (
        "ayrıca okuyun", "bunlar da ilginizi çekebilir", "abone ol", "uygulamasını indirin", "haberin devamı",
        "reklam",
    ),
    "ru": (
        "читайте также", "читайте также:", "смотрите также", "подписывайтесь", "подпишитесь", "реклама",
        "все права защищены",
    ),
    "uk": ("читайте також", "дивіться також", "підписуйтесь", "підпишіться", "реклама"),
    "ja": ("関連記事", "あわせて読みたい", "この記事の画像", "会員登録", "続きを読む", "有料記事", "【初トク"),
    "ko": ("관련기사", "무단전재", "저작권자", "이 기사가 마음에", "구독", "좋아요를"),
    "zh": ("相关新闻", "相關新聞", "延伸閱讀", "延伸阅读", "责任编辑", "責任編輯", "版权所有"),
    "id": ("baca juga", "baca selengkapnya", "lihat juga", "simak juga", "ikuti kami", "iklan"),
}  # fmt: skip

MESSAGES: dict[str, tuple[str, ...]] = {
    "vi": (
        "quảng cáo", "video không hợp lệ", "video không khả dụng", "không thể phát video", "video đang được xử lý",
        "trình duyệt của bạn không hỗ trợ video", "trình duyệt của bạn không hỗ trợ thẻ video",
        "trình duyệt không hỗ trợ video", "trình duyệt không hỗ trợ phát video", "trình duyệt của bạn không hỗ trợ phát video",
        "trình duyệt của bạn không hỗ trợ thẻ audio", "trình duyệt của bạn không hỗ trợ audio", "đang tải", "đang tải dữ liệu",
        "nghe đọc bài", "nghe audio",
    ),
    "en": (
        "advertisement", "your browser does not support the video tag", "your browser does not support video",
        "your browser does not support html5 video", "your browser does not support html video",
        "your browser does not support the audio element", "your browser does not support the audio tag",
        "this video is not available", "video unavailable", "no compatible source was found for this media",
        "video player is loading", "video loading", "video unavailable", "click to play", "tap to play",
        "the video will auto-play soon",
        "the media could not be loaded, either because the server or network failed or because the format is not supported",
        "loading the player", "loading",
    ),
    "de": ("anzeige", "werbung", "ihr browser unterstützt das video-tag nicht", "dieses video ist nicht verfügbar"),
    "fr": ("publicité", "votre navigateur ne supporte pas la balise vidéo", "cette vidéo n'est pas disponible"),
    "es": ("publicidad", "tu navegador no soporta el elemento de video", "este video no está disponible"),
    "pt": ("publicidade", "seu navegador não suporta o elemento de vídeo"),
    "it": ("pubblicità", "il tuo browser non supporta il tag video"),
    "nl": ("advertentie",), "pl": ("reklama",), "cs": ("reklama",), "da": ("annonce",), "no": ("annonse",), "sv": ("annons",),
    "tr": ("reklam",), "ru": ("реклама",), "uk": ("реклама",), "id": ("iklan",),
}  # fmt: skip
"""Whole texts of players and advertisements: no text of an article wherever they stand."""
