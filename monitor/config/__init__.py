"""The configuration: a folder of TOML files, read whole or refused with every mistake named.

``monitor.toml`` holds the settings and channels, ``feeds.toml`` the feeds, ``watch/*.toml`` people,
organizations, roles, expressions and rules. Each is optional. Relative paths in them count from
the folder itself, so that the daemon finds the same files wherever it is started.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import platformdirs
from pydantic import BaseModel, SecretStr

from monitor.channels import KINDS
from monitor.config.channels import Channels, read_channels
from monitor.config.entries import (
    ExpressionEntry,
    FeedEntry,
    FeedsSettings,
    OrganizationEntry,
    PersonEntry,
    RoleEntry,
    RuleEntry,
)
from monitor.config.feeds import FEEDS, Feeds, InactiveFeed, read_feeds
from monitor.config.init import init, shipped_folder
from monitor.config.tables import Table, parse_document, read_top, setting_paths
from monitor.config.watch import (
    lost_references,
    own_mistakes,
    read_rules,
    read_watch,
    warnings,
    watch_tables,
)
from monitor.errors import ConfigError, Mistake
from monitor.match import Rule
from monitor.model import Expression, Feed, Organization, Person, Role
from monitor.settings import ChannelSettings, MonitorSettings
from monitor.watch import Watch

MAIN = "monitor.toml"
WATCH = "watch"

__all__ = [
    "FEEDS",
    "Config",
    "InactiveFeed",
    "find_folder",
    "init",
    "load",
    "setting_names",
    "shipped_folder",
    "signature",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """A configuration without mistakes.

    ``folder`` and the paths in ``channels`` are absolute. ``inactive`` feeds are configured but
    lack something to be asked with. ``warnings`` are what is allowed and seldom meant.
    """

    folder: Path
    settings: MonitorSettings
    feeds: tuple[Feed, ...] = ()
    inactive: tuple[InactiveFeed, ...] = ()
    channels: tuple[ChannelSettings, ...] = ()
    people: tuple[Person, ...] = ()
    organizations: tuple[Organization, ...] = ()
    roles: tuple[Role, ...] = ()
    expressions: tuple[Expression, ...] = ()
    rules: tuple[Rule, ...] = ()
    warnings: tuple[Mistake, ...] = ()
    hidden: tuple[SecretStr, ...] = ()

    @property
    def store_path(self) -> Path:
        """The database; a relative path in the settings counts from the folder."""
        return self.folder / self.settings.store.path

    def secrets(self) -> tuple[str, ...]:
        """Every secret of the channels, so that a log can keep them out."""
        return tuple(secret.get_secret_value() for secret in self.hidden)

    def watch(self) -> Watch:
        """The watch list, compiled."""
        return Watch(
            people=self.people,
            organizations=self.organizations,
            roles=self.roles,
            expressions=self.expressions,
        )


def find_folder(option: Path | None, environ: Mapping[str, str]) -> Path:
    """Where the configuration is: ``option`` if given, else ``./config`` if it holds one, else
    ``$MONITOR_CONFIG``, else the platform's folder for it, whether it exists or not."""
    if option is not None:
        return option
    here = Path("config")
    if any(_paths(here)):
        return here
    if named := environ.get("MONITOR_CONFIG"):
        return Path(named)
    return platformdirs.user_config_path("monitor", appauthor=False)


def load(folder: Path, *, environ: Mapping[str, str] = os.environ) -> Config:
    """Read the configuration in ``folder``. ``environ`` is where secrets are looked up by name.

    ConfigError carries every mistake, by file and line. References between files are looked at
    only when all files could be read.
    """
    mistakes: list[Mistake] = []
    files = _files(folder, mistakes)
    readable = not mistakes
    settings = read_top(MonitorSettings, files.main, arrays=("channels",), mistakes=mistakes)
    channels = read_channels(files.main, folder=folder, environ=environ, mistakes=mistakes)
    feeds = read_feeds(files.feeds, interval=settings.schedule.interval, mistakes=mistakes)
    tables = watch_tables(files.watch, mistakes)
    watched = read_watch(tables, mistakes)
    rules = read_rules(tables.rules, channels=channels.ids, mistakes=mistakes)
    mistakes.extend(own_mistakes(tables))
    if readable:
        mistakes.extend(lost_references(tables, channels=channels.ids))
    if mistakes:
        raise ConfigError(*_in_order(mistakes))
    return Config(
        folder=folder.absolute(),
        settings=settings,
        feeds=feeds.active,
        inactive=feeds.inactive,
        channels=channels.settings,
        people=watched.people,
        organizations=watched.organizations,
        roles=watched.roles,
        expressions=watched.expressions,
        rules=rules,
        warnings=_in_order(
            [*_gaps(folder, settings, feeds=feeds, channels=channels), *warnings(tables)]
        ),
        hidden=channels.secrets,
    )


def signature(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Name, time and size of each file of the configuration: it differs after an edit."""
    found = []
    for path in _paths(folder):
        with suppress(OSError):  # an editor may be putting a new one in its place
            stat = path.stat()
            found.append((str(path), stat.st_mtime_ns, stat.st_size))
    return tuple(found)


def setting_names() -> list[str]:
    """Every key that the configuration knows: ``store.path``, ``feeds.url`` …, each once."""
    arrays: dict[str, Iterable[type[BaseModel]]] = {
        "channels": (kind.settings for kind in KINDS.values()),
        "feeds": (FeedEntry,),
        "people": (PersonEntry,),
        "organizations": (OrganizationEntry,),
        "roles": (RoleEntry,),
        "expressions": (ExpressionEntry,),
        "rules": (RuleEntry,),
    }
    names = [*setting_paths(MonitorSettings), *setting_paths(FeedsSettings)]
    for array, models in arrays.items():
        names += [name for model in models for name in setting_paths(model, f"{array}.")]
    return list(dict.fromkeys(names))


@dataclass(frozen=True, slots=True)
class _Files:
    """The documents of a folder; empty ones in the place of those that are missing or broken."""

    main: Table
    feeds: Table
    watch: tuple[Table, ...]


def _paths(folder: Path) -> Iterator[Path]:
    """The files of a configuration that are there; none where nobody may look."""
    yield from (folder / name for name in (MAIN, FEEDS) if os.path.isfile(folder / name))
    if os.path.isdir(folder / WATCH):
        for path in sorted((folder / WATCH).glob("*.toml")):
            if not path.name.startswith("."):  # what editors leave beside an open file
                yield path


def _files(folder: Path, mistakes: list[Mistake]) -> _Files:
    read: dict[Path, Table] = {}
    for path in _paths(folder):
        try:
            read[path] = read_document(path)
        except ConfigError as error:
            mistakes.extend(error.mistakes)
    if not read and not mistakes:
        message = f"no configuration here; `monitor init {folder}` writes one"
        raise ConfigError(Mistake(file=str(folder), message=message))
    main, feeds = (read.pop(folder / name, _empty(folder / name)) for name in (MAIN, FEEDS))
    return _Files(main, feeds, tuple(read.values()))


def read_document(path: Path) -> Table:
    """The top table of a file. ConfigError if it cannot be read or is not TOML."""
    try:
        return parse_document(str(path), path.read_bytes())
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise ConfigError(Mistake(file=str(path), message=message)) from error


def _empty(path: Path) -> Table:
    return Table(str(path), {}, (), {})


def _gaps(
    folder: Path, settings: MonitorSettings, *, feeds: Feeds, channels: Channels
) -> Iterator[Mistake]:
    """Warnings of what a configuration needs to be of use, and of what is of no use in it."""
    if settings.web.model_fields_set:
        message = "has no effect: this version serves no page"
        yield Mistake(file=str(folder / MAIN), key="web", message=message)
    if not feeds.active:
        message = "no feed to poll: there is no [[feeds]] table that can be asked"
        yield Mistake(file=str(folder / FEEDS), key="feeds", message=message)
    for feed in feeds.active:
        if feed.interval < settings.schedule.min:
            key = f"feeds.{feed.id}.interval"
            message = "is asked more often than schedule.min allows the others"
            yield Mistake(file=str(folder / FEEDS), key=key, message=message)
    if not channels.settings:
        message = "no channel: alerts are stored and sent nowhere"
        yield Mistake(file=str(folder / MAIN), key="channels", message=message)
    for path in sorted(folder.glob("*.toml")):
        if path.name not in (MAIN, FEEDS) and not path.name.startswith("."):
            message = f"this file is not read; only {MAIN}, {FEEDS} and {WATCH}/*.toml are"
            yield Mistake(file=str(path), message=message)


def _in_order(mistakes: Iterable[Mistake]) -> tuple[Mistake, ...]:
    return tuple(sorted(mistakes, key=lambda one: (one.file, one.line or 0, one.key)))
