"""How do two judges see the same records? Ours, and pySHACL on the records as RDF; both as counts by record and rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyshacl import validate
from rdflib import RDF, SH, XSD, Graph, Literal, Namespace, URIRef

from ontology.lexical import LEXICAL
from ontology.model import Constraint, Ontology
from ontology.shacl.components import COMPONENTS, PAIRS
from ontology.shacl.records import below, judges_each
from ontology.shacl.said import PLACE, RECORD, identity
from ontology.terms import NAMESPACE
from ontology.validate import Violation, violations

GJ = Namespace(NAMESPACE)
DATATYPES = {
    "decimal": XSD.decimal,
    "integer": XSD.integer,
    "date": XSD.date,
    "boolean": XSD.boolean,
}
RANGE = {"kind", "minLength", "datatype", "concept", "place", "class"}
"""What breaks a property's range, in our words."""


@dataclass(frozen=True)
class Said:
    property: str
    value: str
    kind: str = "literal"
    unit: str = ""
    language: str = ""


Drawn = tuple[str, list[Said]]
Verdict = Counter[tuple[int, str, str]]
"""How often each record (by number) breaks each rule: the shape's name and the component's, or what the model says."""


def data_graph(
    records: Sequence[Drawn], ontology: Ontology, types: Mapping[str, str], *, closed: bool
) -> Graph:
    """The records as RDF, and what they refer to; ``closed``: with the triples that follow by rdfs:subPropertyOf."""
    graph = Graph()
    named = {f"{number}": name for number, (name, _) in enumerate(records)} | dict(types)
    for id, name in named.items():
        for label in ontology.labels(name):
            graph.add((URIRef(RECORD + id), RDF.type, GJ[label]))
    for number, (_, statements) in enumerate(records):
        thing = URIRef(f"{RECORD}{number}")
        for said in statements:
            prop = ontology.properties[said.property]
            value = node(said, prop.range)
            for name in (prop.name, *(prop.ancestors if closed else ())):
                graph.add((thing, GJ[name], value))
            if said.kind in {"concept", "place"}:
                for label in ontology.labels(said.kind.capitalize()):
                    graph.add((value, RDF.type, GJ[label]))
    return graph


def node(said: Said, range_: str) -> Literal | URIRef:
    """The value as an RDF term. In RDF 1.1 ``"x"`` and ``"x"^^xsd:string`` are one term, but not in rdflib: strings are
    written plain, as the Turtle parser reads those of shapes."""
    if said.kind == "concept":
        return GJ[said.value]
    if said.kind == "place":
        return URIRef(PLACE + said.value)
    if said.kind == "record":
        return URIRef(RECORD + said.value)
    if range_ in LEXICAL:
        return Literal(said.value, datatype=DATATYPES[range_])
    return Literal(said.value, lang=said.language or None)


def ours(records: Sequence[Drawn], ontology: Ontology, types: Mapping[str, str]) -> Verdict:
    """What the compiled validators say. Equal values of one path are one RDF term, and so judged once."""
    verdict: Verdict = Counter()
    for number, (name, statements) in enumerate(records):
        seen: set[tuple[object, ...]] = set()
        for found in violations(name, statements, ontology, types=types):
            what = shown(found)
            if found.rule is None or judges_each(found.rule) or found.constraint == "closed":
                term = value_of(found, statements, ontology)
                mark = (found.rule and id(found.rule), what, term)
                if mark in seen:
                    continue
                seen.add(mark)
            verdict[(number, *what)] += 1
    return verdict


def shown(found: Violation) -> tuple[str, str]:
    """The rule's shape and component; what the model says as ``range name``, ``domain name``, ``single name``."""
    if found.rule is not None:
        return found.rule.shape, COMPONENTS[found.rule.kind].name
    if found.constraint in RANGE:
        return f"range-{found.property}", ""
    return f"{'single' if found.constraint == 'maxCount' else found.constraint}-{found.property}", ""


def value_of(found: Violation, statements: Sequence[Said], ontology: Ontology) -> object:
    """The value at fault; of a property outside its domain, the property."""
    if found.statement is None or found.constraint == "domain":
        return found.property
    said = statements[found.statement]
    term = identity(said, ontology.properties[said.property].range)
    return (said.property, term) if found.constraint == "closed" else term


def theirs(
    records: Sequence[Drawn],
    ontology: Ontology,
    types: Mapping[str, str],
    shapes: Graph,
    rules: Mapping[str, Constraint],
    *,
    closed: bool,
) -> Verdict:
    """What pySHACL says. ``rules`` gives the rule of a node shape by the end of its IRI; others are the model's own.

    A value outside its property's range, or of a property outside its domain, is reported as that and judged no
    further by ours: what pySHACL adds about it is set aside.
    """
    _, report, _ = validate(
        data_graph(records, ontology, types, closed=closed), shacl_graph=shapes, max_validation_depth=60
    )
    owners = {inner: outer for outer, inner in shapes.subject_objects(SH.property)}
    results = [
        result_of(report, result, owners)
        for result in report.objects(None, SH.result)
        if str(report.value(result, SH.focusNode)).removeprefix(RECORD).isdecimal()
    ]
    model = {(number, name, value) for number, name, _, value, _ in results if name not in rules}
    wrong = {(number, name) for number, name, _ in model}
    verdict: Verdict = Counter()
    for number, name, value in model:
        kind, prop = name.split("-", 1)
        own = [s for s in records[number][1] if s.property == prop]  # not what follows from a sub-property
        if kind == "range":
            values = {node(s, ontology.properties[prop].range) for s in own}
            counts = value in values and (number, f"domain-{prop}") not in wrong
        else:
            counts = kind == "single" or bool(own)
        verdict[(number, name, "")] += counts
    for number, name, component, value, path in results:
        if name not in rules or not stated_closed(component, path, value, records[number], ontology):
            continue
        rule = rules[name]
        if not judges_each(rule) or any(
            node(said, ontology.properties[said.property].range) == value
            and ontology.property_is_a(said.property, rule.property)
            and (number, f"domain-{said.property}") not in wrong
            and (number, f"range-{said.property}", value) not in model
            for said in records[number][1]
        ):
            wanted = COMPONENTS[rule.kind].name
            assert component in {wanted, ALIAS.get(wanted)}, (name, component)
            verdict[(number, rule.shape, wanted)] += 1
    return verdict


def stated_closed(component: str, path: object, value: object, record: Drawn, ontology: Ontology) -> bool:
    """Whether a triple at which a closed shape takes offence is stated, and does not only follow from another."""
    return component != "ClosedConstraintComponent" or any(
        GJ[said.property] == path and node(said, ontology.properties[said.property].range) == value
        for said in record[1]
    )


ALIAS = {"HasValueConstraintComponent": "QualifiedMinCountConstraintComponent"}
"""A text in any language has no other form in SHACL."""


def result_of(
    report: Graph, result: object, owners: Mapping[object, object]
) -> tuple[int, str, str, object, object]:
    """Of one validation result: the record's number, the end of the node shape's IRI, component, value and path."""
    source = report.value(result, SH.sourceShape)
    owner = str(owners.get(source, source)).rsplit(":", 1)[1]
    component = str(report.value(result, SH.sourceConstraintComponent)).rsplit("#", 1)[1]
    number = int(str(report.value(result, SH.focusNode)).removeprefix(RECORD))
    return number, owner, component, report.value(result, SH.value), report.value(result, SH.resultPath)


def told_once(verdict: Verdict, ontology: Ontology) -> Verdict:
    """The counts with 1 where a rule compares with a property that has sub-properties.

    SHACL compares with one property at a time, so the rules as they are written out for others hold one for each; a
    value that two of them state is then reported twice, and once by ours.
    """
    several = {
        c.shape for c in ontology.constraints if c.kind in PAIRS and len(below(str(c.value), ontology)) > 1
    }
    return Counter({key: min(n, 1) if key[1] in several else n for key, n in verdict.items()})


def differences(one: Verdict, other: Verdict, records: Sequence[Drawn]) -> list[tuple[object, ...]]:
    """Where the counts differ: rule, ours, theirs, and the record."""
    return [
        (key, one[key], other[key], records[key[0]])
        for key in sorted(one.keys() | other.keys())
        if one[key] != other[key]
    ]
