"""What does the whole model say as SHACL, for those outside? Ranges, domains, ``gj:single`` and every shape as Turtle.

Two readings, because a source and what is believed differ:

- ``record``: a source's account of one thing as plain triples (the mapping of ``ontology.shacl.said``). Every rule as
  it is judged here, so that any SHACL engine comes to the same verdict. For data to be brought in.
- ``entity``: the folded accounts of an export. Several sources speak of one entity and may differ, and only what is
  asserted and not restricted is exported. So ``gj:single`` is left out, and what compares or counts values is at most
  ``sh:Warning``; ranges, domains and rules on single values hold in full.

Paths take in their sub-properties; a plain text of a shape stands for it in any of the languages of the data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Literal

from ontology.lexical import LEXICAL
from ontology.model import Constraint, Ontology, Property
from ontology.shacl.components import LOGIC, PAIRS
from ontology.shacl.records import below, judges_each
from ontology.shacl.said import LITERALS, PLACE, kind_of
from ontology.shacl.turtle import Lines, blank, iri, list_, plain, text

Of = Literal["record", "entity"]
LANGUAGES: Final = ("zh", "en")
"""The languages in which a plain text of a shape is written out."""
_PLACE_CODE: Final = "([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})"


def shapes_turtle(ontology: Ontology, of: Of = "record") -> str:
    """The SHACL graph of the model, as Turtle in a fixed order. Shapes are called ``shape:…`` by what they hold."""
    lines = Lines()
    for prop in _in_order(ontology):
        _range(lines, prop, ontology)
        _domain(lines, prop)
        if prop.single and of == "record":
            _single(lines, prop, ontology)
    for name, rule in rule_names(ontology).items():
        _Rule(lines, ontology, of).top(name, rule)
    return lines.turtle(ontology.version)


def rule_names(ontology: Ontology) -> dict[str, Constraint]:
    """The rules of shapes by the names of their node shapes in the graph: shape, path, component, and a number where
    one shape says several such."""
    names: dict[str, Constraint] = {}
    for rule in ontology.constraints:
        base = "-".join(word for word in (rule.shape, rule.target, rule.property, rule.kind) if word)
        name, number = base, 1
        while name in names:
            number += 1
            name = f"{base}-{number}"
        names[name] = rule
    return names


def _in_order(ontology: Ontology) -> list[Property]:
    return [prop for _, prop in sorted(ontology.properties.items())]


def _range(lines: Lines, prop: Property, ontology: Ontology) -> None:
    """What a value must be (rdfs:range, gj:scheme)."""
    zh, en = f"“{prop.zh}”的值不合取值范围", f"the value of {prop.en} is not of its range"
    body = [f"sh:path {iri(prop.name)}", *_of_range(prop, ontology), *_messages(zh, en)]
    lines.shape(f"range-{prop.name}", [f"sh:targetSubjectsOf {iri(prop.name)}", f"sh:property {blank(body)}"])


def _of_range(prop: Property, ontology: Ontology) -> Iterator[str]:
    kind = kind_of(prop.range)
    if prop.range in LEXICAL:
        yield f"sh:datatype xsd:{prop.range}"
    elif prop.range in LITERALS:
        yield f"sh:or {list_([blank(['sh:datatype xsd:string']), blank(['sh:datatype rdf:langString'])])}"
        yield f"sh:pattern {text(chr(92) + 'S')}"
    elif kind == "concept":
        yield f"sh:in {list_(map(iri, ontology.schemes.get(prop.scheme, ())))}"
    elif kind == "place":
        yield f"sh:nodeKind sh:IRI ; sh:pattern {text(f'^{PLACE}{_PLACE_CODE}$')}"
    else:
        yield f"sh:nodeKind sh:IRI ; sh:class {iri(prop.range)}"


def _domain(lines: Lines, prop: Property) -> None:
    """Of what it can be said (rdfs:domain): a member of one of the classes."""
    zh, en = f"“{prop.zh}”用在了别的类上", f"{prop.en} is said of another class"
    options = list_(blank([f"sh:class {iri(name)}"]) for name in prop.domain)
    lines.shape(
        f"domain-{prop.name}",
        [f"sh:targetSubjectsOf {iri(prop.name)}", f"sh:or {options}", *_messages(zh, en)],
    )


def _single(lines: Lines, prop: Property, ontology: Ontology) -> None:
    zh, en = f"“{prop.zh}”只能有一个值", f"{prop.en} has one value at most"
    body = [f"sh:path {_path(prop.name, ontology)}", "sh:maxCount 1", *_messages(zh, en)]
    lines.shape(
        f"single-{prop.name}",
        [*(f"sh:targetClass {iri(name)}" for name in prop.domain), f"sh:property {blank(body)}"],
    )


def _messages(zh: str, en: str) -> list[str]:
    return [f"sh:message {text(zh)}@zh , {text(en)}@en"] if zh and en else []


def _path(name: str, ontology: Ontology) -> str:
    names = sorted(below(name, ontology))
    return iri(name) if len(names) == 1 else blank([f"sh:alternativePath {list_(map(iri, names))}"])


class _Rule:
    """One constraint of the shapes being written."""

    def __init__(self, lines: Lines, ontology: Ontology, of: Of) -> None:
        self.lines = lines
        self.ontology = ontology
        self.of = of

    def top(self, name: str, rule: Constraint) -> None:
        """A node shape of its own for a rule with its target."""
        about = [*_messages(rule.zh, rule.en), f"sh:severity sh:{self._severity(rule)}"]
        body = [f"sh:targetClass {iri(rule.target)}"]
        if rule.property:
            body.append(f"sh:property {blank([*self._property(rule), *about])}")
        else:
            body += [*self._body(rule, ""), *about]
        self.lines.shape(name, body)

    def _severity(self, rule: Constraint) -> str:
        if self.of == "entity" and rule.severity == "Violation" and not judges_each(rule):
            return "Warning"
        return rule.severity

    def _property(self, rule: Constraint) -> list[str]:
        path = _path(rule.property, self.ontology)
        return [f"sh:path {path}", *self._body(rule, self.ontology.properties[rule.property].range)]

    def _body(self, rule: Constraint, range_: str) -> list[str]:
        """The component's parameters; ``range_`` is that of the values, '' for a record."""
        if rule.kind in LOGIC:
            parts = [self._part(part, range_) for part in rule.parts]
            return [f"sh:{rule.kind} {list_(parts) if rule.kind in {'and', 'or', 'xone'} else parts[0]}"]
        if rule.kind in {"qualifiedMinCount", "qualifiedMaxCount"}:
            return [
                f"sh:{rule.kind} {rule.value}",
                f"sh:qualifiedValueShape {self._part(rule.parts[0], range_)}",
            ]
        if rule.kind == "closed":
            allowed = sorted({p for name in rule.value for p in below(name, self.ontology)})
            return ["sh:closed true", f"sh:ignoredProperties {list_(['rdf:type', *map(iri, allowed)])}"]
        if rule.kind in PAIRS:
            others = sorted(below(str(rule.value), self.ontology))
            return [f"sh:{rule.kind} {' , '.join(map(iri, others))}"]
        if rule.kind in {"in", "hasValue"}:
            return [self._members(rule, range_)]
        if rule.kind == "pattern":
            return [
                f"sh:pattern {text(str(rule.value))}",
                *([f"sh:flags {text(rule.flags)}"] if rule.flags else []),
            ]
        return [f"sh:{rule.kind} {_parameter(rule, range_)}"]

    def _members(self, rule: Constraint, range_: str) -> str:
        languages = rule.languages or ("",) * len(rule.value)
        forms = [list(_terms(v, tag, range_)) for v, tag in zip(rule.value, languages, strict=True)]
        if rule.kind == "in":
            return f"sh:in {list_(term for found in forms for term in found)}"
        if len(forms[0]) == 1:
            return f"sh:hasValue {forms[0][0]}"
        # A text in any language: one of its forms is among the values.
        return f"sh:qualifiedMinCount 1 ; sh:qualifiedValueShape {blank([f'sh:in {list_(forms[0])}'])}"

    def _part(self, part: Iterable[Constraint], range_: str) -> str:
        """A node shape within: its property shapes, and one node shape for each other rule."""
        body = [f"sh:property {blank(self._property(rule))}" for rule in part if rule.property]
        others = [self._body(rule, range_) for rule in part if not rule.property]
        if len(others) == 1:
            body += others[0]
        elif others:
            body.append(f"sh:and {list_(map(blank, others))}")
        return blank(body)


def _parameter(rule: Constraint, range_: str) -> str:
    value = rule.value
    if rule.kind == "class":
        return iri(str(value))
    if rule.kind == "datatype":
        return "rdf:langString" if value == "langString" else f"xsd:{value}"
    if rule.kind == "nodeKind":
        return f"sh:{value}"
    if rule.kind == "languageIn":
        return list_(map(text, value))
    if rule.kind.startswith(("minE", "minI", "maxE", "maxI")):
        return plain(str(value), "date" if range_ == "date" else "decimal")
    return str(value)


def _terms(value: str, language: str, range_: str) -> Iterator[str]:
    """The RDF terms that a value of a shape stands for."""
    kind = kind_of(range_)
    if kind == "concept":
        yield iri(value)
    elif kind == "place":
        yield f"<{PLACE}{value}>"
    elif range_ in LEXICAL:
        yield plain(value, range_)
    elif language:
        yield f"{text(value)}@{language}"
    else:
        yield text(value)
        yield from (f"{text(value)}@{tag}" for tag in LANGUAGES)
