"""Which vocabulary does the store follow? It says so itself, and whether it is on its way to another one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ontology.errors import ServiceProblem
from ontology.summary import Summary, pack_summary, summarise, unpack_summary

if TYPE_CHECKING:
    from graph.connection import Graph

NOTICE_SECONDS: Final = 1.0
"""A service that is running looks this often whether the store still follows its vocabulary."""

HELD: Final = "MATCH (v:Vocabulary {id: 'vocabulary'}) RETURN v.version AS version, v.summary AS summary, v.target AS target"
ANY_RECORD: Final = "MATCH (r:Record) RETURN r.id AS id LIMIT 1"
NOTE: Final = """
MERGE (v:Vocabulary {id: 'vocabulary'}) SET v.version = $version, v.summary = $summary, v.target = null
"""
NOTE_FIRST: Final = """
MERGE (v:Vocabulary {id: 'vocabulary'}) ON CREATE SET v.version = $version, v.summary = $summary
"""
BEGIN: Final = "MERGE (v:Vocabulary {id: 'vocabulary'}) SET v.target = $target"


@dataclass(frozen=True, slots=True)
class Held:
    """What the store was made with. ``target`` is the version that an unfinished migration leads to, '' for none;
    ``summary`` is ``None`` if it is not known."""

    version: str
    summary: Summary | None
    target: str


class MigrationUnfinished(ServiceProblem):
    """The store is on its way to another vocabulary; nothing is shown until it has arrived."""

    transient = True

    def __init__(self, target: str) -> None:
        super().__init__(
            f"图谱正在迁移到本体 {target}，完成之前不提供查询。若迁移已中断，请再次运行 gongjian ontology migrate",
            f"the graph is being migrated to vocabulary {target} and is not shown before that has ended; "
            "if it was cut short, run gongjian ontology migrate again",
            target=target,
        )


class OtherVocabulary(ServiceProblem):
    """Somebody made the store follow another vocabulary than the one that this process has loaded."""

    def __init__(self, stored: str, loaded: str) -> None:
        super().__init__(
            f"图谱现用本体 {stored}，本进程加载的是 {loaded}。请检查 GONGJIAN_ONTOLOGY，然后运行 gongjian ontology reload 或重启服务",
            f"the graph follows vocabulary {stored}, this process has loaded {loaded}; check GONGJIAN_ONTOLOGY, then run "
            "gongjian ontology reload or restart the service",
            stored=stored,
            loaded=loaded,
        )


def held(graph: Graph) -> Held | None:
    """What the store was made with; ``None`` if it does not say."""
    rows = graph.read(HELD)
    if not rows or not rows[0]["version"]:
        return Held("", None, rows[0]["target"]) if rows and rows[0]["target"] else None
    return Held(rows[0]["version"], unpack_summary(rows[0]["summary"]), rows[0]["target"] or "")


def holds_records(graph: Graph) -> bool:
    """Whether the store holds any record."""
    return bool(graph.read(ANY_RECORD))


def note(graph: Graph) -> None:
    """From now on the store is one of this vocabulary; a migration to it has ended."""
    graph.write(NOTE, version=graph.ontology.version, summary=pack_summary(summarise(graph.ontology)))


def note_first(graph: Graph) -> None:
    """The same for a store that does not say what it was made with, before its first record."""
    graph.write(NOTE_FIRST, version=graph.ontology.version, summary=pack_summary(summarise(graph.ontology)))


def begin(graph: Graph) -> None:
    """From now on until ``note`` the store is on its way to this vocabulary."""
    graph.write(BEGIN, target=graph.ontology.version)


def check_vocabulary(graph: Graph) -> None:
    """Raise unless the store follows the vocabulary that the graph has loaded, or holds nothing yet.

    Raises:
        MigrationUnfinished, OtherVocabulary: with what to do.
    """
    found = held(graph)
    if found and found.target:
        raise MigrationUnfinished(found.target)
    if found and found.version != graph.ontology.version:
        raise OtherVocabulary(found.version, graph.ontology.version)
