"""The Chinese grammar, sentence by sentence. People and companies are invented; the tables are
the specification: each group is one kind of sentence."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.language.draft import Draft, Heard, Scene, Span
from monitor.language.text import normalise, sentences
from monitor.language.zh import read_sentence
from monitor.model import Kind, Organization, Person, Status
from monitor.watch import Mention, Watch

_WATCH = Watch(
    people=[Person(id="gu", name="顾砚秋", aliases=("Yanqiu Gu",))],
    organizations=[
        Organization(id="group", name="序章集团", aliases=("序章",)),
        Organization(id="lab", name="北辰实验室", parent="group", products=("小拾",)),
    ],
)
_PUBLISHED = date(2026, 5, 6)


def _hear(text: str, *, topic_person: str | None = None, topic_firm: str | None = None) -> Heard:
    normal = normalise(text).text
    (sentence,) = sentences(normal, title_end=len(normal))
    scene = Scene(
        watch=_WATCH,
        mentions=_WATCH.mentions(normal),
        published_on=_PUBLISHED,
        topic_person=_earlier(topic_person),
        topic_organization=_earlier(topic_firm),
    )
    return read_sentence(sentence, scene)


def _earlier(name: str | None) -> Span | None:
    return Span(-20, len(name) - 20, name) if name else None


def _said(span: Span | None) -> str | None:
    return span.said if span else None


def _brief(draft: Draft) -> tuple[str | None, str | None, str | None]:
    return _said(draft.person), _said(draft.organization), _said(draft.role)


@pytest.mark.parametrize(
    ("text", "leavers"),
    [
        # subject before the verb
        ("远岫科技首席科学家沈知白离职", [("沈知白", "远岫科技", "首席科学家")]),
        ("远岫科技董事长兼CEO沈知白辞职", [("沈知白", "远岫科技", "董事长兼CEO")]),
        ("沧澜汽车智驾副总裁尹若鸣将离任", [("尹若鸣", "沧澜汽车", "智驾副总裁")]),
        ("横岭人寿总经理卫国宁辞职", [("卫国宁", "横岭人寿", "总经理")]),
        ("远岫科技总裁沈知白（Zhibai Shen）已低调离职", [("沈知白", "远岫科技", "总裁")]),
        ("【独家】远岫科技副总裁尹若鸣离职", [("尹若鸣", "远岫科技", "副总裁")]),
        ("總裁沈知白宣布離職", [("沈知白", None, "总裁")]),
        # several at once
        (
            "远岫科技董事长卫国宁、总裁沈知白双双辞任",
            [("卫国宁", "远岫科技", "董事长"), ("沈知白", "远岫科技", "总裁")],
        ),
        (
            "远岫科技三名高管离职：首席科学家沈知白、产品负责人尹若鸣和段不凡",
            [
                ("沈知白", "远岫科技", "首席科学家"),
                ("尹若鸣", "远岫科技", "产品负责人"),
                ("段不凡", "远岫科技", None),
            ],
        ),
        # subject of an earlier clause
        ("远岫科技总裁沈知白发长文，宣布离职", [("沈知白", "远岫科技", "总裁")]),
        ("该团队由沈知白领导，他于去年离开远岫科技", [("沈知白", "远岫科技", None)]),
        # object of the verb
        ("远岫科技董事会罢免CEO沈知白", [("沈知白", "远岫科技", "CEO")]),
        ("远岫科技将首席产品官沈知白免职", [("沈知白", "远岫科技", "首席产品官")]),
        ("远岫科技免去沈知白的总裁职务", [("沈知白", "远岫科技", "总裁")]),
        # the role that ends is the one taken away, not the title before the name
        ("远岫科技创始人沈知白被免去总裁职务", [("沈知白", "远岫科技", "总裁")]),
        ("远岫科技免去创始人沈知白总裁职务", [("沈知白", "远岫科技", "总裁")]),
        ("远岫科技创始人沈知白辞去总裁职务", [("沈知白", "远岫科技", "总裁")]),
        ("远岫科技免去沈知白CTO职务", [("沈知白", "远岫科技", "CTO")]),
        ("远岫科技免去总裁沈知白职务", [("沈知白", "远岫科技", "总裁")]),
        ("远岫科技免去沈知白职务", [("沈知白", "远岫科技", None)]),
        # a verb before a role is no part of it
        ("远岫科技否认CTO沈知白离职", [("沈知白", "远岫科技", "CTO")]),
        ("远岫科技辟谣智驾负责人沈知白离职", [("沈知白", "远岫科技", "智驾负责人")]),
        ("远岫科技证实CTO沈知白离职", [("沈知白", "远岫科技", "CTO")]),
        ("远岫科技回应CTO沈知白离职", [("沈知白", "远岫科技", "CTO")]),
        ("远岫科技视觉大模型负责人沈知白离职", [("沈知白", "远岫科技", "视觉大模型负责人")]),
        ("沈知白被远岫科技解雇", [("沈知白", "远岫科技", None)]),
        ("拾光智能挖走远岫科技总裁沈知白", [("沈知白", "远岫科技", "总裁")]),
        ("明天是沈知白在远岫科技的最后一天", [("沈知白", "远岫科技", None)]),
        # what is left stands after the verb
        ("沈知白离开远岫科技", [("沈知白", "远岫科技", None)]),
        ("沈知白辞去远岫科技首席执行官一职", [("沈知白", "远岫科技", "首席执行官")]),
        ("沈知白卸任远岫科技CEO", [("沈知白", "远岫科技", "CEO")]),
        ("沈知白从远岫科技离职", [("沈知白", "远岫科技", None)]),
        # the attribute
        ("拾光智能将聘请远岫科技即将离任的总裁沈知白", [("沈知白", "远岫科技", "总裁")]),
        # no name
        ("远岫科技CTO离职", [(None, "远岫科技", "CTO")]),
        ("远岫科技多位核心高管离职", [(None, "远岫科技", "核心高管")]),
        (
            "远岫科技CTO与智驾负责人同日离职",
            [(None, "远岫科技", "CTO"), (None, "远岫科技", "智驾负责人")],
        ),
        # the one who acts, owns, tells or follows is not the one who leaves
        ("马斯克旗下远岫科技联合创始人离职", [(None, "远岫科技", "联合创始人")]),
        ("段不凡称远岫科技总裁沈知白已离职", [("沈知白", "远岫科技", "总裁")]),
        ("沈知白卸任总裁，由段不凡接任", [("沈知白", None, "总裁")]),
        # another employer of former times
        ("回归北辰实验室一年后，远岫科技前总监沈知白再度离职", [("沈知白", "北辰实验室", "总监")]),
        # units and products
        ("序章北辰实验室主任沈知白离职", [("沈知白", "序章北辰实验室", "主任")]),
        ("ChatGPT架构师沈知白离职", [("沈知白", "OpenAI", "架构师")]),
    ],
)
def test_who_leaves_what(text: str, leavers: list[tuple[str | None, ...]]) -> None:
    assert [_brief(draft) for draft in _hear(text).drafts] == leavers


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("行业离职率上升", "other_sense"),
        ("总裁沈知白被裁定赔偿", "other_sense"),
        ("某官员被开除党籍", "other_sense"),
        ("专家建议延迟退休年龄", "other_sense"),
        ("如果模型失败，总裁沈知白将辞职", "hypothetical"),
        ("股东敦促远岫科技总裁沈知白辞职", "hypothetical"),
        ("若业绩不佳，沈知白将辞职", "hypothetical"),
        ("远岫科技退出欧洲市场", "no_object"),
        ("免去用户手动调整的步骤", "no_object"),
        ("远岫科技员工集体离职", "staff"),
        ("远岫科技解雇数百名员工", "staff"),
        ("苹果邀请已退休的负责人", "attributive"),
        ("沈知白卸任远岫科技法定代表人", "registry_change"),
        ("远岫科技发生工商变更，沈知白卸任总经理", "registry_change"),
        ("沈知白辞任远岫科技独立董事", "board_seat"),
        ("假期最后一天，客流回落", "other_sense"),
        ("有高管未离职", "negated"),
    ],
)
def test_what_is_no_departure_says_why(text: str, condition: str) -> None:
    heard = _hear(text)
    assert not [draft for draft in heard.drafts if not draft.supplement]
    assert [turned.condition for turned in heard.turned] == [condition]


def test_a_watched_person_on_a_board_counts() -> None:
    (draft,) = _hear("顾砚秋辞任远岫科技独立董事").drafts
    assert draft.person
    assert draft.person.id == "gu"


@pytest.mark.parametrize(
    ("text", "status", "marker"),
    [
        ("总裁沈知白离职", None, None),
        ("曝总裁沈知白离职", Status.RUMOURED, "曝"),
        ("传总裁沈知白离职", Status.RUMOURED, "传"),
        ("知情人士证实，总裁沈知白已离职", Status.RUMOURED, "知情人士"),
        ("总裁沈知白或将离职", Status.RUMOURED, "或将"),
        ("报道：总裁沈知白离职", Status.RUMOURED, "报道"),
        ("总裁沈知白宣布离职", Status.CONFIRMED, "宣布"),
        ("公司收到总裁沈知白的书面辞职报告", Status.CONFIRMED, "书面辞职"),
        ("传总裁沈知白离职，官方回应：属实", Status.CONFIRMED, "宣布"),
        ("总裁沈知白没有离职", Status.DENIED, "没有"),
        ("远岫科技否认总裁沈知白离职", Status.DENIED, "否认"),
        ("网传总裁沈知白离职，公司辟谣", Status.DENIED, "辟谣"),
        ("远岫科技总裁告诉员工他近期不会离职", Status.DENIED, "不会"),
        # a marker inside a name is none: 若, 传, 国, 不
        ("总裁尹若传离职", None, None),
        # who only gives up a role and stays is not denied to leave it
        ("沈知白不再担任总裁，仍在职", None, None),
        # a denial of something else
        ("总裁沈知白离职，否认违反竞业协议", None, None),
    ],
)
def test_how_sure(text: str, status: Status | None, marker: str | None) -> None:
    (draft,) = _hear(text).drafts
    assert draft.status is status
    if status and "属实" not in text:
        assert _said(draft.marker) == marker


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("总裁沈知白离职", Kind.DEPARTED),
        ("总裁沈知白辞职", Kind.RESIGNED),
        ("沈知白卸任总裁", Kind.STEPPED_DOWN),
        ("沈知白不再担任总裁", Kind.STEPPED_DOWN),
        ("总裁沈知白退休", Kind.RETIRED),
        ("总裁沈知白被解雇", Kind.DISMISSED),
        ("远岫科技罢免总裁沈知白", Kind.DISMISSED),
    ],
)
def test_kind(text: str, kind: Kind) -> None:
    (draft,) = _hear(text).drafts
    assert draft.kind is kind


@pytest.mark.parametrize(
    ("text", "left_on"),
    [
        ("总裁沈知白将于6月30日离职", "2026-06-30"),
        ("总裁沈知白已于4月30日低调离职", "2026-04-30"),
        ("2025年10月，远岫科技总裁沈知白离职", "2025-10"),
        ("总裁沈知白辞职，自6月1日起生效", "2026-06-01"),
        # the day of the news is not the day of the departure
        ("5月4日，有消息称总裁沈知白离职", None),
        ("总裁沈知白今日宣布离职", None),
        # nor is the day of joining
        ("总裁沈知白离职，2019年加入远岫科技", None),
    ],
)
def test_when(text: str, left_on: str | None) -> None:
    (draft,) = _hear(text).drafts
    assert _said(draft.left_on) == left_on


@pytest.mark.parametrize(
    ("text", "destination"),
    [
        ("总裁沈知白离职，加入远岫科技", "远岫科技"),
        ("总裁沈知白跳槽至远岫科技", "远岫科技"),
        ("总裁沈知白离职创业", "创业"),
        ("总裁沈知白离职，创办新公司", "创业"),
        ("总裁沈知白离职，将加入某互联网大厂", None),
        ("总裁沈知白离职，此前曾加入远岫科技", None),
    ],
)
def test_where_to(text: str, destination: str | None) -> None:
    (draft,) = _hear(text).drafts
    assert _said(draft.destination) == destination


@pytest.mark.parametrize(
    ("text", "successor"),
    [
        ("总裁沈知白离职，由段不凡接任", "段不凡"),
        ("总裁沈知白离职，副总裁段不凡接替其职务", "段不凡"),
        ("总裁沈知白离职，原高管接任", None),
        ("总裁沈知白离职后的接替人选成谜", None),
    ],
)
def test_who_follows(text: str, successor: str | None) -> None:
    (draft,) = _hear(text).drafts
    assert _said(draft.successor) == successor


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("总裁沈知白因个人原因辞职", "个人原因"),
        ("因工作调动，总裁沈知白辞职", None),
        ("因工作变动，总裁沈知白辞职", "工作变动"),
        ("总裁沈知白辞职", None),
    ],
)
def test_why(text: str, reason: str | None) -> None:
    (draft,) = _hear(text).drafts
    assert _said(draft.reason) == reason


@pytest.mark.parametrize(
    ("text", "background"),
    [
        ("总裁沈知白离职", False),
        ("总裁沈知白离职后，团队士气低落", True),
        ("沈知白离开远岫科技之后一度沉寂", True),
        ("沈知白曾于2020年离开远岫科技", True),
        ("此前，总裁沈知白也已离职", True),
        ("沈知白谈从远岫科技离职", True),
        ("接替离职的沈知白", True),
        ("即将离任的总裁沈知白", False),
    ],
)
def test_told_as_background(text: str, background: bool) -> None:
    (draft,) = _hear(text).drafts
    assert draft.background is background


def test_a_left_out_subject_and_firm_come_from_the_story() -> None:
    heard = _hear("他因个人原因辞职", topic_person="沈知白", topic_firm="远岫科技")
    assert [_brief(draft) for draft in heard.drafts] == [("沈知白", "远岫科技", None)]
    assert _hear("他因个人原因辞职").turned[0].condition == "no_person"


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("他将加入拾光智能", "destination", "拾光智能"),
        ("他的团队由段不凡接管", "successor", "段不凡"),
        ("公司回应称消息属实", "status", Status.CONFIRMED),
        ("公司回应称该消息不实", "status", Status.DENIED),
    ],
)
def test_supplements(text: str, field: str, value: object) -> None:
    (draft,) = _hear(text, topic_person="沈知白").drafts
    found = getattr(draft, field)
    assert draft.supplement
    assert (found.said if isinstance(found, Span) else found) == value
    assert not _hear(text).drafts


def test_a_career_told_is_no_supplement() -> None:
    assert not _hear("他2017年加入拾光智能", topic_person="沈知白").drafts


def test_offsets_are_those_of_the_article() -> None:
    text = "无关的标题\n远岫科技总裁沈知白离职"
    *_, sentence = sentences(text, title_end=5)
    mentions: tuple[Mention, ...] = ()
    scene = Scene(watch=_WATCH, mentions=mentions, published_on=None)
    (draft,) = read_sentence(sentence, scene).drafts
    for span in (draft.trigger, draft.person, draft.organization, draft.role):
        assert span
        assert text[span.start : span.end] == span.text
