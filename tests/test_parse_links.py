"""Links that are safe to show."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.parse.links import safe_link


@pytest.mark.parametrize(
    ("raw", "link"),
    [
        ("https://a.example/x", "https://a.example/x"),
        (" https://a.example/x\n", "https://a.example/x"),
        ("/y?z=1#f", "https://base.example/y?z=1#f"),
        ("y", "https://base.example/dir/y"),
        ("//b.example/y", "https://b.example/y"),
        ("https://a.example/路径 x", "https://a.example/%E8%B7%AF%E5%BE%84%20x"),
        ('https://a.example/"><script>', "https://a.example/%22%3E%3Cscript%3E"),
        ("https://good.example@evil.example/x", "https://evil.example/x"),
        ("https://[::1]:8080/x", "https://[::1]:8080/x"),
        ("javascript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("vbscript:x", None),
        ("mailto:a@b.example", None),
        ("https:\\\\evil.example", None),
        ("https://a.example\\@evil.example", None),
        ("http://[", None),
        ("http://a.example:x/", None),
        ("", None),
        (None, None),
        ("https://a.example/" + "x" * 2_048, None),
    ],
)
def test_only_safe_links_are_kept(raw: str | None, link: str | None) -> None:
    assert safe_link(raw, base="https://base.example/dir/feed.xml") == link


@given(st.text(max_size=60))
def test_any_link_is_http_or_none(raw: str) -> None:
    link = safe_link(raw, base="https://base.example/")
    assert link is None or (link.isascii() and link.startswith(("http://", "https://")))
