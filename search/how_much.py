"""How much does a sentence ask for? Its amounts, without what is a frequency, a bare “one”, or too long to read."""

from __future__ import annotations

import re
from typing import Final

from ontology.language.quantities import Quantity
from search.asked import Demand, Understood
from search.factors.readers import Readers

_SINGLE: Final = frozenset({"", "count", "room", "occasion", "person"})
"""Dimensions in which “one” is how a thing is spoken of (一间会议室, 一场讲座)."""
_EACH: Final = re.compile(r"(每|per |a |/)\s*[^，。；,;\d]{0,6}$", re.IGNORECASE)
_LONG: Final = re.compile(r"\d{19,}")
_SHOWN: Final = 20


def asked_amounts(readers: Readers, text: str) -> list[Quantity]:
    """The amounts that a sentence states, without how often (每周三次 says when, not how much)."""
    return [
        q
        for q in readers.quantities(text)
        if not (readers.dimension(q.unit) == "occasion" and _EACH.search(text[: q.start]))
    ]


def says_how_much(readers: Readers, quantity: Quantity) -> bool:
    """Whether an amount asks for enough: a single piece or person is asked for by any demand, half a ton is not."""
    return quantity.value > 1 or (quantity.value > 0 and readers.dimension(quantity.unit) not in _SINGLE)


def too_long(readers: Readers, text: str, demand: Demand) -> tuple[Understood, ...]:
    """The numbers that have too many digits to be an amount: they are not used, and that is said."""
    read = [(q.start, q.end) for q in readers.quantities(text)]
    found = []
    for match in _LONG.finditer(text):
        if demand.quantity is None and not any(a < match.end() and match.start() < b for a, b in read):
            wording = f"{match.group()[:_SHOWN]}…"
            zh = f"“{wording}”有 {len(match.group())} 位，太长，没有用作数量"
            en = f"{wording} has {len(match.group())} digits, too many for an amount: not used"
            found.append(Understood("quantity", wording, "", zh, en))
    return tuple(found)
