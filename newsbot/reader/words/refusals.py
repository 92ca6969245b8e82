"""What servers say instead of an article: not found, are you a robot, subscribe to read. By language, lower case, parts
of a title or of a page with few words.
"""

NOT_FOUND: dict[str, tuple[str, ...]] = {
    "vi": (
        "không tìm thấy trang", "không tìm thấy bài viết", "không tìm thấy nội dung", "trang không tồn tại",
        "trang bạn tìm không", "bài viết không tồn tại", "bài viết đã bị xóa", "nội dung không tồn tại",
        "trang không tìm thấy", "liên kết không tồn tại", "không tìm thấy", "đường dẫn không tồn tại",
        "trang bạn yêu cầu không", "bài viết bạn yêu cầu không", "không tồn tại hoặc đã bị", "đã bị gỡ bỏ",
        "không còn trên hệ thống", "nội dung này đã bị", "hoặc không còn tồn tại",
    ),
    "en": (
        "404", "page not found", "not found", "page doesn't exist", "page does not exist", "page you requested",
        "page you are looking for", "page you're looking for", "no longer available", "page cannot be found",
        "page can't be found", "article not found", "story not found", "something went wrong", "error 410",
        "has been removed", "nothing here", "domain is for sale", "buy this domain",
    ),
    "de": ("seite nicht gefunden", "seite wurde nicht gefunden", "nicht gefunden"),
    "fr": ("page introuvable", "page non trouvée", "n'existe pas", "n'existe plus"),
    "es": ("página no encontrada", "no encontrada", "no se encuentra", "no existe"),
    "pt": ("página não encontrada", "não encontrada"),
    "it": ("pagina non trovata",),
    "nl": ("pagina niet gevonden",),
    "pl": ("nie znaleziono", "strona nie istnieje"),
    "tr": ("sayfa bulunamadı",),
    "ru": ("страница не найдена", "не найдена"),
    "id": ("halaman tidak ditemukan",),
    "ja": ("ページが見つかりません", "見つかりません"),
    "ko": ("페이지를 찾을 수 없습니다",),
    "zh": ("页面不存在", "頁面不存在", "找不到"),
}  # fmt: skip

PAYWALL: dict[str, tuple[str, ...]] = {
    "vi": (
        "đăng ký để đọc tiếp", "đăng nhập để đọc tiếp", "mua gói để đọc", "trả phí để đọc", "dành cho thuê bao",
        "dành cho độc giả trả phí", "dành cho người đăng ký", "đăng ký…để đọc tiếp", "đăng ký…để đọc toàn bộ",
        "đăng ký…để đọc trọn", "thành viên để đọc tiếp", "mua gói…để đọc",
    ),
    "en": (
        "subscribe to continue reading", "subscribe to read the full", "subscribe to keep reading",
        "register to continue reading", "log in to continue reading", "sign in to continue reading",
        "subscribe to read on", "subscribe to read this", "subscribe now to read", "subscribe…to continue reading",
        "to read the rest of this article", "article is for subscribers", "story is for subscribers",
        "content is for subscribers",
    ),
    "de": ("jetzt weiterlesen mit", "nur für abonnenten", "weiterlesen mit"),
    "fr": ("réservé aux abonnés", "réservée aux abonnés"),
    "es": ("exclusivo para suscriptores", "suscríbete para seguir leyendo"),
    "pt": ("exclusivo para assinantes",),
    "it": ("riservato agli abbonati",),
}  # fmt: skip
"""What stands where the text of a paid article breaks off; "…" for any words."""

CHALLENGE: dict[str, tuple[str, ...]] = {
    "vi": ("xác minh bạn là con người", "bạn không phải là robot", "kiểm tra trình duyệt", "vui lòng bật javascript"),
    "en": (
        "just a moment", "checking your browser", "checking if the site connection is secure", "verify you are human",
        "verifying you are human", "are you a robot", "not a robot", "attention required", "access denied",
        "access to this page has been", "enable javascript and cookies", "please enable cookies", "ddos protection",
        "pardon our interruption", "request unsuccessful", "security check", "captcha", "unusual traffic",
        "bot detection", "one more step", "403 forbidden", "request blocked",
    ),
    "de": ("zugriff verweigert", "bestätigen sie, dass sie ein mensch"),
    "fr": ("accès refusé", "vérifiez que vous êtes humain"),
    "es": ("acceso denegado",),
    "ru": ("доступ ограничен", "проверка браузера"),
}  # fmt: skip

CONSENT: dict[str, tuple[str, ...]] = {
    "vi": (
        "tôn trọng quyền riêng tư", "coi trọng quyền riêng tư", "quyền riêng tư của bạn", "chúng tôi và các đối tác",
        "chúng tôi sử dụng cookie", "trang web này sử dụng cookie", "website này sử dụng cookie",
    ),
    "en": (
        "we value your privacy", "we care about your privacy", "your privacy is important", "your privacy matters",
        "we and our partners", "before you continue to", "we use cookies", "this site uses cookies",
        "this website uses cookies", "your privacy choices", "respect your privacy",
    ),
    "de": ("wir schätzen ihre privatsphäre", "ihre privatsphäre", "wir und unsere partner", "wir verwenden cookies"),
    "fr": ("nous respectons votre vie privée", "votre vie privée", "nous et nos partenaires", "nous utilisons des cookies"),
    "es": ("valoramos tu privacidad", "su privacidad", "nosotros y nuestros socios", "utilizamos cookies"),
    "pt": ("valorizamos a sua privacidade", "nós e os nossos parceiros", "utilizamos cookies"),
    "it": ("rispettiamo la tua privacy", "noi e i nostri partner", "utilizziamo i cookie"),
    "nl": ("wij waarderen uw privacy", "wij en onze partners", "wij gebruiken cookies"),
    "pl": ("cenimy twoją prywatność", "my i nasi partnerzy"),
}  # fmt: skip
"""What a page says that asks to be allowed cookies."""

CONSENT_WORDS: dict[str, tuple[str, ...]] = {
    "vi": ("cookie", "quyền riêng tư", "dữ liệu cá nhân", "sự đồng ý", "đối tác"),
    "en": ("cookie", "privacy", "personal data", "consent", "partners"),
    "de": ("privatsphäre", "personenbezogene", "einwilligung", "partner"),
    "fr": ("vie privée", "données personnelles", "consentement", "partenaires"),
    "es": ("privacidad", "datos personales", "consentimiento", "socios"),
    "pt": ("privacidade", "dados pessoais", "consentimento", "parceiros"),
    "it": ("dati personali", "consenso"),
    "nl": ("persoonsgegevens", "toestemming"),
    "pl": ("prywatnoś", "dane osobowe", "dane osobowych", "zgod"),
}  # fmt: skip
"""What its paragraphs speak of."""

CHALLENGE_MARKS: tuple[bytes, ...] = (
    b"cdn-cgi/challenge-platform", b"_Incapsula_Resource", b"cf-browser-verification", b"cf_chl_opt", b"captcha-delivery.com",
    b"px-captcha", b"D1N=", b"sucuri_cloudproxy", b"awsWafCookieDomainList", b"_cf_chl",
)  # fmt: skip
