"""A version of a source gets in whole or not at all, and the right one is live."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.admitting import LONGEST_KEY, SourceKeyTooLong, admit
from graph.connection import Graph
from graph.desk.log import events
from graph.loading import finish, unfinished, write_batch
from graph.principal import PUBLIC
from graph.removal import NoSuchSource, contents_in_use, remove
from graph.settle import settle
from graph.sources import SourceVersion
from tests.graph.samples import WHO, Listing, Row, load, read_in

pytestmark = pytest.mark.store

OLD = Listing("甲", (Row("清溪大学", "义诊"), Row("清溪大学", "会议室")), "2024-01-01")
NEW = Listing("甲", (Row("清溪大学", "义诊"), Row("望湖医院", "口罩")), "2025-01-01")
NAMED = tuple(replace(v, stated_date="", basis="name") for v in (OLD, NEW))


def _live(graph: Graph) -> list[str]:
    return [row["id"] for row in graph.read("MATCH (s:Source) WHERE s.live RETURN s.id AS id")]


def _items(graph: Graph) -> set[str]:
    return {row["name"] for row in graph.read("MATCH (e:Offer) RETURN e.name AS name")}


def test_new_then_same_then_superseded(graph: Graph) -> None:
    assert [load(graph, NEW), load(graph, NEW), load(graph, OLD)] == ["new", "same", "superseded"]
    assert _live(graph) == [NEW.version.id]
    assert contents_in_use(graph) == {OLD.version.content, NEW.version.content}


def test_a_newer_version_drops_what_it_does_not_say(graph: Graph) -> None:
    read_in(graph, [OLD])
    read_in(graph, [NEW])
    assert _items(graph) == {"义诊", "口罩"}
    left = graph.read("MATCH (p:Passage) RETURN count(p) AS passages, count { MATCH (:Repair) } AS repairs")
    assert left == [{"passages": 2, "repairs": 2}]


def test_a_key_from_a_file_name_never_replaces_by_itself(graph: Graph) -> None:
    old, new = NAMED
    read_in(graph, [old])
    refused = admit(graph, new.version, passage_ids=[p.id for p in new.passages])
    assert (refused.outcome, refused.shared_rows, refused.live) == ("refused", 1, old.version)
    assert _live(graph) == [old.version.id]
    assert unfinished(graph) == []


def test_replacing_is_a_desk_event_and_stands_when_the_old_one_comes_again(graph: Graph) -> None:
    old, new = NAMED
    read_in(graph, [old])
    admission = admit(graph, new.version, replace=True, who=WHO)
    assert (admission.outcome, admission.version.replaces) == ("new", 1)
    write_batch(graph, admission.version, new.passages, new.records)
    finish(graph, admission.version)
    assert [(e.kind, e.data["version"]) for e in events(graph, PUBLIC)] == [("replace", new.version.id)]
    assert admit(graph, old.version).outcome == "superseded"
    assert admit(graph, new.version, replace=True).outcome == "same"
    back = admit(graph, old.version, replace=True, who=WHO)
    assert (back.outcome, back.version.replaces) == ("new", 2)


def test_replacing_what_is_not_there_needs_no_event(graph: Graph) -> None:
    assert admit(graph, NAMED[0].version, replace=True).outcome == "new"
    assert list(events(graph, PUBLIC)) == []


def test_two_contents_that_say_nothing_of_their_age_need_a_word(graph: Graph) -> None:
    undated = [replace(v, stated_date="") for v in (OLD, NEW)]
    assert [load(graph, v) for v in undated] == ["new", "refused"]


def test_a_number_ranks_versions_of_one_date(graph: Graph) -> None:
    first, second = (replace(OLD.version, content=c * 64, number=n) for c, n in (("1", 1), ("2", 2)))
    for version in (second, first):
        admission = admit(graph, version)
        if admission.write:
            finish(graph, admission.version)
    assert _live(graph) == [second.id]


def test_another_reader_reads_the_same_content_again(graph: Graph) -> None:
    read_in(graph, [NEW])
    again = replace(NEW, reader="sample-2")
    admission = admit(graph, again.version)
    assert admission.outcome == "new"
    assert _live(graph) == [NEW.version.id], "still live while it is read again"
    write_batch(graph, admission.version, NEW.passages, NEW.records[:2])
    finish(graph, admission.version)
    settle(graph)
    assert graph.read("MATCH (r:Record) RETURN count(r) AS n") == [{"n": 2}]


def test_what_is_cut_short_is_named_and_goes_on(graph: Graph) -> None:
    admission = admit(graph, NAMED[0].version)
    write_batch(graph, admission.version, NAMED[0].passages[:1], ())
    assert unfinished(graph) == [NAMED[0].version]
    assert load(graph, NAMED[0]) == "new"
    assert unfinished(graph) == []


def test_a_replacement_cut_short_keeps_its_word(graph: Graph) -> None:
    old, new = NAMED
    read_in(graph, [old])
    admit(graph, new.version, replace=True, who=WHO)
    (waiting,) = unfinished(graph)
    admission = admit(graph, waiting)
    assert (admission.outcome, admission.version.replaces) == ("new", 1)


def test_a_removed_source_was_never_read(graph: Graph) -> None:
    old, new = NAMED
    read_in(graph, [old])
    admission = admit(graph, new.version, replace=True, who=WHO)
    finish(graph, admission.version)
    gone = remove(graph, "甲", WHO)
    assert gone.contents == tuple(sorted((old.version.content, new.version.content)))
    assert graph.read("MATCH (n) WHERE n:Source OR n:Passage OR n:Record OR n:Repair RETURN n.id") == []
    assert admit(graph, new.version).version.replaces == 0, "the replacement was of the source that is gone"


def test_a_raw_file_that_another_source_has_is_still_used(graph: Graph) -> None:
    for key in ("甲", "乙"):
        admission = admit(graph, SourceVersion(key, "declared", "c" * 64, "x.csv"))
        finish(graph, admission.version)
    assert remove(graph, "甲", WHO).contents == ()
    assert contents_in_use(graph) == {"c" * 64}


def test_removing_what_is_not_there_says_so(graph: Graph) -> None:
    with pytest.raises(NoSuchSource, match="没有来源"):
        remove(graph, "无", WHO)


def test_a_key_that_cannot_be_looked_up_is_refused(graph: Graph) -> None:
    with pytest.raises(SourceKeyTooLong):
        admit(graph, replace(NEW, key="长" * (LONGEST_KEY + 1)).version)


def test_an_unchanged_row_keeps_its_entity_unmarked(graph: Graph) -> None:
    """Only the stated date differs: the facts' date changes with it; the same date changes nothing."""
    read_in(graph, [NEW])
    longer = replace(NEW, rows=(*NEW.rows, Row("望湖医院", "义诊")))
    load(graph, replace(longer, reader="sample-2"))
    admission = admit(graph, replace(longer.version, number=1, content="f" * 64))
    write_batch(graph, admission.version, longer.passages, longer.records)
    marked = graph.read("MATCH (r:Record {pending: 'cluster'}) RETURN count(r) AS n")
    assert marked == [{"n": 2}], "the new offer, and the party that gained a quote"


def test_of_two_that_were_cut_short_the_higher_ends_live(graph: Graph) -> None:
    for listing in (NEW, OLD):
        graph.write("MATCH (s:Source) SET s.state = 'superseded'")
        admit(graph, listing.version)
    graph.write("MATCH (s:Source) SET s.state = 'loading'")
    waiting = unfinished(graph)
    assert waiting == [OLD.version, NEW.version]
    write_batch(graph, OLD.version, OLD.passages, OLD.records)
    finish(graph, OLD.version)
    assert unfinished(graph) == [NEW.version], "killed in between, the higher one still waits"
    write_batch(graph, NEW.version, NEW.passages, NEW.records)
    finish(graph, NEW.version)
    settle(graph)
    assert _live(graph) == [NEW.version.id]
    assert _items(graph) == {"义诊", "口罩"}
