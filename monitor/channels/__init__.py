"""The doors to receivers, by kind. A new one is its own file and one line in `KINDS`."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import NamedTuple

from monitor.channels.base import Channel, SecretChannelSettings, read_secrets
from monitor.channels.log import LogChannel, LogSettings
from monitor.channels.webhook import WebhookChannel, WebhookSettings
from monitor.settings import ChannelSettings

__all__ = [
    "KINDS",
    "Channel",
    "SecretChannelSettings",
    "build",
    "read_secrets",
]


class Kind(NamedTuple):
    """What a channel's table in the configuration is parsed into, and what is made of that."""

    settings: type[ChannelSettings]
    channel: Callable[..., Channel]


KINDS: Mapping[str, Kind] = {
    "log": Kind(LogSettings, LogChannel),
    "webhook": Kind(WebhookSettings, WebhookChannel),
}


def build(settings: ChannelSettings, *, environ: Mapping[str, str] = os.environ) -> Channel:
    """The channel that ``settings`` describes; nothing is connected yet.

    Raises ConfigError naming the key if a secret is missing, cannot be read, or is none.
    """
    return KINDS[settings.kind].channel(settings, environ=environ)
