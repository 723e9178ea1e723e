"""Do values speak where names do not? For columns without a telling name, and against names that do not fit them."""

from __future__ import annotations

from pathlib import Path

from tests.ingest.lists.reading import Read, Table, columns, read, things


def test_names_that_say_nothing(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("单位名称", "列2", "列3", "列4", "列5", "面向谁"),
        ("示例大学", "会议室", "2间", "每周三下午", "免费", "老年人"),
        ("示例医院", "义诊", "3场", "工作日", "收费", "儿童"),
        ("示例银行", "讲座", "2场", "周末", "免费", "居民"),
    ]
    reading = read(tmp_path, read_list, rows)
    assert columns(reading) == {
        "单位名称": "party",
        "列2": "item",
        "列3": "quantity",
        "列4": "slot",
        "列5": "cost",
        "面向谁": "eligibility",
    }
    confidences = {c.wording: c.confidence for c in reading.prepared.survey.sheets[0].profile.columns}
    assert confidences["列2"] == 0.5 < confidences["单位名称"]


def test_names_that_the_values_contradict(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [("单位", "数量", "名称"), ("示例大学", "会议室", "2间"), ("示例医院", "义诊", "3场")]
    reading = read(tmp_path, read_list, rows)
    assert things(reading, "item", "quantity") == ["会议室 2间", "义诊 3次"]
    assert "但内容不是" in reading.prepared.survey.sheets[0].profile.columns[1].zh


def test_columns_that_mean_nothing_here_are_kept(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("单位", "资源名称", "审核意见", "表格版本", "是否已录入"),
        ("示例大学", "会议室", "同意", "V1.0", "是"),
        ("示例医院", "义诊", "已阅", "V2.1", "否"),
    ]
    reading = read(tmp_path, read_list, rows)
    assert [p for w, p in columns(reading).items() if w in rows[0][2:]] == ["keptColumn"] * 3
    assert "审核意见：同意+是否已录入：是+表格版本：V1.0" in things(reading, "keptColumn")[0]


def test_of_several_amounts_one_is_the_things(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("需求方", "物资名称", "需要数量", "现有库存", "缺口"),
        ("示例一院", "防护服", "100套", "20套", "80套"),
    ]
    reading = read(tmp_path, read_list, rows, "需求.csv")
    assert things(reading, "quantity", "keptColumn", role="need") == ["100套 现有库存：20套+缺口：80套"]


def test_running_numbers_are_position_and_codes_are_not(tmp_path: Path, read_list: Read) -> None:
    for codes, name in ((("1", "2", "3"), "rowNumber"), (("A-7", "A-8", "A-9"), "identifier")):
        rows: Table = [("编号", "单位", "资源名称"), *((c, f"示例第{c}中学", "会议室") for c in codes)]
        assert columns(read(tmp_path, read_list, rows))["编号"] == name


def test_things_without_a_kind_are_columns_by_their_units(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [("需求单位", "防护服（套）", "奇妙折叠桌（张）"), ("示例一院", "100", "2")]
    found = things(read(tmp_path, read_list, rows, "物资需求.csv"), "item", "quantity", role="need")
    assert found == ["防护服 100套", "奇妙折叠桌 2张"]


def test_two_columns_of_things_with_amounts_of_their_own_are_the_two_sides(
    tmp_path: Path, read_list: Read
) -> None:
    rows: Table = [
        ("单位名称", "我能提供", "奇妙之栏"),
        ("示例大学", "轮椅3辆", "口罩20只、手套5双"),
        ("示例医院", "义诊2场、讲座1场", "防盗门13樘"),
        ("示例银行", "折叠床5张", "护理床2张"),
    ]
    reading = read(tmp_path, read_list, rows)
    assert columns(reading)["奇妙之栏"] == "item"
    assert things(reading, "item", "quantity", role="need") == [
        "口罩 20只",
        "手套 5双",
        "防盗门 13樘",
        "护理床 2张",
    ]


def test_a_unit_that_no_list_has_counts_things_in_columns(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [("需求单位", "防护服（套）", "奇妙折叠桌（樘）"), ("示例一院", "100", "2")]
    found = things(read(tmp_path, read_list, rows, "物资需求.csv"), "item", "quantity", role="need")
    assert found == ["防护服 100套", "奇妙折叠桌 2樘"]


def test_an_unknown_column_of_hints_is_a_remark_and_marks_for_nothing_do_not_count(
    tmp_path: Path, read_list: Read
) -> None:
    rows: Table = [
        ("单位名称", "资源名称", "店长", "另行告知"),
        ("示例大学", "会议室", "王某", "须提前三天联系"),
        ("示例医院", "义诊", "略", "雨天取消"),
        ("示例银行", "讲座", "无", "名额有限"),
        ("示例小学", "操场", "李某", "/"),
    ]
    reading = read(tmp_path, read_list, rows)
    assert list(columns(reading).values()) == ["party", "item", "contact", "remark"]


def test_signs_in_values_hint_at_what_a_column_is(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("单位名称", "资源名称", "甲栏", "乙栏", "丙栏", "丁栏", "戊（㎡）"),
        ("示例大学", "会议室", "示例路3号", "每周六上午", "免费", "场地共享", "120"),
        ("示例医院", "报告厅", "示例街12号2楼", "寒暑假除外", "每人20元", "场地共享", "60"),
        ("示例银行", "活动室", "示例巷7号", "提前一周预约", "面议", "场地共享", "45"),
        ("示例小学", "操场", "示例大道8号", "随时", "无偿", "场地共享", "900"),
    ]
    found = list(columns(read(tmp_path, read_list, rows)).values())
    assert found[2:5] == ["address", "slot", "cost"]
    assert found[6] == "floorArea"
