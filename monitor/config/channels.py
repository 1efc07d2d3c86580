"""What the [[channels]] of monitor.toml say, each read as its kind wants it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from monitor.channels import KINDS, build
from monitor.channels.base import SecretChannelSettings, read_secrets
from monitor.config.checks import used_twice
from monitor.config.tables import Table, nearest, read_entry, tables_at
from monitor.errors import ConfigError, Mistake
from monitor.settings import ChannelSettings

# Keys of any kind of channel that name a file.
_PATHS = ("path", "secret_file")


@dataclass(frozen=True, slots=True)
class Channels:
    """The channels' settings, with absolute paths; the ids of all, of those with mistakes too; and
    every secret in them, so that it can be kept out of logs."""

    settings: tuple[ChannelSettings, ...]
    ids: tuple[str, ...]
    secrets: tuple[SecretStr, ...]


def read_channels(
    top: Table, *, folder: Path, environ: Mapping[str, str], mistakes: list[Mistake]
) -> Channels:
    """The channels of the document ``top``. Files named in them count from ``folder``.

    Each is built once to see that its secrets, some of them in ``environ``, can be used; that
    connects to nothing.
    """
    tables = tables_at(top, "channels", mistakes)
    mistakes.extend(used_twice(tables))
    settings: list[ChannelSettings] = []
    secrets: list[SecretStr] = []
    for table in tables:
        if read := _channel(table, folder, mistakes):
            try:
                build(read, environ=environ)
                secrets.extend(_secrets(read, environ))
                settings.append(read)
            except ConfigError as error:
                mistakes.extend(_placed(mistake, table) for mistake in error.mistakes)
    known = tuple(table.id for table in tables if table.id)
    return Channels(tuple(settings), known, tuple(dict.fromkeys(secrets)))


def _channel(table: Table, folder: Path, mistakes: list[Mistake]) -> ChannelSettings | None:
    kind = table.content.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        found = "missing" if kind is None else "unknown kind"
        mistakes.append(table.mistake(found + nearest(str(kind), KINDS), "kind"))
        return None
    settings = read_entry(KINDS[kind].settings, table, mistakes)
    return settings and _rooted(settings, table, folder, mistakes)


def _rooted(
    settings: ChannelSettings, table: Table, folder: Path, mistakes: list[Mistake]
) -> ChannelSettings | None:
    """``settings`` with its paths made absolute."""
    written = {key: getattr(settings, key, None) for key in _PATHS}
    paths = {key: path for key, path in written.items() if isinstance(path, str)}
    wrong = [key for key, path in paths.items() if not path.isprintable()]
    mistakes.extend(table.mistake("expected the path of a file", key) for key in wrong)
    absolute = {key: str(folder.absolute() / path) for key, path in paths.items()}
    return None if wrong else settings.model_copy(update=absolute)


def _secrets(settings: ChannelSettings, environ: Mapping[str, str]) -> Iterator[SecretStr]:
    if isinstance(settings, SecretChannelSettings):
        yield from map(SecretStr, read_secrets(settings, environ=environ))
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        yield from (
            one
            for one in (value if isinstance(value, tuple) else (value,))
            if isinstance(one, SecretStr)
        )


def _placed(mistake: Mistake, table: Table) -> Mistake:
    """A channel's own mistake, whose key ends in the key of its table, with file and line."""
    return table.mistake(mistake.message, mistake.key.rpartition(".")[2])
