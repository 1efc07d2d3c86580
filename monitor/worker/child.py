"""A worker process: it parses and reads bodies from outside, within limits, until its input ends.

It is started by `pool.Workers`, speaks over standard input and output, and logs nothing.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from dataclasses import replace
from typing import Any, BinaryIO, NoReturn

from monitor.errors import ParseError
from monitor.language.reader import Reader
from monitor.model import Article, Reading
from monitor.reading import ArticleReader, Harvest, harvest, parse_body
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


def main() -> NoReturn:
    """Serve jobs from standard input until it ends."""
    # Only the parent says when to stop: a signal to the whole group or unit is not meant for us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the frames
    setup: Setup = _take()
    reader = Reader(_watch(setup))
    resource.setrlimit(resource.RLIMIT_AS, (setup.limits.memory_bytes, setup.limits.memory_bytes))
    _give(answers, READY)
    while True:
        _give(answers, _answer(_take(), reader, answers, setup.limits))


def _watch(setup: Setup) -> Watch:
    return Watch(
        people=setup.people,
        organizations=setup.organizations,
        roles=setup.roles,
        expressions=setup.expressions,
    )


def _answer(
    job: Job, reader: ArticleReader, answers: BinaryIO, limits: Limits
) -> Harvest | Failure:
    """Do one job. This is the broad ``except`` of the child's loop: whatever a body provokes in
    the parser or the grammar is a failure of that body alone."""
    # Should the parent be gone, nobody else would end a job that hangs.
    signal.alarm(int(2 * (limits.parse_seconds + limits.read_seconds)) + 1)
    careful = Careful(reader)
    try:
        parsed = parse_body(job.fetched, feed=job.feed)
        _give(answers, PARSED)
        found = harvest(parsed, feed=job.feed, window=job.window, now=job.now, reader=careful)
        return replace(found, faults=tuple(careful.faults))
    except ParseError as error:
        return Failure(message=str(error))
    except MemoryError:
        megabytes = limits.memory_bytes // (1024 * 1024)
        return Failure(message=f"took more than {megabytes} MB of memory", fatal=True)
    except Exception as error:
        return Failure(message=f"could not be read: {type(error).__name__}")
    finally:
        signal.alarm(0)


class Careful:
    """A reader for which one article that breaks the grammar does not take the others with it."""

    def __init__(self, reader: ArticleReader) -> None:
        self._reader = reader
        self.faults: list[str] = []

    def read(self, article: Article) -> Reading:
        """What the reader reads, or nothing and a line in ``faults``; memory is no such fault."""
        try:
            return self._reader.read(article)
        except MemoryError:
            raise
        except Exception as error:
            self.faults.append(f"article {article.id} could not be read: {type(error).__name__}")
            return Reading(lang=article.lang or "en")


def _take() -> Any:
    """The next frame; ends the process when the parent is gone."""
    head = sys.stdin.buffer.read(HEAD_BYTES)
    if len(head) < HEAD_BYTES:
        sys.exit(0)
    return unpack(sys.stdin.buffer.read(length(head)))


def _give(answers: BinaryIO, value: object) -> None:
    answers.write(pack(value))
    answers.flush()


if __name__ == "__main__":
    main()
