"""Is a column understood by those beside it? Places beside parties, things that only their marks show, names over marks."""

from __future__ import annotations

from pathlib import Path

from tests.ingest.lists.reading import Read, Table, columns, read, things


def test_a_column_of_communities_beside_one_of_units_says_where(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("村居", "捐助单位", "资源名称"),
        ("示例社区", "示例一院", "轮椅"),
        ("样本社区", "示例二院", "拐杖"),
    ]
    assert columns(read(tmp_path, read_list, rows))["村居"] == "inPlace"


def test_a_column_of_communities_alone_names_the_party(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [("村居", "需求内容"), ("示例社区", "轮椅"), ("样本社区", "拐杖")]
    reading = read(tmp_path, read_list, rows, "需求清单.csv")
    assert things(reading, "item", "neededBy", role="need") == ["轮椅 示例社区", "拐杖 样本社区"]


def test_things_that_no_list_of_kinds_knows_are_seen_by_their_marks(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("报送社区", "除雪铲", "沙盘", "喷绘架", "录入批次"),
        ("示例一院", "具备", "", "具备", "甲"),
        ("示例二院", "", "具备", "", "乙"),
        ("示例三院", "具备", "具备", "", "丙"),
        ("示例四院", "", "", "具备", "丁"),
    ]
    reading = read(tmp_path, read_list, rows, "器材需求统计.csv")
    assert things(reading, "item", role="need") == ["除雪铲", "喷绘架", "沙盘", "除雪铲", "沙盘", "喷绘架"]
    assert columns(reading)["录入批次"] == "keptColumn"


def test_names_of_things_over_amounts_are_a_header(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("物资缺口统计", "", ""),
        ("反映单位（请如实填写）", "轮椅", "折叠床（张）"),
        ("示例一院", "3辆", "5"),
        ("示例二院", "", "2"),
    ]
    reading = read(tmp_path, read_list, rows, "缺口.csv")
    assert things(reading, "item", "quantity", role="need") == ["轮椅 3辆", "折叠床 5张", "折叠床 2张"]


def test_a_column_of_sums_is_no_thing(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("社区", "助餐（人）", "家政服务（次）", "合计"),
        ("示例社区", "30", "12", "42"),
        ("样本社区", "2", "8", "10"),
    ]
    reading = read(tmp_path, read_list, rows, "需求汇总.csv")
    assert things(reading, "item", role="need") == ["助餐", "家政服务"] * 2


def test_what_is_lacking_counts_in_a_list_of_needs(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("单位", "品名", "应储（件）", "现有（件）", "缺口（件）"),
        ("示例一院", "救生衣", "50", "30", "20"),
    ]
    assert things(read(tmp_path, read_list, rows, "物资需求.csv"), "item", "quantity", role="need") == [
        "救生衣 20件"
    ]


def test_units_of_an_alliance_are_parties(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [("联盟单位", "可提供资源", "需求"), ("示例大学", "报告厅", "实践基地")]
    reading = read(tmp_path, read_list, rows, "清单.csv")
    assert things(reading, "providedBy", "item") == ["示例大学 报告厅"]
    assert things(reading, "neededBy", "item", role="need") == ["示例大学 实践基地"]


def test_a_bracket_that_is_no_unit_belongs_to_the_thing(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("社区", "纸尿裤（成人）", "轮椅（辆）"),
        ("示例社区", "3包", "2"),
        ("样本社区", "1包", ""),
    ]
    reading = read(tmp_path, read_list, rows, "物资需求.csv")
    assert things(reading, "item", "quantity", role="need") == [
        "纸尿裤（成人） 3包",
        "轮椅 2辆",
        "纸尿裤（成人） 1包",
    ]


def test_what_is_counted_is_the_thing_where_no_name_says_so(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("提供单位", "甲乙栏", "面积（㎡）", "容纳人数", "开放时间"),
        ("示例大学", "沁园", "200", "30", "周末"),
        ("示例中学", "松韵阁", "50", "20", "工作日"),
        ("示例小学", "听雨轩", "80", "25", "周末"),
    ]
    reading = read(tmp_path, read_list, rows, "共享资源.csv")
    assert things(reading, "item", "floorArea") == ["沁园 200平方米", "松韵阁 50平方米", "听雨轩 80平方米"]


def test_units_that_take_part_are_the_parties_of_a_list_of_nothing_else(
    tmp_path: Path, read_list: Read
) -> None:
    rows: Table = [
        ("序号", "结对单位", "地址"),
        ("1", "示例一院", "示例路1号"),
        ("2", "示例二院", "示例路2号"),
    ]
    assert sorted(read(tmp_path, read_list, rows, "花名册.csv").names().values()) == ["示例一院", "示例二院"]


def test_who_takes_things_on_is_the_party_beside_a_column_of_communities(
    tmp_path: Path, read_list: Read
) -> None:
    rows: Table = [
        ("责任单位", "项目名称", "社区（村）"),
        ("示例大学", "银龄守护", "翠竹社区"),
        ("示例医院", "邻里节", "南湖社区"),
        ("示例银行", "暑托班", "翠竹社区"),
    ]
    found = columns(read(tmp_path, read_list, rows, "项目推进台账.csv"))
    assert list(found.values()) == ["party", "name", "inPlace"]


def test_who_takes_things_on_is_the_party_of_a_list_of_both_sides(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("责任单位", "可提供的资源", "需求描述"),
        ("示例大学", "会议室2间", "志愿者3名"),
        ("示例医院", "义诊3场", "帐篷2顶"),
    ]
    assert columns(read(tmp_path, read_list, rows, "双向征集需求.csv"))["责任单位"] == "party"


def test_whose_name_is_put_together_says_the_side_of_a_list(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [("申领部门", "轮椅（辆）", "沙盘（座）"), ("示例一院", "3", "1"), ("示例二院", "", "2")]
    reading = read(tmp_path, read_list, rows, "器材统计.csv")
    assert things(reading, "item", "neededBy", role="need") == [
        "轮椅 示例一院",
        "沙盘 示例一院",
        "沙盘 示例二院",
    ]


def test_places_under_a_heading_of_rooms_are_the_rooms_even_where_they_look_like_bodies(
    tmp_path: Path, read_list: Read
) -> None:
    rows: Table = [
        ("单位名称", "场馆信息", "", "电话"),
        ("", "场所", "使用面积", ""),
        ("示例大学", "露天停车泊位", "420平方米", "13800000001"),
        ("示例医院", "科普体验馆", "60平方米", "13800000002"),
        ("示例银行", "儿童之家", "80平方米", "13800000003"),
    ]
    reading = read(tmp_path, read_list, rows, "场地清单.csv")
    assert things(reading, "item") == ["露天停车泊位", "科普体验馆", "儿童之家"]
