"""The papers are true: what they name is there, and what is there they name."""

from __future__ import annotations

import ast
import json
import re
import shlex
import tomllib
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import click
import pytest
import tomlkit
from click.testing import CliRunner
from loguru import logger
from pydantic import BaseModel

from monitor import __version__
from monitor.channels import KINDS
from monitor.cli.app import App
from monitor.cli.main import monitor as command
from monitor.conditions import FIELDS, compile_condition
from monitor.config import entries, load, setting_names
from monitor.model import Kind, Reason, Severity, Status, Tier
from monitor.retry import WEBHOOK
from monitor.settings import MonitorSettings
from monitor.store import MEMORY, Store
from tests.papers import (
    PAPERS,
    READMES,
    ROOT,
    blocks,
    codes,
    headings,
    links,
    prose,
    read,
    sections,
    tables,
)
from tests.test_architecture import is_impure, modules

SETTINGS = "docs/configuration.md"
HOUSE = "docs/architecture.md"
PROJECT = tomllib.loads(read("pyproject.toml"))["project"]
SECRET = "whsec_" + "QUFB" * 10
# The file of a configuration in which a table or key of the first level stands.
HOMES = {
    **dict.fromkeys(("language", "store", "network", "schedule", "channels"), "monitor.toml"),
    **dict.fromkeys(("rsshub", "feeds"), "feeds.toml"),
}
ENTRIES: Mapping[str, tuple[type[BaseModel], ...]] = {
    "channels": tuple(kind.settings for kind in KINDS.values()),
    "feeds": (entries.FeedEntry,),
    "people": (entries.PersonEntry,),
    "organizations": (entries.OrganizationEntry,),
    "roles": (entries.RoleEntry,),
    "expressions": (entries.ExpressionEntry,),
    "rules": (entries.RuleEntry,),
}


@pytest.fixture(autouse=True)
def silent() -> Iterator[None]:
    """Commands set up the log; leave none behind."""
    yield
    logger.remove()


# --- commands ------------------------------------------------------------------------------


def commands(group: click.Group = command, path: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, by its words."""
    for name, one in group.commands.items():
        if isinstance(one, click.Group):
            yield from commands(one, f"{path}{name} ")
        else:
            yield path + name, one


COMMANDS = dict(commands())


@pytest.mark.parametrize("name", READMES)
def test_the_readme_names_every_command_and_no_other(name: str) -> None:
    table = next(table for table in tables(read(name)) if "monitor init" in table[1][0])
    spans = [span.removeprefix("monitor ") for row in table[1:] for span in codes(row[0])]
    named = [" ".join(re.findall(r"\b(?<!-)[a-z]+\b", span)) for span in spans]
    assert sorted(named) == sorted(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_help_tells_what_a_command_and_its_options_do(name: str) -> None:
    done = CliRunner().invoke(command, [*name.split(), "--help"], obj=App())
    assert done.exit_code == 0
    assert COMMANDS[name].help
    for parameter in COMMANDS[name].params:
        if isinstance(parameter, click.Option):
            assert parameter.opts[0] in done.output
            assert (parameter.help or "").endswith((".", ")."))


def test_papers_name_options_that_there_are() -> None:
    """And the READMEs name those that all commands share."""
    every = [*COMMANDS.values(), command]
    known = {option for one in every for option in _options(one)}
    for name in (*READMES, SETTINGS, "docs/semantics.md", "docs/feeds.md"):
        named = set(re.findall(r"(?<!\S)`?(--[a-z][a-z-]*)", prose(name)))
        assert named <= known, name
    for name in READMES:
        assert _options(command) - {"-V", "--version"} <= set(re.findall(r"--[a-z-]+", read(name)))


def _options(one: click.Command) -> set[str]:
    options = (parameter for parameter in one.params if isinstance(parameter, click.Option))
    return {name for option in options for name in option.opts}


def shell(name: str) -> list[list[str]]:
    """The commands of a paper's sh blocks, as words; comments do not count."""
    lines = [line for block in blocks(name, "sh") for line in block.text.splitlines()]
    return [words for line in lines if (words := shlex.split(line, comments=True))]


@pytest.mark.parametrize("words", shell("README.md") + shell("CONTRIBUTING.md"), ids=" ".join)
def test_commands_run(words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of `monitor` that need neither network nor time; of others the words are checked."""
    program, *arguments = words
    if program == "make":
        assert re.search(rf"^{arguments[0]}:.*## ", read("Makefile"), re.MULTILINE)
        return
    if program == "pip":
        assert arguments == ["install", "."]
        return
    assert program in {"monitor", PROJECT["name"], ".venv/bin/monitor"}
    monkeypatch.chdir(tmp_path)
    article = dict.fromkeys(("id", "text", "url"), "x")
    article |= {"title": "一条新闻", "published": "2026-03-01", "source": "press", "lang": "zh"}
    Path("archive.jsonl").write_text(json.dumps(article))
    assert CliRunner().invoke(command, ["init"], obj=App()).exit_code == 0
    extra = ["--help"] if arguments[0] in {"run", "poll", "demo"} else []
    done = CliRunner().invoke(command, [*arguments, *extra], obj=App())
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("name", PAPERS)
def test_papers_name_targets_of_make_that_there_are(name: str) -> None:
    for target in re.findall(r"`make (\w+)`", prose(name)):
        assert re.search(rf"^{target}:.*## ", read("Makefile"), re.MULTILINE), target


# --- settings ------------------------------------------------------------------------------


def documented() -> dict[str, str]:
    """The default that is told of each setting."""
    told = [table[1:] for table in tables(read(SETTINGS)) if table[0][0] == "setting"]
    rows = [row for table in told for row in table]
    assert len({row[0] for row in rows}) == len(rows), "each is told of once"
    return {row[0].strip("`"): row[1] for row in rows}


def test_every_setting_is_documented() -> None:
    assert sorted(documented()) == sorted(setting_names())


@pytest.mark.parametrize(("name", "told"), documented().items(), ids=documented())
def test_documented_defaults_are_the_defaults(name: str, told: str) -> None:
    *table, key = name.split(".")
    if table and table[0] in ENTRIES:
        fields = [one.model_fields[key] for one in ENTRIES[table[0]] if key in one.model_fields]
        assert {field.is_required() for field in fields} == {told == "required"}
        if told != "required":
            assert {field.get_default() for field in fields} == {_value(told)}
    elif name == "rsshub":
        assert entries.FeedsSettings().rsshub == _value(told)
    else:
        given = {table[0]: {key: _value(told)}} if table else {key: _value(told)}
        settings = MonitorSettings.model_validate(given)
        assert settings == MonitorSettings()
        assert settings.model_fields_set


def _value(told: str) -> object:
    """A default as it is written: TOML, or words where nothing is the default."""
    if told in {"none", "unknown", "every channel", "`schedule.interval`"}:
        return None
    value = tomllib.loads(f"value = {told.strip('`')}")["value"]
    return tuple(value) if isinstance(value, list) else value


def fields() -> list[list[str]]:
    return next(table[1:] for table in tables(read(SETTINGS)) if table[0][0] == "field")


def test_every_field_of_rules_is_documented() -> None:
    """In the reference, and in the page about meanings."""
    assert {row[0].strip("`") for row in fields()} == set(FIELDS)
    meanings = codes(sections("docs/semantics.md")["Rules"])
    assert set(FIELDS) <= {re.split(r"\W", span)[0] for span in meanings}


@pytest.mark.parametrize("row", fields(), ids=lambda row: row[1])
def test_examples_of_fields_compile(row: list[str]) -> None:
    """The main one, and others that the explanation gives."""
    field = row[0].strip("`")
    examples = [span for cell in row[1:] for span in codes(cell) if " = " in span]
    assert examples
    for example in examples:
        when = tomllib.loads(example)
        assert set(when) == {field}
        compile_condition(when)


@pytest.mark.parametrize(
    ("name", "values"),
    [("kind", Kind), ("status", Status)],
)
def test_fields_with_listed_values_list_them_all(name: str, values: type[Kind | Status]) -> None:
    row = next(row for row in fields() if row[0].strip("`") == name)
    assert codes(row[2]) == [value.value for value in values]


def test_settings_with_listed_values_list_them_all() -> None:
    rows = {row[0].strip("`"): row[-1] for table in tables(read(SETTINGS)) for row in table}
    lists = {"feeds.tier": Tier, "rules.severity": Severity, "expressions.kind": Kind}
    for name, values in lists.items():
        told = [code.strip('"') for code in codes(rows[name]) if code.startswith('"')]
        assert sorted(told) == sorted(value.value for value in values), name
    assert set(codes(rows["channels.kind"])) == {f'"{kind}"' for kind in KINDS}


# --- examples ------------------------------------------------------------------------------


def assembled(examples: Mapping[str, Any], folder: Path) -> Path:
    """A configuration of the tables that the examples of a paper give."""
    files: dict[str, dict[str, Any]] = {}
    for key, value in examples.items():
        files.setdefault(HOMES.get(key, "watch/all.toml"), {})[key] = value
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(tomlkit.dumps(content), encoding="utf-8")
    return folder


def merged(name: str) -> dict[str, Any]:
    """The TOML examples of a paper as one document."""
    whole: dict[str, Any] = {}
    for block in blocks(name, "toml"):
        for key, value in tomllib.loads(block.text).items():
            whole[key] = whole[key] + value if isinstance(whole.get(key), list) else value
    return whole


def test_the_examples_of_the_reference_are_one_configuration(tmp_path: Path) -> None:
    """It loads without a warning, and uses every sort of table."""
    examples = merged(SETTINGS)
    environ = {"MONITOR_WEBHOOK_SECRET": SECRET}
    config = load(assembled(examples, tmp_path), environ=environ)
    assert config.warnings == ()
    assert config.inactive == ()
    assert set(examples) == {"language", "store", "network", "schedule", "rsshub", *ENTRIES}


@pytest.mark.parametrize("name", READMES)
def test_the_examples_of_the_readme_load(name: str, tmp_path: Path) -> None:
    """Beside the channel that is shipped; the rule is the one that is shipped."""
    examples = merged(name)
    examples["channels"].append({"id": "log", "kind": "log"})
    load(assembled(examples, tmp_path), environ={"MONITOR_WEBHOOK_SECRET": SECRET})
    assert examples["rules"] == tomllib.loads(read("config/watch/rules.toml"))["rules"]
    uncommented = re.sub(r"^#(?=[a-z\[])", "", read("config/monitor.toml"), flags=re.MULTILINE)
    assert examples["channels"][0] in tomllib.loads(uncommented)["channels"]


# --- the READMEs ---------------------------------------------------------------------------


def test_both_readmes_have_the_same_parts() -> None:
    """Sections, tables, lists and links; one language says nothing that the other does not."""
    english, chinese = READMES
    assert headings(english) == headings(chinese)
    for one, other in zip(tables(read(english)), tables(read(chinese)), strict=True):
        assert [codes(row[0]) for row in one] == [codes(row[0]) for row in other]
    bullets = re.compile("^- ", re.MULTILINE)
    assert len(bullets.findall(prose(english))) == len(bullets.findall(prose(chinese)))
    assert set(links(english)) - {chinese} == set(links(chinese)) - {english}
    assert {chinese, english} <= set(links(english)) | set(links(chinese))


def test_both_readmes_have_the_same_blocks() -> None:
    """Their comments and drawings are translated, their commands and data are not."""
    english, chinese = READMES
    assert [b.language for b in blocks(english)] == [b.language for b in blocks(chinese)]
    assert shell(english) == shell(chinese)
    assert blocks(english, "json") == blocks(chinese, "json")
    examples = [[tomllib.loads(b.text) for b in blocks(name, "toml")] for name in READMES]
    assert examples[0] == examples[1]


@pytest.mark.parametrize("name", READMES)
def test_the_readme_shows_the_webhook_as_it_is(name: str) -> None:
    """Keys of the schema, every reason, how often and how long it is tried."""
    assert "monitor/channels/webhook.schema.json" in links(name)
    schema = json.loads(read("monitor/channels/webhook.schema.json"))
    (example,) = blocks(name, "json")
    shown = json.loads(re.sub(r", …(?=})", "", example.text))
    assert shown["schema"] == schema["properties"]["schema"]["const"]
    for key, value in shown.items():
        inner = schema["properties"][key]
        inner = inner.get("items", inner)
        value = value[0] if isinstance(value, list) else value
        assert not isinstance(value, dict) or set(value) <= set(inner["properties"])
    reasons = schema["properties"]["alert"]["properties"]["reason"]["enum"]
    assert set(reasons) <= set(codes(prose(name))) & {reason.value for reason in Reason}
    assert f"{sum(WEBHOOK, timedelta()) / timedelta(hours=1):.1f}" in prose(name)
    assert len(WEBHOOK) == 10


@pytest.mark.parametrize("name", READMES)
def test_the_readme_names_every_table_of_the_database(name: str) -> None:
    store = Store.open(MEMORY)
    with store.reading() as db:
        there = {one for one in (*db.table_names(), *db.view_names()) if not one.startswith("_")}
    store.close()
    table = tables(read(name))[-1]
    assert {span for row in table[1:] for span in codes(row[0])} == there


# --- the house -----------------------------------------------------------------------------


def rooms(kind: str) -> list[str]:
    """The rooms that the architecture lists as ``kind``, as module names."""
    table = next(table for table in tables(read(HOUSE)) if table[0][0] == kind)
    spans = [span for row in table[1:] for span in codes(row[0])]
    return [f"monitor.{span.removesuffix('.py').rstrip('/')}" for span in spans]


def test_every_room_is_drawn_on_its_side_of_the_border() -> None:
    top = {".".join(name.split(".")[:2]) for name in modules()}
    assert sorted(rooms("pure") + rooms("⚡")) == sorted(top - {"monitor", "monitor.__main__"})
    assert not [room for room in rooms("pure") if is_impure(room)]
    assert not [room for room in rooms("⚡") if not is_impure(room)]


@pytest.mark.parametrize("name", [HOUSE, "CONTRIBUTING.md"])
def test_files_that_are_named_are_there(name: str) -> None:
    """From the root, or anywhere in the package or the configuration; a star is anything."""
    named = [span for span in codes(prose(name)) if re.fullmatch(r"[\w.*/-]+(\.\w+|/)", span)]
    assert len(named) > 10
    for span in named:
        below = (path for top in ("monitor", "config") for path in (ROOT / top).glob(f"**/{span}"))
        assert [*ROOT.glob(span), *below], span


@pytest.mark.parametrize("room", ["store", "worker"])
def test_every_module_of_a_door_is_named(room: str) -> None:
    named = {Path(span).name for span in codes(prose(HOUSE))}
    there = {path.name for path in (ROOT / "monitor" / room).glob("*.py")}
    assert there - {"__init__.py"} <= named


def seams() -> list[tuple[str, str]]:
    """Each signature of the architecture, with the files in one of which it is to be found."""
    (block,) = blocks(HOUSE, "python")
    found, files = [], ""
    for line in block.text.splitlines():
        if line.startswith("#"):
            files = line
        else:
            found.append((line, files))
    return found


@pytest.mark.parametrize(("line", "files"), seams(), ids=[line for line, _ in seams()])
def test_seams_are_as_drawn(line: str, files: str) -> None:
    """Every function and every parameter that is named exists, under its name and in its place."""
    match = re.match(r"(async )?(?:\w+(?:\([^)]*\))?\.)?(\w+)\(([^)]*)\)", line)
    assert match
    is_async, name, drawn = match.groups()
    wanted = [re.split(r"[:= ]", part.strip())[0] for part in drawn.split(",") if part.strip()]
    sources = [read(f"monitor/{path}") for path in re.findall(r"[\w/]+\.py", files)]
    nodes = [node for source in sources for node in ast.walk(ast.parse(source))]
    kind = ast.AsyncFunctionDef if is_async else ast.FunctionDef
    signatures = [
        [argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)]
        for node in nodes
        if isinstance(node, kind) and node.name == name
    ]
    assert signatures, f"{name} is not in {files}"
    names = [one for one in wanted if one != "*"]
    assert any([one for one in there if one in names] == names for there in signatures)


# --- the rest ------------------------------------------------------------------------------


def test_every_dependency_has_its_reason() -> None:
    """The program's in the table, each with a lower bound; the others below it."""
    told = sections("CONTRIBUTING.md")["Dependencies"]
    wanted = [re.split(r"[<>=\[]", one)[0] for one in PROJECT["dependencies"]]
    assert [row[0] for row in tables(told)[0][1:]] == sorted(wanted)
    assert all(row[1] for row in tables(told)[0])
    assert all(">=" in one for one in PROJECT["dependencies"])
    extra = [re.split(r"[<>=\[]", one)[0] for one in PROJECT["optional-dependencies"]["dev"]]
    after = told[told.rindex("|") :]
    assert [name for name in extra if not re.search(rf"(?<![\w-]){name}(?![\w-])", after)] == []


def test_the_newest_entry_of_the_changelog_is_this_version() -> None:
    dated = re.compile(r"^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d\d-\d\d$", re.MULTILINE)
    assert dated.findall(read("CHANGELOG.md"))[0] == __version__ == PROJECT["version"]


@pytest.mark.parametrize("name", PAPERS)
def test_links_lead_to_files(name: str) -> None:
    for target in links(name):
        if not re.match(r"https?://", target):
            assert ((ROOT / name).parent / target).is_file(), target


@pytest.mark.parametrize("name", PAPERS)
def test_papers_name_no_machine(name: str) -> None:
    assert not re.search(r"/(work|root|home|tmp|Users)/|\bhelper\b|\bissue \d", read(name))
