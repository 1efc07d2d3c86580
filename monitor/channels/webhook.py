"""Alerts as signed JSON, posted to a receiver of the user's own (Standard Webhooks)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Annotated

import httpx
from pydantic import AfterValidator, Field

from monitor import __version__
from monitor.channels.base import Message, SecretChannelSettings, given_secrets, secret_error
from monitor.channels.signing import decode_secret, headers
from monitor.errors import DeliveryError
from monitor.http.headers import retry_after
from monitor.http.urls import redacted_url, web_url
from monitor.retry import WEBHOOK, Schedule

# Together no send takes more than 20 s. The status decides: an answer's body is only taken off the
# wire, so that the receiver can finish, and a slow one does not undo a success.
DEADLINE = timedelta(seconds=19)
BODY_SECONDS = 1.0
MAX_BODY_BYTES = 4096
GONE = 410


class WebhookSettings(SecretChannelSettings):
    """``url`` is where to post. Each secret begins with ``whsec_``."""

    url: Annotated[str, AfterValidator(web_url)] = Field(repr=False)


class WebhookChannel:
    """Posts each alert under its own id, the same at every attempt: receivers drop repeats."""

    schedule: Schedule = WEBHOOK

    def __init__(
        self,
        settings: WebhookSettings,
        *,
        environ: Mapping[str, str],
        deadline: timedelta = DEADLINE,
    ) -> None:
        """``deadline``: how long a receiver may take to answer with a status.

        Raises ConfigError naming the key if there is no secret or one cannot sign.
        """
        self.id = settings.id
        self._url = settings.url
        self._shown = redacted_url(settings.url)
        self._keys = _keys(settings, environ=environ)
        self._seconds = deadline.total_seconds()
        self._client: httpx.AsyncClient | None = None

    async def send(self, message: Message, *, now: datetime) -> None:
        """Post ``message``, signed at ``now``; only a 2xx within 20 s is success.

        Raises DeliveryError: permanent for 410 (the receiver wants no more) and for redirects
        (never followed: they would take the alert where nobody configured it to go).
        """
        body = json.dumps(message.payload, ensure_ascii=False, separators=(",", ":"))
        content = body.encode("utf-8", "replace")
        signed = headers(content, message_id=message.id, at=now, keys=self._keys)
        try:
            answer = await self._post(content, signed)
        except TimeoutError as error:
            raise DeliveryError(f"{self._shown}: no answer in {self._seconds:g} s") from error
        except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
            raise DeliveryError(f"{self._shown}: {type(error).__name__}") from error
        if not answer.is_success:
            raise DeliveryError(
                f"{self._shown}: HTTP {answer.status_code}",
                permanent=answer.is_redirect or answer.status_code == GONE,
                retry_after=retry_after(answer.headers.raw, now=now),
            )

    async def close(self) -> None:
        """Let go of the connections."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    async def _post(self, content: bytes, signed: Mapping[str, str]) -> httpx.Response:
        if self._client is None:
            self._client = _client()
        request = self._client.build_request("POST", self._url, content=content, headers=signed)
        async with asyncio.timeout(self._seconds):
            answer = await self._client.send(request, stream=True)
        try:
            await _read_off(answer)
        finally:
            await answer.aclose()
        return answer


def _client() -> httpx.AsyncClient:
    """A client that keeps no cookies, follows nothing, and takes nothing from the environment."""
    return httpx.AsyncClient(
        headers={
            "Content-Type": "application/json",
            "User-Agent": f"monitor/{__version__}",
            "Accept-Encoding": "identity",
        },
        cookies=CookieJar(DefaultCookiePolicy(netscape=False, rfc2965=False)),
        timeout=None,  # noqa: S113  # one deadline bounds it all
        follow_redirects=False,
        trust_env=False,
    )


async def _read_off(answer: httpx.Response) -> None:
    """Take at most 4 KB of the answer's body off the wire, as it comes, for at most a second."""
    with suppress(TimeoutError, httpx.HTTPError):
        async with asyncio.timeout(BODY_SECONDS):
            async for _ in answer.aiter_raw():
                if answer.num_bytes_downloaded >= MAX_BODY_BYTES:
                    break


def _keys(settings: WebhookSettings, *, environ: Mapping[str, str]) -> tuple[bytes, ...]:
    keys = []
    for given in given_secrets(settings, environ=environ):
        try:
            keys.append(decode_secret(given.text))
        except ValueError as error:
            raise secret_error(settings, given.key, str(error)) from None
    if not keys:
        wanted = "is missing: give secret, secret_file, secret_env or secrets"
        raise secret_error(settings, "secret", wanted)
    return tuple(keys)
