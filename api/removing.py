"""How is a source removed, whatever the door? Out of the live graph; the snapshots that still hold it are named."""

from __future__ import annotations

from typing import Any

from api.service import Service
from graph.snapshots.holding import holders


def remove_and_tell(service: Service, key: str) -> dict[str, Any]:
    """What ``ingest.pipeline.remove_source`` took out, and under ``snapshots`` the ids of those that hold it still.

    Raises:
        NoSuchSource, SomebodyWrites: see there.
    """
    from ingest.pipeline import remove_source

    removed = remove_source(service.ingest, key)
    return {**removed, "snapshots": holders(service.shelf.store, key)}
