"""How are dates and periods written in a list?"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from bench.dialects.vocabulary import Vocabulary


def period(draw: Random) -> tuple[date, date]:
    """A start and an end, some months apart."""
    start = date(draw.choice((2023, 2024, 2025)), draw.randrange(1, 13), draw.randrange(1, 29))
    return start, start + timedelta(days=draw.randrange(30, 400))


def pattern(draw: Random, words: Vocabulary) -> str:
    """One way of writing dates, with a day: a list keeps to it."""
    return draw.choice([p for p in words.dates if "{d" in p])


def written(day: date, form: str) -> str:
    """A date in a form."""
    return form.format(y=day.year, m=day.month, d=day.day)
