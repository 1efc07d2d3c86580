"""The configuration: what is read, and every mistake with its file, line and key."""

from __future__ import annotations

import re
import tempfile
import tomllib
from collections.abc import Mapping
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.channels import KINDS
from monitor.config import Config, find_folder, init, load, setting_names, shipped_folder, signature
from monitor.errors import ConfigError, Mistake
from monitor.model import Feed, Kind, Severity
from monitor.settings import MonitorSettings

DATA = Path(__file__).parent / "data" / "config"
ROOT = Path(__file__).parent.parent
LOST_CHANNEL = '[[rules]]\nid = "a"\nchannels = ["c\\nd"]\nwhen = { role = "x" }\n'
SECRET = "whsec_" + "QUFB" * 10
LOG = '[[channels]]\nid = "log"\nkind = "log"\n'


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def mistakes(folder: Path, environ: Mapping[str, str] | None = None) -> list[str]:
    """What ``load`` finds wrong, one line each, with the names of files within the folder."""
    with pytest.raises(ConfigError) as caught:
        load(folder, environ=environ or {})
    return [str(mistake).replace(f"{folder}/", "") for mistake in caught.value.mistakes]


# --- what is read --------------------------------------------------------------------------


def complete() -> Config:
    return load(DATA / "complete", environ={"DESK_SECRET": SECRET})


def test_a_configuration_that_uses_every_key_is_read() -> None:
    config = complete()
    assert [warning.key for warning in config.warnings] == ["web"]  # nothing serves it yet
    assert config.inactive == ()
    assert config.settings.network.allow == (ip_network("127.0.0.0/8"), ip_network("::1/128"))
    assert config.settings.network.total_timeout == timedelta(seconds=90)
    assert config.settings.schedule.jitter == 0
    assert [channel.id for channel in config.channels] == ["file", "ops", "desk", "archive"]
    assert [person.as_of for person in config.people] == ["2025-06-01"]
    assert [place.parent for place in config.organizations] == [None, "plumtree"]
    assert [role.name for role in config.roles] == ["首席果树官"]
    assert [expression.kind for expression in config.expressions] == [Kind.RESIGNED]
    assert config.watch().root("plumtree-lab") == "plumtree"


def test_feeds_take_what_they_leave_out_from_the_settings() -> None:
    minutes = [feed.interval / timedelta(minutes=1) for feed in complete().feeds]
    assert minutes == [15, 45, 45]
    assert [feed.paused for feed in complete().feeds] == [False, True, False]


def test_a_rule_that_names_no_channel_goes_to_all() -> None:
    named, silent = complete().rules
    assert (named.severity, named.channels) == (Severity.CRITICAL, ("ops", "desk"))
    assert (silent.severity, silent.channels) == (
        Severity.NORMAL,
        ("file", "ops", "desk", "archive"),
    )


def test_the_complete_configuration_uses_every_key() -> None:
    """So that a new setting is not forgotten in it."""
    used = set()
    for path in (DATA / "complete").rglob("*.toml"):
        used |= _names(tomllib.loads(path.read_text("utf-8")))
    assert set(setting_names()) <= used


def _names(table: Mapping[str, object], prefix: str = "") -> set[str]:
    names = {prefix + key for key in table}
    for key, value in table.items():
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                names |= _names(inner, f"{prefix}{key}.")
    return names


def test_relative_paths_count_from_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "here", {"monitor.toml": LOG + 'path = "out/alerts.jsonl"'})
    monkeypatch.chdir(tmp_path)
    config = load(Path("here"))
    assert config.store_path == tmp_path / "here" / "monitor.db"
    assert getattr(config.channels[0], "path", None) == str(tmp_path / "here/out/alerts.jsonl")


def test_absolute_paths_stay(tmp_path: Path) -> None:
    write(tmp_path, {"monitor.toml": '[store]\npath = "/data/monitor.db"\n'})
    assert load(tmp_path).store_path == Path("/data/monitor.db")


def test_secrets_are_told_to_the_log_and_to_nobody_else() -> None:
    config = complete()
    stored = (DATA / "complete" / "archive.secret").read_text().strip()
    assert {SECRET, stored} < set(config.secrets())
    assert len(config.secrets()) == 4
    assert not any(secret in repr(config) for secret in config.secrets())


@pytest.mark.parametrize("base", ["http://127.0.0.1:1200", "http://127.0.0.1:1200/"])
@pytest.mark.parametrize("route", ["rsshub:///a/b?c=d", "rsshub://a/b?c=d"])
def test_routes_are_asked_of_the_rsshub(tmp_path: Path, base: str, route: str) -> None:
    write(tmp_path, {"feeds.toml": f'rsshub = "{base}"\n[[feeds]]\nid = "x"\nurl = "{route}"\n'})
    assert load(tmp_path).feeds == (Feed(id="x", url="http://127.0.0.1:1200/a/b?c=d"),)


@pytest.mark.parametrize("setting", ["", 'rsshub = ""\n'])
def test_without_an_rsshub_its_routes_are_inactive(tmp_path: Path, setting: str) -> None:
    write(tmp_path, {"feeds.toml": setting + '[[feeds]]\nid = "x"\nurl = "rsshub:///a/b"\n'})
    config = load(tmp_path)
    assert config.feeds == ()
    assert [(one.id, one.url) for one in config.inactive] == [("x", "rsshub:///a/b")]
    assert "rsshub" in config.inactive[0].why


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    write(tmp_path, {"monitor.toml": b"\xef\xbb\xbflanguage = 'en'\r\n"})
    assert load(tmp_path).settings.language == "en"


def test_files_that_editors_leave_are_not_read(tmp_path: Path) -> None:
    write(tmp_path, {"monitor.toml": LOG, "watch/.#a.toml": "broken", "watch/notes.md": "broken"})
    assert load(tmp_path).channels[0].id == "log"


# --- what is wrong -------------------------------------------------------------------------


def cases(folder: str) -> list[Path]:
    """Files that each hold a configuration, file after file, and what is to be said of it."""
    found = sorted((DATA / folder).glob("*.txt"))
    assert found
    return found


def lay_out(case: Path, folder: Path) -> list[str]:
    """Write the files of ``case`` into ``folder`` and return the lines of its last section."""
    _, *sections = re.split(r"(?m)^%% (.+)\n", case.read_text("utf-8"))
    *files, _, expected = sections
    write(folder, dict(zip(files[::2], files[1::2], strict=True)))
    return expected.splitlines()


@pytest.mark.parametrize("case", cases("broken"), ids=lambda case: case.stem)
def test_every_mistake_is_named_with_its_place(tmp_path: Path, case: Path) -> None:
    expected = lay_out(case, tmp_path)
    assert mistakes(tmp_path) == expected


def test_bytes_that_are_no_text_are_a_mistake(tmp_path: Path) -> None:
    write(tmp_path, {"monitor.toml": b"a = 1\n\nb = '\xff'\n"})
    assert mistakes(tmp_path) == ["monitor.toml:3: expected text in UTF-8"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = " + "[" * 9_000, "monitor.toml: arrays or tables are nested too deeply"),
        ("a = " + "9" * 9_000, "monitor.toml: expected numbers of at most 64 bits"),
        (f"language = 0x{'f' * 9_000}", "monitor.toml:1: expected numbers of at most 64 bits"),
    ],
)
def test_what_is_too_large_to_read_is_a_mistake(tmp_path: Path, text: str, expected: str) -> None:
    assert mistakes(write(tmp_path, {"monitor.toml": text})) == [expected]


@pytest.mark.parametrize("folder", ["empty", "missing"])
def test_a_folder_without_a_configuration_tells_of_init(tmp_path: Path, folder: str) -> None:
    (tmp_path / "empty").mkdir()
    (found,) = mistakes(tmp_path / folder)
    assert found == (
        f"{tmp_path / folder}: no configuration here; `monitor init {tmp_path / folder}` writes one"
    )


def test_a_file_that_may_not_be_read_is_a_mistake(tmp_path: Path) -> None:
    write(tmp_path, {"monitor.toml": LOG})
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "folder.toml").mkdir()
    assert mistakes(tmp_path) == ["watch/folder.toml: cannot be read: Is a directory"]


@pytest.mark.parametrize("name", ["x" * 5_000, "a\x00b"])
def test_a_folder_that_cannot_be_is_a_mistake(name: str) -> None:
    assert "no configuration here" in mistakes(Path(name))[0]
    assert signature(Path(name)) == ()


def test_what_a_mistake_quotes_stays_on_its_line(tmp_path: Path) -> None:
    write(tmp_path, {"feeds.toml": '"a\\nb\\u001b" = 1\n', "watch/a.toml": LOST_CHANNEL})
    assert mistakes(tmp_path) == [
        "feeds.toml:1: a\\nb\\x1b: unknown key; expected one of: feeds, rsshub",
        'watch/a.toml:3: rules[0].channels[0]: no channel has the id "c\\nd"',
    ]


# --- what is allowed and seldom meant ------------------------------------------------------


@pytest.mark.parametrize("case", cases("warned"), ids=lambda case: case.stem)
def test_what_is_seldom_meant_is_a_warning(tmp_path: Path, case: Path) -> None:
    expected = lay_out(case, tmp_path)
    config = load(tmp_path, environ={})
    assert [str(one).replace(f"{tmp_path}/", "") for one in config.warnings] == expected


# --- nothing but ConfigError ---------------------------------------------------------------

_names_of_settings = [name.rpartition(".")[2] for name in setting_names()]
_KEYS = st.sampled_from([*_names_of_settings, "feeds", "channels", "rules", "store", "any", "x"])
_VALUES = st.sampled_from(
    [
        "1", "-1", "1.5", "nan", "true", '""', '"x"', '"1h"', '"9999999d"', '"https://a.example"',
        '"http://["', '"rsshub:///x"', '"log"', '"webhook"', f'"{SECRET}"', '"\\u0000"', '"~x/y"',
        "[]", "{}", '["x"]', "[1]", "[[]]", "[{}]", "2025-01-01", "07:32:00", "0x" + "f" * 40,
        '{ x = 1, any = [{ not = "y" }] }', '"""\nx"""', '{ text = { regex = "(" } }',
    ]
)  # fmt: skip
_LINES = st.one_of(
    st.tuples(_KEYS, _VALUES).map(" = ".join),
    _KEYS.map(lambda key: f"[{key}]"),
    _KEYS.map(lambda key: f"[[{key}]]"),
)
_DOCUMENTS = st.one_of(
    st.binary(max_size=60),
    st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")),
    st.lists(_LINES, max_size=12).map(lambda lines: "\n".join(lines).encode()),
)


def _found(files: Mapping[str, bytes]) -> tuple[Mistake, ...]:
    with tempfile.TemporaryDirectory() as folder:
        try:
            load(write(Path(folder), files), environ={})
        except ConfigError as error:
            return error.mistakes
    return ()


@settings(deadline=None)
@given(main=_DOCUMENTS, feeds=_DOCUMENTS, watch=_DOCUMENTS)
def test_no_text_gives_anything_but_named_mistakes(main: bytes, feeds: bytes, watch: bytes) -> None:
    for mistake in _found({"monitor.toml": main, "feeds.toml": feeds, "watch/a.toml": watch}):
        assert mistake.file.endswith(".toml")
        assert mistake.message
        assert "\n" not in str(mistake)


@settings(deadline=None)
@given(key=_KEYS, value=_VALUES, kind=st.sampled_from(sorted(KINDS)))
def test_no_channel_gives_anything_but_named_mistakes(key: str, value: str, kind: str) -> None:
    table = f"[[channels]]\nid = 'x'\nkind = '{kind}'\nurl = 'http://a.example'\n{key} = {value}\n"
    for mistake in _found({"monitor.toml": table.encode()}):
        assert mistake.line is not None


# --- where it is, and whether it changed ---------------------------------------------------


def test_the_folder_is_the_one_that_is_nearest_at_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    environ = {"MONITOR_CONFIG": "/etc/monitor"}
    assert find_folder(None, {}).name == "monitor"
    assert find_folder(None, environ) == Path("/etc/monitor")
    (tmp_path / "config").mkdir()
    assert find_folder(None, environ) == Path("/etc/monitor"), "an empty folder is none of ours"
    write(tmp_path, {"config/watch/a.toml": ""})
    assert find_folder(None, environ) == Path("config")
    assert find_folder(Path("elsewhere"), environ) == Path("elsewhere")


def test_the_signature_changes_with_any_file(tmp_path: Path) -> None:
    write(tmp_path, {"monitor.toml": LOG, "watch/a.toml": ""})
    seen = {signature(tmp_path)}
    assert {signature(tmp_path)} == seen
    for files in ({"monitor.toml": "\n" + LOG}, {"feeds.toml": ""}, {"watch/a.toml": "\n"}):
        write(tmp_path, files)
        seen.add(signature(tmp_path))
    (tmp_path / "watch" / "a.toml").unlink()
    seen.add(signature(tmp_path))
    assert len(seen) == 5


# --- what is shipped -----------------------------------------------------------------------


def test_init_writes_what_is_shipped_and_touches_nothing_else(tmp_path: Path) -> None:
    write(tmp_path, {"monitor.toml": "# mine\n"})
    written = dict(init(tmp_path))
    assert written.pop(tmp_path / "monitor.toml") is False
    assert (tmp_path / "monitor.toml").read_text() == "# mine\n"
    assert tmp_path / "monitor.service" in written
    for path, is_new in written.items():
        assert is_new
        assert path.read_bytes() == (shipped_folder() / path.relative_to(tmp_path)).read_bytes()
    assert not any(is_new for _, is_new in init(tmp_path))
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == {
        *written,
        tmp_path / "monitor.toml",
    }


def test_init_tells_where_it_may_not_write(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ConfigError, match=r"file/.*: cannot be written: "):
        init(tmp_path / "file")


def test_the_shipped_configuration_has_no_mistakes() -> None:
    config = load(ROOT / "config", environ={})
    assert [str(warning) for warning in config.warnings] == []
    assert [channel.id for channel in config.channels] == ["log"]


def test_the_shipped_settings_show_every_key_with_its_default() -> None:
    text = (ROOT / "config" / "monitor.toml").read_text("utf-8")
    shown = tomllib.loads(re.sub(r"(?m)^#(?=[a-z_]+ = |\[\[)", "", text))
    channels = shown.pop("channels")
    assert MonitorSettings.model_validate(shown) == MonitorSettings()
    main = {
        name for name in setting_names() if name.partition(".")[0] in MonitorSettings.model_fields
    }
    assert main <= _names(shown)
    assert [channel["kind"] for channel in channels] == ["log", "webhook"]


def test_every_setting_is_named_once() -> None:
    names = setting_names()
    assert len(names) == len(set(names))
    assert {"language", "store.path", "rsshub", "feeds.url", "channels.secret_env"} <= set(names)
    assert {"people.as_of", "organizations.ai", "roles.leader", "rules.when"} <= set(names)
