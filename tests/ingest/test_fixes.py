"""Do fixes settle what could not be understood, wherever it stands, and leave no trace when they are taken back?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.connection import Graph
from graph.importing import import_export
from graph.importing.absent import absent_files
from graph.notices import notices
from graph.principal import PUBLIC
from graph.reading import RepairView, UnknownRepair, evidence, fixes, repair_groups, repairs
from ingest.fixing import NoSuchEntry, NotFixable, Said, fix, plan, take_back
from ingest.pipeline import IngestContext, IngestOptions, ingest, recover, remove_source
from tests.conftest import WIPE
from tests.ingest.reading import write_csv, write_xlsx

pytestmark = pytest.mark.store

HEADER = ("提供单位", "资源名称", "数量", "所在区")
CLEAR = ("示例大学", "会议室", "3间", "玄武区")
NAMELESS = ("", "体检", "1场", "玄武区")
AMBIGUOUS = ("示例医院", "义诊", "2场", "新城区")
LONG = ("示例学校" * 60, "讲座", "2场", "玄武区")
REPAIR = ("repair",)


def listing(folder: Path, *rows: tuple[str, ...], name: str = "资源清单.csv") -> Path:
    folder.mkdir(exist_ok=True)
    return write_csv(folder / name, [HEADER, *rows])


def opened(graph: Graph) -> dict[str, RepairView]:
    """The open repairs by reason."""
    return {r.reason: r for r in repairs(graph, PUBLIC).items}


def test_every_kind_of_fix_settles_its_place_and_no_trace_is_left(
    tmp_path: Path, context: IngestContext, graph: Graph, export: Callable[[], str]
) -> None:
    ingest(context, [listing(tmp_path / "a", CLEAR, NAMELESS, AMBIGUOUS, LONG)])
    never = export()
    found = opened(graph)
    assert set(found) == {"no-provider", "place-ambiguous", "name-too-long"}
    assert found["place-ambiguous"].cell == "D4"
    numbers: list[int] = []
    for reason, said in {
        "no-provider": Said(value="示例诊所"),
        "place-ambiguous": Said(nothing=True),
        "name-too-long": Said(value="示例学校总校"),
    }.items():
        done = fix(context, found[reason].id, said)
        assert (done.planned.places, done.open) == (1, 0), reason
        numbers += done.entered.events
    assert not opened(graph)
    names = {row["n"] for row in graph.read("MATCH (o:Organization) RETURN o.name AS n")}
    assert {"示例诊所", "示例学校总校"} <= names
    assert [f.how for f in fixes(graph, PUBLIC)] == ["value", "nothing", "value"]
    fixed = export()
    assert fixed != never and "示例诊所" in fixed
    for number in reversed(numbers):
        take_back(context, number, REPAIR)
    assert export() == never
    with pytest.raises(NoSuchEntry):
        take_back(context, numbers[0], REPAIR)


def test_what_was_typed_is_shown_as_evidence(tmp_path: Path, context: IngestContext, graph: Graph) -> None:
    ingest(context, [listing(tmp_path / "a", NAMELESS)])
    fix(context, opened(graph)["no-provider"].id, Said(value="示例诊所"))
    assert absent_files(graph, context.raw) == [], "what a person typed never had a file"
    assert [n.what for n in notices(graph, PUBLIC)] == ["new", "reread"]
    rows = graph.read("MATCH (o:Organization {name: '示例诊所'}) RETURN o.id AS id")
    quotes = [(e.kind, e.quote) for e in evidence(graph, PUBLIC, rows[0]["id"]) if e.property == "name"]
    assert quotes == [("typed", "示例诊所")]


def test_fixes_hold_when_rows_move_sources_return_and_orders_change(
    tmp_path: Path, context: IngestContext, graph: Graph, export: Callable[[], str]
) -> None:
    first = listing(tmp_path / "a", CLEAR, NAMELESS)
    ingest(context, [first])
    fix(context, opened(graph)["no-provider"].id, Said(value="示例诊所"))
    before = export()
    moved = listing(tmp_path / "b", ("示例银行", "讲座", "1场", "玄武区"), NAMELESS, CLEAR)
    ingest(context, [moved], IngestOptions(replace=True))
    assert not opened(graph)
    remove_source(context, "资源清单.csv")
    assert "示例诊所" not in export()
    ingest(context, [first])
    assert not opened(graph)
    assert export() == before


def test_all_like_it_in_one_source_and_everywhere(
    tmp_path: Path, context: IngestContext, graph: Graph
) -> None:
    more = ("示例学校", "讲座", "5场", "新城区")
    one = listing(tmp_path / "a", AMBIGUOUS, more, name="甲资源清单.csv")
    two = listing(tmp_path / "a", AMBIGUOUS, name="乙资源清单.csv")
    ingest(context, [one, two])
    (group,) = repair_groups(graph, PUBLIC)
    assert (group.column, group.text, group.places, group.sources) == ("所在区", "新城区", 3, 2)
    mine = repairs(graph, PUBLIC, source="甲资源清单.csv").items[0]
    said = Said(place="610102")
    assert plan(context, mine.id, said).places == 1
    assert plan(context, mine.id, said, everywhere=True).places == 3
    done = fix(context, mine.id, said, all_like=True)
    assert (done.planned.places, done.open, len(done.entered.files)) == (2, 0, 1)
    left = repairs(graph, PUBLIC)
    assert (left.total, left.items[0].source) == (1, "乙资源清单.csv")
    fix(context, left.items[0].id, said, everywhere=True)
    assert repairs(graph, PUBLIC).total == 0
    ingest(context, [listing(tmp_path / "a", AMBIGUOUS, name="丙资源清单.csv")])
    assert repairs(graph, PUBLIC).total == 0


def test_a_sheet_is_told_its_side_or_its_header(tmp_path: Path, context: IngestContext, graph: Graph) -> None:
    sides = write_csv(tmp_path / "登记.csv", [("单位", "内容"), ("示例大学", "会议室"), ("示例医院", "义诊")])
    ingest(context, [sides])
    done = fix(context, opened(graph)["role-unknown"].id, Said(role="need"))
    assert done.open == 0
    assert graph.read("MATCH (r:Record {role: 'need'}) RETURN count(r) AS n")[0]["n"] == 2
    rows: list[list[object]] = [["", 1, 2], [3, 4, 5]]
    book = write_xlsx(tmp_path / "资源清单.xlsx", {"甲": [HEADER, CLEAR], "乙": rows})
    ingest(context, [book])
    done = fix(context, opened(graph)["no-header"].id, Said(nothing=True))
    assert done.open == 0


def test_an_articles_sentence_may_be_said_to_hold_nothing(
    tmp_path: Path, context: IngestContext, graph: Graph, export: Callable[[], str]
) -> None:
    text = "幸福社区活动\n\n一辆车来回跑了300趟。\n"
    path = tmp_path / "报道.txt"
    path.write_text(text, "utf-8")
    ingest(context, [path])
    before = export()
    done = fix(context, opened(graph)["sentence-not-understood"].id, Said(nothing=True))
    assert done.open == 0 and not opened(graph)
    take_back(context, done.entered.events[0], REPAIR)
    assert export() == before


def test_what_does_not_suit_a_place_is_refused(tmp_path: Path, context: IngestContext, graph: Graph) -> None:
    ingest(context, [listing(tmp_path / "a", CLEAR, AMBIGUOUS)])
    id = opened(graph)["place-ambiguous"].id
    for said in (
        Said(),
        Said(value="甲", nothing=True),
        Said(accept=True),
        Said(role="offer"),
        Said(place="999999"),
        Said(row=1),
        Said(value="甲\n乙"),
    ):
        with pytest.raises(NotFixable):
            plan(context, id, said)
    with pytest.raises(UnknownRepair):
        plan(context, "f" + "0" * 24, Said(nothing=True))
    assert graph.read("MATCH (e:Event) RETURN count(e) AS n")[0]["n"] == 0


def test_an_import_has_the_fixes_and_goes_on_from_them(
    tmp_path: Path, context: IngestContext, graph: Graph, export: Callable[[], str]
) -> None:
    path = listing(tmp_path / "a", CLEAR, NAMELESS)
    ingest(context, [path])
    never = export()
    fix(context, opened(graph)["no-provider"].id, Said(value="示例诊所"))
    fixed = export()
    graph.commit_in_batches(WIPE)
    report = import_export(graph, fixed.split("\n"))
    assert (report.only_in_file, report.only_in_graph) == (0, 0)
    assert export() == fixed
    recover(context)
    assert export() == fixed
    (known,) = fixes(graph, PUBLIC)
    assert (known.says, known.source) == ("示例诊所", "资源清单.csv")
    take_back(context, known.number, REPAIR)
    assert export() == never
