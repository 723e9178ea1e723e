"""What does the graph say, as bytes that the same input always gives? The canonical export.

A pure function of live source versions, effective desk state, and the versions named in its header:
one triple a line, sorted, no blank node. Not in it: history, runs, times of processing, scores, vectors
(``full.py`` adds what exists of them).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graph.connection import Graph
from graph.export import nquads as nq
from graph.export.believed import edges, entities, places
from graph.export.entered import desk, repairs
from graph.export.said import passages, records, sources
from graph.export.sorting import sorted_unique
from graph.export.terms import STORE, Terms, store
from graph.fold import FOLD_VERSION
from graph.identifiers import KEY_VERSION
from graph.identity.parameters import load_parameters
from ontology.errors import ServiceProblem

EXPORT_VERSION: Final = 1
ME: Final = f"<{STORE}export>"

UNSETTLED: Final = """
RETURN COUNT { MATCH (s:Source) WHERE s.state IN ['loading', 'removing'] } AS sources,
       COUNT { MATCH (r:Record) WHERE r.pending IS NOT NULL } AS records,
       COUNT { MATCH (e:Entity) WHERE e.pending IS NOT NULL } AS entities
"""


class NotSettled(ServiceProblem):
    """Something is still being read, or a run that was cut short has to be completed first."""

    transient = True

    def __init__(self, sources: int, records: int, entities: int) -> None:
        super().__init__(
            f"还有 {sources} 个来源、{records} 条记录、{entities} 个条目未处理完；"
            "请等待导入结束，或再次运行 gongjian ingest 或 gongjian up",
            f"{sources} sources, {records} records and {entities} entities are not settled yet; "
            "wait for the ingest to end, or run gongjian ingest or gongjian up again",
            sources=sources,
            records=records,
            entities=entities,
        )


def canonical(graph: Graph) -> Iterator[str]:
    """The lines of the canonical export (N-Quads, default graph, without line breaks), sorted.

    Memory stays bounded: lines are sorted in temporary files. They are all read before the first
    one comes out.

    Raises:
        NotSettled: a source is being read, or records wait to be settled.
        NotExportable: a text holds what RDF cannot carry.
    """
    require_settled(graph)
    yield from sorted_unique(triples(graph))


def require_settled(graph: Graph) -> None:
    """Raise ``NotSettled`` if a source or a record is in the middle of being read."""
    row = graph.read(UNSETTLED)[0]
    if any(row.values()):
        raise NotSettled(row["sources"], row["records"], row["entities"])


def triples(graph: Graph) -> Iterator[str]:
    """The lines of the canonical export as the store gives them, unsorted, some more than once."""
    versions: dict[str, str] = {}
    replaced: set[str] = set()
    named: set[str] = set()
    yield from header(graph)
    yield from sources(graph, versions, replaced)
    yield from passages(graph, versions)
    yield from records(graph, versions, named)
    yield from entities(graph)
    yield from edges(graph)
    yield from places(graph, named)
    yield from desk(graph, replaced)
    yield from repairs(graph)


def header(graph: Graph) -> Iterator[str]:
    """The versions on which everything else depends; each source names its reader's."""
    versions = {
        "exportVersion": str(EXPORT_VERSION),
        "foldVersion": str(FOLD_VERSION),
        "gazetteerVersion": graph.gazetteer.version,
        "keyVersion": str(KEY_VERSION),
        "ontologyVersion": graph.ontology.version,
        "parametersVersion": str(load_parameters().version),
    }
    yield nq.line(ME, Terms.TYPE, Terms.EXPORT)
    for name, version in versions.items():
        yield nq.line(ME, store(name), nq.text(version))
