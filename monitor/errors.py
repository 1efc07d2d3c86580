"""The errors that leave a room, drawn as a tree.

MonitorError
├── ConfigError        the configuration or command line is wrong: one or many mistakes
├── RuleError          the condition of a rule is wrong: one or many problems
├── FetchError         a feed could not be fetched
├── ParseError         a body is not a feed, or could not be read within its limits
├── StoreError         the database refused
└── DeliveryError      a receiver did not take an alert

A lower library's error is wrapped at the door where it was met, with ``from``.
Each message is one line that names what and where, without secrets.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


class MonitorError(Exception):
    """Anything that this program reports as its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One thing that is wrong in a configuration: where, which key, and what was expected.

    ``line`` is ``None``, and ``key`` empty, for what is wrong with the file as a whole.
    """

    file: str
    message: str
    line: int | None = None
    key: str = ""

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.key}: {self.message}" if self.key else f"{place}: {self.message}"


class ConfigError(MonitorError):
    """The configuration or the command line is wrong; carries every mistake found, in order."""

    def __init__(self, *mistakes: Mistake) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a rule: the path to it, such as ``when.any[1].role``, and what."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


class RuleError(MonitorError):
    """A rule's ``when`` cannot be compiled; carries every problem found, in order."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class FetchError(MonitorError):
    """A feed could not be fetched.

    ``status`` is the HTTP status if one came, ``retry_after`` the wait the server asked for.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        retry_after: timedelta | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after

    @property
    def blocked(self) -> bool:
        return self.status in {401, 403, 429, 451}

    @property
    def gone(self) -> bool:
        return self.status == 410


class ParseError(MonitorError):
    """A body is not a feed, or reading it broke a limit of time or memory."""


class StoreError(MonitorError):
    """The database could not be opened, is newer than this program, or refused a write."""


class DeliveryError(MonitorError):
    """A receiver did not take an alert.

    ``permanent``: trying again cannot help. ``retry_after``: the wait the receiver asked for.
    """

    def __init__(
        self, message: str, *, permanent: bool = False, retry_after: timedelta | None = None
    ) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.retry_after = retry_after
