"""The door to feeds: one polite, conditional, bounded GET after another.

What a stranger's server can do is bounded here: time (one deadline over all redirects), size (on
the wire and inflated), redirects, and what of ours it gets to see. Nothing but FetchError leaves.
"""

from __future__ import annotations

import asyncio
import re
import ssl
import zlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import Self

import httpx

from monitor import __version__
from monitor.clock import utc_now
from monitor.errors import FetchError
from monitor.http import headers
from monitor.http.body import Body, BodyError
from monitor.http.urls import is_own_host, redacted_url
from monitor.model import Feed, Fetched, NotModified, Validators
from monitor.settings import NetworkSettings

MAX_REDIRECTS = 5
_REDIRECTS = {301, 302, 303, 307, 308}
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
)
# UnicodeError, InvalidURL and zlib.error are no HTTPError: they would escape the usual net.
_WIRE_ERRORS = (
    httpx.HTTPError,
    httpx.InvalidURL,
    UnicodeError,
    OSError,  # TimeoutError and ssl.SSLError are kinds of it
    zlib.error,
    BodyError,
)
_REASONS: Mapping[type[Exception], str] = {
    httpx.ConnectTimeout: "no connection in time",
    httpx.ReadTimeout: "the server fell silent",
    TimeoutError: "no complete answer in time",
}
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


class Fetcher:
    """Fetches feeds over one HTTP client; an async context manager.

    `fetch` may be called for any number of feeds at once: it waits for its turn at the host and
    for one of ``network.concurrency`` slots by itself, however long that takes. ``transport`` is
    the way to the wire, if not sockets.
    """

    def __init__(
        self, network: NetworkSettings, *, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._network = network
        self._client = _client(network, transport or _transport(network))
        self._turns = HostTurns(network.host_gap.total_seconds())
        self._slots = asyncio.Semaphore(network.concurrency)

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._client.__aexit__(kind, error, traceback)

    async def fetch(self, feed: Feed, validators: Validators) -> Fetched | NotModified:
        """Ask for a feed, unless it is still as ``validators`` describe it.

        The total deadline counts the time spent asking, over all redirects, not the time spent
        waiting for a turn. Raises FetchError, whose message names the URL without its secrets.
        """
        start = url = _address(feed.url)
        left = self._network.total_timeout.total_seconds()
        clock = asyncio.get_running_loop().time
        for _ in range(MAX_REDIRECTS + 1):
            fields = headers.conditional(validators) if _same_origin(start, url) else {}
            async with self._turn(url):
                began = clock()
                answer = await self._ask(url, fields, seconds=left)
                left -= clock() - began
            if not isinstance(answer, httpx.URL):
                return answer
            url = answer
        raise FetchError(f"{redacted_url(feed.url)}: more than {MAX_REDIRECTS} redirects")

    @asynccontextmanager
    async def _turn(self, url: httpx.URL) -> AsyncIterator[None]:
        """Wait first for the host, then for a slot: whoever waits for a host holds up no other."""
        own = is_own_host(url.host, self._network.allow)
        async with nullcontext() if own else self._turns.turn(url.host), self._slots:
            yield

    async def _ask(
        self, url: httpx.URL, fields: Mapping[str, str], *, seconds: float
    ) -> Fetched | NotModified | httpx.URL:
        """One request and its answer; a URL if that is where the answer points."""
        try:
            async with (
                asyncio.timeout(seconds),
                self._client.stream("GET", url, headers=fields) as response,
            ):
                return await self._answer(url, response, conditional=bool(fields))
        except _WIRE_ERRORS as error:
            raise FetchError(f"{redacted_url(str(url))}: {_reason(error)}") from error

    async def _answer(
        self, url: httpx.URL, response: httpx.Response, *, conditional: bool
    ) -> Fetched | NotModified | httpx.URL:
        status, fields, now = response.status_code, response.headers.raw, utc_now()
        if status == HTTPStatus.OK:
            return Fetched(
                url=str(url.copy_with(userinfo=b"")),
                body=await self._body(response),
                content_type=headers.first(fields, "content-type"),
                validators=headers.validators(fields),
                hints=headers.hints(fields, now=now),
            )
        # To a question without conditions it is no answer, and would hide the feed for ever.
        if status == HTTPStatus.NOT_MODIFIED and conditional:
            return NotModified(hints=headers.hints(fields, now=now))
        if status in _REDIRECTS:
            return self._redirected(url, response)
        raise FetchError(
            f"{redacted_url(str(url))}: the server answered {_named(status)}",
            status=status,
            retry_after=headers.retry_after(fields, now=now),
        )

    async def _body(self, response: httpx.Response) -> bytes:
        body = Body(
            headers.content_codings(response.headers.raw),
            max_wire_bytes=self._network.max_wire_bytes,
            max_body_bytes=self._network.max_body_bytes,
        )
        async for piece in response.aiter_raw():
            body.take(piece)
        return body.end()

    def _redirected(self, url: httpx.URL, response: httpx.Response) -> httpx.URL:
        """Where a redirect leads, if we follow it there."""
        location = response.headers.get("location")
        if not location:
            raise FetchError(f"{redacted_url(str(url))}: a redirect that does not say where to")
        target = _address(str(url.join(location).copy_with(fragment=None)))
        downgrade = url.scheme == "https" and target.scheme == "http"
        if downgrade and not is_own_host(target.host, self._network.allow):
            raise FetchError(
                f"{redacted_url(str(url))}: redirects from https to {redacted_url(str(target))}"
            )
        return target


def _client(network: NetworkSettings, transport: httpx.AsyncBaseTransport) -> httpx.AsyncClient:
    """The one client. Its jar refuses cookies before they are read; no proxy comes from outside."""
    return httpx.AsyncClient(
        transport=transport,
        headers={
            "User-Agent": f"monitor/{__version__} (+{network.contact})",
            "Accept": _ACCEPT,
            "Accept-Encoding": "gzip",
            "Connection": "close",
        },
        cookies=CookieJar(DefaultCookiePolicy(netscape=False, rfc2965=False)),
        timeout=httpx.Timeout(
            network.read_timeout.total_seconds(),
            connect=network.connect_timeout.total_seconds(),
            pool=None,  # the slots see to that
        ),
        follow_redirects=False,
        trust_env=False,
    )


def _transport(network: NetworkSettings) -> httpx.AsyncBaseTransport:
    """The way to the wire: the one place where a check of addresses belongs.

    No connection is kept: a host is asked again minutes later, and httpx walks its whole pool at
    every request.
    """
    limits = httpx.Limits(max_connections=network.concurrency, max_keepalive_connections=0)
    return httpx.AsyncHTTPTransport(verify=_trust(), limits=limits, trust_env=False)


@lru_cache(maxsize=1)
def _trust() -> ssl.SSLContext:
    """The certificates to trust: reading them stalls the event loop, so once for each process."""
    return httpx.create_ssl_context(trust_env=False)


def _address(url: str) -> httpx.URL:
    """``url`` parsed, if it is one that we can ask."""
    try:
        parsed = httpx.URL(url)
        host = parsed.host  # decodes what it may not be able to decode
    except (httpx.InvalidURL, UnicodeError) as error:
        raise FetchError(f"{redacted_url(url)}: not a URL: {_reason(error)}") from error
    if parsed.scheme not in {"http", "https"} or not host:
        raise FetchError(f"{redacted_url(url)}: not an address of the web (http or https)")
    if parsed.port is not None and not 0 < parsed.port < 65_536:
        raise FetchError(f"{redacted_url(url)}: there is no port {parsed.port}")
    return parsed


def _same_origin(start: httpx.URL, url: httpx.URL) -> bool:
    """Whether ``url`` may see what ``start`` gave us; the step up to https on one host counts."""
    if (start.scheme, start.host, start.port) == (url.scheme, url.host, url.port):
        return True
    upgraded = (start.scheme, url.scheme) == ("http", "https")
    return upgraded and start.host == url.host and start.port is None and url.port is None


def _named(status: int) -> str:
    """A status with its usual name; the server's own words for it are not repeated."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _reason(error: Exception) -> str:
    text = _UNPRINTABLE.sub(" ", str(error))[:200]
    return _REASONS.get(type(error)) or text or type(error).__name__


@dataclass(slots=True)
class _Host:
    """A host that somebody is asking, waits to ask, or has just asked."""

    lock: asyncio.Lock
    users: int = 0


class HostTurns:
    """One request at a time for each host, and a gap of ``gap`` seconds after each."""

    def __init__(self, gap: float) -> None:
        self._gap = gap
        self._hosts: dict[str, _Host] = {}

    def __len__(self) -> int:
        """The hosts in use or still within their gap; the others are forgotten."""
        return len(self._hosts)

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait until ``host`` may be asked, first come first served, and hold it meanwhile."""
        name = host.rstrip(".").lower()
        known = self._hosts.setdefault(name, _Host(asyncio.Lock()))
        known.users += 1
        try:
            await known.lock.acquire()
        except asyncio.CancelledError:
            self._leave(name, known)
            raise
        try:
            yield
        finally:
            asyncio.get_running_loop().call_later(self._gap, self._release, name, known)

    def _release(self, name: str, known: _Host) -> None:
        known.lock.release()
        self._leave(name, known)

    def _leave(self, name: str, known: _Host) -> None:
        known.users -= 1
        if not known.users:
            del self._hosts[name]
