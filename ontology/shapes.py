"""Which rules do the SHACL shapes state? Read into plain ``Constraint`` values; nothing is skipped silently.

The components are those of SHACL Core (``ontology.shacl.components``). What a record cannot be judged by, what is not
Core, and what cannot be used is a problem with file, line and the shape's name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import pyoxigraph as ox

from ontology.inherit import ancestors
from ontology.model import Constraint
from ontology.problems import Problem
from ontology.shacl.components import COMPONENTS, LOGIC, SEVERITIES, WITH
from ontology.shacl.parameters import DATATYPES, READERS, Given, Refused, flags
from ontology.shacl.said import kind_of
from ontology.terms import NAMESPACE
from ontology.triples import OWL, RDF, RDFS, SH, Node, Triples, node_key
from ontology.vocabulary import Declared

_ABOUT: Final = {
    SH + n for n in ("message", "severity", "deactivated", "name", "description", "order", "property")
}
_QUALIFIED: Final = ("qualifiedMinCount", "qualifiedMaxCount")
_IN_ORDER: Final = ({"decimal", "integer"}, {"date"})
_RECORD: Final = ""
"""The "range" of a record: the focus of a node shape."""


def read_constraints(triples: Triples, terms: Declared) -> tuple[tuple[Constraint, ...], list[Problem]]:
    """The constraints of every node shape, sorted, and what is wrong with them."""
    shapes = [
        subject
        for subject, predicates in triples.subjects.items()
        if SH + "NodeShape" in map(node_key, predicates.get(RDF + "type", ()))
    ]
    used = _used(triples)
    constraints: list[Constraint] = []
    problems: list[Problem] = []
    for subject in shapes:
        reading = _Reading(triples, terms, subject, problems)
        targets = reading.targets()
        if not targets and subject not in used:
            reading.wrong("须有 sh:targetClass", "a shape names its sh:targetClass")
        rules = list(reading.node_shape(subject))
        constraints += [replace(rule, target=target) for rule in rules for target in targets]
    order = sorted(constraints, key=lambda c: (c.target, c.property, c.kind, str(c.value), c.shape))
    return tuple(order), problems


def _used(triples: Triples) -> set[str]:
    """The keys of nodes that other shapes refer to."""
    references = {SH + n for n in ("not", "node", "qualifiedValueShape")}
    lists = {SH + n for n in ("and", "or", "xone")}
    found: set[str] = set()
    for predicates in triples.subjects.values():
        for predicate in predicates.keys() & references:
            found.update(map(node_key, predicates[predicate]))
        for predicate in predicates.keys() & lists:
            found.update(node_key(m) for head in predicates[predicate] for m in triples.items(head))
    return found


@dataclass(frozen=True, slots=True)
class _Said:
    """What a shape says of itself."""

    zh: str
    en: str
    severity: str


class _Reading:
    """One node shape being read; ``problems`` collects what is wrong with it."""

    def __init__(self, triples: Triples, terms: Declared, subject: str, problems: list[Problem]) -> None:
        self.triples = triples
        self.terms = terms
        self.subject = subject
        self.name = subject.removeprefix(NAMESPACE)
        self.problems = problems
        self._parents = {n: triples.names(NAMESPACE + n, RDFS + "subPropertyOf") for n in terms.properties}

    def wrong(self, zh: str, en: str) -> None:
        """Note a problem of this shape."""
        self.problems.append(self.triples.problem(self.subject, zh, en))

    def targets(self) -> list[str]:
        """The classes it is for: named ones, and itself if it is a class (SHACL 2.1.3.1, 2.1.3.3)."""
        targets = self.triples.names(self.subject, SH + "targetClass")
        if OWL + "Class" in map(node_key, self.triples.objects(self.subject, RDF + "type")):
            targets = [*targets, self.name]
        for target in targets:
            if target not in self.terms.classes:
                self.wrong(f"引用了不存在的类：{target}", f"unknown class {target}")
        return targets

    def node_shape(self, key: str, above: tuple[str, ...] = (), *, told: bool = True) -> Iterator[Constraint]:
        """The constraints of a node shape on records; ``told``: its messages are shown, so they must be there."""
        if self._off(key):
            return
        self._unknown(key, {RDF + "type", SH + "targetClass"})
        said = self._said(key)
        own = list(self._components(key, "", _RECORD, said, above))
        if own and told:
            self._messages(said)
        yield from own
        for node in self.triples.objects(key, SH + "property"):
            yield from self.property_shape(node_key(node), above, told=told)

    def property_shape(self, key: str, above: tuple[str, ...], *, told: bool) -> Iterator[Constraint]:
        """The constraints of a property shape."""
        if self._off(key):
            return
        self._unknown(key, {RDF + "type", SH + "path"})
        path = self._path(key)
        if path is None:
            return
        said = self._said(key)
        if self.triples.objects(key, SH + "property"):
            self.wrong(
                f"{path}：一条记录看不到所指记录的属性（sh:property 嵌套）",
                f"{path}: one record does not show the properties of what it refers to (nested sh:property)",
            )
        own = list(self._components(key, path, self.range_of(path), said, above))
        if not any(self.triples.objects(key, SH + kind) for kind in COMPONENTS):
            self.wrong("规则须有路径和约束", "a rule has a path and a constraint")
        if told:
            self._messages(said)
        yield from own

    def _off(self, key: str) -> bool:
        """SHACL 2.1.5: ``sh:deactivated true``."""
        return "true" in self.triples.literals(key, SH + "deactivated")

    def _said(self, key: str) -> _Said:
        zh = "".join(self.triples.literals(key, SH + "message", "zh")[:1])
        en = "".join(self.triples.literals(key, SH + "message", "en")[:1])
        severity = "Violation"
        for node in self.triples.objects(key, SH + "severity"):
            severity = node_key(node).removeprefix(SH)
            if severity not in SEVERITIES:
                self.wrong(f"不支持的严重程度 {severity}", f"severity not supported: {severity}")
        return _Said(zh, en, severity)

    def _messages(self, said: _Said) -> None:
        if not (said.zh and said.en):
            self.wrong("约束须有中英文说明（sh:message）", "a rule needs sh:message in both languages")

    def _unknown(self, key: str, allowed: set[str]) -> None:
        known = allowed | _ABOUT | {SH + n for n in (*COMPONENTS, *WITH)}
        for predicate in sorted(self.triples.subjects.get(key, {}).keys() - known):
            if predicate.startswith(SH):
                name = predicate.removeprefix(SH)
                self.wrong(f"不支持的约束 sh:{name}", f"constraint not supported: {name}")
            elif key.startswith("_:"):
                self.wrong(f"形状不认识谓词 {predicate}", f"a shape does not know the predicate {predicate}")
        for name, needed in WITH.items():
            others = _QUALIFIED if name == "qualifiedValueShape" else (needed,)
            if self.triples.objects(key, SH + name) and not any(
                self.triples.objects(key, SH + other) for other in others
            ):
                self.wrong(f"sh:{name} 须与 sh:{needed} 同用", f"sh:{name} goes with sh:{needed}")

    def _path(self, key: str) -> str | None:
        """A property of ours (SHACL 2.3.1.1); other paths leave the record."""
        paths = self.triples.objects(key, SH + "path")
        if len(paths) != 1:
            self.wrong("规则须有路径和约束", "a rule has a path and a constraint")
            return None
        if not isinstance(paths[0], ox.NamedNode):
            kinds = self.triples.subjects.get(node_key(paths[0]), {})
            names = ", ".join(f"sh:{p.removeprefix(SH)}" for p in sorted(kinds) if p.startswith(SH))
            what = names or "sequence"
            self.wrong(
                f"不支持的路径 {what}：一条记录只看得到自己的属性",
                f"path not supported: {what}; a record shows its own properties only",
            )
            return None
        name = paths[0].value.removeprefix(NAMESPACE)
        if name not in self.terms.properties:
            self.wrong(f"引用了不存在的属性：{name}", f"unknown property {name}")
            return None
        return name

    def range_of(self, name: str) -> str:
        """The range of a property or of the nearest one above it, as in ``Property.range``."""
        for above in (name, *ancestors(name, self._parents)):
            for node in self.triples.objects(NAMESPACE + above, RDFS + "range"):
                local = node_key(node).removeprefix(NAMESPACE)
                return {"Concept": "concept", "Place": "place"}.get(local) or DATATYPES.get(local, local)
        return "string"

    def _components(
        self, key: str, path: str, range_: str, said: _Said, above: tuple[str, ...], *, value: bool = False
    ) -> Iterator[Constraint]:
        """The components that stand at a shape; ``value``: its focus is a value within another rule."""
        for kind, component in COMPONENTS.items():
            nodes = self.triples.objects(key, SH + kind)
            if not nodes:
                continue
            if not (path or (component.value if value else component.record)):
                where = ("单个值上", "at a single value") if value else ("记录本身上", "at the record itself")
                self.wrong(
                    f"sh:{kind} 不能用在{where[0]}；请写在属性形状里",
                    f"sh:{kind} cannot stand {where[1]}; put it in a property shape",
                )
                continue
            base = Constraint("", path, kind, "", said.zh, said.en, said.severity, self.name)
            yield from self._rules(key, kind, nodes, base, range_, above)

    def _rules(
        self, key: str, kind: str, nodes: list[Node], base: Constraint, range_: str, above: tuple[str, ...]
    ) -> Iterator[Constraint]:
        takes = COMPONENTS[kind].takes
        if kind == "closed":
            yield from self._closed(key, nodes, base)
        elif kind in LOGIC:
            for node in nodes:
                members = list(self.triples.items(node)) if takes == "shapes" else [node]
                if kind == "node" and self.triples.objects(node_key(node), SH + "path"):
                    self.wrong(
                        "sh:node 须指向节点形状", "sh:node leads to a node shape, not to a property shape"
                    )
                parts = tuple(self._part(m, range_, above) for m in members)
                if not parts:
                    self.wrong(f"sh:{kind} 的列表为空", f"the list of sh:{kind} is empty")
                else:
                    yield replace(base, parts=parts)
        elif takes == "flag":
            if any(node_key(node) == "true" for node in nodes):
                yield replace(base, value="true")
        elif takes == "property":
            yield from self._pair(kind, nodes, base, range_)
        elif takes in {"terms", "languages"}:
            for node in nodes:
                yield from self._listed(kind, node, base, range_)
        else:
            for node in nodes:
                yield from self._given(key, kind, node, base, range_, above)

    def _given(
        self, key: str, kind: str, node: Node, base: Constraint, range_: str, above: tuple[str, ...]
    ) -> Iterator[Constraint]:
        given = self._read(kind, node, range_)
        if given is None:
            return
        rule = replace(base, value=given.value)
        if kind == "class" and given.value not in self.terms.classes:
            self.wrong(f"引用了不存在的类：{given.value}", f"unknown class {given.value}")
        elif kind == "hasValue":
            self._concept(range_, given.value)
            yield replace(rule, value=(given.value,), languages=(given.language,))
        elif kind == "pattern":
            yield self._with_flags(key, rule)
        elif kind in _QUALIFIED:
            shapes = self.triples.objects(key, SH + "qualifiedValueShape")
            if len(shapes) != 1:
                self.wrong(
                    f"sh:{kind} 须有一个 sh:qualifiedValueShape",
                    f"sh:{kind} needs one sh:qualifiedValueShape",
                )
            else:
                yield replace(rule, parts=(self._part(shapes[0], range_, above),))
        else:
            yield rule

    def _read(self, kind: str, node: Node, range_: str) -> Given | None:
        found = READERS[COMPONENTS[kind].takes](node, range_)
        if isinstance(found, Refused):
            self.wrong(f"sh:{kind} 的值不可用：{found.zh}", f"the value of {kind} cannot be used: {found.en}")
            return None
        return found

    def _with_flags(self, key: str, rule: Constraint) -> Constraint:
        for node in self.triples.objects(key, SH + "flags"):
            found = flags(node)
            if isinstance(found, Refused):
                self.wrong(f"sh:flags：{found.zh}", f"sh:flags: {found.en}")
            else:
                return replace(rule, flags=found.value)
        return rule

    def _listed(self, kind: str, head: Node, base: Constraint, range_: str) -> Iterator[Constraint]:
        read = [self._read(kind, node, range_) for node in self.triples.items(head)]
        given = [g for g in read if g is not None]
        if not read:
            self.wrong(f"sh:{kind} 的列表为空", f"the list of sh:{kind} is empty")
        if kind == "in":
            for member in given:
                self._concept(range_, member.value)
        if given and len(given) == len(read):
            tags = tuple(g.language for g in given) if kind == "in" else ()
            yield replace(base, value=tuple(g.value for g in given), languages=tags)

    def _concept(self, range_: str, name: str) -> None:
        if range_ == "concept" and name not in self.terms.concepts:
            self.wrong(f"引用了不存在的概念：{name}", f"unknown concept {name}")

    def _closed(self, key: str, nodes: list[Node], base: Constraint) -> Iterator[Constraint]:
        """4.8.1: the paths of the shape's own property shapes, and the ignored properties."""
        if not any(node_key(node) == "true" for node in nodes):
            return
        shapes = self.triples.objects(key, SH + "property")
        allowed = {n for shape in shapes for n in self.triples.names(node_key(shape), SH + "path")}
        for head in self.triples.objects(key, SH + "ignoredProperties"):
            for node in self.triples.items(head):
                name = node_key(node).removeprefix(NAMESPACE)
                if name != RDF + "type":
                    allowed.add(name)
                if name != RDF + "type" and name not in self.terms.properties:
                    self.wrong(f"引用了不存在的属性：{name}", f"unknown property {name}")
        yield replace(base, value=tuple(sorted(allowed)))

    def _pair(self, kind: str, nodes: list[Node], base: Constraint, range_: str) -> Iterator[Constraint]:
        for node in nodes:
            other = node_key(node).removeprefix(NAMESPACE)
            if other not in self.terms.properties:
                self.wrong(f"引用了不存在的属性：{other}", f"unknown property {other}")
                continue
            theirs = self.range_of(other)
            if kind.startswith("less") and not any({range_, theirs} <= group for group in _IN_ORDER):
                self.wrong(
                    f"sh:{kind} 只能比较两个数值或两个日期：{base.property}、{other}",
                    f"sh:{kind} compares two numbers or two dates: {base.property}, {other}",
                )
            elif kind in {"equals", "disjoint"} and kind_of(range_) != kind_of(theirs):
                self.wrong(
                    f"sh:{kind} 的两个属性取值种类不同：{base.property}、{other}",
                    f"sh:{kind}: values of {base.property} and {other} are of different kinds",
                )
            elif kind == "equals" and any(
                other in ancestors(n, self._parents) for n in self.terms.properties
            ):
                self.wrong(
                    f"sh:equals 的 {other} 有下级属性，无法以一条路径表达",
                    f"sh:equals: {other} has sub-properties, which one path cannot say",
                )
            else:
                yield replace(base, value=other)

    def _part(self, node: Node, range_: str, above: tuple[str, ...]) -> tuple[Constraint, ...]:
        """A shape within another: of the record if the focus is the record, else of the value."""
        key = node_key(node)
        if key in above:
            self.wrong(f"形状引用了自己：{key}", f"shapes refer to themselves: {key}")
            return ()
        if key not in self.triples.subjects:
            self.wrong(f"引用了不存在的形状：{key}", f"unknown shape {key}")
            return ()
        deeper = (*above, key)
        if range_ != _RECORD:
            return tuple(self._of_value(key, range_, deeper))
        if self.triples.objects(key, SH + "path"):
            return tuple(self.property_shape(key, deeper, told=False))
        return tuple(self.node_shape(key, deeper, told=False))

    def _of_value(self, key: str, range_: str, above: tuple[str, ...]) -> Iterator[Constraint]:
        if self._off(key):
            return
        self._unknown(key, {RDF + "type", SH + "targetClass"})
        if self.triples.objects(key, SH + "property") or self.triples.objects(key, SH + "path"):
            self.wrong(
                "一条记录看不到其值的属性（值的形状里的 sh:property）",
                "one record does not show the properties of its values (sh:property in the shape of a value)",
            )
        yield from self._components(key, "", range_, self._said(key), above, value=True)
