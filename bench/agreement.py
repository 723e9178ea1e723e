"""Do a reading and the labels agree? Facts of one article, kind by kind: right, missed, wrong; and what must be no fact.

Lenient in wording, not in substance: names are compared by ``name_key`` (quotation marks, width and script aside), with or
without the official place in front; an amount by value and unit, and it must share words with what it is of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bench.labels import KINDS, Fact, Labelled, Wordings
from ontology.language.keys import name_key
from ontology.language.numerals import read_integer
from ontology.language.units import UnitTable

_PLACES_IN_FRONT = re.compile(r"(?:(?!示例)[\u4e00-\u9fff]{2,7}?(?:省|自治区|市|区|县|旗|州|街道|镇|乡))+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?|[〇零一二两兩三四五六七八九十百千万]+")
_SIMPLE = str.maketrans("兩", "两")


@dataclass(slots=True)
class Score:
    """How a kind came out: ``hits`` labels found of ``wanted``, ``right`` findings of ``right + wrong``."""

    wanted: int = 0
    hits: int = 0
    right: int = 0
    wrong: int = 0

    def add(self, other: Score) -> None:
        """Count another article."""
        self.wanted += other.wanted
        self.hits += other.hits
        self.right += other.right
        self.wrong += other.wrong

    @property
    def precision(self) -> float:
        """The share of findings that are right; 1 where nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of labels that were found; 1 where nothing was to be found."""
        return self.hits / self.wanted if self.wanted else 1.0


@dataclass(slots=True)
class Comparison:
    """One article compared: scores by kind, answers to further questions, and what differs."""

    scores: dict[str, Score] = field(default_factory=lambda: {kind: Score() for kind in KINDS})
    asked: dict[str, Counter[str]] = field(default_factory=dict)
    missed: list[Fact] = field(default_factory=list)
    wrong: list[Fact] = field(default_factory=list)
    mixed: list[tuple[str, Fact, Fact]] = field(default_factory=list)
    violated: list[str] = field(default_factory=list)


class Judge:
    """Compares facts, knowing the units of the ontology."""

    def __init__(self, units: UnitTable) -> None:
        self.units = units

    def compare(self, labelled: Labelled, found: Sequence[Fact]) -> Comparison:
        """Compare one article."""
        made = Comparison()
        for kind in KINDS:
            gold = [f for f in labelled.facts if f.kind == kind]
            self._kind(kind, gold, [f for f in found if f.kind == kind], made, labelled.facts)
        made.violated = [
            f"{kind}/{words}"
            for kind, words in labelled.denied
            if any(self.is_denied(kind, words, f) for f in found if not f.optional)
            and not any(self.is_denied(kind, words, f) for f in labelled.facts if f.value is not None)
        ]
        return made

    def _kind(
        self, kind: str, gold: list[Fact], found: list[Fact], made: Comparison, all_gold: Sequence[Fact]
    ) -> None:
        score = made.scores[kind]
        for fact in found:
            same = [g for g in gold if self.same(g, fact)]
            if same and not all(g.optional for g in same):
                score.right += 1
                self._ask(next(g for g in same if not g.optional), fact, made)
            elif not same and not fact.optional and not self._elsewhere(fact, all_gold):
                score.wrong += 1
                made.wrong.append(fact)
        for fact in gold:
            if fact.optional:
                continue
            score.wanted += 1
            hit = any(self.same(fact, f) for f in found)
            score.hits += hit
            if not hit:
                made.missed.append(fact)

    def _ask(self, gold: Fact, found: Fact, made: Comparison) -> None:
        """Of a fact that was found: is its class, its precision, whose it is right too?"""
        questions = []
        if gold.cls:
            questions.append(("class of practices", "right" if gold.cls == found.cls else "wrong"))
        if gold.kind == "figures":
            questions.append(
                ("precision of figures", "right" if gold.precision == found.precision else "wrong")
            )
        if gold.whose:
            questions.append(("whose figures", _whose(gold, found)))
        for question, answer in questions:
            made.asked.setdefault(question, Counter())[answer] += 1
            if answer not in {"right", "nobody"}:
                made.mixed.append((question, gold, found))

    def _elsewhere(self, found: Fact, gold: Iterable[Fact]) -> bool:
        """Whether what is wrong as this kind is labelled as another: the count of members as a figure, a founding as a
        practice."""
        if found.value is not None:
            return any(g.kind in {"counts", "figures"} and self._same_amount(g, found) for g in gold)
        if found.kind == "founded":
            return any(g.kind == "practised by" and self._same_parts(g, found) for g in gold)
        return False

    def same(self, gold: Fact, found: Fact) -> bool:
        """Whether a finding is what a label says."""
        if gold.kind == "figures":
            return self._same_amount(gold, found) and shares_words(gold.parts[0], found.parts[0])
        if gold.kind == "offers":
            return shares_words(gold.parts[0], found.parts[0]) and any_same(gold.parts[1], found.parts[1])
        return self._same_parts(gold, found) and (gold.value is None or self._same_amount(gold, found))

    def _same_parts(self, gold: Fact, found: Fact) -> bool:
        return all(any_same(g, f) for g, f in zip(gold.parts, found.parts, strict=True))

    def _same_amount(self, gold: Fact, found: Fact) -> bool:
        if gold.value is None or found.value is None:
            return False
        one, other = self.units.get(gold.unit), self.units.get(found.unit)
        if one is None or other is None:
            return gold.value == found.value and (gold.unit == found.unit or not found.unit)
        return one.dimension == other.dimension and gold.value * one.factor == found.value * other.factor

    def is_denied(self, kind: str, words: str, fact: Fact) -> bool:
        """Whether a fact says what a label forbids."""
        if fact.kind != kind:
            return False
        if fact.value is None:
            return any(same_name(words, w) for part in fact.parts for w in part)
        return bool(_NUMBER.search(words.translate(_SIMPLE))) and self._is_number(words, fact)

    def _is_number(self, words: str, fact: Fact) -> bool:
        found = _NUMBER.search(words.translate(_SIMPLE))
        assert found is not None
        value = Decimal(found[0]) if found[0][0].isdigit() else Decimal(read_integer(found[0]) or -1)
        unit = words[found.end() :].strip()
        if self.units.get(unit) is None:
            return value == fact.value
        return self._same_amount(Fact("figures", (), value, unit), fact)


def _whose(gold: Fact, found: Fact) -> str:
    if not found.whose:
        return "nobody"
    if any_same(gold.whose, found.whose):
        return "right"
    return "only a place" if found.vague else "of another"


def any_same(one: Wordings, other: Wordings) -> bool:
    """Whether one of the wordings names the same."""
    return any(same_name(a, b) for a in one for b in other)


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same, a place in front of one of them aside.

    >>> same_name("“红枫”党建联盟", "红枫党建联盟"), same_name("南京市玄武区示例学院", "示例学院"), same_name("示例学院", "学院")
    (True, True, False)
    """
    short, long = sorted((name_key(one), name_key(other)), key=len)
    if short == long:
        return bool(short)
    in_front = long[: len(long) - len(short)]
    return bool(short) and long.endswith(short) and bool(_PLACES_IN_FRONT.fullmatch(in_front))


def shares_words(one: Wordings, other: Wordings) -> bool:
    """Whether two wordings share two characters in a row, or the one character of a short one."""
    return any(_share(name_key(a), name_key(b)) for a in one for b in other)


def _share(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) < 2:
        return bool(short) and short in long
    return any(short[i : i + 2] in long for i in range(len(short) - 1))
