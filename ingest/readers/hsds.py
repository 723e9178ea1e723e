"""How is HSDS JSON read? Each object is a node of its table, each non-empty leaf a statement, nesting a link.

One file is an object (a service, an organisation …), a list of them, or a page of an API (``contents``). An object that
is told in several places is one node; what is told again only holds things together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from graph.identifiers import digest
from ingest.errors import BrokenFile, EmptyFile, IngestError, TooBig, WrongEncoding
from ingest.readers.cells import is_damaged, tidy
from ingest.readers.encoding import find_encoding
from ingest.readers.foreign import LEAF, Foreign, Node, Said
from ingest.readers.jsonl import DECODER, Pairs, leaf_text
from ingest.readers.limits import Limits, check_size
from ontology.standards import HSDS, standards

PREFIX: Final = "hsds:"
_TOP: Final = (
    "organization",
    "service",
    "location",
    "service_at_location",
    "program",
    "taxonomy_term",
    "taxonomy",
)
_SPECIAL: Final = {
    "additional_urls": "url",
    "additional_websites": "url",
    "capacities": "service_capacity",
    "taxonomies": "taxonomy",
    "taxonomy_detail": "taxonomy",
    "parent_organization": "organization",
    "fundings": "funding",
}
"""Nested fields that are not called like their table."""
_LEAST_KNOWN: Final = 2


class NotHsds(IngestError):
    """JSON whose objects are of no HSDS table."""

    def __init__(self, file: str, row: int) -> None:
        super().__init__(
            f"文件 {file} 第 {row} 个对象不像 HSDS（3.1）的服务、机构或地点，也没有 JSON-LD 的 @context：请转成其中一种，"
            "或写成同类对象的数组（每个对象一行清单）",
            f"object {row} of {file} is no HSDS (3.1) service, organisation or location, and it has no JSON-LD @context: "
            "convert it to one of these, or save one object a line as .jsonl",
            file=file,
            row=row,
        )


@dataclass(slots=True)
class _Found:
    """The nodes while they are collected; ``repeated`` counts leaves that only hold things together."""

    limits: Limits
    types: dict[str, str] = field(default_factory=dict)
    said: dict[str, dict[Said, None]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    structure: int = 0
    leaves: int = 0


def json_text(path: Path, limits: Limits) -> str:
    """The text of a JSON file.

    Raises:
        EmptyFile, TooBig, WrongContent, WrongEncoding.
    """
    check_size(path, limits)
    try:
        return path.read_bytes().decode(find_encoding(path)).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise WrongEncoding(path.name, error.object[: error.start].count(b"\n") + 1) from error


def read_hsds(name: str, text: str, limits: Limits) -> Foreign:
    """The nodes of a file.

    Raises:
        BrokenFile: with the line. NotHsds. TooBig: more leaves than ``limits.statements``. EmptyFile.
    """
    try:
        document = DECODER.decode(text.strip())
    except (ValueError, RecursionError) as error:
        row = getattr(error, "lineno", 1)
        raise BrokenFile(name, row, f"JSON 语法错误（{error}）", f"not JSON ({error})") from error
    found = _Found(limits)
    try:
        for row, (table, value) in enumerate(_objects(document, found), 1):
            if not table:
                raise NotHsds(name, row)
            _node(value, table, row, (), found, limits.depth)
    except _TooMany as error:
        raise TooBig(name, "JSON 值数", "leaves", found.leaves, limits.statements) from error
    except (_TooDeep, RecursionError) as error:
        raise BrokenFile(name, 0, "嵌套过深", "nested too deep") from error
    if not found.said:
        raise EmptyFile(name)
    nodes = {
        key: Node(
            key,
            "" if key.startswith("_:") else key.removeprefix(PREFIX),
            (found.types[key],),
            tuple(sorted(said, key=lambda s: (s.predicate, s.node, s.text))),
            found.rows[key],
        )
        for key, said in sorted(found.said.items())
    }
    return Foreign(name, "hsds", LEAF, nodes, False, found.structure)


class _TooMany(Exception):
    """More leaves than a file may have."""


class _TooDeep(Exception):
    """Nested deeper than a file may be."""


def _objects(document: object, found: _Found) -> Iterator[tuple[str, Pairs]]:
    """The top objects with their tables ('' if it is none); what a page says of itself is structure."""
    if isinstance(document, list) and not isinstance(document, Pairs):
        for value in document:
            yield (_table_of(value), value) if isinstance(value, Pairs) else ("", Pairs())
        return
    if not isinstance(document, Pairs):
        yield "", Pairs()
        return
    listed = [
        (k, v) for k, v in document if _is_list_of_objects(v) and (k == "contents" or _named(k) in _TOP)
    ]
    if not listed or _table_of(document):
        yield _table_of(document), document
        return
    for field_name, value in document:
        if (field_name, value) in listed and isinstance(value, list):
            for inner in value:
                named = _named(field_name) if field_name != "contents" else ""
                yield (named or _table_of(inner), inner)
        else:
            found.structure += sum(1 for _ in _leaves(value))


def _is_list_of_objects(value: object) -> bool:
    return (
        isinstance(value, list) and not isinstance(value, Pairs) and all(isinstance(v, Pairs) for v in value)
    )


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, Pairs):
        for _, inner in value:
            yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    elif tidy(text := leaf_text(value), len(text)):
        yield text


def _tables() -> frozenset[str]:
    return frozenset(t for t in standards()[HSDS] if "." not in t)


def _named(name: str) -> str:
    """The table of a nested field: of that name, or its singular; a name that is none is a table of its own."""
    tables = _tables()
    forms = (_SPECIAL.get(name, ""), name, name.removesuffix("s"), name.removesuffix("es"))
    return next((f for f in forms if f in tables), name)


def named_table(name: str) -> bool:
    """Whether a nested field is called like a table of HSDS."""
    return _named(name) in _tables()


def known_table(fields: Collection[str]) -> tuple[str, float]:
    """The table that most of an object's fields belong to ('' if hardly any do), and the share of the fields
    that do or are tables of HSDS themselves."""
    known = standards()[HSDS]
    scores = {t: sum(f"{t}.{f}" in known or f"{t}.{f}_id" in known for f in fields) for t in _TOP}
    best = max(_TOP, key=lambda t: (scores[t], -_TOP.index(t)))
    nested = sum(named_table(f) for f in fields if f"{best}.{f}" not in known)
    return (best, (scores[best] + nested) / len(fields)) if scores[best] >= _LEAST_KNOWN else ("", 0.0)


def _table_of(value: Pairs) -> str:
    return known_table({k for k, _ in value})[0]


def _node(value: Pairs, table: str, row: int, above: Sequence[str], found: _Found, depth: int) -> str:
    """Take an object in; its key."""
    if depth == 0:
        raise _TooDeep
    identifier = next((leaf_text(v).strip() for k, v in value if k == "id" and not isinstance(v, list)), "")
    own = f"{PREFIX}{table}:{identifier}" if identifier else ""
    said = list(_said(value, table, row, (*above, own), found, depth))
    key = own or f"_:{digest('h', table, *sorted(f'{s.predicate}={s.text}' for s in said))}"
    held = found.said.setdefault(key, {})
    found.types.setdefault(key, table)
    found.rows.setdefault(key, row)
    for one in said:
        if one in held:
            found.structure += one.counted
        else:
            held[one] = None
    return key


def _said(
    value: Pairs, table: str, row: int, above: Sequence[str], found: _Found, depth: int
) -> Iterator[Said]:
    for name, inner in value:
        for one in inner if isinstance(inner, list) and not isinstance(inner, Pairs) else [inner]:
            if isinstance(one, Pairs):
                key = _node(one, _named(name), row, above, found, depth - 1)
                single = one is inner
                yield Said(
                    f"{table}.{name}_id" if single else f"{table}.{name}", key, node=True, counted=False
                )
            elif isinstance(one, list):
                yield from (_leaf(f"{table}.{name}", t, found) for t in _leaves(one))
            elif tidy(text := leaf_text(one), len(text)):
                leaf = _leaf(f"{table}.{name}", text, found)
                target = _target(name, leaf.text)
                if name == "id" or target in above:
                    found.structure += 1
                else:
                    yield Said(leaf.predicate, target, node=True) if target else leaf


def _leaf(predicate: str, text: str, found: _Found) -> Said:
    found.leaves += 1
    if found.leaves > found.limits.statements:
        raise _TooMany
    longest = found.limits.cell
    damaged = len(text) > longest or (not text.isprintable() and is_damaged(text, longest))
    return Said(predicate, tidy(text, longest), damaged=damaged)


def _target(name: str, text: str) -> str:
    """The key of the object that a field ending in ``_id`` refers to, '' for other fields."""
    table = name.removesuffix("_id").removeprefix("parent_")
    return f"{PREFIX}{table}:{text}" if name.endswith("_id") and table in _tables() else ""
