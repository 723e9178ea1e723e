"""Which vocabulary does a snapshot speak? The Turtle files in it, loaded as they were."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from graph.snapshots.store import Snapshot
from ontology.errors import ServiceProblem
from ontology.load import TURTLE, load
from ontology.model import Ontology
from ontology.triples import read_triples

OWN: Final = "ontology"
ADDED: Final = "additions"


def vocabulary_files(additions: Path | None = None) -> dict[str, Path]:
    """The Turtle files that ``load(additions=…)`` reads, by the name they get in a snapshot."""
    own = {f"{OWN}/{path.name}": path for path in sorted(TURTLE.glob("*.ttl"))}
    more = sorted(additions.glob("*.ttl")) if additions else []
    return own | {f"{ADDED}/{path.name}": path for path in more}


class VocabularyMoved(ServiceProblem):
    """The Turtle files are not those any more that the graph's vocabulary was loaded from."""

    transient = True

    def __init__(self, found: str, expected: str) -> None:
        super().__init__(
            f"本体文件在加载之后改过（文件 {found}，图谱 {expected}）：请先重新加载本体（gongjian ontology reload）或重启服务，再建快照",
            f"the vocabulary's files were changed after they were loaded (files {found}, graph {expected}): load them anew "
            "(gongjian ontology reload) or start the service again, then make the snapshot",
            found=found,
            allowed=expected,
        )


def check_vocabulary(folder: Path, version: str) -> None:
    """Whether the files copied into a snapshot are the vocabulary of that version.

    Raises:
        VocabularyMoved: they are not.
    """
    added = folder / ADDED
    found = read_triples(folder / OWN, added if added.is_dir() else None).version
    if found != version:
        raise VocabularyMoved(found, version)


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
