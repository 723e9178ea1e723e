"""Which practice cases does an article tell, and what are their parts? Problem, who, what they did, with what, what came of it.

An article about one area or organisation is one case; a community, school or company in it whose own doing is told is one
more. Each part is a stretch of a sentence, so it leads to its passage. An article of general policy is no case.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from ingest.articles.article import ArticleReading, clause_text
from ingest.articles.book import PARTY_ROLE, Entry
from ingest.articles.names import Named
from ingest.articles.parts import Part, parts_of
from ingest.articles.sentence import Clause, Mention, Sentence
from ingest.articles.topics import state_topics
from ontology.terms import Classes, Properties

_MOST_PARTS: Final = 8
_LEAST_SENTENCES: Final = 2
_LEAST_FACTS: Final = 2
_SHORT_NAME: Final = 24
_PARTS: Final = (Properties.PROBLEM, Properties.MEASURE, Properties.MEANS, Properties.OUTCOME_TEXT)


@dataclass(slots=True)
class Story:
    """What is gathered of one case before it is written."""

    parts: list[Part] = field(default_factory=list)
    facts: list[Entry] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)


def read_cases(a: ArticleReading, title: str, date: str, sentences: list[Sentence]) -> None:
    """State the cases of an article whose sentences were read by all other rules; ``date`` is its ISO date or ''."""
    told = [s for s in sentences if s.kind == "paragraph" and not s.is_question]
    chief = _protagonist(a, sentences)
    whole = _gather(a, told, lambda clause: _is_of_the_whole(a, clause, chief))
    if _is_a_story(a, whole, chief):
        _write(a, title or _untitled(a, chief, date), chief, a.places.home, whole, sentences)
    for named, some in _by_unit(a, told, chief).items():
        story = _gather(a, some, partial(_acts, a, named), a.book.id_of(named))
        if _did_something(a, story, named):
            _write(a, f"{named.name}：{_name_of(a, story, named)}", named, named.place, story, some)


def _protagonist(a: ArticleReading, sentences: list[Sentence]) -> Named | None:
    """The organisation that the title names, or that acts in most sentences; ``None`` if it is an area."""
    titled = [
        m for s in sentences if s.kind == "title" for m in s.mentions if not a.is_a(m, Classes.ALLIANCE)
    ]
    if titled:
        return a.book.names.of(titled[0])
    acting = Counter(a.book.names.of(p) for s in sentences if (p := s.clauses[0].subject.party))
    best = max(acting, key=lambda n: (acting[n], n.name), default=None)
    return best if best and acting[best] * 2 > len([s for s in sentences if s.kind == "paragraph"]) else None


def _is_a_story(a: ArticleReading, story: Story, chief: Named | None) -> bool:
    return bool(
        (chief or a.places.home)
        and len(story.sentences) >= _LEAST_SENTENCES
        and len(story.facts) >= _LEAST_FACTS
        and any(p.property == Properties.MEASURE for p in story.parts)
    )


def _by_unit(a: ArticleReading, told: list[Sentence], chief: Named | None) -> dict[Named, list[Sentence]]:
    """The sentences in which a local organisation other than the protagonist acts by name."""
    found: dict[Named, list[Sentence]] = defaultdict(list)
    for s in told:
        actors = {a.book.names.of(c.subject.party): c for c in s.clauses if c.subject.party is not None}
        for named, clause in actors.items():
            if named != chief and _is_local(a, named) and clause.subject.party is not None:
                found[named].append(s)
    return found


def _is_local(a: ArticleReading, named: Named) -> bool:
    """Whether an organisation is one that does things on the spot: no committee of a city, no alliance."""
    ontology = a.lexicon.ontology
    if ontology.is_a(named.type, Classes.ALLIANCE) or ontology.is_a(named.type, Classes.GOVERNMENT_BODY):
        return ontology.is_a(named.type, Classes.STREET_OFFICE)
    return not (ontology.is_a(named.type, Classes.PARTY_ORGANIZATION) and len(named.place) in {0, 2, 4, 6})


def _did_something(a: ArticleReading, story: Story, named: Named) -> bool:
    """Whether a unit's own clauses tell a doing with a name, or, of a community or street, one with a result."""
    ontology = a.lexicon.ontology
    practised = any(ontology.is_a(e.account.cls, Classes.PRACTICE) for e in story.facts)
    local = any(ontology.is_a(named.type, c) for c in (Classes.COMMUNITY, Classes.STREET_OFFICE))
    counted = any(e.role not in {PARTY_ROLE, Classes.MEMBERSHIP} for e in story.facts)
    kinds = {p.property for p in story.parts}
    return Properties.MEASURE in kinds and (
        practised or (local and counted and Properties.OUTCOME_TEXT in kinds)
    )


def _gather(
    a: ArticleReading, sentences: Iterable[Sentence], counts: Callable[[Clause], bool], own: str = ""
) -> Story:
    """The parts and facts of sentences: parts of the clauses that count; with ``own``, a party's record id, its facts only."""
    story = Story()
    for s in sentences:
        story.sentences.append(s)
        story.parts += parts_of(a, s, counts)
        told = [e for e in s.facts if not own or e.is_of(own)]
        story.facts += [e for e in told if e not in story.facts]
    return story


def _acts(a: ArticleReading, unit: Named, clause: Clause) -> bool:
    """Whether a unit acts in a clause."""
    party = clause.subject.party
    return party is not None and a.book.names.of(party) == unit


def _is_of_the_whole(a: ArticleReading, clause: Clause, chief: Named | None) -> bool:
    """Whether a clause tells of the article's area or protagonist, not of one example in it."""
    party = clause.subject.party
    return party is None or a.book.names.of(party) == chief or not _is_local(a, a.book.names.of(party))


def _name_of(a: ArticleReading, story: Story, named: Named | None) -> str:
    """The name of a case without a title: the practice that it tells of, else what was done first."""
    for entry in story.facts:
        if a.lexicon.ontology.is_a(entry.account.cls, Classes.PRACTICE):
            return next(iter(entry.account.values(Properties.NAME)))
    first = next(p for p in story.parts if p.property == Properties.MEASURE)
    said = clause_text(first.sentence, first.start, first.end)
    return said.removeprefix(named.name if named else "")[:_SHORT_NAME]


def _untitled(a: ArticleReading, chief: Named | None, date: str) -> str:
    """A name for the case of an article without a title: whose it is, and of when the report is."""
    who = chief.name if chief else a.places.name(a.places.home)
    return f"{who}的实践（{date}报道）" if date else f"{who}的实践"


def _write(
    a: ArticleReading, name: str, who: Named | None, place: str, story: Story, sentences: list[Sentence]
) -> None:
    entry = a.book.open(Classes.CASE, about=who.name if who else "", item=name, place=place)
    opening = next((s for s in sentences if s.kind == "title"), story.sentences[0])
    entry.state(Properties.NAME, name, [opening.quote()])
    for part_name in _PARTS:
        for part in _telling([p for p in story.parts if p.property == part_name]):
            said = clause_text(part.sentence, part.start, part.end)
            entry.state(part_name, said, [part.sentence.quote(part.start, part.end)])
    _who(a, entry, who, place, opening, story)
    _what_of_it(a, entry, story)
    state_topics(a, entry, sentences)


def _telling(parts: list[Part]) -> list[Part]:
    """The parts that are kept, in their order: those with a name in quotation marks or a number first."""
    told = [p for p in parts if any(p.start <= at < p.end for at in p.sentence.told)]
    chosen = (told + [p for p in parts if p not in told])[:_MOST_PARTS]
    return [p for p in parts if p in chosen]


def _who(
    a: ArticleReading, entry: Entry, who: Named | None, place: str, opening: Sentence, story: Story
) -> None:
    if who is not None:
        said = next((s for s in (opening, *story.sentences) if _names(a, s, who)), opening)
        mention = _names(a, said, who)
        quote = said.quote(mention.start, mention.end) if mention else opening.quote()
        party = a.book.open(who.type, about=who.name, place=who.place)
        entry.link(Properties.PRACTISED_BY, party, who.name, [quote])
    if place:
        said_at = [
            s.quote(p.start, p.end)
            for s in (opening, *story.sentences)
            for p in s.places
            if p.code.startswith(place) or place.startswith(p.code)
        ]
        entry.place(Properties.PLACE, place, a.places.name(place), said_at[:3] or [opening.quote()])


def _names(a: ArticleReading, s: Sentence, who: Named) -> Mention | None:
    return next((m for m in s.mentions if a.book.names.of(m) == who), None)


def _what_of_it(a: ArticleReading, entry: Entry, story: Story) -> None:
    """Link the practices and outcomes that the sentences state."""
    ontology = a.lexicon.ontology
    for s in story.sentences:
        for other in [e for e in s.facts if e in story.facts]:
            cls = max(other.classes, key=lambda c: len(ontology.classes[c].ancestors))
            name = next(
                iter(other.account.values(Properties.NAME) or other.account.values(Properties.STATED_AS)), ""
            )
            if ontology.is_a(cls, Classes.PRACTICE):
                link = (
                    Properties.APPLIES_METHOD
                    if ontology.is_a(cls, Classes.METHOD)
                    else Properties.APPLIES_PRACTICE
                )
                entry.link(link, other, name, [s.quote()])
            elif ontology.is_a(cls, Classes.ALLIANCE):
                entry.link(Properties.ALLIANCE, other, name, [s.quote()])
            elif ontology.is_a(cls, Classes.OUTCOME):
                entry.link(Properties.OUTCOME, other, name, [s.quote()])
