"""How does an event get into the log, and how are events read back?

The log is append-only. ``append`` runs inside the transaction of the event's effect: it takes one
lock (a write lock on the single ``DeskLog`` node, held until that transaction ends), so sequence
numbers are unique and without gaps however many append at once, and an effect that fails leaves no
event. Folds (``decisions``, ``replacements``, ``removals``) go by sequence number, never by clocks.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final
from uuid import uuid4

from graph.connection import Graph, Transaction
from graph.desk.events import Data, Entry, Event, EventNotValid, check
from graph.principal import Principal

CONSTRAINTS: Final = (
    "CREATE CONSTRAINT desk_log_id IF NOT EXISTS FOR (n:DeskLog) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT event_key IF NOT EXISTS FOR (n:Event) REQUIRE n.key IS UNIQUE",
    "CREATE CONSTRAINT event_sequence IF NOT EXISTS FOR (n:Event) REQUIRE n.sequence IS UNIQUE",
)
"""What the schema must hold for the log: one lock node, one event a key, one event a number."""

# Setting a property takes the node's write lock; the number is read by the next query, under it.
LOCK: Final = "MERGE (l:DeskLog {id: 'desk'}) SET l.locked = true"
BY_KEY: Final = "MATCH (e:Event {key: $key}) RETURN e {.*} AS event"
CREATE: Final = """
MATCH (l:DeskLog {id: 'desk'})
SET l.sequence = coalesce(l.sequence, 0) + 1
CREATE (e:Event {sequence: l.sequence, key: $key, kind: $kind, who: $who, at: $at,
                 records: $records, data: $data})
RETURN e {.*} AS event
"""
READ: Final = """
MATCH (e:Event) WHERE e.sequence > $after
RETURN e {.*} AS event ORDER BY e.sequence LIMIT $limit
"""
PAGE: Final = 5000


def append(tx: Transaction, entry: Entry, *, at: datetime | None = None) -> Event:
    """Append an entry in the transaction of its effect; the event it became, or became before.

    Args:
        tx: the open transaction (``Graph.transaction``) that also writes the effect; its commit makes both visible.
        entry: what to enter. With a ``key`` that is in the log already, that event is returned.
        at: when, for people to read; now if not given.

    Raises:
        EventNotValid: the entry is not one the log may hold, or its key belongs to another entry.
    """
    check(entry)
    tx.run(LOCK)
    key = entry.key or uuid4().hex
    if found := tx.run(BY_KEY, key=key):
        return _same(_event(found[0]["event"]), entry)
    moment = at.astimezone(UTC).isoformat(timespec="seconds") if at else now()
    made = tx.run(
        CREATE,
        key=key,
        kind=entry.kind,
        who=entry.who,
        at=moment,
        records=list(entry.records),
        data=pack_data(entry.data),
    )
    return _event(made[0]["event"])


def events(graph: Graph, principal: Principal, after: int = 0) -> Iterator[Event]:
    """The events with a sequence number above ``after``, in order, read a page at a time."""
    del principal  # the log holds ids and numbers only; everybody sees the same until roles exist
    while page := graph.read(READ, after=after, limit=PAGE):
        for row in page:
            yield _event(row["event"])
        after = int(page[-1]["event"]["sequence"])


def now() -> str:
    """The present moment in UTC, to the second, as the store notes it for people (ISO 8601)."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def pack_data(data: Data) -> str:
    """Canonical JSON of an event's data: sorted names, no spaces."""
    return json.dumps(dict(data), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _event(node: dict[str, Any]) -> Event:
    data = {k: tuple(v) if isinstance(v, list) else v for k, v in json.loads(node["data"]).items()}
    return Event(
        sequence=int(node["sequence"]),
        key=node["key"],
        kind=node["kind"],
        who=node["who"],
        at=node["at"],
        records=tuple(node["records"]),
        data=data,
    )


def _same(event: Event, entry: Entry) -> Event:
    same = (event.kind, event.records, pack_data(event.data)) == (
        entry.kind,
        entry.records,
        pack_data(entry.data),
    )
    if not same:
        raise EventNotValid(
            f"幂等键已用于第 {event.sequence} 条登记，内容不同；请换一个键",
            f"the idempotency key belongs to event {event.sequence}, which says something else; use another key",
            key=entry.key,
            sequence=event.sequence,
        )
    return event
