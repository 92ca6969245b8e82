"""The 34 provinces and cities of Viet Nam since 1 July 2025, and the 63 before (Resolution 202/2025/QH15).

Codes are those of the General Statistics Office (Decision 19/2025/QD-TTg); they run from north to south.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Province:
    """A province or a city of that rank."""

    code: str
    """Two digits."""
    name: str
    """Without its rank; "TP." only before Hồ Chí Minh, whose name is a person's."""
    joined: tuple[str, ...] = ()
    """Names of the provinces before July 2025 that it is made of; () where it is the one of the same name."""

    @property
    def former(self) -> tuple[str, ...]:
        """Names of the provinces before July 2025."""
        return self.joined or (self.name,)


PROVINCES = (
    Province("01", "Hà Nội"),
    Province("04", "Cao Bằng"),
    Province("08", "Tuyên Quang", ("Tuyên Quang", "Hà Giang")),
    Province("11", "Điện Biên"),
    Province("12", "Lai Châu"),
    Province("14", "Sơn La"),
    Province("15", "Lào Cai", ("Lào Cai", "Yên Bái")),
    Province("19", "Thái Nguyên", ("Thái Nguyên", "Bắc Kạn")),
    Province("20", "Lạng Sơn"),
    Province("22", "Quảng Ninh"),
    Province("24", "Bắc Ninh", ("Bắc Ninh", "Bắc Giang")),
    Province("25", "Phú Thọ", ("Phú Thọ", "Vĩnh Phúc", "Hòa Bình")),
    Province("31", "Hải Phòng", ("Hải Phòng", "Hải Dương")),
    Province("33", "Hưng Yên", ("Hưng Yên", "Thái Bình")),
    Province("37", "Ninh Bình", ("Ninh Bình", "Hà Nam", "Nam Định")),
    Province("38", "Thanh Hóa"),
    Province("40", "Nghệ An"),
    Province("42", "Hà Tĩnh"),
    Province("44", "Quảng Trị", ("Quảng Trị", "Quảng Bình")),
    Province("46", "Huế", ("Thừa Thiên Huế",)),
    Province("48", "Đà Nẵng", ("Đà Nẵng", "Quảng Nam")),
    Province("51", "Quảng Ngãi", ("Quảng Ngãi", "Kon Tum")),
    Province("52", "Gia Lai", ("Gia Lai", "Bình Định")),
    Province("56", "Khánh Hòa", ("Khánh Hòa", "Ninh Thuận")),
    Province("66", "Đắk Lắk", ("Đắk Lắk", "Phú Yên")),
    Province("68", "Lâm Đồng", ("Lâm Đồng", "Đắk Nông", "Bình Thuận")),
    Province("75", "Đồng Nai", ("Đồng Nai", "Bình Phước")),
    Province("79", "TP. Hồ Chí Minh", ("TP. Hồ Chí Minh", "Bình Dương", "Bà Rịa - Vũng Tàu")),
    Province("80", "Tây Ninh", ("Tây Ninh", "Long An")),
    Province("82", "Đồng Tháp", ("Đồng Tháp", "Tiền Giang")),
    Province("86", "Vĩnh Long", ("Vĩnh Long", "Bến Tre", "Trà Vinh")),
    Province("91", "An Giang", ("An Giang", "Kiên Giang")),
    Province("92", "Cần Thơ", ("Cần Thơ", "Sóc Trăng", "Hậu Giang")),
    Province("96", "Cà Mau", ("Cà Mau", "Bạc Liêu")),
)
CODES = {province.name: province.code for province in PROVINCES}
"""Code of a province by its name."""
