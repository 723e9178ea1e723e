"""What does somebody offer or need, in the words of an article? Only what a named organisation provides or asks for, and
only things that the vocabulary of resource kinds knows: 提供坚强保障 is no offer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ingest.articles.article import ArticleReading
from ingest.articles.book import Entry
from ingest.articles.sentence import Clause, Mention, Sentence
from ontology.terms import Classes, Properties

_CUT: Final = re.compile(r"[、和及与]|以及")
_TAIL: Final = re.compile(r"等[^、，。；]{0,12}$")
_LONGEST: Final = 30
_SIDES: Final = (
    ("provide", Classes.RESOURCE, Properties.PROVIDER),
    ("need", Classes.DEMAND, Properties.NEEDER),
)


def read_exchange(a: ArticleReading, s: Sentence) -> None:
    """State the offers and needs of a sentence."""
    for token in s.doc:
        if token.tag_ not in {"v", "vn", "vd"} or s.in_quotes(token.idx):
            continue
        for what, cls, side in _SIDES:
            clause = s.clause_at(token.idx)
            party = clause.subject.party
            if a.lexicon.states(token.text, what) and party is not None and not clause.supposed:
                for begin, end in _items(s, token.idx + len(token.text), clause):
                    _state(a, s, clause, (begin, end), party, cls, side)


def _items(s: Sentence, start: int, clause: Clause) -> Iterator[tuple[int, int]]:
    """The spans of the things behind a verb, cut at 、 and 和 outside of marks, without 等服务 at the end."""
    text = s.plain[start : clause.end].rstrip("，。；！,;!. ")
    text = text[: len(text) - len(found.group())] if (found := _TAIL.search(text)) else text
    if len(text) > 4 * _LONGEST:
        return
    begin = start
    for cut in _CUT.finditer(text):
        if s.in_quotes(start + cut.start()) or _inside_word(s, start + cut.start()):
            continue
        yield begin, start + cut.start()
        begin = start + cut.end()
    yield begin, start + len(text)


def _inside_word(s: Sentence, position: int) -> bool:
    word = s.word_at(position)
    return word is not None and len(word.text) > 1 and word.tag_ not in {"c", "w"}


def _state(
    a: ArticleReading, s: Sentence, clause: Clause, span: tuple[int, int], party: Mention, cls: str, side: str
) -> None:
    begin, end = _without_measure(s, *span)
    wording = s.text[begin:end].strip().removeprefix("了")
    kinds = a.lexicon.lists.kinds(s.plain[begin:end])
    if not 2 <= len(wording) <= _LONGEST or not kinds:
        return
    named = a.book.names.of(party)
    entry = a.book.open(_class(a, cls, kinds[-1].concept), about=named.name, item=wording)
    said = [s.quote(clause.start, clause.end)]
    entry.state(Properties.ITEM, wording, [s.quote(begin, end)], clause.status)
    provider = a.acting(party, s)
    entry.link(side, provider, named.name, said, clause.status)
    for hit in kinds:
        span_ = s.quote(begin + hit.start, begin + hit.end)
        entry.concept(
            Properties.ABOUT, hit.concept, s.text[begin + hit.start : begin + hit.end], [span_], clause.status
        )
    _conditions(a, s, clause, entry, (begin, end))
    for amount in s.amounts:
        if span[0] <= amount.start < begin:
            entry.amount(
                Properties.QUANTITY,
                amount,
                s.text[amount.start : amount.end],
                [s.quote(*span)],
                clause.status,
            )
            s.told.add(amount.start)
    if clause.subject.place:
        entry.place(
            Properties.PLACE, clause.subject.place, a.places.name(clause.subject.place), said, clause.status
        )
    s.states(entry, begin)


def _class(a: ArticleReading, cls: str, concept: str) -> str:
    """The class that a kind implies, if it is one of offers; a need is a demand."""
    implied = a.lexicon.ontology.concepts[concept].implies_class
    return implied if implied and a.lexicon.ontology.is_a(implied, cls) else cls


def _without_measure(s: Sentence, start: int, end: int) -> tuple[int, int]:
    """A thing without the number in front of it: 29项政务直办服务."""
    amount = next((x for x in s.amounts if x.start == start and x.end < end), None)
    return (amount.end, end) if amount else (start, end)


def _conditions(a: ArticleReading, s: Sentence, clause: Clause, entry: Entry, item: tuple[int, int]) -> None:
    """For whom (为…提供) and at what cost (免费)."""
    for hit in a.lexicon.lists.audiences(s.plain[clause.start : clause.end]):
        if a.lexicon.ontology.concepts[hit.concept].broader:
            begin, end = clause.start + hit.start, clause.start + hit.end
            entry.concept(
                Properties.ELIGIBILITY, hit.concept, s.text[begin:end], [s.quote(begin, end)], clause.status
            )
    for hit in a.lexicon.lists.costs(s.plain[item[0] : item[1]]):
        begin, end = item[0] + hit.start, item[0] + hit.end
        entry.concept(Properties.COST, hit.concept, s.text[begin:end], [s.quote(begin, end)], clause.status)
