"""How much is stated? Numbers with unit and precision in Chinese text: 口罩2万只, 3-5名, 约200平方米, 若干."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ontology.language.normalise import align, fold
from ontology.language.not_amounts import NotAmounts
from ontology.language.numerals import ARABIC_NUMERAL, CHINESE_NUMERAL, read_number
from ontology.language.restricted import mask
from ontology.language.units import UnitTable
from ontology.language.wordings import alternatives
from ontology.model import Ontology
from ontology.terms import Schemes

LONGEST_TEXT = 20_000
_HUNDRED = r"(?<=[近上约逾超过])[百千万]|[百千万](?=[余多来])"
_NUMBER = rf"(?:{ARABIC_NUMERAL}\s?[十百千万亿]{{0,3}}|{_HUNDRED}|{CHINESE_NUMERAL})"
_RANGE = r"\s*(?:[-~—–]{1,2}|至|到)\s*"
_BEFORE_HALF = "[天年月周亩斤时]"
_RATE = r"\s?(?:/|每)\s?(天|日|周|月|年|小时|次|人|户|学期|day|week|month|year)"
_SAME_RATE = {"日": "天", "day": "天", "week": "周", "month": "月", "year": "年"}
_ONE = ("百", "千", "万")
_PAIR = re.compile(r"([一二两三四五六七八九])([二两三四五六七八九])([十百千万亿]*)")
_SEVERAL = re.compile(r"[数几]([十百千万亿]{1,2})")
_HALF = Decimal("0.5")
_HALVED = frozenset({"duration", "months", "mass", "area", "length", "volume"})
"""What comes in halves: half a day, half a mu; a half of anything else is rather a part of a word."""
_LARGE = re.compile(r"[万亿]$")
_NUMERIC = re.compile(r"[\d〇零一二三四五六七八九十两百千万亿壹贰叁肆伍陆柒捌玖拾佰仟半]")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One amount; ``text[start:end]`` states it, in code points of the original.

    ``unit`` is the unit's name in the ontology (``只``, ``只/天``; ``''`` if none is stated). ``precision`` is ``exact``,
    ``about``, ``over``, ``under``, ``at-least``, ``at-most`` or ``some``. ``some`` (若干) has the value 1, which is all
    that is known: at least one; never compare it.
    """

    value: Decimal
    unit: str
    precision: str
    start: int
    end: int


def canonical_decimal(value: Decimal) -> str:
    """A decimal as statements hold it: no exponent, no trailing zeros, no ``-0``.

    >>> canonical_decimal(Decimal("20000.00")), canonical_decimal(Decimal("1E+3")), canonical_decimal(Decimal("-0.0"))
    ('20000', '1000', '0')
    """
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


class QuantityReader:
    """Reads amounts by the units and precision words of one ontology; ``more`` are further schemes of units."""

    def __init__(self, ontology: Ontology, *more: str) -> None:
        self.units = UnitTable(ontology, *more)
        self._not_amounts = NotAmounts(ontology)
        self._words: dict[str, dict[str, str]] = {"before": {}, "after": {}, "alone": {}}
        for concept in ontology.in_scheme(Schemes.PRECISION):
            precision, _, position = concept.notation.partition("|")
            self._words[position] |= {fold(w): precision for w in concept.wordings}
        halved = [w for w, u in self.units.by_wording.items() if u.dimension in _HALVED and not w.isascii()]
        self._halved = rf"(?:{alternatives(halved)}|个?月)"
        self._amount = self._amount_pattern()
        self._some = re.compile(rf"({alternatives(self._words['alone'])})\s?({self._unit_pattern()})?")

    def read(self, text: str) -> list[Quantity]:
        """The amounts of a text, in order; a range gives two, ``at-least`` and ``at-most``, of one span.

        A number counts if a unit follows, if it ends in 万 or 亿, or if it is the whole text. Dates, times, standards,
        phone numbers, percentages, ordinals, floors and house numbers do not. What stands after 20,000 characters is
        not read.
        """
        text = text[:LONGEST_TEXT]
        if not _NUMERIC.search(text) and not self._some.search(text):
            return []
        folded = align(mask(text).text)
        spans = ((folded.span(a, b), amounts) for a, b, amounts in self._find(folded.text))
        return [
            Quantity(value, unit, precision, *span)
            for span, found in spans
            for value, unit, precision in found
        ]

    def unit(self, text: str) -> str:
        """The name of the unit that a cell of its own states (``m²`` → ``平方米``), ``''`` if it states none."""
        unit = self.units.get(text)
        return unit.name if unit else ""

    def _find(self, folded: str) -> Iterator[tuple[int, int, list[tuple[Decimal, str, str]]]]:
        cleaned = self._not_amounts.blank(folded)
        end = 0
        for match in self._amount.finditer(cleaned):
            amounts = self._amounts(match, whole=match.group().strip() == cleaned.strip())
            if amounts:
                yield *_trimmed(match), amounts
                end = match.end()
        for match in self._some.finditer(cleaned):
            whole = match.group().strip() == cleaned.strip(" 。,.;")
            if match.start() >= end and (match.group(2) or whole):
                yield *_trimmed(match), [(Decimal(1), self._unit(match.group(2), None), "some")]

    def _amounts(self, match: re.Match[str], whole: bool) -> list[tuple[Decimal, str, str]]:
        if match["low"] in _ONE and not self._is_round(match):
            return []
        low, high = _bounds(match["low"], match["high"])
        if low is not None and (match["half"] or match["ahalf"]):
            low += _HALF
        unit = self._unit(match["unit"] or self._odd_unit(match), match["rate"])
        if low is None or not (unit or whole or _LARGE.search((match["high"] or match["low"]).strip())):
            return []
        if high is not None:
            other = self._unit(match["lowunit"], None)
            return (
                [(low, unit, "at-least"), (high, unit, "at-most")]
                if low < high and other in {"", unit}
                else []
            )
        return [(low, unit, self._precision(match))]

    def _is_round(self, match: re.Match[str]) -> bool:
        """Whether a bare 百, 千 or 万 is said to be a round number: 近百名, 上百人, 百余人."""
        rough = match["before"] or match["odd"] or match["after"]
        return bool(rough) or match.string[: match.start("low")].endswith("上")

    def _odd_unit(self, match: re.Match[str]) -> str:
        """A word of precision that is a unit here, where no other follows: 95起."""
        return match["odd"] if match["odd"] in self.units.by_wording else ""

    def _precision(self, match: re.Match[str]) -> str:
        if match["several"] is not None:
            return "over"
        if match["low"] in _ONE and not (match["before"] or match["odd"] or match["after"]):
            return "about"
        after = self._words["after"]
        odd = "" if not match["unit"] and self._odd_unit(match) else match["odd"]
        stated = (after.get(match["after"] or ""), after.get(odd or ""))
        found = (self._words["before"].get((match["before"] or "").strip()), *stated)
        return next((p for p in found if p), "exact")

    def _unit(self, wording: str | None, rate: str | None) -> str:
        unit = self.units.by_wording.get(wording or "")
        per = re.fullmatch(_RATE, rate) if rate else None
        if unit is None:
            return ""
        return f"{unit.name}/{_SAME_RATE.get(per.group(1), per.group(1))}" if per else unit.name

    def _unit_pattern(self) -> str:
        not_units = alternatives(fold(w) for w in self._not_amounts.words)
        longer = [w for w in self.units.by_wording if len(w) > 1 and not w.isascii()]
        short = [w for w in self.units.by_wording if w not in longer]
        return rf"(?:{alternatives(longer)}|(?!{not_units}){alternatives(short)})"

    def _amount_pattern(self) -> re.Pattern[str]:
        unit, before, after = (
            self._unit_pattern(),
            *(alternatives(self._words[k]) for k in ("before", "after")),
        )
        several = _SEVERAL.pattern.replace("(", "(?:")
        half = rf"(?<![一多大过对点时])半(?=个?{self._halved})"
        rate = _RATE.replace("(天", "(?:天")
        return re.compile(
            rf"(?P<before>(?<![附邻最公条合节]){before}\s*)?(?<![\d.])(?P<several>(?=[数几][十百千万亿]))?"
            rf"(?P<low>{several}|{_NUMBER}|{half})(?:(?:\s?(?P<lowunit>{unit}))?{_RANGE}(?P<high>{_NUMBER}))?"
            rf"(?P<half>个半(?={self._halved}))?\s?(?P<odd>{after})?\s?(?P<unit>{unit})?"
            rf"(?P<ahalf>(?<={_BEFORE_HALF})半(?![年月天日价径数]))?(?P<rate>{rate})?\s?(?P<after>{after})?"
        )


def _bounds(low: str, high: str | None) -> tuple[Decimal | None, Decimal | None]:
    """The value or the two values of a range: 3-5, 三五, 1-2万 (the magnitude holds for both); 百 of 百余, 0.5 of 半天 less
    its half."""
    if low == "半":
        return _HALF, None
    if low in _ONE:
        return read_number(f"一{low}"), None
    pair, several = _PAIR.fullmatch(low), _SEVERAL.fullmatch(low)
    if several:
        return read_number(f"一{several.group(1)}"), None
    if pair and high is None:
        first, second = (read_number(pair.group(i) + pair.group(3)) for i in (1, 2))
        return (
            (first, second) if first is not None and second is not None and first < second else (None, None)
        )
    low = low.replace(" ", "")
    if high is not None:
        high = high.replace(" ", "")
        magnitude = re.search(r"[万亿]$", high)
        if magnitude and not re.search(r"[十百千万亿]", low):
            low += magnitude.group()
        value = read_number(high)
        return (read_number(low), value) if value is not None else (None, None)
    return read_number(low), None


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    text = match.group()
    return match.start() + len(text) - len(text.lstrip()), match.end() - len(text) + len(text.rstrip())
