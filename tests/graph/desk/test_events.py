"""Does the log take what it may hold, and nothing else?"""

from __future__ import annotations

import pytest

from graph.desk.decisions import decision, revocation
from graph.desk.events import KINDS, Entry, EventNotValid, check
from graph.desk.removals import removal, source_id
from graph.desk.replacements import replacement

A = "r" + "a" * 24
B = "r" + "b" * 24
VERSION = "s" + "1" * 24

GOOD = [
    decision("审核员", A, B, "same"),
    revocation("admin", 7),
    removal("admin", "某区资源清单"),
    replacement("admin", VERSION, key="once-1"),
    Entry("split", "admin", (A,), {"passage": "p" + "0" * 24, "statement": "t" + "0" * 24}),
    Entry("profile", "admin", data={"header": "h" + "2" * 24, "column-3": "keptColumn"}),
    Entry("reservation", "admin", (A,), {"amount": 12.5, "from": "2024-05-31"}),
    Entry(
        "community", "admin", (A,), {"places": ("place:330102", "place:330106"), "about": "concept:lodging"}
    ),
    Entry("succeeds", "admin", (A, B)),
]


@pytest.mark.parametrize("entry", GOOD, ids=lambda e: e.kind)
def test_ids_feature_names_numbers_and_dates_are_taken(entry: Entry) -> None:
    check(entry)
    assert entry.kind in KINDS


BAD = {
    "unknown kind": Entry("merge", "admin", (A, B)),
    "one record too few": Entry("decision", "admin", (A,), {"judgement": "same"}),
    "the same record twice": decision("admin", A, A, "same"),
    "not a record id": Entry("pin", "admin", ("p" + "a" * 24,)),
    "no judgement": Entry("decision", "admin", (A, B)),
    "a judgement that there is not": Entry("decision", "admin", (A, B), {"judgement": "maybe"}),
    "a judgement that is a list": Entry("decision", "admin", (A, B), {"judgement": ("same",)}),
    "a list where a word is due": Entry("decision", "admin", (A, B), {"judgement": 1}),
    "source text": Entry("outcome", "admin", (A,), {"property": "quantity", "value": "二十间会议室"}),
    "text in a list": Entry("community", "admin", (A,), {"needs": ("lodging", "找 床位")}),
    "a phone number as text": Entry("community", "admin", (A,), {"phone": "13800000000"}),
    "a name that is a sentence": Entry("pin", "admin", (A,), {"why they": 1}),
    "no number": Entry("reservation", "admin", (A,), {"amount": float("nan")}),
    "an endless number": Entry("reservation", "admin", (A,), {"amount": 2**70}),
    "a revocation of nothing": Entry("revoke", "admin", data={"event": 0}),
    "a revocation by id": Entry("revoke", "admin", data={"event": A}),
    "nobody": Entry("pin", " ", (A,)),
    "a line break in who": Entry("pin", "a\nb", (A,)),
    "a blank in the key": Entry("pin", "admin", (A,), key="a b"),
    "too many data": Entry("pin", "admin", (A,), {f"n{i}": i for i in range(201)}),
    "too long a list": Entry("pin", "admin", (A,), {"n": tuple(range(1001))}),
}


@pytest.mark.parametrize("entry", BAD.values(), ids=BAD)
def test_anything_else_is_refused(entry: Entry) -> None:
    with pytest.raises(EventNotValid) as raised:
        check(entry)
    assert raised.value.exit_code == 2


def test_a_removed_source_is_named_by_a_hash() -> None:
    assert removal("admin", "某区资源清单").data == {"source": source_id("某区资源清单")}
    assert "清单" not in source_id("某区资源清单")
