"""HTML to text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.parse.html import html_to_text, marked_text, plain_text, title_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("董事长<strong>张</strong>伟", "董事长张伟"),
        ("John<div>resigned</div>today", "John\nresigned\ntoday"),
        ("<p>Ann Reed</p><p>resigned</p>", "Ann Reed\nresigned"),
        ("one<br>two<br/>three<BR />four", "one\ntwo\nthree\nfour"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("<tr><td>姓名</td><td>职务</td></tr>", "姓名 职务"),
        ("<p>a\n  b</p>", "a b"),
        ("<p>首席\n  科学家</p>", "首席科学家"),
        ("first\nsecond <b>bold</b>", "first\nsecond bold"),
        ("a&nbsp;&amp;&lt;b&gt;", "a &<b>"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("x<script>var a='<p>离职</p>'</script>y", "xy"),
        ("x<STYLE>p{}</style >y<!-- 离职 -->z", "xyz"),
        ("x<!-- never closed <p>still here</p>", "x<!-- never closed\nstill here"),
        ("x<script>never closed<p>still here</p>", "xnever closed\nstill here"),
        ('<a title="a > b" href=x>link</a>', "link"),
        ("<a title='it\"s'>link</a>", "link"),
        ('<img alt="it\'s" src=x>text', "text"),
        ("利润<成本，3<5", "利润<成本，3<5"),
        ("哈哈<img alt=[doge] src=x>好", "哈哈[doge]好"),
        ('<img alt="[笑cry]">好<img alt="🎉"/>', "[笑cry]好🎉"),
        ('公司<img alt="Portrait of a person who left" src=x>回应', "公司回应"),
        ('<a href="/s"><span class="surl-text">#某人离职#</span></a><br>正文', "#某人离职#\n正文"),
        ("<![CDATA[<p>inner</p>]]>", "inner"),
        ("零\u200b宽\u202e字\ufeff符", "零宽字符"),
        ("a\r\n\r\n\x0cb<br>", "a b"),
        ("e\u0301<p>", "é"),
        ("", ""),
    ],
)
def test_html_to_text(html: str, text: str) -> None:
    assert html_to_text(html) == text


def test_text_that_should_be_plain_but_is_marked_up() -> None:
    assert marked_text("<p>one</p><p>two</p>") == "one\ntwo"
    assert marked_text("a < b\n\n  c &amp; d") == "a < b\nc &amp; d"


def test_texts_are_capped() -> None:
    assert len(html_to_text("<p>字</p>" * 300_000)) <= 200_000


visible_text = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cf")))


@given(st.text())
def test_titles_are_one_clean_line(raw: str) -> None:
    title = title_text(raw)
    assert len(title) <= 300
    assert title == " ".join(title.split())
    assert not {unicodedata.category(letter) for letter in title} & {"Cc", "Cs", "Zl", "Zp"}


@given(st.text())
def test_cleaning_twice_changes_nothing(raw: str) -> None:
    assert plain_text(plain_text(raw)) == plain_text(raw)


@given(st.lists(st.text(alphabet="abc离职 ", min_size=1), min_size=1))
def test_inline_tags_are_nothing_and_blocks_are_lines(words: list[str]) -> None:
    inline = "".join(f"<b>{word}</b>" for word in words)
    assert html_to_text(inline) == plain_text("".join(words))
    blocks = "".join(f"<p>{word}</p>" for word in words)
    assert html_to_text(blocks) == plain_text("\n".join(words))


@given(st.text(alphabet="<>/!-abp \"'&;=\n[]离", max_size=300))
def test_any_markup_is_read(html: str) -> None:
    assert isinstance(html_to_text(html), str)
