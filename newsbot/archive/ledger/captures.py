"""The last capture of every URL, as the table `urls` says."""

from __future__ import annotations

from collections.abc import Iterator

from newsbot.archive.ledger.connection import Connection
from newsbot.article import Capture


class Captures:
    """Where the last response of each URL lies."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def latest(self) -> Iterator[tuple[str, Capture]]:
        """Every URL with its last capture."""
        sql = (
            "SELECT url, capture_file, capture_offset, capture_record_id, capture_digest FROM urls "
            "WHERE capture_file || capture_offset || capture_record_id || capture_digest IS NOT NULL"
        )
        return ((row[0], self._db.row(Capture, row[1:])) for row in self._db.read(sql))

    def count_from(self, file: str, offset: int) -> int:
        """How many URLs have their last capture in this WARC file at `offset` or behind it; reads the whole table."""
        sql = "SELECT count(*) FROM urls WHERE capture_file = ? AND capture_offset >= ?"
        return int(self._db.read(sql, (file, offset)).fetchone()[0])

    def forget_from(self, file: str, offset: int) -> None:
        """Forget the captures of a WARC file from `offset` on."""
        sql = (
            "UPDATE urls SET capture_file = NULL, capture_offset = NULL, capture_record_id = NULL, capture_digest = NULL "
            "WHERE capture_file = ? AND capture_offset >= ?"
        )
        self._db.write(sql, (file, offset))
