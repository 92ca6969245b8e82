"""Registrable domains: by the Public Suffix List, without the network."""

from __future__ import annotations

import subprocess
import sys

import pytest

from newsbot.normalize.domains import registrable, same_site


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("baolaocai.vn", "baolaocai.vn"),
        ("www.baolaocai.vn", "baolaocai.vn"),
        ("www.baobinhphuoc.com.vn", "baobinhphuoc.com.vn"),
        ("m.baotuyenquang.com.vn", "baotuyenquang.com.vn"),
        ("bbk.baothainguyen.vn", "baothainguyen.vn"),
        ("tuyenquang.gov.vn", "tuyenquang.gov.vn"),
        ("www.tuyenquang.gov.vn", "tuyenquang.gov.vn"),
        ("bao.tuyenquang.vn", "bao.tuyenquang.vn"),
        ("www.bbc.co.uk", "bbc.co.uk"),
        ("one.two.asahi.or.jp", "asahi.or.jp"),
        ("khelanh.github.io", "khelanh.github.io"),
        ("www.khelanh.blogspot.com", "khelanh.blogspot.com"),
        ("tin.khelanh.example", "khelanh.example"),
        ("WWW.BaoLaoCai.VN.", "baolaocai.vn"),
        ("com.vn", "com.vn"),
        ("localhost", "localhost"),
        ("127.0.0.1", "127.0.0.1"),
        ("[::1]", "[::1]"),
        ("", ""),
    ],
)
def test_registrable_domain(host: str, domain: str) -> None:
    assert registrable(host) == domain


def test_hosts_of_one_site() -> None:
    assert same_site("m.baotuyenquang.com.vn", "www.baotuyenquang.com.vn")
    assert not same_site("one.blogspot.com", "other.blogspot.com")
    assert not same_site("baolaocai.com.vn", "baoyenbai.com.vn")


def test_the_list_is_read_when_a_host_needs_it_and_never_fetched() -> None:
    code = (
        "import sys, socket; socket.socket.connect = None; import newsbot.spiders as s, newsbot.extraction.page;"
        "s.all_sites(); from newsbot.normalize.domains import registrable; registrable('baolaocai.vn');"
        "print('tldextract' in sys.modules, registrable('www.baolaocai.vn'), 'tldextract' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "baolaocai.vn", "True"]
