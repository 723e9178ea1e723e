"""What is meant by a name in a query? A class, a concept, a place, by its name or one of its wordings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, Protocol

from graph.places import path_of
from ontology.model import Ontology, Term
from search.errors import SHOWN, AmbiguousPlace, SearchNotValid
from search.options import PASSAGE

if TYPE_CHECKING:
    from graph.gazetteer import Gazetteer

MAX_NAMED: Final = 12
_CODE: Final = re.compile(r"\d{2}|\d{4}|\d{6}|\d{9}|\d{12}")


class Meanings(Protocol):
    """What words stand for: the vocabulary and the places, of the live graph or of a snapshot."""

    @property
    def ontology(self) -> Ontology:
        """The vocabulary."""
        ...

    @property
    def gazetteer(self) -> Gazetteer:
        """The places."""
        ...


def find_class(ontology: Ontology, text: str) -> str:
    """The class of that name or label.

    Raises:
        SearchNotValid: there is none.
    """
    if text in ontology.classes:
        return text
    found = _labelled(ontology.classes, text)
    if not found:
        raise not_valid("类", "class", text, (PASSAGE, *sorted(ontology.classes)))
    return found[0]


def find_concepts(ontology: Ontology, scheme: str, text: str) -> list[str]:
    """The concepts of a scheme with that name or wording, sorted.

    Raises:
        SearchNotValid: there is none.
    """
    known = {c.name: c for c in ontology.in_scheme(scheme)}
    wanted = [text] if text in known else _labelled(known, text)
    if not wanted:
        raise not_valid("概念", "concept", text, sorted(known))
    return wanted


def find_place(meanings: Meanings, text: str) -> str:
    """The official code of a place by its code or name.

    Raises:
        SearchNotValid, AmbiguousPlace: no place, or several, have that name.
    """
    code = text if _CODE.fullmatch(text) else _resolve(meanings.gazetteer, text)
    if meanings.gazetteer.get(code) is None:
        raise _unknown_place(text)
    return code


def _resolve(gazetteer: Gazetteer, text: str) -> str:
    if len(text) > SHOWN:
        raise _unknown_place(text)
    found = gazetteer.resolve(text)
    if found.rest.strip() or (not found.candidates and found.place is None):
        raise _unknown_place(text)
    if found.place is None:
        codes = [place.code for place in found.candidates[:MAX_NAMED]]
        raise AmbiguousPlace(text, (f"{path_of(code, gazetteer)}（{code}）" for code in codes))
    return found.place.code


def _unknown_place(text: str) -> SearchNotValid:
    return SearchNotValid(
        f"没有叫“{text[:SHOWN]}”的地方：请写行政区划的名称（如“玄武区”）或 2、4、6、9、12 位代码",
        f"there is no place {text[:SHOWN]!r}: give the name of an administrative division or its code of 2, 4, 6, 9 or 12 digits",
        found=text[:SHOWN],
    )


def _labelled(terms: Mapping[str, Term], text: str) -> list[str]:
    return sorted(n for n, t in terms.items() if text.casefold() in {w.casefold() for w in t.wordings})


def not_valid(zh: str, en: str, found: str, allowed: Sequence[str]) -> SearchNotValid:
    """The error of a name that nothing has, with some that there are."""
    names = ", ".join(allowed[:MAX_NAMED])
    return SearchNotValid(
        f"没有叫“{found[:SHOWN]}”的{zh}：可用的有 {names} 等",
        f"there is no {en} {found[:SHOWN]!r}; there are {names} …",
        found=found[:SHOWN],
        allowed=list(allowed),
    )
