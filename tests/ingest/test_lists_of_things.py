"""Are lists of what is neither offered nor needed read: projects, methods, cases, honours?"""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.gazetteer import Gazetteer
from ingest.lists.lexicon import Lexicon
from ontology.load import load
from tests.ingest.reading import Reading, read_file, write_csv
from tests.ontology.folders import PREFIXES, words

PROJECTS = [
    ["示例街道2026年共建项目清单"],
    ["序号", "项目名称", "牵头单位", "项目简介", "完成时限", "内部标记"],
    ["1", "银龄助餐、送餐上门", "示例银杏里社区", "为高龄老人送午餐。", "2026-12-31", "甲"],
    ["2", "青苗课堂", "示例第一小学", "放学后看护。", "2026-09-01", ""],
]
METHODS = [
    ["工作法名称", "创建单位", "解决的问题", "备注"],
    ["“三张清单”工作法", "示例银杏里社区", "需求和资源对不上。", "2025年形成"],
]
HONOURS = [
    ["荣誉名称", "获奖单位", "级别", "获得时间"],
    ["先进基层党组织", "示例银杏里社区", "市级", "2024年"],
]
DRONES = (
    PREFIXES
    + f"""
gj:DroneService a owl:Class ; rdfs:subClassOf gj:ServiceResource ; {words("无人机服务", "drone service")} ;
    skos:example "巡查"@zh , "patrol"@en .
gj:flightHours a owl:DatatypeProperty ; rdfs:domain gj:DroneService ; rdfs:range xsd:decimal ;
    {words("飞行时长", "flight hours")} ; skos:example "3"@zh , "3"@en .
"""
)


def _read(folder: Path, name: str, rows: list[list[str]], lexicon: Lexicon) -> Reading:
    return read_file(write_csv(folder / name, rows), lexicon)


def test_a_list_of_projects_is_read_with_who_leads_them(tmp_path: Path, lexicon: Lexicon) -> None:
    reading = _read(tmp_path, "共建项目清单.csv", PROJECTS, lexicon)
    projects = reading.of("project")
    assert {r.type for r in projects} == {"Project"}
    led = {r.first("name"): reading.names()[r.first("leads") or ""] for r in projects}
    assert led == {"银龄助餐、送餐上门": "示例银杏里社区", "青苗课堂": "示例第一小学"}
    first = next(r for r in projects if r.first("name") == "青苗课堂")
    assert first.first("description") == "放学后看护。"
    assert first.first("validUntil") == "2026-09-01"
    assert reading.of("offer") == reading.of("need") == []
    assert [r.reason for r in reading.repairs] == []


def test_what_a_project_list_does_not_know_is_kept(tmp_path: Path, lexicon: Lexicon) -> None:
    reading = _read(tmp_path, "共建项目清单.csv", PROJECTS, lexicon)
    kept = [s.value for r in reading.of("project") for s in r.statements if s.property == "keptColumn"]
    assert kept == ["内部标记：甲"]


def test_every_name_is_quoted(tmp_path: Path, lexicon: Lexicon) -> None:
    reading = _read(tmp_path, "共建项目清单.csv", PROJECTS, lexicon)
    for record in reading.of("project"):
        stated = next(s for s in record.statements if s.property == "name")
        assert reading.quoted(stated) == [stated.value]


def test_a_list_of_methods_needs_no_title(tmp_path: Path, lexicon: Lexicon) -> None:
    (method,) = _read(tmp_path, "表1.csv", METHODS, lexicon).of("method")
    assert method.type == "Method"
    assert method.first("name") == "“三张清单”工作法"
    assert method.first("problem") == "需求和资源对不上。"
    assert method.first("practisedBy")


def test_an_honour_is_awarded_to_the_unit_of_its_row(tmp_path: Path, lexicon: Lexicon) -> None:
    reading = _read(tmp_path, "表彰一览表.csv", HONOURS, lexicon)
    (honour,) = reading.of("honour")
    assert reading.names()[honour.first("awardedTo") or ""] == "示例银杏里社区"
    assert (honour.first("honourLevel"), honour.first("period")) == ("市级", "2024年")


def test_a_category_that_is_the_wording_of_a_class_states_the_class(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    (tmp_path / "added").mkdir()
    (tmp_path / "added" / "drones.ttl").write_text(DRONES, encoding="utf-8")
    lexicon = Lexicon(load(additions=tmp_path / "added"), gazetteer)
    rows = [
        ["单位名称", "资源名称", "资源类型", "飞行时长"],
        ["示例第一小学", "河道巡查", "无人机服务", "3"],
        ["示例第一小学", "法律咨询", "服务资源", ""],
    ]
    offers = {r.first("item"): r for r in _read(tmp_path, "资源清单.csv", rows, lexicon).of("offer")}
    assert offers["河道巡查"].type == "DroneService"
    assert offers["河道巡查"].first("flightHours") == "3"
    assert offers["法律咨询"].type == "ServiceResource"


@pytest.mark.parametrize(
    ("name", "header", "role"),
    [
        ("资源清单.csv", ["单位名称", "项目名称", "数量"], "offer"),
        ("需求项目清单.csv", ["社区名称", "项目名称", "数量"], "need"),
        ("服务项目清单.csv", ["单位名称", "服务项目", "服务时间"], "offer"),
        ("清单.csv", ["供给单位", "项目名称", "数量"], "offer"),
    ],
)
def test_words_of_a_side_come_first(
    tmp_path: Path, lexicon: Lexicon, name: str, header: list[str], role: str
) -> None:
    rows = [header, ["示例银杏里社区", "法律咨询", "3"], ["示例第一小学", "健康讲座", "5"]]
    reading = _read(tmp_path, name, rows, lexicon)
    assert {r.role for r in reading.records} == {"party", role}
