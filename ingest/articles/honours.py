"""Which honours does a sentence tell of, and who received them?"""

from __future__ import annotations

import itertools
import re
from typing import Final

from spacy.tokens import Token

from ingest.articles.article import ArticleReading, clause_text
from ingest.articles.book import Entry
from ingest.articles.figures import period_of
from ingest.articles.practices import practice_names
from ingest.articles.sentence import Clause, Mention, Sentence
from ontology.terms import Classes, Properties

_TAIL: Final = re.compile(r"(?:等)?(?:荣誉)?(?:称号|荣誉|表彰|殊荣)?$")
_NO_HONOUR: Final = re.compile(r"^(?:感|得感|取|知|悉|益|得了?更?多?|好评|点赞|推广|支持|认可)")
_BOOK: Final = re.compile(r"《[^》]+》")
_YEAR: Final = re.compile(r"^\d{4}年度?(?:的)?")
_SHORTEST, _LONGEST = 4, 60
_LONGEST_VERB: Final = 4
_RESPECTIVELY: Final = "分别"
_SIGN: Final = re.compile(
    r"奖|先进|优秀|示范|典型|模范|标兵|称号|荣誉|案例|品牌|文明|十佳|百佳|样板|试点|工作法|年鉴|名单|红旗|标杆|名录|之星|街区|项目"
)


def read_honours(a: ArticleReading, s: Sentence) -> None:
    """State the honours of a sentence."""
    done = 0
    for token in s.doc:
        verb = _verb(a, s, token)
        if not verb or token.idx < done or s.in_quotes(token.idx):
            continue
        clause = s.clause_at(token.idx)
        done = token.idx + len(verb)
        names = _names(s, done, clause)
        if clause.supposed or not names:
            continue
        owners = _owners(a, s, clause, token)
        for i, (begin, end) in enumerate(names):
            own = owners[i : i + 1] if _distributed(s, clause, owners, names) else owners
            _state(a, s, clause, begin, end, own)


def _verb(a: ArticleReading, s: Sentence, token: Token) -> str:
    """The longest verb of award that begins at a word, '' if none does."""
    if token.tag_ not in {"v", "vn", "vd", "p"}:
        return ""
    text = s.plain[token.idx : token.idx + _LONGEST_VERB]
    lengths = range(len(text), 0, -1)
    return next((text[:n] for n in lengths if a.lexicon.states(text[:n], "award")), "")


def _names(s: Sentence, start: int, clause: Clause) -> list[tuple[int, int]]:
    """The spans of the honours behind the verb: a list cut at 、 outside of marks; empty if it is no honour."""
    text = s.plain[start : clause.end].rstrip("，。；！,;!. ")
    told = False
    if tail := _TAIL.search(text):
        text, told = text[: tail.start()], bool(tail.group())
    start += len(year.group()) if (year := _YEAR.match(text)) else 0
    text = _YEAR.sub("", text)
    fits = _SHORTEST <= len(text) <= _LONGEST and (told or _SIGN.search(text))
    if not fits or _NO_HONOUR.match(text) or _BOOK.fullmatch(text):
        return []
    end = start + len(text)
    cuts = [start, *(q.end for q in s.quoted if start < q.end < end and s.plain[q.end] in "“「")]
    cuts += [i + 1 for i in range(start, end) if s.plain[i] == "、" and not s.in_quotes(i)]
    spans = itertools.pairwise([*sorted(cuts), end + 1])
    found = (
        (begin, stop - 1 if s.plain[stop - 1 : stop] == "、" or stop > end else stop) for begin, stop in spans
    )
    return [(begin, stop) for begin, stop in found if stop - begin >= _SHORTEST]


def _owners(a: ArticleReading, s: Sentence, clause: Clause, verb: Token) -> list[Mention | Entry]:
    """Who received it: the practice or the parties right before the verb, else who acts."""
    practices = [p for p in practice_names(a, s) if clause.start <= p.quoted.start and p.end <= verb.idx]
    if practices:
        return [a.book.open(p.cls, item=p.core) for p in practices[-1:]]
    parties = [m for m in s.mentions if clause.start <= m.start and m.end <= verb.idx]
    if parties:
        return list(parties)
    between = [t for t in s.words(clause.start, verb.idx) if t.tag_ in {"n", "nz", "LOC", "nw"}]
    if clause.subject.party is not None and (clause.subject.own or not between):
        return [clause.subject.party]
    return []


def _distributed(
    s: Sentence, clause: Clause, owners: list[Mention | Entry], names: list[tuple[int, int]]
) -> bool:
    return _RESPECTIVELY in s.plain[clause.start : clause.end] and len(owners) == len(names) > 1


def _state(
    a: ArticleReading, s: Sentence, clause: Clause, start: int, end: int, owners: list[Mention | Entry]
) -> None:
    name = _whole(s.text[start:end].strip())
    entry = a.book.open(Classes.HONOUR, item=f"{name} {clause_text(s, clause.start, clause.end)}")
    quote = [s.quote(clause.start, clause.end)]
    entry.state(Properties.NAME, name, [s.quote(start, end)], clause.status)
    entry.state(Properties.STATED_AS, clause_text(s, clause.start, clause.end), quote, clause.status)
    if period := period_of(a, s, clause):
        entry.state(Properties.PERIOD, period, quote, clause.status)
    for owner in owners:
        if isinstance(owner, Mention):
            party = a.acting(owner, s)
            entry.link(Properties.AWARDED_TO, party, a.book.names.of(owner).name, quote, clause.status)
        else:
            entry.link(Properties.AWARDED_FOR, owner, _first_name(owner), quote, clause.status)
    s.told |= {x.start for x in s.amounts if start <= x.start < end}
    s.states(entry, start)


def _whole(name: str) -> str:
    """A name without the marks that stand round the whole of it."""
    return name[1:-1] if name[:1] in "“「" and name[-1:] in "”」" and len(name) > 2 else name


def _first_name(entry: Entry) -> str:
    return next(iter(entry.account.values(Properties.NAME)), "")
