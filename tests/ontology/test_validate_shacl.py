"""Does the compiled validation agree with pySHACL? Generated and mutated records, judged by both."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pyshacl import validate
from rdflib import RDF, SH, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

from ontology.load import TURTLE
from ontology.model import Ontology, Property
from ontology.terms import NAMESPACE
from ontology.validate import LITERALS, Violation, violations

# One example is some thirty records in one pySHACL run; what differs is shown by record, so nothing need be shrunk.
EXAMPLES = 60 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 12
UNSHRUNK = (Phase.explicit, Phase.reuse, Phase.generate)

GJ = Namespace(NAMESPACE)
OTHER = "urn:gongjian:id:"
DATATYPES = {
    "string": XSD.string,
    "text": XSD.string,
    "decimal": XSD.decimal,
    "integer": XSD.integer,
    "date": XSD.date,
    "boolean": XSD.boolean,
}
VALUES = {
    "string": ["口罩", "x", "91330100MA27XYZ129", "proposed", "长" * 201],
    "text": ["一句说明。"],
    "decimal": ["3", "0.5", "-2", "200", "三个", "1,200"],
    "integer": ["3", "-2", "三", "2.5"],
    "date": ["2024-02-29", "2024-13-01", "去年"],
    "boolean": ["true", "false", "是"],
    "concept": ["surgicalMask", "free", "olderPeople", "themeHealth"],
    "place": ["330102", "33010", "某区"],
}


@dataclass(frozen=True)
class Said:
    property: str
    value: str
    kind: str = "literal"
    unit: str = ""


Drawn = tuple[str, list[Said]]
SOUND: dict[str, list[Said]] = {
    "GoodsResource": [Said("item", "口罩"), Said("providedBy", "r1", "record")],
    "Demand": [Said("item", "口罩")],
    "Enterprise": [Said("name", "某某公司")],
    "Match": [Said("matchedNeed", "r1", "record"), Said("matchedOffer", "r2", "record")],
    "Membership": [Said("member", "r1", "record"), Said("alliance", "r2", "record")],
}


def kind_of(prop: Property) -> str:
    if prop.range in LITERALS:
        return "literal"
    return prop.range if prop.range in {"concept", "place"} else "record"


@pytest.fixture(scope="module", autouse=True)
def quiet() -> Iterator[None]:
    """rdflib tells of every ill-typed literal; here they are meant."""
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.ERROR)
    yield
    logger.setLevel(level)


@pytest.fixture(scope="module")
def shapes(ontology: Ontology) -> Graph:
    """shapes.ttl with each path widened to its sub-properties, and shapes for ranges, domains and single values."""
    graph = Graph().parse(TURTLE / "shapes.ttl", format="turtle")
    for node, path in list(graph.subject_objects(SH.path)):
        graph.set((node, SH.path, widened(graph, str(path).removeprefix(NAMESPACE), ontology)))
    for prop in ontology.properties.values():
        add_range(graph, prop, ontology)
        add_domain(graph, prop)
    return graph


def widened(graph: Graph, name: str, ontology: Ontology) -> BNode | URIRef:
    below = [GJ[p] for p in sorted(ontology.properties) if ontology.property_is_a(p, name)]
    if len(below) == 1:
        return below[0]
    path, members = BNode(), BNode()
    Collection(graph, members, below)
    graph.add((path, SH.alternativePath, members))
    return path


def add_range(graph: Graph, prop: Property, ontology: Ontology) -> None:
    shape, rule = BNode(), BNode()
    graph.add((shape, RDF.type, SH.NodeShape))
    graph.add((shape, SH.targetSubjectsOf, GJ[prop.name]))
    graph.add((shape, SH.property, rule))
    graph.add((rule, SH.path, GJ[prop.name]))
    if prop.range in LITERALS:
        graph.add((rule, SH.datatype, DATATYPES[prop.range]))
    elif prop.range == "concept":
        members = BNode()
        Collection(graph, members, [GJ[c] for c in ontology.schemes[prop.scheme]])
        graph.add((rule, SH["in"], members))
    elif prop.range == "place":
        pattern = f"^{OTHER}place:([0-9]{{2}}|[0-9]{{4}}|[0-9]{{6}}|[0-9]{{9}}|[0-9]{{12}})$"
        graph.add((rule, SH.pattern, Literal(pattern)))
    else:
        graph.add((rule, SH.nodeKind, SH.IRI))
        graph.add((rule, SH.pattern, Literal(f"^{OTHER}r")))
    if prop.single:
        graph.add((shape, SH.property, one := BNode()))
        graph.add((one, SH.path, widened(graph, prop.name, ontology)))
        graph.add((one, SH.maxCount, Literal(1)))


def add_domain(graph: Graph, prop: Property) -> None:
    shape, choices = BNode(), BNode()
    graph.add((shape, RDF.type, SH.NodeShape))
    graph.add((shape, SH.targetSubjectsOf, GJ[prop.name]))
    graph.add((shape, SH["or"], choices))
    options = []
    for name in prop.domain:
        options.append(option := BNode())
        graph.add((option, SH["class"], GJ[name]))
    Collection(graph, choices, options)


def differing(records: list[Drawn], shapes: Graph, ontology: Ontology) -> list[tuple[Drawn, list[Violation]]]:
    """The records that only one of the two rejects, with the violations that we find."""
    ours = [violations(name, said, ontology) for name, said in records]
    theirs = unsound(records, shapes, ontology)
    return [(records[n], found) for n, found in enumerate(ours) if bool(found) != (n in theirs)]


def unsound(records: list[Drawn], shapes: Graph, ontology: Ontology) -> set[int]:
    """The numbers of the records that pySHACL rejects: as RDF, all labels as types, values by kind."""
    graph = Graph()
    for number, (type_name, statements) in enumerate(records):
        thing = URIRef(f"{OTHER}r-{number}")
        for label in ontology.labels(type_name):
            graph.add((thing, RDF.type, GJ[label]))
        for said in statements:
            graph.add((thing, GJ[said.property], node(said, ontology.properties[said.property])))
    _, report, _ = validate(graph, shacl_graph=shapes)
    return {int(str(focus).rsplit("-", 1)[1]) for focus in report.objects(None, SH.focusNode)}


def node(said: Said, prop: Property) -> Literal | URIRef:
    """The value as an RDF term. In RDF 1.1 ``"x"`` and ``"x"^^xsd:string`` are one term, but not in rdflib: strings are
    written plain, as the Turtle parser reads those of ``sh:in``."""
    if said.kind == "concept":
        return GJ[said.value]
    if said.kind == "place":
        return URIRef(f"{OTHER}place:{said.value}")
    if said.kind == "record":
        return URIRef(OTHER + said.value)
    datatype = DATATYPES.get(prop.range, XSD.string)
    return Literal(said.value, datatype=None if datatype == XSD.string else datatype)


@st.composite
def records(draw: st.DrawFn, ontology: Ontology) -> Drawn:
    """A class and statements: mostly of its own properties, sometimes of others or of the wrong kind."""
    type_name = draw(st.sampled_from(sorted(SOUND)))
    names = sorted(ontology.properties)
    own = [n for n in names if any(ontology.is_a(type_name, d) for d in ontology.properties[n].domain)]
    needed = sorted(
        {c.property for c in ontology.constraints if ontology.is_a(type_name, c.target)} & set(own)
    )
    chosen = draw(st.lists(st.sampled_from(own), max_size=4)) + draw(
        st.lists(st.sampled_from(names), max_size=1)
    )
    chosen += [n for n in needed if draw(st.booleans())]
    return type_name, list(draw(statements_of(chosen, ontology)))


@st.composite
def statements_of(draw: st.DrawFn, names: list[str], ontology: Ontology) -> Iterator[Said]:
    said = []
    for name in names:
        prop = ontology.properties[name]
        kind = (
            kind_of(prop)
            if draw(st.integers(0, 9))
            else draw(st.sampled_from(["literal", "concept", "record"]))
        )
        pool = VALUES.get(prop.range if kind == kind_of(prop) else "concept", ["r1", "r2"])
        said.append(Said(name, draw(st.sampled_from(pool)), kind))
    return iter(said)


@settings(max_examples=EXAMPLES, phases=UNSHRUNK, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_property_agrees_with_pyshacl(ontology: Ontology, shapes: Graph, data: st.DataObject) -> None:
    drawn = data.draw(st.lists(records(ontology), min_size=20, max_size=40))
    assert differing(drawn, shapes, ontology) == []


@pytest.mark.parametrize("type_name", SOUND)
def test_each_single_mutation_is_judged_alike(ontology: Ontology, shapes: Graph, type_name: str) -> None:
    """Every property with every value of its range's pool, on a record that is sound without it."""
    base = SOUND[type_name]
    mutated = [
        (type_name, [*base, Said(name, value, kind_of(prop))])
        for name, prop in sorted(ontology.properties.items())
        for value in VALUES.get(prop.range, ["r1"])
    ]
    rejected = [said for name, said in mutated if violations(name, said, ontology)]
    assert violations(type_name, base, ontology) == [] and 0 < len(rejected) < len(mutated)
    assert differing([(type_name, base), *mutated], shapes, ontology) == []
