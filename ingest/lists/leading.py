"""Which column is the row's party, and which are its items? Columns seen side by side, once each has been read by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.lists.byvalues import are_counted_things
from ingest.lists.column import Column, Profile, Role
from ingest.lists.lexicon import Lexicon
from ingest.lists.made import ColumnMaker
from ingest.lists.role import role_in, says_custom
from ingest.lists.stats import ColumnStats
from ingest.lists.values import CLEARLY, MOSTLY, units_share
from ingest.lists.wording import CONFIDENCE, Candidate
from ontology.terms import Classes, Properties

THINGS = frozenset({"item", "wide"})
"""Handlers of columns that name things."""
_LOCAL = frozenset({Classes.COMMUNITY, Classes.STREET_OFFICE})
_HARDLY = 0.5
_SECOND = ("另一列已说明数量，原样保留", "another column says how much, kept as written")


class Leading:
    """Decides among the columns of one sheet."""

    def __init__(self, maker: ColumnMaker, stats: Sequence[ColumnStats], lexicon: Lexicon) -> None:
        self.maker = maker
        self.stats = stats
        self.lexicon = lexicon
        self.ontology = lexicon.ontology
        self.kind = maker.kind
        self._gives = False

    def items(self, columns: list[Column]) -> list[Column]:
        """In a nested list whose name says offer or need (or that has amounts), a name is the item; elsewhere a
        nested name is only kept. Of several item columns of one side, one is the item."""
        for group in sorted({c.group for c in columns if c.group}):
            inside = [c for c in columns if c.group == group]
            if any(c.handler == "item" and c.confidence >= CONFIDENCE["part"] for c in inside):
                continue
            if self._are_places_of_namesakes(inside, columns):
                continue
            speaks = role_in(group, self.lexicon)[0] or any(self._is_amount(c) for c in inside)
            columns = [self._nested(c, bool(speaks)) if c.group == group else c for c in columns]
        for main in [c for c in columns if c.handler == "item"]:
            columns = [self._beside(c, main, columns) for c in columns]
        return columns

    def party(self, columns: list[Column]) -> tuple[list[Column], int]:
        """The row's party: the column of the list's side, else the surest, else the leftmost."""
        side = self.kind.link if self.kind else Properties.PARTY
        columns = [self._or_item(c, columns) for c in columns]
        columns = self._local_places(self._beside_local(columns), side)
        mine = [c for c in columns if self._may_be_party(c)]
        self._gives = any(c.handler in THINGS and c.role == "offer" for c in columns)
        for made in (self._or_party, self._or_taker):
            if not mine:
                columns = [made(c) for c in columns]
                mine = [c for c in columns if self._may_be_party(c)]
        if not mine:
            return columns, -1
        best = min(
            mine, key=lambda c: (not self.ontology.property_is_a(c.property, side), -c.confidence, c.index)
        )
        rest = [
            self.maker.kept(c.index)
            if c in mine and c != best and not self._is_other_side(c, best, columns)
            else c
            for c in columns
        ]
        return rest, best.index

    def one_each(self, columns: list[Column]) -> list[Column]:
        """Two columns cannot both be the one value of a single-valued property: the surer one is."""
        taken: dict[tuple[str, str, str], Column] = {}
        for column in sorted(columns, key=lambda c: (-c.confidence, c.index)):
            single = self.ontology.properties[column.property].single or column.handler == "unit"
            place = (column.group, column.above if column.handler == "unit" else "", column.property)
            if single and taken.setdefault(place, column) is not column:
                columns[column.index] = self.maker.kept(column.index)
        return columns

    def one_amount(self, columns: list[Column], role: Role) -> list[Column]:
        """Of several columns that say how much of one thing there is, the one counts whose name says the side of the list
        (缺口 beside 现有), else the surest; what is in stock is no need."""
        taken: set[tuple[str, str, int]] = set()
        profile = Profile(tuple(columns), -1, tuple(c.index for c in columns if c.handler in THINGS))
        found = list(columns)
        amounts = (c for c in columns if c.property == Properties.QUANTITY and c.handler == "quantity")
        other = {c.index: role_in(c.full, self.lexicon)[0] != role for c in columns}
        for column in sorted(amounts, key=lambda c: (other[c.index], -c.confidence, c.index)):
            place = (column.group, column.above, profile.item_of(column))
            stock = role == "need" and says_custom(column.full, self.lexicon)
            if stock or place in taken:
                found[column.index] = replace(self.maker.kept(column.index), zh=_SECOND[0], en=_SECOND[1])
            taken |= set() if stock else {place}
        return found

    def _is_amount(self, column: Column) -> bool:
        is_a = self.ontology.property_is_a
        return any(is_a(column.property, p) for p in (Properties.QUANTITY, Properties.CAPACITY))

    def _beside(self, column: Column, main: Column, columns: list[Column]) -> Column:
        """A second item column that tells of the same things (资源名称, 服务内容): what it says is a remark. One of
        another kind (可提供场地, 可提供服务) has things of its own."""
        same = (
            column.handler == "item"
            and (column.group, column.above) == (main.group, main.above)
            and column.role == main.role
        )
        if (
            column.handler == "item"
            and column.confidence <= _HARDLY < main.confidence
            and not column.group
            and not main.group
            and not self._have_amounts(column, main)
        ):
            return self.maker.kept(column.index)
        if (
            not same
            or self._have_amounts(column, main)
            or column.group
            or columns[main.index].handler != "item"
            or self._item_rank(column) <= self._item_rank(main)
        ):
            return column
        kinds = [{h.concept for h in self.lexicon.kinds(c.label)} for c in (column, main)]
        described = self._item_rank(main)[1] is False
        if kinds[0] and kinds[1] and not kinds[0] & kinds[1] and not described:
            return column
        if self._is_one_of_kinds(column, main, columns):
            return column
        return self.maker.made(column.index, Candidate(Properties.REMARK, "within", column.label))

    def _is_one_of_kinds(self, column: Column, main: Column, columns: list[Column]) -> bool:
        """Whether columns under one head each hold things of their own kind (可提供资源：场地、活动、物资), these two too,
        though a name among them is of no kind."""
        head = column.wording.removesuffix(column.label)
        beside = [c for c in columns if c.handler == "item" and c.wording.removesuffix(c.label) == head]
        kinds = {frozenset(h.concept for h in self.lexicon.kinds(c.label)) for c in beside}
        return bool(head) and main in beside and len(kinds - {frozenset()}) > 1

    def _have_amounts(self, *columns: Column) -> bool:
        """Whether columns hold things with their amounts each: one tells of no thing of the other."""
        return all(are_counted_things(self.stats[c.index], self.lexicon) for c in columns)

    def _item_rank(self, column: Column) -> tuple[bool, bool, int]:
        """The surest item column first, one that says "name" before others, then the leftmost."""
        names = self.ontology.properties[Properties.NAME].wordings
        return (
            column.confidence < CONFIDENCE["part"],
            not any(column.label.endswith(n) for n in names),
            column.index,
        )

    def _are_places_of_namesakes(self, inside: list[Column], columns: list[Column]) -> bool:
        """Whether a nested list says where each body of one name is: it has places and codes, the row has its name alone."""
        row = [c for c in columns if not c.group]
        alone = (
            len(row) == 1 and row[0].property == Properties.NAME and len(row) + len(inside) == len(columns)
        )
        known = {Properties.KEPT, Properties.IDENTIFIER}
        return (
            alone
            and any(c.handler == "place" for c in inside)
            and all(c.handler == "place" or c.property in known for c in inside)
        )

    def _nested(self, column: Column, speaks: bool) -> Column:
        if column.handler == "party" and speaks:
            return self.maker.made(column.index, Candidate(Properties.ITEM, "within", column.label))
        if speaks and column.property == Properties.KEPT and self.lexicon.kinds(column.label):
            return self.maker.made(column.index, Candidate(Properties.ITEM, "within", column.label))
        if not speaks and column.handler != "restricted":
            return self.maker.kept(column.index)
        return column

    def _or_party(self, column: Column) -> Column:
        """Where no column names the party: things that are organisations (场馆：体育中心) are it."""
        units = units_share(self.stats[column.index], self.lexicon)
        if (
            column.handler != "item"
            or column.group
            or column.confidence >= CONFIDENCE["part"]
            or units < CLEARLY
        ):
            return column
        return self.maker.made(
            column.index, Candidate(Properties.PARTY, "within", column.label), by_values=True
        )

    def _beside_local(self, columns: list[Column]) -> list[Column]:
        """Where only communities or streets could be the party: organisations that take things on (责任单位) are it."""
        mine = [c for c in columns if self._may_be_party(c)]
        if not mine or any(c.party_class not in _LOCAL for c in mine):
            return columns
        takers = [c for c in columns if units_share(self.stats[c.index], self.lexicon) >= CLEARLY]
        return [self._or_taker(c) if c in takers and c not in mine else c for c in columns]

    def _or_taker(self, column: Column) -> Column:
        """Where no column names the party of a list that is not of needs alone: those who take the things on (承接单位) are it."""
        takes = column.handler == "party" and column.target == "thing" and not column.group
        needs = self.kind and self.kind.link == Properties.NEEDER
        if not takes or (needs and not self._gives):
            return column
        return self.maker.made(column.index, Candidate(Properties.PARTY, "within", column.label))

    def _local_places(self, columns: list[Column], side: str) -> list[Column]:
        """Columns of communities or streets beside one that names the party: they say where it is."""
        mine = [c for c in columns if self._may_be_party(c)]
        local = [c for c in mine if c.party_class in _LOCAL]
        is_a = self.ontology.property_is_a
        other = any(
            is_a(c.property, side) or c.property in {Properties.PARTY, Properties.NAME}
            for c in mine
            if c not in local
        )
        found = list(columns)
        for column in local:
            if not (other or self._holds_places(column)):
                continue
            if not is_a(column.property, side) or side == Properties.PARTY:
                chosen = Candidate(Properties.PLACE, "part", column.label)
                found[column.index] = self.maker.made(column.index, chosen)
        return found

    def _holds_places(self, column: Column) -> bool:
        """Whether the values of a column are places and no bodies of these: districts under 镇街."""
        stats = self.stats[column.index]
        return stats.share(self.lexicon.places.is_place) >= MOSTLY > 2 * units_share(stats, self.lexicon)

    def _is_other_side(self, column: Column, party: Column, columns: list[Column]) -> bool:
        """Whether a column names who is on the other side of a row that both offers and needs (供方, 需方)."""
        is_a = self.ontology.property_is_a
        sides = {Properties.PROVIDER: "offer", Properties.NEEDER: "need"}
        side = next((s for p, s in sides.items() if is_a(column.property, p)), "")
        own = next((s for p, s in sides.items() if is_a(party.property, p)), "")
        things = any(c.handler in THINGS and c.role == side for c in columns)
        return bool(side) and side != own and things

    def _or_item(self, column: Column, columns: list[Column]) -> Column:
        """A bare "name" in a list that has no item column is the item, if another column names the party or its
        values are kinds of things."""
        if column.property != Properties.NAME or column.group or any(c.handler in THINGS for c in columns):
            return column
        others = any(self._may_be_party(c) and c.property != Properties.NAME for c in columns)
        stats = self.stats[column.index]
        things = stats.share(lambda v: bool(self.lexicon.kinds(v)))
        units = units_share(stats, self.lexicon)
        sides = (Properties.PROVIDER, Properties.NEEDER)
        if not column.party_class and any(self._may_be_party(c) and c.property in sides for c in columns):
            return self.maker.made(column.index, Candidate(Properties.ITEM, "exact", column.label))
        if column.party_class or not ((others and units < MOSTLY) or things >= MOSTLY > 2 * units):
            return column
        return self.maker.made(column.index, Candidate(Properties.ITEM, "exact", column.label))

    def _may_be_party(self, column: Column) -> bool:
        own = {Properties.NAME, Properties.PARTY, Properties.PROVIDER, Properties.NEEDER}
        own |= {self.kind.link} if self.kind else set()
        return not column.group and column.handler == "party" and column.property in own
