"""Which organisations does a sentence name? A grammar of endings from the ontology over LAC's words.

LAC alone finds persons and places well and local organisations badly (9 of 25 on one article; with the grammar 20).
A name ends in a known ending at the end of a word, and begins where a verb, a function word or a modifier in front of
it (辖区, 全国首家) ends. What names nothing in particular (各街道党工委, 物业企业) is no organisation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from ingest.articles.heads import head_of, list_of
from ingest.articles.lexicon import ProseLexicon
from ingest.articles.places import ArticlePlaces
from ingest.articles.sentence import Mention, Quoted, Sentence
from ingest.articles.words import NAMES, NOUNS
from ontology.language.normalise import fold, is_ideograph
from ontology.terms import Classes

_WITHIN: Final = NOUNS | {"f", "a"}
_COMMITTEE: Final = re.compile(r"[省市区县州旗镇乡]委(?:员会)?(?![员托派任培])")
_AFTER_COMMITTEE: Final = re.compile(
    r"(?:组织部|宣传部|统战部|社会工作部|政法委|党校|办公室|编办|老干部局|网信办|巡察办|机关工委)"
)
_LEVEL: Final = re.compile(r"^(?:省|市|区|县|镇|街道)(?![级域块位间])")
_BRACKET: Final = re.compile(r"[（(][^（()）]{1,8}[）)]")
_JOINED: Final = re.compile(r"[—\-+、/]|“[^”]*$|^[^“]*”")
_OF_STREET: Final = re.compile(r"(?:街道|镇|乡|区|县|市)$")
_LONGEST: Final = 40
_LONGEST_BETWEEN: Final = 10
_LONGEST_QUOTED: Final = 24
_LONG_SUFFIX: Final = 4
_UNKNOWN_STREET: Final = re.compile(r"^(.{2,6}?(?:街道|镇))(?=.{3,}$)")
_SHORTEST_AGAIN: Final = 5
_IN_STREET: Final = re.compile(r"(?:街道|镇|乡)..+$")
_STREET: Final = 9
_PROVINCE: Final = 2
_MOST_WORDS: Final = 12


class MentionReader:
    """Finds the organisations of the sentences of one article."""

    def __init__(self, lexicon: ProseLexicon, places: ArticlePlaces) -> None:
        self.lexicon = lexicon
        self.places = places
        self.grammar = lexicon.lists.organisations
        self.ontology = lexicon.ontology

    def find(self, sentence: Sentence) -> tuple[Mention, ...]:
        """The organisations and alliances that are named, in order, not overlapping; the widest reading of each."""
        found: list[Mention] = []
        for mention in sorted(self._candidates(sentence), key=lambda m: (m.start - m.end, m.start)):
            if all(mention.end <= other.start or other.end <= mention.start for other in found):
                found.append(mention)
        return tuple(sorted(found, key=lambda m: m.start))

    def again(self, sentence: Sentence, known: Iterable[Mention]) -> tuple[Mention, ...]:
        """The mentions of a sentence with further ones of names that the article states elsewhere, a bracket in them
        left out or not."""
        found = list(sentence.mentions)
        for mention in known:
            for wording in {mention.written, _BRACKET.sub("", mention.written)}:
                at = sentence.text.find(wording) if len(wording) >= _SHORTEST_AGAIN else -1
                end = at + len(wording)
                if (
                    at >= 0
                    and all(end <= m.start or m.end <= at for m in found)
                    and not sentence.in_quotes(at)
                ):
                    name = wording if wording != mention.written else mention.name
                    found.append(replace(mention, start=at, end=end, written=wording, name=name))
        return tuple(sorted(found, key=lambda m: m.start))

    def _candidates(self, sentence: Sentence) -> Iterator[Mention]:
        yield from self._committees(sentence)
        for token in sentence.doc:
            end = token.idx + len(token.text)
            suffix, cls = self.grammar.ending(fold(sentence.plain[max(0, end - 20) : end]))
            if suffix and (mention := self._ending_at(sentence, end, suffix, cls)):
                yield mention
        for quoted in sentence.quoted:
            if not quoted.is_speech and (mention := self._all_quoted(sentence, quoted)):
                yield mention

    def _ending_at(self, s: Sentence, end: int, suffix: str, cls: str) -> Mention | None:
        """The name that ends in this ending, if it is one."""
        first = s.word_at(max(0, end - len(suffix)))
        if first is None or s.in_quotes(end - 1):
            return None
        if len(suffix) == 1 and len(first.text) > 1 and first.tag_ not in {"LOC", "ORG"}:
            return None
        start = self._beginning(s, first)
        start = next((p.start for p in s.places if p.start < start < p.end), start)
        start = self._without_modifiers(s, start, end)
        end = self._with_bracket(s, end)
        return self._named(s, start, end, suffix, cls)

    def _beginning(self, s: Sentence, first: Token) -> int:
        """Walk left over words that names are made of."""
        start, i, taken = first.idx, first.i, 0
        while i > 0 and taken < _MOST_WORDS:
            before = s.doc[i - 1]
            if start - before.idx > _LONGEST or (
                before.text in self.lexicon.collective and s.doc[i].tag_ in NAMES
            ):
                break
            if before.text in {"”", "」"} and (opened := self._opening(s, before.idx)) is not None:
                return opened
            if before.text in {")", "）"} and (bracket := self._bracket_before(s, before)) is not None:
                start, i = bracket.idx, bracket.i
                continue
            if not self._may_be_inside(before, s.doc[i]):
                break
            start, i, taken = before.idx, i - 1, taken + 1
        return start

    def _may_be_inside(self, word: Token, following: Token) -> bool:
        if word.text in self.lexicon.verbs or word.text in self.lexicon.before:
            return False
        if word.tag_ == "m":
            return word.text.isdigit() and word.i > 0 and word.nbor(-1).tag_ in {"LOC", "ORG"}
        if word.tag_ == "a":
            return len(word.text) > 1 and following.tag_ in NAMES
        return word.tag_ in _WITHIN

    def _opening(self, s: Sentence, position: int) -> int | None:
        """Where the quotation that ends here opens, if it is a name."""
        quoted = s.in_quotes(position)
        return quoted.start if quoted and quoted.end == position + 1 and not quoted.is_speech else None

    def _bracket_before(self, s: Sentence, closing: Token) -> Token | None:
        """The opening bracket's word of a short bracket inside a name: 栖霞(仙林)校地党建联盟."""
        for i in range(closing.i - 1, max(-1, closing.i - 4), -1):
            if s.doc[i].text in {"(", "（"}:
                return s.doc[i] if i > 0 and closing.i - i <= 3 else None
        return None

    def _with_bracket(self, s: Sentence, end: int) -> int:
        """A short bracket behind a name that holds a place belongs to it: 城市分院（南京）."""
        match = _BRACKET.match(s.plain, end)
        if not match:
            return end
        inner = list(s.words(match.start() + 1, match.end() - 1))
        return match.end() if inner and all(t.tag_ in {"LOC", "ORG"} for t in inner) else end

    def _without_modifiers(self, s: Sentence, start: int, end: int) -> int:
        """Without words in front that say which kind or where, not which one."""
        while not self._is_tagged(s, start, end):
            text = s.plain[start:end]
            cut = next((w for w in self.lexicon.before if len(w) > 1 and text.startswith(w)), "")
            if not cut or len(cut) >= len(text):
                break
            start += len(cut)
        return start

    def _named(self, s: Sentence, start: int, end: int, suffix: str, cls: str) -> Mention | None:
        written, plain = s.text[start:end], s.plain[start:end]
        if len(plain) > _LONGEST or cls not in self.ontology.classes or _JOINED.search(plain):
            return None
        length, code = self.places.path(plain)
        stem = plain[length : plain.rindex(suffix)] if suffix in plain[length:] else ""
        quoted = s.in_quotes(start)
        inner = quoted.inner if quoted and quoted.start == start and quoted.end <= end else ""
        if self._says_nothing(s, start, plain, length, stem, suffix, cls):
            expanded = self._expanded(plain, stem, suffix)
            if not expanded or self.ontology.is_a(cls, Classes.COMMUNITY) or self._is_counted(s, start):
                return None
            return Mention(start, end, written, expanded, cls, self.places.standing(plain[:1]))
        return self._mention(start, end, written, plain, length, code, suffix, cls, inner)

    def _says_nothing(
        self, s: Sentence, start: int, plain: str, length: int, stem: str, suffix: str, cls: str
    ) -> bool:
        """Whether a reading does not say which one: no stem, or a stem of common words only."""
        end = start + len(plain)
        if self._is_counted(s, start) or ("“" not in plain and any(x.start == end for x in s.amounts)):
            return True
        if suffix in self.lexicon.collective and not self._is_tagged(s, start, start + len(plain)):
            return True
        stem = _BRACKET.sub("", stem)
        if not stem:
            return not (length and self._stands_alone(plain, cls, suffix))
        if _LEVEL.match(stem) and not length:
            return True
        return self._is_common(s, start + length, start + length + len(stem), stem, bool(length), cls)

    def _stands_alone(self, plain: str, cls: str, suffix: str) -> bool:
        """Whether a place and an ending make a name: 南京市人民政府, 兴泉镇党委, and the street itself."""
        official = self.ontology.is_a(cls, Classes.PARTY_ORGANIZATION) or self.ontology.is_a(
            cls, Classes.GOVERNMENT_BODY
        )
        if len(suffix) >= _LONG_SUFFIX and len(self.places.path(plain)[1]) == _STREET:
            return True
        return official and suffix not in self.lexicon.collective

    def _is_counted(self, s: Sentence, start: int) -> bool:
        """Whether a number stands right before it: 16个党支部 are some, not one."""
        word = s.word_at(start - 1) if start else None
        return word is not None and word.tag_ == "m" and not word.text.isdigit()

    def _is_tagged(self, s: Sentence, start: int, end: int) -> bool:
        words = [t for t in s.doc if t.idx < end and start < t.idx + len(t.text)]
        return bool(words) and all(t.tag_ == "ORG" for t in words)

    def _is_common(self, s: Sentence, start: int, end: int, stem: str, in_place: bool, cls: str) -> bool:
        """Whether a stem is made of common words: 网格, 物业服务."""
        if self._only_stems(stem):
            return True
        if self.ontology.is_a(cls, Classes.COMMUNITY):
            return not self._is_community(s, start, end, stem, in_place)
        if "“" in stem or "「" in stem:
            return (
                stem.rpartition("”")[2] in self.lexicon.vague
                or len(stem.rpartition("”")[2]) > _LONGEST_BETWEEN
            )
        if in_place or any(t.tag_ in NAMES and t.idx < end and start < t.idx + len(t.text) for t in s.doc):
            return False
        if self._is_strong(s, start, end, cls):
            return False
        described = self.ontology.is_a(cls, Classes.PARTY_ORGANIZATION) or self.ontology.is_a(
            cls, Classes.ALLIANCE
        )
        return not (described and self._is_made(s, start))

    def _is_community(self, s: Sentence, start: int, end: int, stem: str, in_place: bool) -> bool:
        """Whether a stem names a community: one in a named place, on the official list, or a name by the word reader."""
        if "“" in stem or _OF_STREET.search(stem):
            return False
        suffix = s.plain[end : end + 2]
        if in_place or self.places.village(stem + ("社区" if suffix == "社区" else suffix[:1])):
            return True
        named = any(t.tag_ in {"LOC", "ORG"} and t.idx < end and start < t.idx + len(t.text) for t in s.doc)
        return (
            named or self.grammar.ends_like_place(stem) or bool(_IN_STREET.search(stem))
        ) and suffix == "社区"

    def _is_strong(self, s: Sentence, start: int, end: int, cls: str) -> bool:
        """Whether an ending that only names have (大学, 医院, 有限公司) stands behind nouns that are no generic ones."""
        words = list(s.words(start, end))
        if self.ontology.is_a(cls, Classes.PARTY_ORGANIZATION) or self.ontology.is_a(cls, Classes.ALLIANCE):
            return False
        unlike = [w for w in words if w.text not in self.lexicon.stems]
        return (
            bool(unlike)
            and all(w.tag_ in {"n", "nz", "nw", "f", "s", "an"} for w in words)
            and self._is_telling(s, end)
        )

    def _is_telling(self, s: Sentence, end: int) -> bool:
        """Whether the word behind a stem is an ending of two characters and more that is no collective noun."""
        word = s.word_at(end)
        ending = s.plain[end : word.idx + len(word.text)] if word is not None else ""
        return len(ending) > 1 and ending not in self.lexicon.collective

    def _is_made(self, s: Sentence, start: int) -> bool:
        """Whether the sentence says that it was founded: a new alliance of a descriptive name is one."""
        clause = s.clause_at(start) if s.clauses else None
        floor = clause.start if clause else 0
        return any(self.lexicon.states(t.text, "found") for t in s.words(floor, start))

    def _only_stems(self, stem: str) -> bool:
        """Whether a stem can be cut into generic words alone."""
        if not stem:
            return True
        return any(stem.startswith(w) and self._only_stems(stem[len(w) :]) for w in self.lexicon.stems)

    def _expanded(self, plain: str, stem: str, suffix: str) -> str:
        """区互联网行业党委 in an article about 栖霞区 is 栖霞区互联网行业党委; '' if it cannot be told."""
        level = _LEVEL.match(plain)
        rest = stem[len(level.group()) :] if level else ""
        if not level or rest.startswith("委") or self._only_stems(rest) or suffix in self.lexicon.collective:
            return ""
        code = self.places.standing(level.group())
        area = self.places.name(code) if code else ""
        return area + plain[level.end() :] if area.endswith(level.group()) else ""

    def _mention(
        self,
        start: int,
        end: int,
        written: str,
        plain: str,
        length: int,
        code: str,
        suffix: str,
        cls: str,
        inner: str,
    ) -> Mention:
        rest = written[length:]
        unit_plain = plain[: plain.rindex(suffix)] if suffix in plain else plain
        unit_suffix, unit_cls = self.grammar.ending(fold(unit_plain))
        official = self.ontology.is_a(cls, Classes.PARTY_ORGANIZATION) or self.ontology.is_a(
            cls, Classes.GOVERNMENT_BODY
        )
        of_unit = self.ontology.is_a(cls, Classes.PARTY_ORGANIZATION) and bool(unit_suffix)
        own = unit_cls if of_unit else cls
        local = own and any(self.ontology.is_a(own, c) for c in (Classes.COMMUNITY, Classes.STREET_OFFICE))
        if (
            local
            and (street := _UNKNOWN_STREET.match(rest))
            and self.grammar.kind(street.group(1)) is not None
        ):
            length += street.end(1)
            rest = written[length:]
        name = rest if length and local and len(rest) > len(suffix) else written
        if local and not code and (village := self.places.village(unit_plain if of_unit else plain)):
            code = self.places.parent(village)
        if len(code) == _PROVINCE and not official:
            code = ""
        unit = ""
        if of_unit and (not length or len(unit_plain) >= length):
            unit = written[length if name == rest else 0 : len(unit_plain)] or written[: len(unit_plain)]
        if cls == Classes.STREET_OFFICE and length == len(plain):
            name = self.places.name(code) or written
        return Mention(start, end, written, name, cls, code, unit, inner)

    def _committees(self, s: Sentence) -> Iterator[Mention]:
        """南京市委, 玄武区委组织部: a place and 委."""
        for match in _COMMITTEE.finditer(s.plain):
            word = s.word_at(match.start())
            if word is None or s.in_quotes(match.start()):
                continue
            end = match.end()
            further = _AFTER_COMMITTEE.match(s.plain, end)
            end = further.end() if further else end
            for start in range(max(0, match.start() - 12), match.start() - 1):
                if not is_ideograph(s.plain[start]):
                    continue
                code = self.places.resolve(s.plain[start : match.start() + 1])
                if code:
                    start = start - 2 if s.plain[max(0, start - 2) : start] == "中共" else start
                    text = s.text[start:end]
                    yield Mention(start, end, text, text, Classes.PARTY_ORGANIZATION, code)
                    break

    def _all_quoted(self, s: Sentence, quoted: Quoted) -> Mention | None:
        """A name that stands in quotation marks as a whole: “南京网格学院”, “医药行业党建联盟”; or one of a list that is
        said to be of organisations: “小滨工坊”“秦大姐手工坊”等社会组织."""
        start, end, inner = quoted.start + 1, quoted.end - 1, quoted.inner
        plain = s.plain[start:end]
        if _JOINED.search(plain) or not 3 <= len(plain) <= _LONGEST_QUOTED:
            return None
        suffix, cls = self.grammar.ending(fold(plain))
        told = self._told_by_head(s, quoted)
        if told is not None:
            special = bool(cls) and suffix not in self.lexicon.collective and self.ontology.is_a(cls, told)
            cls = cls if special else told
        elif not self._is_own_name(s, quoted, plain, suffix, cls):
            return None
        if self.ontology.is_a(cls, Classes.COMMUNITY) or self.ontology.classes[cls].abstract:
            return None
        return Mention(start, end, inner, inner, cls, self.places.path(plain)[1])

    def _told_by_head(self, s: Sentence, quoted: Quoted) -> str | None:
        """The class that the noun behind a list of quoted names says; ``None`` if it says no organisation."""
        head = head_of(s, quoted)
        if not head or self.lexicon.noun_ending(head) or s.plain.startswith(head, quoted.end):
            return None
        kind = self.grammar.kind(head)
        return kind if kind and len(head) > 1 and head in s.plain[quoted.end :] else None

    def _is_own_name(self, s: Sentence, quoted: Quoted, plain: str, suffix: str, cls: str) -> bool:
        """Whether a quoted name without a noun behind it is an organisation's by itself."""
        if (
            len(suffix) < 2
            or suffix in self.lexicon.collective
            or self.lexicon.noun_at_end(plain)
            or self._only_stems(plain[: -len(suffix)])
        ):
            return False
        if self.ontology.is_a(cls, Classes.ALLIANCE):
            return True
        first = list_of(s, quoted)[0].start
        before = s.word_at(first - 1) if first else None
        if before is not None and self.lexicon.states(before.text, "found"):
            return not head_of(s, quoted)
        told = before is not None and self.grammar.kind(before.text) is not None
        return told and self._is_tagged(s, quoted.start + 1, quoted.end - 1)
