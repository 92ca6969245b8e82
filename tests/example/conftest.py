from __future__ import annotations

from collections.abc import Iterator

import pytest

from newsbot.example import serve


@pytest.fixture(scope="session")
def base() -> Iterator[str]:
    with serve() as url:
        yield url
