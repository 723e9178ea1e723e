"""How do these tests say what a list became? Its things as short lines, its columns as wording and property."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from tests.ingest.reading import Reading, write_csv

Read = Callable[..., Reading]
Table = Sequence[Sequence[object]]


def read(folder: Path, read_list: Read, rows: Table, name: str = "资源清单.csv") -> Reading:
    """A table read as a list; every statement quotes words that state it."""
    reading = read_list(write_csv(folder / name, [tuple(map(str, r)) for r in rows]))
    assert reading.balance.accounted == reading.balance.counted
    for record in reading.records:
        for statement in record.statements:
            assert (statement.original or statement.value) in reading.quoted(statement), statement
    return reading


def things(reading: Reading, *names: str, role: str = "offer") -> list[str]:
    """The things of a role in the order of their rows: asserted values of some properties, units behind amounts."""
    parties = reading.names()
    return [
        " ".join(
            "+".join(
                parties.get(s.value, s.value) + s.unit
                for s in record.statements
                if s.property == name and s.status == "asserted"
            )
            for name in names
        ).rstrip()
        for record in reading.of(role)
    ]


def columns(reading: Reading) -> dict[str, str]:
    """Each column's name and property."""
    return {c.wording: c.property for s in reading.prepared.survey.sheets for c in s.profile.columns}
