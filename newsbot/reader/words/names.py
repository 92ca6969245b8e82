"""What developers call the parts of a page, in class, id and role.

One word, two or three words in a row ("sign~up"), a beginning ("share*"), an end ("*caption") or a part ("*author*"). Written
in lower case; "relatedLinks", "related-links" and "related_links" are all "related links".
"""

BAD = """
    ad ads adv advert* adslot adbox banner* sponsor* promo* newsletter* subscri* signup sign~up share* sharing
    social* sidebar* popup modal overlay outbrain taboola widget* trending popular most~read mostread most~viewed
    tag tags taglist topic topics keywords copyright rating vote poll login register donat* skip~link sr~only
    visually~hidden screen~reader print~only author~bio authorprofile author~profile author~card authorcard
    autor~info about~author author~box bio masthead toolbar tools actions action follow app~download audio~article
    text~to~speech listen feedback disclaimer rennab sda marketing shopping affiliate* toc table~of~contents
    pagination pager jobs games weather ticker search recirc* partner teaser* cta line~clamp factbox* fact~box
    infobox* info~box expandable* accordion* read~more~box message~box alert notice support tooltip tab~pane d~none
    d~print print~only snippet excerpt~list quangcao* quang~cao
"""
NEVER = """
    cookie* privacy* gdpr* onetrust* didomi* cmp~banner cmp~app cmp~modal cmp~wrapper cmp~popup usercentrics
    breadcrumb* menu* nav navbar navigation footer*
    mega~menu copyright captcha
"""
RELATED = """
    related* relate relates recommend* readmore read~more readalso read~also see~also also~read more~on more~stories
    more~news more~from next~article other~news latest similar further~reading tin~lien~quan lienquan tinlienquan
"""
COMMENTS = """
    comment comments comment* disqus* respond replies reply discussion commentaire* kommentar* usercomments
    binh~luan binhluan* y~kien ykien* comentario* commenti reacties komentar* diskuze yorumlar
"""
CAPTION = """
    caption captions *caption legend image~desc img~desc photo~desc pic~desc cutline piefoto pie~foto
    bildunterschrift didascalia chu~thich chuthich mota~anh
"""
CREDIT = """
    credit credits copyright photographer photo~credit image~credit agency source quelle bildquelle fotograf rights
    attribution author autor creator provider imagecredit photocredit
"""
META = """
    meta metadata byline* author authors author* date* time timestamp published publish~date publishdate
    publish~time pubdate posted updated dateline source category kicker eyebrow rubric* reading~time views
"""
LEAD = """
    lead lede leads sapo standfirst summary chapo chapeau subtitle subheadline sub~headline sub~title dek deck
    intro* excerpt abstract entradilla bajada ingress manchet* vorspann perex sommario occhiello strapline
    underrubrik teaser~text description desc
"""
GOOD = """
    article* content* story* post entry* body* main* text* detail* news* blog paragraph longform noidung noi~dung
    texto testo cuerpo corpo artikel* innhold tekst inhalt *content *body *text
"""
EMBED = """
    twitter~tweet twitter~video instagram~media tiktok~embed fb~post reddit~embed bluesky~embed telegram~post
    threads~post
"""
PLAYER = """
    player *player jwplayer jw vjs video~js brightcove* plyr placeholder* embed~consent consent* opt~in optin
"""
QUOTE = """
    pullquote pull~quote quote~pull
"""
BYLINE = """
    *author* *byline* by~line *autor* *auteur* *writer* *pseudonym* *reporter* *signature* *journalist* *tacgia* tac~gia
    *redakteur* *redacteur* *redaktor* *kirjoittaja* *yazar* *skribent* *butdanh* but~danh *contributor* *personlink*
    person~link *personname* person~name *postedby* posted~by
"""
DATE = """
    *date* *time* *datum* *dato* *publi* *fecha* *ngay* *thoigian* thoi~gian *clock*
"""
TAG = """
    tag tags *taglist* *tagitem* *tagbox* *tagcloud* *tagwrap* *keyword* *topic* *tukhoa* tu~khoa
"""
