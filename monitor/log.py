"""Logs: one event name and its keys on a line, for a person or for a machine.

``logger.info("poll.done", feed="qbitai", new=3)`` becomes
``07:04:41 INFO  poll.done feed=qbitai new=3`` on a console, or one JSON object. Values come from
strangers: control characters never reach a line raw, long ones are cut, secrets are starred.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Mapping
from datetime import UTC
from typing import TYPE_CHECKING, TextIO

from loguru import logger

from monitor.settings import LogFormat

if TYPE_CHECKING:
    from loguru import Message, Record

MAX_VALUE_CHARACTERS = 500
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff]"
)
_URL_PRIVATE = re.compile(r"(?<=://)[^\s/@]+@|(?<=\?)[^\s'\"<>]+")
_SIGNING_SECRET = re.compile(r"whsec_[A-Za-z0-9+/=]+")
_COLOURS = {"ERROR": "31", "CRITICAL": "31", "WARNING": "33", "DEBUG": "2", "TRACE": "2"}
# httpx logs whole URLs at INFO; APScheduler warns of each run that it leaves out, by design.
_LIBRARIES = {"httpx": "WARNING", "httpcore": "WARNING", "apscheduler": "ERROR"}
_secrets: set[str] = set()


def hide(*secrets: str) -> None:
    """Star these strings out of every line from now on."""
    _secrets.update(secret for secret in secrets if len(secret) >= 4)


def redact(text: str) -> str:
    """``text`` without known secrets, signing secrets, and the private parts of URLs."""
    for secret in sorted(_secrets, key=len, reverse=True):
        text = text.replace(secret, "***")
    return _URL_PRIVATE.sub("***", _SIGNING_SECRET.sub("whsec_***", text))


def plain(value: object) -> str:
    """``value`` as text that cannot break a line: controls escaped, cut at 500 characters."""
    text = str(value)
    if len(text) > MAX_VALUE_CHARACTERS:
        text = text[: MAX_VALUE_CHARACTERS - 1] + "…"
    return _UNSAFE.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def configure(
    *, level: str = "INFO", form: LogFormat = "console", stream: TextIO | None = None
) -> None:
    """Send every log line of ``level`` and above to ``stream`` (standard error)."""
    out = stream or sys.stderr
    colour = form == "console" and out.isatty()

    def write(message: Message) -> None:
        record = message.record
        line = _json_line(record) if form == "json" else _console_line(record, colour=colour)
        out.write(line + "\n")
        out.flush()

    logger.remove()
    logger.add(write, level=level, format="{message}", backtrace=False, diagnose=False)
    logging.basicConfig(handlers=[_Forward()], level=logging.WARNING, force=True)
    for library, least in _LIBRARIES.items():
        logging.getLogger(library).setLevel(least)


def _console_line(record: Record, *, colour: bool) -> str:
    keys = " ".join(f"{key}={_quoted(value)}" for key, value in record["extra"].items())
    level = record["level"].name
    head = f"{record['time']:%H:%M:%S} {level:<7} {plain(record['message'])} {keys}".rstrip()
    text = redact(head) + _traceback(record)
    code = _COLOURS.get(level)
    return f"\x1b[{code}m{text}\x1b[0m" if colour and code else text


def _json_line(record: Record) -> str:
    fields: dict[str, object] = {
        "at": record["time"].astimezone(UTC).isoformat(timespec="milliseconds"),
        "level": record["level"].name.lower(),
        "event": plain(record["message"]),
        **_jsonable(record["extra"]),
    }
    if trace := _traceback(record):
        fields["traceback"] = trace
    return redact(json.dumps(fields, ensure_ascii=True, default=plain))


def _jsonable(extra: Mapping[str, object]) -> dict[str, object]:
    kept = (int, float, bool, type(None))
    return {k: v if isinstance(v, kept) else plain(v) for k, v in extra.items()}


def _quoted(value: object) -> str:
    text = plain(value)
    return json.dumps(text, ensure_ascii=False) if not text or re.search(r'[\s"=]', text) else text


def _traceback(record: Record) -> str:
    """Where an exception came from, without the values of variables."""
    if not (error := record["exception"]) or error.value is None:
        return ""
    lines = logging.Formatter().formatException((error.type, error.value, error.traceback))  # type: ignore[arg-type]
    return "\n" + "\n".join(redact(plain(line)) for line in lines.splitlines())


class _Forward(logging.Handler):
    """Takes what libraries tell the standard logging module."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info if record.exc_info and record.exc_info[1] else None
        logger.opt(exception=error).log(
            record.levelname, "library.message", library=record.name, text=record.getMessage()
        )
