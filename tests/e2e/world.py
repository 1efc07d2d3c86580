"""A small world for the daemon: a folder of configuration, feeds and receivers on this machine."""

from __future__ import annotations

import base64
import html
import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from monitor.store import Store, alerts
from tests.shell.server import Answer, Request

SECRET = "whsec_" + base64.b64encode(b"a key for tests, thirty-two long").decode()
PATIENCE_SECONDS = 30.0

WATCH = """
[[organizations]]
id = "lanzhou"
name = "岚舟智能"
aliases = ["Lanzhou AI"]
ai = true

[[rules]]
id = "ai-leaders"
severity = "high"
when = { organization_is_ai = true, role_is_leader = true }
channels = ["hook", "log"]
"""

NAMES = (
    "裴远舟",
    "郁青禾",
    "阮怀瑾",
    "卓闻笛",
    "庄慕白",
    "洪砚秋",
    "邵临风",
    "秦知夏",
    "顾长庚",
    "薛映雪",
)


def rss(items: Sequence[str]) -> bytes:
    """A feed of ready items."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>t</title>'
        f"<link>https://news.example/</link>{''.join(items)}</channel></rss>"
    ).encode()


def item(title: str, *, key: str, text: str = "") -> str:
    """A feed item published now."""
    return (
        f"<item><title>{html.escape(title)}</title><link>https://news.example/{key}</link>"
        f"<guid>{key}</guid><pubDate>{format_datetime(datetime.now(UTC))}</pubDate>"
        f"<description>{html.escape(text)}</description></item>"
    )


def departure(name: str) -> str:
    """An item that tells of one invented person leaving one invented company."""
    return item(
        f"岚舟智能大模型负责人{name}离职", key=name, text=f"<p>岚舟智能证实{name}已离职。</p>"
    )


class Newsstand:
    """A feed whose items change while it is served, with an ETag for each state."""

    def __init__(self, *items: str) -> None:
        self.items = list(items)
        self.not_modified = 0

    def __call__(self, request: Request) -> Answer:
        body = rss(self.items)
        etag = f'"{hash(body)}"'
        if request.headers.get("if-none-match") == etag:
            self.not_modified += 1
            return Answer(status=304, headers=[("ETag", etag)])
        headers = [("ETag", etag), ("Content-Type", "application/rss+xml")]
        return Answer(headers=headers, body=body)


@dataclass(kw_only=True)
class World:
    """A configuration folder; ``feeds`` and ``hook`` are addresses on this machine."""

    folder: Path
    feeds: dict[str, str]
    hook: str
    settings: str = ""
    watch: str = WATCH

    def write(self) -> None:
        """Write the configuration as it is now."""
        (self.folder / "watch").mkdir(parents=True, exist_ok=True)
        self._put(
            "monitor.toml",
            f"""
            [network]
            allow = ["127.0.0.0/8"]
            {self.settings}
            [schedule]
            interval = "1s"
            jitter = 0.0
            [[channels]]
            id = "hook"
            kind = "webhook"
            url = "{self.hook}"
            secret = "{SECRET}"
            [[channels]]
            id = "log"
            kind = "log"
            """,
        )
        listed = (
            f'[[feeds]]\nid = "{name}"\nurl = "{url}"\nlang = "zh"\n'
            for name, url in self.feeds.items()
        )
        self._put("feeds.toml", "\n".join(listed))
        self._put("watch/rules.toml", self.watch)

    def _put(self, name: str, text: str) -> None:
        """Whole or not at all, as an editor saves."""
        temporary = self.folder / f".{Path(name).name}.new"
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(self.folder / name)

    @property
    def database(self) -> Path:
        return self.folder / "monitor.db"

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "monitor", "--config", str(self.folder), *arguments]

    def call(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        command = self.command(*arguments)
        return subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)

    def rows(self, *arguments: str) -> list[dict[str, Any]]:
        """What a command lists as JSON."""
        done = self.call(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def alerts(self) -> list[dict[str, Any]]:
        """The alerts in the database, newest first."""
        if not self.database.exists():
            return []
        store = Store.open(self.database)
        try:
            with store.reading() as db:
                return alerts.listing(db)
        finally:
            store.close()

    @contextmanager
    def daemon(self) -> Iterator[Running]:
        """Run the daemon; it is told to stop at the end if it still runs."""
        output = self.folder / "stdout"
        errors = self.folder / "stderr"
        with output.open("ab") as out, errors.open("ab") as err:
            process = subprocess.Popen(self.command("run"), stdout=out, stderr=err)
        running = Running(process=process, output=output, errors=errors)
        try:
            yield running
        finally:
            if process.poll() is None:
                process.terminate()
            process.wait(timeout=PATIENCE_SECONDS)


@dataclass(frozen=True, kw_only=True)
class Running:
    """A daemon process and what it writes."""

    process: subprocess.Popen[bytes]
    output: Path
    errors: Path

    def lines(self) -> list[dict[str, Any]]:
        """The alerts on its standard output."""
        return [json.loads(line) for line in self.output.read_text().splitlines()]

    def log(self) -> str:
        return self.errors.read_text()

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def until(true: Callable[[], object], what: str) -> None:
    """Wait until ``true()``; the test fails, naming ``what``, when patience ends."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.05)
