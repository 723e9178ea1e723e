"""What does the graph say, as bytes that the same input always gives? The canonical export.

A pure function of live source versions, effective desk state, and the versions named in its header:
one triple a line, sorted, no blank node. Not in it: history, runs, times of processing, scores, vectors
(``full.py`` adds what exists of them).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from graph.connection import Graph
from graph.export import nquads as nq
from graph.export.believed import edges, entities, places
from graph.export.entered import desk, repairs
from graph.export.provenance import settling, settling_triples
from graph.export.said import Live, passages, records, sources
from graph.export.seal import sealed
from graph.export.sorting import sorted_unique
from graph.export.terms import ME, Terms, store
from graph.fold import VERSION as FOLD_VERSION
from graph.half_made import refuse_half_made
from graph.identifiers import KEY_VERSION
from graph.identity.parameters import load_parameters
from graph.principal import Principal
from ontology.errors import ServiceProblem

EXPORT_VERSION: Final = 2

# A decision that clusters do not follow yet waits as much as an entity that is marked; so does a graph
# whose entities were made under another vocabulary.
UNSETTLED: Final = """
OPTIONAL MATCH (g:Run {id: 'graph'})
WITH coalesce(g.version, 0) AS version, coalesce(g.desk, 0) AS seen, coalesce(g.changed, false) AS changed,
     coalesce(g.made_with, $vocabulary) AS made_with, coalesce(g.rereading, false) AS rereading
RETURN version, COUNT { MATCH (:Event) } AS last,
       COUNT { MATCH (s:Source) WHERE s.state IN ['loading', 'removing'] } AS sources,
       COUNT { MATCH (r:Record) WHERE r.pending IS NOT NULL } AS records,
       COUNT { MATCH (e:Entity) WHERE e.pending IS NOT NULL }
         + CASE WHEN changed OR rereading OR NOT made_with CONTAINS $vocabulary THEN 1 ELSE 0 END
         + COUNT { MATCH (v:Event) WHERE v.sequence > seen AND v.kind IN $kinds } AS waiting
"""
IDENTITY_KINDS: Final = ("decision", "pin", "succeeds", "revoke")


class NotSettled(ServiceProblem):
    """Something is being read or decided, or a run that was cut short has to be completed first."""

    transient = True

    def __init__(self, sources: int, records: int, waiting: int) -> None:
        super().__init__(
            f"图谱正在变化：{sources} 个来源、{records} 条记录、{waiting} 处条目或决定尚未处理完；"
            "请等导入结束，或再次运行 gongjian ingest 或 gongjian up，然后重新导出",
            f"the graph is changing: {sources} sources, {records} records, {waiting} entities or decisions "
            "are not settled; wait for the ingest to end, or run gongjian ingest or gongjian up again, then export",
            sources=sources,
            records=records,
            waiting=waiting,
        )


def canonical(graph: Graph, principal: Principal) -> Iterator[str]:
    """The lines of the canonical export (N-Quads, default graph, without line breaks), sorted.

    Memory stays bounded: lines are sorted in temporary files. They are all read before the first
    one comes out. Everybody gets the same bytes: restricted values are masked in the store itself.

    Raises:
        NotSettled: a source is being read or records wait to be settled (at the call), or the graph
            changes while it is read (before the first line).
        NotExportable: a text holds what RDF cannot carry (before the first line).
    """
    del principal  # one citable export for all; roles may only ever choose whether it is given at all
    return sealed(sorted_unique(of_one_state(graph, triples(graph))))


def of_one_state(graph: Graph, lines: Iterable[str]) -> Iterator[str]:
    """The lines, if the graph is settled now and stays as it is until the last one was read.

    Raises:
        NotSettled: it is not (at the call), or somebody changed it meanwhile. ImportUnfinished: it is half made.
    """
    return _unchanged(graph, lines, _settled_state(graph))


def _unchanged(graph: Graph, lines: Iterable[str], before: tuple[int, int]) -> Iterator[str]:
    yield from lines
    if _settled_state(graph) != before:
        raise NotSettled(0, 0, 0)


def _settled_state(graph: Graph) -> tuple[int, int]:
    """Graph version and last event of a settled graph."""
    refuse_half_made(graph)
    row = graph.read(UNSETTLED, kinds=list(IDENTITY_KINDS), vocabulary=graph.ontology.version)[0]
    if row["sources"] or row["records"] or row["waiting"]:
        raise NotSettled(row["sources"], row["records"], row["waiting"])
    return int(row["version"]), int(row["last"])


def triples(graph: Graph) -> Iterator[str]:
    """The lines of the canonical export as the store gives them, unsorted, some more than once."""
    live: dict[str, Live] = {}
    replaced: set[str] = set()
    named: set[str] = set()
    settled = settling(versions(graph))
    yield from header(graph)
    yield from settling_triples(settled)
    yield from sources(graph, live, replaced, settled)
    yield from passages(graph, live)
    yield from records(graph, live, named)
    yield from entities(graph, settled)
    yield from edges(graph)
    yield from places(graph, named)
    yield from desk(graph, replaced, live)
    yield from repairs(graph)


def versions(graph: Graph) -> dict[str, str]:
    """What an export depends on beside sources and desk, by the name under which the header has it."""
    return {
        "exportVersion": str(EXPORT_VERSION),
        "foldVersion": str(FOLD_VERSION),
        "gazetteerVersion": graph.gazetteer.version,
        "keyVersion": str(KEY_VERSION),
        "ontologyVersion": graph.ontology.version,
        "parametersVersion": str(load_parameters().version),
    }


def header(graph: Graph) -> Iterator[str]:
    """The versions on which everything else depends, and the vocabulary; each source names its reader's."""
    yield nq.line(ME, Terms.TYPE, Terms.EXPORT)
    yield nq.line(ME, Terms.CONFORMS_TO, Terms.ONTOLOGY)
    for name, version in versions(graph).items():
        yield nq.line(ME, store(name), nq.text(version))
    yield nq.line(Terms.ONTOLOGY, Terms.TYPE, Terms.OWL_ONTOLOGY)
    yield nq.line(Terms.ONTOLOGY, Terms.VERSION, nq.text(graph.ontology.version))
