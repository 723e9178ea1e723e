"""How much does each factor count? The one place of all numbers of matching.

A score is ``low + (high - low) * (0.01 + 0.98 * q)`` with the band of the item's certainty and
``q`` the weighted mean of the values of all factors that were asked for, meaning always among them. So
a score of 1 or 0 cannot occur, no possible match is above a certain one, and order inside a
band is never lost.
"""

from __future__ import annotations

from typing import Final

WEIGHTS: Final = {
    "kind": 5.0,
    "standard": 3.0,
    "place": 3.0,
    "capacity": 2.0,
    "audience": 2.0,
    "cost": 2.0,
    "time": 1.5,
    "detail": 2.0,
    "excluded": 2.0,
    "meaning": 1.0,
}
"""What a thing is counts most, then whether it can be used there; meaning orders what is otherwise equal."""

BANDS: Final = {
    "certain": (0.7, 1.0),
    "possible": (0.4, 0.7),
    "near_miss": (0.1, 0.4),
    "nearest": (0.0, 0.1),
}
"""The range of scores of each certainty."""

RELATIONS: Final = {
    "same": 1.0,
    "narrower": 0.95,
    "words": 0.9,
    "substitute": 0.8,
    "broader": 0.45,
    "weaker": 0.3,
    "sibling": 0.2,
    "general": 0.15,
    "related": 0.1,
    "other": 0.0,
}
"""The value of each relation between what is offered and what is asked for."""

FITS: Final = 1.0
PARTLY: Final = 0.6
UNKNOWN: Final = 0.4
MISSES: Final = 0.1

COSINE_FLOOR: Final = 0.7
"""multilingual-e5 gives unrelated short texts cosines of about 0.7 and above: the scale starts there."""

MAX_CANDIDATES: Final = 240
"""Offers looked at for one demand: those of fitting kinds in the asked place first."""

MAX_BY_MEANING: Final = 40
"""Of these, at most so many that only the hybrid search found."""

MAX_PAIRS: Final = 60
"""Offers looked at for each demand when many are matched at once."""

MAX_SHOWN_NEEDS: Final = 10
"""Needs shown beside a partner; all of them count in its score."""

RECIPROCAL_SHARE: Final = 0.15
"""The part of a partner's score that its own needs, met in return, can add."""

TIE_SHARE: Final = 0.05
"""The part of what is missing to 1 that ties can add to a partner's score: between equals they decide, a need met counts more."""

TIES: Final = {"shared-alliance": 0.6, "practised": 0.4}
"""How much of ``TIE_SHARE`` a shared alliance and a case or practice that touches the asker's needs each bring, once."""
