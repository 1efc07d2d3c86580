"""The command line: what it prints, where, and with which status."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from loguru import logger

from monitor.cli.app import App
from monitor.cli.main import monitor as command
from tests.e2e.world import NAMES, SECRET, Newsstand, World, departure, item
from tests.shell.server import Answer, Server

ROOT = Path(__file__).parent.parent


def call(*arguments: str) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(command, list(arguments), obj=App(), catch_exceptions=True)


def rows(result: Result) -> list[dict[str, Any]]:
    """The JSON lines of standard output, where nothing else may be."""
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture(autouse=True)
def silent() -> Iterator[None]:
    """Commands set up the log; leave none behind."""
    yield
    logger.remove()


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        running.on("/feed", Newsstand(departure(NAMES[0]), item("一条别的新闻", key="other")))
        running.on("/hook", Answer(status=204))
        yield running


@pytest.fixture
def world(tmp_path: Path, server: Server) -> World:
    made = World(
        folder=tmp_path / "config", feeds={"news": server.url("/feed")}, hook=server.url("/hook")
    )
    made.write()
    return made


@pytest.fixture
def polled(world: World) -> World:
    """A world after one round."""
    done = call("--config", str(world.folder), "poll")
    assert done.exit_code == 0, done.output
    return world


def test_alone_it_prints_help() -> None:
    done = call()
    assert done.exit_code == 0
    assert "Usage: monitor" in done.output
    assert all(name in done.output for name in command.commands)


def test_init_writes_a_configuration_that_check_accepts(tmp_path: Path) -> None:
    """And keeps what is there."""
    folder = str(tmp_path / "config")
    first, second = call("init", folder), call("init", folder)
    assert first.output.count("wrote") == second.output.count("kept") > 4
    checked = call("--config", folder, "check")
    assert checked.exit_code == 0, checked.output
    assert re.search(r"feeds \d+ \(and \d+ inactive\), rules 1,", checked.output)


def test_check_names_every_mistake(world: World) -> None:
    """With file and line, the nearest known key, and status 2; also as JSON."""
    (world.folder / "feeds.toml").write_text(
        '[[feeds]]\nid = "a"\nurI = "http://x/"\ntier = "pres"\n'
    )
    done = call("--config", str(world.folder), "check")
    assert done.exit_code == 2
    assert "feeds.toml:3" in done.stderr
    assert "feeds.toml:4" in done.stderr
    as_json = call("--config", str(world.folder), "check", "--json")
    assert as_json.exit_code == 2
    assert {json.loads(line)["line"] for line in as_json.stdout.splitlines()} >= {3, 4}


def test_check_strict_and_online_are_findings(world: World, server: Server) -> None:
    """Status 3: nothing is wrong with the configuration itself."""
    folder = str(world.folder)
    assert call("--config", folder, "check", "--online").exit_code == 0
    server.on("/feed", Answer(status=404))
    online = call("--config", folder, "check", "--online")
    assert online.exit_code == 3
    assert "404" in online.stderr
    (world.folder / "notes.toml").write_text("")
    assert call("--config", folder, "check").exit_code == 0
    assert call("--config", folder, "check", "--strict").exit_code == 3


def test_options_stand_before_or_after_the_command(polled: World) -> None:
    before = rows(call("--config", str(polled.folder), "alerts", "list", "--json"))
    after = rows(call("alerts", "list", "--json", "--config", str(polled.folder)))
    assert before == after
    assert len(before) == 1


def test_lists(polled: World) -> None:
    """Each list has the fields that other programs rely on."""
    folder = ("--config", str(polled.folder))
    (alert,) = rows(call(*folder, "alerts", "list", "--json"))
    wanted = (
        "id reason raised_at rule severity event person organization role kind left_on "
        "destination status sources explanation"
    )
    assert set(wanted.split()) <= set(alert)
    (feed,) = rows(call(*folder, "feeds", "list", "--json"))
    wanted = "id url tier state last_success_at next_due_at error articles departures"
    assert set(wanted.split()) <= set(feed)
    assert (feed["state"], feed["articles"], feed["departures"]) == ("ok", 2, 1)
    delivered = rows(call(*folder, "deliveries", "list", "--json"))
    assert {row["channel"] for row in delivered} == {"hook", "log"}
    wanted = "alert channel state attempts next_attempt_at last_error"
    assert set(wanted.split()) <= set(delivered[0])
    articles = rows(call(*folder, "articles", "list", "--json"))
    assert len(articles) == 2
    assert len(rows(call(*folder, "articles", "list", "--json", "--limit", "1"))) == 1
    (event,) = rows(call(*folder, "events", "list", "--json"))
    assert event["id"] == alert["event"]


def test_shows(polled: World) -> None:
    """One of each, for a person and as JSON; an unknown id is an error in one line."""
    folder = ("--config", str(polled.folder))
    (alert,) = rows(call(*folder, "alerts", "list", "--json"))
    (shown,) = rows(call(*folder, "alerts", "show", alert["id"], "--json"))
    assert shown["alert"]["id"] == alert["id"]
    assert alert["explanation"] in call(*folder, "alerts", "show", alert["id"]).output
    article = shown["sources"][0]["article"]
    (read,) = rows(call(*folder, "articles", "show", article, "--json"))
    assert read["departures"][0]["person"] == NAMES[0]
    assert NAMES[0] in call(*folder, "articles", "show", article).output
    (event,) = rows(call(*folder, "events", "show", alert["event"], "--json"))
    assert {claim["field"] for claim in event["claims"]} >= {"person", "organization", "role"}
    (feed,) = rows(call(*folder, "feeds", "show", "news", "--json"))
    assert f"next due at: {feed['next_due_at']}" in call(*folder, "feeds", "show", "news").output
    for noun in ("alerts", "articles", "events"):
        assert "nothing" in str(call(*folder, noun, "show", "nothing").exception)


def test_tables_are_for_people(polled: World) -> None:
    """No JSON, no colour when it is no terminal."""
    done = call("--config", str(polled.folder), "alerts", "list")
    assert NAMES[0] in done.stdout
    assert "\x1b" not in done.stdout
    assert "{" not in done.stdout


def test_feeds_are_edited_in_place(world: World, tmp_path: Path) -> None:
    """Comments stay; what cannot be is refused; OPML goes out and in."""
    folder = ("--config", str(world.folder))
    file = world.folder / "feeds.toml"
    file.write_text("# a comment to keep\n" + file.read_text())
    added = call(*folder, "feeds", "add", "https://blog.example/feed", "--tier", "official")
    assert added.output == "added blog-example\n"
    assert "# a comment to keep" in file.read_text()
    again = call(*folder, "feeds", "add", "https://blog.example/feed", "--id", "other")
    assert again.exception
    opml = tmp_path / "feeds.opml"
    opml.write_text(call(*folder, "feeds", "export").stdout)
    assert call(*folder, "feeds", "remove", "blog-example").output == "removed blog-example\n"
    assert "blog.example" not in file.read_text()
    assert call(*folder, "feeds", "import", str(opml)).output == "feeds added: 1\n"
    assert call(*folder, "feeds", "import", str(opml)).output == "feeds added: 0\n"
    assert "# a comment to keep" in file.read_text()


def jsonl(*texts: str) -> str:
    lines = (
        {"id": f"a{number}", "title": text, "published": f"2026-03-0{number}T08:00:00Z"}
        for number, text in enumerate(texts, start=1)
    )
    return "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)


def test_scan(world: World, tmp_path: Path) -> None:
    """One object an article in input order, whatever the order of events; also from gzip."""
    archive = tmp_path / "archive.jsonl.gz"
    lines = jsonl(
        f"消息称岚舟智能大模型负责人{NAMES[1]}离职",
        "岚舟智能发布新模型",
        f"岚舟智能证实大模型负责人{NAMES[1]}离职",
        "报告：大模型岗位离职率上升",
    ).splitlines()
    archive.write_bytes(gzip.compress("\n".join(reversed(lines)).encode()))
    found = rows(call("--config", str(world.folder), "scan", str(archive), "--json"))
    assert [row["id"] for row in found] == ["a4", "a3", "a2", "a1"]
    by_id = {row["id"]: row for row in found}
    assert [raised["reason"] for raised in by_id["a1"]["raised"]] == ["new"]
    assert [raised["reason"] for raised in by_id["a3"]["raised"]] == ["confirmed"]
    assert by_id["a1"]["event"] == by_id["a3"]["event"] is not None
    assert by_id["a1"]["matched_rules"] == ["ai-leaders"]
    assert by_id["a1"]["departures"][0]["status"] == "rumoured"
    for quiet in ("a2", "a4"):
        assert by_id[quiet]["departures"] == by_id[quiet]["raised"] == []
        assert by_id[quiet]["event"] is None


def test_scan_names_the_line_that_it_cannot_read(world: World, tmp_path: Path) -> None:
    archive = tmp_path / "archive.jsonl"
    archive.write_text(jsonl("一条新闻") + "\n{broken\n")
    done = call("--config", str(world.folder), "scan", str(archive), "--json")
    assert done.exit_code == 1
    assert "archive.jsonl:2" in done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_scan_of_a_folder_takes_what_it_can_read(world: World, tmp_path: Path) -> None:
    """Other kinds of files in it are none of its business."""
    (tmp_path / "archive").mkdir()
    told = f"岚舟智能大模型负责人{NAMES[3]}离职"
    for name, text in {
        "a.md": f"# {told}",
        "b.html": f"<html><title>{told}</title><p>正文</p></html>",
        "c.jsonl": jsonl(told),
        "d.xml": f"<rss><channel><item><title>{told}</title></item></channel></rss>",
        "e.toml": f"told = '{told}'",
    }.items():
        (tmp_path / "archive" / name).write_text(text, encoding="utf-8")
    found = rows(call("--config", str(world.folder), "scan", str(tmp_path / "archive"), "--json"))
    assert [row["departures"][0]["person"] for row in found] == [NAMES[3]] * 4


def test_explain(world: World, server: Server) -> None:
    """A text, a file or a page: what was found, and the first condition that failed."""
    folder = ("--config", str(world.folder))
    text = f"岚舟智能大模型负责人{NAMES[2]}离职"
    (found,) = rows(call(*folder, "explain", text, "--json"))
    (departed,) = found["departures"]
    for one in departed["evidence"]:
        assert text[one["start"] : one["end"]] == one["text"]
    assert departed["rules"] == [{"rule": "ai-leaders", "passed": True}]
    (other,) = rows(call(*folder, "explain", f"某餐饮公司店长{NAMES[2]}离职", "--json"))
    assert [rule["passed"] for one in other["departures"] for rule in one["rules"]] in ([], [False])
    assert "离职" in call(*folder, "explain", "报告：离职率上升").output
    assert "no_trigger" in call(*folder, "explain", "一条新闻").output
    page = f"<html><title>岚舟智能人事</title><body><p>{text}</p></body></html>"
    server.on("/page", Answer(body=page.encode()))
    assert NAMES[2] in call(*folder, "explain", server.url("/page")).output


def test_doctor(polled: World) -> None:
    """A sound database; a daemon that is not at work; receivers that answer."""
    folder = ("--config", str(polled.folder))
    found = {row["what"]: row for row in rows(call(*folder, "doctor", "--json"))}
    assert found["database"]["health"] == "ok"
    assert found["daemon"]["health"] == "warning"
    assert found["channel hook"]["health"] == "ok"
    assert "1 ok" in found["feeds"]["text"]
    assert call(*folder, "doctor", "--alive").exit_code == 1


def test_secrets_are_not_in_the_database_or_on_the_terminal(polled: World) -> None:
    """The key signs and is seen nowhere."""
    canary = SECRET.removeprefix("whsec_").encode()
    assert canary not in polled.database.read_bytes()
    shown = call("--config", str(polled.folder), "check").output
    assert canary.decode() not in shown
