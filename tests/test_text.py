"""Normal form, the way back from it, and sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.language.text import detect, fold, is_whole, lower, normalise, sentences

_ANY = st.text(max_size=200)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("離職", "离职"),
        ("公司：他已离职！", "公司:他已离职!"),
        ("ＣＴＯ辞职（传）", "CTO辞职(传)"),
        ("“离职”—‘辞任’", "\"离职\"-'辞任'"),
        ("离\u200b职", "离职"),
        ("①离职", "1离职"),
        ("plain ascii", "plain ascii"),
    ],
)
def test_normal_form(content: str, text: str) -> None:
    assert normalise(content).text == text


def test_origin_leads_back_over_dropped_and_grown_characters() -> None:
    content = "㍿の離\u200b職です"
    normal = normalise(content)
    start = normal.text.index("离职")
    low, high = normal.origin(start, start + 2)
    assert content[low:high] == "離\u200b職"


@given(_ANY)
def test_origins_stay_in_the_text_and_in_order(content: str) -> None:
    normal = normalise(content)
    spans = [normal.origin(i, i + 1) for i in range(len(normal.text))]
    assert all(0 <= low < high <= len(content) for low, high in spans)
    assert spans == sorted(spans)


@given(_ANY)
def test_lower_keeps_the_length(text: str) -> None:
    assert len(lower(text)) == len(text)


@given(_ANY, st.integers(0, 200))
def test_sentences_are_disjoint_pieces_in_order(text: str, title_end: int) -> None:
    end = 0
    for sentence in sentences(text, title_end=title_end):
        assert sentence.start >= end
        end = sentence.start + len(sentence.text)
        assert text[sentence.start : end] == sentence.text
        assert sentence.in_title == (sentence.start < title_end)


def test_all_words_of_a_text_are_in_its_sentences() -> None:
    text = "甲离职。乙也走了!Mr. Li left Acme Inc. yesterday. Then what?\n丙"
    pieces = [sentence.text.strip() for sentence in sentences(text, title_end=0)]
    assert pieces == [
        "甲离职。",
        "乙也走了!",
        "Mr. Li left Acme Inc. yesterday.",
        "Then what?",
        "丙",
    ]


def test_what_has_no_full_stop_is_read_in_pieces() -> None:
    pieces = [len(sentence.text) for sentence in sentences("码" * 1_250, title_end=0)]
    assert pieces == [500, 500, 250]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("谷岭AI Lab负责人离职", "zh"),
        ("Large language models at 云 left", "en"),
        ("He left", "en"),
        ("", "en"),
    ],
)
def test_detect(text: str, lang: str) -> None:
    assert detect(text) == lang


def test_fold_makes_spellings_of_one_name_equal() -> None:
    assert fold("Ilse-Marie O'Dell") == fold("ilse marie odell")
    assert fold("米拉·科斯塔") == fold("米拉・科斯塔")
    assert fold("顧硯秋") == fold("顾砚秋")


@pytest.mark.parametrize(
    ("text", "start", "end", "whole"),
    [
        ("the AIs", 4, 6, False),
        ("the AI s", 4, 6, True),
        ("用AI做", 1, 3, True),
        ("离职率", 0, 2, True),
    ],
)
def test_is_whole(text: str, start: int, end: int, whole: bool) -> None:
    assert is_whole(text, start, end) is whole
