"""The tables that feeds.toml and watch/*.toml are made of, as types, and their values.

The types are the user's side: what may be written. The values are the words of `model`.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from monitor.conditions import compile_condition
from monitor.http.urls import web_url
from monitor.match import Rule
from monitor.model import (
    Expression,
    Feed,
    Kind,
    Lang,
    Organization,
    Person,
    Role,
    Severity,
    Tier,
)
from monitor.settings import PositiveSpan, Settings

RSSHUB = "rsshub:"
_ID = re.compile(r"[a-z0-9][a-z0-9.-]*")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_SPACE_OR_CONTROL = re.compile(r"[\s\x00-\x1f\x7f]")


def _feed_address(value: str) -> str:
    if value.startswith(RSSHUB):
        if value.removeprefix(RSSHUB).strip("/") and not _SPACE_OR_CONTROL.search(value):
            return value
        raise ValueError('expected a route of RSSHub such as "rsshub:///weibo/user/123"')
    return web_url(value)


def _rsshub_address(value: str) -> str:
    return web_url(value) if value else value


def _identifier(value: str) -> str:
    if _ID.fullmatch(value):
        return value
    raise ValueError('expected lower-case letters, digits, "." and "-", such as "example-lab"')


def _date(value: str) -> str:
    if _DATE.fullmatch(value):
        return value
    raise ValueError('expected a date such as "2025", "2025-04" or "2025-04-30"')


Identifier = Annotated[str, AfterValidator(_identifier)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Date = Annotated[str, AfterValidator(_date)]


class FeedsSettings(Settings):
    """feeds.toml without its feeds. An empty ``rsshub`` means that there is none."""

    rsshub: Annotated[str, AfterValidator(_rsshub_address)] = ""


class FeedEntry(Settings):
    """``[[feeds]]``. ``interval`` is that of ``[schedule]`` when it is left out."""

    id: Identifier
    url: Annotated[str, AfterValidator(_feed_address)]
    tier: Tier = Tier.PRESS
    lang: Lang | None = None
    interval: PositiveSpan | None = None
    paused: bool = False

    def feed(self, *, rsshub: str, interval: timedelta) -> Feed | None:
        """The feed; ``None`` for an RSSHub route when there is no RSSHub to ask."""
        url = self.url
        if url.startswith(RSSHUB):
            if not rsshub:
                return None
            url = f"{rsshub.rstrip('/')}/{url.removeprefix(RSSHUB).lstrip('/')}"
        return Feed(
            id=self.id,
            url=url,
            tier=self.tier,
            lang=self.lang,
            interval=self.interval or interval,
            paused=self.paused,
        )


class WatchSettings(Settings):
    """A file of watch/ without its tables: it has no settings of its own."""


class PersonEntry(Settings):
    """``[[people]]``."""

    id: Identifier
    name: Text
    aliases: tuple[Text, ...] = ()
    organization: Identifier | None = None
    role: Text | None = None
    as_of: Date | None = None
    source: Text | None = None

    def person(self) -> Person:
        """The person as the watch list takes it."""
        return Person(**self.model_dump())


class OrganizationEntry(Settings):
    """``[[organizations]]``."""

    id: Identifier
    name: Text
    aliases: tuple[Text, ...] = ()
    products: tuple[Text, ...] = ()
    parent: Identifier | None = None
    ai: bool = False
    source: Text | None = None

    def organization(self) -> Organization:
        """The organization as the watch list takes it."""
        return Organization(**self.model_dump())


class RoleEntry(Settings):
    """``[[roles]]``."""

    name: Text
    leader: bool = True
    source: Text | None = None

    def role(self) -> Role:
        """The role as the watch list takes it."""
        return Role(**self.model_dump())


class ExpressionEntry(Settings):
    """``[[expressions]]``."""

    text: Text
    kind: Kind = Kind.DEPARTED
    strong: bool = True
    source: Text | None = None

    def expression(self) -> Expression:
        """The expression as the watch list takes it."""
        return Expression(**self.model_dump())


class RuleEntry(Settings):
    """``[[rules]]``. Alerts of a rule that names no ``channels`` go to all of them; of one with an
    empty list to none, they are only recorded."""

    id: Identifier
    severity: Severity = Severity.NORMAL
    when: dict[str, object]
    channels: tuple[str, ...] | None = None
    source: Text | None = None

    def rule(self, *, all_channels: tuple[str, ...]) -> Rule:
        """The rule, its condition compiled; RuleError if that has mistakes."""
        return Rule(
            id=self.id,
            severity=self.severity,
            condition=compile_condition(self.when),
            channels=all_channels if self.channels is None else self.channels,
            source=self.source,
        )
