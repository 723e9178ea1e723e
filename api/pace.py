"""How fast does a piece of work go, and how long will it take? Told from what was done and when; in terminal and jobs alike."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

UNITS: Final = {"read": ("行", "rows"), "settle": ("条", "records"), "index": ("条", "texts")}
GROUND_SECONDS: Final = 5.0
GROUND_SHARE: Final = 0.02
LONG_SECONDS: Final = 30.0
"""An estimate needs some ground: so long and such a share of the work, or much longer. What begins is slow: on the first
half percent of a list of 50,000 rows it came out four times too long."""
STEPS: Final = {
    "read": ("读入", "reading"),
    "settle": ("归并", "settling"),
    "index": ("建立索引", "indexing"),
    "reread": ("重新读取", "reading again"),
}
"""What the steps of a run are called."""


@dataclass(frozen=True, slots=True)
class Moment:
    """How far a step is: ``done`` of ``total`` (bytes while reading, hundredths of sources while reading again; 0: not
    known), ``counted`` of ``unit`` since it began, ``rate`` of them a second, ``remaining`` seconds (``None``: nothing to
    estimate it from yet)."""

    step: str
    file: str
    done: int
    total: int
    counted: int
    unit: str
    rate: float
    remaining: float | None


class Pace:
    """Follows one piece of work through its steps."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._step = ""
        self._began = 0.0
        self._from = self._last = 0
        self._file, self._rows, self._before = "", 0, 0

    def take(self, done: int, total: int, name: str = "", *, rows: int = 0, step: str = "") -> Moment:
        """Note how far it is."""
        now = self._clock()
        if step != self._step or not self._began or done < self._last:
            self._step, self._began, self._from = step, now, done
            self._file, self._rows, self._before = "", 0, 0
        self._last = done
        if name != self._file:
            self._file, self._before, self._rows = name, self._before + self._rows, 0
        self._rows = max(self._rows, rows)
        counted = self._before + self._rows if step == "read" else done
        elapsed = now - self._began
        rate = counted / elapsed if elapsed > 0 else 0.0
        unit = UNITS[step][1] if step in UNITS else ""
        remaining = _remaining(done - self._from, total - self._from, elapsed)
        return Moment(step, name, done, total, counted, unit, round(rate, 1), remaining)


def clock(seconds: float | None) -> str:
    """A duration as people read it.

    >>> clock(75), clock(3700), clock(None)
    ('1:15', '1:01:40', '')
    """
    if seconds is None:
        return ""
    whole = round(seconds)
    hours, minutes = whole // 3600, whole // 60 % 60
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes}:{whole % 60:02d}"


def _remaining(done: int, total: int, elapsed: float) -> float | None:
    """Seconds, if what was done tells them."""
    if not 0 < done <= total:
        return None
    if done < total and (elapsed < GROUND_SECONDS or done < GROUND_SHARE * total) and elapsed < LONG_SECONDS:
        return None
    return round(elapsed * (total - done) / done, 1)
