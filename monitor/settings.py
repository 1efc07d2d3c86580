"""The types that the configuration is parsed into, with every default.

Reading files, finding line numbers and reporting mistakes is the work of `config`; here is only
what a setting is. Spans are written "15m", "6h", "3d" and are ``timedelta`` once read.
"""

from __future__ import annotations

import re
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    SecretStr,
    model_validator,
)

from monitor.model import Lang

_SPAN = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)")
_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
# No setting means more, and instants so far away cannot be reckoned with.
_LONGEST = timedelta(days=36_500)


def parse_span(value: object) -> timedelta:
    """``"90s"``, ``"15m"``, ``"3d"`` or sums such as ``"1h30m"``; ValueError otherwise."""
    if isinstance(value, timedelta):
        return value
    if isinstance(value, str) and value and not _SPAN.sub("", value):
        seconds = sum(float(n) * _UNITS[unit] for n, unit in _SPAN.findall(value))
        if seconds > _LONGEST.total_seconds():
            raise ValueError(f'expected a span of time of at most "{_LONGEST.days}d"')
        return timedelta(seconds=seconds)
    raise ValueError('expected a span of time such as "90s", "15m", "6h" or "3d"')


def positive(span: timedelta) -> timedelta:
    """``span`` if it is longer than nothing; ValueError otherwise."""
    if span > timedelta():
        return span
    raise ValueError("expected a span of time longer than nothing")


Span = Annotated[timedelta, BeforeValidator(parse_span)]
PositiveSpan = Annotated[Span, AfterValidator(positive)]


def parse_network(value: object) -> IPv4Network | IPv6Network:
    """A range of addresses such as ``"192.168.0.0/16"`` or ``"::1/128"``; ValueError otherwise."""
    if isinstance(value, IPv4Network | IPv6Network):
        return value
    try:
        return ip_network(value if isinstance(value, str) else "")
    except ValueError:
        message = 'expected a range of addresses such as "192.168.0.0/16" or "::1/128"'
        raise ValueError(message) from None


Network = Annotated[IPv4Network | IPv6Network, PlainValidator(parse_network)]


class Settings(BaseModel):
    """A table of the configuration: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class StoreSettings(Settings):
    """Where the database lives and how long it keeps what found nothing."""

    path: str = "monitor.db"
    retention: Span = timedelta(days=180)
    backups: int = Field(default=7, ge=0)


class NetworkSettings(Settings):
    """Limits and manners on the wire. ``allow`` names the private ranges that feeds and receivers
    may live in; hosts there are the user's own and are asked without a politeness gap."""

    allow: tuple[Network, ...] = ()
    concurrency: int = Field(default=64, ge=1, le=500)
    host_gap: Span = timedelta(seconds=2)
    connect_timeout: PositiveSpan = timedelta(seconds=5)
    read_timeout: PositiveSpan = timedelta(seconds=10)
    total_timeout: PositiveSpan = timedelta(seconds=30)
    max_wire_bytes: int = Field(default=5_000_000, ge=1_000)
    max_body_bytes: int = Field(default=8_000_000, ge=1_000)
    contact: str = Field(default="https://github.com/example/monitor", pattern=r"^[!-~]+$")


class ScheduleSettings(Settings):
    """How often feeds are asked. ``jitter`` is the share by which a wait may be lengthened.

    ``interval`` is for feeds that name none; what publishers ask for is kept within ``min`` and
    ``max``, which give way when ``interval`` alone was set beyond them.
    """

    interval: Span = timedelta(minutes=60)
    min: Span = timedelta(minutes=15)
    max: Span = timedelta(hours=6)
    jitter: float = Field(default=0.1, ge=0, le=0.5)
    max_age: Span = timedelta(days=3)
    workers: int = Field(default=2, ge=1, le=64)

    @model_validator(mode="before")
    @classmethod
    def _widen(cls, data: object) -> object:
        if not isinstance(data, dict):
            return data
        try:
            interval = parse_span(data.get("interval"))
        except ValueError:  # absent, or told of by the field itself
            return data
        fields = cls.model_fields
        return {
            "min": min(interval, fields["min"].default),
            "max": max(interval, fields["max"].default),
            **data,
        }

    @model_validator(mode="after")
    def _ordered(self) -> ScheduleSettings:
        if not timedelta() < self.min <= self.interval <= self.max:
            raise ValueError("expected 0 < min <= interval <= max")
        return self


class WebSettings(Settings):
    """Where the page listens. It is not there yet: a configuration may name it and is warned."""

    listen: str = "127.0.0.1:8710"


class ChannelSettings(Settings):
    """What every channel has; each kind adds its own in its own file under ``channels/``."""

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")
    kind: str


class SecretSettings(Settings):
    """A secret given as itself, as a file that holds it, or as an environment variable."""

    secret: SecretStr | None = None
    secret_file: str | None = None
    secret_env: str | None = None


class MonitorSettings(Settings):
    """monitor.toml without its channels, which are parsed by kind."""

    language: Lang = "zh"
    store: StoreSettings = StoreSettings()
    network: NetworkSettings = NetworkSettings()
    schedule: ScheduleSettings = ScheduleSettings()
    web: WebSettings = WebSettings()


LogFormat = Literal["console", "json"]
