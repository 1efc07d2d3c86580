"""What the tests with a real database share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlite_utils import Database

from monitor.store import MEMORY, Store


@pytest.fixture
def db() -> Iterator[Database]:
    """An empty database, within a transaction."""
    store = Store.open(MEMORY)
    with store.transaction() as database:
        yield database
    store.close()
