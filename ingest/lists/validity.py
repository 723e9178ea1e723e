"""From when until when does a list hold, as its title says? 有效期至2025年12月31日; 2025年1月1日至12月31日有效; 2024年度.

The words are the wordings of the properties of validity. What a row's own columns say wins over it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ingest.drafts import Draft
from ontology.language.normalise import fold
from ontology.language.times import DateFound, read_dates
from ontology.language.wordings import alternatives
from ontology.model import Ontology
from ontology.terms import Properties

_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d{2})\s?年度")
_BETWEEN: Final = re.compile(r"\s*[至到~～—–-]+\s*")
_FILL: Final = r"[\s:：为是于自从至到（(【\[]*"


class ValidityWords:
    """Finds what a heading says of validity."""

    def __init__(self, ontology: Ontology) -> None:
        self._until = _before(ontology, Properties.VALID_UNTIL)
        self._from = _before(ontology, Properties.VALID_FROM)

    def names(self, text: str, date: DateFound) -> bool:
        """Whether a date of a text is one of its validity."""
        return any(d.start <= date.start < d.end for d in self.read(text))

    def read(self, text: str) -> Iterator[Draft]:
        """The beginning and the end that a heading states, each with where it stands."""
        dates = read_dates(text)
        for number, date in enumerate(dates):
            before = fold(text[: date.start])
            after = dates[number + 1] if number + 1 < len(dates) else None
            range_follows = after and _BETWEEN.fullmatch(text[date.end : after.start])
            if self._from.search(before) or (range_follows and self._until.search(before)):
                yield _draft(Properties.VALID_FROM, date.iso, text, date.start, date.end)
                if after and range_follows:
                    yield _draft(Properties.VALID_UNTIL, after.iso, text, after.start, after.end)
            elif self._until.search(before):
                yield _draft(Properties.VALID_UNTIL, date.iso, text, date.start, date.end)
        if found := _YEAR.search(text):
            yield _draft(Properties.VALID_FROM, f"{found[1]}-01-01", text, *found.span())
            yield _draft(Properties.VALID_UNTIL, f"{found[1]}-12-31", text, *found.span())


def _before(ontology: Ontology, name: str) -> re.Pattern[str]:
    """The words before a date that make it one of validity. A lone 至 or 自 names a column, but says nothing in a title."""
    words = (fold(w) for w in ontology.properties[name].wordings if len(w) > 1)
    return re.compile(alternatives(words) + _FILL + "$")


def _draft(name: str, iso: str, text: str, start: int, end: int) -> Draft:
    return Draft(name, iso, original=text[start:end], start=start, end=end)
