"""How is a column made of what its header was found to say? With its handler, target, unit, side and the reason in words."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.lists.column import Column, Role
from ingest.lists.handling import applies, handler_of, target_of
from ingest.lists.kinds import kind_of
from ingest.lists.lexicon import Lexicon
from ingest.lists.naming import named
from ingest.lists.oddunits import unit_in
from ingest.lists.paths import Wordings
from ingest.lists.role import RoleFound, role_in
from ingest.lists.titleunits import SCALES, TitledMoney, is_money
from ingest.lists.wording import Candidate, split_header
from ontology.terms import Classes, Properties


class ColumnMaker:
    """Makes the columns of one sheet: of a list of this role, under these headers."""

    def __init__(
        self,
        wordings: Sequence[Wordings],
        role: RoleFound,
        lexicon: Lexicon,
        money: TitledMoney | None = None,
    ) -> None:
        """``money`` is what a title says of amounts of money."""
        self.money = money
        self.wordings = wordings
        self.lexicon = lexicon
        self.listed = role.listed
        self.kind = kind_of(role.role, role.listed, lexicon.ontology) if role.role else None
        self.things = self._things(role.role)

    def made(self, index: int, chosen: Candidate, *, by_values: bool = False) -> Column:
        """The column number ``index`` as one of the chosen property; ``by_values``: its header does not say so."""
        wording = self.wordings[index]
        handler = handler_of(chosen.property, self.lexicon.ontology)
        named = self.kind.naming if self.listed and self.kind and handler == "item" else chosen.property
        unit, scale = self.header_unit(wording.label) if handler == "quantity" else ("", 1)
        titled = bool(self.money and handler == "quantity" and not unit and is_money(named, self.lexicon))
        if self.money and titled:
            unit, scale = self.money.unit, self.money.scale
        texts = (wording.label, wording.above, wording.group) if handler == "item" and not self.listed else ()
        item_role: Role = next(filter(None, (role_in(t, self.lexicon)[0] for t in texts if t)), "")
        known = chosen.property != Properties.KEPT
        zh, en = self._reason(chosen, by_values)
        return Column(
            index,
            self.lexicon.mask(wording.whole).text or f"列{index + 1}",
            self.lexicon.mask(wording.label).text,
            wording.group,
            named,
            handler,
            target_of(named, handler, self.things, self.lexicon.ontology),
            chosen.party_class,
            item_role,
            unit,
            scale=scale,
            titled=titled,
            above=wording.above,
            confidence=round((0.5 if by_values else chosen.confidence) if known else 0.0, 3),
            zh=zh,
            en=en,
        )

    def kept(self, index: int) -> Column:
        """The column number ``index`` as one that is only kept."""
        return self.made(index, Candidate(Properties.KEPT, "exact", ""))

    def fits(self, name: str, wording: Wordings) -> bool:
        """Whether the property can be said of an organisation or of what this list is about."""
        ontology = self.lexicon.ontology
        if wording.group and handler_of(name, ontology) == "party" and name != Properties.NAME:
            return False
        return any(applies(name, c, ontology) for c in (Classes.ORGANIZATION, *self.things))

    def header_unit(self, label: str) -> tuple[str, int]:
        """The unit in a header's bracket, and by how much its numbers count: 万元 is 10,000 of 元. None where it names
        several (间/个)."""
        for part in split_header(label).inner.split("、"):
            inner = part.strip().removeprefix("单位").strip(" :：")
            if len({self.lexicon.unit(u) for u in inner.split("/")} - {""}) > 1:
                return "", 1
            if unit := unit_in(inner, self.lexicon):
                return unit, 1
            scale = SCALES.get(inner[:1], 1)
            if scale > 1:
                return self.lexicon.unit(inner[1:]), scale
        return "", 1

    def _reason(self, chosen: Candidate, by_values: bool) -> tuple[str, str]:
        if chosen.property == Properties.KEPT:
            return "列名不在词表中，原样保留", "unknown header, kept as written"
        if by_values:
            return "列名不在词表中，按内容判断", "unknown header, judged by its values"
        label = self.lexicon.ontology.properties[chosen.property]
        return f"列名含“{chosen.matched}”，即{label.zh}", f"the header says “{chosen.matched}”: {label.en}"

    def _things(self, role: Role) -> tuple[str, ...]:
        """The classes of what the list is about."""
        if self.kind and self.listed:
            return (self.kind.cls,)
        both = (Classes.RESOURCE, Classes.DEMAND)
        if self._item_sides() == {"offer", "need"}:
            return both
        return {"offer": both[:1], "need": both[1:]}.get(role, both)

    def _item_sides(self) -> set[str]:
        """The sides that the headers of item columns state."""
        found = ((w, next(iter(named(w, self.lexicon)), None)) for w in self.wordings)
        sides: set[str] = {
            role_in(w.label, self.lexicon)[0] or role_in(w.above, self.lexicon)[0]
            for w, best in found
            if best and best.property == Properties.ITEM
        }
        return sides - {""}
