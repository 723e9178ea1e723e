"""Are JSON files of things read as rows, wherever the array stands, and does the independent count agree?"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.balance import check, seen_by_reader
from ingest.errors import BrokenFile, EmptyFile, IngestError, TooBig
from ingest.readers.count import count
from ingest.readers.document import Document
from ingest.readers.json_list import read_json_list
from ingest.readers.limits import Limits
from ingest.readers.open import is_things, open_document, read_as
from tests.ingest.reading import Reading

NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=20,
)


def write(path: Path, value: object, indent: int | None = 1) -> Path:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=indent), encoding="utf-8")
    return path


def balanced(path: Path) -> Document:
    """The document, its two counts compared."""
    document = read_json_list(path, Limits())
    check(document.name, count(path, document.format, document.encoding, ""), seen_by_reader(document))
    return document


def rows(document: Document, sheet: int = 0) -> list[dict[str, str]]:
    """A sheet's rows by column name."""
    found = document.sheets[sheet]
    return [
        {found.columns[c]: cell for c, cell in zip(row.columns, row.cells, strict=True)} for row in found.rows
    ]


def test_an_array_of_objects_is_a_list(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.json", [{"名称": "甲", "数量": 2}, {"名称": "乙", "needs": [{"item": "口罩"}]}]
    )
    assert read_as(path).ending == ".json-list"
    assert rows(open_document(path)) == [{"名称": "甲", "数量": "2"}, {"名称": "乙", "needs[].item": "口罩"}]
    assert [r.elements for r in balanced(path).sheets[0].rows] == [(0, 0), (0, 1)]


@pytest.mark.parametrize("around", ["data", "items", "result.list"])
def test_what_stands_around_the_array_is_structure_and_caption(tmp_path: Path, around: str) -> None:
    inner: object = [{"名称": "甲"}, {"名称": "乙"}]
    for name in reversed(around.split(".")):
        inner = {"total": 2, name: inner, "title": "示例街道需求清单"}
    document = balanced(write(tmp_path / "a.json", inner))
    assert [s.name for s in document.sheets] == [around]
    assert rows(document) == [{"名称": "甲"}, {"名称": "乙"}]
    assert set(document.sheets[0].captions) == {"示例街道需求清单"}
    assert sum(map(bool, document.structure[0].cells)) == 2 * len(around.split("."))


def test_several_arrays_are_several_sheets(tmp_path: Path) -> None:
    document = balanced(
        write(tmp_path / "a.json", {"资源": [{"名称": "甲"}], "需求": [{"名称": "乙"}, {"名称": "丙"}]})
    )
    assert [s.name for s in document.sheets] == ["资源", "需求"]
    assert rows(document, 1) == [{"名称": "乙"}, {"名称": "丙"}]


def test_one_object_is_one_row(tmp_path: Path) -> None:
    document = balanced(
        write(tmp_path / "a.json", {"名称": "甲", "需求": ["教室", "讲师"], "址": {"区": "乙"}})
    )
    assert rows(document) == [{"名称": "甲", "需求[]": "讲师", "址.区": "乙"}]
    assert not document.structure


def test_an_element_that_is_no_object_waits_for_a_person(tmp_path: Path) -> None:
    document = balanced(write(tmp_path / "a.json", [{"名称": "甲"}, "乙", {"名称": "丙"}]))
    assert [(p.row, p.cells) for p in document.problems] == [(2, 1)]
    assert [r.number for r in document.sheets[0].rows] == [1, 3]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[{"a": 1},', 1),
        ('[\n{"a": 1},\n{"a": }\n]', 3),
        ('[{"a": 1}]\nx', 2),
        ('{"a": [{"b": 1}', 1),
        ("[{]", 1),
    ],
)
def test_broken_json_is_refused_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(BrokenFile) as error:
        read_json_list(tmp_path / "a.json", Limits())
    assert error.value.where["row"] == line


def test_limits_hold(tmp_path: Path) -> None:
    path = write(tmp_path / "a.json", [{"a": 1}] * 20)
    with pytest.raises(TooBig):
        read_json_list(path, Limits(rows=10))
    with pytest.raises(TooBig):
        read_json_list(write(path, [{f"c{i}": 1 for i in range(20)}]), Limits(columns=10))
    deep: object = 1
    for _ in range(50):
        deep = {"a": [deep]}
    with pytest.raises(BrokenFile):
        read_json_list(write(path, [{"a": deep}]), Limits())
    with pytest.raises(EmptyFile):
        read_json_list(write(path, [{}]), Limits())


def test_linked_data_and_hsds_stay_what_they_are(tmp_path: Path) -> None:
    for value in (
        {"@context": "https://schema.org/", "@id": "urn:x", "name": "甲"},
        [{"@id": "urn:x", "https://schema.org/name": "甲"}],
        {"@graph": [{"@id": "urn:x"}]},
        {"id": "1", "name": "甲", "description": "乙", "services": [{"id": "2", "name": "丙"}]},
        {"contents": [{"id": "1", "name": "甲", "status": "active"}], "total_items": 1},
        {"organizations": [{"id": "1", "name": "甲", "description": "乙"}]},
    ):
        assert is_things(write(tmp_path / "a.json", value)), value
    for value in (
        {"name": "甲", "status": "ok", "data": [{"id": 1, "名称": "乙"}]},
        [{"name": "甲", "province": "乙", "lat": 30.1, "lon": 120.1}],
    ):
        assert not is_things(write(tmp_path / "a.json", value)), value


def test_lines_and_arrays_are_told_apart_whatever_the_ending(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"名称": "甲"}\n{"名称": "乙"}\n')
    (tmp_path / "b.jsonl").write_text('[{"名称": "甲"}, {"名称": "乙"}]')
    for name, ending in (("a.json", ".jsonl"), ("b.jsonl", ".json-list")):
        assert read_as(tmp_path / name).ending == ending
        assert rows(open_document(tmp_path / name)) == [{"名称": "甲"}, {"名称": "乙"}]


def test_a_large_array_is_never_held_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    one = json.dumps({"名称": "甲" * 50, "备注": "乙" * 2000}, ensure_ascii=False)
    path.write_text('{"data": [' + ",".join([one] * 3000) + "]}", encoding="utf-8")
    import tracemalloc

    tracemalloc.start()
    try:
        document = balanced(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert sum(1 for _ in document.sheets[0].rows) == 3000
    assert peak < path.stat().st_size / 3


SECOND = {
    "id": "https://ror.org/00example",
    "names": [
        {"lang": "en", "types": ["label", "ror_display"], "value": "Example University"},
        {"lang": "zh", "types": ["label"], "value": "示例大学"},
        {"lang": None, "types": ["acronym"], "value": "EXU"},
        {"lang": "zh", "types": ["alias"], "value": "示范大学堂"},
    ],
    "types": ["education"],
    "status": "active",
    "established": 1921,
    "external_ids": [{"all": ["grid.1.a"], "preferred": None, "type": "grid"}],
    "links": [
        {"type": "website", "value": "http://example.edu.cn"},
        {"type": "wikipedia", "value": "http://wiki.example"},
    ],
    "locations": [
        {
            "geonames_id": 1,
            "geonames_details": {"name": "Wuhan", "lat": 30.58, "lng": 114.26, "country_code": "CN"},
        }
    ],
    "relationships": [{"label": "Example Hospital", "type": "related", "id": "https://ror.org/00other"}],
}
FIRST = {
    "id": "https://ror.org/00example",
    "name": "Example University",
    "types": ["Education"],
    "links": ["http://example.edu.cn"],
    "aliases": ["示范大学堂"],
    "acronyms": ["EXU"],
    "status": "active",
    "labels": [{"label": "示例大学", "iso639": "zh"}],
    "established": 1921,
    "country": {"country_name": "China", "country_code": "CN"},
    "addresses": [{"city": "Wuhan", "lat": 30.58, "lng": 114.26}],
    "external_ids": {"GRID": {"all": "grid.1.a", "preferred": "grid.1.a"}},
    "relationships": [],
}


@pytest.mark.parametrize("entry", [FIRST, SECOND], ids=["first", "second"])
def test_a_registry_says_who_an_organisation_is(
    tmp_path: Path, entry: object, read_list: Callable[[Path], Reading]
) -> None:
    balanced(write(tmp_path / "organisations.json", [entry]))
    reading = read_list(tmp_path / "organisations.json")
    (party,) = reading.of("party")
    said = {
        name: sorted(s.value for s in party.statements if s.property == name) for name in party_names(party)
    }
    assert said["name"] == ["示例大学"]
    assert said["alternativeName"] == ["EXU", "示范大学堂"], said
    assert said["englishName"] == ["Example University"]
    assert {"https://ror.org/00example", "grid.1.a"} <= set(said["identifier"])
    assert said["website"] == ["http://example.edu.cn"]
    assert said["foundedInYear"] == ["1921"]
    assert (said["latitude"], said["longitude"]) == (["30.58"], ["114.26"])
    assert said["inPlace"] == ["4201"]


def party_names(record: object) -> set[str]:
    """The properties that a record states."""
    return {s.property for s in record.statements}  # type: ignore[attr-defined]


@settings(max_examples=60, deadline=None)
@given(VALUES)
def test_property_any_json_is_balanced_or_refused(
    tmp_path_factory: pytest.TempPathFactory, value: object
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    try:
        balanced(path)
    except (EmptyFile, BrokenFile):
        return


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
def test_property_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.json"
    path.write_bytes(b"[{" + data)
    try:
        if not is_things(path):
            open_document(path)
    except IngestError:
        return
