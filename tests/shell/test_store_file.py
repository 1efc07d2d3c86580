"""The file itself: opening, migrating, locking, copying, and dying at any moment."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from monitor.errors import StoreError
from monitor.model import Article, DeliveryState, Feed, FeedState, Validators
from monitor.store import MEMORY, Store, alerts, articles, deliveries, events, feeds, meta, schema
from tests.shell.samples import NOW, alert, article, departure, event, put_alert

FEED = Feed(id="daily", url="https://news.example/feed")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "monitor.db"


def alerts_in(path: Path) -> int:
    store = Store.open(path)
    with store.reading() as db:
        found = alerts.count(db)
    store.close()
    return found


# --- opening -------------------------------------------------------------------------------


def test_the_tables_and_views_that_others_may_read(path: Path) -> None:
    Store.open(path).close()
    with sqlite3.connect(path) as other:
        names = {name for (name,) in other.execute("SELECT name FROM sqlite_master")}
    other.close()
    promised = {"feeds", "articles", "departures", "events", "claims", "alerts", "deliveries"}
    assert promised | {"seen", "meta", "alerts_readable", "events_readable"} <= names


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("busy_timeout", 5000),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("mmap_size", 0),
        ("wal_autocheckpoint", 1000),
        ("journal_size_limit", 67108864),
        ("page_size", 8192),
        ("application_id", schema.APPLICATION_ID),
    ],
)
def test_how_the_file_is_held(path: Path, pragma: str, value: object) -> None:
    store = Store.open(path)
    with store.reading() as db:
        assert db.execute(f"PRAGMA {pragma}").fetchone() == (value,)
    store.close()


def test_what_was_written_is_there_after_opening_again(path: Path) -> None:
    store = Store.open(path)
    with store.transaction() as db:
        put_alert(db, alert())
        meta.put(db, "backup_at", NOW)
    store.close()
    store = Store.open(path)
    with store.reading() as db:
        assert alerts.history(db, event().id) == [alert()]
        assert meta.get(db, "backup_at") == NOW
        assert meta.get(db, "heartbeat_at") is None
    store.close()


def test_an_open_store_may_be_used_from_another_thread() -> None:
    store = Store.open(MEMORY)
    found: list[int] = []

    def use() -> None:
        with store.transaction() as db:
            put_alert(db, alert())
            found.append(alerts.count(db))

    thread = threading.Thread(target=use)
    thread.start()
    thread.join()
    store.close()
    assert found == [1]


def _not_a_database(path: Path) -> None:
    path.write_text("a letter to a friend, long enough to be read as a header " * 20)


def _someone_elses(path: Path) -> None:
    other = Database(sqlite3.connect(path))
    other.table("letters").insert({"id": 1})
    other.close()


def _marked_as_someone_elses(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("PRAGMA application_id = 99")
    other.close()


def _newer(path: Path) -> None:
    Store.open(path).close()
    row = {"migration_set": "monitor", "name": "9999_telepathy", "applied_at": ""}
    database = Database(sqlite3.connect(path))
    database.table("_sqlite_migrations").insert(row)
    database.close()


def _damaged(path: Path) -> None:
    Store.open(path).close()
    content = bytearray(path.read_bytes())
    content[100:120] = b"\xff" * 20  # the root page of the schema
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (_not_a_database, "file is not a database"),
        (_someone_elses, "another program's database"),
        (_marked_as_someone_elses, "another program's database"),
        (_newer, "newer version of monitor wrote this database .*9999_telepathy"),
        (_damaged, "malformed|disk image"),
        (lambda path: path.mkdir(), "unable to open database file"),
    ],
)
def test_what_cannot_be_used_is_refused_and_left_alone(
    path: Path, spoil: Callable[[Path], object], message: str
) -> None:
    spoil(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(StoreError, match=message) as refusal:
        Store.open(path)
    assert str(path) in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert (path.read_bytes() if path.is_file() else b"") == before


# --- the ladder ----------------------------------------------------------------------------


def test_a_step_that_fails_leaves_the_old_schema(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store.open(path).close()
    before = _schema_of(path)
    ladder = Migrations("monitor")
    for step in schema.LADDER._migrations:  # there is no other list of all steps
        ladder(name=step.name)(step.fn)

    @ladder(name="0002_good")
    def good(db: Database) -> None:
        db.execute("CREATE TABLE rooms (id TEXT)")

    @ladder(name="0003_bad")
    def bad(db: Database) -> None:
        db.execute("ALTER TABLE events ADD COLUMN mood TEXT")
        db.execute("ALTER TABLE nowhere ADD COLUMN more TEXT")

    monkeypatch.setattr(schema, "LADDER", ladder)
    with pytest.raises(StoreError, match="no such table: nowhere"):
        Store.open(path)
    assert _schema_of(path) == before


def test_two_that_open_a_new_file_at_once_both_get_it(path: Path) -> None:
    stores: list[Store] = []
    threads = [threading.Thread(target=lambda: stores.append(Store.open(path))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for store in stores:
        store.close()
    assert len(stores) == 4


def _schema_of(path: Path) -> list[tuple[str, str]]:
    connection = sqlite3.connect(path)
    found = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
    connection.close()
    return found


# --- transactions --------------------------------------------------------------------------


def _write_and_fail(store: Store) -> None:
    with store.transaction() as db:
        put_alert(db, alert())
        raise KeyError


def _insert(store: Store, *found: Article) -> None:
    with store.transaction() as db:
        for one in found:
            articles.insert(db, one)


def test_an_error_within_undoes_everything(path: Path) -> None:
    store = Store.open(path)
    with pytest.raises(KeyError):
        _write_and_fail(store)
    store.close()
    assert alerts_in(path) == 0


def test_a_refused_write_is_a_store_error_and_the_store_goes_on(path: Path) -> None:
    store = Store.open(path)
    with pytest.raises(StoreError, match="UNIQUE constraint") as refusal:
        _insert(store, article(), article())
    assert isinstance(refusal.value.__cause__, sqlite3.IntegrityError)
    with store.transaction() as db:
        assert articles.count(db) == 0
        articles.insert(db, article())
    store.close()


def test_text_that_no_file_can_hold_is_a_store_error() -> None:
    store = Store.open(MEMORY)
    with pytest.raises(StoreError, match="surrogates"):
        _insert(store, article(title="half a character: \ud83d"))
    store.close()


def test_a_full_disk_undoes_the_write_and_heals(path: Path) -> None:
    store = Store.open(path)
    with store.reading() as db:
        (pages,) = db.execute("PRAGMA page_count").fetchone()
        db.execute(f"PRAGMA max_page_count = {pages + 4}")
    with pytest.raises(StoreError, match="full"):
        _insert(store, *(article(number, text="字" * 1000) for number in range(1, 200)))
    with store.reading() as db:
        assert articles.count(db) == 0
        db.execute("PRAGMA max_page_count = 1000000")
    with store.transaction() as db:
        articles.insert(db, article())
    store.close()


def test_a_reader_sees_one_state_while_another_writes(path: Path) -> None:
    writer, reader = Store.open(path), Store.open(path)
    with reader.reading() as before:
        assert articles.count(before) == 0
        with writer.transaction() as db:
            articles.insert(db, article())
        assert articles.count(before) == 0
    with reader.reading() as after:
        assert articles.count(after) == 1
    writer.close()
    reader.close()


# --- the lock ------------------------------------------------------------------------------


def test_only_one_works_on_a_database_and_names_itself(path: Path) -> None:
    first, second = Store.open(path), Store.open(path)
    first.lock()
    first.lock()
    with pytest.raises(StoreError, match=r"process \d+ is at work on it"):
        second.lock()
    with second.reading() as db:
        assert articles.count(db) == 0
    first.close()
    second.lock()
    second.close()
    second.close()


def test_the_lock_of_a_killed_process_is_free(path: Path) -> None:
    code = (
        f"from monitor.store import Store\ns = Store.open({str(path)!r})\ns.lock()\n"
        "print('locked', flush=True)\nimport time\ntime.sleep(60)"
    )
    store = Store.open(path)
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        holder.stdout.readline()
        with pytest.raises(StoreError, match=f"process {holder.pid} is at work"):
            store.lock()
        holder.kill()
    store.lock()
    store.close()


def test_memory_needs_no_lock() -> None:
    first, second = Store.open(MEMORY), Store.open(MEMORY)
    first.lock()
    second.lock()
    first.close()
    second.close()


# --- copies --------------------------------------------------------------------------------


def test_a_copy_is_whole_and_the_newest_are_kept(path: Path, tmp_path: Path) -> None:
    store = Store.open(path)
    folder = tmp_path / "copies"
    copies = []
    for day in range(5):
        with store.transaction() as db:
            put_alert(db, alert(f"al_{day}"))
        copies.append(store.backup(folder, 3, now=NOW + timedelta(days=day)))
    assert sorted(folder.iterdir()) == copies[-3:]
    assert copies[-1] == folder / "monitor-20310510T070809Z.db"
    assert [alerts_in(copy) for copy in copies[-3:] if copy] == [3, 4, 5]
    assert store.check() == ()
    assert store.backup(folder, 0, now=NOW) is None
    store.close()


def test_a_copy_is_made_while_others_write(path: Path, tmp_path: Path) -> None:
    """It holds what was committed when it began."""
    store = Store.open(path)
    with store.transaction() as db:
        put_alert(db, alert())
    with store.transaction() as db:
        put_alert(db, alert("al_2"))
        copy = store.backup(tmp_path / "copies", 1, now=NOW)
    assert copy
    assert alerts_in(copy) == 1
    store.close()


def test_what_a_dying_process_left_of_a_copy_is_cleared_away(path: Path, tmp_path: Path) -> None:
    store = Store.open(path)
    folder = tmp_path / "copies"
    folder.mkdir()
    (folder / "monitor-20310501T000000Z.partial").write_bytes(b"half a copy")
    copy = store.backup(folder, 1, now=NOW)
    assert list(folder.iterdir()) == [copy]
    store.close()


def test_a_copy_that_cannot_be_made_leaves_the_older_ones(path: Path, tmp_path: Path) -> None:
    store = Store.open(path)
    kept = store.backup(tmp_path / "copies", 1, now=NOW)
    assert kept
    (tmp_path / "copies" / "monitor-20310507T070809Z.partial").mkdir()
    with pytest.raises(StoreError, match="monitor-20310507T070809Z"):
        store.backup(tmp_path / "copies", 1, now=NOW + timedelta(days=1))
    assert kept.exists()
    store.close()


# --- dying ---------------------------------------------------------------------------------


def _poll(db: Database) -> None:
    """What one poll writes, in the order of the drivers."""
    articles.insert(db, article(2))
    articles.replace_departures(db, "article-2", [departure()])
    put_alert(db, alert("al_2", event_id="second"))
    state = FeedState(feed_id="daily", validators=Validators(etag='"2"'), polled_at=NOW)
    feeds.save_state(db, state)


def _traces(path: Path) -> tuple[bool, ...]:
    """Which parts of `_poll` are in the file."""
    store = Store.open(path)
    with store.reading() as db:
        found = (
            articles.get(db, "article-2") is not None,
            articles.identify(db, article(2)) is not None,
            bool(articles.departures(db, "article-2")),
            events.get(db, "second") is not None,
            bool(alerts.history(db, "second")),
            deliveries.counts(db)[DeliveryState.PENDING] == 2,
            feeds.state(db, "daily").validators.etag == '"2"',
        )
    store.close()
    return found


def _copier(path: Path, copies: list[Path]) -> Callable[[str], None]:
    """Copies the file as it would be found if the process died before this statement."""

    def copy_the_file(statement: str) -> None:
        copy = path.with_name(f"dead-{len(copies)}.db")
        for suffix in ("", "-wal"):
            if Path(f"{path}{suffix}").exists():
                shutil.copy(f"{path}{suffix}", f"{copy}{suffix}")
        copies.append(copy)

    return copy_the_file


def test_dying_at_any_statement_of_a_migration_leaves_the_old_schema_or_the_new(
    path: Path, tmp_path: Path
) -> None:
    Store.open(tmp_path / "whole.db").close()
    whole = _schema_of(tmp_path / "whole.db")
    db = Database(sqlite3.connect(path, isolation_level="IMMEDIATE"))
    db.execute("PRAGMA journal_mode = WAL").fetchall()
    db.execute("PRAGMA cache_size = 1")
    copies: list[Path] = []
    db.conn.set_trace_callback(_copier(path, copies))
    schema.migrate(db)
    db.close()
    copies.append(path)
    found = [_schema_of(copy) for copy in copies]
    assert [one for one in found if one not in ([], whole)] == []
    assert found[0] == []
    assert found[-1] == whole
    assert len(found) > 20
    for copy in copies:
        Store.open(copy).close()
        assert _schema_of(copy) == whole


def test_dying_at_any_statement_leaves_all_of_a_poll_or_nothing(path: Path) -> None:
    store = Store.open(path)
    with store.transaction() as db:
        feeds.configure(db, [FEED])
        db.execute("PRAGMA cache_spill = 1")
        db.execute("PRAGMA cache_size = 1")  # pages reach the file long before the commit
    copies: list[Path] = []
    with store.transaction() as db:
        db.conn.set_trace_callback(_copier(path, copies))
        _poll(db)
    with store.reading() as db:
        db.conn.set_trace_callback(None)
    store.close()
    seen = [_traces(copy) for copy in copies]
    assert set(seen) == {(False,) * 7, (True,) * 7}
    assert seen == sorted(seen)
    assert len(seen) > 20


def test_an_error_at_any_statement_leaves_nothing(path: Path) -> None:
    store = Store.open(path)
    with store.transaction() as db:
        feeds.configure(db, [FEED])
    for step in count(1):
        asked = count(1)

        def refuse_one(*_: object, asked: Iterator[int] = asked, one: int = step) -> int:
            return sqlite3.SQLITE_DENY if next(asked) == one else sqlite3.SQLITE_OK

        try:
            with store.transaction() as db:
                db.conn.set_authorizer(refuse_one)
                _poll(db)
        except StoreError:
            assert _traces(path) == (False,) * 7
        else:
            break
    store.close()
    assert _traces(path) == (True,) * 7
    assert step > 50
