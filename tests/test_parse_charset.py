"""Bytes to text: declared, undeclared, wrongly declared and damaged."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.parse.charset import decode

SIMPLIFIED = (
    "星屿智能首席科学家顾岚青近日离职，公司方面暂未回应。知情人士透露，他将加入一家海外大厂，"
    "担任多模态模型部副总经理，负责部门整体工作。此前他曾带领团队推出多款产品，受到广泛关注。"
)
TRADITIONAL = (
    "星嶼智能首席科學家顧嵐青近日離職，公司方面暫未回應。知情人士透露，他將加入一家海外大廠，"
    "擔任多模態模型部副總經理，負責部門整體工作。此前他曾帶領團隊推出多款產品，受到廣泛關注。"
)
JAPANESE = "星島知能の主任研究員が退社したことが分かりました。会社はコメントしていません。"
KOREAN = "별섬지능의 수석 과학자가 회사를 떠났습니다. 회사는 아직 입장을 밝히지 않았습니다."
WESTERN = "“Brightmoor’s” Zoë Núñez résigned — café society is shocked, naïve as it may seem."


def document(text: str, charset: str | None) -> str:
    declaration = f'<?xml version="1.0" encoding="{charset}"?>' if charset else ""
    return f"{declaration}<rss><channel><title>{text}</title></channel></rss>"


@pytest.mark.parametrize("declared", ["utf-8", None, "iso-8859-1", "nonsense", "punycode"])
@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (SIMPLIFIED, "utf-8"),
        (SIMPLIFIED, "gbk"),
        (SIMPLIFIED, "gb18030"),
        (TRADITIONAL, "utf-8"),
        (TRADITIONAL, "big5"),
        (JAPANESE, "shift_jis"),
        (KOREAN, "euc_kr"),
        (WESTERN, "cp1252"),
    ],
)
def test_a_wrong_or_missing_declaration_does_not_matter(
    text: str, codec: str, declared: str | None
) -> None:
    assert text in decode(document(text, declared).encode(codec)).text


@pytest.mark.parametrize(
    ("codec", "header"),
    [
        ("gb18030", "text/xml; charset=GB2312"),
        ("big5", 'application/xml; charset="Big5"'),
        ("cp1252", "text/xml;charset=windows-1252"),
    ],
)
def test_the_http_header_counts(codec: str, header: str) -> None:
    text = WESTERN if codec == "cp1252" else TRADITIONAL
    decoded = decode(document(text, None).encode(codec), content_type=header)
    assert text in decoded.text
    assert not decoded.guessed


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_marks_and_wide_encodings(codec: str) -> None:
    decoded = decode(document(SIMPLIFIED, None).encode(codec), content_type="text/xml; charset=gbk")
    assert decoded.text == document(SIMPLIFIED, None)


@pytest.mark.parametrize("declared", [None, "utf-8", "gb2312", "windows-1252"])
@pytest.mark.parametrize("damage", ["stray", "cut", "end"])
def test_one_bad_byte_spoils_one_character(damage: str, declared: str | None) -> None:
    whole = document(SIMPLIFIED, declared).encode()
    place = whole.index("顾".encode())
    body = {
        "stray": whole[:place] + b"\xff" + whole[place:],
        "cut": whole[: place + 2] + whole[place + 3 :],
        "end": whole + "终".encode()[:2],
    }[damage]
    decoded = decode(body)
    assert decoded.charset == "utf-8"
    assert decoded.guessed
    assert SIMPLIFIED[12:] in decoded.text
    assert decoded.text.count("\ufffd") == 1


@pytest.mark.parametrize(
    ("text", "codec", "declared"),
    [(SIMPLIFIED, "gbk", "big5"), (TRADITIONAL, "big5", "gb2312"), (SIMPLIFIED, "gbk", "gb2312")],
)
def test_between_the_chinese_encodings_the_look_of_a_long_text_decides(
    text: str, codec: str, declared: str
) -> None:
    assert text * 2 in decode(document(text * 2, declared).encode(codec)).text


def test_a_bad_byte_in_another_encoding_spoils_only_itself() -> None:
    decoded = decode(document(SIMPLIFIED, "gbk").encode("gbk") + b"\xff")
    assert SIMPLIFIED in decoded.text
    assert decoded.guessed


@given(st.binary(max_size=400), st.text(max_size=30))
def test_any_bytes_are_decoded(body: bytes, header: str) -> None:
    assert isinstance(decode(body, content_type=header).text, str)


@given(st.text(max_size=200))
def test_utf8_is_always_read_as_it_is(text: str) -> None:
    encodable = text.encode("utf-8", "ignore")
    if not encodable.startswith((b"\xef\xbb\xbf", b"<\x00", b"\x00<", b"\xff\xfe", b"\xfe\xff")):
        assert decode(encodable).text == encodable.decode()
