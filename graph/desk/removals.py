"""Which sources did a person remove? Named by a hash of the key: the log holds no source text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph.desk.effective import effective
from graph.desk.events import Entry, Event
from graph.identifiers import digest


def source_id(source_key: str) -> str:
    """The name under which the log knows a source."""
    return digest("k", source_key)


def removal(who: str, source_key: str, key: str = "") -> Entry:
    """The entry that says a source is removed."""
    return Entry("remove", who, data={"source": source_id(source_key)}, key=key)


def removals(events: Iterable[Event]) -> Mapping[str, int]:
    """``source_id`` → sequence number of its last removal that is not revoked."""
    return {str(e.data["source"]): e.sequence for e in effective(events) if e.kind == "remove"}
