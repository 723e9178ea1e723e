"""What is a case about, and whom does it serve? Themes and audiences that its sentences name often enough."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from ingest.articles.article import ArticleReading
from ingest.articles.audience import is_served
from ingest.articles.book import Entry
from ingest.articles.sentence import Sentence
from ontology.language.concepts import ConceptHit
from ontology.terms import Classes, Properties

_FEW: Final = 3
_MOST_QUOTES: Final = 5


def state_topics(a: ArticleReading, entry: Entry, sentences: list[Sentence]) -> None:
    """The audiences and themes that the case names: in its title or a heading, or more than once; an article's chief
    practice, the one in its title, is for the same people."""
    chief = [e for s in sentences if s.kind == "title" for e in s.facts if _is_practice(a, e)]
    for (name, concept), places in _topics(a, sentences).items():
        headed = any(s.kind != "paragraph" for s, _ in places)
        if not (headed or len(places) > 1 or len(sentences) <= _FEW):
            continue
        for s, hit in places[:_MOST_QUOTES]:
            quote = [s.quote(hit.start, hit.end)]
            for told in (entry, *(chief if name == Properties.ELIGIBILITY else ())):
                told.concept(name, concept, s.text[hit.start : hit.end], quote, "asserted")


def _is_practice(a: ArticleReading, entry: Entry) -> bool:
    return a.lexicon.ontology.is_a(entry.account.cls, Classes.PRACTICE)


def _topics(
    a: ArticleReading, sentences: list[Sentence]
) -> dict[tuple[str, str], list[tuple[Sentence, ConceptHit]]]:
    """Where the sentences name themes, and people who are served, by property and concept."""
    found: dict[tuple[str, str], list[tuple[Sentence, ConceptHit]]] = defaultdict(list)
    for s in sentences:
        for hit in a.lexicon.themes(s.plain):
            if _is_word(s, hit):
                found[Properties.THEME, hit.concept].append((s, hit))
        for hit in a.lexicon.lists.audiences(s.plain):
            if is_served(a.lexicon, s.plain, hit):
                found[Properties.ELIGIBILITY, hit.concept].append((s, hit))
    return found


def _is_word(s: Sentence, hit: ConceptHit) -> bool:
    """Whether a hit is made of whole words: 卫生 in 环境卫生 is none."""
    first, last = s.word_at(hit.start), s.word_at(hit.end - 1)
    return (
        first is not None
        and last is not None
        and (first.idx, last.idx + len(last.text)) == (hit.start, hit.end)
    )
