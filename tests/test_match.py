"""Rules: the tables say what every field means."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.conditions import FIELDS, MAX_NESTING, compile_condition
from monitor.errors import Problem, RuleError
from monitor.match import Failure, Rule, explain, matched
from monitor.model import Article, Departure, Kind, Status, Tier
from tests.stories import WATCH, article, departure

SUBJECT = departure(
    person="顾北辰",
    person_id="gu-beichen",
    organization="岫川智识实验室",
    organization_id="xiuchuan-lab",
    role="应用视觉团队负责人、VP",
    kind=Kind.RESIGNED,
    status=Status.RUMOURED,
    destination="Fenwold Models",
    score=0.8,
    is_leader=True,
)
STORY = article(
    title="雲嶺高管離職，转投 OpenField",
    text="He was said to like maths.",
    feed_id="paper",
    lang="zh",
)


def passes(when: dict[str, object], departure: Departure = SUBJECT, story: Article = STORY) -> bool:
    rule = Rule(id="r", condition=compile_condition(when))
    return matched(departure, story, rules=[rule], watch=WATCH) == (rule,)


@pytest.mark.parametrize(
    ("when", "holds"),
    [
        ({"person": "顧北辰"}, True),
        ({"person": "beichen GU"}, True),
        ({"person": ["某人", "Beichen-Gu"]}, True),
        ({"person": "北辰"}, False),
        ({"person_id": "gu-beichen"}, True),
        ({"person_id": ["gu", "bei"]}, False),
        ({"person_is_watched": True}, True),
        ({"person_is_watched": False}, False),
        ({"organization": "Zhishi Lab"}, True),
        ({"organization": "xiuchuan group"}, True),
        ({"organization": "岫川商城"}, False),
        ({"organization_id": "xiuchuan-lab"}, True),
        ({"organization_id": "xiuchuan"}, True),
        ({"organization_id": "xiuchuan-shop"}, False),
        ({"organization_is_ai": True}, True),
        ({"about_ai": False}, True),
        ({"about_ai": True}, False),
        ({"role": "视觉"}, True),
        ({"role": "vp"}, True),
        ({"role": "v"}, False),
        ({"role": "語音"}, False),
        ({"role_is_leader": True}, True),
        ({"kind": "resigned"}, True),
        ({"kind": ["retired", "dismissed"]}, False),
        ({"status": ["rumoured", "reported"]}, True),
        ({"status": "confirmed"}, False),
        ({"score": 0.8}, True),
        ({"score": {"min": 0.81}}, False),
        ({"main": True}, True),
        ({"feed": "paper"}, True),
        ({"feed": "Paper"}, False),
        ({"tier": "press"}, True),
        ({"tier": ["official", "social"]}, False),
        ({"language": "zh"}, True),
        ({"language": "en"}, False),
        ({"text": "离职"}, True),
        ({"text": {"words": ["openfield"]}}, True),
        ({"text": {"words": ["open", "math", "aid"]}}, False),
        ({"text": {"words": ["said to"]}}, True),
        ({"text": {"regex": "离职.*open"}}, True),
        ({"text": {"regex": "離職，转"}}, True),
        ({"text": {"regex": "^he was"}}, False),
        ({"text": {"regex": "(?m)^he was"}}, True),
        ({"text": {"words": ["离职"], "regex": "辞职"}}, False),
        ({"destination": "fenwold-models"}, True),
        ({"destination": "Fenwold"}, False),
        ({"status": "rumoured", "score": 0.9}, False),
        ({"any": [{"score": 0.9}, {"status": "rumoured"}]}, True),
        ({"all": [{"score": 0.9}, {"status": "rumoured"}]}, False),
        ({"not": {"score": 0.9}}, True),
        ({"not": {"any": [{"score": 0.9}, {"all": [{"status": "rumoured"}]}]}}, False),
    ],
)
def test_what_a_condition_means(when: dict[str, object], holds: bool) -> None:
    assert passes(when) is holds


@pytest.mark.parametrize("field", sorted(set(FIELDS) - {"text"}))
def test_an_empty_departure_fails_no_test_by_accident(field: str) -> None:
    """Nothing known passes nothing but what it is: no leader, not watched, and so on."""
    bare = departure(score=0.0)
    values: dict[str, object] = {
        "kind": "retired",
        "status": "confirmed",
        "score": 0.1,
        "main": False,
        "tier": "official",
        "language": "en",
    }
    flag = field.endswith(("_watched", "_ai", "_leader"))
    assert not passes({field: values.get(field, True if flag else "某某")}, bare, article())


@pytest.mark.parametrize(
    ("name", "is_ai"),
    [
        ("星野智能", True),
        ("星野人工智能研究院", True),
        ("某厂AI实验室", True),
        ("PineAI", True),
        ("Pine AI", True),
        ("AI4Fields", True),
        ("Pine Robotics", True),
        ("星野智能家居", False),
        ("Dubai Air", False),
        ("HAIL", False),
        ("AIM Group", False),
        ("KAI", False),
        ("屿光汽车", False),
    ],
)
def test_an_unknown_organization_is_ai_only_by_its_name(name: str, is_ai: bool) -> None:
    assert passes({"organization_is_ai": True}, departure(organization=name)) is is_ai


def test_the_watch_list_overrules_the_name() -> None:
    shop = departure(organization="岫川智能", organization_id="xiuchuan-shop")
    assert passes({"organization_is_ai": False}, shop)


def test_a_destination_known_by_another_name() -> None:
    assert passes({"destination": "Xiuchuan Group"}, departure(destination="岫川集团"))
    assert not passes({"destination": "Xiuchuan Group"}, departure(destination="Xiuchuans"))


def test_background_passes_only_rules_that_ask_for_it() -> None:
    told = replace(SUBJECT, main=False)
    assert not passes({"status": "rumoured"}, told)
    assert passes({"main": False}, told)
    assert passes({"any": [{"not": {"main": True}}, {"score": 1}]}, told)


def test_rules_come_in_the_order_given() -> None:
    yes, no = compile_condition({"main": True}), compile_condition({"main": False})
    rules = [Rule(id=name, condition=yes if name != "b" else no) for name in "cab"]
    assert matched(SUBJECT, STORY, rules=rules, watch=WATCH) == (rules[0], rules[1])


@pytest.mark.parametrize(
    ("when", "path", "message"),
    [
        ({}, "when", "empty table"),
        ({"persn": "x"}, "when.persn", "did you mean person?"),
        ({"statsu": "x"}, "when.statsu", "did you mean status?"),
        ({"xyzzy": 1}, "when.xyzzy", "known are person,"),
        ({"status": "reporte"}, "when.status", "did you mean reported?"),
        ({"kind": []}, "when.kind", "a string or a list"),
        ({"tier": ["press", 3]}, "when.tier", "not 3"),
        ({"person": " · "}, "when.person", "says something"),
        ({"main": "yes"}, "when.main", "true or false"),
        ({"score": True}, "when.score", "0 to 1"),
        ({"score": 50}, "when.score", "0 to 1"),
        ({"score": {"min": 0.5, "max": 1}}, "when.score", "min = 0.5"),
        ({"text": {"word": ["x"]}}, "when.text", "words = "),
        ({"text": {"regex": "a(?=b)"}}, "when.text", "(?="),
        ({"text": {"regex": r"(a)\1"}}, "when.text", r"\1"),
        ({"text": {"regex": "a" * 1001}}, "when.text", "1,000 characters"),
        ({"text": {"regex": r"\pL{99}"}}, "when.text", "repeats too much"),
        ({"text": {"regex": "\ud800"}}, "when.text", "half a character"),
        ({"all": {"main": True}}, "when.all", "list of tables"),
        ({"any": []}, "when.any", "list of tables"),
        ({"not": [{"main": True}]}, "when.not", "expected a table"),
        ({"any": [{"main": True}, {"role": 3}]}, "when.any[1].role", "not 3"),
        ({"any": [{"not": {"all": [{"rôle": "x"}]}}]}, "when.any[0].not.all[0].rôle", "role"),
    ],
)
def test_a_mistake_is_named_by_its_path(when: dict[str, object], path: str, message: str) -> None:
    with pytest.raises(RuleError) as caught:
        compile_condition(when)
    (problem,) = caught.value.problems
    assert problem.path == path
    assert message in problem.message


def test_every_mistake_is_found() -> None:
    when = {"persn": "x", "any": [{"score": 3}, {}], "main": 1}
    with pytest.raises(RuleError) as caught:
        compile_condition(when)
    paths = [problem.path for problem in caught.value.problems]
    assert paths == ["when.persn", "when.any[0].score", "when.any[1]", "when.main"]
    assert str(caught.value).splitlines()[1] == str(caught.value.problems[1])
    assert str(Problem("when.x", "no")) == "when.x: no"


def test_nesting_has_an_end() -> None:
    when: dict[str, object] = {"main": True}
    for _ in range(MAX_NESTING + 5):
        when = {"not": when}
    with pytest.raises(RuleError, match="nested more than"):
        compile_condition(when)


@pytest.mark.parametrize(
    ("when", "failure"),
    [
        ({"status": "rumoured"}, None),
        ({"status": "rumoured", "score": 0.9}, Failure("when.score", "score", "0.8")),
        ({"person": "Ann"}, Failure("when.person", "person", "顾北辰, Beichen Gu")),
        (
            {"any": [{"about_ai": True}, {"tier": "social"}]},
            Failure("when.any", "any", "about_ai=False, tier=press"),
        ),
        ({"not": {"kind": "resigned"}}, Failure("when.not", "not", "kind=resigned")),
        ({"not": {"not": {"kind": "retired"}}}, Failure("when.not", "not", "nothing")),
        (
            {"all": [{"main": True}, {"any": [{"role": "x"}]}]},
            Failure("when.all[1].any[0].role", "role", "应用视觉团队负责人、VP"),
        ),
    ],
)
def test_the_first_test_that_failed(when: dict[str, object], failure: Failure | None) -> None:
    assert explain(compile_condition(when), SUBJECT, STORY, watch=WATCH) == failure


def test_background_is_a_failure_of_its_own() -> None:
    condition = compile_condition({"status": "rumoured"})
    told = replace(SUBJECT, main=False)
    assert explain(condition, told, STORY, watch=WATCH) == Failure("when", "main", "False")


def test_what_is_not_known_is_shown_as_nothing() -> None:
    condition = compile_condition({"person_id": "x"})
    failure = explain(condition, departure(), STORY, watch=WATCH)
    assert failure == Failure("when.person_id", "person_id", "nothing")


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.sampled_from(Tier),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*FIELDS, "all", "any", "not", "words", "regex", "min"])
            | st.text(max_size=3),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*FIELDS, "all", "any", "not"]), JSON, max_size=3))
def test_any_table_compiles_or_is_refused(when: dict[str, object]) -> None:
    try:
        condition = compile_condition(when)
    except RuleError:
        return
    rule = Rule(id="r", condition=condition)
    passed = bool(matched(SUBJECT, STORY, rules=[rule], watch=WATCH))
    assert passed is (explain(condition, SUBJECT, STORY, watch=WATCH) is None)
