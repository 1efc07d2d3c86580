"""The door to the worker processes, where bodies from outside are parsed and read.

A thread would not do: a regular expression inside the parser keeps the interpreter to itself, so
one hostile feed would stop the whole daemon. A process can be limited in memory, and killed. One
that hangs or dies is replaced; its job is not tried again, for it would only happen again.
"""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from monitor.errors import ParseError
from monitor.model import Feed, Fetched
from monitor.reading import Harvest
from monitor.watch import Watch
from monitor.worker.frames import (
    HEAD_BYTES,
    PARSED,
    READY,
    Failure,
    Job,
    Limits,
    Setup,
    length,
    pack,
    unpack,
)

# The rest of the environment may hold secrets and is not shown to what reads hostile bytes.
_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL")


class Workers:
    """``count`` worker processes; an async context manager that leaves none behind.

    A process starts when a job first needs it.
    """

    def __init__(self, watch: Watch, count: int, *, limits: Limits | None = None) -> None:
        self._setup = Setup(
            people=tuple(watch.people.values()),
            organizations=tuple(watch.organizations.values()),
            roles=watch.roles,
            expressions=watch.expressions,
            limits=limits or Limits(),
        )
        # A place holds a child at rest, or none. The last one back is the first taken, so that
        # no more children start than work at one time.
        self._places: asyncio.LifoQueue[_Child | None] = asyncio.LifoQueue()
        for _ in range(count):
            self._places.put_nowait(None)
        self._children: set[_Child] = set()
        self._closed = False

    async def __aenter__(self) -> Workers:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closed = True
        await asyncio.gather(*(self._discard(child) for child in tuple(self._children)))

    async def read(
        self, fetched: Fetched, *, feed: Feed, window: frozenset[int], now: datetime
    ) -> Harvest:
        """Parse and read a body in a worker; see `reading.read_body`.

        Raises ParseError if it is no feed, or, naming the limit, if it took too long or too much
        memory. Waiting for a free worker does not count.
        """
        job = Job(fetched=fetched, feed=feed, window=window, now=now)
        child = await self._places.get()
        spent = True
        try:
            if child is None or not child.alive:
                child = await self._start(instead_of=child)
            answer = await child.read(job)
            spent = isinstance(answer, Failure) and answer.fatal
        finally:  # a child whose job was broken off would hand its answer to the next job
            self._places.put_nowait(None if spent else child)
            if spent and child:
                await self._discard(child)
        if isinstance(answer, Failure):
            raise ParseError(answer.message)
        return answer

    async def _start(self, *, instead_of: _Child | None) -> _Child:
        if self._closed:
            raise ParseError("not read: the workers are stopping")
        if instead_of:
            await self._discard(instead_of)
        child = _Child(await _process(), self._setup.limits)
        self._children.add(child)
        try:
            await child.prepare(self._setup)
        except BaseException:
            await self._discard(child)
            raise
        return child

    async def _discard(self, child: _Child) -> None:
        self._children.discard(child)
        await child.stop()


class _Child:
    """One worker process as its parent sees it."""

    def __init__(self, process: Process, limits: Limits) -> None:
        assert process.stdin  # noqa: S101 it was started with pipes
        assert process.stdout  # noqa: S101
        self._process, self._input, self._output = process, process.stdin, process.stdout
        self._limits = limits
        self._pipes = asyncio.Lock()

    @property
    def alive(self) -> bool:
        return self._process.returncode is None and not self._output.at_eof()

    async def prepare(self, setup: Setup) -> None:
        """Wait until the process has built its reader; ParseError if it does not come up."""
        async with self._pipes, self._within(self._limits.start_seconds, "starting"):
            await self._send(setup)
            if await self._receive() != READY:
                raise ParseError("the worker process did not start")

    async def read(self, job: Job) -> Harvest | Failure:
        """Have ``job`` done. After a ParseError, of a limit, the process is of no more use."""
        async with self._pipes:
            async with self._within(self._limits.parse_seconds, "parsing"):
                await self._send(job)
                answer = await self._receive()
            if answer == PARSED:
                async with self._within(self._limits.read_seconds, "reading"):
                    answer = await self._receive()
        if not isinstance(answer, Harvest | Failure):
            raise ParseError("the worker process answered out of turn")
        return answer

    async def stop(self) -> None:
        """End the process, whatever it is doing, and wait until it has ended."""
        self._kill()
        async with self._pipes:  # a job under way finds the pipe closed and ends
            self._input.close()
            await self._output.read()  # an answer left in the pipe would keep it open
            await self._process.wait()

    def _kill(self) -> None:
        if self._process.returncode is None:
            self._process.kill()

    @asynccontextmanager
    async def _within(self, seconds: float, doing: str) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(seconds):
                yield
        except TimeoutError:
            raise ParseError(f"{doing} took longer than {seconds:g} s") from None
        except (asyncio.IncompleteReadError, ConnectionError):
            self._kill()
            status = await self._process.wait()
            raise ParseError(f"the worker process died while {doing} (status {status})") from None

    async def _send(self, value: object) -> None:
        self._input.write(pack(value))
        await self._input.drain()

    async def _receive(self) -> Any:
        size = length(await self._output.readexactly(HEAD_BYTES))
        return unpack(await self._output.readexactly(size))


async def _process() -> Process:
    kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    modules = os.pathsep.join(entry or os.getcwd() for entry in sys.path)
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "monitor.worker.child"),
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        env=kept | {"PYTHONPATH": modules, "PYTHONUTF8": "1"},
    )
