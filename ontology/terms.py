"""Which terms may code name? Only these; ``ontology.load`` fails if one of them is not in the Turtle files.

Everything else in the vocabulary is data: code reaches it through these core terms (a class that is
an Offer, a property that is a quantity), so a class added in Turtle needs no change here.
"""

from __future__ import annotations

from typing import Final

NAMESPACE: Final = "urn:gongjian:ontology:"


class Classes:
    """Core classes."""

    THING: Final = "Thing"
    PARTY: Final = "Party"
    ORGANIZATION: Final = "Organization"
    ALLIANCE: Final = "Alliance"
    PLACE: Final = "Place"
    OFFER: Final = "Offer"
    NEED: Final = "Need"
    RESOURCE: Final = "Resource"
    DEMAND: Final = "Demand"
    CONCEPT: Final = "Concept"


class Properties:
    """Core properties; a more special one is declared below it with rdfs:subPropertyOf."""

    NAME: Final = "name"
    USCC: Final = "uscc"
    PLACE: Final = "inPlace"
    ADDRESS: Final = "address"
    ITEM: Final = "item"
    ABOUT: Final = "about"
    PARTY: Final = "party"
    PROVIDER: Final = "providedBy"
    NEEDER: Final = "neededBy"
    QUANTITY: Final = "quantity"
    CAPACITY: Final = "capacity"
    FLOOR_AREA: Final = "floorArea"
    SLOT: Final = "slot"
    AREA: Final = "areaServed"
    ELIGIBILITY: Final = "eligibility"
    VALID_FROM: Final = "validFrom"
    VALID_UNTIL: Final = "validUntil"
    STATED_ON: Final = "statedOn"
    STANDARD: Final = "standard"
    COST: Final = "cost"
    REMARK: Final = "remark"
    CONTACT: Final = "contact"
    KEPT: Final = "keptColumn"
    UNIT: Final = "unit"
    ROW_NUMBER: Final = "rowNumber"


class Schemes:
    """Concept schemes that code asks for by name: the vocabularies and the word lists."""

    KINDS: Final = "resourceKinds"
    AUDIENCES: Final = "audiences"
    COSTS: Final = "costs"
    UNITS: Final = "units"
    PRECISION: Final = "precisionWords"
    PLACEHOLDERS: Final = "placeholderWords"
    ORGANISATION_SUFFIXES: Final = "organisationSuffixes"
    PLACE_SUFFIXES: Final = "placeSuffixes"
    SURNAMES: Final = "surnames"
    FIXED_PHRASES: Final = "fixedPhrases"
    PERSON_TITLES: Final = "personTitles"
    LIST_ROLES: Final = "listRoles"
    ASKING: Final = "askingWords"
    EVERYWHERE: Final = "everywhereWords"
