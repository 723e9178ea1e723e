"""Which alliances are there, who founded them, who belongs to them, and how many are counted without a name?

A membership is stated for every member that is named. “与驻辖区20家单位成立” names nobody: it becomes the number 20 and the
wording of the group, and no member is ever made of it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Final

from graph.records import Status
from ingest.articles.article import ArticleReading
from ingest.articles.book import Entry
from ingest.articles.heads import phrase_after
from ingest.articles.sentence import Amount, Clause, Mention, Sentence
from ontology.terms import Classes, Properties

_COUNTED: Final = frozenset({"establishment", "institution", "count", "site", "team"})
_EQUALS: Final = frozenset({"与", "和", "同"})
_OPENING: Final = 2
_NEAR: Final = 12
_MEMBER: Final = "成员"
_OF: Final = "由"
_ARE_MEMBERS: Final = re.compile(r"的?((?:首批|第\S{1,3}批|新)?(?:成员|理事|会员|共建)(?:单位)?)")
_COPULA: Final = re.compile(r"(?:都|均|也|同)?(?:是|为|属于|系)(?=[^，。；]{0,6}$)")
_STOPS: Final = "。；;！？!?"
_PARTNERS: Final = ("共建单位", "成员单位", "联盟单位", "驻区单位", "理事单位")


def read_alliances(a: ArticleReading, s: Sentence) -> None:
    """State what a sentence says of the alliances that it names."""
    for mention in (*s.mentions, *s.echoes):
        clause = s.clause_at(mention.start)
        if not a.is_a(mention, Classes.ALLIANCE) or clause.supposed:
            continue
        alliance = a.acting(mention, s)
        if mention in s.mentions:
            s.states(alliance, mention.start)
        _founding(a, s, clause, mention, alliance)
        _containing(a, s, clause, mention, alliance)
        _joining(a, s, clause, mention, alliance)
    _partners_of_a_unit(a, s)


def _founding(a: ArticleReading, s: Sentence, clause: Clause, mention: Mention, alliance: Entry) -> None:
    """A与B、C和20家单位成立X: A founded it, B and C are members, 20 are counted."""
    verb = _verb_before(a, s, clause, mention.start, "found")
    if verb < 0:
        return
    together = _word(a, s, clause.start, verb, "with")
    joint = _coordinated(s, clause, verb) if together < 0 else []
    if joint:
        for member in joint:
            founder = a.book.party(member, s)
            alliance.link(
                Properties.FOUNDED_BY,
                founder,
                member.name,
                [s.quote(clause.start, clause.end)],
                clause.status,
            )
            state_member(a, s, clause, member, alliance, mention)
    elif clause.subject.known and not _urged(a, s, clause, verb):
        a.actor(alliance, clause.subject, s, Properties.FOUNDED_BY, Properties.FOUNDED_BY_AREA, clause)
        if clause.subject.place and not mention.place:
            where = a.places.name(clause.subject.place)
            alliance.place(
                Properties.PLACE,
                clause.subject.place,
                where,
                [s.quote(clause.start, clause.end)],
                clause.status,
            )
        _lead(a, s, clause, verb, alliance)
    if together >= 0:
        _members_in(a, s, clause, together, verb, alliance, mention)
        if s.word_at(together) and s.word_at(together).text in _EQUALS:  # type: ignore[union-attr]
            _equals(a, s, clause, (together, verb), alliance)


def _equals(a: ArticleReading, s: Sentence, clause: Clause, span: tuple[int, int], alliance: Entry) -> None:
    """A与B共同成立X: B founded it as well; 联合 only brings in."""
    for partner in _parties(s, *span):
        if a.is_a(partner, Classes.ALLIANCE):
            continue
        party, quote = a.book.party(partner, s), s.quote(clause.start, clause.end)
        alliance.link(Properties.FOUNDED_BY, party, a.book.names.of(partner).name, [quote], clause.status)


def _lead(a: ArticleReading, s: Sentence, clause: Clause, verb: int, alliance: Entry) -> None:
    """A牵头成立X."""
    if clause.subject.party is not None and _word(a, s, clause.start, verb + 1, "lead") >= 0:
        leader = a.named(clause.subject.party)
        name = a.book.names.of(clause.subject.party).name
        alliance.link(Properties.LEADS, leader, name, [s.quote(clause.start, clause.end)], clause.status)


def _containing(a: ArticleReading, s: Sentence, clause: Clause, mention: Mention, alliance: Entry) -> None:
    """X现有成员单位20家, X成员单位包括A、B, X由A、B组成."""
    end = _until_stop(s, mention.end)
    if s.plain.startswith(_OF, mention.end):
        composed = _word(a, s, mention.end, end, "contain")
        if composed >= 0:
            _members_in(a, s, clause, mention.end, composed, alliance, mention)
        return
    trigger = next(
        (t for t in s.words(mention.end, min(end, mention.end + _NEAR)) if _opens_members(a, t.text)), None
    )
    if trigger is not None:
        _members_in(a, s, clause, trigger.idx, end, alliance, mention, also_behind=True)


def _opens_members(a: ArticleReading, word: str) -> bool:
    return word.startswith(_MEMBER) or a.lexicon.states(word, "contain")


def _joining(a: ArticleReading, s: Sentence, clause: Clause, mention: Mention, alliance: Entry) -> None:
    """A、B等20家单位加入X; A、B都是X的成员单位; X吸纳了A、B."""
    if _ARE_MEMBERS.match(s.plain, mention.end):
        copula = _COPULA.search(s.plain, clause.start, mention.start)
        if copula:
            _members_in(a, s, clause, clause.start, copula.start(), alliance, mention)
            return
    verb = _verb_before(a, s, clause, mention.start, "join")
    if verb >= 0:
        _members_in(a, s, clause, clause.start, verb, alliance, mention)
        party = clause.subject.party
        if party is not None and party in s.mentions and clause.start <= party.start < verb:
            state_member(a, s, clause, party, alliance, mention)
        return
    after = _word(a, s, mention.end, min(clause.end, mention.end + _NEAR), "join")
    following = next((c for c in s.clauses if c.start == clause.end and not c.subject.own), None)
    if after < 0 and following is not None and clause.end < _until_stop(s, mention.end):
        after = _word(a, s, following.start, following.start + _OPENING, "join")
    if after >= 0:
        _members_in(a, s, clause, after, _until_stop(s, after), alliance, mention, also_behind=True)


def _members_in(
    a: ArticleReading,
    s: Sentence,
    clause: Clause,
    start: int,
    end: int,
    alliance: Entry,
    mention: Mention,
    *,
    also_behind: bool = False,
) -> None:
    """The named members, and the counted ones, between two positions."""
    for member in _parties(s, start, end):
        if member not in (mention, *s.echoes) and not a.is_a(member, Classes.ALLIANCE):
            state_member(a, s, clause, member, alliance, mention)
    for amount in s.amounts:
        if start <= amount.start < end and amount.start not in s.told and amount.dimension in _COUNTED:
            _count(a, s, clause, amount, alliance, also_behind=also_behind)


def _parties(s: Sentence, start: int, end: int) -> Iterator[Mention]:
    """The parties named between two positions; of a list also what only the word reader takes for one."""
    known = [m for m in s.mentions if start <= m.start and m.end <= end]
    yield from known
    if not known:
        return
    for token in s.words(start, end):
        stop = token.idx + len(token.text)
        listed = s.plain[stop : stop + 1] in {"、", "等"} or s.plain[token.idx - 1 : token.idx] == "、"
        if token.tag_ == "ORG" and len(token.text) > 2 and listed and not _covered(known, token.idx):
            text = s.text[token.idx : stop]
            yield Mention(token.idx, stop, text, text, Classes.ORGANIZATION)


def _covered(mentions: list[Mention], position: int) -> bool:
    return any(m.start <= position < m.end for m in mentions)


def state_member(
    a: ArticleReading, s: Sentence, clause: Clause, member: Mention, alliance: Entry, mention: Mention
) -> None:
    """State one membership; a denied or planned one as such."""
    of, to = a.book.names.of(member), a.book.names.of(mention)
    party = a.book.party(member, s)
    here = mention in (*s.mentions, *s.echoes)
    span = (
        (min(member.start, mention.start), max(member.end, mention.end))
        if here
        else (member.start, member.end)
    )
    quote = [s.quote(*span)]
    entry = a.book.open(Classes.MEMBERSHIP, about=of.name, item=to.name)
    entry.link(Properties.MEMBER, party, of.name, quote, clause.status)
    entry.link(Properties.ALLIANCE, alliance, to.name, quote, clause.status)
    s.states(entry, member.start)


def _count(
    a: ArticleReading, s: Sentence, clause: Clause, amount: Amount, party: Entry, *, also_behind: bool
) -> None:
    """State how many are counted, and their wording: 驻辖区20家单位."""
    noun = phrase_after(s, amount.end, skip_etc=False)
    before = _modifiers(a, s, amount.start)
    if not noun and not also_behind:
        return
    end = amount.end + len(noun)
    begin = amount.start if noun else _noun_before(s, amount.start)
    group = s.text[min(before, begin) : end]
    _state_count(s, clause.status, amount, group, party, (min(before, begin), end))


def _state_count(
    s: Sentence,
    status: Status,
    amount: Amount,
    group: str,
    party: Entry,
    span: tuple[int, int],
) -> None:
    s.told.add(amount.start)
    s.states(party, amount.start)
    quotes = [s.quote(*span)]
    party.amount(Properties.MEMBER_COUNT, amount, group, quotes, status)
    party.state(Properties.MEMBER_GROUP, group, quotes, status)


def _modifiers(a: ArticleReading, s: Sentence, position: int) -> int:
    """Where the modifiers right before a number begin: 驻辖区20家."""
    text = s.plain[:position]
    word = next((w for w in a.lexicon.before if len(w) > 1 and text.endswith(w)), "")
    return position - len(word)


def _noun_before(s: Sentence, position: int) -> int:
    word = s.word_at(position - 1) if position else None
    while word is not None and word.i > 0 and word.nbor(-1).tag_ == "n" and word.tag_ in {"n", "v"}:
        word = word.nbor(-1)
    return word.idx if word is not None else position


def _partners_of_a_unit(a: ArticleReading, s: Sentence) -> None:
    """A community that works with 6家共建单位: counted partners of that community."""
    for amount in s.amounts:
        clause = s.clause_at(amount.start)
        party = clause.subject.party
        noun = phrase_after(s, amount.end, skip_etc=False)
        if party is None or amount.start in s.told or clause.supposed or noun not in _PARTNERS:
            continue
        if not a.is_a(party, Classes.ALLIANCE):
            span = (amount.start, amount.end + len(noun))
            _state_count(s, clause.status, amount, s.text[slice(*span)], a.named(party), span)


def _verb_before(a: ArticleReading, s: Sentence, clause: Clause, position: int, what: str) -> int:
    """Where the nearest verb before a position in its clause stands if it states this, else -1: only nouns between."""
    for token in reversed(list(s.words(clause.start, position))):
        if s.in_quotes(token.idx):
            continue
        if a.lexicon.states(token.text, what):
            return token.idx
        if token.tag_ in {"v", "vd", "p"}:
            return -1
    return -1


def _word(a: ArticleReading, s: Sentence, start: int, end: int, what: str) -> int:
    """Where the first word between two positions stands that states this, outside names; -1 if none does."""
    for token in s.words(start, end):
        if (
            a.lexicon.states(token.text, what)
            and not _covered(list(s.mentions), token.idx)
            and not s.in_quotes(token.idx)
        ):
            return token.idx
    return -1


def _urged(a: ArticleReading, s: Sentence, clause: Clause, verb: int) -> bool:
    """Whether somebody only got others to do it: 推动成立."""
    return _word(a, s, clause.start, verb, "urge") >= 0


def _coordinated(s: Sentence, clause: Clause, verb: int) -> list[Mention]:
    """A、B和C成立X: the parties in a row before the verb, if there are several."""
    row = [m for m in s.mentions if clause.start <= m.start and m.end <= verb]
    gaps = [s.plain[x.end : y.start] for x, y in itertools.pairwise(row)]
    return row if len(row) > 1 and all(g in {"、", "和", "与", "及"} for g in gaps) else []


def _until_stop(s: Sentence, position: int) -> int:
    """The end of the stretch behind a position that still speaks of the same."""
    stops = [i for i in (s.plain.find(c, position) for c in _STOPS) if i >= 0]
    return min(stops, default=len(s.plain))
