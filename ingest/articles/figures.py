"""Which numbers does a sentence state, of what, of whom, and when?

What is counted stands right behind the number (12家区级分院), right before it (网格党支部6228个), or before 的有 (任兼职委员的有854人).
A number whose noun cannot be told, an age, a standard or a length of time is no figure; the sentence then says so in
its balance.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from spacy.tokens import Token

from ingest.articles.amounts import SHARE
from ingest.articles.article import ArticleReading, clause_text
from ingest.articles.book import Entry
from ingest.articles.heads import phrase_after
from ingest.articles.sentence import Amount, Clause, Sentence
from ingest.articles.words import NOUNS
from ontology.language.periods import read_periods
from ontology.language.times import read_dates
from ontology.terms import Classes, Properties

_BEFORE: Final = frozenset({"n", "nz", "nw", "an", "vn", "PER", "LOC", "ORG", "s", "xc", "a", "f"})
_VERBS: Final = frozenset({"v", "vd", "vn", "ad"})
_SKIPPED: Final = frozenset({"duration", "months"})
_COUNTED: Final = frozenset({"count", "institution", "site", "establishment", "team", "item", "kind"})
_HAVING: Final = re.compile(r"的(?:共有|约有|有|达|共|已达|超过|约)$")
_BARE: Final = re.compile(r"的$")
_LINKING: Final = frozenset(
    {
        "达",
        "达到",
        "共",
        "有",
        "为",
        "约",
        "是",
        "共有",
        "超",
        "超过",
        "近",
        "等",
        "已",
        "已有",
        "到",
        "至",
        "了",
        "逾",
    }
)
_STANDARD: Final = re.compile(r"(?:^|[，、])按|标准|每(?:人|户|个|家|名|百|位|次)|以[^，]*为")
_OF_THEM: Final = re.compile(r"其中[，：]?")
_FROM: Final = re.compile(r"从$|由$")
_LONGEST_WHAT: Final = 40
_SHORT_CLAUSE: Final = 48
_OPENING: Final = 3
_NEAR: Final = 2
_BREAKS: Final = "；;"
_LONGEST_DEED: Final = 12
_TAKING: Final = frozenset({"将", "把", "有"})
_RATE: Final = re.compile(r"率|度|比|占")
_IN_AND_OUT: Final = re.compile(r"[省市区县街镇]内外")
_UNIT_NOUN: Final = re.compile(r"(?:队伍|家庭|房间|客房|项目|车位|停车位|床位|座位|活动|课程)$")
_BELONGING: Final = re.compile(r"(?:所辖|下辖|辖有|下设|所属)$")
_MONTHS: Final = re.compile(r"\d{4}年\d{1,2}[—\-–至到]\d{1,2}月")
_SINCE: Final = re.compile(r"(?:自)?\d{4}年[^，。；,]{1,12}以来")
_UP_TO: Final = re.compile(r"截至[^，。；,]{1,10}?(?=[，,]|$)")
_MONEY: Final = "money"


@dataclass(frozen=True, slots=True)
class What:
    """What a number is of: its wording, the span of it and the number, and the verb that governs it ('' if none).

    ``whole`` is where the clause begins that counts what this is a part of (其中); 0 if it is no part.
    """

    text: str
    start: int
    end: int
    verb: str = ""
    clause: int = 0
    whole: int = 0


def read_figures(a: ArticleReading, s: Sentence) -> None:
    """State the figures of a sentence."""
    last: What | None = None
    if s.kind != "paragraph":
        return
    for amount in s.amounts:
        clause = s.clause_at(amount.start)
        if clause.supposed or amount.start in s.told or _is_no_figure(s, clause, amount):
            continue
        what = _what(a, s, clause, amount)
        if what is None or _tells_nothing(a, amount, what):
            continue
        if _is_share_of_the_unsaid(s, clause, amount, what):
            continue
        what = _of_them(s, clause, what, last)
        _state(a, s, clause, amount, what)
        last = last if what.whole else what


def _tells_nothing(a: ArticleReading, amount: Amount, what: What) -> bool:
    """Whether a noun does not say what was counted: 4个方面; 583个…建筑面积 counts no areas."""
    counted = amount.dimension in _COUNTED and what.text.endswith(tuple(a.lexicon.attributes))
    return counted or what.text.endswith(tuple(a.lexicon.vague))


def _is_share_of_the_unsaid(s: Sentence, clause: Clause, amount: Amount, what: What) -> bool:
    """Whether a clause before says of whom a share is (社区工作者平均38岁，大专以上学历超85%); a rate says it itself."""
    goes_on = clause.start > 0 and s.plain[clause.start - 1] not in _BREAKS
    first = _first_noun(s, clause.start) == what.start
    return amount.unit == SHARE and goes_on and first and not what.verb and not _RATE.search(what.text)


def _is_no_figure(s: Sentence, clause: Clause, amount: Amount) -> bool:
    """Whether a number counts nothing: a range, one, an age, a standard, a length of time, a word that only looks like one."""
    quoted = s.in_quotes(amount.start)
    if (
        not any(t.tag_ in {"m", "q"} for t in s.words(amount.start, amount.end))
        and not s.plain[amount.start].isdigit()
    ):
        return True
    several = sum(other.start == amount.start for other in s.amounts)
    if several > 1 or amount.value == "1" or _in_title(s, amount.start):
        return True
    if amount.dimension in _SKIPPED or (quoted and not quoted.is_speech) or amount.precision == "some":
        return True
    around = s.plain[max(clause.start, amount.start - 12) : min(clause.end, amount.end + 6)]
    if _STANDARD.search(around) and amount.dimension != "share":
        return True
    return bool(
        _STANDARD.search(s.plain[clause.start : clause.end]) and amount.dimension in {_MONEY, "area", "share"}
    )


def _what(a: ArticleReading, s: Sentence, clause: Clause, amount: Amount) -> What | None:
    before = s.plain[clause.start : amount.start]
    behind = ""
    if amount.unit != SHARE:
        behind = phrase_after(s, amount.end, skip_etc=False, nominal=a.lexicon.nominal)
    if not behind and (own := _UNIT_NOUN.search(s.plain[amount.start : amount.end])):
        return _what_unit(a, s, clause, amount, own.group())
    if _FROM.search(before):
        return _what_was(a, s, clause, amount)
    if having := _HAVING.search(before) or (None if behind else _BARE.search(before)):
        start = _first_noun(s, clause.start)
        end = clause.start + having.start()
        return What(s.text[start:end].strip(), start, amount.end) if end > start else None
    stop = _further(s, amount.end + len(behind))
    if behind and _ends_in_noun(s, stop):
        end = _coordinated(a, s, stop)
        text = s.text[amount.end : end]
        verb = _verb_before(a, s, clause, amount.start)
        if verb is not None and a.lexicon.states(verb.text, "help") and end < clause.end:
            end = min(clause.end, end + _LONGEST_DEED)
            text = s.text[amount.end : end].rstrip("，。；！,;! ")
        if verb is None and not text.endswith((*a.lexicon.attributes, *a.lexicon.vague)):
            end = _what_they_did(s, clause, amount, end)
            text = s.text[amount.end : end]
        return What(
            _with_verb(verb, text), verb.idx if verb else amount.start, end, verb.text if verb else ""
        )
    return _what_before(a, s, clause, amount)


def _what_they_did(s: Sentence, clause: Clause, amount: Amount, end: int) -> int:
    """Where it ends what those counted did or became, if that follows at once: 21名书记进入公务员队伍 are not all there are."""
    before = s.word_at(amount.start - 1) if amount.start > clause.start else None
    behind = s.word_at(end)
    served = before is not None and before.tag_ == "p" and before.text not in _TAKING
    stop = end + len(s.plain[end : clause.end].rstrip("，。；！,;! "))
    counts = any(end <= x.start < stop for x in s.amounts)
    acts = behind is not None and behind.tag_ == "v" and end < stop <= end + _LONGEST_DEED and not counts
    return stop if acts and not served else end


def _coordinated(a: ArticleReading, s: Sentence, end: int) -> int:
    """The end of a noun phrase that goes on with 和, 、 and further nouns: 基层党组织和临时党组织."""
    while s.plain[end : end + 1] in {"和", "、", "及", "与"} and end + 1 < len(s.plain):
        more = phrase_after(s, end + 1, skip_etc=False, nominal=a.lexicon.nominal)
        stop = end + 1 + len(more)
        if not more or any(x.start == end + 1 for x in s.amounts) or not _ends_in_noun(s, stop):
            break
        end = stop
    return end


def _further(s: Sentence, end: int) -> int:
    """The end of a noun phrase that goes on with 的 and a noun: 符合条件的业委会."""
    word = s.word_at(end)
    if word is None or word.text != "的":
        return end
    more = phrase_after(s, end + 1, skip_etc=False)
    return end + 1 + len(more) if more else end


def _what_unit(a: ArticleReading, s: Sentence, clause: Clause, amount: Amount, noun: str) -> What:
    """The noun that is part of the unit, with what stands before the number: “红旗手、红管家”两支队伍."""
    before = _what_before(a, s, clause, amount)
    text = before.text if before is not None and "”" in before.text[-1:] else ""
    return What(f"{text}{noun}", before.start if before and text else amount.start, amount.end)


def _what_before(a: ArticleReading, s: Sentence, clause: Clause, amount: Amount) -> What | None:
    """The nouns right before a number, with the verb before them: 组建宣讲队16支."""
    i = _index_before(s, amount.start)
    while i >= 0 and s.doc[i].idx >= clause.start and s.doc[i].text in _LINKING:
        i -= 1
    listed = i >= 0 and s.plain[s.doc[i].idx + len(s.doc[i].text) : amount.start].startswith("等")
    if listed:
        start, i = _whole_list(a, s, clause, i + 1)
        verb = s.doc[i] if i >= 0 and s.doc[i].idx >= clause.start and s.doc[i].tag_ in _VERBS else None
        text = s.text[start : amount.start].strip()
        if len(text) > _LONGEST_WHAT:
            return None
        return What(
            _with_verb(verb, text), verb.idx if verb else start, amount.end, verb.text if verb else ""
        )
    stop = start = s.doc[i].idx + len(s.doc[i].text) if i >= 0 else clause.start
    while i >= 0 and s.doc[i].idx >= clause.start:
        if (name := s.in_quotes(s.doc[i].idx)) and name.end == start and not name.is_speech:
            start, i = name.start, _index_before(s, name.start)
            continue
        word = s.doc[i]
        noun_before = i > 0 and (s.doc[i - 1].tag_ in {"n", "vn", "nz"} or s.doc[i - 1].text in {"等", "的"})
        modifies = word.text in a.lexicon.nominal and noun_before and start < stop
        acts = word.text in a.lexicon.verbs and not (word.text in a.lexicon.nominal and noun_before)
        if name or acts or not (word.tag_ in _BEFORE or modifies):
            break
        start = s.doc[i].idx
        i -= 1
    if i >= 0 and s.doc[i].text == "等" and s.doc[i].idx >= clause.start:
        start, i = _whole_list(a, s, clause, i)
    if start == stop:
        return _what_changed(a, s, clause, amount, i) or _what_done(a, s, clause, amount, i)
    if i >= 0 and start < stop and s.doc[i].text in {"和", "与", "及"} and s.doc[i].idx >= clause.start:
        start, i = _whole_list(a, s, clause, i + 1)
    text = s.text[start:stop]
    if not text.strip() or len(text) > _LONGEST_WHAT or text in (*a.lexicon.nationwide, *a.lexicon.standing):
        return None
    verb = s.doc[i] if i >= 0 and s.doc[i].idx >= clause.start and s.doc[i].tag_ in _VERBS else None
    verb = None if verb is not None and a.lexicon.states(verb.text, "urge") else verb
    if verb is None and not any(
        t.tag_ in {"n", "nz", "vn", "an", "ORG", "LOC", "nw"} for t in s.words(start, stop)
    ):
        return None
    return What(_with_verb(verb, text), verb.idx if verb else start, amount.end, verb.text if verb else "")


def _what_done(a: ArticleReading, s: Sentence, clause: Clause, amount: Amount, i: int) -> What | None:
    """开会8次, 授课208场: a verb of two characters and more right before the number, of occasions, cases, people."""
    if i < 0 or s.doc[i].idx < clause.start or s.doc[i].tag_ not in _VERBS or len(s.doc[i].text) < 2:
        return None
    word = s.doc[i]
    if a.lexicon.states(word.text, "urge") or a.lexicon.states(word.text, "rely") or word.tag_ == "ad":
        return None
    return What(word.text, word.idx, amount.end, word.text)


def _what_was(a: ArticleReading, s: Sentence, clause: Clause, amount: Amount) -> What | None:
    """解决率从53%提升到了97%: what it was before the change."""
    behind = [t for t in s.words(amount.end, clause.end) if t.tag_ in {"v", "vn", "vd"}]
    opening = _FROM.search(s.plain[clause.start : amount.start])
    start = _first_noun(s, clause.start)
    end = clause.start + opening.start() if opening else start
    if not behind or not a.lexicon.states(behind[0].text, "change") or not 0 < end - start <= _LONGEST_WHAT:
        return None
    return What(f"{s.text[start:end].strip()}（变化前）", start, amount.end)


def _what_changed(a: ArticleReading, s: Sentence, clause: Clause, amount: Amount, i: int) -> What | None:
    """诉求同比减少9957件, 解决率从53%提升到了97%: what changed stands before the verb."""
    if i < 0 or s.doc[i].idx < clause.start or not a.lexicon.states(s.doc[i].text, "change"):
        return None
    verb, start = s.doc[i], _first_noun(s, clause.start)
    text = s.text[start : verb.idx].partition("从")[0].strip()
    if not text or len(text) > _LONGEST_WHAT or "，" in text:
        return None
    text = text.removesuffix("分别").removesuffix("大幅")
    plain = text if "从" in s.text[start : verb.idx] else f"{text}{verb.text}"
    return What(plain, start, amount.end, verb.text)


def _whole_list(a: ArticleReading, s: Sentence, clause: Clause, i: int) -> tuple[int, int]:
    """Where the list before 等 begins (亲子活动、暑期托管等), and the index of the word before it."""
    start = s.doc[i].idx
    i -= 1
    while i >= 0 and s.doc[i].idx >= clause.start:
        name = s.in_quotes(s.doc[i].idx)
        if name is not None and name.end <= start and not name.is_speech:
            start, i = name.start, _index_before(s, name.start)
            continue
        listed = (
            s.doc[i].text in {"、", "和", "及"}
            or s.doc[i].tag_ in _BEFORE
            or s.doc[i].text in a.lexicon.nominal
        )
        if not listed or (s.doc[i].text in a.lexicon.verbs and s.doc[i].text not in a.lexicon.nominal):
            break
        start = s.doc[i].idx
        i -= 1
    return start, i


def _ends_in_noun(s: Sentence, end: int) -> bool:
    """Whether the word that ends here is a noun: 身体好 is what people are, not what is counted."""
    word = s.word_at(end - 1)
    return word is not None and (word.tag_ in NOUNS or word.text in {"”", "」"})


def _in_title(s: Sentence, position: int) -> bool:
    """Whether a position stands in a title of a document: 《…九条举措》."""
    return s.plain.rfind("《", 0, position) > s.plain.rfind("》", 0, position)


def _index_before(s: Sentence, position: int) -> int:
    return max((t.i for t in s.doc if t.idx + len(t.text) <= position), default=-1)


def _verb_before(a: ArticleReading, s: Sentence, clause: Clause, position: int) -> Token | None:
    i = _index_before(s, position)
    while i >= 0 and s.doc[i].idx >= clause.start and s.doc[i].text in _LINKING:
        i -= 1
    if i < 0 or s.doc[i].idx < clause.start or "等" in s.plain[s.doc[i].idx : position]:
        return None
    known = s.doc[i].text in a.lexicon.verbs and not a.lexicon.states(s.doc[i].text, "urge")
    return s.doc[i] if s.doc[i].tag_ in _VERBS and known else None


def _with_verb(verb: Token | None, text: str) -> str:
    return f"{verb.text}{text}".strip() if verb is not None else text.strip()


def _first_noun(s: Sentence, position: int) -> int:
    """Where the words begin that say what is counted: after 目前, 其中 and the like."""
    for token in s.words(position, len(s.plain)):
        if token.tag_ not in {"t", "TIME", "d", "c", "w", "ad"}:
            return token.idx
    return position


def _of_them(s: Sentence, clause: Clause, what: What, last: What | None) -> What:
    """其中任副书记的47人 is of what was counted before; it is told with it."""
    what = replace(what, clause=clause.start)
    if last is None or not _OF_THEM.search(s.plain[clause.start : what.end]):
        return what
    text = f"{last.text}，其中{_OF_THEM.sub('', what.text)}"
    return replace(what, text=text, whole=last.clause + 1)


def _state(a: ArticleReading, s: Sentence, clause: Clause, amount: Amount, what: What) -> None:
    cls = Classes.OUTCOME if _is_outcome(a, s, clause, what) else Classes.FIGURE
    outcome = cls == Classes.OUTCOME
    said = clause_text(s, what.whole - 1 if what.whole else clause.start, clause.end)
    wording = s.text[min(what.start, amount.start) : max(what.end, amount.end)]
    quotes = [s.quote(min(what.start, amount.start), max(what.end, amount.end))]
    entry = a.book.open(cls, item=f"{said} {what.text} {s.text[amount.start : amount.end]}")
    entry.state(
        Properties.STATED_AS,
        said if len(said) <= _SHORT_CLAUSE * (2 if what.whole else 1) else wording,
        quotes,
        clause.status,
    )
    entry.state(Properties.OUTCOME_OF if outcome else Properties.MEASURED, what.text, quotes, clause.status)
    number = Properties.OUTCOME_VALUE if outcome else Properties.MEASURED_VALUE
    standing = _BELONGING.search(s.plain[clause.start : amount.start])
    period = "" if standing else period_of(a, s, clause)
    original = s.text[amount.start : amount.end]
    entry.amount(number, amount, original, quotes, clause.status, period)
    if period:
        entry.state(Properties.PERIOD, period, [s.quote(clause.start, clause.end)], clause.status)
    _of_whom(a, s, clause, amount, entry)
    s.told.add(amount.start)
    s.states(entry, amount.start)


def _is_outcome(a: ArticleReading, s: Sentence, clause: Clause, what: What) -> bool:
    """Whether the verb of the number, or of its clause, is one of bringing about."""
    if what.verb:
        return a.lexicon.states(what.verb, "outcome")
    last = [t for t in s.words(clause.start, what.start) if t.tag_ in {"v", "vd"}][-1:]
    return any(a.lexicon.states(t.text, "outcome") for t in last)


def _of_whom(a: ArticleReading, s: Sentence, clause: Clause, amount: Amount, entry: Entry) -> None:
    practice = _practice_spoken_of(a, s, clause, amount)
    if practice is not None:
        name, other, start = practice
        entry.link(Properties.FIGURE_OF_PRACTICE, other, name, [s.quote(start, amount.end)], clause.status)
        return
    away = bool(_IN_AND_OUT.search(s.plain[clause.start : clause.end]))
    if away and clause.subject.party is None:
        return
    a.actor(entry, clause.subject, s, Properties.FIGURE_OF, Properties.PLACE, clause)
    if clause.subject.party is not None and clause.subject.place and not away:
        name = a.places.name(clause.subject.place)
        entry.place(
            Properties.PLACE, clause.subject.place, name, [s.quote(clause.start, clause.end)], clause.status
        )


def _practice_spoken_of(
    a: ArticleReading, s: Sentence, clause: Clause, amount: Amount
) -> tuple[str, Entry, int] | None:
    """The practice that a number is about: the one right before it, or the one with which its clause, or an earlier clause
    that names nobody after it, begins (“亮眸行动”实施一年，筛查6420人次)."""
    for quoted in reversed([q for q in s.quoted if q.end <= amount.start]):
        core = s.text[quoted.start + 1 : quoted.end - 1]
        entry = a.practices.get(core)
        if entry is None:
            continue
        near = quoted.start >= clause.start and amount.start - quoted.end <= _NEAR
        home = s.clause_at(quoted.start)
        opened = not any(t.tag_ in {"v", "vd"} for t in s.words(home.start, quoted.start))
        one_breath = not any(c in _BREAKS for c in s.plain[home.start : clause.start])
        between = [c for c in s.clauses if home.start < c.start <= clause.start]
        opens = (
            opened
            and one_breath
            and quoted.start - home.start <= _OPENING
            and not any(c.subject.own for c in between)
        )
        if near or opens:
            return core, entry, quoted.start
    return None


def period_of(a: ArticleReading, s: Sentence, clause: Clause) -> str:
    """The period that a clause states, else the one with which the nearest clause before it in the sentence begins:
    2020年, 今年以来, 截至今年8月底."""
    if found := _period_in(a, s, clause):
        return s.text[found[0] : found[1]]
    for earlier in reversed([c for c in s.clauses if c.start < clause.start]):
        if s.plain[earlier.end - 1] in _BREAKS:
            break
        found = _period_in(a, s, earlier)
        held = found and "frequency" not in a.lexicon.periods.get(s.plain[found[0] : found[1]], ())
        if found and held and found[0] - earlier.start <= _OPENING:
            return s.text[found[0] : found[1]]
    return ""


def _period_in(a: ArticleReading, s: Sentence, clause: Clause) -> tuple[int, int] | None:
    """The span of the first period that a clause states."""
    text = s.plain[clause.start : clause.end]
    spans = [(p.start, p.end) for p in read_periods(text)] + [(d.start, d.end) for d in read_dates(text)]
    spans += [m.span() for pattern in (_UP_TO, _MONTHS, _SINCE) for m in pattern.finditer(text)]
    spans += [(at, at + len(w)) for w in a.lexicon.periods if (at := text.find(w)) >= 0]
    if not spans:
        return None
    start, end = min(spans, key=lambda span: (span[0], -span[1]))
    return clause.start + start, clause.start + end
