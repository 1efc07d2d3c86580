"""A small HTTP server on 127.0.0.1 that answers as a test tells it to, badly if need be.

    with Server() as server:
        server.on("/feed", Answer(body=b"<rss/>"))
        server.on("/flaky", Answer(status=503), Answer(body=b"<rss/>"))   # the last one repeats
        server.on("/etag", lambda request: Answer(status=304))
        ...                       # ask for server.url("/feed")
        assert server.requests[0].headers["user-agent"]

It speaks over plain sockets in a thread of its own, so tests may be synchronous or not.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import threading
import time
import zlib
from collections import deque
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a client sent. Header names are lower case. ``at`` is monotonic seconds."""

    method: str
    target: str
    headers: Mapping[str, str]
    at: float
    body: bytes = b""

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the server does with a request.

    ``headers`` may repeat a name and hold any bytes. Content-Length is added unless ``length`` is
    false. ``raw`` is sent instead of everything else. ``delay`` seconds pass first. ``hang`` sends
    nothing at all until the client leaves. ``cut``: so many bytes of the body, then the connection
    closes. ``drip``: the whole answer byte by byte, with so many seconds between. ``endless``: the
    body again and again.
    """

    status: int = 200
    headers: Sequence[tuple[str, str] | tuple[str, bytes]] = ()
    body: bytes = b""
    length: bool = True
    raw: bytes | None = None
    delay: float = 0
    hang: bool = False
    cut: int | None = None
    drip: float | None = None
    endless: bool = False

    def head(self) -> bytes:
        lines = [f"HTTP/1.1 {self.status} Status".encode()]
        lines += [
            name.encode() + b": " + (value if isinstance(value, bytes) else value.encode())
            for name, value in self.headers
        ]
        if self.length and not self.endless and self.status != 304:
            lines.append(f"Content-Length: {len(self.body)}".encode())
        return b"\r\n".join([*lines, b"Connection: close", b"", b""])


Handler = Callable[[Request], Answer]


def gzipped(body: bytes) -> Answer:
    """``body`` as a server with gzip on sends it."""
    return Answer(headers=[("Content-Encoding", "gzip")], body=gzip.compress(body))


def redirect(location: str, *, status: int = 302) -> Answer:
    """A redirect to ``location``."""
    return Answer(status=status, headers=[("Location", location)])


def gzip_bomb(inflated_bytes: int, *, layers: int = 1) -> Answer:
    """An answer of a few bytes that inflates to very many, through ``layers`` of gzip."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = bytes(1 << 20)
    body = b"".join(packer.compress(zeros) for _ in range(inflated_bytes >> 20)) + packer.flush()
    for _ in range(layers - 1):
        body = gzip.compress(body)
    return Answer(headers=[("Content-Encoding", ", ".join(["gzip"] * layers))], body=body)


def document(body: bytes, *, etag: str | None = None, last_modified: str | None = None) -> Handler:
    """An honest document: 304 to whoever names its validators, else 200 with them."""

    named = {"ETag": etag, "Last-Modified": last_modified}
    headers = [(name, value) for name, value in named.items() if value is not None]

    def answer(request: Request) -> Answer:
        asked = request.headers
        if "if-none-match" in asked:
            same = asked["if-none-match"] == etag
        else:
            same = last_modified is not None and asked.get("if-modified-since") == last_modified
        if same:
            return Answer(status=304, headers=headers)
        return Answer(headers=[*headers, ("Content-Type", "application/xml")], body=body)

    return answer


class Server:
    """The server; a context manager. ``most_at_once``: how many requests ever waited together for
    the first byte of their answers."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.most_at_once = 0
        self.port = 0
        self._handlers: dict[str, Handler] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._open: set[asyncio.Task[None]] = set()
        self._waiting = 0

    def on(self, path: str, *answers: Answer | Handler) -> None:
        """Answer requests for ``path`` with these, in turn; the last one repeats."""
        self._handlers[path] = _in_turn(answers)

    def url(self, path: str = "/", *, host: str = "127.0.0.1") -> str:
        """The address of ``path`` here, by a name of this machine."""
        return f"http://{host}:{self.port}{path}"

    def asked(self, path: str) -> list[Request]:
        """The requests for ``path`` so far."""
        return [request for request in self.requests if request.path == path]

    def __enter__(self) -> Self:
        self._thread.start()
        self._server = self._run(asyncio.start_server(self._accept, "127.0.0.1", 0))
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_: object) -> None:
        self._run(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=30)

    async def _stop(self) -> None:
        self._server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)
        await asyncio.sleep(0)  # closed transports leave in the next turn of the loop

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                await self._serve(reader, writer)
        finally:
            self._open.discard(task)
            if task.cancelling():  # nobody will read what is still to be sent
                writer.transport.abort()
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await _read_request(reader)
        self.requests.append(request)
        handler = self._handlers.get(request.path, _nothing_here)
        answer = handler(request)
        with self._in_the_air():
            await asyncio.sleep(answer.delay)
            if answer.hang:
                await reader.read()
                return
        for piece, pause in _pieces(answer):
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause)

    @contextlib.contextmanager
    def _in_the_air(self) -> Iterator[None]:
        self._waiting += 1
        self.most_at_once = max(self.most_at_once, self._waiting)
        try:
            yield
        finally:
            self._waiting -= 1


async def _read_request(reader: asyncio.StreamReader) -> Request:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.split("\r\n")[:-2]
    method, target, _ = first.split(" ")
    pairs = (line.partition(":") for line in lines)
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    return Request(
        method=method,
        target=target,
        headers=headers,
        at=time.monotonic(),
        body=await reader.readexactly(int(headers.get("content-length", 0))),
    )


def _pieces(answer: Answer) -> Iterator[tuple[bytes, float]]:
    """What to send, piece by piece, and how long to wait after each."""
    if answer.raw is not None:
        whole = answer.raw
    else:
        body = answer.body if answer.cut is None else answer.body[: answer.cut]
        whole = answer.head() + body
    if answer.drip is None:
        yield whole, 0
    else:
        yield from ((bytes([byte]), answer.drip) for byte in whole)
    while answer.endless:
        yield answer.body, 0


def _in_turn(answers: Sequence[Answer | Handler]) -> Handler:
    waiting = deque(answers)

    def handler(request: Request) -> Answer:
        answer = waiting.popleft() if len(waiting) > 1 else waiting[0]
        return answer if isinstance(answer, Answer) else answer(request)

    return handler


def _nothing_here(request: Request) -> Answer:
    return Answer(status=404)
