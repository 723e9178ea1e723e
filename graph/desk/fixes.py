"""What did people say about places that a reader could not make sense of? The fold of fixes, and what each is bound to.

A fix is bound to no row number. Its ``where`` is one of three digests: of one place (source, reason, the row's text, the
column), of all places like it in one source, or of all places like it anywhere (reason, column, the cell's text).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, cast

from graph.desk.effective import effective
from graph.desk.events import Entry, Event, Value
from graph.identifiers import digest, key_form

How = Literal["value", "accept", "nothing", "role", "header", "place"]
"""``value``: what the cell should say. ``accept``: it says what the reader suggested. ``nothing``: it says nothing.
``role``: what the list is of. ``header``: which row has the column names. ``place``: which official place is meant."""


@dataclass(frozen=True, slots=True)
class Fix:
    """One effective fix. ``source`` is ``removals.source_id`` of the one source that it is for, '' for all; ``column`` the
    ``profiles.wording_id`` of its column. ``passage`` holds what a person typed, ``place`` is a code, ``role`` a record role
    or a class, ``row`` the ``row_id`` of a header row."""

    sequence: int
    where: str
    how: How
    column: str
    source: str = ""
    passage: str = ""
    place: str = ""
    role: str = ""
    row: str = ""


def spot_of(source_key: str, reason: str, row: str, column: str) -> str:
    """One place: the trouble of that column in the row of that text (the sheet's name, for a whole sheet)."""
    return digest("u", source_key, reason, row, key_form(column))


def alike_of(reason: str, column: str, text: str) -> str:
    """All places of this trouble, column and cell text."""
    return digest("v", reason, key_form(column), text)


def alike_in(source: str, alike: str) -> str:
    """All places like it in one source (``removals.source_id``)."""
    return digest("y", source, alike)


def row_id(text: str) -> str:
    """The name under which the log knows a row."""
    return digest("l", text)


def fix_entry(who: str, fix: Fix, key: str = "") -> Entry:
    """The entry that states a fix; its ``sequence`` does not matter."""
    data: dict[str, Value] = {"where": fix.where, "how": fix.how, "column": fix.column}
    more = {"source": fix.source, "passage": fix.passage, "role": fix.role, "row": fix.row}
    data |= {name: value for name, value in more.items() if value}
    return Entry("repair", who, data=data | ({"place": f"place:{fix.place}"} if fix.place else {}), key=key)


def fixes(events: Iterable[Event]) -> Mapping[str, Fix]:
    """``where`` → the fix that counts there: the last one that is not revoked."""
    return {found.where: found for e in effective(events) if e.kind == "repair" for found in [_fix(e)]}


def _fix(event: Event) -> Fix:
    texts = {n: str(event.data.get(n, "")) for n in ("where", "column", "source", "passage", "role", "row")}
    place = str(event.data.get("place", "")).removeprefix("place:")
    return Fix(event.sequence, how=cast(How, event.data["how"]), place=place, **texts)
