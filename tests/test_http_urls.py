"""What of a URL may be shown, and whose host it is."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.http.urls import MAX_SHOWN_CHARACTERS, is_own_host, redacted_url


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org/feed.xml", "https://example.org/feed.xml"),
        ("https://example.org:8443/a/b", "https://example.org:8443/a/b"),
        ("https://ann:secret@example.org/f", "https://***@example.org/f"),
        ("https://ann@example.org/f", "https://***@example.org/f"),
        ("https://a@b@example.org/f", "https://***@example.org/f"),
        ("https://example.org/f?key=abc&n=2", "https://example.org/f?key=***&n=***"),
        ("https://example.org/f?tok3n", "https://example.org/f?***"),
        ("https://example.org/f?a=b=c", "https://example.org/f?a=***"),
        ("https://example.org/f#tok3n", "https://example.org/f"),
        ("https://example.org/新闻", "https://example.org/新闻"),
        ("https://example.org/a\r\nb\x1b[2J\u202ec", "https://example.org/ab[2Jc"),
        ("no scheme", "noscheme"),
        ("http://[", "(a URL that cannot be read)"),
        ("", ""),
    ],
)
def test_redacted(url: str, shown: str) -> None:
    assert redacted_url(url) == shown


@given(st.text())
def test_redacted_is_one_short_printable_line(text: str) -> None:
    shown = redacted_url(text)
    assert len(shown) <= MAX_SHOWN_CHARACTERS
    assert not any(character < " " for character in shown)
    shown.encode()


@given(
    st.text(alphabet="abc123-_~", min_size=8),
    st.sampled_from(["https://u:{}@h.example/f", "http://h.example/?k={}", "http://h.example/#{}"]),
)
def test_redacted_never_shows_a_secret(secret: str, form: str) -> None:
    assert secret not in redacted_url(form.format(secret))


ALLOW = (ip_network("127.0.0.0/8"), ip_network("10.1.0.0/16"), ip_network("fd00::/8"))


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("10.1.2.3", True),
        ("10.2.2.3", False),
        ("fd00::1", True),
        ("::1", False),
        ("rsshub.internal", False),
        ("127.1", False),
        ("", False),
    ],
)
def test_own_host(host: str, own: bool) -> None:
    assert is_own_host(host, ALLOW) is own


def test_nothing_is_own_unless_it_is_said() -> None:
    assert not is_own_host("localhost", ())
