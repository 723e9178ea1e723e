"""Where do cells say something else than they hold, because a person said so? The patches of one reading.

The file is read once without the fixes; the places that it could not make sense of say which fixes are for it; then it is
read with these cells patched. Row numbers are used within one file only. A statement that rests on a patched cell quotes
the cell as it stands and, where a person typed what it should say, that text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from graph.records import MAX_QUOTES, Quote, Record, Statement
from graph.repairs import Repair
from graph.sources import Passage
from ingest.guidance import Guidance
from ingest.lists.column import Profile
from ingest.lists.flow import Step
from ingest.lists.lexicon import Lexicon
from ingest.readers.document import Row

ROUNDS: Final = 5
"""A patched row may bring to light what was hidden behind its first trouble; so often it is read again."""
_WHOLE_ROW: Final = -1
_MARK: Final = "@"


@dataclass(frozen=True, slots=True)
class Patch:
    """What a cell says instead; ``typed`` is the passage of what a person typed, '' where the reader's own suggestion or an
    official place was chosen."""

    text: str
    typed: str = ""


class Patches:
    """The patches of one file: by masked sheet name and row; ``None`` for a cell that says nothing."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, int], dict[int, Patch | None]] = {}
        self._quotes: dict[str, tuple[Quote | None, str]] = {}

    def __bool__(self) -> bool:
        return bool(self._rows)

    def take(self, repairs: Iterable[Repair], guidance: Guidance, lexicon: Lexicon) -> bool:
        """Add the patches that fixes say for these places; whether there was a new one."""
        new = False
        for repair in repairs:
            cells = self._rows.get((repair.sheet, repair.row), {})
            fix = guidance.fix_of(repair) if repair.position not in cells else None
            if fix is None or not repair.row:
                continue
            if fix.how == "nothing":
                patch = None
            elif fix.how == "value" and fix.passage in guidance.texts:
                patch = Patch(guidance.texts[fix.passage], fix.passage)
            elif fix.how == "accept" and repair.suggestion:
                patch = Patch(repair.suggestion)
            elif fix.how == "place" and (name := lexicon.gazetteer.path_name(fix.place)):
                patch = Patch(name)
            else:
                continue
            self._rows.setdefault((repair.sheet, repair.row), {})[repair.position] = patch
            new = True
        return new

    def step(self, sheet: str, step: Step, profile: Profile) -> Step:
        """The row with its patches."""
        found = self._rows.get((sheet, step.row.number)) if self._rows else None
        if not found or step.kind != "entry":
            return step
        if found.get(_WHOLE_ROW, self) is None:
            return replace(step, kind="structure")
        patches = {p: patch for p, patch in found.items() if p != _WHOLE_ROW}
        row = step.row
        if (whole := found.get(_WHOLE_ROW)) and profile.party >= 0:
            row, position = _with_party(row, profile)
            patches[position] = whole
        texts = {i: patch.text if patch else "" for i, patch in patches.items()}
        cells = [texts.get(i, cell) for i, cell in enumerate(row.cells)]
        said = frozenset(patches)
        row = replace(row, cells=tuple(cells), damaged=row.damaged - said)
        return replace(step, row=row, patched=said)

    def place(self, sheet: str, row: int, position: int, passage: Passage, start: int, cell: str) -> Passage:
        """The stand-in for the passage that a patched cell's text stands in; ``rest`` puts the real ones in its place."""
        cells = self._rows[sheet, row]
        patch = cells.get(position) or cells.get(_WHOLE_ROW)
        id = f"{passage.id}{_MARK}{position}"
        own = Quote(passage.id, start, start + len(cell)) if cell else None
        self._quotes[id] = (own, patch.typed if patch else "")
        return replace(passage, id=id)

    def rest(self, record: Record) -> Record:
        """The record with quotes of real passages."""
        if not any(_MARK in q.passage for s in record.statements for q in s.quotes):
            return record
        return replace(record, statements=tuple(map(self._rested, record.statements)))

    def _rested(self, statement: Statement) -> Statement:
        quotes: dict[Quote, None] = {}
        for quote in statement.quotes:
            own, typed = self._quotes.get(quote.passage, (quote, ""))
            if own is not None:
                quotes[own] = None
            if typed:
                quotes[Quote(typed, quote.start, quote.end)] = None
        more = len(quotes) - len(statement.quotes)
        return replace(
            statement,
            quotes=tuple(quotes)[:MAX_QUOTES],
            quote_count=statement.quote_count + more,
        )


def patches_of(read: Callable[[Patches], Iterable[Repair]], guidance: Guidance, lexicon: Lexicon) -> Patches:
    """The patches of a file; ``read`` reads it with some patches and says what it could not make sense of."""
    patches = Patches()
    for _ in range(ROUNDS):
        if not patches.take(read(patches), guidance, lexicon):
            break
    return patches


def _with_party(row: Row, profile: Profile) -> tuple[Row, int]:
    """The row with a cell for its party, and where that is; the cell is none of the file's."""
    column = profile.party
    if row.columns:
        filled = replace(
            row,
            cells=(*row.cells, ""),
            columns=(*row.columns, column),
            elements=(*(row.elements or (0,) * len(row.cells)), 0),
        )
        return replace(filled, repeated=row.repeated | {len(row.cells)}), len(row.cells)
    cells = (*row.cells, *[""] * (column + 1 - len(row.cells)))
    blank = frozenset({column}) if not cells[column] else frozenset()
    return replace(row, cells=cells, repeated=row.repeated | blank), column
