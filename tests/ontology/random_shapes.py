"""Which shapes could somebody write? Random sets of shapes as Turtle, over a class with a property of every range."""

from __future__ import annotations

import random

from ontology.model import Ontology
from ontology.shacl.said import kind_of
from tests.ontology.folders import words
from tests.ontology.judges import Said

CLASS = "ZxThing"
PROPERTIES = {
    "ztOne": "xsd:string",
    "ztTwo": "xsd:string",
    "znOne": "xsd:decimal",
    "znTwo": "xsd:decimal",
    "zwOne": "xsd:integer",
    "zdOne": "xsd:date",
    "zdTwo": "xsd:date",
    "zbOne": "xsd:boolean",
    "zcOne": "gj:Concept",
    "zpOne": "gj:Place",
    "zrOne": "gj:Party",
    "zrTwo": "gj:Party",
}
BELOW = {"ztBelow": "ztOne", "znBelow": "znOne", "zdBelow": "zdOne"}
TYPES = {"r1": "Community", "r2": "Enterprise", "r3": "Alliance", "r4": "Demand"}
VALUES = {
    "string": ["a", "b", "ab", "文字", "A1", " "],
    "decimal": ["0", "1", "2.5", "-1", "三"],
    "integer": ["0", "1", "2", "-1", "2.5"],
    "date": ["2024-01-01", "2024-02-29", "2024-03-01", "2024-13-01"],
    "boolean": ["true", "false", "是"],
    "concept": ["free", "paid", "surgicalMask"],
    "place": ["33", "330102", "某区"],
}
LANGUAGES = ("", "zh", "en", "zh-hans")
TAGS = ('"zh"', '"en" "zh"', '"en"')
PATTERNS = ("^a", "b$", "[A-Z]")
COMPARED = {"decimal", "integer", "date"}
NUMBER = {"decimal", "integer"}
TOP = 2
BOUNDS = ("minExclusive", "minInclusive", "maxExclusive", "maxInclusive")


def vocabulary() -> str:
    """The class and its properties, as Turtle to be added."""
    lines = [
        f'gj:{CLASS} a owl:Class ; rdfs:subClassOf gj:Thing ; gj:role "zx" ; {words("某物", "zx thing")} .'
    ]
    for name, range_ in PROPERTIES.items():
        kind = "ObjectProperty" if range_.startswith("gj:") else "DatatypeProperty"
        scheme = "; gj:scheme gj:costs" if range_ == "gj:Concept" else ""
        lines.append(
            f"gj:{name} a owl:{kind} ; rdfs:domain gj:{CLASS} ; rdfs:range {range_} {scheme} ; {words(name, name)} ."
        )
    for name, parent in BELOW.items():
        lines.append(
            f"gj:{name} a owl:DatatypeProperty ; rdfs:subPropertyOf gj:{parent} ; {words(name, name)} ."
        )
    return "\n".join(lines)


class Writer:
    """Writes random shapes over the class; ``rng`` decides everything. ``ordered``: with sh:lessThan, and with bounds
    within other rules."""

    def __init__(self, rng: random.Random, ontology: Ontology, *, ordered: bool) -> None:
        self.rng = rng
        self.ontology = ontology
        self.ordered = ordered

    def shapes(self, number: int) -> str:
        """That many node shapes with one rule each, called ``S0``, ``S1`` …."""
        return "\n".join(self._shape(f"S{n}") for n in range(number))

    def _shape(self, name: str) -> str:
        severity = self.rng.choice(["", "", "sh:severity sh:Warning ;", "sh:severity sh:Info ;"])
        message = 'sh:message "不合"@zh , "wrong"@en'
        head = f"gj:{name} a sh:NodeShape ; sh:targetClass gj:{CLASS}"
        if self.rng.random() < 0.3:
            return f"{head} ; {severity} {self._of_record(TOP)} ; {message} ."
        path = self._path()
        rule = self._rule(path, TOP)
        return f"{head} ; sh:property [ sh:path gj:{path} ; {severity} {rule} ; {message} ] ."

    def _path(self) -> str:
        return self.rng.choice([*PROPERTIES, *PROPERTIES, *BELOW])

    def _range(self, path: str) -> str:
        return self.ontology.properties[path].range

    def _rule(self, path: str, depth: int) -> str:
        """One component at a property shape."""
        choices = [self._count, self._count, self._pair, self._has, self._qualified]
        if self.rng.random() < 0.4:
            return self.rng.choice(choices)(path, depth)
        return self._of_value(self._range(path), depth)

    def _count(self, path: str, depth: int) -> str:
        del depth
        if self._range(path) == "string" and self.rng.random() < 0.4:
            return "sh:uniqueLang true"
        return f"sh:{self.rng.choice(['minCount', 'maxCount'])} {self.rng.randrange(3)}"

    def _pair(self, path: str, depth: int) -> str:
        range_ = self._range(path)
        group = NUMBER if range_ in NUMBER else {range_}
        others = [p for p in PROPERTIES if self._range(p) in group and p != path]
        if not others:
            return self._count(path, depth)
        other = self.rng.choice(others)
        kinds = [
            "disjoint",
            *(["lessThan", "lessThanOrEquals"] * 2 if self.ordered and range_ in COMPARED else []),
        ]
        if other not in BELOW.values():
            kinds.append("equals")
        return f"sh:{self.rng.choice(kinds)} gj:{other}"

    def _has(self, path: str, depth: int) -> str:
        range_ = self._range(path)
        if kind_of(range_) == "record":
            return self._count(path, depth)
        return f"sh:hasValue {self._term(range_)}"

    def _qualified(self, path: str, depth: int) -> str:
        kind = self.rng.choice(["qualifiedMinCount", "qualifiedMaxCount"])
        shape = self._of_value(self._range(path), depth - 1)
        return f"sh:{kind} {self.rng.randrange(3)} ; sh:qualifiedValueShape [ {shape} ]"

    def _of_value(self, range_: str, depth: int) -> str:
        """One component that judges a value."""
        if depth and self.rng.random() < 0.3:
            return self._logic(lambda: f"[ {self._of_value(range_, depth - 1)} ]")
        return self.rng.choice(self._plain(range_, bounds=self.ordered or depth == TOP))

    def _plain(self, range_: str, *, bounds: bool) -> list[str]:
        rng = self.rng
        if range_ == "string":
            return [
                f"sh:datatype {rng.choice(['xsd:string', 'rdf:langString'])}",
                f"sh:minLength {rng.randrange(3)}",
                f"sh:maxLength {rng.randrange(2)}",
                f'sh:pattern "{rng.choice(PATTERNS)}"',
                'sh:pattern "^A" ; sh:flags "i"',
                f"sh:languageIn ( {rng.choice(TAGS)} )",
                f"sh:in ( {self._term(range_)} {self._term(range_)} )",
                "sh:nodeKind sh:Literal",
            ]
        if range_ in NUMBER | {"date"}:
            bound = self._bound(range_)
            return [
                *(f"sh:{kind} {bound}" for kind in BOUNDS if bounds),
                f"sh:in ( {self._term(range_)} {self._term(range_)} )",
                f"sh:datatype xsd:{range_}",
            ]
        if range_ == "boolean":
            return ["sh:in ( true )", "sh:datatype xsd:boolean", "sh:nodeKind sh:IRIOrLiteral"]
        classes = ["Concept", "Party", "Place", "Community", "Organization", "Thing"]
        found = [
            f"sh:class gj:{rng.choice(classes)}",
            'sh:pattern "[0-9]$"',
            "sh:nodeKind sh:IRI",
            "sh:minLength 30",
        ]
        if kind_of(range_) != "record":
            found.append(f"sh:in ( {self._term(range_)} )")
        return found

    def _bound(self, range_: str) -> str:
        return (
            f'"{self.rng.choice(VALUES["date"][:3])}"^^xsd:date'
            if range_ == "date"
            else self.rng.choice(["0", "1", "2.5"])
        )

    def _term(self, range_: str) -> str:
        value = self.rng.choice(VALUES[range_][: 2 if range_ == "boolean" else 3])
        if range_ == "string":
            return f'"{value}"@{self.rng.choice(LANGUAGES[1:])}'
        if range_ == "concept":
            return f"gj:{value}"
        if range_ == "place":
            return f"<urn:gongjian:id:place:{self.rng.choice(VALUES['place'][:2])}>"
        return f'"{value if range_ != "integer" else self.rng.randrange(3)}"^^xsd:{range_}'

    def _of_record(self, depth: int) -> str:
        """One component at the record itself."""
        if self.rng.random() < 0.15:
            names = self.rng.sample(sorted(PROPERTIES), 9)
            names += [n for n, above in BELOW.items() if above in names]
            return f"sh:closed true ; sh:ignoredProperties ( rdf:type {' '.join(f'gj:{n}' for n in names)} )"
        if self.rng.random() < 0.1:
            return self.rng.choice([f"sh:class gj:{CLASS}", "sh:class gj:Party", "sh:nodeKind sh:IRI"])
        return self._logic(lambda: self._member(depth))

    def _member(self, depth: int) -> str:
        """A shape on the record: a property shape, or a node shape with one."""
        if depth > 1 and self.rng.random() < 0.2:
            return f"[ {self._of_record(depth - 1)} ]"
        path = self._path()
        shape = f"[ sh:path gj:{path} ; {self._rule(path, depth - 1)} ]"
        return shape if self.rng.random() < 0.6 else f"[ sh:property {shape} ]"

    def _logic(self, member) -> str:  # type: ignore[no-untyped-def]
        kind = self.rng.choice(["not", "and", "or", "xone", "node"])
        if kind == "not":
            return f"sh:not {member()}"
        if kind == "node":
            shape = member()
            return f"sh:node {shape}" if "sh:path" not in shape[:12] else f"sh:node [ sh:property {shape} ]"
        return f"sh:{kind} ( {' '.join(member() for _ in range(self.rng.randrange(1, 4)))} )"


def record(rng: random.Random, ontology: Ontology, *, ordered: bool) -> tuple[str, list[Said]]:
    """A record of the class with up to eight values, some of the wrong kind or form.

    ``ordered``: numbers and dates are what they should be, for what cannot be compared breaks sh:lessThan and bounds by
    the Recommendation (4.3, 4.5.3), while pySHACL compares IRIs and ill-typed literals as texts.
    """
    names = rng.choices([*PROPERTIES, *BELOW], k=rng.randrange(9))
    return CLASS, [value(rng, name, ontology, ordered=ordered) for name in names]


def value(rng: random.Random, name: str, ontology: Ontology, *, ordered: bool) -> Said:
    """A value of a property."""
    range_ = ontology.properties[name].range
    if ordered and range_ in COMPARED:
        return Said(name, rng.choice(VALUES[range_][:3]))
    kind = kind_of(range_) if rng.random() < 0.95 else rng.choice(["literal", "concept", "record"])
    if kind == "record":
        return Said(name, rng.choice(sorted(TYPES)), "record")
    pool = VALUES[range_ if kind == kind_of(range_) else "concept"]
    language = rng.choice(LANGUAGES) if range_ not in VALUES or range_ == "string" else ""
    return Said(name, rng.choice(pool), kind, "", language if kind == "literal" else "")
