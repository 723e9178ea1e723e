"""How does one version of the vocabulary differ from another, and which records could that concern? Pure.

A change is *additive* if whatever was recorded under the old version is recorded the same, and as well, under the
new one. Every other change says which records it may concern (``Concern``); whether there are any is the store's
question (``graph.evolution``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from ontology.summary import Summary
from ontology.tightening import tightened

Of = Literal["class", "property", "concept", "constraint", "vocabulary"]
How = Literal["used", "broken", "unmasked", "headed", "apart"]
"""``used``: the record uses the types, properties or concepts. ``broken``: it does, and breaks a rule of the new
version. ``unmasked``: it states a value of the properties that is not masked. ``headed``: it keeps a column whose header
holds one of the words. ``apart``: its entity belongs to both of the types."""


@dataclass(frozen=True, slots=True)
class Concern:
    """Which records a change may concern; an empty set says nothing about them. Records must meet all that are not empty."""

    how: How = "used"
    types: frozenset[str] = frozenset()
    properties: frozenset[str] = frozenset()
    concepts: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``kind`` says which (``added``, ``removed``, ``renamed``, ``range``, ``restricted`` …);
    ``successor`` is the term to use instead of a removed one; ``concern`` is ``None`` if it is additive."""

    of: Of
    term: str
    kind: str
    zh: str
    en: str
    concern: Concern | None = None
    successor: str = ""

    @property
    def additive(self) -> bool:
        """Whether it passes whatever was recorded."""
        return self.concern is None


def changes(old: Summary, new: Summary) -> tuple[Change, ...]:
    """Every difference between two summaries (``ontology.summary.summarise``), those that are not additive first."""
    pair = _Pair(old, new)
    found = [*_classes(pair), *_properties(pair), *_concepts(pair), *_constraints(pair)]
    return tuple(sorted(found, key=lambda c: (c.additive, c.of, c.term, c.kind)))


@dataclass(frozen=True, slots=True)
class _Pair:
    """The two summaries, with what both sides are asked for again and again."""

    old: Summary
    new: Summary

    def subclasses(self, name: str) -> frozenset[str]:
        """The class and those that are below it in either version."""
        return _below(name, self.old["classes"]) | _below(name, self.new["classes"])

    def subproperties(self, name: str) -> frozenset[str]:
        """The property and those that are below it in either version."""
        return _below(name, self.old["properties"]) | _below(name, self.new["properties"])


def _below(name: str, terms: Mapping[str, Summary]) -> frozenset[str]:
    return frozenset({name, *(n for n, t in terms.items() if name in t["ancestors"])})


def _classes(pair: _Pair) -> Iterator[Change]:
    def used(name: str) -> Concern:
        return Concern(types=frozenset({name}))

    yield from _come_and_gone(pair, "class", "classes", used)
    for name, old, new in _both(pair, "classes"):
        yield from _said("class", name, old, new)
        if old["role"] != new["role"]:
            zh = f"类“{name}”的记录角色由 {old['role'] or '无'} 改为 {new['role'] or '无'}"
            yield Change(
                "class", name, "role", zh, f"role of {name}: {old['role']} → {new['role']}", used(name)
            )
        if old["abstract"] != new["abstract"]:
            concern = used(name) if new["abstract"] else None
            zh = f"类“{name}”{'改为抽象类，不能直接使用' if concern else '不再是抽象类'}"
            yield Change(
                "class",
                name,
                "abstract",
                zh,
                f"{name} is {'now' if concern else 'no longer'} abstract",
                concern,
            )
        yield from _parents("class", name, old, new, pair.subclasses(name), frozenset())
        for other in sorted(set(new["disjoint"]) - set(old["disjoint"])):
            if name < other and other in pair.old["classes"]:
                zh, en = f"“{name}”与“{other}”改为互斥", f"{name} and {other} are disjoint now"
                yield Change(
                    "class", name, "disjoint", zh, en, Concern("apart", types=frozenset({name, other}))
                )


def _properties(pair: _Pair) -> Iterator[Change]:
    def used(name: str) -> Concern:
        return Concern(properties=frozenset({name}))

    yield from _come_and_gone(pair, "property", "properties", used)
    for name in sorted(pair.new["properties"].keys() - pair.old["properties"].keys()):
        yield from _newly_headed(name, (), pair.new["properties"][name])
    for name, old, new in _both(pair, "properties"):
        yield from _said("property", name, old, new)
        if old["range"] != new["range"]:
            zh = f"属性“{name}”的值域由 {old['range']} 改为 {new['range']}"
            yield Change(
                "property", name, "range", zh, f"range of {name}: {old['range']} → {new['range']}", used(name)
            )
        if old["scheme"] != new["scheme"]:
            zh = f"属性“{name}”的词表由 {old['scheme'] or '无'} 改为 {new['scheme'] or '无'}"
            yield Change(
                "property",
                name,
                "scheme",
                zh,
                f"scheme of {name}: {old['scheme']} → {new['scheme']}",
                used(name),
            )
        if old["single"] != new["single"]:
            concern = Concern("broken", properties=pair.subproperties(name)) if new["single"] else None
            zh = f"属性“{name}”{'只能有一个值' if concern else '可以有多个值'}"
            yield Change(
                "property", name, "single", zh, f"{name} has {'one value at most' if concern else 'any number of values'}",
                concern,
            )  # fmt: skip
        yield from _restricted(name, old, new)
        yield from _domain(pair, name, old, new)
        yield from _parents("property", name, old, new, frozenset(), pair.subproperties(name))


def _restricted(name: str, old: Summary, new: Summary) -> Iterator[Change]:
    if new["restricted"] and not old["restricted"]:
        zh = f"属性“{name}”改为受限：库中已有的值须重新读取并遮盖"
        en = f"{name} is restricted now: values that stand in the store must be read again and masked"
        yield Change(
            "property", name, "restricted", zh, en, Concern("unmasked", properties=frozenset({name}))
        )
    elif old["restricted"] and not new["restricted"]:
        zh = f"属性“{name}”不再受限：库中的值是遮盖过的，须重新读取"
        en = f"{name} is no longer restricted: the store holds masked values, they must be read again"
        yield Change("property", name, "unrestricted", zh, en, Concern(properties=frozenset({name})))
    yield from _newly_headed(name, old["words"] if old["restricted"] else (), new)


def _newly_headed(name: str, known: object, new: Summary) -> Iterator[Change]:
    """New wordings of a restricted property: a column of that header may have been kept as it stands."""
    words = frozenset(new["words"]) - frozenset(known if isinstance(known, list) else ())
    if new["restricted"] and words:
        zh = f"受限属性“{name}”有新的表头写法：按原样保留的同名列须重新读取并遮盖"
        en = f"{name} (restricted) has new header wordings: kept columns of that header must be read again and masked"
        yield Change("property", name, "restricted-wording", zh, en, Concern("headed", words=words))


def _domain(pair: _Pair, name: str, old: Summary, new: Summary) -> Iterator[Change]:
    """Narrowed where a class that could have it cannot have it any more."""
    if old["domain"] == new["domain"]:
        return
    before = {c for d in old["domain"] for c in _below(d, pair.old["classes"])}
    after = {c for d in new["domain"] for c in _below(d, pair.new["classes"])}
    lost = frozenset(c for c in before - after if c in pair.new["classes"])
    zh = f"属性“{name}”的适用类由 {'、'.join(old['domain'])} 改为 {'、'.join(new['domain'])}"
    en = f"domain of {name}: {', '.join(old['domain'])} → {', '.join(new['domain'])}"
    concern = Concern(types=lost, properties=frozenset({name})) if lost else None
    yield Change("property", name, "domain", zh, en, concern)


def _concepts(pair: _Pair) -> Iterator[Change]:
    def used(name: str) -> Concern:
        return Concern(concepts=frozenset({name}))

    yield from _come_and_gone(pair, "concept", "concepts", used)
    for name, old, new in _both(pair, "concepts"):
        yield from _said("concept", name, old, new)
        if old["scheme"] != new["scheme"]:
            zh = f"概念“{name}”由词表 {old['scheme']} 移到 {new['scheme']}"
            yield Change(
                "concept",
                name,
                "scheme",
                zh,
                f"scheme of {name}: {old['scheme']} → {new['scheme']}",
                used(name),
            )


def _constraints(pair: _Pair) -> Iterator[Change]:
    for tight in tightened(pair.old["constraints"], pair.new["constraints"]):
        where = f"{tight.target}.{tight.property}" if tight.property else tight.target
        # No record can be of a class that has just come, unless classes that were there before are below it.
        types = pair.subclasses(tight.target) - (pair.new["classes"].keys() - pair.old["classes"].keys())
        concern = Concern("broken", types=types) if tight.tighter and types else None
        zh = f"约束 {where} {tight.kind} {'收紧或新增' if tight.tighter else '放宽或取消'}：{tight.before or '无'} → {tight.after or '无'}"
        en = (
            f"constraint {where} {tight.kind} {'tightened or new' if tight.tighter else 'loosened or gone'}: "
            f"{tight.before or 'none'} → {tight.after or 'none'}"
        )
        kind = f"{'tightened' if tight.tighter else 'loosened'}-{tight.kind}"
        yield Change("constraint", where, kind, zh, en, concern)


def _come_and_gone(pair: _Pair, of: Of, terms: str, used: Callable[[str], Concern]) -> Iterator[Change]:
    """Terms of one kind that only one side has; a removed one with its successor, if the model names one."""
    was, now = pair.old[terms], pair.new[terms]
    noun = {"class": "类", "property": "属性", "concept": "概念"}[of]
    for name in sorted(now.keys() - was.keys()):
        yield Change(of, name, "added", f"新增{noun}“{name}”", f"{of} {name} added")
    for name in sorted(was.keys() - now.keys()):
        successor = was[name]["successor"]
        if successor in now:
            zh, en = f"{noun}“{name}”改用“{successor}”", f"{of} {name} is replaced by {successor}"
            yield Change(of, name, "renamed", zh, en, used(name), successor)
        else:
            yield Change(of, name, "removed", f"删除{noun}“{name}”", f"{of} {name} removed", used(name))


def _both(pair: _Pair, terms: str) -> Iterator[tuple[str, Summary, Summary]]:
    for name, old in sorted(pair.old[terms].items()):
        if name in pair.new[terms]:
            yield name, old, pair.new[terms][name]


def _said(of: Of, name: str, old: Summary, new: Summary) -> Iterator[Change]:
    """What changes words only: labels, synonyms, definitions, that a term is deprecated."""
    if new["deprecated"] and not old["deprecated"]:
        yield Change(of, name, "deprecated", f"“{name}”已弃用", f"{name} is deprecated")
    if old["words"] != new["words"]:
        yield Change(of, name, "wording", f"“{name}”的叫法有变", f"{name} is worded differently")
    elif old["said"] != new["said"]:
        yield Change(
            of, name, "definition", f"“{name}”的标签或定义有变", f"{name} is labelled or defined differently"
        )


def _parents(
    of: Of, name: str, old: Summary, new: Summary, types: frozenset[str], properties: frozenset[str]
) -> Iterator[Change]:
    """Parents lost (what was said of the parent is no longer said of it) and won (its rules hold now too)."""
    lost = sorted(set(old["parents"]) - set(new["ancestors"]))
    won = sorted(set(new["ancestors"]) - set(old["ancestors"]))
    if lost:
        zh, en = f"“{name}”不再属于 {'、'.join(lost)}", f"{name} is no longer below {', '.join(lost)}"
        yield Change(of, name, "parent-lost", zh, en, Concern("used", types, properties))
    if won:
        zh, en = f"“{name}”新归入 {'、'.join(won)}", f"{name} is now below {', '.join(won)}"
        yield Change(of, name, "parent-added", zh, en, Concern("broken", types, properties))
