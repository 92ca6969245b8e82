"""Budgets: what a server could let go on forever ends, with a reason, and what honest sites do is not cut."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from tests.crawl.command import crawl
from tests.crawl.conftest import Scene
from tests.crawl.pages import article, article_path, listing
from tests.crawl.server import Script, Server, moved

Serve = Callable[[Mapping[str, Script]], Server]
PATHS = [article_path(number) for number in range(600001, 600061)]
TOO_MANY = ("failed", "redirects more than 10 times")


# Redirects


def chain(length: int) -> dict[str, Script]:
    """So many redirects in a row from the first page, and an article at their end."""
    steps: dict[str, Script] = {PATHS[n]: moved(PATHS[n + 1]) for n in range(length)}
    return {"/": listing(PATHS[:1]), **steps, PATHS[length]: article(600001 + length)}


def test_ten_redirects_lead_to_the_article(scene: Scene) -> None:
    run, _ = scene(chain(10))
    assert run.code == 0
    assert set(run.articles()) == {PATHS[10]}


def test_a_chain_of_eleven_fails_with_a_reason_and_does_not_go_on_in_the_next_run(serve: Serve, tmp_path: Path) -> None:
    server = serve(chain(40))
    for _ in range(2):
        run = crawl(server.base + "/", tmp_path)
        run.assert_sound()
        assert run.code == 3
        assert run.states()[PATHS[10]] == TOO_MANY
        assert len(run.states()) == 11
    assert server.times_asked(PATHS[10]) == 2
