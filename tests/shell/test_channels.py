"""What every channel owes its receiver, and what each kind owes besides.

`RECEIVERS` is the contract: what a receiver does, and what becomes of the delivery. Every channel
that talks to a receiver runs it.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
from collections.abc import Callable, Coroutine, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest
import standardwebhooks
from hypothesis import given
from hypothesis import strategies as st
from loguru import logger
from pydantic import SecretStr, ValidationError

from monitor.channels import KINDS, Channel, build, read_secrets
from monitor.channels.base import Message
from monitor.channels.log import LogChannel, LogSettings, append
from monitor.channels.signing import decode_secret, headers
from monitor.channels.webhook import WebhookChannel, WebhookSettings
from monitor.errors import ConfigError, DeliveryError
from monitor.model import Reason, Severity
from tests.shell.server import Answer, Handler, Server, redirect

Outcome = Literal["delivered", "retry", "dead"]
NOW = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)
SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
OTHER_SECRET = "whsec_" + base64.b64encode(b"\xff" * 24).decode()
MESSAGE = Message(
    id="al_0123456789abcdef",
    severity=Severity.HIGH,
    reason=Reason.NEW,
    text="温知远离开鲸落智能",
    payload={"schema": "1", "explanation": "温知远离开鲸落智能\n\u2028 \x1b[2J"},
)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


def webhook(
    url: str, *, environ: Mapping[str, str] | None = None, **changes: object
) -> WebhookChannel:
    table = {"id": "ops", "kind": "webhook", "url": url, "secret": SECRET, **changes}
    return WebhookChannel(
        WebhookSettings.model_validate(table),
        environ=environ or {},
        deadline=timedelta(seconds=1.5),
    )


# How to make a channel of each kind that talks to a receiver at a URL.
TALKING: dict[str, Callable[[str], Channel]] = {"webhook": webhook}


async def outcome(channel: Channel) -> tuple[Outcome, DeliveryError | None]:
    try:
        await channel.send(MESSAGE, now=NOW)
    except DeliveryError as error:
        return ("dead" if error.permanent else "retry"), error
    finally:
        await channel.close()
    return "delivered", None


def run(
    work: Coroutine[object, object, tuple[Outcome, DeliveryError | None]],
) -> tuple[Outcome, DeliveryError | None]:
    return asyncio.run(work)


# --- the contract --------------------------------------------------------------------------

_HALF = b"HTTP/1.1 200 OK\r\nContent-Le"
RECEIVERS: list[tuple[str, Answer | Handler, Outcome]] = [
    ("takes it", Answer(), "delivered"),
    ("takes it and says so at length", Answer(body=b"x" * 100_000), "delivered"),
    ("takes it without a word", Answer(status=204), "delivered"),
    ("will see to it", Answer(status=202), "delivered"),
    ("takes it and never stops talking", Answer(body=b"x" * 4096, endless=True), "delivered"),
    ("takes it and hangs up mid-word", Answer(body=b"x" * 1000, cut=10), "delivered"),
    ("moved", redirect("/elsewhere", status=301), "dead"),
    ("sends us elsewhere", redirect("http://127.0.0.1:9/", status=307), "dead"),
    ("knows it already", Answer(status=304), "dead"),
    ("wants no more", Answer(status=410), "dead"),
    ("finds it bad", Answer(status=400), "retry"),
    ("knows us not", Answer(status=401), "retry"),
    ("is not there yet", Answer(status=404), "retry"),
    ("gave up waiting", Answer(status=408), "retry"),
    ("is busy with another", Answer(status=409), "retry"),
    ("thinks it too early", Answer(status=425), "retry"),
    ("has had enough for now", Answer(status=429), "retry"),
    ("is broken", Answer(status=500), "retry"),
    ("is behind a broken door", Answer(status=502), "retry"),
    ("is away", Answer(status=503), "retry"),
    ("never answers", Answer(hang=True), "retry"),
    ("answers one byte at a time", Answer(drip=0.05), "retry"),
    ("hangs up at once", Answer(raw=b""), "retry"),
    ("hangs up half way", Answer(raw=_HALF), "retry"),
    ("speaks in tongues", Answer(raw=b"\x00\xff\x1b[2J\r\n\r\n"), "retry"),
    ("has a head too large", Answer(headers=[("X", "y" * 200_000)]), "retry"),
]


@pytest.mark.parametrize("kind", TALKING)
@pytest.mark.parametrize(
    ("answer", "expected"), [row[1:] for row in RECEIVERS], ids=[row[0] for row in RECEIVERS]
)
def test_what_a_receiver_does_decides(
    server: Server, kind: str, answer: Answer | Handler, expected: Outcome
) -> None:
    server.on("/hook", answer)
    found, error = run(outcome(TALKING[kind](server.url("/hook?token=sesame"))))
    assert found == expected
    assert len(server.requests) == 1, "nothing is followed, nothing is tried twice here"
    if error:
        assert "sesame" not in str(error)
        assert "/hook" in str(error)
        assert str(error).isprintable()


@pytest.mark.parametrize("kind", TALKING)
@pytest.mark.parametrize(
    ("sent", "understood"),
    [
        ("120", timedelta(minutes=2)),
        ("Tue, 06 May 2031 07:10:09 GMT", timedelta(minutes=2)),
        ("soon", None),
        ("-5", None),
    ],
)
def test_a_receiver_may_ask_for_time(
    server: Server, kind: str, sent: str, understood: timedelta | None
) -> None:
    server.on("/", Answer(status=429, headers=[("Retry-After", sent)]))
    _, error = run(outcome(TALKING[kind](server.url())))
    assert error
    assert error.retry_after == understood


@pytest.mark.parametrize("kind", TALKING)
def test_nobody_there_is_a_retry(kind: str) -> None:
    with Server() as gone:
        url = gone.url()
    assert run(outcome(TALKING[kind](url)))[0] == "retry"
    assert run(outcome(TALKING[kind]("http://nobody.invalid/")))[0] == "retry"


@pytest.mark.parametrize("kind", TALKING)
def test_no_cookie_is_kept_and_no_proxy_believed(
    server: Server, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    server.on("/", Answer(headers=[("Set-Cookie", "id=7; Path=/")]))

    async def twice(channel: Channel) -> None:
        await channel.send(MESSAGE, now=NOW)
        await channel.send(MESSAGE, now=NOW)
        await channel.close()

    asyncio.run(twice(TALKING[kind](server.url())))
    assert [("cookie" in request.headers) for request in server.requests] == [False, False]


# --- webhook -------------------------------------------------------------------------------


def test_a_standard_library_verifies_what_is_sent(server: Server) -> None:
    server.on("/", Answer())
    channel = webhook(server.url(), secrets=(OTHER_SECRET,))

    async def send() -> None:
        for _ in range(2):
            await channel.send(MESSAGE, now=datetime.now(UTC))
        await channel.close()

    asyncio.run(send())
    for request in server.requests:
        assert request.method == "POST"
        assert request.headers["content-type"] == "application/json"
        assert request.headers["webhook-id"] == MESSAGE.id
        assert request.headers["user-agent"].startswith("monitor/")
        for secret in (SECRET, OTHER_SECRET):
            verifier = standardwebhooks.Webhook(secret)
            assert verifier.verify(request.body, dict(request.headers)) == MESSAGE.payload
        stranger = standardwebhooks.Webhook("whsec_" + base64.b64encode(b"\0" * 24).decode())
        with pytest.raises(standardwebhooks.WebhookVerificationError):
            stranger.verify(request.body, dict(request.headers))


@given(body=st.binary(max_size=200), at=st.integers(0, 4_000_000_000), key=st.binary(min_size=24))
def test_signatures_are_those_of_the_standard(body: bytes, at: int, key: bytes) -> None:
    text = body.decode("latin-1")
    moment = datetime.fromtimestamp(at, tz=UTC)
    signed = headers(text.encode(), message_id="al_1", at=moment, keys=[key, b"k" * 24])
    assert signed["webhook-timestamp"] == str(at)
    first, second = signed["webhook-signature"].split(" ")
    assert first == standardwebhooks.Webhook(key).sign("al_1", moment, text)
    assert second == standardwebhooks.Webhook(b"k" * 24).sign("al_1", moment, text)


@pytest.mark.parametrize(
    ("secret", "wrong"),
    [
        ("", "begins with"),
        ("hunter2", "begins with"),
        ("whsec_hunter2!", "base64"),
        ("whsec_" + base64.b64encode(b"x" * 23).decode(), "24 to 64 bytes, found 23"),
        ("whsec_" + base64.b64encode(b"x" * 65).decode(), "24 to 64 bytes, found 65"),
    ],
)
def test_what_is_no_secret_is_refused_without_repeating_it(secret: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong) as refusal:
        decode_secret(secret)
    assert not secret or secret.removeprefix("whsec_") not in str(refusal.value)


@pytest.mark.parametrize(
    ("changes", "key", "message"),
    [
        ({"secret": None}, "secret", "is missing"),
        ({"secret": ""}, "secret", "is empty"),
        ({"secret": "letmein"}, "secret", "begins with"),
        ({"secrets": ("letmein",)}, "secrets", "begins with"),
        ({"secret_env": "NOWHERE"}, "secret_env", "NOWHERE is not set"),
        ({"secret_env": "EMPTY"}, "secret_env", "is empty"),
        ({"secret_file": "/nowhere/at/all"}, "secret_file", "cannot be read: No such file"),
        ({"secret_file": os.devnull}, "secret_file", "is empty"),
        ({"secret_file": "/"}, "secret_file", "cannot be read: Is a directory"),
    ],
)
def test_a_mistake_in_a_secret_names_its_key(
    changes: dict[str, object], key: str, message: str
) -> None:
    with pytest.raises(ConfigError, match=message) as refusal:
        webhook("http://127.0.0.1/", environ={"EMPTY": " "}, **changes)
    (mistake,) = refusal.value.mistakes
    assert (mistake.file, mistake.key) == ("monitor.toml", f"channels.ops.{key}")
    assert "letmein" not in str(refusal.value)


def test_secrets_come_from_all_four_keys_in_order(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text(f"{OTHER_SECRET}\n")
    settings = WebhookSettings(
        id="ops",
        kind="webhook",
        url="http://127.0.0.1/",
        secret=SecretStr("one"),
        secret_file=str(file),
        secret_env="OPS",
        secrets=(SecretStr("four"),),
    )
    found = read_secrets(settings, environ={"OPS": " three\n"})
    assert found == ("one", OTHER_SECRET, "three", "four")


def test_a_secret_file_that_is_not_text_is_not_quoted(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_bytes("密码".encode())
    with pytest.raises(ConfigError, match="not plain text") as refusal:
        webhook("http://127.0.0.1/", secret_file=str(file))
    assert refusal.value.__cause__ is None


def test_secrets_show_in_no_repr() -> None:
    table = {"id": "a", "kind": "webhook", "url": "http://u:sesame@h/?sesame", "secret": SECRET}
    settings = WebhookSettings.model_validate(table)
    shown = repr(settings) + str(settings) + repr(WebhookChannel(settings, environ={}))
    assert "sesame" not in shown
    assert SECRET not in shown


@pytest.mark.parametrize(
    "url", ["", "ftp://h/", "http://", "//h/x", "hook", "http://[", "file:/x", "http://h:99999/"]
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(ValidationError, match="http:// or https:// address"):
        WebhookSettings(id="ops", kind="webhook", url=url)


# --- log -----------------------------------------------------------------------------------


def log_channel(path: Path | None = None) -> LogChannel:
    settings = LogSettings(id="log", kind="log", path=None if path is None else str(path))
    return LogChannel(settings, environ={})


def test_an_alert_is_one_ascii_line_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(outcome(log_channel()))[0] == "delivered"
    written = capsys.readouterr().out
    assert written.isascii()
    assert written.endswith("\n")
    assert written.rstrip("\n").isprintable()
    assert json.loads(written) == MESSAGE.payload


def test_and_one_line_for_readers_in_the_log() -> None:
    heard: list[str] = []
    sink = logger.add(lambda line: heard.append(line.record["extra"]["text"]), level="INFO")
    try:
        run(outcome(log_channel(Path(os.devnull))))
    finally:
        logger.remove(sink)
    assert heard == ["温知远离开鲸落智能"]


def test_lines_are_added_to_a_file(tmp_path: Path) -> None:
    path = tmp_path / "alerts.jsonl"
    channel = log_channel(path)

    async def send() -> None:
        for _ in range(3):
            await channel.send(MESSAGE, now=NOW)
        path.rename(tmp_path / "rotated.jsonl")
        await channel.send(MESSAGE, now=NOW)

    asyncio.run(send())
    rotated = (tmp_path / "rotated.jsonl").read_text().splitlines()
    assert [json.loads(line) for line in rotated] == [MESSAGE.payload] * 3
    assert len(path.read_text().splitlines()) == 1


def test_a_line_cut_short_spoils_no_other(tmp_path: Path) -> None:
    path = tmp_path / "alerts.jsonl"
    path.write_bytes(b'{"whole": 1}\n{"cut sh')
    append(path, b'{"next": 2}\n')
    append(path, b'{"last": 3}\n')
    assert path.read_text().splitlines() == [
        '{"whole": 1}',
        '{"cut sh',
        '{"next": 2}',
        '{"last": 3}',
    ]


@pytest.mark.parametrize(
    ("path", "message"), [("/dev/full", "No space left"), ("/nowhere/alerts", "No such file")]
)
def test_a_file_that_takes_nothing_is_a_retry(path: str, message: str) -> None:
    found, error = run(outcome(log_channel(Path(path))))
    assert found == "retry"
    assert message in str(error)


# --- the registry --------------------------------------------------------------------------


def test_every_kind_can_be_built_and_closed() -> None:
    tables = {"log": {}, "webhook": {"url": "http://127.0.0.1/", "secret": SECRET}}
    assert tables.keys() == KINDS.keys(), "a new kind has its line here, and in TALKING"
    settings = [
        KINDS[kind].settings.model_validate({"id": f"my-{kind}", "kind": kind, **table})
        for kind, table in tables.items()
    ]

    async def use() -> None:
        for one in settings:
            channel = build(one, environ={})
            assert channel.id == one.id
            assert len(channel.schedule) > 1
            await channel.close()

    asyncio.run(use())
