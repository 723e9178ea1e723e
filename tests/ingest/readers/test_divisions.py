"""Is a list of administrative divisions read as places, with official codes and parents, and nothing else taken for one?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from graph.gazetteer import Gazetteer
from graph.records import Record
from ingest.context import IngestOptions
from ingest.lists.lexicon import Lexicon
from ingest.opening import open_file
from ingest.prepare_things import PreparedThings, notes_of, terms_of
from ingest.readers.divisions import unknown_codes
from ingest.things.extract import ThingExtraction
from ingest.tools import Tools
from ontology.model import Ontology
from tests.ingest.reading import write_csv, write_jsonl, write_xlsx

HEADER = ["code", "name", "cityCode", "provinceCode"]
AREAS = [
    HEADER,
    ["330102", "上城区", "3301", "33"],
    ["330105", "拱墅区", "3301", "33"],
    ["330199", "新设区", "3301", "33"],
]


@pytest.fixture(scope="module")
def tools(ontology: Ontology, gazetteer: Gazetteer) -> Tools:
    return Tools(ontology, gazetteer)


def read(path: Path, tools: Tools) -> dict[str, Record]:
    """The records of a list of divisions by code; every cell is accounted for."""
    one = open_file(path, "0" * 64, IngestOptions(), tools)
    assert isinstance(one, PreparedThings)
    extraction = ThingExtraction(one.foreign, one.version.key, terms_of(one.foreign, tools), tools.lists)
    records = [r for b in extraction.batches(100) for r in b.records]
    assert extraction.ledger.balance(one.counted).accounted == one.counted
    return {r.first("identifier") or "": r for r in records}


def test_rows_are_places_with_code_name_and_parent(tmp_path: Path, tools: Tools) -> None:
    found = read(write_csv(tmp_path / "areas.csv", AREAS), tools)
    assert {c: (r.type, r.first("name"), r.first("inPlace")) for c, r in found.items()} == {
        "330102": ("District", "上城区", "3301"),
        "330105": ("District", "拱墅区", "3301"),
        "330199": ("District", "新设区", "3301"),
    }


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".jsonl"])
def test_any_format_says_the_same(tmp_path: Path, tools: Tools, ending: str) -> None:
    path = tmp_path / f"areas{ending}"
    if ending == ".xlsx":
        write_xlsx(path, {"区划": AREAS})
    elif ending == ".jsonl":
        write_jsonl(path, [dict(zip(HEADER, row, strict=True)) for row in AREAS[1:]])
    else:
        write_csv(path, AREAS)
    assert {c: r.type for c, r in read(path, tools).items()} == dict.fromkeys(
        ("330102", "330105", "330199"), "District"
    )


def test_a_village_level_committee_is_a_body_in_its_street(
    tmp_path: Path, tools: Tools, gazetteer: Gazetteer
) -> None:
    street = next(s for s in ("330102001", "330102003", "330102008") if gazetteer.get(s))
    codes = [c for n in range(1, 80) if gazetteer.get(c := f"{street}{n:03d}")][:3]
    rows = [["统计用区划代码", "城乡分类代码", "名称"]]
    rows += [[c, "111", place.name] for c in codes if (place := gazetteer.get(c))]
    found = read(write_csv(tmp_path / "a.csv", rows), tools)
    assert set(found) == set(codes)
    assert {r.type for r in found.values()} == {"Community"}
    assert {r.first("inPlace") for r in found.values()} == {street}


def test_a_code_that_nobody_knows_is_kept(tmp_path: Path, tools: Tools, gazetteer: Gazetteer) -> None:
    one = open_file(write_csv(tmp_path / "areas.csv", AREAS), "0" * 64, IngestOptions(), tools)
    assert isinstance(one, PreparedThings)
    assert unknown_codes(one.foreign, gazetteer) == 1
    assert ["1 个代码" in note.zh and "1 of its codes" in note.en for note in notes_of(one, tools)] == [True]


@pytest.mark.parametrize(
    "rows",
    [
        [["编号", "单位名称"], ["330102", "示例大学"], ["330105", "示例医院"], ["330106", "示例小学"]],
        [["单位名称", "所在区"], ["示例大学", "上城区"], ["示例医院", "拱墅区"]],
        [
            ["行政区划代码", "区", "单位名称", "资源名称"],
            *[["330102", "上城区", f"示例{n}社区", "教室"] for n in "甲乙丙"],
        ],
    ],
)
def test_a_list_of_something_else_stays_one(
    tmp_path: Path, tools: Tools, lexicon: Lexicon, rows: Sequence[Sequence[str]]
) -> None:
    assert lexicon.gazetteer.get("330102")
    one = open_file(write_csv(tmp_path / "a.csv", rows), "0" * 64, IngestOptions(), tools)
    assert not isinstance(one, PreparedThings)
