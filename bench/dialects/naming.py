"""Who and where are the lists of? Invented organisations and people, real districts."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from bench.dialects.vocabulary import Vocabulary
from graph.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A real district: ``written`` (南京市玄武区), its ``code``, and real streets of it with their codes."""

    written: str
    code: str
    streets: tuple[tuple[str, str], ...]


def whereabouts(draw: Random, words: Vocabulary, gazetteer: Gazetteer) -> Whereabouts:
    """A district of one of the half's cities."""
    city = gazetteer.get(draw.choice(words.cities))
    assert city
    district = draw.choice(
        [p for p in gazetteer.children(city.code) if p.name.endswith("区") and len(p.name) > 2]
    )
    streets = [p for p in gazetteer.children(district.code) if p.name.endswith("街道")]
    chosen = draw.sample(streets, min(3, len(streets)))
    return Whereabouts(f"{city.name}{district.name}", district.code, tuple((p.name, p.code) for p in chosen))


def party(draw: Random, words: Vocabulary) -> str:
    """An invented organisation."""
    return draw.choice(words.stems) + draw.choice(words.kinds_of_party)


def person(draw: Random, words: Vocabulary) -> str:
    """A name that nobody has (王某)."""
    return draw.choice(words.surnames) + words.given


def phone(draw: Random) -> str:
    """A number that is plainly made up."""
    return f"138{draw.choice(('0000', '1111'))}{draw.randrange(10):04d}"
