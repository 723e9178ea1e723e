"""With what does a rule work? The article being read: its word tools, places, names and the book that is written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from graph.records import Quote
from ingest.articles.book import Book, Entry
from ingest.articles.lexicon import ProseLexicon
from ingest.articles.places import ArticlePlaces
from ingest.articles.sentence import Clause, Mention, Sentence, Subject
from ontology.terms import Properties

_ELSEWHERE = re.compile(r"市内外|省内外|国内外|区内外")
SHOWN = 160
"""Characters of a clause that a statement repeats as its wording."""


@dataclass(frozen=True, slots=True)
class ArticleReading:
    """One article while its sentences are read, rule by rule."""

    lexicon: ProseLexicon
    places: ArticlePlaces
    book: Book
    home_quotes: tuple[Quote, ...] = ()
    """The words that say which area the article is about."""
    practices: dict[str, Entry] = field(default_factory=dict)
    """The practices named so far, by the name within the quotation marks."""

    def is_a(self, mention: Mention, cls: str) -> bool:
        """Whether a mention is of this class."""
        return self.lexicon.ontology.is_a(mention.type, cls)

    def actor(
        self, entry: Entry, subject: Subject, s: Sentence, party: str, place: str, clause: Clause
    ) -> None:
        """Link an entry with who acts: a party by one property, an area alone by the other."""
        where = subject_quote(s, subject, clause)
        if subject.party is not None:
            actor = self.acting(subject.party, s)
            entry.link(party, actor, self.book.names.of(subject.party).name, where, clause.status)
        elif (
            not subject.known
            and place == Properties.PLACE
            and clause.status == "asserted"
            and self._is_at_home(s)
        ):
            entry.place(
                place,
                self.places.home,
                self.places.name(self.places.home),
                [*self.home_quotes, *where],
                clause.status,
            )
        elif subject.place:
            entry.place(place, subject.place, self.places.name(subject.place), where, clause.status)

    def _is_at_home(self, s: Sentence) -> bool:
        """Whether a sentence that names nobody speaks of the article's own area: the article says what it is about, nobody
        local is spoken of in the sentence or right before it, and no other place, and not the whole country."""
        if not self.home_quotes or s.local or _ELSEWHERE.search(s.plain):
            return False
        if any(t.text in self.lexicon.nationwide for t in s.doc):
            return False
        return all(
            p.code.startswith(self.places.home) or self.places.home.startswith(p.code) for p in s.places
        )

    def acting(self, mention: Mention, s: Sentence) -> Entry:
        """The entry of a party that acts in a sentence, whether it is named there or was before."""
        return self.book.party(mention, s) if mention in s.mentions else self.named(mention)

    def named(self, mention: Mention) -> Entry:
        """The entry of a party that was named in an earlier sentence."""
        named = self.book.names.of(mention)
        return self.book.open(named.type, about=named.name, place=named.place)


def subject_quote(s: Sentence, subject: Subject, clause: Clause) -> list[Quote]:
    """The words that name who acts, if they stand in this sentence, and the clause that says what is done."""
    said = s.quote(clause.start, clause.end)
    if subject.party is not None and subject.party in s.mentions:
        return [s.quote(subject.party.start, subject.party.end), said]
    return [said]


def clause_text(s: Sentence, start: int, end: int) -> str:
    """A stretch of a sentence as a statement repeats it: without the punctuation at its ends, at most ``SHOWN`` long."""
    return s.text[start:end].strip().strip("，；。：、,;: ")[:SHOWN]
