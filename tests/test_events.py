"""Events: which articles are about one departure, what it is believed to be, what changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import claims
from monitor.events import as_departure, organization_key, person_key, resolve
from monitor.model import Departure, Event, Kind, Reason, Status, Tier
from tests.stories import NAMED, START, UNNAMED, WATCH, World, article, departure

LABELLED = Path(__file__).parents[2] / "shared" / "data" / "articles_dev.jsonl"


def named(person: str, organization: str | None = "屿光汽车", **fields: Any) -> Departure:
    return departure(person=person, organization=organization, **fields)


# --- keys ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "person", "organization"),
    [
        ({}, None, None),
        ({"person": "Ben  Vandermeer"}, "benvandermeer", None),
        ({"person": "顾北辰", "person_id": "gu-beichen"}, "gu-beichen", None),
        ({"organization": "Zhishi Lab", "organization_id": "xiuchuan-lab"}, None, "xiuchuan"),
        ({"organization": "Lab", "organization_id": "nowhere"}, None, "nowhere"),
        ({"organization": "屿光汽車股份有限公司"}, None, "屿光汽车"),
        ({"organization": "屿光科技集团"}, None, "屿光"),
        ({"organization": "Larkmoor Labs, Inc."}, None, "larkmoorlabs"),
        ({"organization": "Larkmoor-Labs"}, None, "larkmoorlabs"),
        ({"organization": "Pine Technologies Co., Ltd."}, None, "pine"),
        ({"organization": "Zinc"}, None, "zinc"),
        ({"organization": "科技"}, None, "科技"),
    ],
)
def test_keys(fields: dict[str, Any], person: str | None, organization: str | None) -> None:
    assert person_key(departure(**fields)) == person
    assert organization_key(departure(**fields), WATCH) == organization


# --- which event -----------------------------------------------------------------------------

GU = named("顾北辰", "岫川智识实验室", person_id="gu-beichen", organization_id="xiuchuan-lab")


@pytest.mark.parametrize(
    ("first", "second", "days", "events"),
    [
        (named("岑未央"), named("岑未央"), 1, 1),
        (named("Ann Lee"), named("ann-lee"), 1, 1),
        (named("岑未央"), named("邬南星"), 1, 2),
        (named("岑未央"), named("岑未央", "岫川"), 1, 2),
        (named("岑未央"), named("岑未央", "屿光汽车有限公司"), 1, 1),
        (named("岑未央"), named("岑未央", "屿光汽车智驾中心"), 1, 1),
        (named("岑未央", "Pine"), named("岑未央", "Pinewood"), 1, 2),
        (named("岑未央", organization_aliases=("Chenghai",)), named("岑未央", "Chenghai"), 1, 1),
        # One family of the watch list is one organization.
        (GU, replace(GU, organization="岫川集团", organization_id="xiuchuan"), 1, 1),
        (GU, replace(GU, organization="Fenwold", organization_id="fenwold"), 1, 2),
        (GU, replace(GU, person_id=None), 1, 1),
        (GU, replace(GU, organization_id=None, organization_aliases=("岫川智识实验室",)), 1, 1),
        # Without an organization it is the one known of.
        (named("岑未央"), named("岑未央", None), 1, 1),
        (named("岑未央", None), named("岑未央"), 1, 1),
        (named("岑未央", None), named("岑未央", None), 1, 1),
        # An episode lasts 90 days, by the articles or by the days they give.
        (named("岑未央"), named("岑未央"), 90, 1),
        (named("岑未央"), named("岑未央"), 91, 2),
        (named("岑未央", left_on="2026-03"), named("岑未央", left_on="2026-03-09"), 300, 1),
        (named("岑未央", left_on="2026-12"), named("岑未央"), 280, 1),
        (named("岑未央", left_on="2026-02-30"), named("岑未央"), 280, 2),
        (named("岑未央", left_on="2023-10"), named("岑未央", left_on="2026-03-09"), 1, 1),
        # A role without a name.
        (UNNAMED, UNNAMED, 7, 1),
        (UNNAMED, UNNAMED, 8, 2),
        (UNNAMED, NAMED, 7, 1),
        (UNNAMED, NAMED, 8, 2),
        (NAMED, UNNAMED, 7, 1),
        (NAMED, replace(UNNAMED, organization="岫川"), 1, 2),
        (NAMED, replace(UNNAMED, role="首席财务官"), 1, 2),
        (NAMED, replace(UNNAMED, role="基础大模型团队主管"), 1, 1),
        (NAMED, replace(UNNAMED, role="智驾负责人"), 1, 2),
        (replace(NAMED, role="head of AI research"), replace(UNNAMED, role="AI chief"), 1, 1),
        (replace(NAMED, role="head of research"), replace(UNNAMED, role="lead researcher"), 1, 1),
        (replace(NAMED, role="head of sales"), replace(UNNAMED, role="head of research"), 1, 2),
        (replace(UNNAMED, role=None), replace(UNNAMED, role=None), 1, 1),
        (replace(UNNAMED, role=None), replace(NAMED, role=None), 1, 2),
        (replace(UNNAMED, role=None), NAMED, 1, 2),
        # Background, or nothing that could be known again, makes no event.
        (NAMED, replace(NAMED, person="邬南星", main=False), 1, 1),
        (NAMED, departure(role="大模型负责人"), 1, 1),
    ],
)
def test_one_event_or_two(first: Departure, second: Departure, days: float, events: int) -> None:
    world = World()
    world.tell(first, days=0)
    world.tell(second, days=days)
    assert len(world.events) == events


def test_a_role_that_fits_two_events_joins_neither() -> None:
    world = World()
    world.tell(NAMED)
    world.tell(replace(NAMED, person="邬南星"))
    world.tell(UNNAMED)
    assert world.who == {("岑未央", "屿光汽车"), ("邬南星", "屿光汽车"), (None, "屿光汽车")}


def test_a_name_takes_the_unnamed_event_over() -> None:
    world = World()
    (first,) = world.tell(UNNAMED)
    (second,) = world.tell(NAMED)
    assert second.before == first.event
    assert (second.event.id, second.event.person) == (first.event.id, "岑未央")
    assert second.reasons == (Reason.CORRECTION,)


def test_departures_of_one_article_that_meet_are_one_change() -> None:
    world = World()
    (change,) = world.tell(UNNAMED, replace(NAMED, left_on="2026-03-09"), named("岑未央", None))
    assert change.before is None
    assert change.reasons == (Reason.NEW,)
    assert (change.event.person, change.event.left_on) == ("岑未央", "2026-03-09")
    assert len(world.tell(named("岑未央"), named("邬南星"))) == 2


def test_a_person_without_organization_goes_to_the_latest_event() -> None:
    world = World()
    world.tell(named("岑未央", "岫川"))
    world.tell(named("岑未央", "屿光汽车"))
    (change,) = world.tell(named("岑未央", None))
    assert change.event.organization == "屿光汽车"


def test_the_organization_shown_is_the_most_exact() -> None:
    world = World()
    above = replace(GU, organization="岫川集团", organization_id="xiuchuan")
    for told in (above, GU, above):
        (change,) = world.tell(told)
    assert change.event.organization_id == "xiuchuan-lab"
    assert change.event.organization == "岫川智识实验室"


@pytest.mark.parametrize(
    ("told", "identity"),
    [
        (GU, "2026-03-gu-beichen-xiuchuan-lab"),
        (replace(GU, left_on="2025-04-30"), "2025-04-gu-beichen-xiuchuan-lab"),
        (replace(GU, left_on="2025"), "2026-03-gu-beichen-xiuchuan-lab"),
        (named("Ann-Marie O'Dea", "Pine & Co"), "2026-03-ann-marie-o-dea-pine-co"),
        (named("岑未央", None), "2026-03-岑未央"),
        (UNNAMED, "2026-03-unnamed-屿光汽车"),
    ],
)
def test_event_ids(told: Departure, identity: str) -> None:
    (change,) = World().tell(told)
    assert change.event.id == identity


def test_an_event_id_is_not_given_twice() -> None:
    world = World()
    for role in ("首席财务官", "智驾负责人", "大模型负责人"):
        world.tell(replace(UNNAMED, role=role), days=0)
    stem = "2026-03-unnamed-屿光汽车"
    assert list(world.events) == [stem, f"{stem}-2", f"{stem}-3"]


# --- what is believed ------------------------------------------------------------------------


def last(*chapters: dict[str, Any], tiers: Sequence[Tier] = ()) -> Event:
    """The event after articles that give these values, in this order of time."""
    world = World()
    for index, chapter in enumerate(chapters):
        tier = tiers[index] if tiers else Tier.PRESS
        (change,) = world.tell(replace(NAMED, **{"status": Status.REPORTED, **chapter}), tier=tier)
    return change.event


OFFICIAL, PRESS, SOCIAL = Tier.OFFICIAL, Tier.PRESS, Tier.SOCIAL
RUMOURED, DENIED = {"status": Status.RUMOURED}, {"status": Status.DENIED}


@pytest.mark.parametrize(
    ("field", "chapters", "tiers", "shown", "conflict"),
    [
        ("left_on", [("2026-03", {}), ("2026-03-09", {})], (), "2026-03-09", False),
        ("left_on", [("2026-03-09", {}), ("2026", {})], (), "2026-03-09", False),
        ("left_on", [("2026-03-09", {}), ("2026-04", {})], (), "2026-04", True),
        ("left_on", [("2026-03-09", {}), ("2026-04", {})], (OFFICIAL, PRESS), "2026-03-09", True),
        ("left_on", [("2026-04", {}), ("2026-03-09", {})], (SOCIAL, OFFICIAL), "2026-03-09", True),
        ("left_on", [("2026-03-09", {}), ("2026-04", RUMOURED)], (), "2026-03-09", True),
        ("left_on", [("2026-03-09", {}), ("2026-04", DENIED)], (), "2026-03-09", False),
        # What agrees with the best makes it more precise, whoever says it.
        ("left_on", [("2026-03-09", {}), ("2026-03", {})], (SOCIAL, OFFICIAL), "2026-03-09", False),
        ("destination", [("Fenwold", {}), ("Fenwold Models", {})], (), "Fenwold Models", False),
        ("destination", [("Fenwold", {}), ("Pine", {})], (), "Pine", True),
        ("destination", [("某互联网大厂", {}), ("Pine", {})], (), "Pine", False),
        ("destination", [("Pine", {}), ("自主创业", {})], (SOCIAL, OFFICIAL), "Pine", False),
        ("destination", [("创业", {})], (), "创业", False),
        ("successor", [("黎晚晴", {}), ("黎 晚晴", {})], (), "黎 晚晴", False),
        ("successor", [("黎晚晴", {}), ("祁雪松", {})], (), "祁雪松", True),
        ("role", [("负责人", {}), ("大模型负责人", {}), ("负责人", {})], (), "大模型负责人", False),
        ("role", [("首席科学家", {}), ("副总裁", {})], (), "副总裁", False),
        ("reason", [("个人原因", {}), ("家庭原因", {})], (), "家庭原因", False),
        ("kind", [(Kind.RESIGNED, {}), (Kind.DEPARTED, {})], (), Kind.RESIGNED, False),
        (
            "kind",
            [(Kind.RESIGNED, {}), (Kind.DISMISSED, {})],
            (PRESS, SOCIAL),
            Kind.RESIGNED,
            False,
        ),
    ],
)
def test_the_value_shown(
    field: str,
    chapters: list[tuple[str, dict[str, Any]]],
    tiers: tuple[Tier, ...],
    shown: str,
    conflict: bool,
) -> None:
    event = last(*({field: value, **more} for value, more in chapters), tiers=tiers)
    assert getattr(event, field) == shown
    assert event.conflicts == ((field,) if conflict else ())


def test_all_values_are_kept_the_best_first() -> None:
    event = last(
        {"left_on": "2026-02"},
        {"left_on": "2026-03-09"},
        {"left_on": "2026-01"},
        tiers=(PRESS, OFFICIAL, SOCIAL),
    )
    assert claims.values(event.claims, "left_on") == ("2026-03-09", "2026-02", "2026-01")
    (first, *_) = [claim for claim in event.claims if claim.field == "left_on"]
    assert (first.article_id, first.tier, first.claimed_at) == ("a1", PRESS, START)


def test_two_values_in_one_article_do_not_contradict_each_other() -> None:
    world = World()
    steps = [replace(NAMED, left_on=day) for day in ("2026-03-01", "2026-06-30")]
    (change,) = world.tell(*steps)
    assert change.event.conflicts == ()
    (change,) = world.tell(steps[0])
    assert change.event.conflicts == ()


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("rumoured", "rumoured"),
        ("rumoured reported", "reported"),
        ("reported rumoured", "reported"),
        ("rumoured confirmed reported", "confirmed"),
        ("rumoured denied", "denied"),
        ("denied rumoured reported", "denied"),
        ("denied confirmed", "confirmed"),
        ("confirmed denied", "denied"),
        ("confirmed@official denied@press", "confirmed"),
        ("confirmed@social confirmed@official denied@press", "confirmed"),
        ("confirmed@official denied@official", "denied"),
        ("denied@official confirmed@social", "confirmed"),
    ],
)
def test_the_life_of_a_status(words: str, status: str) -> None:
    said = [word.partition("@") for word in words.split()]
    event = last(
        *({"status": Status(one)} for one, _, _ in said),
        tiers=[Tier(tier or "press") for _, _, tier in said],
    )
    assert event.status == status


def test_first_and_last_seen_are_times_of_the_articles() -> None:
    world = World()
    for days in (3, 1, 9, 4):
        (change,) = world.tell(NAMED, days=days)
    assert change.event.first_seen_at == START + timedelta(days=1)
    assert change.event.last_seen_at == START + timedelta(days=9)


def test_an_edited_article_replaces_what_it_said() -> None:
    world = World()
    world.tell(replace(NAMED, left_on="2026-03-09"), id="a1")
    (change,) = world.tell(replace(NAMED, left_on="2026-04", destination="Fenwold"), id="a1")
    assert (change.event.left_on, change.event.conflicts) == ("2026-04", ())
    assert change.reasons == (Reason.CORRECTION, Reason.DESTINATION)
    assert {claim.claimed_at for claim in change.event.claims} == {START}


@pytest.mark.parametrize(
    ("before", "after", "reasons"),
    [
        ({}, {}, []),
        ({}, {"left_on": "2026-03", "destination": "Fenwold", "successor": "黎晚晴"}, "dds"),
        ({"left_on": "2026"}, {"left_on": "2026-03"}, []),
        ({"destination": "某大厂"}, {"destination": "Fenwold"}, [Reason.DESTINATION]),
        ({"destination": "Fenwold"}, {"destination": "某大厂"}, []),
        ({"left_on": "2026-01"}, {"left_on": "2026-02"}, [Reason.CONFLICT, Reason.CORRECTION]),
        ({}, {"role": "首席科学家", "reason": "个人原因", "kind": Kind.RESIGNED}, []),
        (
            {"left_on": "2026-01"},
            {"left_on": "2026-02", "successor": "黎晚晴", "status": Status.CONFIRMED},
            [Reason.CONFIRMED, Reason.CONFLICT, Reason.CORRECTION, Reason.SUCCESSOR],
        ),
    ],
)
def test_reasons_in_order_of_importance(
    before: dict[str, Any], after: dict[str, Any], reasons: list[Reason] | str
) -> None:
    world = World()
    world.tell(replace(NAMED, **before))
    (change,) = world.tell(replace(NAMED, **after))
    known = [Reason.DATE, Reason.DESTINATION, Reason.SUCCESSOR]
    assert list(change.reasons) == (known if reasons == "dds" else reasons)


def test_a_rule_sees_the_event() -> None:
    world = World()
    world.tell(replace(GU, role="VP", is_leader=True, status=Status.CONFIRMED, kind=Kind.RETIRED))
    terse = departure(person="顾北辰", person_id="gu-beichen", destination="Fenwold", score=0.4)
    (change,) = world.tell(terse)
    seen = as_departure(change.event, terse)
    assert (seen.organization_id, seen.role, seen.is_leader) == ("xiuchuan-lab", "VP", True)
    assert (seen.status, seen.kind) == (Status.CONFIRMED, Kind.RETIRED)
    assert (seen.destination, seen.score, seen.main) == ("Fenwold", 0.4, True)


# --- properties ------------------------------------------------------------------------------

ROLES = {"岑未央": "大模型负责人", "邬南星": "智驾副总裁", "Ann Lee": "chief scientist"}
told = st.builds(
    lambda who, organization, role, more: named(
        who, organization, role=ROLES[who] if role else None, **more
    ),
    st.sampled_from(sorted(ROLES)),
    st.sampled_from(["屿光汽车", "Pine", "岫川"]),
    st.booleans(),
    st.fixed_dictionaries(
        {"status": st.sampled_from(Status)},
        optional={
            "left_on": st.sampled_from(["2026", "2026-03", "2026-03-09", "2026-04"]),
            "destination": st.sampled_from(["Fenwold", "Fenwold Models", "创业", "Pine"]),
            "successor": st.sampled_from(["黎晚晴", "祁雪松"]),
            "kind": st.sampled_from(Kind),
        },
    ),
)
told_articles = st.lists(
    st.tuples(st.lists(told, min_size=1, max_size=2), st.integers(0, 80), st.sampled_from(Tier)),
    min_size=1,
    max_size=5,
)


def played(articles: Sequence[tuple[int, tuple[list[Departure], int, Tier]]]) -> World:
    world = World()
    for index, (departures, days, tier) in articles:
        world.tell(*departures, days=days, id=f"a{index}", tier=tier)
    return world


def without_ids(world: World) -> set[Event]:
    return {replace(event, id="") for event in world.events.values()}


@given(told_articles, st.data())
def test_the_order_of_arrival_does_not_matter(
    articles: list[tuple[list[Departure], int, Tier]], data: st.DataObject
) -> None:
    numbered = list(enumerate(articles))
    shuffled = data.draw(st.permutations(numbered))
    assert without_ids(played(numbered)) == without_ids(played(shuffled))


@given(told_articles)
def test_reading_again_changes_nothing(
    articles: list[tuple[list[Departure], int, Tier]],
) -> None:
    numbered = list(enumerate(articles))
    world = played(numbered)
    before = dict(world.events)
    for index, (departures, days, tier) in numbered:
        for change in world.tell(*departures, days=days, id=f"a{index}", tier=tier):
            assert change.before == change.event
            assert change.reasons == ()
    assert world.events == before


@given(told_articles)
def test_each_event_is_new_once(articles: list[tuple[list[Departure], int, Tier]]) -> None:
    world, new = World(), list[str]()
    for departures, days, tier in articles:
        changes = world.tell(*departures, days=days, tier=tier)
        assert len({change.event.id for change in changes}) == len(changes)
        new += [change.event.id for change in changes if Reason.NEW in change.reasons]
    assert sorted(new) == sorted(world.events)


@pytest.mark.parametrize(
    "order",
    list(permutations([NAMED, NAMED, UNNAMED, replace(UNNAMED, role="大模型主管")])),
)
def test_named_and_unnamed_tellings_are_one_event(order: tuple[Departure, ...]) -> None:
    world = World()
    for index, one in enumerate(order):
        world.tell(one, days=index / 4)
    assert world.who == {("岑未央", "屿光汽车")}


def test_nothing_that_is_given_is_changed() -> None:
    (change,) = World().tell(NAMED)
    events = [change.event]
    (later,) = resolve(article("a9"), [NAMED], open_events=events, watch=WATCH)
    assert later.event != change.event
    assert events == [change.event]


# --- labelled articles -----------------------------------------------------------------------


@pytest.mark.skipif(not LABELLED.exists(), reason="the labelled articles are not here")
def test_labelled_departures_keep_different_events_apart() -> None:
    """With the departures as labelled, no event of ours mixes two labelled ones."""
    world = World()
    labels: dict[str, set[str]] = {}
    fields = ("person", "organization", "role", "left_on", "destination", "successor", "main")
    for line in LABELLED.read_text(encoding="utf-8").splitlines():
        story = json.loads(line)
        departures = [
            departure(status=Status(one["status"]), **{key: one.get(key) for key in fields})
            for one in story["departures"]
        ]
        for change in world.tell(*departures, id=story["id"]):
            if story["event"]:
                labels.setdefault(change.event.id, set()).add(story["event"])
    assert labels
    assert all(len(events) == 1 for events in labels.values())
