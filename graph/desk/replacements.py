"""Which source versions did a person put in place of the live one?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph.desk.effective import effective
from graph.desk.events import Entry, Event


def replacement(who: str, version: str, key: str = "") -> Entry:
    """The entry that puts a source version (``SourceVersion.id``) in place, whatever its rank."""
    return Entry("replace", who, data={"version": version}, key=key)


def replacements(events: Iterable[Event]) -> Mapping[str, int]:
    """Version id → sequence number of the last event that put it in place and is not revoked."""
    return {str(e.data["version"]): e.sequence for e in effective(events) if e.kind == "replace"}
