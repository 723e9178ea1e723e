"""Where does it matter which of two decisions came first? Only there the export says so.

Positive decisions are taken in log order, and one that would join records parted by a negative is skipped: within a
group that positives connect and a negative parts, the order decides which. Of several pins in one cluster the last
counts. A rank is the place in such a group (1, 2, 3 …), never a sequence number: what was revoked leaves no gap.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from graph.desk.events import Event


def ranks(state: Sequence[Event], entities: Mapping[str, str]) -> dict[int, int]:
    """Sequence number → rank, for the events of the effective state whose order shows.

    Args:
        state: the effective events in log order.
        entities: record → the entity that it describes, for the records that pins name.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    decided = [e for e in state if e.kind == "decision"]
    group = _groups(e.records for e in decided if e.data["judgement"] == "same")
    torn = {
        group[e.records[0]]
        for e in decided
        if e.data["judgement"] == "different" and group.get(e.records[0], "") == group.get(e.records[1])
    }
    for event in state:
        if event.kind == "decision" and event.data["judgement"] == "same":
            if group[event.records[0]] in torn:
                groups[group[event.records[0]]].append(event.sequence)
        elif event.kind == "pin":
            groups[f"pin {entities.get(event.records[0], event.records[0])}"].append(event.sequence)
    return {
        sequence: rank
        for several in groups.values()
        if len(several) > 1
        for rank, sequence in enumerate(several, 1)
    }


def _groups(pairs: Iterable[Sequence[str]]) -> dict[str, str]:
    """Record → one record that stands for all that pairs connect it with."""
    parent: dict[str, str] = {}

    def root(record: str) -> str:
        while parent.setdefault(record, record) != record:
            parent[record] = parent[parent[record]]
            record = parent[record]
        return record

    for a, b in pairs:
        kept, gone = sorted((root(a), root(b)))
        parent[gone] = kept
    return {record: root(record) for record in parent}
