"""The tables, as a ladder of numbered migrations.

A released step is never edited: a change of the schema is a new step at the end. The comments
inside the statements travel into the file, where ``.schema`` shows them to whoever opens it.
"""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from monitor.errors import StoreError

APPLICATION_ID = 0x6D6E7472  # "mntr" in the file's header: this file is ours

LADDER = Migrations("monitor")


@LADDER(name="0001_tables")
def _tables(db: Database) -> None:
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.executescript(_FEEDS_AND_ARTICLES)
    db.executescript(_EVENTS_AND_ALERTS)
    db.executescript(_VIEWS)


def migrate(db: Database) -> None:
    """Bring the database to the newest schema, all steps or none."""
    if not LADDER.pending(db):
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        refuse(db)  # another process may have been first
        LADDER.apply(db)
        db.commit()
    except BaseException:
        db.rollback()
        raise


def refuse(db: Database) -> None:
    """Raise StoreError if the file is another program's or a newer version's; it is only read."""
    (owner,) = db.execute("PRAGMA application_id").fetchone()
    if owner != APPLICATION_ID and (owner or db.table_names()):
        raise StoreError("this is another program's database")
    known = {step.name for step in LADDER._migrations}  # noqa: SLF001  # it lists only the pending
    newer = [step.name for step in LADDER.applied(db) if step.name not in known]
    if newer:
        raise StoreError(f"a newer version of monitor wrote this database (step {newer[0]})")


_FEEDS_AND_ARTICLES = """
CREATE TABLE feeds (
  id TEXT PRIMARY KEY,
  url TEXT NOT NULL,
  tier TEXT NOT NULL,             -- official, press, social
  lang TEXT,                      -- zh, en
  paused INTEGER NOT NULL DEFAULT 0,
  configured INTEGER NOT NULL DEFAULT 1,  -- 0: no longer in feeds.toml
  state TEXT NOT NULL DEFAULT 'new',      -- new, ok, quiet, broken, blocked, gone
  polled_at TEXT,
  success_at TEXT,
  next_due_at TEXT,
  new_item_at TEXT,
  failures INTEGER NOT NULL DEFAULT 0,    -- polls since the last success
  error TEXT,                     -- the last failure
  etag TEXT,
  last_modified TEXT,
  body_hash INTEGER,
  window BLOB NOT NULL DEFAULT x''        -- fingerprints of the last complete parse, 8 bytes each
);

CREATE TABLE articles (
  id TEXT PRIMARY KEY,
  feed_id TEXT NOT NULL,          -- a feed's id, or empty for an archive's
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  url TEXT,
  tier TEXT NOT NULL,
  lang TEXT,
  published_at TEXT,
  seen_at TEXT NOT NULL,          -- when it was first seen
  revised_at TEXT,                -- when the publisher's last edit was seen
  fingerprint INTEGER NOT NULL
);
CREATE INDEX articles_feed_id ON articles (feed_id, seen_at);
CREATE INDEX articles_seen_at ON articles (seen_at);

-- Every identity ever seen. It outlives its article, so that nothing comes back as new.
CREATE TABLE seen (
  feed_id TEXT NOT NULL,
  hash INTEGER NOT NULL,
  article_id TEXT NOT NULL,
  fingerprint INTEGER NOT NULL,
  PRIMARY KEY (feed_id, hash)
) WITHOUT ROWID;

-- What one article tells of people leaving.
CREATE TABLE departures (
  article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,      -- 0 for the article's first
  status TEXT NOT NULL,           -- rumoured, reported, confirmed, denied
  main INTEGER NOT NULL,          -- 0: told as background
  person TEXT,
  person_id TEXT,
  organization TEXT,
  organization_id TEXT,
  organization_aliases TEXT NOT NULL,     -- JSON list
  role TEXT,
  kind TEXT NOT NULL,             -- resigned, stepped_down, dismissed, retired, departed
  left_on TEXT,                   -- 2025, 2025-04 or 2025-04-30
  destination TEXT,
  successor TEXT,
  reason TEXT,
  score REAL NOT NULL,
  is_leader INTEGER NOT NULL,
  about_ai INTEGER NOT NULL,
  evidence TEXT NOT NULL,         -- JSON list of field, start, end, text
  PRIMARY KEY (article_id, position)
);

CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
"""

_EVENTS_AND_ALERTS = """
-- One departure in the world, whatever the number of articles.
CREATE TABLE events (
  id TEXT PRIMARY KEY,
  status TEXT NOT NULL,
  person TEXT,
  person_id TEXT,
  person_key TEXT,                -- by which two spellings of one person are found
  organization TEXT,
  organization_id TEXT,
  organization_key TEXT,
  organization_aliases TEXT NOT NULL,
  role TEXT,
  kind TEXT NOT NULL,
  left_on TEXT,
  destination TEXT,
  successor TEXT,
  reason TEXT,
  is_leader INTEGER NOT NULL,
  about_ai INTEGER NOT NULL,
  conflicts TEXT NOT NULL,        -- JSON list of fields whose claims cannot all be true
  first_seen_at TEXT NOT NULL,
  last_seen_at TEXT NOT NULL
);
CREATE INDEX events_person_key ON events (person_key, last_seen_at);
CREATE INDEX events_organization_key ON events (organization_key, last_seen_at);
CREATE INDEX events_last_seen_at ON events (last_seen_at);

-- Every value that any article gave for a field of an event.
CREATE TABLE claims (
  event_id TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  article_id TEXT NOT NULL REFERENCES articles (id),
  status TEXT NOT NULL,
  tier TEXT NOT NULL,
  claimed_at TEXT NOT NULL,
  PRIMARY KEY (event_id, position)
);
CREATE INDEX claims_article_id ON claims (article_id);

CREATE TABLE alerts (
  number INTEGER PRIMARY KEY,     -- in the order they were raised
  id TEXT NOT NULL UNIQUE,
  event_id TEXT NOT NULL REFERENCES events (id),
  article_id TEXT NOT NULL REFERENCES articles (id),
  reason TEXT NOT NULL,           -- new, confirmed, denied, destination, date, successor, …
  rule TEXT NOT NULL,             -- the most severe of the rules
  rules TEXT NOT NULL,            -- JSON list
  severity TEXT NOT NULL,         -- critical, high, normal, low
  raised_at TEXT NOT NULL,
  channels TEXT NOT NULL,         -- JSON list
  previous TEXT,                  -- the alert of the same event before this one
  person TEXT,                    -- this and the next six: the event as the alert told it
  organization TEXT,
  role TEXT,
  kind TEXT,
  left_on TEXT,
  destination TEXT,
  status TEXT,
  explanation TEXT NOT NULL,
  payload TEXT NOT NULL           -- the JSON body as it was and is sent
);
CREATE INDEX alerts_event_id ON alerts (event_id);
CREATE INDEX alerts_article_id ON alerts (article_id);

-- One alert on its way to one channel.
CREATE TABLE deliveries (
  number INTEGER PRIMARY KEY,
  alert_id TEXT NOT NULL REFERENCES alerts (id),
  channel_id TEXT NOT NULL,
  event_id TEXT NOT NULL,
  state TEXT NOT NULL,            -- pending, delivered, dead
  attempts INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  attempted_at TEXT,              -- when the last attempt began
  next_attempt_at TEXT,           -- null once delivered or dead
  leased_until TEXT,              -- an attempt is under way, and lost if it takes longer
  delivered_at TEXT,
  last_error TEXT,
  UNIQUE (alert_id, channel_id)
);
CREATE INDEX deliveries_pending ON deliveries (channel_id, next_attempt_at)
  WHERE state = 'pending';
CREATE INDEX deliveries_order ON deliveries (event_id, channel_id, number)
  WHERE state = 'pending';
"""

_VIEWS = """
CREATE VIEW alerts_readable AS
SELECT alerts.raised_at, alerts.severity, alerts.reason, alerts.person, alerts.organization,
  alerts.role, alerts.kind, alerts.left_on, alerts.destination, alerts.status, alerts.explanation,
  articles.title, articles.url, alerts.rule,
  (SELECT group_concat(channel_id || ' ' || state, ', ') FROM deliveries
    WHERE deliveries.alert_id = alerts.id) AS deliveries,
  alerts.event_id, alerts.id AS alert_id
FROM alerts LEFT JOIN articles ON articles.id = alerts.article_id
ORDER BY alerts.number DESC;

CREATE VIEW events_readable AS
SELECT events.last_seen_at, events.status, events.person, events.organization, events.role,
  events.kind, events.left_on, events.destination, events.successor, events.conflicts,
  (SELECT count(DISTINCT article_id) FROM claims WHERE claims.event_id = events.id) AS sources,
  (SELECT count(*) FROM alerts WHERE alerts.event_id = events.id) AS alerts,
  events.first_seen_at, events.id AS event_id
FROM events
ORDER BY events.last_seen_at DESC;
"""
