"""With which word tools is an article read? The word lists of the ontology, ready to be asked.

What lists are read with (concepts, amounts, organisations, places) is shared: see ``ingest.lists.lexicon``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from graph.gazetteer import Gazetteer
from ingest.articles.words import WordReader
from ingest.lists.lexicon import Lexicon
from ontology.language.quantities import QuantityReader
from ontology.model import Ontology
from ontology.terms import Schemes


@dataclass(frozen=True, slots=True)
class PracticeNoun:
    """A noun that says what a name is the name of; ``ends`` whether it may be the end of the name itself."""

    cls: str
    ends: bool


class ProseLexicon:
    """The word tools of one ontology and one gazetteer for articles; pure, safe to share."""

    def __init__(self, lists: Lexicon) -> None:
        self.lists = lists
        self.quantities = QuantityReader(lists.ontology, Schemes.PROSE_UNITS)
        self.verbs = self._by_wording(Schemes.PROSE_VERBS)
        self.status = self._by_wording(Schemes.PROSE_STATUS)
        self.problems = self._by_wording(Schemes.PROBLEM_WORDS)
        self._unnamed = self._by_notation(Schemes.UNNAMED)
        self.words = WordReader(sorted(self._unnamed["label"]))
        self.nouns = {
            wording: PracticeNoun(concept.implies_class, concept.notation == "end")
            for concept in lists.ontology.in_scheme(Schemes.PRACTICE_NOUNS)
            for wording in (concept.zh, *concept.synonyms)
        }
        self.longest_noun = max(map(len, self.nouns))
        self.phrases = frozenset(
            wording
            for concept in lists.ontology.in_scheme(Schemes.FIXED_PHRASES)
            for wording in (concept.zh, *concept.synonyms)
        )
        self.periods = self._by_wording(Schemes.PERIOD_WORDS)
        self.themes = lists.finder(Schemes.THEMES)

    @property
    def ontology(self) -> Ontology:
        """The vocabulary."""
        return self.lists.ontology

    @property
    def gazetteer(self) -> Gazetteer:
        """The official places."""
        return self.lists.gazetteer

    @cached_property
    def stems(self) -> frozenset[str]:
        """Words that are no name by themselves (网格, 基层)."""
        return self._unnamed["stem"]

    @cached_property
    def before(self) -> tuple[str, ...]:
        """Modifiers that stand in front of a name and are not part of it (辖区, 全国首家), longest first."""
        return longest_first(self._unnamed["before"])

    @cached_property
    def collective(self) -> frozenset[str]:
        """Nouns of a kind of units together (成员单位, 企业): no name ends in them alone."""
        return self._unnamed["collective"]

    @cached_property
    def vague(self) -> frozenset[str]:
        """Nouns that say nothing of what was counted (方面)."""
        return self._unnamed["vague"]

    @cached_property
    def slogans(self) -> frozenset[str]:
        """Catchwords that stand in quotation marks and name nothing that is done."""
        return self._unnamed["slogan"]

    @cached_property
    def attributes(self) -> frozenset[str]:
        """Nouns of attributes: 583个…建筑面积 counts no areas."""
        return self._unnamed["attribute"]

    @cached_property
    def nominal(self) -> frozenset[str]:
        """Verbs that also stand as modifiers before a noun (研究课题)."""
        return frozenset(w for w, marks in self.verbs.items() if "nominal" in marks)

    @cached_property
    def standing(self) -> tuple[str, ...]:
        """Words that refer back to the article's area (该市, 全区), longest first."""
        return longest_first(self._unnamed["standing"])

    @cached_property
    def nationwide(self) -> frozenset[str]:
        """Words for the whole country."""
        return self._unnamed["nationwide"]

    def states(self, word: str, what: str) -> bool:
        """Whether a verb states this (``found``, ``practise`` …)."""
        return what in self.verbs.get(word, ())

    def noun_at(self, text: str) -> str:
        """The longest practice noun that a text begins with, '' if none."""
        lengths = range(min(self.longest_noun, len(text)), 0, -1)
        return next((text[:n] for n in lengths if text[:n] in self.nouns), "")

    def noun_at_end(self, text: str) -> str:
        """The longest practice noun that may end a name and that this name ends in, '' if none."""
        lengths = range(min(self.longest_noun, len(text) - 1), 1, -1)
        return next(
            (text[-n:] for n in lengths if text[-n:] in self.nouns and self.nouns[text[-n:]].ends), ""
        )

    def noun_ending(self, text: str) -> str:
        """The longest practice noun that a text ends in, '' if none."""
        lengths = range(min(self.longest_noun, len(text)), 0, -1)
        return next((text[-n:] for n in lengths if text[-n:] in self.nouns), "")

    def _by_wording(self, scheme: str) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for concept in self.lists.ontology.in_scheme(scheme):
            for wording in (concept.zh, *concept.synonyms):
                if concept.notation not in found[wording]:
                    found[wording].append(concept.notation)
        return {wording: tuple(notations) for wording, notations in found.items()}

    def _by_notation(self, scheme: str) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for wording, notations in self._by_wording(scheme).items():
            for notation in notations:
                found[notation].add(wording)
        return {notation: frozenset(words) for notation, words in found.items()}


def longest_first(words: Iterable[str]) -> tuple[str, ...]:
    """Words in the order in which they are to be tried."""
    return tuple(sorted(words, key=lambda w: (-len(w), w)))
