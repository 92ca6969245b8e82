"""An ninh Hải Phòng."""

from newsbot.cms import archived
from newsbot.site import FROM_HOME, Site


class Anhp(Site):
    """The paper of the police of Hải Phòng, as it was in 2019; nothing later is known."""

    name = "anhp"
    publisher = "An ninh Hải Phòng"
    province = "Hải Phòng"
    former_provinces = ("Hải Phòng",)
    domains = ("anhp.vn",)
    cms = "unknown"
    sources = ()
    no_sources = FROM_HOME
    layouts = (archived.HAIPHONG_SECURITY,)
    facts = "D"
