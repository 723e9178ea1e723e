"""Which vocabulary does a snapshot speak? The Turtle files in it, loaded as they were."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from graph.snapshots.store import Snapshot
from ontology.load import TURTLE, load
from ontology.model import Ontology

OWN: Final = "ontology"
ADDED: Final = "additions"


def vocabulary_files(additions: Path | None = None) -> dict[str, Path]:
    """The Turtle files that ``load(additions=…)`` reads, by the name they get in a snapshot."""
    own = {f"{OWN}/{path.name}": path for path in sorted(TURTLE.glob("*.ttl"))}
    more = sorted(additions.glob("*.ttl")) if additions else []
    return own | {f"{ADDED}/{path.name}": path for path in more}


def vocabulary_of(snapshot: Snapshot) -> Ontology:
    """The ontology of a snapshot; the program's own if it is the same.

    Raises:
        OntologyError: this version of the program cannot read it.
    """
    own = load()
    if snapshot.manifest.versions.get("ontology") == own.version:
        return own
    added = snapshot.folder / ADDED
    return load(snapshot.folder / OWN, additions=added if added.is_dir() else None)
