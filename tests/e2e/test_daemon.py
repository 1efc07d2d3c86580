"""The daemon as its users meet it: a real process, real feeds, a real receiver."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from standardwebhooks import Webhook

from tests.e2e.world import NAMES, SECRET, Newsstand, World, departure, item, until
from tests.shell.server import Answer, Request, Server


class Receiver:
    """Takes POSTs; refuses while ``down``; remembers what it accepted."""

    def __init__(self) -> None:
        self.down = False
        self.taken: list[Request] = []
        self.refused = 0

    def __call__(self, request: Request) -> Answer:
        if self.down:
            self.refused += 1
            return Answer(status=503)
        Webhook(SECRET).verify(request.body, dict(request.headers))
        self.taken.append(request)
        return Answer(status=204)

    @property
    def ids(self) -> list[str]:
        return [request.headers["webhook-id"] for request in self.taken]


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


@pytest.fixture
def receiver(server: Server) -> Receiver:
    taking = Receiver()
    server.on("/hook", taking)
    return taking


@pytest.fixture
def stand(server: Server) -> Newsstand:
    feed = Newsstand(item("岚舟智能发布新模型", key="old"))
    server.on("/feed", feed)
    return feed


@pytest.fixture
def world(tmp_path: Path, server: Server, receiver: Receiver, stand: Newsstand) -> World:
    del receiver, stand
    made = World(folder=tmp_path, feeds={"news": server.url("/feed")}, hook=server.url("/hook"))
    made.write()
    return made


def test_a_new_item_is_one_alert_one_line_one_signed_post(
    world: World, stand: Newsstand, receiver: Receiver
) -> None:
    """And the polls after it are answered 304 and raise nothing more."""
    with world.daemon() as daemon:
        until(lambda: stand.not_modified, "a conditional poll")
        stand.items.insert(0, departure(NAMES[0]))
        until(lambda: receiver.taken, "the webhook")
        until(lambda: daemon.lines(), "the line")
        seen = stand.not_modified
        until(lambda: stand.not_modified > seen + 1, "two more polls")
    (row,) = world.alerts()
    (line,) = daemon.lines()
    (post,) = receiver.taken
    assert row["person"] == NAMES[0]
    assert row["reason"] == "new"
    assert post.headers["webhook-id"] == row["id"]
    assert json.loads(post.body) == line
    assert line["event"]["status"] == "confirmed"
    assert daemon.process.returncode == 0


def test_killed_at_any_moment_nothing_is_lost_nothing_raised_twice(
    world: World, stand: Newsstand, receiver: Receiver
) -> None:
    """The daemon dies without warning again and again while news keeps coming."""
    moments = random.Random(20)
    for name in NAMES[:5]:
        with world.daemon() as daemon:
            stand.items.insert(0, departure(name))
            time.sleep(moments.uniform(0.5, 2.5))
            daemon.kill()
    with world.daemon():
        until(lambda: len(set(receiver.ids)) == 5, "every alert at the receiver")
    alerts = world.alerts()
    assert sorted(row["person"] for row in alerts) == sorted(NAMES[:5])
    assert {row["id"] for row in alerts} == set(receiver.ids)
    assert len(receiver.ids) <= 5 + 5, "at most one repeat a kill"


def test_a_receiver_that_was_down_gets_the_alert_when_it_is_back(
    world: World, stand: Newsstand, receiver: Receiver
) -> None:
    """The delivery waits in the database, also over a restart."""
    receiver.down = True
    with world.daemon():
        stand.items.insert(0, departure(NAMES[1]))
        until(lambda: receiver.refused, "the first attempt")
    receiver.down = False
    with world.daemon():
        until(lambda: receiver.taken, "the second attempt")
    assert receiver.ids == [row["id"] for row in world.alerts()]


def test_a_broken_feed_never_stops_another(
    world: World, server: Server, stand: Newsstand, receiver: Receiver
) -> None:
    """Feeds that hang, fail or send garbage are named, and the honest one alerts."""
    del stand
    world.settings = 'total_timeout = "2s"'
    paths = {
        "hangs": Answer(hang=True),
        "fails": Answer(status=500),
        "lies": Answer(body=b"\x00no"),
    }
    for name, answer in paths.items():
        server.on(f"/{name}", answer)
        world.feeds[name] = server.url(f"/{name}")
    world.write()
    stand_with_news = Newsstand(departure(NAMES[2]))
    server.on("/feed", stand_with_news)
    done = world.call("poll")
    assert done.returncode == 0, done.stderr
    listed = {row["id"]: row for row in world.rows("feeds", "list")}
    assert listed["news"]["state"] == "ok"
    assert listed["news"]["error"] is None
    for name in paths:
        assert listed[name]["state"] == "broken"
        assert listed[name]["error"]
    assert "500" in listed["fails"]["error"]
    assert len(receiver.taken) == 1


def test_a_changed_configuration_is_taken_up_and_a_broken_one_refused(
    world: World, server: Server, stand: Newsstand
) -> None:
    """The old one goes on, and the log says what is wrong with the new."""
    second = Newsstand(item("又一条新闻", key="x"))
    server.on("/second", second)
    with world.daemon() as daemon:
        until(lambda: stand.not_modified, "polling")
        world.feeds["second"] = server.url("/second")
        world.write()
        until(lambda: second.not_modified, "the feed that was added")
        (world.folder / "feeds.toml").write_text("[[feeds]]\nid = 3\n", encoding="utf-8")
        until(lambda: "config.refused" in daemon.log(), "the refusal")
        seen = second.not_modified
        until(lambda: second.not_modified > seen, "a poll by the old configuration")
    assert "feeds.toml:2" in daemon.log()
    assert daemon.process.returncode == 0


def test_a_broken_configuration_never_starts(world: World) -> None:
    """Every mistake is named with its file and line; no traceback."""
    (world.folder / "feeds.toml").write_text(
        '[[feeds]]\nid = "a"\nurl = "ftp://x"\ninterwal = "5m"\n', encoding="utf-8"
    )
    done = world.call("run")
    assert done.returncode == 2
    assert "feeds.toml:3" in done.stderr
    assert "interval" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_second_daemon_is_refused(world: World, stand: Newsstand) -> None:
    """One process at a time polls and delivers for a database."""
    with world.daemon():
        until(lambda: stand.not_modified, "polling")
        done = world.call("poll")
    assert done.returncode == 1
    assert "at work" in done.stderr


def test_a_restart_polls_no_earlier(world: World, stand: Newsstand, server: Server) -> None:
    """Due times are kept in the database."""
    (world.folder / "feeds.toml").write_text(
        f'[[feeds]]\nid = "news"\nurl = "{server.url("/feed")}"\ninterval = "1h"\n',
        encoding="utf-8",
    )
    with world.daemon() as daemon:
        until(lambda: "poll.done" in daemon.log(), "the first poll")
    before = len(server.requests)
    with world.daemon() as daemon:
        until(lambda: daemon.log().count("daemon.ready") == 2, "the second start")
        time.sleep(2)
    assert len(server.requests) == before
    assert not stand.not_modified
