"""Which numbers does a sentence state? Amounts with units as lists have them, and shares in per cent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc

from ingest.articles.lexicon import ProseLexicon
from ingest.articles.sentence import Amount
from ontology.language.numerals import read_number
from ontology.language.quantities import canonical_decimal

SHARE: Final = "%"
_SHARE: Final = re.compile(
    r"(?P<before>超过|超|逾|近|约|达到|不低于|至少)?(?P<number>\d+(?:\.\d+)?)[%％](?P<after>以上|左右)?"
)
_PRECISION: Final = {
    "超过": "over", "超": "over", "逾": "over", "近": "about", "约": "about",
    "不低于": "at-least", "至少": "at-least", "以上": "at-least", "左右": "about",
}  # fmt: skip


def read_amounts(plain: str, doc: Doc, lexicon: ProseLexicon) -> tuple[Amount, ...]:
    """The amounts of a sentence in order; of a range (3-5) only its two ends, of one span. A unit ends where a word ends:
    11个人才企业 are 11 of something, not 11 people."""
    return tuple(_whole_words(a, plain, doc, lexicon) for a in _amounts(plain, lexicon))


def _whole_words(amount: Amount, plain: str, doc: Doc, lexicon: ProseLexicon) -> Amount:
    cut = next((t for t in doc if amount.start < t.idx < amount.end < t.idx + len(t.text)), None)
    if cut is None:
        return amount
    shorter = [a for a in _amounts(plain[: cut.idx], lexicon) if (a.start, a.end) == (amount.start, cut.idx)]
    return shorter[0] if shorter else amount


def _amounts(plain: str, lexicon: ProseLexicon) -> tuple[Amount, ...]:
    found = [
        Amount(q.start, q.end, canonical_decimal(q.value), q.unit, q.precision, _dimension(q.unit, lexicon))
        for q in lexicon.quantities.read(plain)
    ]
    found += [s for s in _shares(plain) if all(s.end <= a.start or a.end <= s.start for a in found)]
    return tuple(sorted(found, key=lambda a: (a.start, a.end, a.precision)))


def _dimension(unit: str, lexicon: ProseLexicon) -> str:
    known = lexicon.quantities.units.get(unit)
    return known.dimension if known else ""


def _shares(plain: str) -> Iterator[Amount]:
    for match in _SHARE.finditer(plain):
        value = read_number(match["number"])
        if value is not None:
            precision = (
                _PRECISION.get(match["after"] or "") or _PRECISION.get(match["before"] or "") or "exact"
            )
            yield Amount(*match.span(), canonical_decimal(value), SHARE, precision, "share")
