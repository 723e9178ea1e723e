"""Which events still count? Those that no counting revocation names, seen through ``succeeds``.

An event whose records are gone sleeps: it is in the log and counts again when they return.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from graph.desk.events import KINDS, Event

_ABOUT_THE_LOG = frozenset({"revoke", "succeeds", "remove"})


def effective(events: Iterable[Event]) -> list[Event]:
    """The events that are not revoked, in sequence order; a revocation may itself be revoked."""
    ordered = sorted(events, key=lambda e: e.sequence)
    revoked: set[int] = set()
    for event in reversed(ordered):
        if event.kind == "revoke" and event.sequence not in revoked:
            target = event.data["event"]
            if isinstance(target, int) and target < event.sequence:
                revoked.add(target)
    return [e for e in ordered if e.sequence not in revoked]


def successions(events: Iterable[Event]) -> Mapping[str, str]:
    """Old record id → the record that a person accepted as its successor (the last word counts)."""
    return {e.records[0]: e.records[1] for e in effective(events) if e.kind == "succeeds"}


def present(record: str, successors: Mapping[str, str], live: Collection[str]) -> str | None:
    """The live record that ``record`` is now: itself, else along its successors; ``None`` if gone."""
    seen: set[str] = set()
    current: str | None = record
    while current is not None and current not in live and current not in seen:
        seen.add(current)
        current = successors.get(current)
    return current if current in live else None


def state(
    events: Iterable[Event],
    live: Collection[str],
    versions: Collection[str] = (),
    sources: Collection[str] = (),
) -> list[Event]:
    """What the desk says now, at most one event a subject, in sequence order.

    Args:
        events: the whole log.
        live: ids of the records that live sources hold; others sleep.
        versions: ids of the live source versions; a replacement of another version sleeps.
        sources: names (``removals.source_id``) of the live sources; a fix that is for another source alone sleeps.

    Returns:
        Events with their record ids seen through ``succeeds``: not revoked, not superseded, awake.
    """
    counted = effective(events)
    successors = successions(counted)
    last: dict[tuple[object, ...], Event] = {}
    for event in counted:
        if event.kind in _ABOUT_THE_LOG or _is_elsewhere(event, versions, sources):
            continue
        records = [present(r, successors, live) for r in event.records]
        found = tuple(r for r in records if r is not None)
        if len(found) < len(records) or len(set(found)) < len(found):
            continue
        moved = replace(event, records=found)
        last[subject(moved)] = moved
    return sorted(last.values(), key=lambda e: e.sequence)


def _is_elsewhere(event: Event, versions: Collection[str], sources: Collection[str]) -> bool:
    """Whether an event is about a version or a source that is not live."""
    if event.kind == "replace":
        return event.data["version"] not in versions
    return event.kind == "repair" and "source" in event.data and event.data["source"] not in sources


def subject(event: Event) -> tuple[object, ...]:
    """What an event is about; a later event about the same thing supersedes it."""
    kind = KINDS[event.kind]
    if kind.subject == "event":
        return (event.kind, event.key)
    if kind.subject == "records":
        about = sorted(event.records) if kind.symmetric else event.records[: kind.about]
        return (event.kind, *about, event.data.get("property"), event.data.get("passage"))
    return (event.kind, event.data[kind.subject])
