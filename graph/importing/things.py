"""What is a subject of an export, as the store has it? Sources, passages, statements, records, repairs.

The inverse of ``graph.export.said`` and ``entered``. Whatever is not masked as it must be is refused here.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final, get_args

from graph.export.nquads import DATA
from graph.export.terms import Terms, store
from graph.importing.errors import RestrictedValue
from graph.importing.groups import Group
from graph.importing.names import Names, agent_of, id_of, place_of, record_of
from graph.records import Kind, Quote, Statement, Status
from graph.repairs import Repair
from graph.sources import KeyBasis, Passage, PassageKind, SourceVersion
from ontology.language.restricted import MASK, mask

_SPAN: Final = re.compile(rf"<{DATA}([^#>]+)#char=([0-9]{{1,9}}),([0-9]{{1,9}})>\Z")
_RECORD_ID: Final = re.compile(r"r[0-9a-f]{24}\Z")
_PRECISIONS: Final = frozenset({"", "exact", "about", "over", "under", "at-least", "at-most", "some"})
_REPAIR_TEXTS: Final = ("reason", "sheet", "column", "text", "suggestion")


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A version of a source as an export has it, with the balance of its reading."""

    version: SourceVersion
    balance: str


@dataclass(frozen=True, slots=True)
class Head:
    """A record without its statements; ``source`` is the id of a source version."""

    id: str
    source: str
    role: str
    type: str


def source(group: Group, replaces: int = 0) -> KnownSource:
    """A version of a source; ``replaces`` is the event that put it in place."""
    texts = {name: _open(group, group.text(predicate)) for predicate, name in Terms.SOURCE_TEXTS}
    version = SourceVersion(
        key=_open(group, group.text(Terms.IDENTIFIER)),
        basis=_word(group, Terms.KEY_BASIS, get_args(KeyBasis)),
        content=group.text(Terms.CONTENT),
        stated_date=group.text(Terms.ISSUED),
        number=group.number(Terms.NUMBER),
        replaces=replaces,
        licence=_licence(group),
        **texts,
    )
    if version.id != id_of(group.subject):
        raise group.wrong("的编号与其名称和内容不符", "is not the id of its key and content")
    return KnownSource(version, group.text(Terms.BALANCE))


def passage(group: Group, source_key: str) -> Passage:
    """A passage of the source of that key."""
    text = _open(group, group.text(Terms.VALUE))
    spans = sorted((q.start, q.end) for q in (quote(group, s) for s in group.all(Terms.MASKED)))
    if any(text[a:b] != MASK * (b - a) or a >= b for a, b in spans):
        raise RestrictedValue(group.file, group.subject)
    return Passage(
        id=id_of(group.subject),
        source=source_key,
        text=text,
        kind=_word(group, Terms.PASSAGE_KIND, get_args(PassageKind)),
        sheet=group.text(Terms.SHEET),
        row=group.number(Terms.ROW),
        masked=tuple(spans),
    )


def head(group: Group, names: Names) -> Head:
    """A record without its statements."""
    id = record_of(group.subject)
    if not _RECORD_ID.match(id):
        raise group.wrong("不是记录编号", "is not the id of a record")
    return Head(
        id,
        group.iri(Terms.SOURCE_OF, id_of),
        group.text(Terms.ROLE),
        group.iri(Terms.OF_CLASS, lambda iri: names.classes.get(iri, "")),
    )


def statement(group: Group, names: Names) -> tuple[str, Statement]:
    """The id of the record that a statement is about, and the statement."""
    kind, value = _value(group, group.one(Terms.OBJECT), names)
    restricted = group.text(Terms.RESTRICTED) == "true"
    if restricted and value.replace(MASK, "").strip():
        raise RestrictedValue(group.file, group.subject)
    texts = {name: _open(group, group.text(predicate)) for predicate, name in Terms.STATEMENT_TEXTS}
    if texts["precision"] not in _PRECISIONS:
        raise group.wrong("的精确度读不懂", "has a precision that is not understood")
    return group.iri(Terms.SUBJECT, record_of), Statement(
        property=group.iri(Terms.PREDICATE, lambda iri: names.properties.get(iri, "")),
        value=value,
        kind=kind,
        status=_word(group, Terms.STATUS, get_args(Status)),
        restricted=restricted,
        quotes=_quotes(group),
        quote_count=group.number(Terms.QUOTE_COUNT),
        **texts,
    )


def repair(group: Group) -> Repair:
    """An open repair."""
    words = {
        found.language: found.text
        for found in (group.read(Terms.DESCRIPTION, t) for t in group.all(Terms.DESCRIPTION))
    }
    texts = {name: _open(group, group.text(store(f"repair-{name}"))) for name in _REPAIR_TEXTS}
    found = Repair(
        group.text(Terms.IDENTIFIER),
        texts["reason"],
        texts["sheet"],
        group.number(Terms.ROW),
        texts["column"],
        texts["text"],
        _open(group, words.get("zh", "")),
        _open(group, words.get("en", "")),
        texts["suggestion"],
    )
    if found.id != id_of(group.subject):
        raise group.wrong("的编号与内容不符", "is not the id of what it says")
    return found


def properties(group: Group) -> dict[str, Any]:
    """The properties of a node that the export writes as it is: numbers, truth values and texts by their type."""
    start = store("")[:-1]
    made: dict[str, Any] = {}
    for predicate in group.predicates:
        if predicate.startswith(start):
            made[predicate[len(start) : -1]] = _scalar(group, predicate)
    return made


def quote(group: Group, span: str) -> Quote:
    """The span of a passage that an IRI names."""
    if found := _SPAN.match(span):
        return Quote(found[1], int(found[2]), int(found[3]))
    raise group.wrong(f"的引文位置读不懂：{span[:80]}", f"quotes a place that is not understood: {span[:80]}")


def who(group: Group) -> str:
    """The person who is associated with an event."""
    return group.iri(Terms.ASSOCIATED_WITH, agent_of)


def json_of(group: Group, predicate: str) -> dict[str, Any]:
    """A literal that holds a JSON object."""
    try:
        found = json.loads(group.text(predicate))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise group.wrong(f"的 {predicate} 不是 JSON", f"has no JSON object as {predicate}")
    return found


def _quotes(group: Group) -> tuple[Quote, ...]:
    if not group.has(Terms.QUOTE_ORDER):
        return tuple(sorted(quote(group, span) for span in group.all(Terms.QUOTED_FROM)))
    made = []
    for item in group.text(Terms.QUOTE_ORDER).split(" "):
        passage, _, span = item.partition(",")
        made.append(quote(group, f"<{DATA}{passage}#char={span}>"))
    return tuple(made)


def _value(group: Group, term: str, names: Names) -> tuple[Kind, str]:
    if term[0] == '"':
        return "literal", _open(group, group.read(Terms.OBJECT, term).text)
    if record := record_of(term):
        return "record", record
    if place := place_of(term):
        return "place", place
    return "concept", group.name(Terms.OBJECT, term, lambda iri: names.concepts.get(iri, ""))


def _licence(group: Group) -> str:
    if group.has(Terms.LICENCE):
        return group.one(Terms.LICENCE)[1:-1]
    return "" if group.has(Terms.LICENCE_STATED) else _open(group, group.text(Terms.RIGHTS))


def _word(group: Group, predicate: str, words: tuple[Any, ...]) -> Any:
    found = group.text(predicate)
    if found in words:
        return found
    raise group.wrong(
        f"的 {predicate} 应是 {'、'.join(words)} 之一", f"has none of {', '.join(words)} as {predicate}"
    )


def _scalar(group: Group, predicate: str) -> Any:
    found = group.literal(predicate)
    kind = found.datatype.rsplit("#")[-1]
    if kind == "integer":
        return group.number(predicate)
    if kind == "boolean":
        return found.text == "true"
    return float(found.text) if kind == "double" else found.text


def _open(group: Group, text: str) -> str:
    """A text that holds nothing restricted."""
    if mask(text).spans:
        raise RestrictedValue(group.file, group.subject)
    return text
