"""What may an unknown column mean? Up to three properties, by likeness of its name and by what its values look like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ingest.lists.handling import handler_of
from ingest.lists.lexicon import Lexicon
from ingest.lists.stats import ColumnStats
from ingest.lists.values import best_by_values, units_share
from ingest.lists.wording import Candidate, wording_key
from ontology.language.periods import read_periods
from ontology.model import Ontology
from ontology.terms import Properties

MOST: Final = 3
LEAST: Final = 0.4
_BY_VALUES: Final = 0.6
_BOTH: Final = 0.2
_NEVER: Final = frozenset({Properties.KEPT, Properties.ROW_NUMBER, Properties.NAME})


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A property that a column may mean, and how likely, 0 to 1."""

    property: str
    zh: str
    en: str
    score: float


def suggestions(wording: str, stats: ColumnStats, lexicon: Lexicon) -> tuple[Suggestion, ...]:
    """The likeliest meanings of a column of that name with these values, likeliest first."""
    scored = [(_score(wording_key(wording), name, stats, lexicon), name) for name in _known(lexicon.ontology)]
    best = sorted(((s, n) for s, n in scored if s >= LEAST), key=lambda pair: (-pair[0], pair[1]))
    known = lexicon.ontology.properties
    return tuple(Suggestion(n, known[n].zh, known[n].en, s) for s, n in best[:MOST])


def _known(ontology: Ontology) -> tuple[str, ...]:
    return tuple(n for n, p in sorted(ontology.properties.items()) if p.wordings and n not in _NEVER)


def _score(key: str, name: str, stats: ColumnStats, lexicon: Lexicon) -> float:
    """Likeness of the names, or of the values to what the property holds; both are worth more than one. Nothing if the
    values speak against it."""
    wordings = lexicon.ontology.properties[name].wordings
    named = max((_likeness(key, wording_key(w)) for w in wordings), default=0.0)
    held = _BY_VALUES * _fit(name, stats, lexicon)
    if max(named, held) < LEAST:
        return 0.0
    if stats.filled and best_by_values([Candidate(name, "within", key)], stats, lexicon) is None:
        return 0.0
    return round(min(0.95, max(named, held) + _BOTH * min(named, held)), 2)


def _likeness(a: str, b: str) -> float:
    """How many letters and pairs of letters two names share, 0 to 1."""
    mine, theirs = _pieces(a), _pieces(b)
    return 2 * len(mine & theirs) / (len(mine) + len(theirs)) if mine and theirs else 0.0


@lru_cache(maxsize=1 << 14)
def _pieces(key: str) -> frozenset[str]:
    return frozenset({*key, *(key[i : i + 2] for i in range(len(key) - 1))})


def _fit(name: str, stats: ColumnStats, lexicon: Lexicon) -> float:
    """The share of the values that are of the property's kind; 0 for kinds that any text is of."""
    scheme = lexicon.ontology.properties[name].scheme
    tests: dict[str, Callable[[str], bool]] = {
        "date": lambda v: bool(lexicon.dates(v) or read_periods(v)),
        "place": lexicon.places.is_place,
    }
    handler = handler_of(name, lexicon.ontology)
    if handler == "party":
        return units_share(stats, lexicon)
    if handler == "concept" and scheme:
        return stats.share(lambda v: bool(lexicon.finder(scheme)(v)))
    return stats.share(tests[handler]) if handler in tests else 0.0
