"""What does a plain question ask for, and about what? Intent, quoted names, class, place, audiences, content words.

Only words are read here, no data: ``meant.py`` looks for the things that are named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import rjieba

from graph.connection import Graph
from ontology.language.keys import name_key
from ontology.language.normalise import fold, is_ideograph
from ontology.model import Ontology
from ontology.terms import Classes, Schemes
from search.ask_answer import Intent
from search.asking.words import QuestionWords, Said, Span, question_words
from search.factors.readers import Readers, readers_of
from search.understanding import find_places, named, overlaps

MAX_WORDS: Final = 12
MAX_LOOKED_FOR: Final = 200
_QUOTED: Final = re.compile(r"[“\"「『《]([^“”\"「」『』《》]{2,60})[”\"」』》]")
_AFTER_PLACE: Final = frozenset("的有里内哪，。、？?!！ ")
_ORDER: Final[tuple[Intent, ...]] = ("similar", "founder", "members", "methods", "demand", "figures")
"""Of several intents that words tell, the first counts: 有多少家成员单位 asks for members, not for a number of anything."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was read.

    ``folded`` is its comparison text and ``key`` that without signs; ``quoted`` are the keys of what stands in quotes;
    ``choice`` is the class of which a choice is asked for (哪些高校), ``classes`` all classes that it names; ``place`` an
    official code or '' (``place_wording`` as written, ``bounded``: it stands as a condition, not as the beginning of a
    name); ``words`` are the folded content words: not those that only ask, name a class or a place, or stand in every name.
    """

    text: str
    folded: str
    key: str
    intent: Intent
    quoted: tuple[str, ...] = ()
    choice: str = ""
    classes: tuple[str, ...] = ()
    place: str = ""
    place_wording: str = ""
    bounded: bool = False
    audiences: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def looked_for(self) -> str:
        """What is looked up and embedded: the beginning, which says what it is about; 400 characters would cost 60 ms."""
        return self.text[:MAX_LOOKED_FOR]


def read_question(graph: Graph, text: str) -> Question:
    """What the words of a question say, by the vocabulary alone."""
    ontology = graph.ontology
    words, readers = question_words(ontology), readers_of(ontology)
    folded = fold(text)
    said, classes = words.find(folded), words.classes(folded)
    quoted = [(name_key(m[1]), m.span(1)) for m in _QUOTED.finditer(folded)]
    open_said = [s for s in said if not overlaps(s.span, [span for _, span in quoted])]
    place = next((p for p in find_places(graph.gazetteer, text) if p.place), None)
    wording = text[slice(*place.span)] if place else ""
    asking = [s.span for s in open_said if s.notation != "generic"]
    asking += [s.span for s in classes if s.implies == Classes.ALLIANCE]
    concepts = {
        scheme: tuple(
            n.concept for n in named(readers, scheme, text, asking) if fold(n.wording) not in readers.asking
        )
        for scheme in (Schemes.AUDIENCES, Schemes.THEMES, Schemes.KINDS)
    }
    taken = [s.span for s in (*open_said, *_near_which(open_said, classes))]
    return Question(
        text=text,
        folded=folded,
        key=name_key(text),
        intent=_intent(ontology, open_said, classes, concepts[Schemes.KINDS]),
        quoted=tuple(key for key, _ in quoted if len(key) > 1),
        choice=next((s.implies for s in _near_which(open_said, classes)), ""),
        classes=tuple(
            dict.fromkeys(
                [s.implies for s in open_said if s.notation == "methods" and s.implies]
                + [s.implies for s in classes]
            )
        ),
        place=place.place.code if place and place.place else "",
        place_wording=wording,
        bounded=bool(place) and _bounded(text, place.span if place else (0, 0)),
        audiences=concepts[Schemes.AUDIENCES],
        themes=concepts[Schemes.THEMES],
        kinds=concepts[Schemes.KINDS],
        words=_content_words(readers, words, folded, taken, fold(wording)),
    )


def _intent(
    ontology: Ontology, said: Sequence[Said], classes: Sequence[Said], kinds: Sequence[str]
) -> Intent:
    told = {s.notation for s in said}
    denied = [s.span for s in said if s.notation == "not-demand"]
    wants = any(s.notation == "demand" and not overlaps(s.span, denied) for s in said)
    asks = "which" in told or any(s.notation == "methods" for s in said)
    practices = [s for s in classes if _is_practice(ontology, s.implies)]
    if practices and asks:
        told.add("methods")
    for intent in _ORDER:
        if intent == "members" and "methods" in told and not _is_asked(ontology, said, classes):
            continue
        if intent in told and (intent != "demand" or (wants and kinds)):
            return intent
    return "search"


def _is_asked(ontology: Ontology, said: Sequence[Said], classes: Sequence[Said]) -> bool:
    """Whether parties are asked for: members are named, or a choice of parties is."""
    strong = any(s.notation == "members" and s.span[1] - s.span[0] <= 4 for s in said)
    return strong or any(not _is_practice(ontology, s.implies) for s in _near_which(said, classes))


def _is_practice(ontology: Ontology, name: str) -> bool:
    return any(ontology.is_a(name, root) for root in (Classes.PRACTICE, Classes.CASE))


def _near_which(said: Sequence[Said], classes: Sequence[Said]) -> list[Said]:
    """The classes of which a choice is asked for: right after 哪些, or right before (有)哪些."""
    which = [s.span for s in said if s.notation == "which"]
    return [
        c for c in classes if any(0 <= c.span[0] - w[1] <= 1 or 0 <= w[0] - c.span[1] <= 1 for w in which)
    ]


def _bounded(text: str, span: Span) -> bool:
    """Whether a place is a condition (玄武区有哪些…, 在南京市) rather than the beginning of a name (南京某某学院)."""
    after, before = text[span[1] : span[1] + 1], text[: span[0]]
    return not after or after in _AFTER_PLACE or before.endswith(("在", "于"))


def _content_words(
    readers: Readers, words: QuestionWords, folded: str, taken: Iterable[Span], place: str
) -> tuple[str, ...]:
    """The words that say what it is about, in order, each once."""
    spans, found, position = list(taken), dict[str, None](), 0
    for word in rjieba.cut(folded):
        span = (position, position + len(word))
        position = span[1]
        plain = word.strip()
        if len(plain) < 2 or overlaps(span, spans) or plain in readers.asking or (place and plain in place):
            continue
        if words.generic.fullmatch(plain) or not any(is_ideograph(c) or c.isalpha() for c in plain):
            continue
        found[plain] = None
    return tuple(found)[:MAX_WORDS]
