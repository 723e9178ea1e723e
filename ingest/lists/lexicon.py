"""With which word tools is a list read? Finders, readers and the place table, made once for a run.

Results of repeated cells are remembered, so that a list costs what its distinct values cost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import copy
from functools import lru_cache
from re import Pattern
from typing import TYPE_CHECKING

from ingest.guidance import NO_GUIDANCE, Guidance
from ingest.lists.asides import AsideWords
from ingest.lists.barenames import BareNames
from ingest.lists.itemnames import ItemWords
from ingest.lists.places import PlaceReader
from ingest.lists.signing import Signing
from ingest.lists.validity import ValidityWords
from ingest.lists.wording import Candidate, WordingIndex
from ontology.language.concepts import ConceptFinder, ConceptHit
from ontology.language.normalise import fold
from ontology.language.organisations import OrganisationGrammar
from ontology.language.placeholders import PlaceholderWords
from ontology.language.quantities import Quantity, QuantityReader
from ontology.language.restricted import Masked, mask
from ontology.language.times import DateFound, read_dates
from ontology.language.wordings import alternatives
from ontology.model import Ontology
from ontology.terms import Properties, Schemes

if TYPE_CHECKING:
    from graph.gazetteer import Gazetteer

_REMEMBERED = 1 << 15
_STAGE = "stage"
Finder = Callable[[str], tuple[ConceptHit, ...]]


class Lexicon:
    """The word tools of one ontology and one gazetteer; pure, safe to share."""

    def __init__(self, ontology: Ontology, gazetteer: Gazetteer, guidance: Guidance = NO_GUIDANCE) -> None:
        self.guidance = guidance
        self.ontology = ontology
        self.gazetteer = gazetteer
        self.places = PlaceReader(gazetteer)
        self.wordings = WordingIndex(ontology)
        self.organisations = OrganisationGrammar(ontology)
        self.placeholders = PlaceholderWords(ontology)
        self.asides = AsideWords(ontology)
        self.item_words = ItemWords(ontology)
        self.validity = ValidityWords(ontology)
        self.signing = Signing(self.asides.labels, self._is_no_person)
        self.same_words = frozenset(
            w for c in ontology.in_scheme(Schemes.PLACEHOLDERS) if c.notation == "same" for w in c.wordings
        )
        self._collective = _collective(ontology)
        self.signs = {c.notation: (c.zh, *c.synonyms) for c in ontology.in_scheme(Schemes.VALUE_SIGNS)}
        self.kinds = self._finder(Schemes.KINDS)
        self.implied = frozenset(c.implies_class for c in ontology.in_scheme(Schemes.KINDS))
        self.audiences = self._finder(Schemes.AUDIENCES)
        self.costs = self._finder(Schemes.COSTS)
        self.paid = next((c.name for c in ontology.in_scheme(Schemes.COSTS) if c.notation == "amount"), "")
        """The concept that an amount of money under a name of costs says, '' if there is none."""
        self.roles = self._finder(Schemes.LIST_ROLES)
        self._schemes: dict[str, Finder] = {
            Schemes.KINDS: self.kinds,
            Schemes.AUDIENCES: self.audiences,
            Schemes.COSTS: self.costs,
        }
        reader = QuantityReader(ontology)
        self._units = reader.units
        self.unit = lru_cache(maxsize=_REMEMBERED)(reader.unit)
        self.known_names: dict[str, list[Candidate]] = {}
        """What names of columns were found to say; kept by ``naming``."""
        self.bare_name = BareNames(ontology, self.unit).bare
        self._quantities = lru_cache(maxsize=_REMEMBERED)(lambda text: tuple(reader.read(text)))
        self._dates = lru_cache(maxsize=_REMEMBERED)(lambda text: tuple(read_dates(text)))
        self.mask: Callable[[str], Masked] = lru_cache(maxsize=_REMEMBERED)(mask)
        self._meaning = lru_cache(maxsize=_REMEMBERED)(self.placeholders.meaning)

    def under(self, guidance: Guidance) -> Lexicon:
        """The same tools, with other things that people entered."""
        made = copy(self)
        made.guidance = guidance
        return made

    def finder(self, scheme: str) -> Finder:
        """The concept finder of a scheme."""
        if scheme not in self._schemes:
            self._schemes[scheme] = self._finder(scheme)
        return self._schemes[scheme]

    def quantities(self, text: str) -> tuple[Quantity, ...]:
        """The amounts of a text."""
        return self._quantities(text)

    def dimension(self, unit: str) -> str:
        """What a unit measures (count, area, seat, …), '' for none that is known."""
        found = self._units.get(unit)
        return found.dimension if found else ""

    def dates(self, text: str) -> tuple[DateFound, ...]:
        """The dates of a text."""
        return self._dates(text)

    def says_nothing(self, text: str) -> bool:
        """Whether a cell only marks that there is nothing to say (无, /, 待定)."""
        return len(text) <= 20 and self._meaning(text) not in {None, _STAGE}

    def names_nobody(self, text: str) -> bool:
        """Whether a cell where a party should stand names none: it says nothing, or only how far it is (待认领)."""
        return len(text) <= 20 and self._meaning(text) is not None

    def kind_of(self, name: str) -> str:
        """The class that an organisation's name ends in, '' if it does not look like one."""
        return self.organisations.kind(name) or ""

    def is_collective(self, name: str) -> bool:
        """Whether a name is that of a kind of units, of none in particular: 辖区企业, 公办机构."""
        return self._collective.fullmatch(fold(name)) is not None

    def is_same(self, text: str) -> bool:
        """Whether a cell says that it holds what the cell above holds (同上)."""
        return text in self.same_words

    def is_person(self, text: str) -> bool:
        """Whether a text looks like a person's name."""
        return self.organisations.looks_like_person(text)

    def _is_no_person(self, text: str) -> bool:
        """Whether a text behind a signature's label, or the label, is of an organisation, a place or a day."""
        if not text or self.is_person(text):
            return not text
        label = self.wordings.candidates(text.rstrip(" ：:"))[:1]
        names_party = bool(label) and label[0].how == "exact"
        return (
            bool(self.kind_of(text) or self.dates(text) or self.places.find(text))
            or self.is_collective(text)
            or self.says_nothing(text)
            or (names_party and self.ontology.property_is_a(label[0].property, Properties.PARTY))
        )

    def is_location(self, name: str) -> bool:
        """Whether a property says where something is."""
        return self.ontology.property_is_a(name, Properties.PLACE)

    def _finder(self, scheme: str) -> Finder:
        finder = ConceptFinder(self.ontology, scheme)
        return lru_cache(maxsize=_REMEMBERED)(lambda text: tuple(finder.find(text)))


def _collective(ontology: Ontology) -> Pattern[str]:
    """The pattern of names that say a kind of units: any modifiers before a collective noun."""
    concepts = list(ontology.in_scheme(Schemes.UNNAMED))
    before = alternatives(fold(w) for c in concepts if c.notation in {"stem", "before"} for w in c.wordings)
    nouns = alternatives(
        fold(w) for c in concepts if c.notation in {"collective", "stem"} for w in c.wordings
    )
    return re.compile(f"{before}*{nouns}(?:类|等)?")
