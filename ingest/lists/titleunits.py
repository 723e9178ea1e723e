"""In which unit of money does a title say that the amounts below it are? 单位：万元."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.lists.lexicon import Lexicon
from ingest.lists.wording import split_header

SCALES = {"百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_SAID = re.compile(r"单位\s*[：:]?\s*(?:人民币)?([百千万亿]?[^\s、，,/）)]{1,4})")


@dataclass(frozen=True, slots=True)
class TitledMoney:
    """A unit of money, by how much its numbers count, and where the text says so."""

    unit: str
    scale: int
    start: int
    end: int


def money_in(text: str, lexicon: Lexicon) -> TitledMoney | None:
    """What a title says of amounts of money, if it does."""
    found = _SAID.search(text)
    if found is None:
        return None
    said = found[1]
    scale = SCALES.get(said[0], 1)
    unit = lexicon.unit(said[1:] if scale > 1 else said)
    if not unit or lexicon.dimension(unit) != "money":
        return None
    return TitledMoney(unit, scale, found.start(), found.end())


def is_money(name: str, lexicon: Lexicon) -> bool:
    """Whether a property is of money: one of its wordings has a unit of it (经费（元）)."""
    wordings = lexicon.ontology.properties[name].wordings
    units = (lexicon.unit(split_header(w).inner) for w in wordings if w[-1:] in "）)")
    return any(lexicon.dimension(u) == "money" for u in units if u)
