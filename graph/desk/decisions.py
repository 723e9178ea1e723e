"""What did people decide about which records are one thing? The fold that identity reads."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import cast

from graph.desk.effective import state
from graph.desk.events import Entry, Event, Judgement


@dataclass(frozen=True, slots=True)
class Decision:
    """The last effective word on a pair of live records, ``a`` < ``b``."""

    sequence: int
    a: str
    b: str
    judgement: Judgement


def decision(who: str, a: str, b: str, judgement: Judgement, key: str = "") -> Entry:
    """The entry that judges two records."""
    return Entry("decision", who, (a, b), {"judgement": judgement}, key)


def revocation(who: str, sequence: int, key: str = "") -> Entry:
    """The entry that takes back the event of that number."""
    return Entry("revoke", who, data={"event": sequence}, key=key)


def decisions(events: Iterable[Event], live: Collection[str]) -> list[Decision]:
    """The decisions that count, in log order; those whose records are gone sleep.

    ``unsure`` is a decision too: it supersedes an earlier one and links or parts nothing.
    """
    folded = (e for e in state(events, live) if e.kind == "decision")
    return [
        Decision(e.sequence, min(e.records), max(e.records), cast(Judgement, e.data["judgement"]))
        for e in folded
    ]


def pins(events: Iterable[Event], live: Collection[str]) -> list[str]:
    """The live records whose ids entities keep, in log order (the later wins within one cluster)."""
    return [e.records[0] for e in state(events, live) if e.kind == "pin"]
