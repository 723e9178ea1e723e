"""What did a person say about the columns of a sheet? A confirmed profile holds over what the reader thinks; a synonym
speaks where the ontology's wordings are silent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from graph.desk.profiles import IGNORED, IN_HEADER, ConfirmedProfile, Meaning, wording_id
from graph.identifiers import digest
from ingest.lists.column import Column
from ingest.lists.lexicon import Lexicon
from ingest.lists.made import ColumnMaker
from ingest.lists.role import RoleFound
from ingest.lists.wording import Candidate
from ontology.model import Ontology
from ontology.terms import Properties

_CONFIRMED = ("由人确认", "confirmed by a person")
_SYNONYM = ("人工登记的同义列名", "a synonym that a person entered")
_SYNONYM_CONFIDENCE = 0.95
_SIDES = ("offer", "need")


def column_ids(wordings: Sequence[str]) -> list[str]:
    """The names of columns in a confirmed profile: by wording; of equal ones, the later have a number."""
    seen: Counter[str] = Counter()
    ids = []
    for wording in wordings:
        name = wording_id(wording)
        seen[name] += 1
        ids.append(name if seen[name] == 1 else digest("w", name, str(seen[name])))
    return ids


def meaning_of(column: Column, ontology: Ontology) -> str:
    """What a column means, as a profile says it."""
    if column.handler == "wide":
        return IN_HEADER
    if column.handler == "item":
        return (
            column.property if ontology.property_is_a(column.property, Properties.ITEM) else Properties.ITEM
        )
    if column.handler == "number" and column.property == Properties.KEPT:
        return IGNORED
    return column.property


def role_named(name: str, ontology: Ontology) -> RoleFound | None:
    """The role that a profile or a fix states: a side, or a class of things that are neither offered nor needed (by its name
    or its role); ``None`` if there is none of that name."""
    if name in _SIDES:
        return RoleFound(name)
    found = ontology.classes.get(name) or next(
        (ontology.classes[c] for c in sorted(ontology.classes) if ontology.classes[c].role == name), None
    )
    return RoleFound(found.role, listed=found.name) if found and found.role not in {"", *_SIDES} else None


def roles_allowed(ontology: Ontology) -> list[str]:
    """The roles that ``role_named`` knows."""
    return [*_SIDES, *sorted({c.role for c in ontology.classes.values() if c.role not in {"", *_SIDES}})]


class ConfirmedColumns:
    """The columns of one sheet as a person confirmed them."""

    def __init__(
        self,
        profile: ConfirmedProfile | None,
        synonyms: Mapping[str, str],
        maker: ColumnMaker,
        lexicon: Lexicon,
    ) -> None:
        self.maker = maker
        self.lexicon = lexicon
        self.synonyms = synonyms
        self._meanings: dict[int, Meaning] = {}
        self._held: dict[int, Column] = {}
        if profile is not None:
            shown = [lexicon.mask(w.whole).text or f"列{i + 1}" for i, w in enumerate(maker.wordings)]
            ids = enumerate(column_ids(shown))
            self._meanings = {i: profile.columns[name] for i, name in ids if name in profile.columns}

    def over(self, column: Column) -> Column:
        """The column as confirmed, else as a synonym says, else as it is. What the reader masks as contact stays masked
        unless it is confirmed to be something else."""
        found = self._meanings.get(column.index)
        if found is None:
            return self._named(column)
        if column.handler == "restricted" and found.property in {Properties.KEPT, IGNORED}:
            return column
        known = found.property in {IGNORED, IN_HEADER} or found.property in self.lexicon.ontology.properties
        if not known:
            return column
        made = self._held[column.index] = self._made(column, found)
        return made

    def hold(self, columns: Sequence[Column]) -> list[Column]:
        """What was confirmed, put back where the columns side by side made something else of it."""
        return [self._held.get(c.index, c) for c in columns]

    def _named(self, column: Column) -> Column:
        """An unknown column whose name a person made a synonym."""
        if not self.synonyms or column.property != Properties.KEPT:
            return column
        name = self.synonyms.get(wording_id(column.label)) or self.synonyms.get(wording_id(column.wording))
        if not name or not self.maker.fits(name, self.maker.wordings[column.index]):
            return column
        made = self.maker.made(column.index, Candidate(name, "outer", column.label))
        return replace(made, confidence=_SYNONYM_CONFIDENCE, zh=_SYNONYM[0], en=_SYNONYM[1])

    def _made(self, column: Column, meaning: Meaning) -> Column:
        chosen = {IGNORED: Properties.KEPT, IN_HEADER: Properties.ITEM}.get(
            meaning.property, meaning.property
        )
        made = self.maker.made(column.index, Candidate(chosen, "exact", column.label, column.party_class))
        if meaning.property == IGNORED:
            made = replace(made, handler="number")
        if meaning.property == IN_HEADER:
            unit, scale = self.maker.header_unit(column.label)
            made = replace(made, handler="wide", unit=unit, scale=scale)
        if meaning.unit:
            concept = self.lexicon.ontology.concepts[meaning.unit]
            made = replace(made, unit=self.lexicon.unit(concept.wordings[0]), scale=1)
        if made.handler == "party":
            made = replace(made, suspect=column.suspect or column.handler == "restricted")
        return replace(made, confidence=1.0, zh=_CONFIRMED[0], en=_CONFIRMED[1])
