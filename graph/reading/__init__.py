"""What may this principal read about one thing, and what does it rest on?

``entity``, ``entities`` and ``neighbours`` read the folded graph; ``evidence`` and ``evidence_for``
lead from facts to quotes; ``sources``, ``repairs`` and ``counts`` give the overview. Searching is the
room ``search``; the shapes that come back are in ``views.py``.
"""

from graph.reading.lookup import entities, entity, neighbours
from graph.reading.overview import counts, graph_version, sources
from graph.reading.queue import FixView, RepairGroup, UnknownRepair, fixes, repair, repair_groups, repairs
from graph.reading.quotes import evidence, evidence_for
from graph.reading.views import (
    Counts,
    EntityView,
    Evidence,
    GoneId,
    Moved,
    Neighbour,
    RepairPage,
    RepairView,
    SourceRef,
    SourceView,
    UnknownId,
)

__all__ = [
    "Counts",
    "EntityView",
    "Evidence",
    "FixView",
    "GoneId",
    "Moved",
    "Neighbour",
    "RepairGroup",
    "RepairPage",
    "RepairView",
    "SourceRef",
    "SourceView",
    "UnknownId",
    "UnknownRepair",
    "counts",
    "entities",
    "entity",
    "evidence",
    "evidence_for",
    "fixes",
    "graph_version",
    "neighbours",
    "repair",
    "repair_groups",
    "repairs",
    "sources",
]
