"""Which things of the graph does a question mean by name? Exact, in quotes, with words missing or added.

A name counts if the question holds it whole, holds what is particular about it (薪火V来 of “薪火V来”党建共建联盟), quotes a part of
it, or if all content words of the question stand in it (校地共建 for 栖霞校地党建联盟). What only resembles it does not: 银杏 is not
银桂. Of several equally near all are meant, and the answer says which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from graph.connection import Graph
from graph.principal import Principal
from graph.reading import EntityView, entities
from ontology.language.keys import name_key
from ontology.terms import Properties
from search.answer import Reference
from search.asking.question import Question
from search.asking.words import QuestionWords, question_words
from search.context import SearchContext
from search.filters import Narrowed
from search.fusion import fuse
from search.retrieval import retrieve

LOOKED_AT: Final = 60
MAX_MEANT: Final = 5
WHOLE: Final = 1.0
QUOTED: Final = 0.9
CORE: Final = 0.8
WORDS: Final = 0.6
_SHORTEST: Final = 2


@dataclass(frozen=True, slots=True)
class Meant:
    """The things meant, all equally near (``score``); ``near`` are others of the classes that words or meaning found, best first."""

    views: tuple[EntityView, ...]
    score: float
    near: tuple[EntityView, ...]


def find_meant(
    context: SearchContext,
    principal: Principal,
    question: Question,
    classes: Iterable[str],
    fits: Callable[[EntityView], bool] = lambda _: True,
) -> Meant:
    """The things of these classes (subclasses count) that fit and that the question names."""
    found = [v for v in candidates(context, principal, question, classes) if fits(v)]
    words = question_words(context.graph.ontology)
    scored = [(max((nearness(question, n, words) for n in names_of(v)), default=0.0), v) for v in found]
    best = max((score for score, _ in scored), default=0.0)
    views = [v for score, v in scored if score == best and score > 0]
    views = _in_place(views, question)
    return Meant(tuple(views[:MAX_MEANT]), best, tuple(v for _, v in scored if v not in views))


def candidates(
    context: SearchContext, principal: Principal, question: Question, classes: Iterable[str]
) -> list[EntityView]:
    """What words and meaning find among these classes, best first."""
    narrowed = narrowed_to(context.graph, classes)
    found = retrieve(context, principal, question.looked_for, narrowed, None, vectors=True)
    ids = [f.id for f in fuse(found.words, found.meaning)][:LOOKED_AT]
    views = entities(context.graph, principal, ids)
    return [views[id] for id in ids if id in views]


def narrowed_to(graph: Graph, classes: Iterable[str]) -> Narrowed:
    """The condition that a thing is of one of these classes or of a class below."""
    names = sorted({name for root in classes for name in graph.ontology.subclasses(root)})
    return Narrowed(("n.class IN $classes",), {"classes": names})


def names_of(view: EntityView) -> list[str]:
    """All that it is called."""
    other = [f.value for f in view.stated(Properties.ALTERNATIVE_NAME)]
    return list(dict.fromkeys([view.name, *(f.value for f in view.stated(Properties.NAME)), *other]))


def reference(view: EntityView) -> Reference:
    """It, as answers show it."""
    return Reference(view.id, view.type, view.name, view.members)


def nearness(question: Question, name: str, words: QuestionWords) -> float:
    """How surely a question means a name: 0 (not at all) to 1 (it holds it whole)."""
    key = name_key(name)
    if len(key) < _SHORTEST:
        return 0.0
    if question.quoted:
        return max((_quoted(key, part, words) for part in question.quoted), default=0.0)
    if key in question.key:
        return WHOLE
    core = words.distinctive(key)
    if len(core) >= _SHORTEST and (
        words.stands_alone(core, question.key)
        or (len(core) > _SHORTEST and words.stands_alone(words.unplaced(core), words.unplaced(question.key)))
    ):
        return CORE
    return WORDS if holds_words(question, key, words) else 0.0


def holds_words(question: Question, key: str, words: QuestionWords) -> bool:
    """Whether all content words of a question stand in a comparison text; a word that the question goes on from with a single
    character (江畔里) with that character."""
    return bool(question.words) and all(_held(question, name_key(w), key, words) for w in question.words)


def _held(question: Question, word: str, key: str, words: QuestionWords) -> bool:
    if not word or word not in key:
        return False
    if words.stands_alone(word, question.key):
        return True
    end = question.key.find(word) + len(word)
    rest = question.key[end:]
    return any(rest.startswith(name_key(w)) for w in question.words) or f"{word}{rest[:1]}" in key


def _quoted(key: str, part: str, words: QuestionWords) -> float:
    if key == part:
        return WHOLE
    core, asked = words.distinctive(key), words.distinctive(part)
    if (core and core == asked) or part in key or (len(core) >= _SHORTEST and core in part):
        return QUOTED
    return 0.0


def _in_place(views: Sequence[EntityView], question: Question) -> list[EntityView]:
    """Of several equally near those in the place that the question names, if any is."""
    if not question.place or len(views) < 2:
        return list(views)
    there = [v for v in views if any(p.startswith(question.place) for p in v.values(Properties.PLACE))]
    return there or list(views)
