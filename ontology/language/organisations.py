"""What kind of organisation is this name? Class by suffix; and does a text look like a person instead?"""

from __future__ import annotations

import re
from functools import lru_cache

from ontology.language.normalise import fold
from ontology.language.slots import read_slots
from ontology.language.wordings import alternatives
from ontology.model import Ontology
from ontology.terms import Schemes

LONGEST_NAME = 200
_BRACKETS = re.compile(r"[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]?")
_PART = re.compile(r"(?:院区|校区|分院|本部|总部|园区|厂区)$")
_LONGEST_PART = 4
_BRANCH = "店"
_PARTY_PREFIX = re.compile(
    r"中共(?!党史).+(?:委员会|委|支部|总支)$|.+(?:党的?|共产党).*(?:委员会|支部|总支)$"
)
_NOT_IN_NAMES = re.compile(r"[\s,.;:、。·*\"'“”‘’\-]+")
_LONGEST_PERSON = 12


def _is_weekday(text: str) -> bool:
    """Whether a text that begins like a name is a day of the week from end to end: 周六, but 周一鸣 is a person."""
    return any((slot.start, slot.end) == (0, len(text)) for slot in read_slots(text))


class OrganisationGrammar:
    """The grammar of one ontology: suffixes of organisations and places, surnames, forms of address."""

    def __init__(self, ontology: Ontology) -> None:
        concepts = ontology.in_scheme(Schemes.ORGANISATION_SUFFIXES)
        self._classes = {fold(w): c.implies_class for c in concepts for w in (c.zh, *c.synonyms)}
        beside = ontology.classes[self._classes[_BRANCH]].parents if _BRANCH in self._classes else ()
        self._businesses = frozenset(name for parent in beside for name in ontology.subclasses(parent))
        self._longest = max(map(len, self._classes), default=0)
        self._party = self._classes.get("党委")
        self._place = re.compile(f"{_words(ontology, Schemes.PLACE_SUFFIXES)}$")
        titles = _words(ontology, Schemes.PERSON_TITLES)
        surnames = alternatives(s for c in ontology.in_scheme(Schemes.SURNAMES) for s in c.notation.split())
        self._titled = re.compile(rf"{surnames}(?:某{{0,2}}|[\u3400-\u9fff○]{{0,2}}){titles}")
        self._named = re.compile(rf"{surnames}(?:某{{1,2}}|[\u3400-\u9fff○]{{1,2}})")
        self._kind_of = lru_cache(maxsize=65536)(self._read_kind)

    def kind(self, name: str) -> str | None:
        """The class that a name's ending implies (the longest suffix wins), ``None`` if no suffix is known.

        What stands in brackets, and parts of an institution (东院区, 南校区), are looked through; a party organisation
        is one whatever unit it is of. A name that is only the suffix (医院) says nothing about which one, but its kind.
        """
        return self._kind_of(name[:LONGEST_NAME])

    def ending(self, folded: str) -> tuple[str, str]:
        """The longest known suffix at the end of a folded text and the class of the whole; empty texts if there is none."""
        return self._suffix(folded), self._kind_of(folded) or ""

    def ends_like_place(self, text: str) -> bool:
        """Whether a text of three characters and more ends as places do: 银杏里, 翠竹园."""
        return len(text) > 2 and bool(self._place.search(fold(text)))

    def looks_like_person(self, text: str) -> bool:
        """Whether a text is a person's name (surname and one or two characters) or a surname with a title.

        Several, separated by blanks, commas or 、, must all be. Made to protect people where a column mixes persons and
        units, so it rather says yes: a short name without any suffix that begins with a surname is a person.
        """
        folded = _BRACKETS.sub("", fold(text[: 8 * _LONGEST_PERSON]))
        parts = [p for p in re.split(r"[\s,;/、。和及]+", re.sub(r"[\d*+\-:.()]+", " ", folded)) if p]
        return 0 < len(parts) <= 5 and all(self._is_person(part) for part in parts)

    def _is_person(self, text: str) -> bool:
        if len(text) > _LONGEST_PERSON:
            return False
        if self._titled.fullmatch(text):
            return True
        return bool(self._named.fullmatch(text)) and not self._has_suffix(text) and not _is_weekday(text)

    def _has_suffix(self, text: str) -> bool:
        """Whether the ending of a short name is one of a place or an organisation (of two characters, or a sure one)."""
        suffix = self._suffix(text)
        return (
            len(suffix) > 1
            or suffix in {"局", "厂", "店"}
            or (bool(self._place.search(text)) and len(text) > 2)
        )

    def _read_kind(self, name: str) -> str | None:
        folded = _NOT_IN_NAMES.sub("", fold(name))
        outside = _BRACKETS.sub("", folded) or folded
        if self._party and _PARTY_PREFIX.fullmatch(outside):
            return self._party
        suffix = self._suffix(outside)
        if len(suffix) < 2 or _PART.search(outside):
            suffix = self._suffix_of_whole(outside) or suffix
        return self._classes.get(self._business_of_branch(outside) or suffix if suffix == _BRANCH else suffix)

    def _business_of_branch(self, text: str) -> str:
        """The last business named in a branch's name: 四季酒店火车站店 is a hotel, not a shop."""
        endings = (self._suffix(text[:end]) for end in range(len(text) - 1, 1, -1))
        return next((s for s in endings if len(s) > 1 and self._classes[s] in self._businesses), "")

    def _suffix_of_whole(self, text: str) -> str:
        """The suffix of the unit that a part (某市第一医院东院区) belongs to: up to four characters name the part."""
        part = _PART.search(text)
        shorter = (text[: part.start() - n] for n in range(_LONGEST_PART + 1)) if part else ()
        return next((s for t in shorter if len(s := self._suffix(t)) > 1), "")

    def _suffix(self, text: str) -> str:
        """The longest known ending of a text, ``''`` if there is none."""
        lengths = range(min(self._longest, len(text)), 0, -1)
        return next((text[-n:] for n in lengths if text[-n:] in self._classes), "")


def _words(ontology: Ontology, scheme: str) -> str:
    return alternatives(fold(w) for c in ontology.in_scheme(scheme) for w in (c.zh, *c.synonyms))
