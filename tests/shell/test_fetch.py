"""The door to feeds against a real server that behaves well, badly, or not at all."""

from __future__ import annotations

import asyncio
import itertools
import socket
from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import __version__
from monitor.errors import FetchError
from monitor.fetch import Fetcher, HostTurns
from monitor.model import Feed, Fetched, NotModified, Validators
from monitor.settings import NetworkSettings
from tests.shell.server import (
    Answer,
    Handler,
    Request,
    Server,
    document,
    gzip_bomb,
    gzipped,
    redirect,
)

BODY = b"<rss version='2.0'><channel><title>News</title></channel></rss>"
OWN = (ip_network("127.0.0.0/8"),)
NONE = Validators()


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


def network(**changes: Any) -> NetworkSettings:
    values: dict[str, Any] = {"allow": OWN, "host_gap": timedelta(0)}
    return NetworkSettings(**(values | changes))


def fetch(
    url: str, known: Validators = NONE, *, settings: NetworkSettings | None = None
) -> Fetched | NotModified:
    async def once() -> Fetched | NotModified:
        async with Fetcher(settings or network()) as fetcher:
            return await fetcher.fetch(Feed(id="f", url=url), known)

    return asyncio.run(once())


def failure(url: str, *, settings: NetworkSettings | None = None) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetch(url, settings=settings)
    assert "\n" not in str(caught.value)
    return caught.value


# --- what comes back -----------------------------------------------------------------------


def test_a_whole_answer(server: Server) -> None:
    fields = [
        ("Content-Type", "application/rss+xml; charset=gbk"),
        ("ETag", 'W/"v 1"'),
        ("Last-Modified", "yesterday"),
        ("Cache-Control", "max-age=900"),
        ("Retry-After", "60"),
    ]
    server.on("/feed", Answer(headers=fields, body=BODY))
    got = fetch(server.url("/feed"))
    assert isinstance(got, Fetched)
    assert got.url == server.url("/feed")
    assert got.body == BODY
    assert got.content_type == "application/rss+xml; charset=gbk"
    assert got.validators == Validators(etag='W/"v 1"', last_modified="yesterday")
    assert got.hints.max_age == timedelta(minutes=15)
    assert got.hints.retry_after == timedelta(minutes=1)


def test_what_we_say_of_ourselves(server: Server) -> None:
    server.on("/feed", Answer(body=BODY))
    fetch(server.url("/feed"), settings=network(contact="https://ops.example/monitor"))
    sent = server.requests[0].headers
    assert sent["user-agent"] == f"monitor/{__version__} (+https://ops.example/monitor)"
    assert sent["accept-encoding"] == "gzip"
    assert not {"cookie", "referer", "if-none-match", "if-modified-since"} & sent.keys()


def test_the_second_time_is_a_304(server: Server) -> None:
    tag, date = 'W/"a,b \\" c"', "Sun, 01 Mar 2026  12:00:00 GMT"
    server.on("/feed", document(BODY, etag=tag, last_modified=date))
    first = fetch(server.url("/feed"))
    assert isinstance(first, Fetched)
    assert isinstance(fetch(server.url("/feed"), first.validators), NotModified)
    assert server.requests[1].headers["if-none-match"] == tag
    assert server.requests[1].headers["if-modified-since"] == date


def test_hints_of_a_304(server: Server) -> None:
    server.on("/feed", Answer(status=304, headers=[("Cache-Control", "max-age=60")]))
    got = fetch(server.url("/feed"), Validators(etag='"a"'))
    assert got == NotModified(hints=got.hints)
    assert got.hints.max_age == timedelta(minutes=1)


def test_a_304_that_nobody_asked_for_is_an_error(server: Server) -> None:
    server.on("/feed", Answer(status=304))
    assert failure(server.url("/feed")).status == 304


def test_a_hostile_validator_is_neither_kept_nor_sent(server: Server) -> None:
    server.on("/feed", Answer(headers=[("ETag", b'"\xff\xfe"')], body=BODY))
    got = fetch(server.url("/feed"))
    assert isinstance(got, Fetched)
    assert got.validators == NONE
    fetch(server.url("/feed"), Validators(etag='"ÿ"', last_modified="a\r\nX-Evil: 1"))
    assert not {"if-none-match", "if-modified-since", "x-evil"} & server.requests[1].headers.keys()


def test_no_cookie_is_ever_returned(server: Server) -> None:
    async def twice() -> None:
        async with Fetcher(network()) as fetcher:
            for _ in range(2):
                await fetcher.fetch(Feed(id="f", url=server.url("/hop")), NONE)

    cookies = [("Set-Cookie", "id=1; Path=/"), ("Set-Cookie2", "id=1; Version=1")]
    server.on("/hop", Answer(status=302, headers=[*cookies, ("Location", "/feed")]))
    server.on("/feed", Answer(headers=cookies, body=BODY))
    asyncio.run(twice())
    assert len(server.requests) == 4
    assert not any("cookie" in request.headers for request in server.requests)


def test_proxies_of_the_environment_are_not_used(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    server.on("/feed", Answer(body=BODY))
    assert isinstance(fetch(server.url("/feed")), Fetched)


# --- refusals ------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [204, 206, 400, 401, 403, 404, 410, 429, 451, 500, 503, 999])
def test_a_refusal_carries_its_status(server: Server, status: int) -> None:
    server.on("/feed", Answer(status=status, headers=[("Retry-After", "864000")]))
    error = failure(server.url("/feed?key=tok3n"))
    assert error.status == status
    assert error.retry_after == timedelta(days=10)
    assert error.blocked is (status in {401, 403, 429, 451})
    assert error.gone is (status == 410)
    assert str(error).startswith(server.url("/feed?key=***: the server answered"))


def test_retry_after_as_a_date_counts_from_the_servers_date(server: Server) -> None:
    fields = [
        ("Date", "Thu, 01 Jan 2015 00:00:00 GMT"),
        ("Retry-After", "Thu, 01 Jan 2015 02:00:00 GMT"),
    ]
    server.on("/feed", Answer(status=503, headers=fields))
    assert failure(server.url("/feed")).retry_after == timedelta(hours=2)


WIRE_FAULTS = {
    "cut at a length": (Answer(body=BODY, cut=20), "incomplete|peer closed"),
    "cut in a chunk": (
        Answer(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc"),
        "incomplete|peer closed",
    ),
    "cut gzip": (
        Answer(headers=[("Content-Encoding", "gzip")], body=gzipped(BODY).body[:-6]),
        "cut off",
    ),
    "false gzip": (Answer(headers=[("Content-Encoding", "gzip")], body=BODY), "incorrect header"),
    "brotli": (Answer(headers=[("Content-Encoding", "br")], body=b"x"), "only gzip"),
    "gzip bomb": (gzip_bomb(64 << 20), "larger than 8000000 bytes"),
    "stacked bomb": (gzip_bomb(64 << 20, layers=3), "only gzip"),
    "endless": (Answer(body=bytes(65_536), endless=True), "larger than 5000000 bytes on the wire"),
    "no http": (Answer(raw=b"SSH-2.0-OpenSSH_9.9\r\n\r\n"), "illegal"),
    "nothing": (Answer(raw=b""), "disconnected"),
    "huge header": (Answer(headers=[("X", "y" * 200_000)]), "receive buffer too long"),
    "early hints for ever": (
        Answer(raw=b"HTTP/1.1 103 Early Hints\r\n\r\n" * 40, drip=0.05),
        "no complete answer in time",
    ),
    "dripped body": (Answer(body=BODY * 9, drip=0.02), "no complete answer in time"),
    "silence": (Answer(hang=True), "no complete answer in time"),
}


@pytest.mark.parametrize("fault", WIRE_FAULTS)
def test_a_fault_on_the_wire_is_a_fetch_error(server: Server, fault: str) -> None:
    answer, reason = WIRE_FAULTS[fault]
    server.on("/feed", answer)
    error = failure(server.url("/feed"), settings=network(total_timeout="400ms"))
    assert error.status is None
    assert error.__cause__ is not None
    message = str(error).lower()
    assert message.startswith(server.url("/feed: "))
    assert any(word in message for word in reason.split("|")), message


def test_a_silent_server_ends_with_the_read_timeout(server: Server) -> None:
    server.on("/feed", Answer(body=BODY, cut=5, delay=0), Answer(hang=True))
    fetch_error = failure(server.url("/feed"))
    assert isinstance(fetch_error.__cause__, httpx.RemoteProtocolError)
    late = failure(server.url("/feed"), settings=network(read_timeout="100ms"))
    assert "the server fell silent" in str(late)


def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/feed"
        assert "connection" in str(failure(url)).lower()


@pytest.mark.parametrize(
    "url",
    [
        "",
        "feed.xml",
        "ftp://127.0.0.1/feed",
        "file:///etc/hosts",
        "javascript:alert(1)",
        "http://",
        "http:///feed",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1:port/",
        "http://[::1/",
        "http://a\nb/",
        "http://xn--/feed",
        "http://" + "a" * 64 + ".invalid/",
        "http://\ud800.invalid/",
        "http://127.0.0.1/" + "x" * 70_000,
    ],
)
def test_a_url_that_cannot_be_asked_is_a_fetch_error(url: str) -> None:
    failure(url)


def test_errors_hide_what_urls_carry(server: Server) -> None:
    server.on("/feed", redirect("/next?sig=s3cret"))
    server.on("/next", Answer(status=403))
    url = server.url("/feed?key=tok3n").replace("http://", "http://ann:passw0rd@")
    message = str(failure(url))
    assert not any(secret in message for secret in ("ann", "passw0rd", "tok3n", "s3cret"))
    shown = f"http://***@127.0.0.1:{server.port}/next?sig=***"
    assert message == f"{shown}: the server answered 403 Forbidden"


# --- redirects -----------------------------------------------------------------------------


def chain(server: Server, hops: int) -> None:
    for number in range(hops):
        status = (301, 302, 303, 307, 308)[number % 5]
        server.on(f"/{number}", redirect(f"/{number + 1}#part", status=status))
    server.on(f"/{hops}", Answer(body=BODY))


def test_five_redirects_are_followed(server: Server) -> None:
    chain(server, 5)
    got = fetch(server.url("/0"))
    assert isinstance(got, Fetched)
    assert got.url == server.url("/5")


def test_the_sixth_is_not(server: Server) -> None:
    chain(server, 6)
    assert "more than 5 redirects" in str(failure(server.url("/0")))
    assert not server.asked("/6")


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "ftp://127.0.0.1/",
        "http://[",
        "https:///x",
        "http://xn--/",
        "",
    ],
)
def test_redirects_lead_nowhere_but_to_the_web(server: Server, location: str) -> None:
    server.on("/feed", redirect(location))
    failure(server.url("/feed"))
    assert len(server.requests) == 1


def test_validators_stay_on_their_origin(server: Server) -> None:
    known = Validators(etag='"a"', last_modified="b")
    server.on("/same", redirect("/feed"))
    server.on("/other", redirect(server.url("/feed", host="localhost")))
    server.on("/feed", Answer(body=BODY))
    fetch(server.url("/same"), known)
    fetch(server.url("/other"), known)
    same, other = server.asked("/feed")
    assert same.headers["if-none-match"] == '"a"'
    assert not {"if-none-match", "if-modified-since"} & other.headers.keys()


def test_passwords_stay_on_their_origin_and_out_of_the_result(server: Server) -> None:
    start = f"http://ann:pw@127.0.0.1:{server.port}/same"
    server.on("/same", redirect("/other"))
    server.on("/other", redirect(server.url("/feed", host="localhost")))
    server.on("/feed", Answer(body=BODY))
    got = fetch(start)
    assert isinstance(got, Fetched)
    assert got.url == server.url("/feed", host="localhost")
    with_password = ["authorization" in request.headers for request in server.requests]
    assert with_password == [True, True, False]
    server.on("/same", Answer(body=BODY))
    assert fetch(start) == Fetched(url=server.url("/same"), body=BODY)


@pytest.mark.parametrize(
    ("start", "target", "same"),
    [
        ("http://a.example/x", "http://a.example/y", True),
        ("http://a.example/x", "https://a.example/x", True),
        ("https://a.example/x", "http://a.example/x", False),
        ("http://a.example/x", "http://www.a.example/x", False),
        ("http://a.example/x", "http://a.example:8080/x", False),
        ("http://a.example:8080/x", "https://a.example:8443/x", False),
    ],
)
def test_what_counts_as_one_origin(start: str, target: str, same: bool) -> None:
    """Over a transport in memory: the step to https needs no certificate there."""
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        hop = str(request.url) == start
        return moved(target) if hop else httpx.Response(200, stream=httpx.ByteStream(BODY))

    _fetch_in_memory(start, httpx.MockTransport(answer))
    downgraded = start.startswith("https") and target.startswith("http:")
    assert len(seen) == (1 if downgraded else 2)
    assert ("If-None-Match" in seen[-1].headers) is (same or downgraded)


def moved(location: str) -> httpx.Response:
    return httpx.Response(302, headers=[(b"Location", location.encode("utf-8", "replace"))])


@given(st.text(max_size=30) | st.text(alphabet="htps:/[]@#?%.-:0x1", max_size=30))
def test_no_location_brings_anything_but_a_fetch_error(location: str) -> None:
    async def once() -> None:
        transport = httpx.MockTransport(lambda request: moved(location))
        async with Fetcher(network(), transport=transport) as fetcher:
            await fetcher.fetch(Feed(id="f", url="http://a.example/"), NONE)

    with pytest.raises(FetchError):
        asyncio.run(once())


@given(st.text(max_size=30) | st.text(alphabet="[]@#?%.-:0x1a", max_size=30).map("http://".__add__))
def test_no_address_brings_anything_but_a_fetch_error(url: str) -> None:
    async def once() -> None:
        transport = httpx.MockTransport(lambda request: httpx.Response(404))
        async with Fetcher(network(), transport=transport) as fetcher:
            await fetcher.fetch(Feed(id="f", url=url), NONE)

    with pytest.raises(FetchError):
        asyncio.run(once())


def _fetch_in_memory(url: str, transport: httpx.AsyncBaseTransport) -> None:
    async def once() -> None:
        async with Fetcher(network(), transport=transport) as fetcher:
            await fetcher.fetch(Feed(id="f", url=url), Validators(etag='"a"'))

    if url.startswith("https"):
        with pytest.raises(FetchError, match="redirects from https to http"):
            asyncio.run(once())
    else:
        asyncio.run(once())


def test_one_deadline_covers_all_redirects(server: Server) -> None:
    for number in range(5):
        server.on(
            f"/{number}", Answer(status=302, headers=[("Location", f"/{number + 1}")], delay=0.3)
        )
    server.on("/5", Answer(body=BODY, delay=0.3))
    error = failure(server.url("/0"), settings=network(total_timeout="1s"))
    assert "no complete answer in time" in str(error)
    assert not server.asked("/5")


# --- manners -------------------------------------------------------------------------------


def fetch_all(urls: list[str], settings: NetworkSettings) -> list[Any]:
    async def all_at_once() -> list[Any]:
        async with Fetcher(settings) as fetcher:
            feeds = (Feed(id=str(number), url=url) for number, url in enumerate(urls))
            tasks = (fetcher.fetch(feed, NONE) for feed in feeds)
            return await asyncio.gather(*tasks, return_exceptions=True)

    return asyncio.run(all_at_once())


def slow(server: Server, count: int) -> list[str]:
    for number in range(count):
        server.on(f"/{number}", Answer(body=BODY, delay=0.05))
    return [server.url(f"/{number}") for number in range(count)]


def test_a_public_host_is_asked_one_at_a_time_with_a_gap(server: Server) -> None:
    urls = slow(server, 5)
    # The deadline is far shorter than the wait for the last turn: waiting does not count.
    got = fetch_all(urls, network(allow=(), host_gap="600ms", total_timeout="2s"))
    assert all(isinstance(answer, Fetched) for answer in got), got
    assert server.most_at_once == 1
    moments = sorted(request.at for request in server.requests)
    assert all(after - before >= 0.55 for before, after in itertools.pairwise(moments))


def test_redirects_take_their_turn_as_well(server: Server) -> None:
    server.on("/a", redirect("/b"))
    server.on("/b", Answer(body=BODY))
    fetch(server.url("/a"), settings=network(allow=(), host_gap="150ms"))
    assert server.requests[1].at - server.requests[0].at >= 0.15


def test_ones_own_hosts_have_no_gap(server: Server) -> None:
    got = fetch_all(slow(server, 8), network(host_gap="1h"))
    assert all(isinstance(answer, Fetched) for answer in got), got


def test_the_overall_limit_holds(server: Server) -> None:
    fetch_all(slow(server, 12), network(concurrency=3))
    assert server.most_at_once <= 3


def test_waiting_for_a_host_holds_up_no_other(server: Server) -> None:
    """One slot; a public host with an hour's gap; one's own host is asked all the same."""

    async def scene() -> Fetched | NotModified:
        async with Fetcher(network(allow=OWN, concurrency=1, host_gap="1h")) as fetcher:
            # A spelling that is no literal address, so it counts as a public name.
            public = Feed(id="p", url=server.url("/feed", host="127.1"))
            waiting = [asyncio.create_task(fetcher.fetch(public, NONE)) for _ in range(3)]
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            got = await fetcher.fetch(Feed(id="o", url=server.url("/feed")), NONE)
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
            return got

    server.on("/feed", Answer(body=BODY))
    assert isinstance(asyncio.run(scene()), Fetched)


def test_hosts_are_forgotten() -> None:
    async def scene() -> tuple[int, int]:
        turns, known = HostTurns(0), []

        async def visit(host: str) -> None:
            async with turns.turn(host):
                await asyncio.sleep(0)
                known.append(len(turns))

        await asyncio.gather(*(visit(f"h{number % 50}.example") for number in range(200)))
        await asyncio.sleep(0.01)  # the gaps end in the next turn of the loop
        return max(known), len(turns)

    assert asyncio.run(scene()) == (50, 0)


def test_a_cancelled_wait_leaves_nothing_behind() -> None:
    async def scene() -> int:
        turns = HostTurns(0)
        async with turns.turn("h.example"):
            waiter = asyncio.create_task(_enter(turns, "H.example."))
            await asyncio.sleep(0)
            waiter.cancel()
            await asyncio.gather(waiter, return_exceptions=True)
        await asyncio.sleep(0.01)
        return len(turns)

    assert asyncio.run(scene()) == 0


async def _enter(turns: HostTurns, host: str) -> None:
    async with turns.turn(host):
        raise AssertionError("the host was not free")


def test_scripted_answers_come_in_turn(server: Server) -> None:
    def echo(request: Request) -> Answer:
        return Answer(body=request.target.encode())

    handler: Handler = echo
    server.on("/feed", Answer(status=500), handler)
    assert failure(server.url("/feed")).status == 500
    for target in ("/feed?a", "/feed?b"):
        got = fetch(server.url(target))
        assert isinstance(got, Fetched)
        assert got.body == target.encode()
