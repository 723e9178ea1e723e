"""What does each column of a sheet mean? Header wordings first, values as second opinion, with a reason.

A profile is a pure function of the file and the ontology: it sees the header, the role of the list and an
order-independent sample of each column's values.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.lists.column import Column, Handler, Profile, Role, Target
from ingest.lists.kinds import kind_of
from ingest.lists.lexicon import Lexicon
from ingest.lists.role import RoleFound, role_in
from ingest.lists.stats import ColumnStats
from ingest.lists.wide import thing_of, wide_columns
from ingest.lists.wording import CONFIDENCE, Candidate, split_header
from ontology.language.periods import read_periods
from ontology.terms import Classes, Properties

ORGANISATIONS_IN_CONTACT = 0.6
_MOSTLY = 0.6
_CLEARLY = 0.8
_HARDLY = 0.5
_THINGS = frozenset({"item", "wide"})
_FLAG_SHARE, _FLAG_VALUES = 0.8, 10
_WIDE = ("列名即物品，单元格是数量", "the header is the thing, the cells say how much")
_SCALES = {"百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_NUMBER = re.compile(r"[+-]?\d+(?:,\d{3})*(?:\.\d+)?")
_PATH = re.compile(r"^(?P<group>.*\[\])\.(?P<label>[^\[\]]+)(?:\[\])*$")
_OF_PERSONS = re.compile(r"人$|员$|者$|姓名|名字|[Pp]erson|[Nn]ame$")
_BOTH = (Properties.PLACE, Properties.ADDRESS)


@dataclass(frozen=True, slots=True)
class Wordings:
    """A column's header, split: ``label`` is the part to understand, ``group`` the nested list of a JSON path."""

    whole: str
    label: str
    group: str


def split_path(wording: str, *, json: bool) -> Wordings:
    """A column name as group and label.

    >>> split_path("needs[].item", json=True)
    Wordings(whole='needs[].item', label='item', group='needs[]')
    """
    found = _PATH.match(wording) if json else None
    if found:
        return Wordings(wording, found["label"].rsplit(".", 1)[-1], found["group"])
    label = wording.removesuffix("[]").rsplit(".", 1)[-1] if json else wording
    return Wordings(wording, label or wording, "")


class Profiler:
    """Decides the columns of one sheet."""

    def __init__(
        self, wordings: Sequence[Wordings], stats: Sequence[ColumnStats], role: RoleFound, lexicon: Lexicon
    ) -> None:
        self.wordings = wordings
        self.stats = stats
        self.role = role.role
        self.listed = role.listed
        self.lexicon = lexicon
        self.ontology = lexicon.ontology
        self.kind = kind_of(role.role, role.listed, self.ontology) if role.role else None
        self._two_sided = self._item_sides() == {"offer", "need"}

    def profile(self) -> Profile:
        """All columns, the row's party and the items among them."""
        columns = [self._column(i) for i in range(len(self.wordings))]
        columns = columns if self.listed else self._wide(columns)
        columns = self._items(columns)
        columns, party = self._party(columns)
        columns = self._one_each(columns)
        columns = [self._with_flag(c, columns) for c in columns]
        return Profile(tuple(columns), party, tuple(c.index for c in columns if c.handler in _THINGS))

    def _item_sides(self) -> set[str]:
        """The sides that the headers of item columns state."""
        found = ((w, next(iter(self.lexicon.wordings.candidates(w.label)), None)) for w in self.wordings)
        sides: set[str] = {
            role_in(w.label, self.lexicon)[0]
            for w, best in found
            if best and best.property == Properties.ITEM
        }
        return sides - {""}

    def _column(self, index: int) -> Column:
        wording, stats = self.wordings[index], self.stats[index]
        if self._names_listed(wording):
            return self._made(index, Candidate(Properties.ITEM, "exact", wording.label))
        candidates = [
            c for c in self.lexicon.wordings.candidates(wording.label) if self._fits(c.property, wording)
        ]
        chosen = self._by_values(candidates, stats) if stats.filled else next(iter(candidates), None)
        if (chosen is None or chosen.confidence < CONFIDENCE["part"]) and self._names_persons(wording, stats):
            return self._made(index, Candidate(Properties.CONTACT, "within", ""), by_values=True)
        if self._inside_contact(wording.whole):
            return self._made(index, Candidate(Properties.CONTACT, "part", wording.label))
        if chosen is None:
            return self._unknown(index)
        column = self._made(index, chosen)
        if self.ontology.properties[chosen.property].restricted or column.handler != "party":
            return column
        return replace(column, suspect=any(self._restricted(c) for c in candidates))

    def _names_listed(self, wording: Wordings) -> bool:
        """Whether a column holds the names of the things, in a list of neither offers nor needs (项目名称, or only 名称)."""
        if not self.listed or wording.group:
            return False
        wordings = self.lexicon.wordings
        named = wordings.listed_in_header(wording.label)
        bare = any(
            c.property == Properties.NAME and c.how == "exact" and not c.party_class
            for c in wordings.candidates(wording.label)
        )
        is_a = self.ontology.is_a
        return bare or bool(named and (is_a(named, self.listed) or is_a(self.listed, named)))

    def _by_values(self, candidates: list[Candidate], stats: ColumnStats) -> Candidate | None:
        """The best candidate that the values do not speak against."""
        if any(self._restricted(c) for c in candidates[:1]):
            party = next((c for c in candidates if self._handler(c.property) == "party"), None)
            organisations = stats.share(lambda v: bool(self.lexicon.kind_of(v)))
            if organisations >= ORGANISATIONS_IN_CONTACT:
                return party or Candidate(Properties.PARTY, "within", candidates[0].matched)
            return candidates[0]
        units = stats.share(lambda v: bool(self.lexicon.unit(v)))
        for candidate in candidates:
            handler = self._handler(candidate.property)
            if (handler == "unit" and units < _MOSTLY) or (handler == "party" and units >= _CLEARLY):
                continue
            if handler == "number" and not self._is_running(stats):
                continue
            if handler == "item" and stats.share(lambda v: bool(_NUMBER.fullmatch(v))) >= _CLEARLY:
                continue
            if handler == "quantity" and self._numeric(stats) < 1 - _CLEARLY:
                continue
            if candidate.how in {"ending", "class", "inner", "within"} and not self._plausible(
                handler, stats
            ):
                continue
            return candidate
        return None

    def _numeric(self, stats: ColumnStats) -> float:
        return stats.share(lambda v: any(c.isnumeric() for c in v) or bool(self.lexicon.quantities(v)))

    def _plausible(self, handler: Handler, stats: ColumnStats) -> bool:
        """Whether the values of a column whose header is only partly known could be of that kind."""
        if handler == "quantity":
            return self._numeric(stats) >= _MOSTLY
        if handler == "date":
            return stats.share(lambda v: bool(self.lexicon.dates(v) or read_periods(v))) >= _MOSTLY
        if handler == "place":
            return stats.share(self.lexicon.places.is_place) >= _MOSTLY
        if handler == "boolean":
            return len(stats.sample) <= 4
        if handler == "item" and len(stats.sample) < 3 and stats.filled > 2 * len(stats.sample):
            return False
        if handler in {"party", "item"}:
            return stats.share(lambda v: bool(_NUMBER.fullmatch(v)) or bool(self.lexicon.dates(v))) < _MOSTLY
        return True

    def _is_running(self, stats: ColumnStats) -> bool:
        """A running number: whole numbers, hardly one twice (a sampled column has too many values to be told)."""
        return (
            stats.share(
                lambda v: bool(re.fullmatch(r"\d{1,7}|[一二三四五六七八九十百]{1,5}", v.rstrip(".、")))
            )
            >= _CLEARLY
        )

    def _unknown(self, index: int) -> Column:
        """A column whose header says nothing: phones are recognised to be masked, organisations as parties."""
        stats, wording = self.stats[index], self.wordings[index]
        kept = self._made(index, Candidate(Properties.KEPT, "exact", ""))
        if not stats.filled:
            return kept
        if stats.share(self._is_phone) >= _MOSTLY:
            return self._made(index, Candidate(Properties.CONTACT, "within", ""), by_values=True)
        if not wording.group and stats.share(lambda v: bool(self.lexicon.kind_of(v))) >= _CLEARLY:
            return self._made(index, Candidate(Properties.PARTY, "within", ""), by_values=True)
        return kept

    def _inside_contact(self, path: str) -> bool:
        """Whether an outer part of a JSON path says contact (contacts[].name): all inside it is masked."""
        outer = re.split(r"(?:\[\])*\.", path)[:-1] if "." in path else []
        candidates = (c for part in outer for c in self.lexicon.wordings.candidates(part)[:1])
        return any(self._restricted(c) and c.confidence >= CONFIDENCE["part"] for c in candidates)

    def _names_persons(self, wording: Wordings, stats: ColumnStats) -> bool:
        """A column of people's names under a header that is not sure: they are masked."""
        persons = stats.share(lambda v: self.lexicon.is_person(v) and not self.lexicon.kinds(v))
        return persons >= (_MOSTLY if _OF_PERSONS.search(wording.label) else _CLEARLY)

    def _is_phone(self, value: str) -> bool:
        return 2 * sum(end - start for start, end in self.lexicon.mask(value).spans) > len(value)

    def _wide(self, columns: list[Column]) -> list[Column]:
        """Columns whose headers are things and whose cells say how much."""
        found = wide_columns(columns, self.stats, self.role, self.lexicon)
        columns = [self._as_thing(c) if c.index in found else c for c in columns]
        return [self._not_of_row(c) if found and c.handler == "quantity" else c for c in columns]

    def _not_of_row(self, column: Column) -> Column:
        """Beside things in columns, an amount of one more thing (口罩库存) is no amount of the others."""
        named = thing_of(column.label, self.lexicon)
        return self._made(column.index, Candidate(Properties.KEPT, "exact", "")) if named else column

    def _as_thing(self, column: Column) -> Column:
        thing = thing_of(column.label, self.lexicon)
        made = self._made(column.index, Candidate(Properties.ITEM, "class", thing))
        unit, scale = self._header_unit(column.label)
        return replace(made, handler="wide", unit=unit, scale=scale, zh=_WIDE[0], en=_WIDE[1])

    def _items(self, columns: list[Column]) -> list[Column]:
        """In a nested list whose name says offer or need (or that has amounts), a name is the item; elsewhere a
        nested name is only kept. Of several item columns of one side, one is the item."""
        for group in sorted({c.group for c in columns if c.group}):
            inside = [c for c in columns if c.group == group]
            if any(c.handler == "item" and c.confidence >= CONFIDENCE["part"] for c in inside):
                continue
            speaks = role_in(group, self.lexicon)[0] or any(self._is_amount(c) for c in inside)
            columns = [self._nested(c, bool(speaks)) if c.group == group else c for c in columns]
        for main in [c for c in columns if c.handler == "item"]:
            columns = [self._beside(c, main, columns) for c in columns]
        return columns

    def _is_amount(self, column: Column) -> bool:
        is_a = self.ontology.property_is_a
        return any(is_a(column.property, p) for p in (Properties.QUANTITY, Properties.CAPACITY))

    def _beside(self, column: Column, main: Column, columns: list[Column]) -> Column:
        """A second item column that tells of the same things (资源名称, 服务内容): what it says is a remark. One of
        another kind (可提供场地, 可提供服务) has things of its own."""
        same = column.handler == "item" and column.group == main.group and column.role == main.role
        if (
            column.handler == "item"
            and column.confidence <= _HARDLY < main.confidence
            and not column.group
            and not main.group
        ):
            return self._made(column.index, Candidate(Properties.KEPT, "exact", ""))
        if (
            not same
            or column.group
            or columns[main.index].handler != "item"
            or self._item_rank(column) <= self._item_rank(main)
        ):
            return column
        kinds = [{h.concept for h in self.lexicon.kinds(c.label)} for c in (column, main)]
        described = self._item_rank(main)[1] is False
        if kinds[0] and kinds[1] and not kinds[0] & kinds[1] and not described:
            return column
        return self._made(column.index, Candidate(Properties.REMARK, "within", column.label))

    def _item_rank(self, column: Column) -> tuple[bool, bool, int]:
        """The surest item column first, one that says "name" before others, then the leftmost."""
        names = self.ontology.properties[Properties.NAME].wordings
        return (
            column.confidence < CONFIDENCE["part"],
            not any(column.label.endswith(n) for n in names),
            column.index,
        )

    def _nested(self, column: Column, speaks: bool) -> Column:
        if column.handler == "party" and speaks:
            return self._made(column.index, Candidate(Properties.ITEM, "within", column.label))
        if speaks and column.property == Properties.KEPT and self.lexicon.kinds(column.label):
            return self._made(column.index, Candidate(Properties.ITEM, "within", column.label))
        if not speaks and column.handler != "restricted":
            return self._made(column.index, Candidate(Properties.KEPT, "exact", ""))
        return column

    def _party(self, columns: list[Column]) -> tuple[list[Column], int]:
        """The row's party: the column of the list's side, else the surest, else the leftmost."""
        side = self.kind.link if self.kind else Properties.PARTY
        columns = [self._or_item(c, columns) for c in columns]
        mine = [c for c in columns if self._may_be_party(c)]
        if not mine:
            columns = [self._or_party(c) for c in columns]
            mine = [c for c in columns if self._may_be_party(c)]
        if not mine:
            return columns, -1
        best = min(
            mine, key=lambda c: (not self.ontology.property_is_a(c.property, side), -c.confidence, c.index)
        )
        rest = [
            self._made(c.index, Candidate(Properties.KEPT, "exact", ""))
            if c in mine and c != best and not self._is_other_side(c, best, columns)
            else c
            for c in columns
        ]
        return rest, best.index

    def _or_party(self, column: Column) -> Column:
        """Where no column names the party: things that are organisations (场馆：体育中心) are it."""
        units = self.stats[column.index].share(lambda v: bool(self.lexicon.kind_of(v)))
        if (
            column.handler != "item"
            or column.group
            or column.confidence >= CONFIDENCE["part"]
            or units < _CLEARLY
        ):
            return column
        return self._made(column.index, Candidate(Properties.PARTY, "within", column.label), by_values=True)

    def _is_other_side(self, column: Column, party: Column, columns: list[Column]) -> bool:
        """Whether a column names who is on the other side of a row that both offers and needs (供方, 需方)."""
        is_a = self.ontology.property_is_a
        sides = {Properties.PROVIDER: "offer", Properties.NEEDER: "need"}
        side = next((s for p, s in sides.items() if is_a(column.property, p)), "")
        own = next((s for p, s in sides.items() if is_a(party.property, p)), "")
        things = any(c.handler in _THINGS and c.role == side for c in columns)
        return bool(side) and side != own and things

    def _or_item(self, column: Column, columns: list[Column]) -> Column:
        """A bare "name" in a list that has no item column is the item, if another column names the party or its
        values are kinds of things."""
        if column.property != Properties.NAME or column.group or any(c.handler in _THINGS for c in columns):
            return column
        others = any(self._may_be_party(c) and c.property != Properties.NAME for c in columns)
        stats = self.stats[column.index]
        things = stats.share(lambda v: bool(self.lexicon.kinds(v)))
        units = stats.share(lambda v: bool(self.lexicon.kind_of(v)))
        sides = (Properties.PROVIDER, Properties.NEEDER)
        if not column.party_class and any(self._may_be_party(c) and c.property in sides for c in columns):
            return self._made(column.index, Candidate(Properties.ITEM, "exact", column.label))
        if column.party_class or not ((others and units < _MOSTLY) or things >= _MOSTLY > 2 * units):
            return column
        return self._made(column.index, Candidate(Properties.ITEM, "exact", column.label))

    def _may_be_party(self, column: Column) -> bool:
        own = {Properties.NAME, Properties.PARTY, Properties.PROVIDER, Properties.NEEDER}
        own |= {self.kind.link} if self.kind else set()
        return not column.group and column.handler == "party" and column.property in own

    def _one_each(self, columns: list[Column]) -> list[Column]:
        """Two columns cannot both be the one value of a single-valued property: the surer one is."""
        taken: dict[tuple[str, str], Column] = {}
        for column in sorted(columns, key=lambda c: (-c.confidence, c.index)):
            single = self.ontology.properties[column.property].single or column.handler == "unit"
            if single and taken.setdefault((column.group, column.property), column) is not column:
                columns[column.index] = self._made(column.index, Candidate(Properties.KEPT, "exact", ""))
        return columns

    def _with_flag(self, column: Column, columns: list[Column]) -> Column:
        """Mark an amount column that is almost all 0 or 1 without a unit: a flag, not amounts."""
        stats = self.stats[column.index]
        if column.handler not in {"quantity", "wide"} or column.unit or stats.filled < _FLAG_VALUES:
            return column
        if any(c.handler == "unit" and c.group == column.group for c in columns):
            return column
        flag = next((v for v in ("0", "1") if stats.count(v) >= _FLAG_SHARE * stats.filled), "")
        return replace(column, flag=flag)

    def _made(self, index: int, chosen: Candidate, *, by_values: bool = False) -> Column:
        wording = self.wordings[index]
        handler = self._handler(chosen.property)
        named = self.kind.naming if self.listed and self.kind and handler == "item" else chosen.property
        unit, scale = self._header_unit(wording.label) if handler == "quantity" else ("", 1)
        item_role: Role = role_in(wording.label, self.lexicon)[0] if handler == "item" else ""
        if handler == "item" and not item_role and wording.group:
            item_role = role_in(wording.group, self.lexicon)[0]
        known = chosen.property != Properties.KEPT
        zh, en = self._reason(chosen, by_values)
        return Column(
            index,
            self.lexicon.mask(wording.whole).text or f"列{index + 1}",
            self.lexicon.mask(wording.label).text,
            wording.group,
            named,
            handler,
            self._target(named, handler),
            chosen.party_class,
            item_role,
            unit,
            scale=scale,
            confidence=round((0.5 if by_values else chosen.confidence) if known else 0.0, 3),
            zh=zh,
            en=en,
        )

    def _header_unit(self, label: str) -> tuple[str, int]:
        """The unit in a header's bracket, and by how much its numbers count: 万元 is 10,000 of 元."""
        inner = split_header(label).inner.strip().removeprefix("单位").strip(" :：")
        scale = _SCALES.get(inner[:1], 1)
        unit = self.lexicon.unit(inner)
        return (unit, 1) if unit or scale == 1 else (self.lexicon.unit(inner[1:]), scale)

    def _reason(self, chosen: Candidate, by_values: bool) -> tuple[str, str]:
        if chosen.property == Properties.KEPT:
            return "列名不在词表中，原样保留", "unknown header, kept as written"
        if by_values:
            return "列名不在词表中，按内容判断", "unknown header, judged by its values"
        label = self.ontology.properties[chosen.property]
        return f"列名含“{chosen.matched}”，即{label.zh}", f"the header says “{chosen.matched}”: {label.en}"

    def _restricted(self, candidate: Candidate) -> bool:
        return self.ontology.properties[candidate.property].restricted

    def _handler(self, name: str) -> Handler:
        """How the cells of a property are read."""
        found = self.ontology.properties[name]
        is_a = self.ontology.property_is_a
        if name in {Properties.KEPT, Properties.UNIT, Properties.ROW_NUMBER}:
            return {Properties.KEPT: "kept", Properties.UNIT: "unit", Properties.ROW_NUMBER: "number"}[name]  # type: ignore[return-value]
        if found.restricted:
            return "restricted"
        if is_a(name, Properties.ITEM):
            return "item"
        if name == Properties.NAME:
            return "party"
        by_range: dict[str, Handler] = {
            "decimal": "quantity",
            "integer": "quantity",
            "date": "date",
            "boolean": "boolean",
            "concept": "concept",
            "place": "place",
            Classes.CONCEPT: "concept",
            Classes.PLACE: "place",
        }
        if found.range in by_range:
            return by_range[found.range]
        named = self.ontology.classes.get(found.range)
        return (
            "party"
            if named and self.ontology.is_a(found.range, Classes.PARTY)
            else "kept"
            if named
            else "text"
        )

    def _fits(self, name: str, wording: Wordings) -> bool:
        """Whether the property can be said of an organisation or of what this list is about."""
        if wording.group and self._handler(name) == "party" and name != Properties.NAME:
            return False
        return self.applies(name, Classes.ORGANIZATION) or any(self.applies(name, c) for c in self._things())

    def applies(self, name: str, cls: str) -> bool:
        """Whether a property may be stated of an instance of a class, or of a class below it: the row decides."""
        domain = [d for d in self.ontology.properties[name].domain if d in self.ontology.classes]
        is_a = self.ontology.is_a
        return not domain or any(is_a(cls, d) or is_a(d, cls) for d in domain)

    def _things(self) -> tuple[str, ...]:
        if self.kind and self.listed:
            return (self.kind.cls,)
        both = (Classes.RESOURCE, Classes.DEMAND)
        if self._two_sided:
            return both
        return {"offer": both[:1], "need": both[1:]}.get(self.role, both)

    def _target(self, name: str, handler: Handler) -> Target:
        party, thing = (
            self.applies(name, Classes.ORGANIZATION),
            any(self.applies(name, c) for c in self._things()),
        )
        located = set(self.ontology.properties[name].domain) & {Classes.PLACE}
        if (
            party
            and thing
            and (located or handler == "place" or any(self.ontology.property_is_a(name, p) for p in _BOTH))
        ):
            return "both"
        if handler == "restricted" or not thing:
            return "party"
        return "thing"
