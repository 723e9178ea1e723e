"""How is a file of RDF read? Its statements by subject, collections taken apart, nameless nodes named by what they say.

What the subjects are is not decided here: see ``ingest.things``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox

from ingest.errors import EmptyFile, IngestError, TooBig
from ingest.readers.blanks import blank_names
from ingest.readers.cells import is_damaged, tidy
from ingest.readers.count_rdf import AS_WRITTEN
from ingest.readers.dataset import dataset_of
from ingest.readers.foreign import STATEMENT, Foreign, Node, Said
from ingest.readers.limits import Limits
from ingest.readers.rdf_source import parsed

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
TYPE: Final = f"{RDF}type"
_FIRST, _REST, _NIL = f"{RDF}first", f"{RDF}rest", f"{RDF}nil"
_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"
_WIDER: Final = frozenset(
    {f"{RDFS}subClassOf", f"{RDFS}subPropertyOf", f"{OWL}equivalentClass", f"{OWL}equivalentProperty"}
)
_OWN: Final = "urn:gongjian:store:"


class OwnExport(IngestError):
    """An export of this program, given as if it were somebody's data."""

    def __init__(self, file: str) -> None:
        super().__init__(
            f"文件 {file} 是本系统的导出：请用 gongjian import 导入，才能原样恢复来源、记录与证据",
            f"{file} is an export of this program: use gongjian import, which restores sources, records and evidence",
            file=file,
        )


@dataclass(slots=True)
class _Triples:
    """The different triples of a file, their repetitions counted."""

    said: dict[str, list[Said]] = field(default_factory=lambda: defaultdict(list))
    repeated: int = 0


def read_rdf(name: str, data: bytes, format: ox.RdfFormat, limits: Limits) -> Foreign:
    """The subjects of a file that ``read_source`` let through.

    Raises:
        BrokenFile: with the line. TooBig: more statements than ``limits.statements``. OwnExport. EmptyFile.
    """
    triples = _collected(name, data, format, limits)
    if not triples.said:
        raise EmptyFile(name)
    structure = triples.repeated + _without_lists(triples.said)
    named = blank_names((s, t.predicate, t.text, t.node) for s, said in triples.said.items() for t in said)
    nodes = [_node(named.get(s, s), [_renamed(t, named) for t in said]) for s, said in triples.said.items()]
    nodes.sort(key=lambda n: n.key)
    by_key = {n.key: n for n in nodes}
    return Foreign(name, str(format), STATEMENT, by_key, True, structure, _wider(nodes), *dataset_of(by_key))


def _collected(name: str, data: bytes, format: ox.RdfFormat, limits: Limits) -> _Triples:
    found, seen = _Triples(), set()
    number = 0
    for quad in parsed(name, data, format):
        # Formats that are counted without repetitions are held against distinct statements of each graph.
        whole = hash(quad)
        if format not in AS_WRITTEN and whole in seen:
            continue
        number += 1
        if number > limits.statements:
            raise TooBig(name, "RDF 语句数", "statements", number, limits.statements)
        triple = hash((str(quad.subject), quad.predicate.value, str(quad.object)))
        repeated = triple in seen
        seen |= {whole, triple}
        if repeated:
            found.repeated += 1
            continue
        _check_foreign(name, quad)
        found.said[_key(quad.subject)].append(_said(quad.predicate.value, quad.object, limits))
    return found


def _check_foreign(name: str, quad: ox.Quad) -> None:
    terms = (quad.predicate, quad.object) if quad.predicate.value == TYPE else (quad.predicate,)
    if any(isinstance(t, ox.NamedNode) and t.value.startswith(_OWN) for t in terms):
        raise OwnExport(name)


def _key(term: object) -> str:
    return f"_:{term.value}" if isinstance(term, ox.BlankNode) else str(getattr(term, "value", term))


def _said(predicate: str, value: object, limits: Limits) -> Said:
    if isinstance(value, ox.NamedNode | ox.BlankNode):
        return Said(predicate, _key(value), node=True)
    if not isinstance(value, ox.Literal):
        return Said(predicate, tidy(str(value), limits.cell))
    text = value.value
    damaged = len(text) > limits.cell or (not text.isprintable() and is_damaged(text, limits.cell))
    datatype = "" if value.language or value.datatype.value == _STRING else value.datatype.value
    return Said(
        predicate, tidy(text, limits.cell), False, datatype, (value.language or "").lower(), damaged=damaged
    )


def _renamed(said: Said, names: dict[str, str]) -> Said:
    if not said.node or said.text not in names:
        return said
    return Said(said.predicate, names[said.text], node=True, counted=said.counted)


def _without_lists(said: dict[str, list[Said]]) -> int:
    """Take collections apart: whoever had one has its members. The number of links that are gone with it."""
    heads = {s for s, all_ in said.items() if s.startswith("_:") and any(t.predicate == _REST for t in all_)}
    inner = {t.text for s in heads for t in said[s] if t.predicate == _REST}
    gone = 0
    for subject in [s for s in said if s not in heads]:
        lists = [t for t in said[subject] if t.node and t.text in heads - inner]
        for link in lists:
            members, links = _members(link.text, said, heads)
            said[subject] = [t for t in said[subject] if t is not link]
            said[subject] += [_of(link.predicate, m) for m in members]
            gone += links + 1
        if not said[subject]:
            del said[subject]
    return gone


def _members(head: str, said: dict[str, list[Said]], heads: set[str]) -> tuple[list[Said], int]:
    """The members of a collection, whose cells are taken out of ``said``, and how many links those had."""
    members, links = [], 0
    while head in heads and head in said:
        cell = said.pop(head)
        members += [t for t in cell if t.predicate != _REST]
        rest = [t.text for t in cell if t.predicate == _REST]
        links += len(rest)
        head = rest[0] if rest else _NIL
    return members, links


def _of(predicate: str, member: Said) -> Said:
    """A member of a collection as a value of whoever had the collection."""
    term = predicate if member.predicate == _FIRST else member.predicate
    return Said(term, member.text, member.node, member.datatype, member.language, damaged=member.damaged)


def _node(key: str, said: Sequence[Said]) -> Node:
    types = sorted(t.text for t in said if t.predicate == TYPE and t.node)
    rest = [t for t in said if not (t.predicate == TYPE and t.node)]
    rest.sort(key=lambda t: (t.predicate, t.node, t.text, t.language, t.datatype))
    return Node(key, "" if key.startswith("_:") else key, tuple(types), tuple(rest))


def _wider(nodes: Iterable[Node]) -> dict[str, tuple[str, ...]]:
    found = {n.key: tuple(t.text for t in n.said if t.node and t.predicate in _WIDER) for n in nodes}
    return {key: terms for key, terms in found.items() if terms}
