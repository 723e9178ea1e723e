"""When is it time to look again? After the interval; after failures later and later, a day at most."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from ontology.errors import UsageProblem

SHORTEST: Final = 60
LONGEST_WAIT: Final = 86_400
LONGEST: Final = 366 * 86_400
_UNITS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400}
_INTERVAL: Final = re.compile(r"(\d{1,6})\s*([smhdw])")


class NotAnInterval(UsageProblem):
    """An interval that is none, or too short."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"“{text[:40]}”不是可用的间隔：请写成 30m、1h、1d 这样（不短于 1 分钟，不长于一年）",
            f"{text[:40]!r} is no interval: write 30m, 1h or 1d (a minute at least, a year at most)",
            found=text[:40],
        )


def seconds_of(text: str) -> int:
    """The seconds of an interval.

    >>> seconds_of("90m"), seconds_of("1d")
    (5400, 86400)

    Raises:
        NotAnInterval: it is none, under a minute or over a year.
    """
    found = _INTERVAL.fullmatch(text.strip().lower())
    seconds = int(found[1]) * _UNITS[found[2]] if found else 0
    if not SHORTEST <= seconds <= LONGEST:
        raise NotAnInterval(text)
    return seconds


def next_due(now: datetime, every: int, failures: int) -> str:
    """When the next look is due (ISO, UTC): every failure in a row doubles the interval, up to a day."""
    wait = min(every * 2 ** min(failures, 20), max(every, LONGEST_WAIT))
    return stamp(now + timedelta(seconds=wait))


def stamp(moment: datetime) -> str:
    """A moment as it is stored: ISO, UTC, to the second."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
