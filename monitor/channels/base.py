"""What every channel is, and how it comes by its secrets.

A new kind of channel is a file with a settings type and a channel type, and a line in `KINDS`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from pydantic import SecretStr

from monitor.errors import ConfigError, Mistake
from monitor.model import Reason, Severity
from monitor.retry import Schedule
from monitor.settings import ChannelSettings, SecretSettings

MAX_SECRET_FILE_BYTES = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One alert as a channel sends it. ``id`` is the alert's: the same at every attempt.

    ``payload`` is the whole alert; ``text`` says it in one sentence for a reader.
    """

    id: str
    severity: Severity
    reason: Reason
    text: str
    payload: Mapping[str, object]


class Channel(Protocol):
    """A way to a receiver. ``schedule`` says how patiently it is tried."""

    @property
    def id(self) -> str: ...

    @property
    def schedule(self) -> Schedule: ...

    async def send(self, message: Message, *, now: datetime) -> None:
        """Deliver ``message``; returning means that the receiver took it.

        Ends within a deadline of the channel's own. Raises DeliveryError and nothing else.
        """

    async def close(self) -> None:
        """Let go of connections. Sending again opens them anew."""


class SecretChannelSettings(ChannelSettings, SecretSettings):
    """The settings of a channel that needs a secret. ``secrets`` stand beside the one given
    otherwise, while receivers are taken from one to the next."""

    secrets: tuple[SecretStr, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """A secret and the key of the configuration that gave it."""

    key: str
    text: str = field(repr=False)


def given_secrets(
    settings: SecretChannelSettings, *, environ: Mapping[str, str]
) -> tuple[Secret, ...]:
    """The secrets that ``secret``, ``secret_file``, ``secret_env`` and ``secrets`` give, in this
    order, each with its key.

    Raises ConfigError naming the key if a file or variable cannot be read, or a secret is empty.
    """
    found = tuple(_given(settings, environ=environ))
    for secret in found:
        if not secret.text:
            raise secret_error(settings, secret.key, "is empty")
    return found


def read_secrets(settings: SecretChannelSettings, *, environ: Mapping[str, str]) -> tuple[str, ...]:
    """The texts of `given_secrets`, for the log to star out. Raises ConfigError as that does."""
    return tuple(secret.text for secret in given_secrets(settings, environ=environ))


def secret_error(settings: ChannelSettings, key: str, message: str) -> ConfigError:
    """A mistake in one of a channel's secrets; ``message`` must not contain it."""
    return ConfigError(
        Mistake(file="monitor.toml", key=f"channels.{settings.id}.{key}", message=message)
    )


def _given(settings: SecretChannelSettings, *, environ: Mapping[str, str]) -> Iterator[Secret]:
    if settings.secret is not None:
        yield Secret(key="secret", text=settings.secret.get_secret_value())
    if settings.secret_file is not None:
        yield Secret(key="secret_file", text=_read_file(settings, Path(settings.secret_file)))
    if settings.secret_env is not None:
        if settings.secret_env not in environ:
            message = f"the environment variable {settings.secret_env} is not set"
            raise secret_error(settings, "secret_env", message)
        yield Secret(key="secret_env", text=environ[settings.secret_env].strip())
    for secret in settings.secrets:
        yield Secret(key="secrets", text=secret.get_secret_value())


def _read_file(settings: SecretChannelSettings, path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(MAX_SECRET_FILE_BYTES).decode("ascii").strip()
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}"
        raise secret_error(settings, "secret_file", message) from error
    except UnicodeDecodeError:
        # Not chained: the error would carry the file's content into a traceback.
        raise secret_error(settings, "secret_file", f"{path} is not plain text") from None
