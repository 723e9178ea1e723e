"""How is an amount written in a cell? Every way that lists have, with what it says."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from bench.dialects.truth import Amount, Precision
from bench.dialects.vocabulary import Vocabulary

_DIGITS = "零一二三四五六七八九"
_PRECISIONS: dict[str, Precision] = {
    "approximate": "about",
    "more": "over",
    "at least": "at-least",
    "at most": "at-most",
}
_BELOW, _NEAR = frozenset({"under"}), ("近", "将近")


def chinese(number: int) -> str:
    """A number from 1 to 99 in Chinese, as counted: 两, 十五, 三十."""
    if number == 2:
        return "两"
    tens, ones = divmod(number, 10)
    return (("" if tens == 1 else _DIGITS[tens]) + "十" if tens else "") + (_DIGITS[ones] if ones else "")


def full_width(number: int) -> str:
    """２０ for 20."""
    return "".join(chr(ord(c) + 0xFEE0) for c in str(number))


def amount(
    draw: Random, words: Vocabulary, unit: str, *, written: bool, hard: float
) -> tuple[str | int, Amount]:
    """A cell that says how much, and what it says. ``written``: the unit stands in the cell; ``hard``: how likely it
    is no plain number."""
    shown = unit if written else ""
    if draw.random() >= hard:
        number = draw.choice((draw.randrange(2, 30), draw.randrange(10, 900), draw.randrange(1, 40) * 50))
        return (f"{number}{shown}" if shown else number), Amount(Decimal(number), unit)
    forms = ["range", "wide", "grouped", "ten thousand", "some"]
    if shown:
        forms += [
            "chinese",
            "approximate",
            "more",
            "at least",
            "at most",
            "approximate",
            "about ten thousand",
        ]
    return _hard(draw, words, draw.choice(forms), unit, shown)


def _hard(draw: Random, words: Vocabulary, form: str, unit: str, shown: str) -> tuple[str, Amount]:
    if form == "range":
        low = draw.randrange(2, 20)
        high = low + draw.randrange(1, 30)
        text = f"{low}{draw.choice(('-', '～', '—', '至'))}{high}{shown}"
        return text, Amount(Decimal(low), unit, "range", Decimal(high))
    if form == "wide":
        number = draw.randrange(2, 400)
        return f"{full_width(number)}{shown}", Amount(Decimal(number), unit)
    if form == "grouped":
        number = draw.randrange(1000, 90_000)
        return f"{number:,}{shown}", Amount(Decimal(number), unit)
    if form == "ten thousand":
        tenth = draw.choice((10, 15, 20, 30, 25))
        return f"{tenth / 10:g}万{shown}", Amount(Decimal(tenth * 1000), unit)
    if form == "some":
        return "若干" + (shown if shown and draw.random() < 0.5 else ""), Amount(None, unit, "some")
    if form == "chinese":
        number = draw.randrange(2, 60)
        return f"{chinese(number)}{shown}", Amount(Decimal(number), unit)
    if form == "about ten thousand":
        return f"约3万{shown}", Amount(Decimal(30_000), unit, "about")
    return _rough(draw, words, form, unit)


def _rough(draw: Random, words: Vocabulary, form: str, unit: str) -> tuple[str, Amount]:
    number = draw.randrange(1, 30) * 10
    pattern = draw.choice(words.approximate[form])
    lenient = _BELOW if pattern.startswith(_NEAR) else frozenset()
    return pattern.format(n=number, u=unit), Amount(Decimal(number), unit, _PRECISIONS[form], None, lenient)
