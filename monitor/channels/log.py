"""Alerts as JSON lines, on standard output or at the end of a file, and as a line in the log."""

from __future__ import annotations

import asyncio
import json
import os
import stat
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from loguru import logger

from monitor.channels.base import Message
from monitor.errors import DeliveryError
from monitor.retry import LOCAL, Schedule
from monitor.settings import ChannelSettings


class LogSettings(ChannelSettings):
    """``path`` is a file to append to; without it the lines go to standard output."""

    path: str | None = None


class LogChannel:
    """One JSON object an alert: the same as a webhook's body, in ASCII, on one line."""

    schedule: Schedule = LOCAL

    def __init__(self, settings: LogSettings, *, environ: Mapping[str, str]) -> None:
        """``environ`` is not looked at: a log has no secret."""
        self.id = settings.id
        self._path = None if settings.path is None else Path(settings.path)

    async def send(self, message: Message, *, now: datetime) -> None:
        """Write the alert, and in a file make sure that it stays. Raises DeliveryError."""
        line = json.dumps(message.payload, ensure_ascii=True, separators=(",", ":")) + "\n"
        try:
            await asyncio.to_thread(self._write, line.encode("ascii"))
        except (OSError, ValueError) as error:  # ValueError: standard output is closed
            place = "standard output" if self._path is None else str(self._path)
            text = error.strerror if isinstance(error, OSError) else "closed"
            raise DeliveryError(f"{place}: {text}") from error
        logger.info("alert", severity=message.severity, reason=message.reason, text=message.text)

    async def close(self) -> None:
        """Nothing is kept open between alerts, so that the file may be rotated."""

    def _write(self, line: bytes) -> None:
        if self._path is None:
            sys.stdout.write(line.decode("ascii"))
            sys.stdout.flush()
        else:
            append(self._path, line)


def append(path: Path, line: bytes) -> None:
    """Add a whole line to the end of a file in one write and see it onto the disk.

    A line that an earlier crash or a full disk cut short is ended first, so that it spoils no
    other. Raises OSError.
    """
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o640)
    try:
        found = os.fstat(handle)
        lasting = stat.S_ISREG(found.st_mode)  # a pipe or a device can be neither read nor synced
        torn = lasting and found.st_size and os.pread(handle, 1, found.st_size - 1) != b"\n"
        data = b"\n" + line if torn else line
        if os.write(handle, data) != len(data):
            raise OSError(None, "no room for the whole line")
        if lasting:
            os.fsync(handle)
    finally:
        os.close(handle)
