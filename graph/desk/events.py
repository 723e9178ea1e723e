"""What may a person enter? The closed set of desk events and what each of them has to say.

An event carries ids, feature names and numbers, never a source's text: what a person states in
words is a record of a source of kind ``desk``, and the event names that record. Reading and writing
the log is ``log.py``; what a kind means for the present state are the folds beside it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal

from ontology.errors import UsageProblem

Scalar = str | int | float | bool
Value = Scalar | tuple[Scalar, ...]
Data = Mapping[str, Value]
Judgement = Literal["same", "different", "unsure"]

MAX_RECORDS: Final = 200
MAX_DATA: Final = 200
MAX_VALUES: Final = 1000

_FEATURE = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,63}\Z")
_ID = re.compile(r"[a-z]{1,3}[0-9a-f]{24}\Z|place:[0-9]{2,12}\Z|[0-9a-f]{64}\Z")
_CONCEPT = re.compile(r"concept:[A-Za-z][A-Za-z0-9._-]{0,99}\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_RECORD = re.compile(r"r[0-9a-f]{24}\Z")
_KEY = re.compile(r"[\x21-\x7e]{1,200}\Z")


class EventNotValid(UsageProblem):
    """A desk event that says too little, too much, or something that the log must not hold."""

    status = 422


@dataclass(frozen=True, slots=True)
class Kind:
    """What one kind of event needs: how many record ids, which data, which words a datum may be.

    ``subject`` names what the event is about, so that a later event about the same supersedes it:
    ``records`` (the first ``about`` records), a data name (that value), or ``event`` (nothing
    supersedes it). ``symmetric``: the order of the records says nothing.
    """

    fewest: int
    most: int
    required: tuple[str, ...] = ()
    words: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    subject: str = "records"
    about: int = 1
    symmetric: bool = False


def _words(**choices: str) -> Mapping[str, frozenset[str]]:
    return MappingProxyType({name: frozenset(words.split()) for name, words in choices.items()})


KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "decision": Kind(
            2, 2, ("judgement",), _words(judgement="same different unsure"), about=2, symmetric=True
        ),
        "pin": Kind(1, 1),
        "split": Kind(1, 1, ("passage",)),
        "succeeds": Kind(2, 2),
        "profile": Kind(0, 0, ("header",), subject="header"),
        "synonym": Kind(0, 0, ("wording", "property"), subject="wording"),
        "repair": Kind(
            0,
            0,
            ("where", "how", "column"),
            _words(how="value accept nothing role header place"),
            subject="where",
        ),
        "community": Kind(1, MAX_RECORDS),
        "match": Kind(
            2, 2, ("state",), _words(state="proposed contacted agreed delivered declined"), about=2
        ),
        "outcome": Kind(1, MAX_RECORDS, subject="event"),
        "reservation": Kind(1, 2, ("amount",), subject="event"),
        "rating": Kind(1, 2, ("value",), subject="event"),
        "demand": Kind(1, 1),
        "replace": Kind(0, 0, ("version",), subject="version"),
        "remove": Kind(0, 0, ("source",), subject="source"),
        "revoke": Kind(0, 0, ("event",), subject="event"),
    }
)
"""Every kind of event, and its shape. ``revoke`` names a sequence number; ``succeeds`` old, then new. ``profile`` is about a
header's signature, ``synonym`` about a column's wording, ``repair`` (a fix) about what a reader could not make sense of."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody wants to enter. ``key`` makes it idempotent: the same key is entered once."""

    kind: str
    who: str
    records: tuple[str, ...] = ()
    data: Data = field(default_factory=lambda: MappingProxyType({}))
    key: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """What was entered. Folds go by ``sequence`` (1, 2, 3 …); ``at`` (ISO, UTC) is for people only."""

    sequence: int
    key: str
    kind: str
    who: str
    at: str
    records: tuple[str, ...]
    data: Data


def check(entry: Entry) -> None:
    """Raise ``EventNotValid`` unless the entry is one that the log may hold."""
    kind = KINDS.get(entry.kind)
    if kind is None:
        raise EventNotValid(
            f"没有“{entry.kind}”这种登记；可用：{'、'.join(sorted(KINDS))}",
            f"there is no event kind {entry.kind!r}; use one of {', '.join(sorted(KINDS))}",
            found=entry.kind,
            allowed=sorted(KINDS),
        )
    _check_who_and_key(entry)
    _check_records(entry, kind)
    _check_data(entry, kind)


def _check_who_and_key(entry: Entry) -> None:
    if not entry.who.strip() or len(entry.who) > 200 or not entry.who.isprintable():
        raise EventNotValid("登记人须为 1–200 个可见字符", "who must be 1 to 200 printable characters")
    if entry.key and not _KEY.match(entry.key):
        raise EventNotValid(
            "幂等键须为 1–200 个不含空格的 ASCII 字符",
            "an idempotency key is 1 to 200 ASCII characters without blanks",
            found=entry.key[:200],
        )


def _check_records(entry: Entry, kind: Kind) -> None:
    if not kind.fewest <= len(entry.records) <= kind.most:
        raise EventNotValid(
            f"“{entry.kind}”须带 {kind.fewest}–{kind.most} 个记录编号，现有 {len(entry.records)} 个",
            f"{entry.kind} names {kind.fewest} to {kind.most} records, not {len(entry.records)}",
            kind=entry.kind,
        )
    wrong = [r for r in entry.records if not _RECORD.match(r)]
    if wrong or len(set(entry.records)) != len(entry.records):
        raise EventNotValid(
            "记录编号有误或重复；应为 r 加 24 位十六进制数",
            "record ids must be different, each r and 24 hexadecimal digits",
            found=[r[:80] for r in wrong],
        )


def _check_data(entry: Entry, kind: Kind) -> None:
    missing = [name for name in kind.required if name not in entry.data]
    if missing or len(entry.data) > MAX_DATA:
        raise EventNotValid(
            f"“{entry.kind}”缺少：{'、'.join(missing)}" if missing else f"一条登记最多带 {MAX_DATA} 项数据",
            f"{entry.kind} needs {', '.join(missing)}"
            if missing
            else f"at most {MAX_DATA} data in one event",
            kind=entry.kind,
        )
    for name, value in entry.data.items():
        allowed = kind.words.get(name)
        fine = value in allowed if allowed is not None and isinstance(value, str) else allowed is None
        if not _FEATURE.match(name) or not fine or not _holds_no_text(value):
            raise EventNotValid(
                f"登记只收编号、特征名、数字和日期，不收原文（{name[:64]}）",
                f"an event holds ids, feature names, numbers and dates, no source text ({name[:64]})",
                kind=entry.kind,
                allowed=sorted(allowed or ()),
            )
    if entry.kind == "revoke" and not _is_sequence(entry.data["event"]):
        raise EventNotValid("撤销须写明登记序号", "revoke names the sequence number of an event")


def _is_sequence(value: Value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _holds_no_text(value: Value) -> bool:
    if isinstance(value, tuple):
        return len(value) <= MAX_VALUES and all(not isinstance(v, tuple) and _holds_no_text(v) for v in value)
    if isinstance(value, str):
        return any(pattern.match(value) for pattern in (_FEATURE, _ID, _CONCEPT, _DATE))
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, bool) or abs(value) < 2**63
