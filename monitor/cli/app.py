"""What all commands share: the options, the configuration, the database, the ways to print."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.table import Table

from monitor import config as configuration
from monitor import log
from monitor.config import Config
from monitor.errors import StoreError
from monitor.settings import LogFormat
from monitor.store import Store

_Command = TypeVar("_Command", bound=Callable[..., Any])
_LEVELS = ("TRACE", "DEBUG", "INFO", "WARNING", "ERROR")


@dataclass(kw_only=True)
class App:
    """The options given before or after the command, and what they lead to."""

    folder: Path | None = None
    db: Path | None = None
    level: str = "INFO"
    form: LogFormat = "console"
    _config: Config | None = field(default=None, repr=False)

    def config(self) -> Config:
        """The configuration; raises ConfigError. Read once."""
        if self._config is None:
            folder = configuration.find_folder(self.folder, os.environ)
            self._config = configuration.load(folder)
            log.hide(*self._config.secrets())
        return self._config

    def store_path(self) -> Path:
        """The database: ``--db``, else what the configuration says."""
        return self.db or self.config().store_path

    @contextmanager
    def store(self, *, must_exist: bool = True) -> Iterator[Store]:
        """The open database. Raises StoreError, also when there is none yet to look into."""
        path = self.store_path()
        if must_exist and not path.exists():
            raise StoreError(
                f"{path}: no database here yet; `monitor run` or `monitor poll` makes one"
            )
        store = Store.open(path)
        try:
            yield store
        finally:
            store.close()


def _remember(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def callback(context: click.Context, parameter: click.Parameter, value: Any) -> None:
        if value is not None:
            setattr(context.ensure_object(App), name, value)

    return callback


def shared_options(command: _Command) -> _Command:
    """The options that every command takes, before or after its name."""
    options = (
        click.option(
            "--config",
            metavar="DIR",
            type=click.Path(path_type=Path),
            callback=_remember("folder"),
            expose_value=False,
            help="The configuration folder (./config, else $MONITOR_CONFIG, else the user's).",
        ),
        click.option(
            "--db",
            metavar="FILE",
            type=click.Path(path_type=Path),
            callback=_remember("db"),
            expose_value=False,
            help="The database (else as configured).",
        ),
        click.option(
            "--log-level",
            type=click.Choice(_LEVELS, case_sensitive=False),
            callback=_remember("level"),
            expose_value=False,
            help="The least important log lines to show (INFO).",
        ),
        click.option(
            "--log-format",
            type=click.Choice(["console", "json"]),
            callback=_remember("form"),
            expose_value=False,
            help="How log lines are written to standard error (console).",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object a line on standard output."
)

pass_app = click.make_pass_decorator(App, ensure=True)


def print_json(value: Mapping[str, object]) -> None:
    """One JSON object on a line of standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, default=str))


def print_rows(
    rows: Iterable[Mapping[str, object]], *, as_json: bool, columns: Sequence[str], empty: str
) -> None:
    """Rows as JSON lines, or as a table of ``columns``; ``empty`` is said when there are none."""
    if as_json:
        for row in rows:
            print_json(row)
        return
    listed = list(rows)
    if not listed:
        click.echo(empty, err=True)
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(_label(column), overflow="fold")
    for row in listed:
        table.add_row(*(cell(row.get(column)) for column in columns))
    _console().print(table)


def print_one(value: Mapping[str, object], *, as_json: bool) -> None:
    """One thing as a JSON line, or for a person as lines of what is known of it."""
    if as_json:
        print_json(value)
    else:
        _print_fields(value)


def _print_fields(value: Mapping[str, object], indent: int = 0) -> None:
    for key, part in value.items():
        if part is None or part == [] or part == ():
            continue
        lead = " " * indent + f"{_label(key)}:"
        if isinstance(part, Mapping):
            click.echo(lead)
            _print_fields(part, indent + 2)
        elif isinstance(part, list | tuple) and part and isinstance(part[0], Mapping):
            click.echo(lead)
            for one in part:
                said = (f"{_label(k)} {cell(v)}" for k, v in one.items() if v is not None)
                click.echo(" " * indent + "  - " + "; ".join(said))
        else:
            click.echo(f"{lead} {cell(part)}")


def _label(key: str) -> str:
    return key.replace("_", " ")


def cell(value: object) -> str:
    """A value as a table shows it: nothing for ``None``, lists joined, controls escaped."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(cell(part) for part in value)
    return log.plain(value)


def _console() -> Console:
    """Standard output to print on; wide and without colour when it is no terminal."""
    width = None if sys.stdout.isatty() else 200
    return Console(file=sys.stdout, width=width, markup=False, highlight=False, soft_wrap=False)
