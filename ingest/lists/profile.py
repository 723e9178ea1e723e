"""What does each column of a sheet mean? Header wordings first, values as second opinion, with a reason.

A profile is a pure function of the file and the ontology: it sees the header, the role of the list and an
order-independent sample of each column's values. Each column is read by itself here (``values.py`` hears the values,
``made.py`` makes the column); ``leading.py`` then says which one is the row's party and which its items.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.desk.profiles import ConfirmedProfile
from ingest.lists.byvalues import are_counted_things, are_words, as_things, could_be_things, told_by_values
from ingest.lists.column import Column, Profile, Role
from ingest.lists.confirmed import ConfirmedColumns
from ingest.lists.items import leaning_of
from ingest.lists.leading import THINGS, Leading
from ingest.lists.lexicon import Lexicon
from ingest.lists.made import ColumnMaker
from ingest.lists.naming import named, own_candidates
from ingest.lists.paths import Wordings, outer_parts
from ingest.lists.role import RoleFound
from ingest.lists.secondlook import SecondLook
from ingest.lists.signs import hinted
from ingest.lists.stats import ColumnStats
from ingest.lists.titleunits import TitledMoney
from ingest.lists.values import (
    CLEARLY,
    MOSTLY,
    are_numbers,
    are_phones,
    are_spans,
    best_by_values,
    name_persons,
    units_share,
)
from ingest.lists.wide import name_of_thing, thing_of, wide_columns
from ingest.lists.wording import CONFIDENCE, Candidate
from ontology.terms import Properties

_FLAG_SHARE, _FLAG_VALUES = 0.8, 10
_LONGEST_THING = 20
_LOOKED_AT = 60
"""In how many cells of a column of things it is looked on which side their amounts stand."""
_OF_UNITS = {"area": Properties.FLOOR_AREA, "money": Properties.BUDGET}
"""What numbers are of under a name with a unit of this dimension (投入（万元）)."""
_WIDE = ("列名即物品，单元格是数量", "the header is the thing, the cells say how much")


class Profiler:
    """Decides the columns of one sheet."""

    def __init__(
        self,
        wordings: Sequence[Wordings],
        stats: Sequence[ColumnStats],
        role: RoleFound,
        lexicon: Lexicon,
        told: ConfirmedProfile | None = None,
        money: TitledMoney | None = None,
    ) -> None:
        """``told`` is what a person confirmed for lists of this header, ``money`` what a title says of amounts of money."""
        self.wordings = wordings
        self.stats = stats
        self.said = [s.without(lexicon.says_nothing) for s in stats]
        """What the columns say where they say anything."""
        self.role = role.role
        self.listed = role.listed
        self.lexicon = lexicon
        self.ontology = lexicon.ontology
        self.maker = ColumnMaker(wordings, role, lexicon, money)
        self.leading = Leading(self.maker, stats, lexicon)
        self.confirmed = ConfirmedColumns(told, lexicon.guidance.synonyms, self.maker, lexicon)

    def profile(self) -> Profile:
        """All columns, the row's party and the items among them."""
        columns = [self.confirmed.over(self._column(i)) for i in range(len(self.wordings))]
        columns = columns if self.listed else self._wide(columns)
        columns = self._by_values(columns)
        columns = SecondLook(self.maker, self.said, self.role, self.lexicon).columns(columns)
        columns = self.leading.items(self._last_resort(columns))
        columns, party = self.leading.party(columns)
        columns = self.leading.one_amount(self.leading.one_each(columns), self.role)
        columns = self.confirmed.hold(columns)
        columns = [self._with_flag(c, columns) for c in columns]
        profile = Profile(tuple(columns), party, tuple(c.index for c in columns if c.handler in THINGS))
        return replace(profile, columns=tuple(self._leaning(c, profile) for c in columns))

    def _leaning(self, column: Column, profile: Profile) -> Column:
        """A column of things beside which no column says how much, with the side on which its cells do."""
        is_a = self.ontology.property_is_a
        amounts = (c for c in profile.columns if is_a(c.property, Properties.QUANTITY))
        if column.handler != "item" or any(profile.item_of(c) in {-1, column.index} for c in amounts):
            return column
        cells = sorted(self.stats[column.index].sample)[:_LOOKED_AT]
        return replace(column, leaning=leaning_of(cells, self.lexicon))

    def _column(self, index: int) -> Column:
        wording, stats = self.wordings[index], self.said[index]
        if self._names_listed(wording):
            return self.maker.made(index, Candidate(Properties.ITEM, "exact", wording.label))
        candidates = [c for c in named(wording, self.lexicon) if self.maker.fits(c.property, wording)]
        chosen = (
            best_by_values(candidates, stats, self.lexicon) if stats.filled else next(iter(candidates), None)
        )
        if (chosen is None or chosen.confidence < CONFIDENCE["part"]) and name_persons(
            wording.label, stats, self.lexicon
        ):
            return self.maker.made(index, Candidate(Properties.CONTACT, "within", ""), by_values=True)
        if self._inside_contact(wording.whole):
            return self.maker.made(index, Candidate(Properties.CONTACT, "part", wording.label))
        if chosen is None:
            return self._against(self._unknown(index), candidates)
        if chosen.property == Properties.SLOT and are_spans(stats, self.lexicon):
            chosen = Candidate(Properties.VALID_UNTIL, chosen.how, chosen.matched)
        column = self.maker.made(index, chosen)
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

    def _unknown(self, index: int) -> Column:
        """A column whose header says nothing: phones are recognised to be masked, organisations as parties."""
        stats, wording = self.said[index], self.wordings[index]
        kept = self.maker.kept(index)
        if not stats.filled:
            return kept
        if are_phones(stats, self.lexicon):
            return self.maker.made(index, Candidate(Properties.CONTACT, "within", ""), by_values=True)
        if not wording.group and units_share(stats, self.lexicon) >= CLEARLY:
            return self.maker.made(index, Candidate(Properties.PARTY, "within", ""), by_values=True)
        return kept

    def _against(self, column: Column, candidates: Sequence[Candidate]) -> Column:
        """The column with the reason that its values do not fit what its header says."""
        if not candidates or column.property == candidates[0].property:
            return column
        meant = self.ontology.properties[candidates[0].property]
        kept = column.property == Properties.KEPT
        zh = f"列名像“{meant.zh}”，但内容不是，{'原样保留' if kept else '按内容判断'}"
        en = f"the header says {meant.en}, the values do not: {'kept as written' if kept else 'judged by them'}"
        return replace(column, zh=zh, en=en)

    def _by_values(self, columns: list[Column]) -> list[Column]:
        """Columns that are only kept and whose values say what no other column holds: times, costs, amounts, things."""
        found = list(columns)
        for column in columns:
            if column.property != Properties.KEPT or column.group:
                continue
            names = self._told(column)
            name = next((n for n in names if self._is_free(n, column.index, found)), "")
            if name:
                made = self.maker.made(column.index, Candidate(name, "within", ""), by_values=True)
                made = self._on_other_side(made, found)
                found[column.index] = self._against(made, named(self.wordings[column.index], self.lexicon))
        return found

    def _on_other_side(self, column: Column, columns: Sequence[Column]) -> Column:
        """A column of things told by its values, beside one whose header says its side: the other side's, if its own says none."""
        sides = {c.role for c in columns if c.handler == "item"}
        if column.handler != "item" or column.role or len(sides) != 1:
            return column
        other: dict[Role, Role] = {"offer": "need", "need": "offer"}
        return replace(column, role=other.get(sides.pop(), ""))

    def _told(self, column: Column) -> Iterator[str]:
        """What the unit in a column's name says with numbers below it, its values, at last the signs in them."""
        stats = self.said[column.index]
        dimension = self.lexicon.dimension(self.maker.header_unit(column.label)[0])
        if dimension and are_numbers(stats):
            yield _OF_UNITS.get(dimension, Properties.QUANTITY)
        yield from told_by_values(stats, self.lexicon)
        yield from hinted(stats, self.lexicon)

    def _last_resort(self, columns: list[Column]) -> list[Column]:
        """A list of offers or needs in which no column names the things: the one whose values do, or may well do so."""
        if self.listed or not self.role or any(c.handler in THINGS or self._may_name(c) for c in columns):
            return columns
        is_a = self.ontology.property_is_a
        mine = [c for c in columns if not c.group and self.stats[c.index].filled]
        unknown = [c for c in mine if c.property == Properties.KEPT]
        others = [c for c in mine if any(is_a(c.property, p) for p in (Properties.ABOUT, Properties.ADDRESS))]
        named = [c for c in (*unknown, *others) if as_things(self.stats[c.index], self.lexicon) >= MOSTLY]
        headed = [*unknown, *(c for c in others if self._is_over_things(c))]
        named += [c for c in headed if self._says_item(c) and self._may_hold_things(c)]
        named += [c for c in (*unknown, *others) if could_be_things(self.stats[c.index], self.lexicon)]
        named += [c for c in mine if (c in unknown or c in others) and self._may_be_counted(c, columns)]
        for column in named[:1]:
            chosen = Candidate(Properties.ITEM, "within", column.label)
            columns = [
                self.maker.made(column.index, chosen, by_values=True) if c == column else c for c in columns
            ]
        return columns

    def _may_be_counted(self, column: Column, columns: Sequence[Column]) -> bool:
        """Whether a column of short various words stands before one that says how many, how large or in which unit."""
        stats = self.stats[column.index]
        counts = [c.index for c in columns if c.handler in {"quantity", "unit"} and c.index > column.index]
        various = 2 * len(stats.sample) >= min(stats.filled, 2 * _FLAG_VALUES)
        short = stats.share(lambda v: len(v) <= _LONGEST_THING and not any(map(str.isdecimal, v)))
        return bool(counts) and various and short >= CLEARLY and are_words(stats, self.lexicon)

    def _may_hold_things(self, column: Column) -> bool:
        """Whether values may be names of things: words, or under a heading of things anything that has no number of a house."""
        stats = self.said[column.index]
        unnumbered = 1 - stats.share(lambda v: any(map(str.isdecimal, v)))
        return are_words(stats, self.lexicon) or (self._is_over_things(column) and unnumbered >= CLEARLY)

    def _says_item(self, column: Column) -> bool:
        """Whether the parts of a column's name say that it names things."""
        label = self.wordings[column.index].above if self._is_over_things(column) else column.label
        return any(c.property == Properties.ITEM for c in own_candidates(label, self.lexicon))

    def _is_over_things(self, column: Column) -> bool:
        """Whether a column that says where (场所) stands under a heading: it may name what the heading says."""
        return bool(column.above) and self.ontology.property_is_a(column.property, Properties.ADDRESS)

    def _may_name(self, column: Column) -> bool:
        """Whether a column is headed as a name of whatever: the leading columns say of what."""
        return column.property == Properties.NAME and not column.group and not column.party_class

    def _is_free(self, name: str, index: int, columns: Sequence[Column]) -> bool:
        """Whether a property may be said here and no column says it, or a more special one."""
        is_a = self.ontology.property_is_a
        if not self.maker.fits(name, self.wordings[index]):
            return False
        things = any(c.handler in THINGS for c in columns)
        if name == Properties.ITEM:
            return not self.listed and (not things or self._has_own_amounts(index, columns))
        if name in {Properties.ABOUT, Properties.REMARK} and not things:
            return False
        return not any(is_a(c.property, name) or is_a(name, c.property) for c in columns) and not (
            name == Properties.QUANTITY and any(c.handler == "wide" for c in columns)
        )

    def _has_own_amounts(self, index: int, columns: Sequence[Column]) -> bool:
        """Whether a column holds things with their amounts, as the one column of things beside it does."""
        others = [c for c in columns if c.handler in THINGS]
        mine = (self.stats[i] for i in (index, *(c.index for c in others)))
        return len(others) == 1 and all(are_counted_things(s, self.lexicon) for s in mine)

    def _inside_contact(self, path: str) -> bool:
        """Whether an outer part of a JSON path says contact (contacts[].name): all inside it is masked."""
        candidates = (c for part in outer_parts(path) for c in self.lexicon.wordings.candidates(part)[:1])
        return any(self._restricted(c) and c.confidence >= CONFIDENCE["part"] for c in candidates)

    def _wide(self, columns: list[Column]) -> list[Column]:
        """Columns whose headers are things and whose cells say how much."""
        found = wide_columns(columns, self.stats, self.role, self.lexicon)
        columns = [self._as_thing(c) if c.index in found else c for c in columns]
        return [self._not_of_row(c) if found and c.handler == "quantity" else c for c in columns]

    def _not_of_row(self, column: Column) -> Column:
        """Beside things in columns, an amount of one more thing (口罩库存) is no amount of the others."""
        named = thing_of(column.full, self.lexicon)
        return self.maker.kept(column.index) if named else column

    def _as_thing(self, column: Column) -> Column:
        thing = name_of_thing(column.full, self.lexicon)
        made = self.maker.made(column.index, Candidate(Properties.ITEM, "class", thing))
        unit, scale = self.maker.header_unit(column.label)
        return replace(made, handler="wide", unit=unit, scale=scale, zh=_WIDE[0], en=_WIDE[1])

    def _with_flag(self, column: Column, columns: list[Column]) -> Column:
        """Mark an amount column that is almost all 0 or 1 without a unit: a flag, not amounts."""
        stats = self.stats[column.index]
        if column.handler not in {"quantity", "wide"} or column.unit or stats.filled < _FLAG_VALUES:
            return column
        if any(c.handler == "unit" and c.group == column.group for c in columns):
            return column
        flag = next((v for v in ("0", "1") if stats.count(v) >= _FLAG_SHARE * stats.filled), "")
        return replace(column, flag=flag)

    def _restricted(self, candidate: Candidate) -> bool:
        return self.ontology.properties[candidate.property].restricted
