"""The columns that departures and events have in common."""

from __future__ import annotations

from typing import Any

from monitor.model import Facts, Kind, Status
from monitor.store.columns import Row, encode_json, names

# Fields that lie in the row as they are.
_PLAIN = (
    "person",
    "person_id",
    "organization",
    "organization_id",
    "role",
    "left_on",
    "destination",
    "successor",
    "reason",
)


def columns(facts: Facts) -> Row:
    """The facts as they lie in a row."""
    return {
        **{field: getattr(facts, field) for field in _PLAIN},
        "status": facts.status,
        "kind": facts.kind,
        "organization_aliases": encode_json(facts.organization_aliases),
        "is_leader": facts.is_leader,
        "about_ai": facts.about_ai,
    }


def fields(found: Row) -> dict[str, Any]:
    """The facts that lie in a row, by the names of the fields of `Facts`."""
    return {
        **{field: found[field] for field in _PLAIN},
        "status": Status(found["status"]),
        "kind": Kind(found["kind"]),
        "organization_aliases": names(found["organization_aliases"]),
        "is_leader": bool(found["is_leader"]),
        "about_ai": bool(found["about_ai"]),
    }
