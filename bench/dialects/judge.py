"""How much of a list's truth did the reader see? Rights out of possibles, and each error in words.

Two readings that are both right both count: a property's sub-property; a unit as written or as the vocabulary names it;
近 as just below or about; the place itself or one inside it; a party with the place's name in front of it (the community
of a title); a note as structure or as kept text; a mark for nothing in a masked column as masked or as structure; a wide
column as what it lists or how much. Amounts are asked of all things, seen or not; role, times, capacity, area and budget
of those that were seen. Times are compared only where a list states a date or a slot.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from bench.dialects.seen import Place, Seen, SeenThing
from bench.dialects.truth import PROPERTIES, Amount, Case, RowTruth, SheetCase, Thing
from graph.records import Statement
from ingest.lists.lexicon import Lexicon
from ontology.model import Ontology

MEASURES = (
    "files read", "cells balanced", "kept where every column has a meaning", "header row", "header mapping",
    "columns without a meaning kept", "headless to repair", "forms read", "items", "several in a cell split",
    "invented things", "quantity value", "quantity and unit",
    "unit where the value is right", "precision where the value is right", "capacity, area, budget",
    "times and validity", "role", "party", "place", "totals", "notes", "headings", "repeated headers", "fate of cells",
)  # fmt: skip
LESS_IS_BETTER = {"kept where every column has a meaning", "invented things"}
_NO_THING = {"total": "totals", "note": "notes", "heading": "headings", "repeated": "repeated headers"}


@dataclass(slots=True)
class Score:
    """For each measure: how many were right (or happened), of how many; and what was wrong."""

    right: Counter[str] = field(default_factory=Counter)
    possible: Counter[str] = field(default_factory=Counter)
    errors: dict[str, list[str]] = field(default_factory=dict)

    def add(self, measure: str, holds: bool, error: str = "") -> None:
        """Count one; ``error`` says what was wrong if it does not hold."""
        self.possible[measure] += 1
        self.right[measure] += holds
        if error and holds == (measure in LESS_IS_BETTER):
            self.errors.setdefault(measure, []).append(error)


class Judge:
    """Judges cases one after the other."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.ontology: Ontology = lexicon.ontology
        self.score = Score()

    def judge(self, case: Case, seen: Seen) -> None:
        """Add what one case says."""
        if case.headless:
            self._headless(case, seen)
            return
        self.score.add("files read", not seen.refused, f"{case.seed} {case.file}: {seen.refused[:160]}")
        if not seen.refused:
            self.score.right["cells balanced"] += min(seen.booked, seen.counted)
            self.score.possible["cells balanced"] += max(seen.booked, seen.counted)
        for number, sheet in enumerate(case.sheets):
            if not sheet.form:
                self._header(case, sheet, seen, number)
            self._rows(case, sheet, seen, number)

    def _headless(self, case: Case, seen: Seen) -> None:
        fine = seen.no_header or all(s.headless for s in seen.sheets)
        headers = [s.header for s in seen.sheets]
        self.score.add(
            "headless to repair",
            fine,
            f"{case.seed}: header taken to be in {headers}; {case.sheets[0].rows[0]}",
        )

    def _header(self, case: Case, sheet: SheetCase, seen: Seen, number: int) -> None:
        where = f"{case.seed} {case.format} {'+'.join(case.oddities)}"
        found = seen.sheets[number] if seen.sheets else None
        if case.format != "jsonl":
            row = found.header if found else 0
            self.score.add("header row", row == sheet.headers[-1], f"{where}: {row} for {sheet.headers}")
        by_wording = dict(found.columns.values()) if found else {}
        for column in sheet.columns:
            got = by_wording.get(column.header, "") if case.format == "jsonl" else ""
            if case.format != "jsonl":
                got = found.columns.get(column.index, ("", ""))[1] if found else ""
            said = f"{where}: {column.header!r} ({column.meaning}) as {got or 'nothing'}"
            if column.meaning:
                self.score.add("header mapping", self._is_one_of(got, PROPERTIES[column.meaning]), said)
            else:
                self.score.add("columns without a meaning kept", got == "keptColumn", said)

    def _is_one_of(self, name: str, right: Iterable[str]) -> bool:
        known = self.ontology.properties.get(name)
        return known is not None and bool({name, *known.ancestors} & set(right))

    def _rows(self, case: Case, sheet: SheetCase, seen: Seen, number: int) -> None:
        offset = max(sheet.headers, default=0) if case.format == "jsonl" else 0
        for truth in sheet.truths:
            if offset and truth.number <= offset:
                continue
            row = (number, truth.number - offset)
            if truth.number:
                self._fates(case, truth, seen, row)
            if truth.kind in _NO_THING:
                self._no_thing(case, truth, seen, row)
            elif truth.kind == "data":
                self._data(case, sheet, truth, seen, row)

    def _fates(self, case: Case, truth: RowTruth, seen: Seen, row: Place) -> None:
        if seen.refused:
            self.score.possible["fate of cells"] += len(truth.fates)
            return
        left: Counter[str] = Counter({str(k): v for k, v in seen.fates[row].items()})
        if case.meaningful and truth.kind == "data":
            self.score.right["kept where every column has a meaning"] += left["kept"]
            self.score.possible["kept where every column has a meaning"] += len(truth.fates)
        missing = []
        for allowed in sorted(truth.fates, key=len):
            fate = next(
                (f for f in ("interpreted", "structure", "kept", "repair") if f in allowed and left[f]), ""
            )
            self.score.possible["fate of cells"] += 1
            self.score.right["fate of cells"] += bool(fate)
            left[fate] -= bool(fate)
            missing += [] if fate else ["/".join(sorted(allowed))]
        if missing:
            wrong = ", ".join(f for f, n in left.items() if n > 0)
            self.score.errors.setdefault("fate of cells", []).append(
                f"{case.seed} row {row[1]} {truth.kind}: {missing} became {wrong}"
            )

    def _no_thing(self, case: Case, truth: RowTruth, seen: Seen, row: Place) -> None:
        things, parties = seen.things[row], seen.parties[row]
        said = f"{case.seed} row {row[1]}: {[t.item for t in things]} {parties}"
        self.score.add(_NO_THING[truth.kind], not seen.refused and not things and not parties, said)

    def _data(self, case: Case, sheet: SheetCase, truth: RowTruth, seen: Seen, row: Place) -> None:
        found = seen.things[row]
        parties, places = seen.parties[row], seen.places[row]
        if sheet.form and not truth.number:
            inside = [r for r in seen.things if r[0] == row[0]]
            found = [t for r in inside for t in seen.things[r]]
            items = {_plain(t.item) for t in found}
            whole = items == {_plain(t.item) for t in truth.things}
            self.score.add(
                "forms read", whole, f"{case.seed}: {sorted(items)} for {[t.item for t in truth.things]}"
            )
        elif sheet.form:
            return
        where = f"{case.seed} {case.format} {'+'.join(case.oddities)} row {row[1]}"
        self._split(where, truth, found)
        pairs = _paired(truth.things, found)
        for thing, one in pairs:
            self._thing(where, thing, one)
        self._party(where, truth, [t.party for t in found if t.party] or parties)
        if truth.place:
            codes = [s.value for t in found for s in t.of("inPlace")] + places
            holds = any(c.startswith(truth.place) for c in codes)
            self.score.add("place", holds, f"{where}: {codes} for {truth.place}")

    def _split(self, where: str, truth: RowTruth, found: list[SeenThing]) -> None:
        wanted, got = Counter(_plain(t.item) for t in truth.things), Counter(_plain(t.item) for t in found)
        said = f"{where}: {list(got)} for {list(wanted)}"
        for item, times in wanted.items():
            for at in range(times):
                self.score.add("items", got[item] > at, said)
        for item, times in got.items():
            for at in range(times):
                self.score.add(
                    "invented things", wanted[item] <= at, f"{where}: {item} beside {list(wanted)}"
                )
        if truth.several:
            self.score.add("several in a cell split", wanted == got, said)

    def _thing(self, where: str, thing: Thing, one: SeenThing | None) -> None:
        where = f"{where} {thing.item}"
        if thing.amount:
            self._amount(where, thing.amount, self._all(one, "quantity"))
        if one is None:
            return
        self.score.add("role", one.role == thing.role, f"{where}: {one.role} for {thing.role}")
        for said, name in ((thing.capacity, "capacity"), (thing.area, "floorArea"), (thing.budget, "budget")):
            if said:
                got = self._all(one, name)
                holds = any(_same(s.value, said.value) for s in got)
                self.score.add(
                    "capacity, area, budget",
                    holds,
                    f"{where}: {name} {_said(got)} for {said.value}{said.unit}",
                )
        if thing.slot:
            got = self._all(one, "slot")
            holds = any(_plain(thing.slot) in {_plain(s.value), _plain(s.original)} for s in got)
            self.score.add("times and validity", holds, f"{where}: slot {_said(got)} for {thing.slot}")
        for day, name in ((thing.valid_from, "validFrom"), (thing.valid_until, "validUntil")):
            if day:
                got = self._all(one, name)
                self.score.add(
                    "times and validity",
                    any(s.value == day for s in got),
                    f"{where}: {name} {_said(got)} for {day}",
                )

    def _all(self, one: SeenThing | None, name: str) -> list[Statement]:
        return [s for s in one.statements if self._is_one_of(s.property, (name,))] if one else []

    def _amount(self, where: str, said: Amount, got: list[Statement]) -> None:
        high = f"-{said.high}" if said.high else ""
        text = f"{where}: {_said(got)} for {said.value}{high} {said.unit} {said.precision}"
        best = _best(said, got)
        unit = best is not None and (
            not said.unit or said.value is None or self._same_unit(best.unit, said.unit)
        )
        self.score.add("quantity value", best is not None, text)
        self.score.add("quantity and unit", unit, text)
        if best is None:
            return
        if said.unit and said.value is not None:
            self.score.add("unit where the value is right", unit, text)
        right = {"range": {"at-least", "at-most"}}.get(said.precision, {said.precision, *said.lenient})
        self.score.add("precision where the value is right", best.precision in right, text)

    def _same_unit(self, got: str, unit: str) -> bool:
        return got in {unit, self.lexicon.unit(unit) or unit}

    def _party(self, where: str, truth: RowTruth, found: list[str]) -> None:
        if not truth.party:
            return
        holds = bool(found) and all(_plain(name).endswith(_plain(truth.party)) for name in found)
        self.score.add("party", holds, f"{where}: {found} for {truth.party}")


def _paired(things: Iterable[Thing], found: list[SeenThing]) -> list[tuple[Thing, SeenThing | None]]:
    """Each true thing with a seen one of the same item, of the same role if there is one; each seen one once."""
    left, wanted = list(found), list(things)
    pairs: dict[int, SeenThing] = {}
    for same_role in (True, False):
        for at, thing in enumerate(wanted):
            one = next(
                (
                    o
                    for o in left
                    if _plain(o.item) == _plain(thing.item) and (o.role == thing.role or not same_role)
                ),
                None,
            )
            if at not in pairs and one:
                pairs[at] = one
                left = [o for o in left if o is not one]
    return [(thing, pairs.get(at)) for at, thing in enumerate(wanted)]


def _best(said: Amount, got: list[Statement]) -> Statement | None:
    """The statement that has the value: one for a number or 若干, two for a range; more than that is wrong."""
    if said.precision == "range":
        ends = [(s.precision, s.value) for s in got]
        low = any(p == "at-least" and _same(v, said.value) for p, v in ends)
        high = any(p == "at-most" and _same(v, said.high) for p, v in ends)
        return got[0] if low and high and len(got) == 2 else None
    if len(got) != 1:
        return None
    holds = got[0].precision == "some" if said.value is None else _same(got[0].value, said.value)
    return got[0] if holds else None


def _plain(text: str) -> str:
    return "".join(text.split())


def _same(text: str, value: Decimal | None) -> bool:
    try:
        return value is not None and Decimal(text) == value
    except InvalidOperation:
        return False


def _said(got: list[Statement]) -> str:
    return "; ".join(f"{s.value} {s.unit} {s.precision}" for s in got) or "nothing"
