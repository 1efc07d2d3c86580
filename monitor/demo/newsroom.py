"""The newsroom of the demo: feeds in four formats that grow as the story goes on, with ETags."""

from __future__ import annotations

import hashlib
import html
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from monitor.clock import utc_now
from monitor.demo.story import OUTLETS, PIECES, Outlet, Piece


class Newsroom:
    """What is published when. ``opened_at`` starts the story."""

    def __init__(self, opened_at: datetime) -> None:
        self.opened_at = opened_at

    def published(self, outlet: Outlet, now: datetime) -> list[Piece]:
        """The outlet's pieces at ``now``, newest first."""
        elapsed = (now - self.opened_at).total_seconds()
        out = [piece for piece in PIECES if piece.outlet == outlet.id and piece.at <= elapsed]
        return sorted(out, key=lambda piece: piece.at, reverse=True)

    def document(self, outlet: Outlet, now: datetime) -> tuple[str, bytes]:
        """The outlet's feed at ``now``: content type and body."""
        form, write = _FORMS[outlet.form]
        return form, write(self, outlet, self.published(outlet, now)).encode()

    def date(self, piece: Piece) -> datetime:
        """When a piece came out."""
        return self.opened_at + timedelta(seconds=piece.at)


def link(piece: Piece) -> str:
    """Where the piece can be read."""
    return f"https://{piece.outlet}.example/{PIECES.index(piece)}"


def _rss(newsroom: Newsroom, outlet: Outlet, pieces: list[Piece]) -> str:
    items = "".join(
        f"<item><title>{html.escape(piece.title)}</title><link>{link(piece)}</link>"
        f"<guid>{link(piece)}</guid><pubDate>{format_datetime(newsroom.date(piece))}</pubDate>"
        f"<description>{html.escape(piece.html)}</description></item>"
        for piece in pieces
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>{html.escape(outlet.title)}</title><link>https://{outlet.id}.example/</link>"
        f"<description>{html.escape(outlet.title)}</description>{items}</channel></rss>"
    )


def _atom(newsroom: Newsroom, outlet: Outlet, pieces: list[Piece]) -> str:
    entries = "".join(
        f"<entry><title>{html.escape(piece.title)}</title><id>{link(piece)}</id>"
        f'<link href="{link(piece)}"/><updated>{newsroom.date(piece).isoformat()}</updated>'
        f'<content type="html">{html.escape(piece.html)}</content></entry>'
        for piece in pieces
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{html.escape(outlet.title)}</title><id>https://{outlet.id}.example/</id>"
        f"<updated>{newsroom.opened_at.isoformat()}</updated>{entries}</feed>"
    )


def _json(newsroom: Newsroom, outlet: Outlet, pieces: list[Piece]) -> str:
    items = [
        {
            "id": link(piece),
            "url": link(piece),
            "title": piece.title,
            "content_html": piece.html,
            "date_published": newsroom.date(piece).isoformat(),
        }
        for piece in pieces
    ]
    version = "https://jsonfeed.org/version/1.1"
    return json.dumps({"version": version, "title": outlet.title, "items": items})


_FORMS: dict[str, tuple[str, Callable[[Newsroom, Outlet, list[Piece]], str]]] = {
    "rss": ("application/rss+xml; charset=utf-8", _rss),
    "atom": ("application/atom+xml; charset=utf-8", _atom),
    "json": ("application/feed+json", _json),
}


@contextmanager
def open_newsroom(newsroom: Newsroom) -> Iterator[str]:
    """Serve every outlet at ``/<id>`` on this machine; gives the address that they stand under."""
    outlets = {f"/{outlet.id}": outlet for outlet in OUTLETS}

    class Desk(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path not in outlets:
                self.send_error(404)
                return
            form, body = newsroom.document(outlets[self.path], utc_now())
            etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            same = self.headers["If-None-Match"] == etag
            self.send_response(304 if same else 200)
            self.send_header("ETag", etag)
            self.send_header("Content-Type", form)
            self.send_header("Content-Length", "0" if same else str(len(body)))
            self.end_headers()
            if not same:
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """The daemon's own log tells enough."""

    with serve(Desk) as address:
        yield address


@contextmanager
def serve(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """Run an HTTP server on a free port of this machine; gives its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
