"""Which sources does a snapshot hold, and which snapshots hold a source?"""

from __future__ import annotations

import json
from typing import Any

from graph.snapshots.contents import SOURCES
from graph.snapshots.files import chunks
from graph.snapshots.store import Snapshot, Snapshots
from ontology.errors import UsageProblem


class NotInSnapshot(UsageProblem):
    """The snapshot holds no source of that key."""

    status = 404

    def __init__(self, id: str, key: str, keys: list[str]) -> None:
        shown = "、".join(keys[:20])
        super().__init__(
            f"快照 {id} 里没有来源“{key[:200]}”，其中有：{shown}",
            f"snapshot {id} holds no source {key[:200]!r}; it holds: {shown}",
            id=id,
            found=key[:200],
            allowed=keys,
        )


def sources_of(snapshot: Snapshot) -> list[dict[str, Any]]:
    """The sources of a snapshot with what they state of themselves.

    Raises:
        SnapshotDamaged: the file is not what the manifest says.
    """
    entry = snapshot.manifest.entry(SOURCES)
    found: list[dict[str, Any]] = json.loads(b"".join(chunks(snapshot.folder, entry, snapshot.id)))
    return found


def check_source(snapshot: Snapshot, key: str) -> None:
    """Whether a snapshot holds a source.

    Raises:
        NotInSnapshot: it does not.
    """
    keys = [node["key"] for node in sources_of(snapshot)]
    if key not in keys:
        raise NotInSnapshot(snapshot.id, key, keys)


def holders(store: Snapshots, key: str) -> list[str]:
    """The ids of the snapshots that hold a source."""
    return [s.id for s in store.all() if any(node["key"] == key for node in sources_of(s))]
