"""What do columns mean that their own names leave open, once all columns of the sheet are seen? By what stands beside them.

Dates whose name says neither beginning nor end, persons where rooms are listed, square metres under a general name of amounts,
organisations under a name that hardly says a thing, names beside a column of parties.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.lists.byvalues import are_counted_things, could_be_things
from ingest.lists.column import Column, Role
from ingest.lists.leading import THINGS
from ingest.lists.lexicon import Lexicon
from ingest.lists.made import ColumnMaker
from ingest.lists.stats import ColumnStats
from ingest.lists.values import CLEARLY, MOSTLY, are_spans, counts_rows, units_share
from ingest.lists.wording import CONFIDENCE, Candidate
from ontology.terms import Properties

_DOUBTFUL = CONFIDENCE["class"]
"""Below this a name hardly says what a column is."""
_PARTLY = 0.8
"""Below this a name is known by its end or head only."""
_SORT = "类"
_WHOLE_DATE = 10
_LEAST_ROWS = 3
_OF_PERSONS = frozenset({"person", "seat"})
_LENGTHENED = frozenset({Properties.KEPT, Properties.SLOT})


class SecondLook:
    """Looks at the columns of one sheet once more."""

    def __init__(
        self, maker: ColumnMaker, stats: Sequence[ColumnStats], role: Role, lexicon: Lexicon
    ) -> None:
        self.maker = maker
        self.stats = stats
        self.role = role
        self.lexicon = lexicon
        self.is_a = lexicon.ontology.property_is_a

    def columns(self, columns: list[Column]) -> list[Column]:
        """The columns, some of another meaning."""
        for look in (
            self._positions,
            self._areas,
            self._capacities,
            self._organisations,
            self._counted,
            self._categories,
            self._names,
        ):
            columns = look(columns)
        return self._dates(columns)

    def _positions(self, columns: list[Column]) -> list[Column]:
        """A running number among things in columns: no thing is asked for 1, 2, 3 … times in the order of the rows."""
        if not self._none(columns, Properties.ROW_NUMBER):
            return columns
        found = [c for c in columns if c.handler == "wide" and counts_rows(self.stats[c.index])]
        return [self._as(c, Properties.ROW_NUMBER) if c in found[:1] and not c.unit else c for c in columns]

    def _areas(self, columns: list[Column]) -> list[Column]:
        """An amount of square metres, under a name that may say any amount, is how large things are."""
        return [
            self._as(c, Properties.FLOOR_AREA)
            if self._is_partly(c, Properties.QUANTITY)
            and (self.lexicon.dimension(c.unit) == "area" or self._are_areas(c))
            and self._none(columns, Properties.FLOOR_AREA)
            else c
            for c in columns
        ]

    def _are_areas(self, column: Column) -> bool:
        """Whether the amounts of a column are square metres, stated in its cells."""

        def is_area(value: str) -> bool:
            found = self.lexicon.quantities(value)
            return bool(found) and self.lexicon.dimension(found[0].unit) == "area"

        return self.stats[column.index].share(is_area) >= CLEARLY

    def _capacities(self, columns: list[Column]) -> list[Column]:
        """Persons beside how large things are: how many they hold."""
        if self._none(columns, Properties.FLOOR_AREA) or not self._none(columns, Properties.CAPACITY):
            return columns
        found = (c for c in columns if self._is_of_people(c) or self._counts_persons(c))
        one = next(found, None)
        return [self._as(c, Properties.CAPACITY) if c is one else c for c in columns]

    def _is_of_people(self, column: Column) -> bool:
        """Whether a column is of numbers of people by the end of its name only (满座人数)."""
        special = column.property != Properties.QUANTITY and self.is_a(column.property, Properties.QUANTITY)
        return special and _DOUBTFUL <= column.confidence < _PARTLY and not column.group

    def _counts_persons(self, column: Column) -> bool:
        """Whether a column without a telling name has numbers of persons or seats: by its unit or by its values."""
        if column.property not in {Properties.KEPT, Properties.QUANTITY} or column.confidence > _DOUBTFUL:
            return False
        unit, _ = self.maker.header_unit(column.label)
        stats = self.stats[column.index]
        stated = (
            self.lexicon.dimension(unit) in _OF_PERSONS or stats.share(self._is_of_persons) >= 1 - CLEARLY
        )
        return stated and stats.share(lambda v: v.isdecimal() or self._is_of_persons(v)) >= CLEARLY

    def _is_of_persons(self, value: str) -> bool:
        found = self.lexicon.quantities(value)
        return bool(found) and self.lexicon.dimension(found[0].unit) in _OF_PERSONS

    def _organisations(self, columns: list[Column]) -> list[Column]:
        """Organisations under a name that hardly says a thing or a remark, where another column names the things; a name that
        hardly says a party, over none, is then kept."""
        weak = [c for c in columns if c.confidence < _DOUBTFUL and not c.group]
        named = [c.index for c in columns if c.handler in THINGS or c.property == Properties.NAME]
        found = {
            c.index: Properties.PARTY
            for c in weak
            if c.property in {Properties.ITEM, Properties.REMARK}
            and set(named) - {c.index}
            and self._units(c) >= CLEARLY
        }
        if found:
            found |= {c.index: Properties.KEPT for c in weak if c.handler == "party" and not self._units(c)}
        return [self._as(c, found[c.index]) if c.index in found else c for c in columns]

    def _units(self, column: Column) -> float:
        return units_share(self.stats[column.index], self.lexicon)

    def _counted(self, columns: list[Column]) -> list[Column]:
        """Things with their amounts under an unknown name, beside a column whose name hardly says that it holds things: they are
        the things, the other one remarks on them."""
        items = [c for c in columns if c.handler == "item"]
        if len(items) != 1 or items[0].confidence >= _DOUBTFUL or self._are_counted(items[0]):
            return columns
        free = (c for c in columns if c.property == Properties.KEPT and not c.group and self._are_counted(c))
        one = next(free, None)
        if one is None:
            return columns
        changed = {one.index: Properties.ITEM, items[0].index: Properties.REMARK}
        return [self._as(c, changed[c.index]) if c.index in changed else c for c in columns]

    def _are_counted(self, column: Column) -> bool:
        return are_counted_things(self.stats[column.index], self.lexicon)

    def _categories(self, columns: list[Column]) -> list[Column]:
        """General kinds under a name that hardly says things (分类项), beside a column of things, sure or not: what these are."""
        items = [c for c in columns if c.handler == "item" and not c.group]
        sure = [c for c in items if c.confidence >= _DOUBTFUL]
        if len(items) == len(sure) or not self._none(columns, Properties.ABOUT):
            return columns
        free = (c for c in columns if c.property == Properties.KEPT and not c.group)
        if not sure and not any(could_be_things(self.stats[c.index], self.lexicon) for c in free):
            return columns
        found = [c for c in items if c not in sure and self._are_general(c)]
        return [self._as(c, Properties.ABOUT) if c in found else c for c in columns]

    def _are_general(self, column: Column) -> bool:
        """Whether values are mostly names of kinds that things are sorted into: 公益服务, 物料类."""
        concepts = self.lexicon.ontology.concepts

        def is_general(value: str) -> bool:
            kinds = self.lexicon.kinds(value)
            return value.endswith(_SORT) or any(not concepts[h.concept].broader for h in kinds)

        return self.stats[column.index].share(is_general) >= MOSTLY

    def _names(self, columns: list[Column]) -> list[Column]:
        """A name of whatever, in a list of offers or needs that names its things nowhere, beside a column that names the party."""
        names = [
            c for c in columns if self._is_partly(c, Properties.NAME) and not self._are_of(c, c.party_class)
        ]
        parties = [
            c for c in columns if c.handler == "party" and c.property != Properties.NAME and not c.group
        ]
        if (
            not (self.role or self._tells_of_things(columns))
            or len(names) != 1
            or not parties
            or any(c.handler in THINGS for c in columns)
        ):
            return columns
        if self._units(names[0]) >= self._units(parties[0]):
            return columns
        return [self._as(c, Properties.ITEM) if c is names[0] else c for c in columns]

    def _are_of(self, column: Column, party_class: str) -> bool:
        """Whether some values are names of the kind of organisation that a name speaks of: 物业名称 over rooms does not."""
        is_a = self.lexicon.ontology.is_a
        kinds = (self.lexicon.kind_of(v) for v in self.stats[column.index].sample)
        return bool(party_class) and any(k and is_a(k, party_class) for k in kinds)

    def _tells_of_things(self, columns: Sequence[Column]) -> bool:
        """Whether columns say of things how large they are or how many they hold."""
        return not (self._none(columns, Properties.FLOOR_AREA) and self._none(columns, Properties.CAPACITY))

    def _dates(self, columns: list[Column]) -> list[Column]:
        """Columns of whole dates under names that do not say which: one date throughout is when the list was stated; of two
        columns the earlier is the beginning. One alone may be any date and stays as it is."""
        open_ = [c for c in columns if c.property in _LENGTHENED and not c.group and self._are_dates(c)]
        for column in open_:
            if column.property == Properties.KEPT and are_spans(self.stats[column.index], self.lexicon):
                columns = self._if_free(columns, column, Properties.VALID_UNTIL)
            elif column.property == Properties.KEPT and self._is_one_date(column):
                columns = self._if_free(columns, column, Properties.STATED_ON)
        ends = [c for c in columns if c in open_ or self._is_end(c)]
        if len(ends) != 2 or not any(c in open_ for c in ends):
            return columns
        first, last = sorted(ends, key=lambda c: self._middle(c))
        found = {first.index: Properties.VALID_FROM, last.index: Properties.VALID_UNTIL}
        if any(self._is_end(c) and not self.is_a(c.property, found[c.index]) for c in ends):
            return columns
        return [self._as(c, found[c.index]) if c in open_ and c in ends else c for c in columns]

    def _is_end(self, column: Column) -> bool:
        ends = (Properties.VALID_FROM, Properties.VALID_UNTIL)
        return any(self.is_a(column.property, e) for e in ends) and self._are_dates(column)

    def _are_dates(self, column: Column) -> bool:
        return self.stats[column.index].share(lambda v: bool(self._days(v))) >= CLEARLY

    def _days(self, value: str) -> list[str]:
        return [d.iso for d in self.lexicon.dates(value) if len(d.iso) == _WHOLE_DATE]

    def _is_one_date(self, column: Column) -> bool:
        stats = self.stats[column.index]
        return len(stats.sample) == 1 and stats.filled >= _LEAST_ROWS

    def _middle(self, column: Column) -> str:
        days = sorted(d[0] for d in map(self._days, self.stats[column.index].sample) if d)
        return days[len(days) // 2]

    def _if_free(self, columns: list[Column], column: Column, name: str) -> list[Column]:
        """The columns, one of them of a property that no other says."""
        free = self._none(columns, name) and self.maker.fits(name, self.maker.wordings[column.index])
        return [self._as(c, name) if c is column and free else c for c in columns]

    def _is_partly(self, column: Column, name: str) -> bool:
        return column.property == name and column.confidence < _PARTLY and not column.group

    def _none(self, columns: Sequence[Column], name: str) -> bool:
        return not any(self.is_a(c.property, name) for c in columns)

    def _as(self, column: Column, name: str) -> Column:
        made = self.maker.made(column.index, Candidate(name, "within", ""), by_values=True)
        return replace(made, unit=column.unit or made.unit, scale=max(column.scale, made.scale))
