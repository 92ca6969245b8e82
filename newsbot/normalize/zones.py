"""Time zones of countries and languages."""

from __future__ import annotations

import re
from datetime import timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from newsbot.normalize.words import words

VIETNAM = timezone(timedelta(hours=7))


@cache
def country_zone(host: str, language: str | None) -> tzinfo | None:
    """The zone of the country that a host's top-level domain or a language names, when that country has but one.

    None for all others, and where the machine has no data for the zone.
    """
    zones = words("zones")
    primary = re.split("[-_]", (language or "").lower())[0]
    country = host.rsplit(".", 1)[-1].lower()
    if country not in zones["country"]:
        country = zones["language"].get(primary, ("",))[0]
    if country == "vn":
        return VIETNAM
    try:
        return ZoneInfo(zones["country"][country][0])
    except (KeyError, ZoneInfoNotFoundError):
        return None
