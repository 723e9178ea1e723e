"""What is each row of a sheet, in their order? Entries with what was carried down to them and the heading they stand under."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ingest.lists.asides import NUMERAL, aside_of
from ingest.lists.headings import Heading, read_heading
from ingest.lists.lexicon import Lexicon
from ingest.lists.readings import CellReader
from ingest.lists.survey import SheetSurvey
from ingest.readers.document import NONE, Row

Kind = Literal["entry", "structure", "heading", "note"]


@dataclass(frozen=True, slots=True)
class Step:
    """One row as it is to be read.

    Attributes:
        row: the row, with blanks that mean "as above" filled (they are then among ``row.repeated``).
        written: the row as it stands in the file.
        kind: what it is.
        carried: positions whose text the cell above says: those filled, and those that say 同上.
        heading: the heading it stands under; of a heading, itself.
        patched: positions whose text a person put right.
    """

    row: Row
    written: Row
    kind: Kind = "entry"
    carried: frozenset[int] = NONE
    heading: Heading | None = None
    patched: frozenset[int] = NONE


class Flow:
    """The rows of one sheet, read from the top; to be iterated once."""

    def __init__(self, survey: SheetSurvey, lexicon: Lexicon, cells: CellReader) -> None:
        self.survey = survey
        self.lexicon = lexicon
        self.cells = cells
        self.columns = survey.profile.columns
        self._headers = [row.cells for row in survey.headers]
        self._carries = sorted(survey.carried)
        self._above: dict[int, str] = {}
        self._heading: Heading | None = None

    def steps(self) -> Iterator[Step]:
        """Every row under the header."""
        if not self._headers and self.survey.sheet.columns:
            yield from (Step(row, row) for row in self.survey.rows())
            return
        for row in self.survey.rows():
            kind = self._kind(row)
            if kind == "entry":
                yield self._entry(row)
                continue
            if kind == "heading":
                self._open(row)
            if kind == "heading" or (kind == "structure" and not self._is_header(row.cells)):
                self._above.clear()
            yield Step(row, row, kind, NONE, self._heading if kind == "heading" else None)

    def _kind(self, row: Row) -> Kind:
        if self._is_header(row.cells):
            return "structure"
        aside = aside_of(row, len(self.columns), self.lexicon.asides)
        if aside is None:
            return "entry"
        if aside == "heading":
            return self._lone(row)
        return "structure" if aside == "total" else "note"

    def _is_header(self, cells: Sequence[str]) -> bool:
        """Whether the row repeats a row of column names, as on a new page."""
        return any(cells[: len(h)] == h[: len(cells)] for h in self._headers)

    def _lone(self, row: Row) -> Kind:
        """What a row of one cell is: the name of a thing or a party says so itself, and is an entry."""
        own = [i for i, c in enumerate(row.cells) if c and i not in row.repeated]
        text, position = row.cells[own[-1]], own[-1]
        if len(own) > 1 or NUMERAL.match(text) or row.repeated:
            return "heading"
        profile = self.survey.profile
        if position in profile.items:
            return "entry"
        if position == profile.party:
            return "heading" if self.lexicon.kinds(text) and not self.lexicon.kind_of(text) else "entry"
        found = read_heading(text, row.number, position, self.lexicon, self.cells)
        return "heading" if found.party or found.role or found.drafts or found.place else "note"

    def _open(self, row: Row) -> None:
        own = [i for i, c in enumerate(row.cells) if c and i not in row.repeated]
        text = self.lexicon.mask(row.cells[own[-1]]).text
        self._heading = read_heading(text, row.number, own[-1], self.lexicon, self.cells)

    def _entry(self, row: Row) -> Step:
        carried = self._filled(row) if self._carries else NONE
        if self.survey.has_same:
            carried |= self._same(row)
        if not carried:
            self._remember(row)
            return Step(row, row, heading=self._heading)
        cells = list(row.cells)
        cells += [""] * (max(carried) + 1 - len(cells))
        blank = frozenset(i for i in carried if not cells[i])
        for i in carried:
            cells[i] = self._above[i]
        filled = replace(row, cells=tuple(cells), repeated=row.repeated | blank)
        self._remember(filled)
        return Step(filled, row, "entry", carried, self._heading)

    def _filled(self, row: Row) -> frozenset[int]:
        """The blanks of a row that mean "as above"."""
        cells = row.cells
        return frozenset(i for i in self._carries if i in self._above and (i >= len(cells) or not cells[i]))

    def _same(self, row: Row) -> frozenset[int]:
        """The cells that say 同上."""
        return frozenset(
            i for i, c in enumerate(row.cells) if c and i in self._above and self.lexicon.is_same(c)
        )

    def _remember(self, row: Row) -> None:
        if self.survey.has_same:
            self._above |= {i: c for i, c in enumerate(row.cells) if c}
        else:
            cells = row.cells
            self._above |= {i: cells[i] for i in self._carries if i < len(cells) and cells[i]}
