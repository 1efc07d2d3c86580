"""The door to SQLite: one file, one writer, every change in a transaction.

Each noun has its own module of functions over the database that `Store.transaction` and
`Store.reading` give; a ``sqlite3`` error leaves either of them as StoreError.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from sqlite_utils import Database

from monitor.errors import StoreError
from monitor.store import schema

MEMORY = ":memory:"

# With WAL, FULL keeps what was committed through a power cut. The rest bounds waiting, distrusts
# the file's own schema and pages, and keeps the WAL from growing without end.
_PRAGMAS = """
PRAGMA page_size = 8192;
PRAGMA busy_timeout = 5000;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
PRAGMA trusted_schema = OFF;
PRAGMA cell_size_check = ON;
PRAGMA mmap_size = 0;
PRAGMA wal_autocheckpoint = 1000;
PRAGMA journal_size_limit = 67108864;
"""


class Store:
    """An open database. It may be used from any thread, but from one at a time."""

    def __init__(self, db: Database, path: str) -> None:
        self._db = db
        self._lock: int | None = None
        self.path = path

    @classmethod
    def open(cls, path: str | Path) -> Store:
        """Open or create the database at ``path`` and bring its schema up to date.

        ``":memory:"`` gives one that ends with this object. Raises StoreError if the file cannot be
        opened, is damaged, belongs to another program or to a newer version of this one.
        """
        with _door(path):
            db = Database(
                sqlite3.connect(path, check_same_thread=False, isolation_level="IMMEDIATE")
            )
            try:
                for pragma in _PRAGMAS.strip().splitlines():
                    db.execute(pragma).fetchall()
                schema.refuse(db)
                db.execute("PRAGMA journal_mode = WAL").fetchall()
                schema.migrate(db)
            except BaseException:
                db.close()
                raise
        return cls(db, str(path))

    @contextmanager
    def transaction(self) -> Iterator[Database]:
        """Everything within is written together or not at all; nobody else writes meanwhile."""
        with _door(self.path), self._bracket("BEGIN IMMEDIATE"):
            yield self._db

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """Everything within sees the same state of the database, whoever writes meanwhile."""
        with _door(self.path), self._bracket("BEGIN"):
            yield self._db

    @contextmanager
    def _bracket(self, begin: str) -> Iterator[None]:
        self._db.execute(begin)
        try:
            yield
            self._db.commit()
        except BaseException:
            self._db.rollback()
            raise

    def lock(self) -> None:
        """Claim the database for this process until `close` or the process's end, however it ends.

        For whoever polls or delivers; readers need no lock. Raises StoreError naming the holder.
        """
        if self._lock is not None or self.path == MEMORY:
            return
        with _door(self.path):
            handle = os.open(f"{self.path}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                holder = os.read(handle, 20).decode("ascii", "replace").strip()
                os.close(handle)
                raise StoreError(f"process {holder or 'unknown'} is at work on it") from error
            self._lock = handle
            os.ftruncate(handle, 0)
            os.write(handle, f"{os.getpid()}\n".encode("ascii"))

    def check(self) -> tuple[str, ...]:
        """What SQLite finds wrong with the file, a line each; empty if nothing."""
        with self.reading() as db:
            found = [str(row[0]) for row in db.execute("PRAGMA quick_check").fetchall()]
        return () if found == ["ok"] else tuple(found)

    def backup(self, folder: str | Path, keep: int, *, now: datetime) -> Path | None:
        """Copy the database into ``folder``, verified, and keep the newest ``keep`` copies there.

        It reads by a connection of its own: another thread may use the store meanwhile. ``keep`` 0
        makes none and gives ``None``. Raises StoreError if the copy cannot be made or is not sound;
        older copies are then left alone.
        """
        if keep < 1:
            return None
        folder = Path(folder)
        target = folder / f"monitor-{now.astimezone(UTC):%Y%m%dT%H%M%S}Z.db"
        partial = target.with_suffix(".partial")
        with _door(target):
            folder.mkdir(parents=True, exist_ok=True)
            for torn in folder.glob("monitor-*Z.partial"):  # left by a process that died
                torn.unlink()
            _copy(self.path, partial)
            _verify(partial)
            os.replace(partial, target)
            _sync(folder)
            for old in sorted(folder.glob("monitor-*Z.db"))[:-keep]:
                old.unlink(missing_ok=True)
        return target

    def close(self) -> None:
        """Close the database and give up the lock. Closing twice does nothing."""
        self._db.close()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


@contextmanager
def _door(path: str | Path) -> Iterator[None]:
    """Whatever goes wrong with the file within leaves as StoreError naming the file."""
    try:
        yield
    except (sqlite3.Error, OSError, StoreError, UnicodeEncodeError) as error:
        text = error.strerror if isinstance(error, OSError) else str(error)
        raise StoreError(f"{path}: {text}") from error


def _copy(path: str, target: Path) -> None:
    with closing(sqlite3.connect(f"file:{quote(path)}?mode=ro", uri=True)) as source:
        source.execute("VACUUM INTO ?", [str(target)])


def _verify(path: Path) -> None:
    _sync(path)
    with closing(sqlite3.connect(path)) as copy:
        found = [str(row[0]) for row in copy.execute("PRAGMA quick_check")]
    if found != ["ok"]:
        raise StoreError(f"the copy is damaged: {found[0]}")


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
