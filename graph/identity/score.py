"""How sure are we that two signatures are one party? A pure function of both and the parameters."""

from __future__ import annotations

from dataclasses import dataclass

from graph.identity.parameters import PROVINCE_DIGITS, Parameters
from graph.identity.signature import Signature
from ontology.model import Ontology


@dataclass(frozen=True, slots=True)
class Score:
    """``value`` 0 (never) to 1 (certain), and the features that made it, as slugs."""

    value: float
    reasons: tuple[str, ...]


NOTHING = Score(0.0, ())


def score(a: Signature, b: Signature, parameters: Parameters, ontology: Ontology) -> Score:
    """The score of two signatures; symmetric.

    Different valid codes, disjoint classes and incompatible places are never one; only one valid
    code under two names at incompatible places is asked about, for it may have been copied down.
    """
    same_code = bool(a.uscc) and a.uscc == b.uscc
    if reason := conflict(a, b, ontology):
        asked = same_code and reason == "incompatible-places"
        value = parameters.scores["same_code_elsewhere"] if asked else 0.0
        return Score(value, ("same-code", reason) if asked else (reason,))
    same_name = bool(a.name_key) and a.name_key == b.name_key
    if same_code:
        reasons = ("same-code", "same-name") if same_name else ("same-code",)
        return Score(parameters.scores["same_code"], reasons)
    if not same_name:
        return NOTHING
    reason = _place_reason(a, b, parameters, ontology)
    return Score(parameters.scores[reason], (reason.replace("_", "-"),))


def conflict(a: Signature, b: Signature, ontology: Ontology) -> str:
    """Why two signatures may not be joined without a person ('' if they may): a slug.

    One party may act in several districts: the same code under the same name bears different places.
    """
    if a.uscc and b.uscc and a.uscc != b.uscc:
        return "different-codes"
    if disjoint(a.type, b.type, ontology):
        return "disjoint-classes"
    same_party = a.uscc and a.uscc == b.uscc and a.name_key == b.name_key
    return "incompatible-places" if not same_party and incompatible(a.places, b.places) else ""


def incompatible(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether both state places and no place of one is, contains or lies in one of the other.

    >>> incompatible(("420106",), ("4201",)), incompatible(("420106",), ("420102",))
    (False, True)
    """
    return bool(a) and bool(b) and not any(x.startswith(y) or y.startswith(x) for x in a for y in b)


def disjoint(a: str, b: str, ontology: Ontology) -> bool:
    """Whether the ontology says that nothing is both an ``a`` and a ``b``."""
    one, other = ontology.classes.get(a), ontology.classes.get(b)
    return bool((one and b in one.disjoint) or (other and a in other.disjoint))


def _place_reason(a: Signature, b: Signature, parameters: Parameters, ontology: Ontology) -> str:
    if not a.places or not b.places:
        return "same_name"
    if a.places != b.places:
        return "same_name_containing_place"
    least = max(_least_digits(t, parameters, ontology) for t in (a.type, b.type))
    wide = any(len(code) < least for code in a.places)
    return "same_name_coarse_place" if wide else "same_name_same_place"


def _least_digits(name: str, parameters: Parameters, ontology: Ontology) -> int:
    return max(
        (parameters.least_place_digits.get(c, PROVINCE_DIGITS) for c in _lineage(name, ontology)),
        default=PROVINCE_DIGITS,
    )


def _lineage(name: str, ontology: Ontology) -> frozenset[str]:
    known = ontology.classes.get(name)
    return frozenset((name, *known.ancestors)) if known else frozenset((name,))
