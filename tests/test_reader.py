"""Whole articles: what is merged, what is background, what is looked up, where it was read."""

from __future__ import annotations

import csv
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.language.reader import Reader
from monitor.model import (
    Article,
    Departure,
    Expression,
    Kind,
    Organization,
    Person,
    Reading,
    Role,
    Status,
    Tier,
)
from monitor.watch import Watch

_ROOT = Path(__file__).parents[1]
_DATA = Path(__file__).parent / "data"
_SHARED = _ROOT.parent / "shared"
_SEEN_AT = datetime(2026, 11, 1, tzinfo=UTC)
_PLAIN = Reader(Watch())
_WATCHING = Reader(
    Watch(
        people=[
            Person(
                id="gu",
                name="顾砚秋",
                aliases=("Yanqiu Gu", "Gu Yanqiu", "老顾"),
                organization="lab",
                role="首席科学家",
            )
        ],
        organizations=[
            Organization(id="group", name="序章集团", aliases=("序章", "Xuzhang")),
            Organization(id="lab", name="北辰实验室", parent="group", ai=True, products=("小拾",)),
        ],
        roles=[Role(name="造梦师", leader=True)],
        expressions=[Expression(text="归隐", kind=Kind.RETIRED)],
    )
)


def _article(title: str, text: str = "", **fields: Any) -> Article:
    published = fields.pop("published", "2026-05-06T02:00:00+00:00")
    at = datetime.fromisoformat(published) if published else None
    return Article(id="a", title=title, text=text, seen_at=_SEEN_AT, published_at=at, **fields)


def _read(title: str, text: str = "", **fields: Any) -> Reading:
    return _PLAIN.read(_article(title, text, **fields))


def _one(reading: Reading) -> Departure:
    (departure,) = reading.departures
    return departure


# --- labelled articles -----------------------------------------------------------------------


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize(
    "labelled", _lines(_DATA / "articles_zh.jsonl"), ids=lambda labelled: str(labelled["id"])
)
def test_labelled_articles(labelled: dict[str, Any]) -> None:
    reading = _read(
        labelled["title"],
        labelled["text"],
        published=labelled["published"],
        tier=Tier(labelled.get("source", "press")),
    )
    assert len(reading.departures) == len(labelled["departures"])
    for departure, wanted in zip(reading.departures, labelled["departures"], strict=True):
        told = {field: getattr(departure, field) for field in wanted}
        assert _matches(told, wanted), told


def _matches(told: dict[str, Any], wanted: dict[str, Any]) -> bool:
    """One name of an organization or a role may hold the other, the rest is exact."""
    loose = {"organization", "role"}
    return all(
        told[field] == value
        or (field in loose and told[field] and (value in told[field] or told[field] in value))
        for field, value in wanted.items()
    )


# --- the gate --------------------------------------------------------------------------------


def test_a_text_without_a_trigger_is_not_read() -> None:
    assert _read("远岫科技发布新模型", "性能提升明显。") == Reading(lang="zh")


def test_the_articles_own_language_wins() -> None:
    assert _read("无关", lang="en").lang == "en"
    assert _read("Nothing here").lang == "en"


def test_a_trigger_that_told_nothing_says_why_and_where() -> None:
    (refusal,) = _read("远岫科技：離職率下降").refusals
    assert (refusal.condition, refusal.text) == ("other_sense", "離職")
    assert (refusal.start, refusal.end) == (5, 7)
    assert refusal.note


# --- the watch list --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "person"),
    [
        ("序章北辰实验室首席科学家老顾离职", "顾砚秋"),
        ("序章北辰实验室首席科学家顾硯秋離職", "顾砚秋"),
        ("序章北辰实验室首席科学家Yanqiu Gu离职", "Yanqiu Gu"),
        ("Yanqiu Gu, chief scientist of Xuzhang, has left", "Yanqiu Gu"),
    ],
)
def test_an_alias_becomes_the_canonical_name_of_its_script(title: str, person: str) -> None:
    departure = _one(_WATCHING.read(_article(title)))
    assert (departure.person, departure.person_id) == (person, "gu")


@pytest.mark.parametrize(
    ("title", "watched"),
    [
        ("顾砚秋离职", True),
        ("序章集团顾砚秋离职", True),  # the lab's own family
        ("远岫科技首席科学家顾砚秋离职", True),  # another firm, and research
        ("远岫科技大模型负责人顾砚秋离职", True),  # another firm, and AI
        ("远岫银行董事长顾砚秋辞职", False),
        ("远岫银行CTO顾砚秋辞职", True),
        ("远岫银行Chairman顾砚秋辞职", False),
        ("远岫银行Director顾砚秋辞职", False),
        ("远岫银行董事长Yanqiu Gu辞职", True),  # few share that
    ],
)
def test_a_namesake_is_not_the_watched_person(title: str, watched: bool) -> None:
    departure = _one(_WATCHING.read(_article(title)))
    assert departure.person in {"顾砚秋", "Yanqiu Gu"}
    assert departure.person_id == ("gu" if watched else None)


def test_an_alias_of_an_organization_becomes_its_name() -> None:
    departure = _one(_WATCHING.read(_article("序章北辰实验室首席科学家顾砚秋离职")))
    assert (departure.organization, departure.organization_id) == ("北辰实验室", "lab")
    assert departure.organization_aliases == ("北辰实验室", "序章集团", "序章", "Xuzhang")


@pytest.mark.parametrize(
    "text",
    [
        "天气晴。下了一场雨。北辰实验室首席科学家顾砚秋已离职。",
        "It rained. Yanqiu Gu has left Xuzhang.",
    ],
)
def test_watched_names_are_known_in_every_sentence(text: str) -> None:
    departure = _one(_WATCHING.read(_article("News of the day", text)))
    assert departure.person_id == "gu"
    assert departure.organization_id in {"lab", "group"}


def test_a_product_stands_for_its_organization() -> None:
    departure = _one(_WATCHING.read(_article("小拾负责人沈知白离职")))
    assert departure.organization_id == "lab"


def test_the_unit_wins_over_the_group() -> None:
    text = "北辰实验室主任沈知白今日辞职。"
    departure = _one(_WATCHING.read(_article("序章沈知白辞职", text)))
    assert departure.organization_id == "lab"


def test_watched_roles_and_expressions_are_known() -> None:
    departure = _one(_WATCHING.read(_article("远岫科技造梦师沈知白归隐")))
    assert departure.kind is Kind.RETIRED
    assert departure.is_leader


def test_a_watched_persons_role_leads_when_none_is_told() -> None:
    assert _one(_WATCHING.read(_article("顾砚秋离职"))).is_leader
    assert not _one(_read("顾砚秋离职")).is_leader


def test_the_gazetteer_knows_other_names() -> None:
    departure = _one(_read("谷歌研究主管Ilse Brandt离职"))
    assert departure.organization == "谷歌"
    assert "Google" in departure.organization_aliases


def test_another_alias_of_one_person_is_not_another_person() -> None:
    text = "顾砚秋（Yanqiu Gu）宣布离开北辰实验室。Gu Yanqiu曾任首席科学家。"
    assert _one(_WATCHING.read(_article("北辰实验室首席科学家离职", text))).person_id == "gu"


# --- what is decided -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "leader", "ai"),
    [
        ("远岫科技大模型负责人沈知白离职", True, True),
        ("远岫科技首席财务官沈知白离职", True, False),
        ("远岫科技研究员沈知白离职", False, False),
        ("远岫科技CTO沈知白离职，曾主导机器人项目", True, True),
    ],
)
def test_leads_and_is_about_ai(title: str, leader: bool, ai: bool) -> None:
    departure = _one(_read(title))
    assert (departure.is_leader, departure.about_ai) == (leader, ai)


def test_a_body_is_about_ai_if_it_says_so_twice() -> None:
    title = "远岫科技CTO沈知白离职"
    assert not _one(_read(title, "她懂大模型。")).about_ai
    assert _one(_read(title, "她懂大模型。她也懂机器人。")).about_ai


def test_an_official_source_confirms() -> None:
    title = "远岫科技总裁沈知白离职"
    assert _one(_read(title)).status is Status.REPORTED
    assert _one(_read(title, tier=Tier.OFFICIAL)).status is Status.CONFIRMED
    denied = _read("远岫科技总裁沈知白并未离职", tier=Tier.OFFICIAL)
    assert _one(denied).status is Status.DENIED


def test_what_happened_long_ago_is_background() -> None:
    text = "远岫科技总裁沈知白于2026年{}离职。"
    assert _one(_read("人事消息", text.format("4月20日"))).main
    assert not _one(_read("人事消息", text.format("3月20日"))).main
    undated = _read("人事消息", text.format("3月20日"), published=None)
    assert _one(undated).main


def test_an_aside_deep_in_the_body_is_background() -> None:
    filler = "公司介绍了新产品的各项性能指标。" * 40
    aside = "远岫科技总裁沈知白离职。"
    assert not _one(_read("远岫科技发布新品", filler + aside)).main
    assert _one(_read("远岫科技总裁离职", filler + aside)).main


def test_a_sure_wording_scores_higher() -> None:
    full = _one(_read("远岫科技总裁沈知白辞职")).score
    nameless = _one(_read("远岫科技总裁离职")).score
    many = _one(_read("远岫科技多位高管出走")).score
    assert 1.0 >= full > nameless > many > 0.0


def test_the_register_alone_is_no_departure() -> None:
    text = "远岫科技发生工商变更，卫国宁卸任董事长。"
    assert not _read("卫国宁卸任远岫科技董事长", text).departures


# --- where it was read -----------------------------------------------------------------------

_WORDS = """
远岫科技 序章 北辰实验室 首席科学家 CTO 顾砚秋 沈知白 米拉·科斯塔 Ilse_Brandt 离职 離職 辞去 卸任
被罢免 离开 宣布 传 没有 将于6月30日 因个人原因 ，加入 拾光智能 ，由卫国宁接任 （Yanqiu_Gu） ： 。
① he _has_left_ _Acme_Inc._ CEO 的 和 、 后 #
""".split()
_PIECES = st.sampled_from([word.replace("_", " ") for word in _WORDS] + ["\n", "\u200b"])


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, min_size=1, max_size=12), st.lists(_PIECES, max_size=25))
def test_evidence_is_what_stands_in_the_article(title: list[str], body: list[str]) -> None:
    article = _article("".join(title).replace("\n", " "), "".join(body))
    reading = _WATCHING.read(article)
    for departure in reading.departures:
        _check_evidence(departure, article.content)
        assert 0.0 < departure.score <= 1.0
    for refusal in reading.refusals:
        assert article.content[refusal.start : refusal.end] == refusal.text


def _check_evidence(departure: Departure, content: str) -> None:
    given_by = {evidence.field: evidence for evidence in departure.evidence}
    for evidence in given_by.values():
        assert content[evidence.start : evidence.end] == evidence.text
    for field in ("person", "organization", "role", "left_on", "destination", "successor"):
        assert (getattr(departure, field) is not None) == (field in given_by)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.text(max_size=300))
def test_any_text_can_be_read(title: str, body: str) -> None:
    _WATCHING.read(_article(title + "离职", body + "辞职"))


# --- the labelled files beside the repository --------------------------------------------------


def _shared(name: str) -> Path:
    path = _SHARED / name
    if not path.exists():
        pytest.skip("the labelled files are not here")
    return path


def test_the_development_headlines() -> None:
    """Not a figure to be proud of, since it was developed against: a floor against going back."""
    with _shared("data/headlines_dev.tsv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["lang"] == "zh"]
    hits = wrong = missed = 0
    for row in rows:
        reading = _read(row["title"], published=f"{row['date']}T00:00:00Z")
        fired = any(d.main and d.status is not Status.DENIED for d in reading.departures)
        wanted = row["exec_departure"] == "1"
        hits += fired and wanted
        wrong += fired and not wanted
        missed += wanted and not fired
    assert hits / (hits + wrong) >= 0.93
    assert hits / (hits + missed) >= 0.93


@pytest.mark.parametrize(
    ("document", "left_on"),
    [("000_25c44c77c9b849f8.txt", "2023-10"), ("002_3329e8c395faafef.txt", "2025-04-30")],
)
def test_the_two_documents(document: str, left_on: str) -> None:
    title, _, body = _shared(f"seeds/{document}").read_text("utf-8").partition("\n")
    text = re.sub(r"<[^>]+>", "", re.sub(r"<br\s*/?>", "\n", body))
    published = "2025-05-06T08:03:26Z" if left_on.startswith("2025") else None
    reading = _read(title, text, published=published)
    main = [departure for departure in reading.departures if departure.main]
    assert [(d.status, d.left_on, d.destination) for d in main] == [
        (Status.RUMOURED, left_on, None)
    ]
    assert {d.left_on for d in reading.departures} <= {left_on, "2025-02-15", "2022"}
