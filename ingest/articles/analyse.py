"""How is a sentence taken apart? Words, quotes, amounts, places, organisations, then clauses with who acts and whether
it is so.

The sentences of an article are read in order: who acts in one is carried to the next of the same paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from graph.records import Status
from graph.sources import Passage
from ingest.articles.amounts import read_amounts
from ingest.articles.lexicon import ProseLexicon, longest_first
from ingest.articles.mentions import MentionReader
from ingest.articles.places import ArticlePlaces
from ingest.articles.sentence import Clause, Mention, Sentence, cut_clauses, find_quoted
from ingest.articles.subjects import SubjectReader
from ontology.language.normalise import simplify
from ontology.language.sentences import split_sentences
from ontology.terms import Classes

_STATUS_TAGS: Final = frozenset({"v", "vd", "d", "ad", "p", "c", "t", "r", "TIME", "xc", "vn"})
_FUTURE: Final = "将"
_TAKEN: Final = re.compile(
    r"将.+(?:纳入|作为|列为|列入|划分|分为|融入|转化|打造成|变成|变为|视为|归入|下沉|送到|延伸|嵌入)"
)
"""将 takes an object here (把) and speaks of no future."""
_BEFOREHAND: Final = re.compile(r"未.{1,2}先")
"""未诉先办 denies nothing."""
_ACCORDING: Final = "据"
_OPENS_SPEECH: Final = frozenset("：:，,“")


class Analyst:
    """Takes the sentences of one article apart."""

    def __init__(self, lexicon: ProseLexicon, places: ArticlePlaces) -> None:
        self.lexicon = lexicon
        self.places = places
        self._mentions = MentionReader(lexicon, places)
        self._statuses = longest_first(lexicon.status)

    def sentences(self, passages: Iterable[tuple[Passage, int, str]]) -> list[Sentence]:
        """The sentences of passages (each with the number of its paragraph and the kind of its block), in order."""
        found: list[Sentence] = []
        last, opened = -1, False
        for passage, paragraph, kind in passages:
            opened = opened and paragraph == last
            last = paragraph
            for start, end in split_sentences(passage.text):
                sentence = self._read(passage, paragraph, kind, start, end, opened)
                opened = _still_open(sentence.plain, opened)
                found.append(sentence)
        known = {m.written: m for s in found for m in s.mentions}.values()
        for sentence in found:
            sentence.mentions = self._mentions.again(sentence, known)
        self._find_echoes(found)
        SubjectReader(self.lexicon, self.places).read(found)
        self._mark_local(found)
        return found

    def _find_echoes(self, sentences: list[Sentence]) -> None:
        """Find the bare words that mean the one alliance that the article has named so far, or its paragraph."""
        ontology, kind = self.lexicon.ontology, self.lexicon.lists.organisations.kind
        named: list[tuple[int, Mention]] = []
        for s in sentences:
            near = [m for paragraph, m in named if paragraph == s.paragraph] or [m for _, m in named]
            only = near[-1] if len({m.quoted or m.name for m in near}) == 1 else None
            words = [
                t
                for t in s.doc
                if t.tag_ == "n" and kind(t.text) == Classes.ALLIANCE and not s.in_quotes(t.idx)
            ]
            alliances = [m for m in s.mentions if ontology.is_a(m.type, Classes.ALLIANCE)]
            s.echoes = tuple(
                replace(m, start=t.idx, end=t.idx + len(t.text), written=t.text)
                for t in words
                for m in [next((x for x in reversed(alliances) if x.end <= t.idx), only)]
                if m is not None and not any(x.start <= t.idx < x.end for x in s.mentions)
            )
            named += [(s.paragraph, m) for m in alliances]

    def _mark_local(self, sentences: list[Sentence]) -> None:
        """Mark the sentences that speak of a single unit or quote somebody, and the ones right behind them."""
        ontology = self.lexicon.ontology
        before, paragraph = False, -1
        for s in sentences:
            before = before and s.paragraph == paragraph
            units = any(
                ontology.is_a(m.type, c)
                for m in s.mentions
                for c in (Classes.COMMUNITY, Classes.STREET_OFFICE)
            )
            own = (
                units
                or any(q.is_speech for q in s.quoted)
                or any(c.status == "attributed" for c in s.clauses)
            )
            s.local = own or before
            before, paragraph = own, s.paragraph

    def _read(
        self, passage: Passage, paragraph: int, kind: str, start: int, end: int, opened: bool
    ) -> Sentence:
        text = passage.text[start:end]
        plain = simplify(text)
        sentence = Sentence(text, plain, passage.id, start, paragraph, self.lexicon.words.read(plain), kind)
        sentence.quoted = find_quoted(plain)
        sentence.clauses = cut_clauses(plain, sentence.quoted)
        sentence.amounts = read_amounts(plain, sentence.doc, self.lexicon)
        sentence.places = self.places.find(sentence)
        sentence.mentions = self._mentions.find(sentence)
        self._how_sure(sentence, _speech(plain, opened))
        return sentence

    def _how_sure(self, sentence: Sentence, speech: tuple[int, int]) -> None:
        """Set what each clause is: a fact, planned, denied, told by somebody, or only supposed."""
        told = supposed = False
        for clause in sentence.clauses:
            spoken = speech[0] <= clause.start < speech[1] or any(
                q.is_speech and q.start <= clause.start < q.end for q in sentence.quoted
            )
            marks = {m for w in self._status_words(sentence, clause) for m in self.lexicon.status[w]}
            told = told or "attributed" in marks
            supposed = supposed or "supposed" in marks
            clause.supposed = supposed or sentence.is_question
            future = self._is_future(sentence, clause)
            clause.status = (
                _status(marks, told or spoken, future) if sentence.kind == "paragraph" else "asserted"
            )

    def _status_words(self, sentence: Sentence, clause: Clause) -> list[str]:
        text = sentence.plain
        found = []
        for token in sentence.words(clause.start, clause.end):
            if token.tag_ not in _STATUS_TAGS or sentence.in_quotes(token.idx):
                continue
            word = next((w for w in self._statuses if text.startswith(w, token.idx)), "")
            if _BEFOREHAND.match(text, token.idx):
                continue
            end = token.idx + len(word)
            if word and self._ends_with_word(sentence, end) and self._is_told(sentence, clause, word, end):
                found.append(word)
        return found

    def _is_told(self, sentence: Sentence, clause: Clause, word: str, end: int) -> bool:
        """A word of telling counts before what is told (…表示，…) or as 据…: 反映问题 tells nothing."""
        if "attributed" not in self.lexicon.status[word] or word.startswith(_ACCORDING):
            return True
        return end >= clause.end - 1 or sentence.plain[end : end + 1] in _OPENS_SPEECH

    def _ends_with_word(self, sentence: Sentence, position: int) -> bool:
        word = sentence.word_at(position)
        return word is None or word.idx == position

    def _is_future(self, sentence: Sentence, clause: Clause) -> bool:
        if _TAKEN.search(sentence.plain[clause.start : clause.end]):
            return False
        return any(t.text == _FUTURE and t.tag_ == "d" for t in sentence.words(clause.start, clause.end))


def _still_open(plain: str, opened: bool) -> bool:
    """Whether a quotation goes on behind a sentence."""
    first, last = plain.rfind("“"), plain.rfind("”")
    return (opened and last < 0) or first > last


def _speech(plain: str, opened: bool) -> tuple[int, int]:
    """The span of a sentence that belongs to a quotation of several sentences, empty if none does."""
    closes = plain.find("”")
    if opened and (closes < 0 or "“" not in plain[:closes]):
        return 0, closes + 1 if closes >= 0 else len(plain)
    opens = plain.rfind("“")
    return (opens, len(plain)) if opens > plain.rfind("”") else (0, 0)


def _status(marks: set[str], told: bool, future: bool) -> Status:
    if "negated" in marks:
        return "negated"
    if "planned" in marks or future:
        return "planned"
    return "attributed" if told else "asserted"
