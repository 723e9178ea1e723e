"""Which profiles, synonyms and fixes count? The last word on each, unless it is taken back or its source is not live."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.desk.decisions import revocation
from graph.desk.effective import state
from graph.desk.events import Entry, Event, EventNotValid, check
from graph.desk.fixes import Fix, alike_in, alike_of, fix_entry, fixes, row_id, spot_of
from graph.desk.profiles import (
    ConfirmedProfile,
    Meaning,
    confirmation,
    header_id,
    profiles,
    synonym,
    synonyms,
    wording_id,
)
from graph.desk.removals import source_id
from graph.repairs import Repair, cell_name
from ingest.guidance import ANY_COLUMN, Guidance, guided_name, guides_of

HEADER = header_id("0123456789abcdef")
COLUMN = wording_id("服务 人群")
KEY = "甲资源清单"
SPOT = spot_of(KEY, "place-ambiguous", "示例医院\t新城区", "所在区")
ALIKE = alike_of("place-ambiguous", "所在区", "新城区")


def logged(*entries: Entry) -> list[Event]:
    """The entries as events 1, 2, 3 …; every one is such that the log may hold it."""
    for entry in entries:
        check(entry)
    return [
        Event(n, f"k{n}", e.kind, e.who, "2026-01-01T00:00:00+00:00", e.records, e.data)
        for n, e in enumerate(entries, 1)
    ]


def test_the_last_profile_of_a_header_counts_until_it_is_revoked() -> None:
    first = confirmation("甲", HEADER, {COLUMN: Meaning("eligibility")})
    second = confirmation("乙", HEADER, {COLUMN: Meaning("quantity", "unitPiece")}, "offer")
    log = logged(first, second)
    expected = ConfirmedProfile(2, HEADER, {COLUMN: Meaning("quantity", "unitPiece")}, "offer")
    assert profiles(log) == {HEADER: expected}
    assert profiles(logged(first, second, revocation("甲", 2)))[HEADER].sequence == 1
    assert profiles(logged(first, revocation("甲", 1))) == {}


def test_wordings_are_known_by_their_comparison_form() -> None:
    assert wording_id("服务人群") == COLUMN != wording_id("服务对象")
    log = logged(synonym("甲", COLUMN, "eligibility"), synonym("甲", COLUMN, "remark"))
    assert synonyms(log) == {COLUMN: ("remark", 2)}


def test_a_fix_says_what_it_is_bound_to_and_nothing_in_words() -> None:
    fix = Fix(1, SPOT, "place", wording_id("所在区"), source_id(KEY), place="610102")
    role = Fix(2, alike_in(source_id(KEY), ALIKE), "role", ANY_COLUMN, source_id(KEY), role="need")
    head = Fix(3, ALIKE, "header", ANY_COLUMN, row=row_id("单位\t内容"))
    said = [fix_entry("甲", f) for f in (fix, role, head)]
    assert fixes(logged(*said)) == {f.where: f for f in (fix, role, head)}
    with pytest.raises(EventNotValid):
        check(fix_entry("甲", replace(fix, role="提供 资源")))


def test_a_fix_of_a_source_sleeps_while_it_is_not_live() -> None:
    one = fix_entry("甲", Fix(0, SPOT, "nothing", COLUMN, source_id(KEY)))
    all_ = fix_entry("甲", Fix(0, ALIKE, "nothing", COLUMN))
    log = logged(one, all_)
    assert [e.sequence for e in state(log, ())] == [2]
    assert [e.sequence for e in state(log, (), (), {source_id(KEY)})] == [1, 2]


def test_the_closest_fix_holds() -> None:
    repair = Repair(KEY, "place-ambiguous", column="所在区", text="新城区").bound("示例医院\t新城区")
    wider = Fix(1, ALIKE, "nothing", COLUMN)
    mine = Fix(2, alike_in(source_id(KEY), ALIKE), "nothing", COLUMN, source_id(KEY))
    spot = Fix(3, SPOT, "nothing", COLUMN, source_id(KEY))
    for fixes_, expected in (((wider,), wider), ((wider, mine), mine), ((wider, mine, spot), spot)):
        assert Guidance(fixes={f.where: f for f in fixes_}).fix_of(repair) == expected
    assert Guidance(fixes={SPOT: spot}).fix_of(replace(repair, spot="")) is None


def test_the_readers_name_says_what_concerns_a_file_and_nothing_else() -> None:
    profile = ConfirmedProfile(7, HEADER, {COLUMN: Meaning("eligibility")})
    guidance = Guidance({HEADER: profile}, {wording_id("谁咧"): "eligibility"})
    plain = "lists-3-abc"
    assert guidance.name(plain, guides_of(KEY, (), ["数量"])) == plain
    named = guidance.name(plain, guides_of(KEY, [HEADER], ["数量"]))
    assert named != plain and guided_name(named, "") == plain
    again = Guidance({HEADER: replace(profile, sequence=9)})
    assert again.name(named, guides_of(KEY, [HEADER], ["数量"])) == named
    assert guidance.name(named, guides_of(KEY, [HEADER], ["谁咧"])) != named


def test_cells_have_the_names_that_tables_give_them() -> None:
    assert [cell_name(c, 7) for c in (0, 25, 26, 701, 702)] == ["A7", "Z7", "AA7", "ZZ7", "AAA7"]
