"""Who acts in a clause? Whom it names, else whom the clause before names, else whom the paragraph began with.

An example in the middle of a paragraph acts in its own sentence only. A bare kind (社区, 联盟, 该社区) means the one of that
kind that was named before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from ingest.articles.lexicon import ProseLexicon
from ingest.articles.places import ArticlePlaces
from ingest.articles.sentence import NOBODY, Clause, Mention, Sentence, Subject
from ontology.language.normalise import simplify
from ontology.terms import Classes

_LEAD_IN: Final = frozenset({"t", "TIME", "d", "ad", "c", "w", "f", "r", "q", "m", "a"})
_ACTING: Final = frozenset({"v", "vd", "vn", "p", "u", "xc"})
_PARTY_ENDING: Final = re.compile(r"(?:党委|党工委|党总支|党支部|党组织)$")
_SAID: Final = "该"
_OWN: Final = "其"
_LONGEST_KIND: Final = 6
_DESCRIBING: Final = 14
"""So many characters may describe a party that acts: 隔一条街的示例社区."""


class SubjectReader:
    """Sets who acts, sentence after sentence of one article."""

    def __init__(self, lexicon: ProseLexicon, places: ArticlePlaces) -> None:
        self.lexicon = lexicon
        self.places = places
        self._unit: Mention | None = None
        self._named: list[Mention] = []

    def read(self, sentences: list[Sentence]) -> None:
        """Set the subject of each clause of the sentences of an article, in order."""
        topic, paragraph, first = NOBODY, -1, True
        for sentence in sentences:
            if sentence.paragraph != paragraph:
                topic, paragraph, first, self._unit = NOBODY, sentence.paragraph, True, None
            last = topic
            for clause in sentence.clauses:
                own = self._own(sentence, clause)
                clause.subject = own if own is not None else replace(last, own=False)
                settles = own is not None and (
                    own.known or clause.start == 0 or self._is_somebody(sentence, clause)
                )
                last = own if own is not None and settles else last
                self._unit = clause.subject.party or self._unit
                self._named += [m for m in sentence.mentions if clause.start <= m.start < clause.end]
            if first:
                topic = next((c.subject for c in sentence.clauses if c.subject.known), NOBODY)
                first = False

    def _is_somebody(self, s: Sentence, clause: Clause) -> bool:
        """Whether a clause begins with somebody whose name is not known (组织部、工青妇联合…): who acts from there on."""
        first = next((t for t in s.words(clause.start, clause.end) if t.tag_ not in _LEAD_IN), None)
        if first is None:
            return False
        return first.tag_ in {"ORG", "PER"} or self.lexicon.lists.organisations.kind(first.text) is not None

    def _own(self, s: Sentence, clause: Clause) -> Subject | None:
        """Who the clause itself says acts; ``NOBODY`` if it is somebody unnamed, ``None`` if it does not say."""
        described = next((m for m in s.mentions if clause.start < m.start < clause.start + _DESCRIBING), None)
        if (
            described
            and s.plain[described.start - 1] == "的"
            and "，" not in s.plain[clause.start : described.start]
        ):
            return Subject(described, described.place, True, described.start)
        for token in s.words(clause.start, clause.end):
            if found := self._at(s, token):
                return found
            if token.text in self.lexicon.nationwide:
                return NOBODY
            if token.tag_ in _LEAD_IN:
                continue
            return None if token.tag_ in _ACTING else NOBODY
        return None

    def _at(self, s: Sentence, token: Token) -> Subject | None:
        """The subject that a word begins, if it does."""
        at = token.idx
        mention = next((m for m in s.mentions if m.start <= at < m.end), None)
        if mention:
            own = Subject(mention, mention.place or self._place_at(s, at), True, mention.start)
            return self._urged(s, mention.end) or own
        place = next((p for p in s.places if p.start <= at < p.end), None)
        if place:
            return self._urged(s, place.end) or Subject(None, place.code, True, place.start)
        if self.lexicon.states(token.text, "urge"):
            return self._urged(s, at)
        if code := self._standing(s, at):
            return Subject(None, code, True, at)
        before = self._said_before(s, token)
        return Subject(before, before.place, True, at) if before else None

    def _said_before(self, s: Sentence, token: Token) -> Mention | None:
        """The party named before that a bare kind means; 该… looks back over paragraphs, an alliance too."""
        text = s.plain[token.idx + 1 : token.idx + 5] if s.plain.startswith(_SAID, token.idx) else token.text
        if token.text == _OWN:
            return self._unit
        if len(token.text) > _LONGEST_KIND:
            return None
        alliance = self.lexicon.lists.organisations.kind(token.text) == Classes.ALLIANCE
        if text != token.text or alliance:
            return next((m for m in reversed(self._named) if self._is_of_kind(m, text)), None)
        known = token.tag_ in {"n", "ORG"} and self.lexicon.lists.organisations.kind(token.text) is not None
        return self._unit if known and self._unit and self._is_of_kind(self._unit, text) else None

    def _is_of_kind(self, mention: Mention, text: str) -> bool:
        """Whether a party's name ends in this kind, or in its unit's (社区党委 of 银杏里社区)."""
        name = simplify(mention.name)
        bare = _PARTY_ENDING.sub("", text)
        return any(name.endswith(ending) for ending in _beginnings(text)) or bool(
            bare and name.endswith(bare)
        )

    def _urged(self, s: Sentence, position: int) -> Subject | None:
        """Who really acts where somebody gets another to: 指导秦淮区探索; ``None`` if nobody does."""
        word = s.word_at(position)
        if word is None or not self.lexicon.states(word.text, "urge"):
            return None
        at = position + len(word.text)
        mention = next((m for m in s.mentions if m.start == at), None)
        place = next((p for p in s.places if p.start == at), None)
        end = mention.end if mention else place.end if place else 0
        following = s.word_at(end) if end else None
        if following is None or following.tag_ not in {"v", "vn", "vd", "d"}:
            return None
        if mention:
            return Subject(mention, mention.place, True, at)
        return Subject(None, place.code, True, at) if place else None

    def _standing(self, s: Sentence, position: int) -> str:
        word = next((w for w in self.lexicon.standing if s.plain.startswith(w, position)), "")
        return self.places.standing(word) if word else ""

    def _place_at(self, s: Sentence, position: int) -> str:
        place = next((p for p in s.places if p.start <= position < p.end), None)
        return place.code if place else ""


def _beginnings(text: str) -> Iterator[str]:
    """The beginnings of a text from two characters on, longest first: 该社区建立 is the community's."""
    return (text[:n] for n in range(len(text), 1, -1))
