"""What did people enter, as an export has it? The whole log (full), or the effective state (canonical).

The log is written as it was. The state becomes new events under the importer's name, in an order that folds to the
same state; their keys come from what they say, so entering them again changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from graph.connection import Transaction
from graph.desk.events import Entry, EventNotValid, check
from graph.desk.log import LOCK, append, pack_data
from graph.export.nquads import DATA
from graph.export.terms import Terms
from graph.importing.groups import Group, groups
from graph.importing.things import json_of, who

_EVENTS: Final = f"<{DATA}event:"
_STATES: Final = f"<{DATA}d"

WRITE: Final = """
UNWIND $rows AS row
MERGE (e:Event {sequence: row.sequence}) ON CREATE SET e = row
"""
LAST: Final = "MATCH (l:DeskLog {id: 'desk'}) SET l.sequence = CASE WHEN coalesce(l.sequence, 0) < $last THEN $last ELSE l.sequence END"


@dataclass(frozen=True, slots=True)
class LoggedEvent:
    """An event as it stands in the log."""

    sequence: int
    at: str
    entry: Entry


def log(lines: Iterable[str], file: str) -> Iterator[LoggedEvent]:
    """The events of a full export, in the order of their IRIs."""
    for group in groups(lines, _EVENTS, file, named=True):
        found = _entry(group, who(group), group.text(Terms.KEY))
        yield LoggedEvent(group.number(Terms.SEQUENCE), group.text(Terms.ENDED), found)


def state(lines: Iterable[str], file: str, importer: str) -> list[Entry]:
    """The entries that make the effective state of a canonical export, in the order in which to enter them."""
    found = []
    for group in groups(lines, _STATES, file):
        entry = _entry(group, importer, group.text(Terms.KEY) or f"import:{group.subject[len(_STATES) : -1]}")
        found.append((group.number(Terms.RANK), group.subject, entry))
    return [entry for _, _, entry in sorted(found, key=lambda f: f[:2])]


def write_log(tx: Transaction, several: Iterable[LoggedEvent]) -> None:
    """Write events with their own numbers."""
    events = list(several)
    rows = [
        {
            "sequence": e.sequence,
            "key": e.entry.key,
            "kind": e.entry.kind,
            "who": e.entry.who,
            "at": e.at,
            "records": list(e.entry.records),
            "data": pack_data(e.entry.data),
        }
        for e in events
    ]
    tx.run(LOCK)
    tx.run(WRITE, rows=rows)
    tx.run(LAST, last=max(e.sequence for e in events))


def enter(tx: Transaction, several: Iterable[Entry]) -> dict[str, int]:
    """Enter a state; version id → sequence number of the event that put it in place."""
    placed = {}
    for entry in several:
        event = append(tx, entry)
        if event.kind == "replace":
            placed[str(event.data["version"])] = event.sequence
    return placed


def _entry(group: Group, name: str, key: str) -> Entry:
    said: dict[str, Any] = json_of(group, Terms.SAYS)
    try:
        data = {str(k): tuple(v) if isinstance(v, list) else v for k, v in said["data"].items()}
        entry = Entry(group.text(Terms.KIND), name, tuple(said["records"]), data, key)
        check(entry)
    except (KeyError, TypeError, AttributeError, EventNotValid) as error:
        raise group.wrong(
            f"不是可以登记的内容：{error}", f"is nothing that the log may hold: {error}"
        ) from error
    return entry
