"""What does the end of a wording say of the numbers beside it? Whether it can be a thing, is of people, or is numbered."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from ingest.lists.amountforms import AmountForms
from ontology.model import Ontology
from ontology.terms import Schemes

_LETTERS = re.compile(r"[^\W\d_年月日号时点分秒至到]")
_LEAST_NAME = 2
_LONGEST_COUNT = 3


class ItemWords:
    """The words of ``itemParts`` of one ontology."""

    def __init__(self, ontology: Ontology) -> None:
        words: dict[str, set[str]] = defaultdict(set)
        for concept in ontology.in_scheme(Schemes.ITEM_PARTS):
            words[concept.notation] |= {concept.zh, *concept.synonyms}
        self._people = tuple(sorted(words["people"]))
        self._numbered = tuple(sorted(words["numbered"]))
        self._rooms = tuple(sorted(words["room"]))
        self._gauges = tuple(sorted(words["gauge"]))
        self.forms = AmountForms(ontology)
        self._attributes = tuple(sorted(words["attribute"]))
        self.names_thing = lru_cache(maxsize=1 << 14)(self._names_thing)

    def _names_thing(self, item: str) -> bool:
        """Whether a wording can be a thing: no attribute (面积), no rate (每周), no number or date alone."""
        return (
            len(item) >= _LEAST_NAME
            and _LETTERS.search(item) is not None
            and not item.endswith(self._attributes)
        )

    def may_be_counted(self, item: str, number: str) -> bool:
        """Whether a bare number behind a wording can count it; behind others it is part of a name (教室101, 项目2)."""
        if item.endswith(self._numbered) or item[-1:].isascii():
            return False
        return len(number) < _LONGEST_COUNT or not item.endswith(self._rooms)

    def is_gauge(self, item: str) -> bool:
        """Whether a 计 behind a wording is part of the name (体温计), not of the amount (轮椅计2辆)."""
        return item.endswith(self._gauges)

    def are_people(self, item: str) -> bool:
        """Whether a wording ends like a name of people: twenty of them are no size (20人水电工)."""
        return item.endswith(self._people)
