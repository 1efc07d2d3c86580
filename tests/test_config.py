"""The configuration: what is read, and every mistake with its file, line and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor import config as configuration
from monitor.channels import KINDS
from monitor.config import Config, find_folder, init, load, setting_names, shipped_folder, signature
from monitor.errors import ConfigError
from monitor.model import Feed, Kind, Lang, Severity, Tier
from monitor.settings import MonitorSettings

DATA = Path(__file__).parent / "data" / "config"
ROOT = Path(__file__).parent.parent
SECRET = "whsec_" + "QUFB" * 10
LOG = '[[channels]]\nid = "log"\nkind = "log"\n'
RULE = '[[rules]]\nid = "r"\nchannels = ["log"]\nwhen = '


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
    assert config.warnings == ()
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

BROKEN: dict[str, tuple[dict[str, str | bytes], list[str]]] = {
    "an unknown table": (
        {"monitor.toml": "[shedule]\ninterval = '1h'\n"},
        ['monitor.toml:1: shedule: unknown key; did you mean "schedule"?'],
    ),
    "an unknown key in a table": (
        {"monitor.toml": "[store]\n\npaht = 'x'\n[schedule]\nintervall = '1h'\n"},
        [
            'monitor.toml:3: store.paht: unknown key; did you mean "path"?',
            'monitor.toml:5: schedule.intervall: unknown key; did you mean "interval"?',
        ],
    ),
    "an unknown key that is like no other": (
        {"feeds.toml": "zzz = 1\n"},
        ["feeds.toml:1: zzz: unknown key; expected one of: feeds, rsshub"],
    ),
    "a key in the wrong file": (
        {
            "monitor.toml": "[[feeds]]\nid = 'a'\n",
            "feeds.toml": "[store]\n",
            "watch/a.toml": "[[channels]]\n",
        },
        [
            "feeds.toml:1: store: unknown key here; it belongs in monitor.toml",
            "monitor.toml:1: feeds: unknown key here; it belongs in feeds.toml",
            "watch/a.toml:1: channels: unknown key here; it belongs in monitor.toml",
        ],
    ),
    "wrong types": (
        {
            "monitor.toml": "language = 'de'\nstore = 3\n[network]\nconcurrency = '64'\n"
            "allow = ['10.0.0.0/8',\n  '10.0.0.1/8']\n[schedule]\njitter = 0.7\nworkers = true\n"
        },
        [
            "monitor.toml:1: language: expected 'zh' or 'en'",
            "monitor.toml:2: store: expected a table",
            "monitor.toml:4: network.concurrency: expected a whole number",
            "monitor.toml:6: network.allow[1]: expected a range of addresses such as"
            ' "192.168.0.0/16" or "::1/128"',
            "monitor.toml:8: schedule.jitter: expected at most 0.5",
            "monitor.toml:9: schedule.workers: expected a whole number",
        ],
    ),
    "spans of time": (
        {
            "monitor.toml": "[schedule]\ninterval = 60\nmin = '15 m'\nmax = '99999999999999999999d'\n",
            "feeds.toml": "[[feeds]]\nid='a'\nurl='https://a.example'\ninterval='0s'\n",
        },
        [
            "feeds.toml:4: feeds[0].interval: expected a span of time longer than nothing",
            'monitor.toml:2: schedule.interval: expected a span of time such as "90s", "15m", "6h"'
            ' or "3d"',
            'monitor.toml:3: schedule.min: expected a span of time such as "90s", "15m", "6h"'
            ' or "3d"',
            'monitor.toml:4: schedule.max: expected a span of time of at most "36500d"',
        ],
    ),
    "feeds": (
        {
            "feeds.toml": "rsshub = 'localhost'\n[[feeds]]\nid = 'A b'\nurl = 'ftp://a.example'\n"
            "[[feeds]]\nurl = 'https:///path'\ntier = 'gossip'\n[[feeds]]\nid = 'c'\n"
            "url = 'rsshub:///'\nlang = 'fr'\nteir = 'press'\n"
        },
        [
            "feeds.toml:1: rsshub: expected an http:// or https:// address with a host",
            'feeds.toml:3: feeds[0].id: expected lower-case letters, digits, "." and "-", such as'
            ' "example-lab"',
            "feeds.toml:4: feeds[0].url: expected an http:// or https:// address with a host",
            "feeds.toml:5: feeds[1].id: missing; this key is required",
            "feeds.toml:6: feeds[1].url: expected an http:// or https:// address with a host",
            "feeds.toml:7: feeds[1].tier: expected 'official', 'press' or 'social'",
            "feeds.toml:10: feeds[2].url: expected a route of RSSHub such as"
            ' "rsshub:///weibo/user/123"',
            "feeds.toml:11: feeds[2].lang: expected 'zh' or 'en'",
            'feeds.toml:12: feeds[2].teir: unknown key; did you mean "tier"?',
        ],
    ),
    "feeds used twice": (
        {
            "feeds.toml": "[[feeds]]\nid = 'a'\nurl = 'https://a.example/x'\n\n[[feeds]]\n"
            "id = 'a'\nurl = 'https://A.example/x#top'\n"
        },
        [
            'feeds.toml:6: feeds[1].id: the id "a" is taken by feeds.toml:1',
            "feeds.toml:7: feeds[1].url: the same address as the feed at feeds.toml:1",
        ],
    ),
    "things that are no tables": (
        {"feeds.toml": "[feeds]\nid = 'a'\n", "watch/a.toml": "people = [1]\nrules = 'x'\n"},
        [
            "feeds.toml:1: feeds: expected tables, each headed [[feeds]]",
            "watch/a.toml:1: people[0]: expected a table",
            "watch/a.toml:2: rules: expected tables, each headed [[rules]]",
        ],
    ),
    "channels": (
        {
            "monitor.toml": LOG
            + "\n[[channels]]\nid = 'log'\nkind = 'webhok'\n[[channels]]\nid = 'x'\n"
            "[[channels]]\nid = 'y'\nkind = 'webhook'\nurl = 'mailto:a@b.example'\n"
            f"secret = '{SECRET}'\nsecert_file = 'x'\n"
        },
        [
            'monitor.toml:6: channels[1].id: the id "log" is taken by monitor.toml:1',
            'monitor.toml:7: channels[1].kind: unknown kind; did you mean "webhook"?',
            "monitor.toml:8: channels[2].kind: missing; expected one of: log, webhook",
            "monitor.toml:13: channels[3].url: expected an http or https URL with a host",
            'monitor.toml:15: channels[3].secert_file: unknown key; did you mean "secret_file"?',
        ],
    ),
    "secrets": (
        {
            "monitor.toml": "".join(
                f"[[channels]]\nid='{name}'\nkind='webhook'\nurl='https://a.example'\n{secret}\n"
                for name, secret in (
                    ("a", ""),
                    ("b", "secret_file = 'gone'"),
                    ("c", "secret_env = 'GONE'"),
                    ("d", "secret = 'swordfish'"),
                    ("e", 'secret_file = "a\\u0000b"'),
                )
            )
        },
        [
            "monitor.toml:1: channels[0].secret: is missing: give secret, secret_file, secret_env"
            " or secrets",
            "monitor.toml:10: channels[1].secret_file: gone cannot be read: No such file or"
            " directory",
            "monitor.toml:15: channels[2].secret_env: the environment variable GONE is not set",
            'monitor.toml:20: channels[3].secret: expected a secret that begins with "whsec_"',
            "monitor.toml:25: channels[4].secret_file: expected the path of a file",
        ],
    ),
    "people and organizations": (
        {
            "watch/a.toml": "[[organizations]]\nid = 'a'\nname = ''\nai = 'yes'\n"
            "[[organizations]]\nid = 'b'\nname = 'B'\nparent = 'aa'\n",
            "watch/b.toml": "[[organizations]]\nid = 'b'\nname = 'BB'\n"
            "[[people]]\nid = 'p'\nname = 'P'\norganization = 'c'\nas_of = '2025-13'\n"
            "[[people]]\nid = 'p'\nname = 3\naliases = ['x', '']\n",
        },
        [
            "watch/a.toml:3: organizations[0].name: expected a string that is not empty",
            "watch/a.toml:4: organizations[0].ai: expected true or false",
            'watch/a.toml:8: organizations[1].parent: no organization has the id "aa"; did you'
            ' mean "a"?',
            'watch/b.toml:2: organizations[0].id: the id "b" is taken by watch/a.toml:5',
            'watch/b.toml:7: people[0].organization: no organization has the id "c"; expected'
            " one of: a, b",
            'watch/b.toml:8: people[0].as_of: expected a date such as "2025", "2025-04" or'
            ' "2025-04-30"',
            'watch/b.toml:10: people[1].id: the id "p" is taken by watch/b.toml:4',
            "watch/b.toml:11: people[1].name: expected a string, in quotes",
            "watch/b.toml:12: people[1].aliases[1]: expected a string that is not empty",
        ],
    ),
    "parents in a circle": (
        {
            "watch/a.toml": "[[organizations]]\nid='a'\nname='A'\nparent='b'\n"
            "[[organizations]]\nid='b'\nname='B'\nparent='a'\n"
            "[[organizations]]\nid='c'\nname='C'\nparent='a'\n"
            "[[organizations]]\nid='d'\nname='D'\nparent='d'\n"
        },
        [
            "watch/a.toml:4: organizations[0].parent: parents go round in a circle: a → b → a",
            "watch/a.toml:8: organizations[1].parent: parents go round in a circle: b → a → b",
            "watch/a.toml:16: organizations[3].parent: parents go round in a circle: d → d",
        ],
    ),
    "rules": (
        {
            "monitor.toml": LOG,
            "watch/a.toml": RULE + "{ any = [\n  { role = 'x' },\n  { statos = 'x' },\n] }\n"
            "[[rules]]\nid = 's'\nchannels = ['log',\n 'lag']\n[rules.when]\nstatus = 'x'\n"
            "[[rules]]\nid = 't'\nseverity = 'loud'\n",
        },
        [
            "watch/a.toml:6: rules[0].when.any[1].statos: unknown field; did you mean status?",
            'watch/a.toml:11: rules[1].channels[1]: no channel has the id "lag"; did you mean'
            ' "log"?',
            "watch/a.toml:13: rules[1].when.status: expected one of rumoured, reported, confirmed,"
            " denied, not 'x'",
            "watch/a.toml:14: rules[2].when: missing; this key is required",
            "watch/a.toml:16: rules[2].severity: expected 'critical', 'high', 'normal' or 'low'",
        ],
    ),
    "text that is no TOML, in two files": (
        {
            "monitor.toml": "a = 1\nb = \n",
            "feeds.toml": "x = [\n1, 2\nx",
            "watch/a.toml": RULE + "{}",
        },
        [
            "feeds.toml:3: not valid TOML: Unclosed array",
            "monitor.toml:2: not valid TOML: Invalid value",
            "watch/a.toml:4: rules[0].when: an empty table would match everything; name a field",
        ],
    ),
    "bytes that are no text": (
        {"monitor.toml": b"a = 1\n\nb = '\xff'\n"},
        ["monitor.toml:3: expected text in UTF-8"],
    ),
    "a key given twice": (
        {"feeds.toml": "rsshub = ''\nrsshub = ''\n"},
        ["feeds.toml:2: not valid TOML: Cannot overwrite a value"],
    ),
    "more than can be read": (
        {
            "monitor.toml": "a = " + "[" * 9_000,
            "feeds.toml": f"\nx = {'9' * 5_000}",
            "watch/a.toml": f"[[roles]]\nname = 'x'\nleader = 0x{'f' * 9_000}",
        },
        [
            "feeds.toml: expected numbers of at most 64 bits",
            "monitor.toml: arrays or tables are nested too deeply",
            "watch/a.toml:1: roles[0]: expected numbers of at most 64 bits",
        ],
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_every_mistake_is_named_with_its_place(tmp_path: Path, name: str) -> None:
    files, expected = BROKEN[name]
    assert mistakes(write(tmp_path, files)) == expected
