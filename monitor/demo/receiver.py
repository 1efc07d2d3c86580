"""The webhook receiver of the demo: takes what is signed, drops what it has seen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import Any

from monitor.channels.signing import decode_secret, verify
from monitor.clock import utc_now
from monitor.demo.newsroom import serve

MAX_BODY_BYTES = 262_144


class Inbox:
    """What arrived: each alert once, by its id."""

    def __init__(self, secret: str) -> None:
        self.keys = (decode_secret(secret),)
        self.alerts: dict[str, dict[str, Any]] = {}
        self.refused = 0
        self.repeated = 0

    def take(self, body: bytes, headers: dict[str, str]) -> int:
        """Take one POST; the status to answer with."""
        if not verify(body, headers, keys=self.keys, now=utc_now()):
            self.refused += 1
            return 401
        alert = json.loads(body)
        identity = headers["webhook-id"]
        self.repeated += identity in self.alerts
        self.alerts[identity] = alert
        return 204


@contextmanager
def open_receiver(inbox: Inbox) -> Iterator[str]:
    """Serve ``inbox`` on this machine; gives the URL to post to."""

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            if length > MAX_BODY_BYTES:
                self.send_error(413)
                return
            names = {name.lower(): value for name, value in self.headers.items()}
            self.send_response(inbox.take(self.rfile.read(length), names))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """What arrived is shown by the demo itself."""

    with serve(Door) as address:
        yield f"{address}/hook"
