"""How is a sentence taken apart? Words, quotes, amounts, places, organisations, then clauses with who acts and whether
it is so.

The sentences of an article are read in order: who acts in one is carried to the next of the same paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from graph.records import Status
from graph.sources import Passage
from ingest.articles.amounts import read_amounts
from ingest.articles.lexicon import ProseLexicon
from ingest.articles.mentions import MentionReader
from ingest.articles.places import ArticlePlaces
from ingest.articles.sentence import NOBODY, Clause, Mention, Sentence, Subject, cut_clauses, find_quoted
from ontology.language.normalise import simplify
from ontology.language.sentences import split_sentences
from ontology.terms import Classes

_LEAD_IN: Final = frozenset({"t", "TIME", "d", "ad", "c", "w", "f", "r", "q", "m"})
_STATUS_TAGS: Final = frozenset({"v", "vd", "d", "ad", "p", "c", "t", "r", "TIME", "xc", "vn"})
_FUTURE: Final = "将"
_BACK: Final = frozenset({"其", "该"})


class Analyst:
    """Takes the sentences of one article apart."""

    def __init__(self, lexicon: ProseLexicon, places: ArticlePlaces) -> None:
        self.lexicon = lexicon
        self.places = places
        self._mentions = MentionReader(lexicon, places)
        self._statuses = sorted(lexicon.status, key=lambda w: (-len(w), w))

    def sentences(self, passages: Iterable[tuple[Passage, int, str]]) -> list[Sentence]:
        """The sentences of passages (each with the number of its paragraph and the kind of its block), in order."""
        found: list[Sentence] = []
        for passage, paragraph, kind in passages:
            for start, end in split_sentences(passage.text):
                found.append(self._read(passage, paragraph, kind, start, end))
        self._who(found)
        return found

    def _read(self, passage: Passage, paragraph: int, kind: str, start: int, end: int) -> Sentence:
        text = passage.text[start:end]
        plain = simplify(text)
        sentence = Sentence(text, plain, passage.id, start, paragraph, self.lexicon.words.read(plain), kind)
        sentence.quoted = find_quoted(plain)
        sentence.clauses = cut_clauses(plain, sentence.quoted)
        sentence.amounts = read_amounts(plain, self.lexicon)
        sentence.places = self.places.find(sentence)
        sentence.mentions = self._mentions.find(sentence)
        self._how_sure(sentence)
        return sentence

    def _how_sure(self, sentence: Sentence) -> None:
        """Set what each clause is: a fact, planned, denied, told by somebody, or only supposed."""
        told = False
        for clause in sentence.clauses:
            marks = {m for w in self._status_words(sentence, clause) for m in self.lexicon.status[w]}
            told = told or "attributed" in marks
            clause.supposed = "supposed" in marks or sentence.is_question
            clause.status = _status(marks, told, self._is_future(sentence, clause))

    def _status_words(self, sentence: Sentence, clause: Clause) -> list[str]:
        text = sentence.plain
        found = []
        for token in sentence.words(clause.start, clause.end):
            if token.tag_ not in _STATUS_TAGS or sentence.in_quotes(token.idx):
                continue
            word = next((w for w in self._statuses if text.startswith(w, token.idx)), "")
            if word and self._ends_with_word(sentence, token.idx + len(word)):
                found.append(word)
        return found

    def _ends_with_word(self, sentence: Sentence, position: int) -> bool:
        word = sentence.word_at(position)
        return word is None or word.idx == position

    def _is_future(self, sentence: Sentence, clause: Clause) -> bool:
        return any(t.text == _FUTURE and t.tag_ == "d" for t in sentence.words(clause.start, clause.end))

    def _who(self, sentences: list[Sentence]) -> None:
        """Set who acts in each clause."""
        last, paragraph = NOBODY, -1
        unit: Mention | None = None
        for sentence in sentences:
            if sentence.paragraph != paragraph:
                last, paragraph, unit = NOBODY, sentence.paragraph, None
            for clause in sentence.clauses:
                own = self._own_subject(sentence, clause, unit)
                clause.subject = own if own is not None else replace(last, own=False)
                if own is not None and (own.known or clause.start == 0):
                    last = own
                if clause.subject.party is not None:
                    unit = clause.subject.party

    def _own_subject(self, s: Sentence, clause: Clause, unit: Mention | None) -> Subject | None:
        """Who the clause itself says acts; ``NOBODY`` if it is somebody unnamed, ``None`` if it does not say."""
        for token in s.words(clause.start, clause.end):
            at = token.idx
            mention = next((m for m in s.mentions if m.start <= at < m.end), None)
            if mention:
                return Subject(mention, mention.place or self._place_at(s, at), True, mention.start)
            place = next((p for p in s.places if p.start <= at < p.end), None)
            if place:
                return Subject(None, place.code, True, place.start)
            if token.text in self.lexicon.nationwide:
                return NOBODY
            if code := self._standing(s, at):
                return Subject(None, code, True, at)
            if self._refers_back(token, unit):
                return Subject(unit, unit.place if unit else "", True, at)
            if token.tag_ in _LEAD_IN:
                continue
            return None if token.tag_ in {"v", "vd", "vn", "p", "u", "xc"} else NOBODY
        return None

    def _standing(self, s: Sentence, position: int) -> str:
        word = next((w for w in self.lexicon.standing if s.plain.startswith(w, position)), "")
        return self.places.standing(word) if word else ""

    def _place_at(self, s: Sentence, position: int) -> str:
        place = next((p for p in s.places if p.start <= position < p.end), None)
        return place.code if place else ""

    def _refers_back(self, token: Token, unit: Mention | None) -> bool:
        """Whether a bare kind (社区, 社区党委) means the organisation named before, which is one of that kind."""
        if unit is None or len(token.text) > 6:
            return False
        if token.text in _BACK:
            return True
        cls = self.lexicon.lists.organisations.kind(token.text)
        if cls is None or token.tag_ not in {"n", "ORG"}:
            return False
        ontology = self.lexicon.ontology
        return cls == unit.type or (cls == Classes.COMMUNITY and ontology.is_a(unit.type, Classes.COMMUNITY))


def _status(marks: set[str], told: bool, future: bool) -> Status:
    if "negated" in marks:
        return "negated"
    if "planned" in marks or future:
        return "planned"
    return "attributed" if told else "asserted"
