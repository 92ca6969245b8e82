"""Which behaviours are tried: a short choice in every test run, all of them with `-m evil`."""

from __future__ import annotations

import pytest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "evil" in str(config.getoption("markexpr")):
        return
    left = [item for item in items if item.get_closest_marker("evil") and not item.get_closest_marker("short")]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in set(left)]
