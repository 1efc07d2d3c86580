"""One round over a thousand feeds on this machine, some of which hang, fail or send garbage.

    python -m tests.benchmarks.round [FEEDS]

Prints the wall time of `monitor poll`, the peak memory of its processes (sum of resident sets),
and how many feeds ended in which state.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import psutil

from tests.e2e.world import World, item, rss
from tests.shell.server import Answer, Server

SHARE_OF_BAD = 20  # one in so many hangs, one fails, one sends garbage
ITEMS = 20


def main(feeds: int) -> None:
    """Set the stage, run one round, say what it took."""
    with tempfile.TemporaryDirectory() as folder, Server() as server:
        world = World(folder=Path(folder), feeds={}, hook=server.url("/hook"))
        for number in range(feeds):
            server.on(f"/{number}", _answer(number))
            world.feeds[f"f{number}"] = server.url(f"/{number}")
        world.write()
        seconds, peak = _measured(world)
        rows = world.rows("feeds", "list")
    print(f"{feeds} feeds, {ITEMS} items each: {seconds:.1f} s, peak {peak / 1e6:.0f} MB")
    print("states:", dict(Counter(row["state"] for row in rows)))
    print("unnamed failures:", sum(row["state"] == "broken" and not row["error"] for row in rows))


def _answer(number: int) -> Answer:
    bad = number % SHARE_OF_BAD
    if bad == 0:
        return Answer(hang=True)
    if bad == 1:
        return Answer(status=500)
    if bad == 2:
        return Answer(body=bytes(range(256)) * 40)
    text = "<p>一家研究机构今天发布了新的模型评测结果，参评的有来自多个国家的团队。</p>" * 12
    titles = {f"{number}-{n}": f"第{number}号频道的第{n}条新闻" for n in range(ITEMS)}
    items = [item(title, key=key, text=text) for key, title in titles.items()]
    return Answer(body=rss(items), headers=[("ETag", f'"{number}"')])


def _measured(world: World) -> tuple[float, int]:
    """Wall seconds of one round, and the most that its processes held at once."""
    started = time.monotonic()
    process = subprocess.Popen(world.command("poll"), stdout=subprocess.DEVNULL)
    watched, peak = psutil.Process(process.pid), 0
    while process.poll() is None:
        held = 0
        for one in (watched, *watched.children(recursive=True)):
            try:
                held += one.memory_info().rss
            except psutil.NoSuchProcess:
                continue
        peak = max(peak, held)
        time.sleep(0.2)
    return time.monotonic() - started, peak


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
