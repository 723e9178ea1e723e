"""What is in an export beside what people entered? Read thing by thing; nothing is written here.

``read_contents`` goes through the whole file once, so that a file that is wrong anywhere leaves the store untouched.
Statements stand apart from their records in a file sorted by subject; they are brought together on disk.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, groupby
from typing import Any, Final

from graph.export.nquads import DATA, RECORD
from graph.export.sorting import sorted_unique
from graph.export.terms import Terms
from graph.importing.errors import DoesNotConform
from graph.importing.groups import Group, groups
from graph.importing.names import Names, id_of
from graph.importing.spool import Spool, disk, written
from graph.importing.things import KnownSource, head, passage, properties, repair, source, statement
from graph.records import Record, pack, unpack
from graph.repairs import Repair
from graph.sources import Passage, SourceVersion
from ontology.model import Ontology
from ontology.validate import refusing, violations

_SOURCES: Final = f"<{DATA}s"
_PASSAGES: Final = f"<{DATA}p"
_STATEMENTS: Final = f"<{DATA}t"
_REPAIRS: Final = f"<{DATA}f"
_RECORDS: Final = f"<{RECORD}"
_EXAMPLES: Final = 5


@dataclass(slots=True)
class Contents:
    """What an export holds: ``live`` sources by version id, ``superseded`` ones; ``rows`` are records with their
    statements, sorted, on disk. Counts are of the file."""

    spool: Spool
    names: Names
    file: str
    live: dict[str, KnownSource] = field(default_factory=dict)
    superseded: list[KnownSource] = field(default_factory=list)
    rows: Spool | None = None
    passages: int = 0
    records: int = 0
    restricted: int = 0

    def read_passages(self) -> Iterator[tuple[SourceVersion, Passage]]:
        """Every passage with the version of the source that it is of."""
        for group in groups(self.spool, _PASSAGES, self.file):
            if Terms.PASSAGE in group.types:
                version = self.version(group, group.iri(Terms.PART_OF, id_of))
                yield version, passage(group, version.key)

    def read_records(self) -> Iterator[tuple[SourceVersion, Record]]:
        """Every record with the version of the source that states it."""
        for id, rows in groupby(self.rows or (), key=lambda row: row[: row.index("\t")]):
            first, *others = [json.loads(row.rsplit("\t", 1)[1]) for row in _in_order(rows)]
            version = self.live[first["source"]].version
            said = tuple(s for packed in others for s in unpack(packed))
            yield version, Record(id, version.key, first["role"], first["type"], said)

    def read_repairs(self) -> Iterator[Repair]:
        """Every open repair."""
        for group in groups(self.spool, _REPAIRS, self.file):
            if Terms.REPAIR in group.types:
                yield repair(group)

    def read_former(self) -> Iterator[dict[str, Any]]:
        """The records that are listed no more, as nodes."""
        for group in groups(self.spool, f"<{DATA}r", self.file, named=True):
            if Terms.FORMER in group.types:
                yield {"id": id_of(group.subject), **properties(group)}

    def read_runs(self) -> Iterator[dict[str, Any]]:
        """The runs, as nodes."""
        for group in groups(self.spool, f"<{DATA}", self.file, named=True):
            if Terms.RUN in group.types:
                times = (("started", Terms.STARTED), ("ended", Terms.ENDED))
                at = {name: group.text(predicate) for name, predicate in times if group.has(predicate)}
                yield {"id": id_of(group.subject), **properties(group), **at}

    def close(self) -> None:
        """Give the disk space back."""
        if self.rows:
            self.rows.close()

    def version(self, group: Group, id: str) -> SourceVersion:
        """The live version of that id, which something is said to be of."""
        known = self.live.get(id)
        if known is None:
            raise group.wrong(f"的来源 {id} 不在文件里", f"is of source {id}, which the file does not have")
        return known.version


def replacements(spool: Spool, file: str) -> dict[str, int]:
    """Version id → the event of the log that put it in place."""
    said = groups(spool, _SOURCES, file, named=True)
    return {id_of(group.subject): group.number(Terms.REPLACES) for group in said if group.has(Terms.REPLACES)}


def read_contents(spool: Spool, names: Names, file: str) -> Contents:
    """Read and check everything.

    Raises:
        ThingNotComplete, RestrictedValue: the first thing that is wrong. SpoolFailed: the disk is full.
    """
    found, replaced = Contents(spool, names, file), replacements(spool, file)
    for group in groups(spool, _SOURCES, file):
        if Terms.SOURCE in group.types:
            known = source(group, replaced.get(id_of(group.subject), 0))
            found.live[known.version.id] = known
    for group in groups(spool, _SOURCES, file, named=True):
        if Terms.SOURCE in group.types:
            found.superseded.append(source(group, replaced.get(id_of(group.subject), 0)))
    found.passages = sum(1 for _ in found.read_passages())
    keys = {known.version.key for known in found.live.values()}
    for one in found.read_repairs():
        if one.source not in keys:
            raise Group(one.id, file).wrong("的来源不在文件里", "is of a source that the file does not have")
    with disk():
        found.rows = written(sorted_unique(chain(_heads(found), _statements(found))))
    try:
        _every_statement_has_its_record(found.rows, file)
    except BaseException:
        found.close()
        raise
    return found


def conforming(contents: Contents, ontology: Ontology) -> None:
    """Raise unless every record conforms to an ontology that is not the export's.

    Raises:
        DoesNotConform: with how many places, and examples.
    """
    count, examples = 0, list[str]()
    for _, record in contents.read_records():
        for found in refusing(violations(record.type, record.statements, ontology)):
            count += 1
            if len(examples) < _EXAMPLES:
                examples.append(f"{record.id} {found.en}")
    if count:
        raise DoesNotConform(contents.file, count, examples)


def _heads(contents: Contents) -> Iterator[str]:
    for group in groups(contents.spool, _RECORDS, contents.file):
        found = head(group, contents.names)
        contents.version(group, found.source)
        contents.records += 1
        yield _row(found.id, "", 0, {"source": found.source, "role": found.role, "type": found.type})


def _statements(contents: Contents) -> Iterator[str]:
    for group in groups(contents.spool, _STATEMENTS, contents.file):
        record, said = statement(group, contents.names)
        contents.restricted += said.restricted
        base, _, number = id_of(group.subject).partition(".")
        if number and not number.isdigit():
            raise group.wrong("不是陈述编号", "is not the id of a statement")
        yield _row(record, base, int(number or 1), pack([said]))


def _every_statement_has_its_record(rows: Iterable[str], file: str) -> None:
    record = ""
    for row in rows:
        of, base, _ = row.split("\t", 2)
        if of != record and base:
            raise Group(of, file).wrong(
                "有陈述却没有记录本身", "has statements, but the record itself is missing"
            )
        record = of


def _row(record: str, base: str, number: int, content: object) -> str:
    return f"{record}\t{base}\t{number}\t{json.dumps(content, ensure_ascii=False)}"


def _in_order(rows: Iterator[str]) -> list[str]:
    """The head, then the statements; those of one id by their number."""
    return sorted(rows, key=_place)


def _place(row: str) -> tuple[str, int]:
    _, base, number, _ = row.split("\t", 3)
    return base, int(number)
