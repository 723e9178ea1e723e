"""Who founded this organisation, and on whose basis? 依托南京晓庄学院，该市成立…“南京网格学院”."""

from __future__ import annotations

from typing import Final

from ingest.articles.article import ArticleReading
from ingest.articles.sentence import Mention, Sentence
from ontology.terms import Classes, Properties

_BETWEEN: Final = frozenset(
    {"n", "nz", "nw", "vn", "a", "an", "m", "q", "c", "w", "u", "LOC", "ORG", "PER", "s", "f", "xc"}
)


def read_founding(a: ArticleReading, s: Sentence) -> None:
    """State for each organisation that a sentence says was founded: by whom, by which area, relying on whom."""
    for mention in s.mentions:
        clause = s.clause_at(mention.start)
        if a.is_a(mention, Classes.ALLIANCE) or clause.supposed or mention is clause.subject.party:
            continue
        verb = _founded(a, s, clause.start, mention)
        if verb < 0 or not clause.subject.known or clause.subject.party == mention:
            continue
        entry = a.book.party(mention, s)
        a.actor(entry, clause.subject, s, Properties.FOUNDED_BY, Properties.FOUNDED_BY_AREA, clause)
        s.states(entry, mention.start)
        basis = _basis(a, s, verb, mention)
        if basis is not None:
            party, quote = a.book.party(basis, s), s.quote(basis.start, mention.end)
            entry.link(Properties.RELIES_ON, party, a.book.names.of(basis).name, [quote], clause.status)


def _founded(a: ArticleReading, s: Sentence, start: int, mention: Mention) -> int:
    """Where the verb stands that says the mention was founded, -1 if none does: only what describes it in between."""
    for token in reversed(list(s.words(start, mention.start))):
        if a.lexicon.states(token.text, "found") and token.tag_ in {"v", "vn"}:
            before = token.nbor(-1).text if token.i else ""
            return -1 if a.lexicon.states(before, "urge") else token.idx
        if token.tag_ not in _BETWEEN:
            return -1
    return -1


def _basis(a: ArticleReading, s: Sentence, verb: int, mention: Mention) -> Mention | None:
    """The party that stands behind 依托 before the verb."""
    relying = tuple(w for w, marks in a.lexicon.verbs.items() if "rely" in marks)
    return next(
        (m for m in s.mentions if m.end <= verb and m != mention and s.plain[: m.start].endswith(relying)),
        None,
    )
