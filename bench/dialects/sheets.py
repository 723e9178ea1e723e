"""How do columns and rows become a sheet, with all that stands around and between them?"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from bench.dialects import naming, times
from bench.dialects.filling import Draft, Filler, Style
from bench.dialects.layouts import BLANK, POOLS, Plan, pool_name
from bench.dialects.truth import NO_LOSS, STRUCTURE, Cell, ColumnTruth, Kind, RowTruth, SheetCase
from bench.dialects.vocabulary import Vocabulary

_MERGED = {"party", "provider", "needer", "place", "community", "address"}


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the rows. ``titles``: lines above; ``blank``: empty rows before the header; ``left``: empty columns at
    the left; ``party`` and ``place``: what title or sheet name say for all rows."""

    titles: tuple[str, ...] = ()
    blank: int = 0
    left: int = 0
    party: str = ""
    place: str = ""
    merged: bool = False
    vertical: bool = False
    headings: bool = False
    category: bool = False
    gaps: bool = False
    total: bool = False
    notes: int = 0
    repeated: bool = False
    top: bool = False
    size: int = 8


class SheetMaker:
    """Lays one sheet."""

    def __init__(
        self, draw: Random, words: Vocabulary, kind: str, plan: Plan, style: Style, around: Around, name: str
    ) -> None:
        self.draw = draw
        self.words = words
        self.kind = kind
        self.plan = plan
        self.around = around
        self.style = style
        self.filler = Filler(draw, words, style)
        self.sheet = SheetCase(name)
        self.width = len(plan.specs)
        self.merged = {"kind"} if around.category else _MERGED
        self.numeral = draw.choice([n for n in words.numerals if any(c in n for c in "一1壹")])

    def made(self) -> SheetCase:
        """The sheet and its truth."""
        for title in self.around.titles:
            self._line("title", title, NO_LOSS)
        self.sheet.rows += [[] for _ in range(self.around.blank)]
        self._header()
        self.sheet.columns = tuple(
            ColumnTruth(
                self.around.left + i, "/".join(p for p in (s.group, s.header) if p), s.meaning, s.unit
            )
            for i, s in enumerate(self.plan.specs)
            if s.meaning != BLANK
        )
        self._data()
        if self.around.total:
            self._total()
        if self.around.notes > 1 and self.draw.random() < 0.5:
            self.sheet.rows.append([])
        for note in (self.words.notes, self.words.signatures)[: self.around.notes]:
            self._line("note", self.draw.choice(note), NO_LOSS)
        return self.sheet

    def _append(self, cells: list[Cell]) -> int:
        self.sheet.rows.append([None] * self.around.left + cells)
        return len(self.sheet.rows)

    def _merge(self, row: int, column: int, last_row: int, last_column: int) -> None:
        left = self.around.left
        if (row, column) != (last_row, last_column):
            self.sheet.merges.append((row, left + column, last_row, left + last_column))

    def _line(self, kind: Kind, text: str, fate: frozenset[str]) -> None:
        number = self._append([text])
        if self.around.merged:
            self._merge(number, 1, number, self.width)
        self.sheet.truths.append(RowTruth(number, kind, fates=(fate,)))

    def _header(self) -> None:
        first = len(self.sheet.rows) + 1
        if self.around.top and self.plan.levels > 1:
            half = max(1, self.width // 2)
            row = self._append([self.words.tops[0], *[None] * (half - 1), self.words.tops[1]])
            self._merge(row, 1, row, half)
            self._merge(row, half + 1, row, self.width)
        if self.plan.levels > 1:
            self._two()
        else:
            self._append([s.header for s in self.plan.specs])
        self.sheet.headers = tuple(range(first, len(self.sheet.rows) + 1))
        for number in self.sheet.headers:
            self.sheet.truths.append(RowTruth(number, "header", fates=(STRUCTURE,) * self._filled(number)))

    def _two(self) -> None:
        specs = self.plan.specs
        upper: list[Cell] = []
        for at, spec in enumerate(specs):
            same = at and spec.group and specs[at - 1].group == spec.group
            upper.append(None if same else spec.group or spec.header)
        row = self._append(upper)
        self._append([s.header if s.group else None for s in specs])
        at = 0
        while at < len(specs):
            end = at
            while specs[at].group and end + 1 < len(specs) and specs[end + 1].group == specs[at].group:
                end += 1
            self._merge(row, at + 1, row if specs[at].group else row + 1, end + 1)
            at = end + 1

    def _filled(self, number: int) -> int:
        return sum(c is not None and c != "" for c in self.sheet.rows[number - 1])

    def _data(self) -> None:
        pools, done, headed = self._pools(), 0, 0
        break_at = self.around.size // 2 if self.around.repeated else -1
        heading = ""
        while done < self.around.size:
            if self.around.headings and pools and done % 4 == 0:
                heading, headed = pools.pop(0), headed + 1
                self._line(
                    "heading", self._numeral(headed) + self.draw.choice(self.words.headings[heading]), NO_LOSS
                )
            if self.around.gaps and done and self.draw.random() < 0.25:
                self.sheet.rows.append([])
            done += self._group(done + 1, heading)
            if 0 < break_at <= done:
                self._repeat()
                break_at = -1

    def _numeral(self, at: int) -> str:
        mark = self.numeral
        return mark.replace("一", "一二三四"[at - 1]).replace("1", str(at)).replace("壹", "壹贰叁肆"[at - 1])

    def _repeat(self) -> None:
        """The header once more, as on a second page."""
        moved = len(self.sheet.rows) + 1 - self.sheet.headers[0]
        for first in self.sheet.headers:
            self.sheet.rows.append([*self.sheet.rows[first - 1]])
            number = len(self.sheet.rows)
            self.sheet.truths.append(RowTruth(number, "repeated", fates=(STRUCTURE,) * self._filled(number)))
        self.sheet.merges += [
            (r + moved, c, e + moved, d) for r, c, e, d in self.sheet.merges if r in self.sheet.headers
        ]

    def _group(self, number: int, heading: str) -> int:
        """One party's rows: several, with its cells merged, or one."""
        grouped = self.around.vertical or self.around.category
        size = self.draw.randrange(2, 4) if grouped and self.draw.random() < 0.6 else 1
        party, street = self._party(), self.draw.choice(self.style.where.streets or (("", ""),))
        address = f"{self.draw.choice(self.words.roads)}{self.draw.randrange(1, 300)}号"
        kind = heading or (self.draw.choice(self._pools()) if self.around.category else "")
        for at in range(size):
            if at and self.around.category:
                party, street = self._party(), self.draw.choice(self.style.where.streets or (("", ""),))
            draft = self._draft(number + at, party, street, address, kind)
            draft.place = self.around.place
            self._row(draft, follows=at > 0)
        last = len(self.sheet.rows)
        if size > 1:
            for column, spec in enumerate(self.plan.specs, 1):
                if spec.meaning in self.merged:
                    self._merge(last - size + 1, column, last, column)
        return size

    def _party(self) -> str:
        if self.kind == "needs":
            return self.around.party or self.draw.choice(self.words.communities)
        return naming.party(self.draw, self.words)

    def _pools(self) -> list[str]:
        """The kinds of things in this list: those that are counted in the header's unit, if it has one."""
        return [k for k in POOLS[self.kind] if not self.plan.unit or self._counts(k)]

    def _counts(self, kind: str) -> bool:
        return any(self.plan.unit in units for units in getattr(self.words, pool_name(kind)).values())

    def _draft(self, number: int, party: str, street: tuple[str, str], address: str, heading: str) -> Draft:
        kind = heading or self.draw.choice(self._pools())
        pool: dict[str, tuple[str, ...]] = getattr(self.words, pool_name(kind))
        unit = self.plan.unit
        fitting = [i for i in pool if unit in pool[i]] if unit else sorted(pool)
        item = self.draw.choice(fitting)
        shown = self.draw.choice(self.words.projects) if self.kind == "projects" else item
        return Draft(
            number, party, "", street, shown, unit or self.draw.choice(pool[item]), kind, address, pool,
            period=times.period(self.draw),
        )  # fmt: skip

    def _row(self, draft: Draft, *, follows: bool) -> None:
        cells: list[Cell] = []
        fates: list[frozenset[str]] = []
        for spec in self.plan.specs:
            value, fate = self.filler.cell(spec, draft)
            if follows and spec.meaning in self.merged:
                cells.append(None)
                continue
            cells.append(value)
            if value is not None and value != "":
                fates.append(fate)
        number = self._append(cells)
        things = tuple(draft.things)
        self.sheet.truths.append(
            RowTruth(number, "data", draft.party, draft.place, things, tuple(fates), draft.several)
        )

    def _total(self) -> None:
        cells: list[Cell] = [self.draw.choice(self.words.totals)]
        counted = [i for i, s in enumerate(self.plan.specs) if s.meaning in {"quantity", "wide"} and i]
        if self.style.flags[0]:
            counted = []
        if counted and self.draw.random() < 0.75:
            cells += [None] * (self.width - 1)
            for column in counted:
                cells[column] = self.draw.randrange(100, 9000)
        number = self._append(cells)
        self.sheet.truths.append(RowTruth(number, "total", fates=(STRUCTURE,) * self._filled(number)))
