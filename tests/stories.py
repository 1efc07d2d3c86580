"""Invented people, companies and articles, for the tests of the deciders."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from monitor.events import resolve
from monitor.model import (
    Article,
    Change,
    Departure,
    Event,
    Organization,
    Person,
    Status,
    Tier,
)
from monitor.watch import Watch

START = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)

WATCH = Watch(
    people=[
        Person(id="gu-beichen", name="顾北辰", aliases=("Beichen Gu",), organization="xiuchuan-lab")
    ],
    organizations=[
        Organization(id="xiuchuan", name="岫川集团", aliases=("Xiuchuan Group",)),
        Organization(
            id="xiuchuan-lab",
            name="岫川智识实验室",
            aliases=("Zhishi Lab",),
            parent="xiuchuan",
            ai=True,
        ),
        Organization(id="xiuchuan-shop", name="岫川商城", parent="xiuchuan"),
        Organization(id="fenwold", name="Fenwold Models", ai=True, products=("Fenwoldbot",)),
    ],
)


def article(id: str = "a1", *, days: float = 0, **fields: Any) -> Article:  # noqa: A002
    """An article published so many days after START."""
    at = START + timedelta(days=days)
    return replace(Article(id=id, title="标题", seen_at=at, published_at=at), **fields)


def departure(**fields: Any) -> Departure:
    """A reported departure of the main kind, with nothing else known."""
    return Departure(**{"status": Status.REPORTED, "main": True, **fields})


NAMED = departure(
    person="岑未央", organization="屿光汽车", role="大模型负责人", status=Status.RUMOURED
)
UNNAMED = departure(organization="屿光汽车", role="大模型负责人", status=Status.RUMOURED)


class World:
    """The events so far; `tell` gives it an article."""

    def __init__(self) -> None:
        self.events: dict[str, Event] = {}
        self.articles = 0

    def tell(
        self,
        *departures: Departure,
        days: float | None = None,
        id: str | None = None,  # noqa: A002
        tier: Tier = Tier.PRESS,
    ) -> tuple[Change, ...]:
        """Resolve one article, by default a new one a day after the last; keep what changed."""
        self.articles += 1
        told = article(
            id or f"a{self.articles}",
            days=self.articles - 1 if days is None else days,
            tier=tier,
        )
        changes = resolve(told, departures, open_events=list(self.events.values()), watch=WATCH)
        self.events.update({change.event.id: change.event for change in changes})
        return changes

    @property
    def who(self) -> set[tuple[str | None, str | None]]:
        """Person and organization of every event."""
        return {(event.person, event.organization) for event in self.events.values()}
