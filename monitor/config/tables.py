"""Tables of TOML documents with the place where each was written, and their reading into types.

Every mistake is collected, none ends the reading, so that one `monitor check` names them all.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import groupby
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from monitor.config.lines import KeyPath, find_lines, key_name, line_of
from monitor.errors import ConfigError, Mistake

_Model = TypeVar("_Model", bound=BaseModel)
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
# pydantic's names of errors, and how we say them where its own words are not those of TOML.
_WORDINGS = {
    "missing": "missing; this key is required",
    "model_type": "expected a table",
    "dict_type": "expected a table",
    "tuple_type": "expected an array",
    "string_type": "expected a string, in quotes",
    "string_too_short": "expected a string that is not empty",
    "int_type": "expected a whole number",
    "float_type": "expected a number",
    "bool_type": "expected true or false",
    "greater_than_equal": "expected at least {ge}",
    "less_than_equal": "expected at most {le}",
}
_HOMES = {
    **dict.fromkeys(("language", "store", "network", "schedule", "channels"), "monitor.toml"),
    **dict.fromkeys(("rsshub", "feeds"), "feeds.toml"),
    **dict.fromkeys(("people", "organizations", "roles", "expressions", "rules"), "watch/*.toml"),
}
_POSITION = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


@dataclass(frozen=True, slots=True)
class Table:
    """One table as written: its keys, and where in which file it stands."""

    file: str
    lines: Mapping[KeyPath, int]
    path: KeyPath
    content: Mapping[str, object]

    @property
    def id(self) -> str | None:
        """The table's ``id``, if it has one that is a string."""
        value = self.content.get("id")
        return value if isinstance(value, str) else None

    @property
    def place(self) -> str:
        """``file:line``, to name the table in a message about another."""
        return f"{self.file}:{line_of(self.lines, self.path)}"

    def mistake(self, message: str, *keys: str | int) -> Mistake:
        """What is wrong at ``keys`` below this table."""
        path = (*self.path, *keys)
        line = line_of(self.lines, path) or 1
        key, said = _one_line(key_name(path)), _one_line(message)
        return Mistake(file=self.file, line=line, key=key, message=said)

    def mistake_at(self, name: str, message: str) -> Mistake:
        """The same for a key below this table that is named as in ``when.any[1].role``."""
        steps = (int(number) if number else key for key, number in _STEP.findall(name))
        return self.mistake(message, *steps)


def _one_line(text: str) -> str:
    """``text``, which may quote the user's, without what could break a line or a terminal."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def parse_document(file: str, body: bytes) -> Table:
    """The top table of a TOML document. ``file`` is the name that mistakes will carry.

    ConfigError if it is not UTF-8 text or not TOML.
    """
    line: int | None = None
    try:
        text = body.decode("utf-8-sig")
        return Table(file, find_lines(text), (), tomllib.loads(text))
    except UnicodeDecodeError as error:
        line, message = body[: error.start].count(b"\n") + 1, "expected text in UTF-8"
    except tomllib.TOMLDecodeError as error:
        line, message = _syntax_error(str(error), body)
    except ValueError:  # from Python's own limit on the digits of an integer
        message = "expected numbers of at most 64 bits"
    except RecursionError:
        message = "arrays or tables are nested too deeply"
    raise ConfigError(Mistake(file=file, line=line, key="", message=message))


def _syntax_error(message: str, body: bytes) -> tuple[int, str]:
    position = _POSITION.search(message)
    end = body.rstrip().count(b"\n") + 1
    line = int(position[1]) if position and position[1] else end
    return line, f"not valid TOML: {_POSITION.sub('', message)}"


def tables_at(parent: Table, key: str, mistakes: list[Mistake]) -> tuple[Table, ...]:
    """The tables of the array ``[[key]]`` below ``parent``; none if there is no such key."""
    written = parent.content.get(key, [])
    if not isinstance(written, list):
        mistakes.append(parent.mistake(f"expected tables, each headed [[{key}]]", key))
        return ()
    found = []
    for number, content in enumerate(written):
        if isinstance(content, dict):
            path = (*parent.path, key, number)
            found.append(Table(parent.file, parent.lines, path, content))
        else:
            mistakes.append(parent.mistake("expected a table", key, number))
    return tuple(found)


def read_top(
    model: type[_Model], top: Table, *, arrays: Sequence[str], mistakes: list[Mistake]
) -> _Model:
    """The settings of a document beside its ``arrays`` of tables; the defaults if mistaken."""
    own = {key: value for key, value in top.content.items() if key in model.model_fields}
    mistakes.extend(_unknown_keys(top, (*model.model_fields, *arrays)))
    return read_entry(model, Table(top.file, top.lines, top.path, own), mistakes) or model()


def _unknown_keys(top: Table, known: Sequence[str]) -> Iterator[Mistake]:
    for key in top.content:
        if key in known:
            continue
        elsewhere = _HOMES.get(key)
        hint = f" here; it belongs in {elsewhere}" if elsewhere else nearest(key, known)
        yield top.mistake(f"unknown key{hint}", key)


def read_entry(model: type[_Model], table: Table, mistakes: list[Mistake]) -> _Model | None:
    """Read ``table`` as ``model``, strictly: a number in quotes is not a number.

    ``None`` when it has mistakes.
    """
    try:
        # JSON's types are TOML's without dates; in JSON mode "strict" still takes an array for a
        # tuple and a string for an enum, which have no other way to be written.
        text = json.dumps(table.content, default=str)
        return model.model_validate_json(text, strict=True)
    except ValidationError as error:
        mistakes.extend(_explained(error, model, table))
    except ValueError:  # from Python's own limit on the digits of an integer
        mistakes.append(table.mistake("expected numbers of at most 64 bits"))
    return None


def nearest(word: str, known: Iterable[str]) -> str:
    """``; did you mean "x"?``, or what there is to choose from when nothing comes near."""
    names = sorted(known)
    close = get_close_matches(word.lower(), names, n=1, cutoff=0.6)
    if close:
        return f'; did you mean "{close[0]}"?'
    return f"; expected one of: {', '.join(names)}" if 0 < len(names) <= 12 else ""


def _explained(error: ValidationError, model: type[BaseModel], table: Table) -> Iterator[Mistake]:
    """pydantic's errors in our words, one for each place."""
    found = [
        (_written(details["loc"], table.content, details["type"]), _message(details, model))
        for details in error.errors(include_url=False, include_input=False)
    ]
    for path, group in groupby(found, key=lambda pair: pair[0]):
        messages = dict.fromkeys(message for _, message in group)
        yield table.mistake(" or ".join(messages), *path)


def _written(loc: KeyPath, content: object, sort: str) -> KeyPath:
    """The part of pydantic's ``loc`` that the user wrote: it also names members of unions."""
    path: list[str | int] = []
    for step in loc:
        inner = dict(enumerate(content)) if isinstance(content, list) else content
        if not isinstance(inner, Mapping) or step not in inner:
            return (*path, step) if sort == "missing" else tuple(path)
        path.append(step)
        content = inner[step]
    return tuple(path)


def _message(details: Mapping[str, Any], model: type[BaseModel]) -> str:
    if details["type"] == "extra_forbidden":
        *table, key = details["loc"]
        return f"unknown key{nearest(str(key), _known_keys(model, table))}"
    if wording := _WORDINGS.get(details["type"]):
        return wording.format_map(details.get("ctx", {}))
    return str(details["msg"]).removeprefix("Value error, ").replace("Input should be", "expected")


def _known_keys(model: type[BaseModel], loc: Sequence[object]) -> tuple[str, ...]:
    """The keys of the table at ``loc`` below ``model``."""
    for step in loc:
        if field := model.model_fields.get(str(step)):
            model = next(_models(field.annotation), model)
    return tuple(model.model_fields)


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    """The model types within an annotation such as ``tuple[Model, ...] | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


def setting_paths(model: type[BaseModel], prefix: str = "") -> Iterator[str]:
    """The dotted names of all settings of ``model``, those of the tables within it included."""
    for name, field in model.model_fields.items():
        inner = next(_models(field.annotation), None)
        if inner is None:
            yield prefix + name
        else:
            yield from setting_paths(inner, f"{prefix}{name}.")
