"""People and organizations named in Chinese sentences; all of them are invented."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.language.draft import Span
from monitor.language.lexicon_zh import LEXICON
from monitor.language.names import find_people, is_name_like
from monitor.language.organizations import find_organizations, label, unnamed_before
from monitor.model import Organization
from monitor.watch import Watch

_GROUP = Organization(id="group", name="序章集团", aliases=("序章",))
_UNIT = Organization(id="unit", name="北辰实验室", parent="group", products=("小拾",))
_WATCH = Watch(organizations=[_GROUP, _UNIT])


def _organizations(text: str, watch: Watch = _WATCH) -> tuple[Span, ...]:
    hits, mentions = LEXICON.hits(text), watch.mentions(text)
    return find_organizations(text, hits=hits, mentions=mentions, watch=watch)


def _people(text: str) -> list[str]:
    found = find_people(text, hits=LEXICON.hits(text), known=(), organizations=_organizations(text))
    return [span.text for span in found]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        # surname and given name, the longer form if both can be
        ("总裁顾砚秋离职", ["顾砚秋"]),
        ("总裁顾砚离职", ["顾砚"]),
        ("首席科学家欧阳若川辞任", ["欧阳若川"]),
        ("王正离职", ["王正"]),
        ("谷岭科技CTO段不凡已离职", ["段不凡"]),
        # words that begin like the rest of a name
        ("总裁沈知官宣离职", ["沈知"]),
        ("总裁沈知白确已离职", ["沈知白"]),
        ("总裁沈知因个人原因离职", ["沈知"]),
        ("总裁沈知白近日离职", ["沈知白"]),
        ("卫国宁提请辞去职务", ["卫国宁"]),
        # chains
        ("董事长卫国宁、行长尹若鸣辞任", ["卫国宁", "尹若鸣"]),
        ("顾砚秋和沈知白离职", ["顾砚秋", "沈知白"]),
        # a joining word that joins nothing is part of the name
        ("首席科学家郑思和离职", ["郑思和"]),
        ("郑思和、沈知白离职", ["郑思和", "沈知白"]),
        ("郑思和与沈知白离职", ["郑思和", "沈知白"]),
        ("总裁郑和川离职", ["郑和川"]),
        ("总裁郑思与离职", ["郑思与"]),
        ("总裁郑思和CEO沈知白离职", ["郑思", "沈知白"]),
        ("总裁郑思和曾庆川离职", ["郑思", "曾庆川"]),
        ("总裁郑思和Ilse Brandt离职", ["郑思", "Ilse Brandt"]),
        ("总裁郑思和员工离职", ["郑思"]),
        # transliterations
        ("谷歌副总裁米拉·科斯塔离职", ["米拉·科斯塔"]),
        ("米拉・科斯塔今年年底离职", ["米拉・科斯塔"]),
        ("CEO安迪·拜伦于7月19日辞职", ["安迪·拜伦"]),
        ("首席科学家科斯塔将离职", ["科斯塔"]),
        # Latin names
        ("OpenAI研究主管Ilse Brandt离职", ["Ilse Brandt"]),
        ("总裁Ilse辞职", ["Ilse"]),
        ("OpenAI联创Jan de Vries离职加入Anthropic", ["Jan de Vries"]),
        # what only looks like a name
        ("公司高管离职", []),
        ("高层离职", []),
        ("将于今年离职", []),
        ("自动驾驶部门离职", []),
        ("Vision Pro发布", []),
        ("员工任何时候离职", []),
        ("商家离职", []),
    ],
)
def test_people(text: str, people: list[str]) -> None:
    assert _people(text) == people


def test_what_the_watch_list_knows_wins() -> None:
    text = "总裁小林一雅离职"
    known = [Span(2, 6, "小林一雅", id="kobayashi")]
    found = find_people(text, hits=LEXICON.hits(text), known=known, organizations=())
    assert found == tuple(known)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("顾砚秋", True),
        ("科斯塔", True),
        ("米拉·科斯塔", True),
        ("远岫科技", False),
        ("公告", False),
    ],
)
def test_is_name_like(text: str, named: bool) -> None:
    assert is_name_like(text) is named


@pytest.mark.parametrize(
    ("text", "names", "ids"),
    [
        ("远岫科技总裁离职", ["远岫科技"], [None]),
        ("消息称远岫汽车智驾负责人离职", ["远岫汽车"], [None]),
        ("他将加入远岫科技", ["远岫科技"], [None]),
        ("Redfern Robotics总裁离职", ["Redfern Robotics"], [None]),
        ("序章总裁离职", ["序章"], ["group"]),
        # names that touch are one, the most specific
        ("序章北辰实验室主任离职", ["序章北辰实验室"], ["unit"]),
        ("序章集团旗下北辰实验室主任离职", ["序章集团旗下北辰实验室"], ["unit"]),
        ("小拾负责人离职", ["小拾"], ["unit"]),
        # a field of work is no part of a name
        ("百度智能驾驶负责人离职", ["百度"], [None]),
        ("人工智能行业离职率", [], []),
    ],
)
def test_organizations(text: str, names: list[str], ids: list[str | None]) -> None:
    found = _organizations(text)
    assert [span.text for span in found] == names
    assert [span.id for span in found] == ids


def test_a_product_stands_for_its_maker() -> None:
    (span,) = _organizations("ChatGPT架构师离职")
    assert (span.text, span.said) == ("ChatGPT", "OpenAI")


@pytest.mark.parametrize(
    ("text", "role_start", "name"),
    [
        ("横岭人寿总经理离职", 4, "横岭人寿"),
        ("现任总经理离职", 2, None),
        ("多位总经理离职", 2, None),
        ("消息称山梧总经理离职", 5, "山梧"),
    ],
)
def test_what_stands_before_a_role_may_be_the_employer(
    text: str, role_start: int, name: str | None
) -> None:
    found = unnamed_before(text, role_start, 0, hits=LEXICON.hits(text))
    assert (found.text if found else None) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("山梧酒业:总经理沈知白辞职", "山梧酒业"),
        ("山梧酒业:业绩增长", None),
        ("消息称:总经理离职", None),
    ],
)
def test_label(text: str, name: str | None) -> None:
    found = label(text, hits=LEXICON.hits(text))
    assert (found.text if found else None) == name


_WORDS = st.sampled_from(
    ["顾砚秋", "离职", "总裁", "米拉·科斯塔", "Ilse Brandt", "远岫科技", "已", "、", "和", ",", " "]
)


@given(st.one_of(st.text(max_size=80), st.lists(_WORDS, max_size=20).map("".join)))
def test_spans_say_what_stands_there_and_do_not_overlap(text: str) -> None:
    organizations = _organizations(text)
    people = find_people(text, hits=LEXICON.hits(text), known=(), organizations=organizations)
    for spans in (people, organizations):
        assert all(text[span.start : span.end] == span.text for span in spans)
        assert all(left.end <= right.start for left, right in pairwise(spans))
