"""Are the small ways in which offices fill their lists in understood: stages in place of names, flags, units in the title?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ingest.reading import Reading, write_csv, write_jsonl, write_xlsx

ReadList = Callable[..., Reading]


def values(reading: Reading, role: str, name: str) -> list[str]:
    """All values of a property, record by record."""
    return sorted(v for r in reading.of(role) for v in r.values(name))


@pytest.mark.parametrize("stage", ["待认领", "未认领", "对接中"])
def test_a_stage_where_a_party_should_stand_is_no_party(
    tmp_path: Path, read_list: ReadList, stage: str
) -> None:
    rows = [
        ["需求单位", "需求名称", "认领单位"],
        ["示例社区", "上门理发", stage],
        ["示例社区", "法律咨询", "示例律师事务所"],
    ]
    reading = read_list(write_csv(tmp_path / "需求清单.csv", rows))
    assert sorted(reading.names().values()) == ["示例律师事务所", "示例社区"]
    assert values(reading, "need", "keptColumn") == [f"认领单位：{stage}"]
    rows = [["需求单位", "需求名称", "状态"], ["示例社区", "上门理发", stage]]
    reading = read_list(write_csv(tmp_path / "需求状态.csv", rows))
    assert values(reading, "need", "status") == [stage]


def test_a_flag_under_a_heading_is_not_what_the_heading_says(tmp_path: Path, read_list: ReadList) -> None:
    rows = [
        ["社区", "需求名称", "保障要求", "", ""],
        ["", "", "期望时间", "是否急需", "是否上门"],
        ["示例社区", "理发", "周末", "是", "是"],
        ["示例社区", "体检", "周末", "否", "否"],
    ]
    reading = read_list(write_xlsx(tmp_path / "需求清单.xlsx", {"表": rows}))
    assert values(reading, "need", "urgency") == ["否", "是"]
    assert values(reading, "need", "specification") == []
    assert values(reading, "need", "keptColumn") == ["保障要求是否上门：否", "保障要求是否上门：是"]


def test_an_answer_of_an_interface_counts_in_num(tmp_path: Path, read_list: ReadList) -> None:
    lines = [{"orgName": "示例大学", "resourceName": "教室", "num": 3, "unit": "间"}]
    (offer,) = read_list(write_jsonl(tmp_path / "资源.jsonl", lines)).of("offer")
    (quantity,) = [s for s in offer.statements if s.property == "quantity"]
    assert (quantity.value, quantity.unit) == ("3", "间")


def test_a_title_says_what_the_amounts_count(tmp_path: Path, read_list: ReadList) -> None:
    rows = [
        ["示例镇捐赠物资登记表", "", ""],
        ["统计时间：2026年2月20日", "", "单位：件"],
        ["捐赠单位", "物资名称", "数量"],
        ["示例公司", "棉被", "120"],
        ["示例商会", "大米", "200袋"],
    ]
    reading = read_list(write_csv(tmp_path / "捐赠登记.csv", rows))
    amounts = [s for r in reading.of("offer") for s in r.statements if s.property == "quantity"]
    assert sorted((s.value, s.unit, tuple(sorted(reading.quoted(s)))) for s in amounts) == [
        ("120", "件", ("120", "单位：件")),
        ("200", "袋", ("200袋",)),
    ]


def test_a_unit_of_money_in_the_title_is_not_what_things_count(tmp_path: Path, read_list: ReadList) -> None:
    rows = [
        ["示例镇捐赠物资登记表", "", "单位：元"],
        ["捐赠单位", "物资名称", "数量"],
        ["示例公司", "棉被", "120"],
    ]
    (offer,) = read_list(write_csv(tmp_path / "捐赠登记.csv", rows)).of("offer")
    assert [(s.value, s.unit) for s in offer.statements if s.property == "quantity"] == [("120", "")]


def test_the_community_that_only_the_sheet_is_named_after_is_kept(
    tmp_path: Path, read_list: ReadList
) -> None:
    rows = [["单位名称", "资源名称", "楼层"], ["示例小学", "操场", "一楼"]]
    reading = read_list(write_xlsx(tmp_path / "资源清单.xlsx", {"翠竹社区": rows, "Sheet2": rows}))
    kept = [s for r in reading.of("offer") for s in r.statements if s.property == "keptColumn"]
    assert sorted((s.value, tuple(sorted(reading.quoted(s)))) for s in kept) == [
        ("工作表：翠竹社区", ("翠竹社区",)),
        ("楼层：一楼", ("一楼", "楼层")),
        ("楼层：一楼", ("一楼", "楼层")),
    ]
    needs = [["需求名称", "数量"], ["轮椅", "5辆"]]
    (need,) = read_list(write_xlsx(tmp_path / "需求清单.xlsx", {"翠竹社区": needs})).of("need")
    assert need.values("keptColumn") == []


def test_a_cell_that_names_several_parties_names_each(tmp_path: Path, read_list: ReadList) -> None:
    rows = [
        ["提供单位", "资源名称", "联系地址", "所在区"],
        ["示例社区居委会、民生超市", "食堂", "文昌路1号", "南京市玄武区"],
        ["示例医院，示例大学等5家单位", "义诊", "", ""],
        ["各社区、民生超市", "讲座", "", ""],
        ["老王、民生超市", "理发", "", ""],
    ]
    reading = read_list(write_csv(tmp_path / "资源清单.csv", rows))
    names = reading.names()
    assert sorted(names.values()) == sorted(
        ["示例社区居委会", "民生超市", "示例医院", "示例大学", "各社区、民生超市", "老王、民生超市"]
    )
    by_item = {r.first("item"): r for r in reading.of("offer")}
    links = [s for s in by_item["食堂"].statements if s.property == "providedBy"]
    assert sorted(tuple(reading.quoted(s)) for s in links) == [("民生超市",), ("示例社区居委会",)]
    assert sorted(names[v] for v in by_item["义诊"].values("providedBy")) == ["示例医院", "示例大学"]
    assert by_item["食堂"].values("address") == ["文昌路1号"]
    parties = {r.first("name"): r for r in reading.of("party")}
    assert parties["民生超市"].values("inPlace") == parties["示例社区居委会"].values("inPlace") == ["320102"]
    assert parties["民生超市"].values("address") == []


def test_several_that_take_a_need_on_are_named_each(tmp_path: Path, read_list: ReadList) -> None:
    rows = [["需求单位", "需求名称", "认领单位"], ["示例社区", "体检", "示例医院、示例诊所"]]
    reading = read_list(write_csv(tmp_path / "需求清单.csv", rows))
    (need,) = reading.of("need")
    assert sorted(reading.names()[v] for v in need.values("claimedBy")) == ["示例医院", "示例诊所"]
    links = [s for s in need.statements if s.property == "claimedBy"]
    assert sorted(reading.quoted(s)[0] for s in links) == ["示例医院", "示例诊所"]


def test_the_places_of_one_name_are_several_bodies(tmp_path: Path, read_list: ReadList) -> None:
    lines = [
        {
            "name": "示例村委会",
            "places": [
                {"province": "江苏省", "city": "南京市", "district": "玄武区", "code": "990000000201"},
                {"province": "江苏省", "city": "南京市", "district": "秦淮区", "code": "990000000202"},
            ],
        },
        {"name": "另一村委会", "places": []},
    ]
    reading = read_list(write_jsonl(tmp_path / "同名.jsonl", lines))
    bodies = sorted((r.first("name"), tuple(r.values("inPlace"))) for r in reading.of("party"))
    assert bodies == [("另一村委会", ()), ("示例村委会", ("320102",)), ("示例村委会", ("320104",))]
    codes = {
        r.first("inPlace"): [s for s in r.statements if "990000000" in s.value] for r in reading.of("party")
    }
    assert [s.original or s.value for s in codes["320102"]] == ["990000000201"]
    assert [s.original or s.value for s in codes["320104"]] == ["990000000202"]
    (place,) = [s for r in reading.of("party") for s in r.statements if s.value == "320104"]
    assert "秦淮区" in reading.quoted(place) and "玄武区" not in reading.quoted(place)
