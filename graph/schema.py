"""What must the store have before anything is written? Constraints, lookup indexes, full text, the vocabulary's concepts.

``ensure_schema`` runs at every start and does nothing if the store says it was done under the same vocabulary and
the same statements. Vectors belong to a model: ``ensure_vector_index`` makes their property and indexes beside those
of another model and notes which one is active.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from graph.cypher import quote_name
from graph.desk.log import CONSTRAINTS
from graph.entities import NO_END, SLOTS, UNKNOWN, Entity, to_properties
from graph.identifiers import digest
from ontology.language.tokens import index_tokens
from ontology.model import Concept
from ontology.terms import Classes

if TYPE_CHECKING:
    from graph.connection import Graph, Transaction

UNIQUE: Final = (
    ("Source", "id"),
    ("Passage", "id"),
    ("Record", "id"),
    ("Entity", "id"),
    ("Repair", "id"),
    ("Question", "id"),
    ("Run", "id"),
    ("Turn", "id"),
    ("Former", "id"),
    ("Vocabulary", "id"),
)
"""Beside these the log's own (``graph.desk.log.CONSTRAINTS``)."""

LOOKUP: Final = (
    ("Source", "key"),
    ("Source", "state"),
    ("Passage", "source"),
    ("Repair", "source"),
    ("Record", "source"),
    ("Record", "pending"),
    ("Record", "name_key"),
    ("Record", "uscc"),
    ("Entity", "class"),
    ("Entity", "name"),
    ("Entity", "pending"),
    ("Former", "source"),
    ("Former", "entity"),
    ("Event", "kind"),
    *(("Entity", slot) for slot in SLOTS),
)
"""What the store looks up by value: superseding, settling, removing, filtering without words."""

FULL_TEXT: Final = (("entity_words", "Searchable"), ("passage_words", "Passage"))
"""Full-text indexes on ``tokens``: (index, label). The tokens are made by ``index_tokens``: blanks part them."""

CONSTRAINT: Final = "CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{property} IS UNIQUE"
INDEX: Final = "CREATE RANGE INDEX {name} IF NOT EXISTS FOR (n:{label}) ON (n.{property})"
WORDS: Final = (
    "CREATE FULLTEXT INDEX {name} IF NOT EXISTS FOR (n:{label}) ON EACH [n.tokens] OPTIONS {{indexConfig: "
    "{{`fulltext.analyzer`: 'whitespace', `fulltext.eventually_consistent`: false}}}}"
)
NAMES: Final = "SHOW INDEXES YIELD name"
AWAIT: Final = "CALL db.awaitIndexes($seconds)"
AWAIT_SECONDS: Final = 600

DONE: Final = "MATCH (r:Run {id: 'schema'}) RETURN r.version AS version"
NOTE_DONE: Final = "MERGE (r:Run {id: 'schema'}) SET r.version = $version"
WRITE_CONCEPTS: Final = """
UNWIND $rows AS row
MERGE (c:Entity {{id: row.id}})
SET c += row, c:{labels}
"""
DROP_CONCEPTS: Final = """
MATCH (c:Entity:{label}) WHERE c.id STARTS WITH $prefix AND NOT c.id IN $ids
DETACH DELETE c
"""
CONCEPT_PREFIX: Final = "concept:"
SHAPE: Final = 1
"""Raise it if the properties of a concept's node change."""


VECTORS: Final = """
CYPHER 25
CREATE VECTOR INDEX {name} IF NOT EXISTS FOR (n:{label}) ON n.{property} {filters}
OPTIONS {{indexConfig: {{`vector.dimensions`: {dimensions}, `vector.similarity_function`: 'cosine',
    `vector.quantization.enabled`: false, `vector.hnsw.m`: 32, `vector.hnsw.ef_construction`: 200}}}}
"""
# m 32, ef 200, no quantization: recall@10 .9975 on real embeddings, .96 with the defaults.
ACTIVE: Final = "MATCH (r:Run {id: 'index'}) WHERE r.model IS NOT NULL RETURN r.model AS model, r.dimensions AS dimensions"
ACTIVATE: Final = "MERGE (r:Run {id: 'index'}) SET r.model = $model, r.dimensions = $dimensions"
FILTERS: Final = (*SLOTS, "class")
"""What a vector search can filter by inside the index; fixed when the index is made."""


@dataclass(frozen=True, slots=True)
class VectorIndex:
    """Where the vectors of a model are: ``vector`` is the property of the nodes, then the names of the two indexes.

    ``stamp`` is the property that holds the text hash of the text that the vector was made from.
    """

    model: str
    dimensions: int

    @property
    def vector(self) -> str:
        """The node property, the same on entities and passages."""
        return f"vector_{self._hash}"

    @property
    def stamp(self) -> str:
        """The node property beside it: the hash of the text it was made from."""
        return f"vectorOf_{self._hash}"

    @property
    def entities(self) -> str:
        """The index on ``Searchable``."""
        return f"entity_vectors_{self._hash}"

    @property
    def passages(self) -> str:
        """The index on ``Passage``."""
        return f"passage_vectors_{self._hash}"

    @property
    def _hash(self) -> str:
        return digest("", self.model)[:12]


def ensure_schema(graph: Graph) -> None:
    """Make what is missing; a few milliseconds if nothing is.

    A concept of the vocabulary is an entity ``concept:<name>``, not ``Searchable``; one that the vocabulary
    no longer has goes away.
    """
    version = _version(graph)
    if any(row["version"] == version for row in graph.read(DONE)):
        return
    there = {row["name"] for row in graph.read(NAMES)}
    for statement in statements():
        if not there.intersection(statement.replace("`", "").split()):
            graph.write(statement)
    await_indexes(graph)
    graph.transaction(lambda tx: _write_concepts(tx, graph, version))


def ensure_vector_index(graph: Graph, model: str, dimensions: int) -> VectorIndex:
    """Make the vector indexes of a model if they are not there, and make it the active one.

    Those of other models stay: their vectors serve again when their model is named again.
    """
    index = VectorIndex(model, dimensions)
    there = {row["name"] for row in graph.read(NAMES)}
    filters = f"WITH [{', '.join(f'n.{quote_name(name)}' for name in FILTERS)}]"
    for name, label, with_filters in (
        (index.entities, "Searchable", filters),
        (index.passages, "Passage", ""),
    ):
        if name not in there:
            graph.write(_vector_statement(index, name, label, with_filters))
    if active_index(graph) != index:
        graph.write(ACTIVATE, model=model, dimensions=dimensions)
    return index


def active_index(graph: Graph) -> VectorIndex | None:
    """The vectors that searches use; ``None`` before the first ``fill_index``."""
    rows = graph.read(ACTIVE)
    return VectorIndex(rows[0]["model"], rows[0]["dimensions"]) if rows else None


def _vector_statement(index: VectorIndex, name: str, label: str, filters: str) -> str:
    return VECTORS.format(
        name=quote_name(name),
        label=quote_name(label),
        property=quote_name(index.vector),
        filters=filters,
        dimensions=int(index.dimensions),
    )


def await_indexes(graph: Graph) -> None:
    """Wait until every index holds all that is in the store."""
    graph.read(AWAIT, seconds=AWAIT_SECONDS)


def statements() -> list[str]:
    """The schema's statements; each does nothing if what it makes is there."""
    unique = [CONSTRAINT.format(**_names(label, name, "unique")) for label, name in UNIQUE]
    lookup = [INDEX.format(**_names(label, name, "lookup")) for label, name in LOOKUP]
    words = [WORDS.format(name=quote_name(name), label=quote_name(label)) for name, label in FULL_TEXT]
    return [*unique, *CONSTRAINTS, *lookup, *words]


def _names(label: str, name: str, purpose: str) -> dict[str, str]:
    index = f"{label}_{name}_{purpose}".lower()
    return {"name": quote_name(index), "label": quote_name(label), "property": quote_name(name)}


def _version(graph: Graph) -> str:
    return digest("v", str(SHAPE), graph.ontology.version, *statements())


def _write_concepts(tx: Transaction, graph: Graph, version: str) -> None:
    rows = [_concept(concept) for concept in graph.ontology.concepts.values()]
    labels = ":".join(quote_name(label) for label in graph.ontology.labels(Classes.CONCEPT))
    tx.run(WRITE_CONCEPTS.format(labels=labels), rows=rows)
    ids = [row["id"] for row in rows]
    tx.run(DROP_CONCEPTS.format(label=quote_name(Classes.CONCEPT)), ids=ids, prefix=CONCEPT_PREFIX)
    tx.run(NOTE_DONE, version=version)


def _concept(concept: Concept) -> dict[str, Any]:
    text = " ".join(dict.fromkeys((*concept.wordings, concept.definition_zh)))
    slots = dict.fromkeys(SLOTS, UNKNOWN) | {"validUntil": NO_END}
    return to_properties(
        Entity(
            id=f"{CONCEPT_PREFIX}{concept.name}",
            type=Classes.CONCEPT,
            labels=(),
            name=concept.zh,
            text=text,
            slots=slots,
            tokens=index_tokens(text),
        )
    )
