"""Which part of a case does a clause tell: a problem, the means, what was done, what came of it, or none of these?

Precision before completeness: a clause is a part only if its own first verb, or a fact stated in it, says so. Aims (为了…,
围绕…), slogans at the head of a paragraph, time clauses (…过程中) and the former state (过去…) are none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from ingest.articles.article import ArticleReading
from ingest.articles.heads import phrase_after
from ingest.articles.sentence import Clause, Sentence
from ontology.terms import Classes, Properties

_LONGEST_PART: Final = 200
_SHORTEST_PART: Final = 8
_SHORTEST_DOING: Final = 10
_SHORTEST_MEANS: Final = 5
_LEAD: Final = 16
_NO_PART: Final = re.compile(
    r"^(?:在|过去|以往|以前|此前|是|曾)|(?:过程中|时|后|同时|以来|期间|之中|中)$|生动|缩影"
)
_AIM: Final = re.compile(r"^(?:为|围绕|着眼|以|聚焦|针对|坚持|通过|按照|本着|立足|旨在|力求|从)")
_RESULT: Final = re.compile(
    r"^(?:并|也|从而|进而|真正|切实|有效|显著|明显|大幅|极大|不断|进一步|持续|较好|更好|地|已|都|还)*$"
)
_BEHIND_RESULT: Final = re.compile(r"(?:有效|成功|已|逐一|及时|全力|着力)$")
_EMPTY: Final = re.compile(r"[“”‘’、，的等和与及最好]")
_LEAST_CONTENT: Final = 4
_TALLY: Final = re.compile(r"(?:数|率|量|额)(?:已|共|均)?(?:超|达|为|有|近|逾|约)")
_BREAKS: Final = "；;。"
_AFTER_HARD: Final = frozenset({"", "、", "等", "”", "，", "。", "；", "的", "问"})


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a case: which property, and the span of the sentence that says it."""

    property: str
    sentence: Sentence
    start: int
    end: int


def parts_of(a: ArticleReading, s: Sentence, counts: Callable[[Clause], bool]) -> Iterator[Part]:
    """The parts that the clauses of a sentence tell that count; neighbours of one kind are one part."""
    if _is_lead(s):
        return
    last: Part | None = None
    for clause in s.clauses:
        found = None
        if not clause.supposed and clause.status == "asserted" and counts(clause):
            found = _part(a, s, clause)
        if last and found and found.property == last.property and found.end - last.start <= _LONGEST_PART:
            last = Part(last.property, s, last.start, found.end)
            continue
        if last:
            yield last
        last = found
    if last:
        yield last


def _is_lead(s: Sentence) -> bool:
    """Whether a sentence is the slogan with which a paragraph begins: 打造智慧党建。"""
    return s.start == 0 and len(s.plain) <= _LEAD and not s.amounts and not s.quoted


def _part(a: ArticleReading, s: Sentence, clause: Clause) -> Part | None:
    said = s.plain[clause.start : clause.end].strip("，；。：、 ")
    if problem := _problem(a, s, clause):
        return problem
    if len(said) < _SHORTEST_PART or _NO_PART.search(said):
        return None
    first = _first_verb(a, s, clause)
    if _states(a, s, clause, Classes.OUTCOME) or (first is not None and _is_result(a, s, clause, first)):
        return Part(Properties.OUTCOME_TEXT, s, clause.start, clause.end)
    if first is None or _AIM.match(said) or _TALLY.search(said):
        return None
    if a.lexicon.states(first.text, "gather"):
        end = _end_of_means(a, s, clause, first)
        return Part(Properties.MEANS, s, first.idx, end) if end - first.idx >= _SHORTEST_MEANS else None
    doing = any(a.lexicon.states(first.text, what) for what in ("practise", "found", "provide"))
    return (
        Part(Properties.MEASURE, s, clause.start, clause.end)
        if doing and len(said) >= _SHORTEST_DOING
        else None
    )


def _states(a: ArticleReading, s: Sentence, clause: Clause, cls: str) -> bool:
    """Whether a clause states something of an entry of this class."""
    return any(
        clause.start <= at < clause.end and a.lexicon.ontology.is_a(entry.account.cls, cls)
        for at, entry in s.stated
    )


def _first_verb(a: ArticleReading, s: Sentence, clause: Clause) -> Token | None:
    """The first verb of a clause, if a known one: what is quoted, and nouns that were verbs, are passed over."""
    for token in s.words(clause.start, clause.end):
        if s.in_quotes(token.idx) or any(m.start <= token.idx < m.end for m in s.mentions):
            continue
        if token.tag_ in {"v", "vd"}:
            return token if token.text in a.lexicon.verbs else None
        if token.tag_ == "p":
            return None
    return None


def _is_result(a: ArticleReading, s: Sentence, clause: Clause, verb: Token) -> bool:
    """Whether a clause opens with a verb of result: 有效提升…, 实现了…; not where somebody else is to do it."""
    if not a.lexicon.states(verb.text, "result"):
        return False
    return bool(_RESULT.match(s.plain[clause.start : verb.idx].strip())) or s.plain[
        verb.idx + len(verb.text) :
    ].startswith("了")


def _end_of_means(a: ArticleReading, s: Sentence, clause: Clause, verb: Token) -> int:
    """Of 依托X… only X is the means; of the other verbs what they gather, to the end of the clause."""
    if not a.lexicon.states(verb.text, "rely"):
        return clause.end
    behind = verb.idx + len(verb.text)
    mention = next((m for m in s.mentions if m.start == behind), None)
    return mention.end if mention else behind + len(phrase_after(s, behind, skip_etc=False)) or clause.end


def _end_of_noun(text: str, noun: str) -> int:
    """Where the last mention of a noun of problems ends, 0 if there is none: 难 only as the end of a word (停车难)."""
    at = text.rfind(noun)
    while len(noun) == 1 and at >= 0 and text[at + 1 : at + 2] not in _AFTER_HARD:
        at = text.rfind(noun, 0, at)
    return at + len(noun) if at >= 0 else 0


def _goes_on(s: Sentence, clause: Clause) -> bool:
    """Whether a clause goes on from the one before it: …，破解停车难题 tells what that was for."""
    return clause.start > 0 and s.plain[: clause.start].rstrip()[-1:] not in _BREAKS


def _problem(a: ArticleReading, s: Sentence, clause: Clause) -> Part | None:
    """针对…问题: a word that opens a problem, what it is in so many words, and the noun of it."""
    text = s.plain[clause.start : clause.end]
    if any(clause.start <= x.start < clause.end for x in s.amounts):
        return None
    openings = sorted(
        (at, w) for w, marks in a.lexicon.problems.items() if "before" in marks and (at := text.find(w)) >= 0
    )
    nouns = [w for w, marks in a.lexicon.problems.items() if "noun" in marks]
    for at, word in openings:
        end = max((stop for n in nouns if (stop := _end_of_noun(text, n)) > at + len(n)), default=0)
        inner = text[at + len(word) : end]
        if not at and a.lexicon.states(word, "result") and _goes_on(s, clause):
            continue
        if not end or _BEHIND_RESULT.search(text[:at]) or inner.rstrip("问难题").endswith("”"):
            continue
        bare = inner
        for noun in sorted(nouns, key=len, reverse=True):
            bare = bare.replace(noun, "")
        if len(_EMPTY.sub("", bare)) >= _LEAST_CONTENT:
            return Part(Properties.PROBLEM, s, clause.start + at, clause.start + end)
    return None
