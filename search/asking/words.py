"""Which words of a question tell what it asks for? The word list ``questionWords`` of the ontology, made ready once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ontology.language.normalise import fold
from ontology.language.wordings import alternatives
from ontology.model import Class, Ontology
from ontology.terms import Classes, Schemes

Span = tuple[int, int]
_KEPT: Final = 4
_ELLIPSIS: Final = "..."
"""As folding writes the sign."""
_BETWEEN: Final = "[^，。；！？,;!?]{0,24}?"
"""What may stand between the two sides of a wording with an ellipsis: no end of a clause."""
_LINKS: Final = "的由是有在和与跟及"
"""What may follow a name."""
_LEVELS: Final = frozenset({"province", "city", "district"})

_made: dict[str, QuestionWords] = {}


@dataclass(frozen=True, slots=True)
class Said:
    """A wording found: where, what it tells (``notation``), and the class that it implies ('' if none)."""

    notation: str
    span: Span
    implies: str = ""


class QuestionWords:
    """The words of one ontology; pure, safe between threads. Positions are those of the folded text."""

    def __init__(self, ontology: Ontology) -> None:
        concepts = ontology.in_scheme(Schemes.QUESTIONS)
        self._patterns = [
            (
                c.notation,
                c.implies_class,
                re.compile("|".join(sorted(map(_pattern, c.wordings), key=_longest))),
            )
            for c in concepts
        ]
        generic = [fold(w) for c in concepts if c.notation == "generic" for w in c.wordings]
        generic += [fold(w) for w in ontology.classes[Classes.ALLIANCE].wordings]
        self.generic = re.compile(alternatives(generic))
        after = [fold(w) for c in concepts for w in c.wordings if _ELLIPSIS not in fold(w)]
        self._after = re.compile(rf"{alternatives([*generic, *after])}|[{_LINKS}]|谁|$")
        self._areas = re.compile(alternatives(_areas(ontology)))
        self._classes = _class_words(ontology)
        self._class = re.compile(alternatives(self._classes))

    def find(self, text: str) -> list[Said]:
        """What the words of a folded text tell, in order of position."""
        found = [
            Said(notation, m.span(), implies)
            for notation, implies, pattern in self._patterns
            for m in pattern.finditer(text)
        ]
        return sorted(found, key=lambda s: (s.span[0], -s.span[1], s.notation))

    def classes(self, text: str) -> list[Said]:
        """The classes that a folded text names (高校, 工作法, alliances), longest wording first where they overlap."""
        return [Said("class", m.span(), self._classes[m.group()]) for m in self._class.finditer(text)]

    def distinctive(self, key: str) -> str:
        """A name's comparison form without the words that many such names share."""
        return self.generic.sub("", key)

    def unplaced(self, key: str) -> str:
        """A comparison form without the endings of provinces, cities and districts: 南京市某院 and 南京某院 are one."""
        return self._areas.sub("", key)

    def stands_alone(self, part: str, key: str) -> bool:
        """Whether a question's key holds a part of a name that ends there: 银杏 in 银杏联盟, not in 银杏里联盟."""
        ends = (m.end() for m in re.finditer(re.escape(part), key)) if part else ()
        return any(self._after.match(key, end) for end in ends)


def question_words(ontology: Ontology) -> QuestionWords:
    """The words of an ontology: made at the first call, then the same for every equal ontology."""
    found = _made.get(ontology.version)
    if found is None:
        if len(_made) >= _KEPT:
            _made.clear()
        found = _made[ontology.version] = QuestionWords(ontology)
    return found


def _class_words(ontology: Ontology) -> dict[str, str]:
    """Folded wording → class, for what a question may ask for a choice of."""
    roots = (Classes.PARTY, Classes.PRACTICE, Classes.CASE, Classes.HONOUR)
    found: dict[str, str] = {}
    for root in roots:
        for declared in _below(ontology, root):
            found |= {fold(w): declared.name for w in declared.wordings if len(w) > 1}
    return found


def _areas(ontology: Ontology) -> list[str]:
    """The endings of provinces, cities and districts."""
    concepts = ontology.in_scheme(Schemes.PLACE_SUFFIXES)
    return [fold(w) for c in concepts if c.notation in _LEVELS for w in c.wordings if not w.isascii()]


def _below(ontology: Ontology, root: str) -> Iterable[Class]:
    return (ontology.classes[name] for name in ontology.subclasses(root))


def _pattern(wording: str) -> str:
    parts = [re.escape(part) for part in fold(wording).split(_ELLIPSIS)]
    pattern = _BETWEEN.join(parts)
    return rf"(?<![a-z]){pattern}(?![a-z])" if wording.isascii() else pattern


def _longest(pattern: str) -> tuple[int, str]:
    return -len(pattern), pattern
