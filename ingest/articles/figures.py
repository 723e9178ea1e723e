"""Which numbers does a sentence state, of what, of whom, and when?

What is counted stands right behind the number (12家区级分院), right before it (网格党支部6228个), or before 的有 (任兼职委员的有854人).
A number whose noun cannot be told, an age, a standard or a length of time is no figure; the sentence then says so in
its balance.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from ingest.articles.amounts import SHARE
from ingest.articles.article import ArticleReading, clause_text
from ingest.articles.book import Entry
from ingest.articles.heads import phrase_after
from ingest.articles.practices import practice_names
from ingest.articles.sentence import Amount, Clause, Sentence
from ontology.language.periods import read_periods
from ontology.language.times import read_dates
from ontology.terms import Classes, Properties

_BEFORE: Final = frozenset({"n", "nz", "nw", "an", "vn", "PER", "LOC", "ORG", "s", "xc", "a", "f"})
_VERBS: Final = frozenset({"v", "vd", "vn", "ad"})
_SKIPPED: Final = frozenset({"duration", "months", "length"})
_HAVING: Final = re.compile(r"的(?:共有|约有|有|达|共|已达|超过|约)$")
_LINKING: Final = frozenset({"达", "达到", "共", "有", "为", "约", "是", "共有", "超", "超过", "近", "等", "已", "已有", "到", "至", "了", "逾"})
_STANDARD: Final = re.compile(r"(?:^|[，、])按|标准|每(?:人|户|个|家|名|百|位|次)|以[^，]*为")
_OF_THEM: Final = re.compile(r"其中[，：]?")
_FROM: Final = re.compile(r"从$|由$")
_LONGEST_WHAT: Final = 40
_IDIOM: Final = re.compile(r"^[一二两三四五六七八九十]")
_MONEY: Final = "money"


@dataclass(frozen=True, slots=True)
class What:
    """What a number is of: its wording, the span of it and the number, and the verb that governs it ('' if none)."""

    text: str
    start: int
    end: int
    verb: str = ""


def read_figures(a: ArticleReading, s: Sentence) -> None:
    """State the figures of a sentence."""
    last: What | None = None
    for amount in s.amounts:
        clause = s.clause_at(amount.start)
        if clause.supposed or amount.start in s.told or _is_no_figure(s, clause, amount):
            continue
        what = _what(a, s, clause, amount)
        if what is None or what.text in a.lexicon.vague or any(what.text.endswith(v) for v in a.lexicon.vague):
            continue
        what = _of_them(s, clause, what, last)
        _state(a, s, clause, amount, what)
        last = what if not _OF_THEM.search(what.text) else last


def _is_no_figure(s: Sentence, clause: Clause, amount: Amount) -> bool:
    quoted = s.in_quotes(amount.start)
    if amount.dimension in _SKIPPED or (quoted and not quoted.is_speech) or amount.precision == "some":
        return True
    wording = s.plain[amount.start : amount.end]
    if amount.value == "1" and _IDIOM.match(wording):
        return True
    around = s.plain[max(clause.start, amount.start - 12) : min(clause.end, amount.end + 6)]
    if _STANDARD.search(around) and amount.dimension != "share":
        return True
    if _STANDARD.search(s.plain[clause.start : clause.end]) and amount.dimension in {_MONEY, "area", "share"}:
        return True
    return bool(_FROM.search(s.plain[clause.start : amount.start]))


def _what(a: ArticleReading, s: Sentence, clause: Clause, amount: Amount) -> What | None:
    if having := _HAVING.search(s.plain[clause.start : amount.start]):
        start = _first_noun(s, clause.start)
        end = clause.start + having.start()
        return What(s.text[start:end].strip(), start, amount.end) if end > start else None
    behind = phrase_after(s, amount.end, skip_etc=False) if amount.unit != SHARE else ""
    if behind:
        end = _further(s, amount.end + len(behind))
        text = s.text[amount.end : end]
        verb = _verb_before(a, s, clause, amount.start)
        return What(_with_verb(s, verb, text), verb.idx if verb else amount.start, end, verb.text if verb else "")
    return _what_before(a, s, clause, amount)


def _further(s: Sentence, end: int) -> int:
    """The end of a noun phrase that goes on with 的 and a noun: 符合条件的业委会."""
    word = s.word_at(end)
    if word is None or word.text != "的":
        return end
    more = phrase_after(s, end + 1, skip_etc=False)
    return end + 1 + len(more) if more else end


def _what_before(a: ArticleReading, s: Sentence, clause: Clause, amount: Amount) -> What | None:
    """The nouns right before a number, with the verb before them: 组建宣讲队16支."""
    i = _index_before(s, amount.start)
    while i >= 0 and s.doc[i].idx >= clause.start and s.doc[i].text in _LINKING:
        i -= 1
    stop = start = s.doc[i].idx + len(s.doc[i].text) if i >= 0 else clause.start
    while i >= 0 and s.doc[i].idx >= clause.start and _belongs(s, i, start):
        start = s.doc[i].idx
        i -= 1
    text = s.text[start:stop]
    if not text.strip() or len(text) > _LONGEST_WHAT:
        return None
    verb = s.doc[i] if i >= 0 and s.doc[i].idx >= clause.start and s.doc[i].tag_ in _VERBS else None
    if verb is None and not any(t.tag_ in {"n", "nz", "vn", "an", "ORG", "LOC", "nw"} for t in s.words(start, stop)):
        return None
    return What(_with_verb(s, verb, text), verb.idx if verb else start, amount.end, verb.text if verb else "")


def _belongs(s: Sentence, i: int, start: int) -> bool:
    """Whether a word is part of the noun phrase that goes on at ``start``."""
    word = s.doc[i]
    if word.text in {"“", "”", "的", "和", "、", "（", "）", "(", ")", "·"}:
        return word.text not in {"、", "和", "的"} and i > 0
    return word.tag_ in _BEFORE and not (word.tag_ == "vn" and word.idx + len(word.text) == start and start == -1)


def _index_before(s: Sentence, position: int) -> int:
    return max((t.i for t in s.doc if t.idx + len(t.text) <= position), default=-1)


def _verb_before(a: ArticleReading, s: Sentence, clause: Clause, position: int) -> Token | None:
    i = _index_before(s, position)
    while i >= 0 and s.doc[i].idx >= clause.start and s.doc[i].text in _LINKING:
        i -= 1
    if i < 0 or s.doc[i].idx < clause.start:
        return None
    return s.doc[i] if s.doc[i].tag_ in _VERBS and s.doc[i].text in a.lexicon.verbs else None


def _with_verb(s: Sentence, verb: Token | None, text: str) -> str:
    return f"{verb.text}{text}".strip() if verb is not None else text.strip()


def _first_noun(s: Sentence, position: int) -> int:
    """Where the words begin that say what is counted: after 目前, 其中 and the like."""
    for token in s.words(position, len(s.plain)):
        if token.tag_ not in {"t", "TIME", "d", "c", "w", "ad"}:
            return token.idx
    return position


def _of_them(s: Sentence, clause: Clause, what: What, last: What | None) -> What:
    """其中任副书记的47人 is of what was counted before."""
    before = s.plain[clause.start : what.end]
    if last is None or not _OF_THEM.search(before):
        return what
    own = _OF_THEM.sub("", what.text)
    return What(f"{last.text}，其中{own}", what.start, what.end, what.verb)


def _state(a: ArticleReading, s: Sentence, clause: Clause, amount: Amount, what: What) -> None:
    cls = Classes.OUTCOME if _is_outcome(a, s, clause, what) else Classes.FIGURE
    outcome = cls == Classes.OUTCOME
    said = clause_text(s, clause.start, clause.end)
    wording = s.text[min(what.start, amount.start) : max(what.end, amount.end)]
    quotes = [s.quote(min(what.start, amount.start), max(what.end, amount.end))]
    entry = a.book.open(cls, item=f"{said} {what.text} {s.text[amount.start : amount.end]}")
    entry.state(Properties.STATED_AS, wording if len(wording) > len(what.text) else said, quotes, clause.status)
    entry.state(Properties.OUTCOME_OF if outcome else Properties.MEASURED, what.text, quotes, clause.status)
    number = Properties.OUTCOME_VALUE if outcome else Properties.MEASURED_VALUE
    period = period_of(a, s, clause)
    original = s.text[amount.start : amount.end]
    entry.amount(number, amount, original, quotes, clause.status, period)
    if period:
        entry.state(Properties.PERIOD, period, [s.quote(clause.start, clause.end)], clause.status)
    _of_whom(a, s, clause, amount, entry)
    s.told.add(amount.start)
    s.facts.append(entry)


def _is_outcome(a: ArticleReading, s: Sentence, clause: Clause, what: What) -> bool:
    """Whether the verb of the number, or of its clause, is one of bringing about."""
    if what.verb:
        return a.lexicon.states(what.verb, "outcome")
    return any(a.lexicon.states(t.text, "outcome") and t.tag_ in {"v", "vn"} for t in s.words(clause.start, what.end))


def _of_whom(a: ArticleReading, s: Sentence, clause: Clause, amount: Amount, entry: Entry) -> None:
    a.actor(entry, clause.subject, s, Properties.FIGURE_OF, Properties.PLACE, clause)
    if clause.subject.party is not None and clause.subject.place:
        name = a.places.name(clause.subject.place)
        entry.place(Properties.PLACE, clause.subject.place, name, [s.quote(clause.start, clause.end)], clause.status)
    practice = next(
        (p for p in practice_names(a, s) if clause.start <= p.quoted.start and p.end <= amount.start), None
    )
    if practice is not None and amount.start - practice.end <= 2:
        other = a.book.open(practice.cls, item=practice.core)
        quote = s.quote(practice.quoted.start, amount.end)
        entry.link(Properties.FIGURE_OF_PRACTICE, other, practice.name, [quote], clause.status)


def period_of(a: ArticleReading, s: Sentence, clause: Clause) -> str:
    """The period that a clause, or the one that opens its sentence, states: 2020年, 今年以来, 截至今年8月底."""
    for start, end in ((clause.start, clause.end), (s.clauses[0].start, s.clauses[0].end)):
        text = s.plain[start:end]
        spans = [(p.start, p.end) for p in read_periods(text)] + [(d.start, d.end) for d in read_dates(text)]
        if spans:
            first = min(spans, key=lambda span: (span[0], -span[1]))
            return s.text[start + first[0] : start + first[1]]
        words = [w for w in a.lexicon.periods if w in text]
        if words:
            word = max(words, key=len)
            at = start + text.index(word)
            return s.text[at : at + len(word)]
    return ""
