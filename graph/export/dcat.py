"""Which data sets does the graph rest on, as a DCAT 3 catalogue? One data set a live source, and the graph itself.

Written for catalogues that harvest: the properties that DCAT-AP 3 requires are always there. Contents are those of
``said.source_triples``, in the catalogue's words.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from graph.connection import Graph
from graph.export import nquads as nq
from graph.export.canonical import of_one_state
from graph.export.provenance import licence_triples
from graph.export.terms import STORE, Terms
from graph.export.turtle import turtle
from graph.identifiers import digest
from graph.principal import Principal

DCAT: Final = "http://www.w3.org/ns/dcat#"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
SPDX: Final = "http://spdx.org/rdf/terms#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
MEDIA: Final = "https://www.iana.org/assignments/media-types/"
CATALOGUE: Final = "<urn:gongjian:catalogue>"
WHOLE: Final = "<urn:gongjian:dataset:graph>"
SERVICE: Final = "<urn:gongjian:agent:gongjian>"
FORMATS: Final = {
    "nquads": ("N-Quads", "application/n-quads"),
    "turtle": ("Turtle", "text/turtle"),
    "jsonld": ("JSON-LD", "application/ld+json"),
}
PREFIXES: Final = {
    "dcat": DCAT,
    "dcterms": nq.DCTERMS,
    "foaf": FOAF,
    "id": nq.DATA,
    "prov": nq.PROV,
    "rdf": nq.RDF,
    "rdfs": RDFS,
    "store": STORE,
    "spdx": SPDX,
    "xsd": nq.XSD,
}
SOURCES: Final = "MATCH (s:Source) WHERE s.live RETURN s {.*} AS source ORDER BY s.key"


def dcat(graph: Graph, principal: Principal) -> bytes:
    """The catalogue in Turtle (UTF-8), in an order that depends on what it says alone.

    Raises:
        NotSettled: as ``canonical``.
    """
    del principal  # what a source states of itself is public
    lines = sorted(set(of_one_state(graph, _catalogue(graph))))
    return "".join(turtle(lines, PREFIXES)).encode()


def _catalogue(graph: Graph) -> Iterator[str]:
    yield nq.line(CATALOGUE, Terms.TYPE, _dcat("Catalog"))
    yield from _titled(
        CATALOGUE,
        ("共建知识图谱的数据目录", "Catalogue of the Gongjian knowledge graph"),
        ("图谱所依据的全部来源，以及图谱本身", "All sources that the graph rests on, and the graph itself"),
    )
    yield nq.line(CATALOGUE, _dct("publisher"), SERVICE)
    yield from _agent(SERVICE, "共建 Gongjian")
    yield from _whole()
    for row in graph.stream(SOURCES):
        yield from _dataset(row["source"], graph)


def _whole() -> Iterator[str]:
    """The graph as one data set, in the formats of its canonical export."""
    yield nq.line(CATALOGUE, _dcat("dataset"), WHOLE)
    yield nq.line(WHOLE, Terms.TYPE, _dcat("Dataset"))
    yield from _titled(
        WHOLE,
        ("共建知识图谱（规范导出）", "Gongjian knowledge graph (canonical export)"),
        ("来源所说、图谱所信，逐条带出处", "What sources say and what follows from it, with evidence"),
    )
    yield nq.line(WHOLE, _dct("publisher"), SERVICE)
    for name, (title, media) in FORMATS.items():
        me = f"<urn:gongjian:distribution:{name}>"
        yield nq.line(WHOLE, _dcat("distribution"), me)
        yield nq.line(me, Terms.TYPE, _dcat("Distribution"))
        yield nq.line(me, Terms.TITLE, nq.text(title))
        yield nq.line(me, _dcat("accessURL"), f"<urn:gongjian:export:{name}>")
        yield nq.line(me, _dcat("mediaType"), f"<{MEDIA}{media}>")
        yield nq.line(f"<{MEDIA}{media}>", Terms.TYPE, _dct("MediaType"))


def _dataset(node: Mapping[str, Any], graph: Graph) -> Iterator[str]:
    """One live source version."""
    me = nq.data(node["id"])
    yield nq.line(CATALOGUE, _dcat("dataset"), me)
    yield nq.line(WHOLE, _dct("source"), me)
    yield nq.line(me, Terms.TYPE, _dcat("Dataset"))
    yield nq.line(me, Terms.TITLE, nq.text(node.get("title") or node["key"], "zh"))
    yield nq.line(me, Terms.DESCRIPTION, nq.text(f"来源“{node['key']}”，读自文件 {node['name']}", "zh"))
    yield nq.line(me, Terms.IDENTIFIER, nq.text(node["key"]))
    if node.get("stated_date"):
        yield nq.line(me, Terms.ISSUED, nq.value(node["stated_date"], "date"))
    if node.get("publisher"):
        agent = nq.data(digest("o", "agent", node["publisher"]))
        yield nq.line(me, _dct("publisher"), agent)
        yield from _agent(agent, node["publisher"])
    if node.get("place"):
        yield from _place(me, node["place"], graph)
    yield from licence_triples(me, node.get("licence") or "")
    yield from _checked(me, node)


def _checked(me: str, node: Mapping[str, Any]) -> Iterator[str]:
    """What the file's bytes hash to, and how its content balanced."""
    checksum = nq.data(digest("o", "checksum", node["content"]))
    sample = f"<{nq.data(node['id'])[1:-1]}#file>"
    yield nq.line(me, _dcat("distribution"), sample)
    yield nq.line(sample, Terms.TYPE, _dcat("Distribution"))
    yield nq.line(sample, Terms.TITLE, nq.text(node["name"]))
    yield nq.line(sample, _dcat("accessURL"), me)
    yield nq.line(sample, f"<{SPDX}checksum>", checksum)
    yield nq.line(checksum, Terms.TYPE, f"<{SPDX}Checksum>")
    yield nq.line(checksum, f"<{SPDX}algorithm>", f"<{SPDX}checksumAlgorithm_sha256>")
    yield nq.line(checksum, f"<{SPDX}checksumValue>", nq.typed(node["content"], f"{nq.XSD}hexBinary"))
    if node.get("balance"):
        counts = json.loads(node["balance"])
        told = "，".join(f"{name} {number}" for name, number in sorted(counts.items()))
        story = nq.data(digest("o", "balance", node["id"]))
        yield nq.line(me, _dct("provenance"), story)
        yield nq.line(story, Terms.TYPE, _dct("ProvenanceStatement"))
        yield nq.line(story, f"<{RDFS}label>", nq.text(told, "zh"))


def _place(me: str, code: str, graph: Graph) -> Iterator[str]:
    place = nq.data(f"place:{code}")
    yield nq.line(me, _dct("spatial"), place)
    yield nq.line(place, Terms.TYPE, _dct("Location"))
    yield nq.line(place, f"<{RDFS}label>", nq.text(graph.gazetteer.path_name(code), "zh"))


def _agent(me: str, name: str) -> Iterator[str]:
    yield nq.line(me, Terms.TYPE, f"<{FOAF}Agent>")
    yield nq.line(me, f"<{FOAF}name>", nq.text(name))


def _titled(me: str, title: tuple[str, str], description: tuple[str, str]) -> Iterator[str]:
    for language, name, told in zip(("zh", "en"), title, description, strict=True):
        yield nq.line(me, Terms.TITLE, nq.text(name, language))
        yield nq.line(me, Terms.DESCRIPTION, nq.text(told, language))


def _dcat(name: str) -> str:
    return f"<{DCAT}{name}>"


def _dct(name: str) -> str:
    return f"<{nq.DCTERMS}{name}>"
