"""The sentence and the webhook's body."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import monitor
from monitor.model import Alert, Claim, Event, Kind, Lang, Reason, Severity, Source, Status, Tier
from monitor.render import MAX_BODY_BYTES, Quote, explanation, payload

SCHEMA = json.loads(
    (Path(monitor.__file__).parent / "channels" / "webhook.schema.json").read_text(encoding="utf-8")
)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
AT = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)

BARE = Event(id="2026-03-x", status=Status.REPORTED, first_seen_at=AT, last_seen_at=AT)
QIAO = replace(BARE, person="岑未央", organization="岫川科技", role="大模型负责人")
ANN = replace(BARE, person="Ann Lee", organization="Pine Labs", role="head of research")


def claim(field: str, value: str, article_id: str) -> Claim:
    return Claim(
        field=field,
        value=value,
        article_id=article_id,
        status=Status.REPORTED,
        tier=Tier.PRESS if article_id == "a1" else Tier.SOCIAL,
        claimed_at=AT,
    )


CONTRADICTED = replace(
    QIAO,
    left_on="2026-03-09",
    destination="Pine Labs",
    conflicts=("left_on", "destination"),
    claims=(
        claim("left_on", "2026-03-09", "a1"),
        claim("left_on", "2025-10", "a2"),
        claim("destination", "Pine Labs", "a1"),
        claim("destination", "屿光汽车", "a2"),
    ),
)


@pytest.mark.parametrize(
    ("event", "lang", "sources", "sentence"),
    [
        (QIAO, "zh", 1, "据报道，岫川科技大模型负责人岑未央离职（1个来源）。"),
        (
            replace(QIAO, status=Status.RUMOURED, left_on="2026-03-09"),
            "zh",
            3,
            "据未经证实的消息，岫川科技大模型负责人岑未央于2026年3月9日离职（3个来源）。",
        ),
        (
            replace(
                QIAO,
                status=Status.CONFIRMED,
                kind=Kind.STEPPED_DOWN,
                left_on="2026-03",
                destination="Pine",
                successor="黎晚晴",
                reason="个人原因",
            ),
            "zh",
            2,
            (
                "已获证实：岫川科技大模型负责人岑未央于2026年3月卸任，去向为Pine，由黎晚晴接任，"
                "给出的原因是“个人原因”（2个来源）。"
            ),
        ),
        (
            replace(QIAO, status=Status.DENIED, kind=Kind.RESIGNED, person=None, left_on="2026"),
            "zh",
            1,
            "已被否认：岫川科技一名未具名的大模型负责人于2026年辞职（1个来源）。",
        ),
        (BARE, "zh", 1, "据报道，一名未具名的人士离职（1个来源）。"),
        (
            replace(QIAO, role="岫川科技副总裁"),
            "zh",
            1,
            "据报道，岫川科技副总裁岑未央离职（1个来源）。",
        ),
        (ANN, "zh", 1, "据报道，Pine Labs的Ann Lee（head of research）离职（1个来源）。"),
        (replace(ANN, role="CEO"), "zh", 1, "据报道，Pine Labs CEO Ann Lee离职（1个来源）。"),
        (
            replace(ANN, role="CEO", person=None, kind=Kind.DISMISSED),
            "zh",
            1,
            "据报道，Pine Labs一名未具名的CEO被免职（1个来源）。",
        ),
        (
            CONTRADICTED,
            "zh",
            2,
            (
                "据报道，岫川科技大模型负责人岑未央于2026年3月9日离职，去向为Pine Labs（2个来源；"
                "时间说法不一：2026年3月9日、2025年10月；去向说法不一：Pine Labs、屿光汽车）。"
            ),
        ),
        (
            ANN,
            "en",
            1,
            "According to reports, Ann Lee (head of research) is leaving Pine Labs (1 source).",
        ),
        (
            replace(ANN, status=Status.RUMOURED, left_on="2026-03-09", kind=Kind.RESIGNED),
            "en",
            2,
            (
                "According to unconfirmed reports, Ann Lee (head of research) resigned from "
                "Pine Labs on March 9, 2026 (2 sources)."
            ),
        ),
        (
            replace(
                ANN,
                status=Status.CONFIRMED,
                left_on="2026-06",
                kind=Kind.STEPPED_DOWN,
                destination="Fenwold",
                successor="Bo Ek",
                reason="family",
            ),
            "en",
            2,
            (
                "It is confirmed that Ann Lee (head of research) will step down at Pine Labs in "
                "June 2026; next stop: Fenwold; successor: Bo Ek; "
                'reason given: "family" (2 sources).'
            ),
        ),
        (
            replace(
                ANN, status=Status.DENIED, organization=None, left_on="2025", kind=Kind.RETIRED
            ),
            "en",
            1,
            "It has been denied that Ann Lee (head of research) retired in 2025 (1 source).",
        ),
        (BARE, "en", 0, "According to reports, an unnamed person is leaving (0 sources)."),
        (
            CONTRADICTED,
            "en",
            2,
            (
                "According to reports, 岑未央 (大模型负责人) left 岫川科技 on March 9, 2026; "
                "next stop: Pine Labs (2 sources; date disputed: March 9, 2026 or October 2025; "
                "next stop disputed: Pine Labs or 屿光汽车)."
            ),
        ),
    ],
)
def test_the_sentence(event: Event, lang: Lang, sources: int, sentence: str) -> None:
    assert explanation(event, lang, sources=sources) == sentence


def test_the_sentence_is_one_line_of_bounded_length() -> None:
    wild = replace(QIAO, person="乔\n叙\u2028白", destination="远" * 5_000)
    sentence = explanation(wild, "zh", sources=1)
    assert sentence.splitlines() == [sentence]
    assert len(sentence) == 800


ALERT = Alert(
    id="al_2",
    event_id=BARE.id,
    article_id="a1",
    reason=Reason.CONFIRMED,
    rule="leaders",
    severity=Severity.HIGH,
    raised_at=AT,
    rules=("leaders", "all"),
    channels=("ops",),
    previous="al_1",
)
SOURCE = Source(
    article_id="a1",
    title="岫川科技证实岑未央离职",
    feed_id="paper",
    tier=Tier.PRESS,
    url="https://news.example/1",
    published_at=AT,
    lang="zh",
)
QUOTE = Quote(field="person", text="岑未央", article_id="a1")


def body(
    event: Event = QIAO,
    sources: tuple[Source, ...] = (SOURCE,),
    quotes: tuple[Quote, ...] = (QUOTE,),
    **alert: Any,
) -> dict[str, Any]:
    """A payload that was checked against its schema."""
    made = payload(replace(ALERT, **alert), event=event, sources=sources, quotes=quotes, lang="zh")
    VALIDATOR.validate(made)
    return made


def test_the_whole_body() -> None:
    assert body() == {
        "schema": "1",
        "alert": {
            "id": "al_2",
            "reason": "confirmed",
            "raised_at": "2026-03-12T09:30:00Z",
            "rule": "leaders",
            "rules": ["leaders", "all"],
            "severity": "high",
            "previous": "al_1",
        },
        "event": {
            "id": "2026-03-x",
            "person": "岑未央",
            "person_id": None,
            "organization": "岫川科技",
            "organization_id": None,
            "role": "大模型负责人",
            "kind": "departed",
            "left_on": None,
            "destination": None,
            "successor": None,
            "reason": None,
            "status": "reported",
            "first_seen_at": "2026-03-12T09:30:00Z",
            "last_seen_at": "2026-03-12T09:30:00Z",
            "conflicts": [],
        },
        "sources": [
            {
                "article": "a1",
                "title": "岫川科技证实岑未央离职",
                "url": "https://news.example/1",
                "feed": "paper",
                "tier": "press",
                "published": "2026-03-12T09:30:00Z",
                "language": "zh",
            }
        ],
        "sources_total": 1,
        "evidence": [{"field": "person", "text": "岑未央", "article": "a1"}],
        "explanation": "据报道，岫川科技大模型负责人岑未央离职（1个来源）。",
    }


def test_the_schema_is_sound_and_knows_every_word() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    parts = SCHEMA["properties"]
    raised = [reason for reason in Reason if reason.value not in _never_raised()]
    assert parts["alert"]["properties"]["reason"]["enum"] == raised
    assert parts["alert"]["properties"]["severity"]["enum"] == list(Severity)
    assert parts["event"]["properties"]["status"]["enum"] == list(Status)
    assert parts["event"]["properties"]["kind"]["enum"] == list(Kind)
    assert parts["sources"]["items"]["properties"]["tier"]["enum"] == list(Tier)
    for part, made in body().items():
        if isinstance(made, dict):
            assert set(made) == set(parts[part]["properties"])


def _never_raised() -> set[str]:
    return {Reason.NO_CHANGE, Reason.NO_RULE, Reason.BACKGROUND, Reason.TOO_OLD}


def test_the_schema_refuses_what_is_not_a_body() -> None:
    wrongs: list[tuple[str, object]] = [("schema", "2"), ("alert", {}), ("sources", [{}])]
    for key, wrong in [*wrongs, ("explanation", None), ("evidence", {})]:
        with pytest.raises(jsonschema.ValidationError):
            VALIDATOR.validate({**body(), key: wrong})


def test_instants_are_utc_whole_seconds() -> None:
    there = timezone(timedelta(hours=8))
    made = body(raised_at=datetime(2026, 3, 12, 7, 0, 1, 999, tzinfo=there))
    assert made["alert"]["raised_at"] == "2026-03-11T23:00:01Z"


def test_what_is_missing_is_null() -> None:
    bare = replace(SOURCE, url=None, published_at=None, lang=None)
    made = body(BARE, (bare,), (), previous=None)
    assert made["alert"]["previous"] is None
    assert made["event"]["person"] is None
    assert made["sources"][0]["url"] is None
    assert made["evidence"] == []


def test_an_address_is_whole_or_not_there() -> None:
    long = replace(SOURCE, url="https://news.example/" + "x" * 3_000)
    assert body(sources=(long,))["sources"][0]["url"] is None


@pytest.mark.parametrize("letter", ["x", "远", "🜂", '"', "\u2028"])
@pytest.mark.parametrize("many", [1, 40])
def test_the_body_stays_small(letter: str, many: int) -> None:
    flood = letter * 5_000
    event = replace(
        QIAO, person=flood, organization=flood, role=flood, destination=flood, successor=flood
    )
    sources = tuple(
        replace(SOURCE, title=flood, url="https://" + letter * 900) for _ in range(many)
    )
    quotes = tuple(replace(QUOTE, text=flood) for _ in range(many))
    made = body(event, sources, quotes, rules=tuple(f"rule-{n}" for n in range(500)))
    assert len(json.dumps(made)) <= MAX_BODY_BYTES
    assert len(json.dumps(made, ensure_ascii=False).encode()) <= MAX_BODY_BYTES
    assert made["sources_total"] == many
    assert made["sources"]


def test_the_first_sources_are_kept() -> None:
    sources = tuple(replace(SOURCE, article_id=f"a{n}") for n in range(40))
    made = body(sources=sources)
    assert [one["article"] for one in made["sources"]] == [f"a{n}" for n in range(20)]
    assert "40个来源" in made["explanation"]


texts = st.none() | st.text(min_size=1, max_size=150)


@given(
    st.fixed_dictionaries(
        dict.fromkeys(("person", "organization", "role", "destination", "successor"), texts)
    ),
    st.sampled_from(Status),
    st.sampled_from(Kind),
    st.text(max_size=320),
)
def test_any_text_makes_a_valid_body(
    values: dict[str, str | None], status: Status, kind: Kind, title: str
) -> None:
    event = replace(QIAO, status=status, kind=kind, **values)  # type: ignore[arg-type]  # by name
    made = body(event, (replace(SOURCE, title=title),))
    assert len(json.dumps(made)) <= MAX_BODY_BYTES
