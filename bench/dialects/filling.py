"""What stands in the cells of a row, and what do they say? One way of writing for each meaning of a column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random

from bench.dialects import naming, times
from bench.dialects.amounts import amount, chinese
from bench.dialects.truth import INTERPRETED, KEPT, STRUCTURE, Amount, Cell, Thing
from bench.dialects.vocabulary import Vocabulary

Filled = tuple[Cell, frozenset[str]]

OPTIONAL = {"slot", "audience", "remark", "standard", "address", "phone", "person", "quantity", "theme"}
_EITHER = frozenset({"interpreted", "structure"})
_LOCAL = frozenset({"interpreted", "kept", "repair"})


@dataclass(frozen=True, slots=True)
class Spec:
    """A column to be filled: its meaning, header as written and as said, the heading over it, the unit in its header;
    ``item``: the thing in the header of a wide column; ``values``: of a column without a meaning."""

    meaning: str
    header: str
    label: str
    group: str = ""
    unit: str = ""
    item: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Style:
    """How one list is written throughout. ``mode``: where units stand (``column``, ``header``, ``cell``, ``inline``);
    ``joint`` and ``form``: several things in a cell; ``flags``: yes and no of a wide list of flags, if it is one."""

    role: str
    mode: str
    hard: float
    date_form: str
    typed_dates: bool
    span: str
    joint: str
    form: str
    numbered: bool
    where: naming.Whereabouts
    flags: tuple[str, str] = ("", "")


@dataclass(slots=True)
class Draft:
    """A row in the making: its party and place, the item of its thing with the unit that it is counted in."""

    number: int
    party: str
    place: str
    street: tuple[str, str]
    item: str
    unit: str
    kind: str
    address: str
    pool: dict[str, tuple[str, ...]]
    things: list[Thing] = field(default_factory=list)
    several: bool = False
    period: tuple[date, date] = (date(2024, 1, 1), date(2024, 12, 31))


class Filler:
    """Fills rows in one style."""

    def __init__(self, draw: Random, words: Vocabulary, style: Style) -> None:
        self.draw = draw
        self.words = words
        self.style = style
        self._ways: dict[str, Callable[[Spec, Draft], Filled]] = {
            "number": lambda _, d: (d.number, STRUCTURE),
            "party": self._party,
            "provider": self._party,
            "needer": self._party,
            "item": self._one,
            "ware": self._one,
            "space": self._one,
            "people": self._one,
            "project": self._one,
            "offered": self._side,
            "asked": self._side,
            "wide": self._wide,
            "kind": lambda _, d: (self._any(self.words.kind_names[d.kind]), INTERPRETED | KEPT),
            "quantity": self._quantity,
            "unit": lambda _, d: (d.unit, _EITHER),
            "capacity": lambda s, d: self._measure(s, d, "capacity", ("人",)),
            "area": lambda s, d: self._measure(s, d, "area", ("平方米", "㎡")),
            "budget": lambda s, d: self._measure(s, d, "budget", ("元",)),
            "slot": self._slot,
            "address": lambda _, d: (d.address, INTERPRETED),
            "place": self._place,
            "community": self._community,
            "blank": lambda *_: (None, STRUCTURE),
            "audience": lambda *_: (self._any(self.words.audiences), INTERPRETED),
            "from": lambda _, d: self._date(d, 0),
            "until": lambda _, d: self._date(d, 1),
            "validity": self._validity,
            "person": lambda *_: (naming.person(self.draw, self.words), INTERPRETED),
            "phone": lambda *_: (naming.phone(self.draw), INTERPRETED),
            "remark": lambda *_: (self._any(self.words.remarks), INTERPRETED),
            "cost": self._cost,
            "stated": lambda *_: (times.written(date(2024, 3, 5), self.style.date_form), INTERPRETED),
            "standard": lambda *_: (self._any(self.words.standards), INTERPRETED),
            "theme": lambda *_: (self._any(self.words.themes), INTERPRETED | KEPT),
            "": lambda s, _: (self._any(s.values), KEPT),
        }

    def cell(self, spec: Spec, draft: Draft) -> Filled:
        """What stands under a column, and what may become of it."""
        if spec.meaning in OPTIONAL:
            chance = self.draw.random()
            if chance < 0.04:
                return None, STRUCTURE
            if chance < 0.11:
                masked = spec.meaning in {"person", "phone"}
                return self._any(self.words.placeholders), _EITHER if masked else STRUCTURE
        return self._ways[spec.meaning](spec, draft)

    def _any(self, some: tuple[str, ...]) -> str:
        return self.draw.choice(some)

    def _party(self, _: Spec, draft: Draft) -> Filled:
        return draft.party, INTERPRETED

    def _thing(self, draft: Draft, item: str, role: str = "") -> Thing:
        thing = Thing(item, role or self.style.role)
        draft.things.append(thing)
        return thing

    def _one(self, _: Spec, draft: Draft) -> Filled:
        if self.style.mode == "inline":
            return self._inline(draft, self.style.role)
        self._thing(draft, draft.item)
        return draft.item, INTERPRETED

    def _side(self, spec: Spec, draft: Draft) -> Filled:
        role = "offer" if spec.meaning == "offered" else "need"
        if self.style.mode == "inline":
            return self._inline(draft, role)
        self._thing(draft, draft.item, role)
        return draft.item, INTERPRETED

    def _inline(self, draft: Draft, role: str) -> Filled:
        names = self.draw.sample(sorted(draft.pool), min(len(draft.pool), self.draw.choice((1, 2, 2, 3))))
        parts = []
        for at, name in enumerate(names, 1):
            number, unit = self.draw.randrange(2, 60), self.draw.choice(draft.pool[name])
            shown = chinese(number) if self.draw.random() < 0.15 and "{u}" in self.style.form else str(number)
            form = self.style.form
            unit_said = unit if "{u}" in form else ""
            text = form.format(i=name, n=shown, u=unit)
            parts.append(f"{at}.{text}" if self.style.numbered and len(names) > 1 else text)
            self._thing(draft, name, role).amount = Amount(Decimal(number), unit_said)
        draft.several |= len(names) > 1
        return self.style.joint.join(parts), INTERPRETED

    def _quantity(self, _: Spec, draft: Draft) -> Filled:
        text, said = amount(
            self.draw, self.words, draft.unit, written=self.style.mode == "cell", hard=self.style.hard
        )
        for thing in draft.things:
            thing.amount = said
        return text, INTERPRETED

    def _wide(self, spec: Spec, draft: Draft) -> Filled:
        yes, no = self.style.flags
        if self.draw.random() < (0.4 if yes else 0.2):
            return _flag(no), STRUCTURE
        thing = self._thing(draft, spec.item)
        if yes:
            return _flag(yes), INTERPRETED
        unit = spec.unit or self.draw.choice(draft.pool[spec.item])
        text, thing.amount = amount(self.draw, self.words, unit, written=not spec.unit, hard=self.style.hard)
        return text, INTERPRETED

    def _measure(self, spec: Spec, draft: Draft, name: str, units: tuple[str, ...]) -> Filled:
        number = self.draw.randrange(2, 60) * 10 * (100 if name == "budget" else 1)
        unit = spec.unit or self.draw.choice(units)
        if unit == "万元":
            said = Amount(Decimal(number * 1000), "元")
            text: str | int = f"{number / 10:g}"
        else:
            said = Amount(Decimal(number), unit)
            text = (
                number
                if spec.unit or (self.draw.random() < 0.3 and name == "capacity")
                else f"{number}{unit}"
            )
        for thing in draft.things:
            setattr(thing, name, said)
        return text, INTERPRETED

    def _slot(self, _: Spec, draft: Draft) -> Filled:
        text = self._any(self.words.slots)
        for thing in draft.things:
            thing.slot = text
        return text, INTERPRETED

    def _community(self, _: Spec, draft: Draft) -> Filled:
        """The community of a row: its party, if that is one."""
        own = draft.party in self.words.communities
        return draft.party if own else self._any(self.words.communities), _LOCAL

    def _place(self, spec: Spec, draft: Draft) -> Filled:
        if "街道" in spec.label and draft.street[0]:
            draft.place = draft.street[1]
            return f"{self.style.where.written}{draft.street[0]}", INTERPRETED
        draft.place = self.style.where.code
        return self.style.where.written, INTERPRETED

    def _date(self, draft: Draft, end: int) -> Filled:
        day = draft.period[end]
        for thing in draft.things:
            setattr(thing, "valid_until" if end else "valid_from", day.isoformat())
        if self.style.typed_dates:
            return day, INTERPRETED
        return times.written(day, self.style.date_form), INTERPRETED

    def _validity(self, _: Spec, draft: Draft) -> Filled:
        start, end = draft.period
        for thing in draft.things:
            thing.valid_from, thing.valid_until = start.isoformat(), end.isoformat()
        form = self.style.date_form
        return f"{times.written(start, form)}{self.style.span}{times.written(end, form)}", INTERPRETED

    def _cost(self, spec: Spec, _: Draft) -> Filled:
        if spec.label.startswith("是否"):
            return self.draw.choice(("是", "否")), INTERPRETED
        return self._any(self.words.costs), INTERPRETED


def _flag(mark: str) -> Cell:
    """A mark as a spreadsheet holds it: 1 and 0 are numbers there."""
    return int(mark) if mark.isdecimal() else mark or None
