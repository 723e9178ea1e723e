"""Which named practices does a sentence tell of? Methods, brands, activities, platforms: names in quotation marks that a
noun behind them, their own ending or the verb before them says to be one.

“两个维护”, “第一责任” and other slogans are in quotation marks too: without such a noun, ending or verb nothing is stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ingest.articles.article import ArticleReading, clause_text
from ingest.articles.audience import ACTOR, is_served
from ingest.articles.book import Entry
from ingest.articles.heads import head_of, list_of
from ingest.articles.sentence import Clause, Mention, Quoted, Sentence, Subject
from ontology.language.concepts import ConceptHit
from ontology.terms import Classes, Properties

_SHORTEST: Final = 2
_FREE_NAME: Final = range(3, 15)
_NO_NAME: Final = re.compile(r"^[\d+A-Za-zＮN—\-－＋]+$")
_AFTER_FREE: Final = frozenset({"", "*", "（", "(", "，", "。", "；", "、", "等", "）", ")", "！", "“"})


@dataclass(frozen=True, slots=True)
class PracticeName:
    """A practice named at ``quoted``; ``core`` is what stands within the marks, ``name`` with the noun behind."""

    quoted: Quoted
    core: str
    name: str
    cls: str
    end: int


def read_practices(a: ArticleReading, s: Sentence) -> None:
    """State the practices that a sentence names, who practises them, for whom, and in which words it is said."""
    for found in practice_names(a, s):
        clause = s.clause_at(found.quoted.start)
        if clause.supposed:
            continue
        entry = a.book.open(found.cls, item=found.core)
        a.practices.setdefault(found.core, entry)
        quote = s.quote(found.quoted.start, found.end)
        entry.state(Properties.NAME, found.name, [quote])
        if found.core != found.name and _tells_apart(found.core):
            entry.state(Properties.ALTERNATIVE_NAME, found.core, [quote])
        said = clause_text(s, clause.start, clause.end)
        entry.state(Properties.STATED_AS, said, [s.quote(clause.start, clause.end)], clause.status)
        _whose(a, s, clause, found, entry)
        _for_whom(a, s, clause, found, entry)
        s.told.add(found.quoted.start)
        s.states(entry, found.quoted.start)


def _tells_apart(core: str) -> bool:
    """Whether a quoted name can stand alone: 1+N and 小微 are said of a hundred things."""
    return len(core) > _SHORTEST and not _NO_NAME.match(core)


def practice_names(a: ArticleReading, s: Sentence) -> Iterator[PracticeName]:
    """The practices that a sentence names, in order."""
    for quoted in s.quoted:
        if quoted.is_speech or _is_party(s, quoted) or len(quoted.inner.strip()) < _SHORTEST:
            continue
        if found := _named(a, s, quoted):
            yield found


def _is_party(s: Sentence, quoted: Quoted) -> bool:
    """Whether the quoted name is part of an organisation's name, or an organisation."""
    return any(m.start <= quoted.start + 1 < m.end for m in s.mentions)


def _named(a: ArticleReading, s: Sentence, quoted: Quoted) -> PracticeName | None:
    core = s.text[quoted.start + 1 : quoted.end - 1]
    plain = s.plain[quoted.start + 1 : quoted.end - 1]
    if plain in a.lexicon.slogans:
        return None
    head = head_of(s, quoted)
    noun = a.lexicon.noun_ending(head) if head else ""
    directly = bool(head) and s.plain.startswith(head, quoted.end)
    placed = _prefixed(s, quoted)
    if noun and placed and not directly:
        whole = s.text[placed : quoted.end]
        return PracticeName(quoted, whole, whole, a.lexicon.nouns[noun].cls, quoted.end)
    if noun and (directly or len(list_of(s, quoted)) > 1 or s.plain.startswith("等", quoted.end)):
        cls = a.lexicon.nouns[noun].cls
        end = quoted.end + len(head) if directly else quoted.end
        name = s.text[quoted.start : end] if directly else core
        return PracticeName(quoted, core, name, cls, end)
    ending = a.lexicon.noun_at_end(plain)
    if ending and (not head or not directly):
        return PracticeName(quoted, core, core, a.lexicon.nouns[ending].cls, quoted.end)
    if _is_free_name(a, s, quoted, plain, head):
        return PracticeName(quoted, core, core, Classes.PRACTICE, quoted.end)
    return None


def _prefixed(s: Sentence, quoted: Quoted) -> int:
    """Where the proper name begins that stands right before a quoted name of a list (金鹰“红馆”、招商“红馆”); 0 if none."""
    word = s.word_at(quoted.start - 1) if quoted.start else None
    if word is None or word.tag_ not in {"nz", "PER", "LOC", "ORG", "nw"} or word.i == 0:
        return 0
    owner = any(m.end == quoted.start for m in s.mentions) or any(p.end == quoted.start for p in s.places)
    return 0 if owner or word.nbor(-1).tag_ not in {"v", "vn", "w"} else word.idx


def _is_free_name(a: ArticleReading, s: Sentence, quoted: Quoted, plain: str, head: str) -> bool:
    """Whether a verb right before the name says that it is something that is done: 举办“…”, and no noun follows."""
    if len(plain) not in _FREE_NAME or _NO_NAME.match(plain) or plain in a.lexicon.phrases:
        return False
    before = s.word_at(quoted.start - 1) if quoted.start else None
    doing = before is not None and any(a.lexicon.states(before.text, what) for what in ("practise", "found"))
    if before is None or not doing or before.tag_ not in {"v", "vn"}:
        return False
    following = s.plain[quoted.end : quoted.end + 1]
    numbered = any(x.start == quoted.end for x in s.amounts)
    return not head and (following in _AFTER_FREE or numbered)


def _whose(a: ArticleReading, s: Sentence, clause: Clause, found: PracticeName, entry: Entry) -> None:
    """Who practises it: the party right before the name, else who acts, if the verb says that it is practised."""
    owner = _right_before(s, found.quoted.start)
    if owner is not None:
        party = a.book.party(owner, s)
        quote = s.quote(owner.start, found.end)
        entry.link(Properties.PRACTISED_BY, party, a.book.names.of(owner).name, [quote], clause.status)
        if owner.place:
            entry.place(Properties.PLACE, owner.place, owner.written, [quote], clause.status)
        return
    if _is_practised(a, s, clause, found):
        a.actor(entry, clause.subject, s, Properties.PRACTISED_BY, Properties.PLACE, clause)
        if _is_founded(a, s, clause, found):
            a.actor(entry, clause.subject, s, Properties.FOUNDED_BY, Properties.FOUNDED_BY_AREA, clause)
        if clause.subject.party is not None and clause.subject.place:
            _where(a, s, clause.subject, clause, entry)


def _where(a: ArticleReading, s: Sentence, subject: Subject, clause: Clause, entry: Entry) -> None:
    quote = s.quote(clause.start, clause.end)
    entry.place(Properties.PLACE, subject.place, a.places.name(subject.place), [quote], clause.status)


def _right_before(s: Sentence, position: int) -> Mention | None:
    return next((m for m in s.mentions if m.end == position), None)


def _is_founded(a: ArticleReading, s: Sentence, clause: Clause, found: PracticeName) -> bool:
    """Whether the verb right before the name says that it was founded, and no more (创办, not 打造)."""
    word = s.word_at(found.quoted.start - 1) if found.quoted.start > clause.start else None
    return (
        word is not None
        and a.lexicon.states(word.text, "found")
        and not a.lexicon.states(word.text, "practise")
    )


def _is_practised(a: ArticleReading, s: Sentence, clause: Clause, found: PracticeName) -> bool:
    """Whether the verb that governs the name is one of practising: the nearest before it, over a list of names."""
    for token in reversed(list(s.words(clause.start, found.quoted.start))):
        if s.in_quotes(token.idx):
            continue
        if a.lexicon.states(token.text, "practise") or a.lexicon.states(token.text, "found"):
            return True
        if token.tag_ in {"v", "vd", "p"}:
            return False
    return False


def _is_for(a: ArticleReading, text: str, hit: ConceptHit, own: range) -> bool:
    """Whether a clause says that these people are served, or the name itself holds them."""
    concept = a.lexicon.ontology.concepts[hit.concept]
    special = len(concept.ancestors) > 1 and concept.notation != ACTOR
    return (special and hit.start in own) or is_served(a.lexicon, text, hit)


def _for_whom(a: ArticleReading, s: Sentence, clause: Clause, found: PracticeName, entry: Entry) -> None:
    """The audiences and themes that the same clause names."""
    text = s.plain[clause.start : clause.end]
    own = range(found.quoted.start - clause.start, found.end - clause.start)
    for name, hits in (
        (Properties.ELIGIBILITY, a.lexicon.lists.audiences(text)),
        (Properties.THEME, a.lexicon.themes(text)),
    ):
        for hit in hits:
            if name == Properties.ELIGIBILITY and not _is_for(a, text, hit, own):
                continue
            span = s.quote(clause.start + hit.start, clause.start + hit.end)
            entry.concept(name, hit.concept, text[hit.start : hit.end], [span], clause.status)
