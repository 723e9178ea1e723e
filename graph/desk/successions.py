"""Which record did a person say takes the place of which? The entries, and what was already answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph.desk.effective import effective, successions
from graph.desk.events import Entry, Event

_NOT_ABOUT_A_THING = frozenset({"revoke", "replace", "remove", "profile"})


def succession(who: str, old: str, new: str, key: str = "") -> Entry:
    """The entry that says a vanished record is now listed as another one."""
    return Entry("succeeds", who, (old, new), key=key)


def parting(who: str, old: str, new: str, key: str = "") -> Entry:
    """The entry that says it is not: the two are different things."""
    return Entry("decision", who, (old, new), {"judgement": "different"}, key)


def named(events: Iterable[Event]) -> frozenset[str]:
    """The records that what people entered rests on, seen through successions: their present ends."""
    log = effective(events)
    after: Mapping[str, str] = successions(log)
    found = {r for e in log if e.kind not in _NOT_ABOUT_A_THING for r in e.records}
    return frozenset(found - after.keys())


def answered(events: Iterable[Event]) -> frozenset[tuple[str, str]]:
    """The pairs (old, new) that a person parted, either way round."""
    parted = {
        tuple(e.records)
        for e in effective(events)
        if e.kind == "decision" and e.data["judgement"] == "different"
    }
    return frozenset({(a, b) for a, b in parted} | {(b, a) for a, b in parted})
