"""Are lists in many dialects understood? Headers, profiles, roles, items, parties, places; each with its quotes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from ingest.errors import NoHeader
from ingest.lists.header import find_header
from ingest.lists.items import split_items
from ingest.lists.lexicon import Lexicon
from ingest.lists.negation import is_denied
from ingest.readers.open import open_document
from tests.ingest.reading import Reading, write_csv, write_jsonl, write_xlsx

Read = Callable[..., Reading]
PHONE = "13912345678"


def one(reading: Reading, role: str) -> dict[str, list[str]]:
    """The asserted values of the only record of a role, by property."""
    (record,) = reading.of(role)
    names = reading.names()
    values: dict[str, list[str]] = {}
    for s in record.statements:
        if s.status == "asserted":
            values.setdefault(s.property, []).append(names.get(s.value, s.value) + s.unit)
    return values


def table(tmp_path: Path, read_list: Read, *rows: Sequence[str], name: str = "资源清单.csv") -> Reading:
    """A table read as a list."""
    return read_list(write_csv(tmp_path / name, rows))


def test_a_row_becomes_an_offer_with_party_item_amount_place_and_quotes(
    tmp_path: Path, read_list: Read
) -> None:
    reading = table(
        tmp_path,
        read_list,
        (
            "序号",
            "提供单位",
            "资源名称",
            "数量",
            "所在区",
            "服务对象",
            "收费",
            "联系电话",
            "信用等级",
            "备注",
        ),
        (
            "1",
            "示例社区卫生服务中心",
            "会议室",
            "3间",
            "南京市玄武区",
            "独居老人",
            "免费",
            PHONE,
            "甲",
            "发布日期：2026年3月1日",
        ),
    )
    offer = one(reading, "offer")
    assert offer["item"] == ["会议室"]
    assert offer["providedBy"] == ["示例社区卫生服务中心"]
    assert offer["quantity"] == ["3间"]
    assert offer["inPlace"] == ["320102"]
    assert offer["cost"] == ["free"]
    assert offer["statedOn"] == ["2026-03-01"]
    assert offer["keptColumn"] == ["信用等级：甲"]
    assert "eldersAlone" in offer["eligibility"]
    assert one(reading, "party")["telephone"] == ["*" * 11]
    for record in reading.records:
        for statement in record.statements:
            assert (statement.original or statement.value) in reading.quoted(statement)
    assert reading.balance.kept == 1 and reading.balance.structure == 11 and reading.balance.repair == 0


def test_titles_above_the_header_name_the_source_its_date_and_place(tmp_path: Path, read_list: Read) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = "南京市玄武区2026年需求清单（2026年3月1日）"
    sheet.merge_cells("A1:C1")
    for column, text in enumerate(("社区名称", "具体内容", "数量"), 1):
        sheet.cell(3, column, text)
        sheet.cell(4, column, ("示例社区", "轮椅", 2)[column - 1])
    book.save(tmp_path / "表.xlsx")
    reading = read_list(tmp_path / "表.xlsx")
    assert reading.version.basis == "found"
    assert reading.version.key == "南京市玄武区需求清单 · 江苏省南京市玄武区"
    assert (reading.version.stated_date, reading.version.place) == ("2026-03-01", "320102")
    need = one(reading, "need")
    assert (need["neededBy"], need["item"], need["inPlace"]) == (["示例社区"], ["轮椅"], ["320102"])
    assert [r.type for r in reading.of("party")] == ["Community"]


@pytest.mark.parametrize(
    ("header", "value", "party"),
    [
        ("单位", "示例有限公司", True),
        ("联系人(酒店名称或者政府部门）", "示例大酒店", True),
        ("参与高校", "示例大学", True),
        ("名称/单位", "示例医院", True),
        ("联系人", "王小明", False),
    ],
)
def test_party_columns(tmp_path: Path, read_list: Read, header: str, value: str, party: bool) -> None:
    reading = table(tmp_path, read_list, ("资源名称", header, "数量"), ("会议室", value, "2间"))
    assert bool(reading.of("party")) is party
    assert party or "王小明" not in reading.everything()


def test_persons_in_a_column_of_units_are_masked(tmp_path: Path, read_list: Read) -> None:
    rows = [("会议室", f"示例第{i}中学", "2间") for i in range(4)]
    reading = table(
        tmp_path, read_list, ("资源名称", "联系人(单位名称)", "数量"), *rows, ("礼堂", "王小明", "1间")
    )
    assert len(reading.of("offer")) == 4
    assert "王小明" not in reading.everything()
    assert [r.reason for r in reading.repairs] == ["person-as-party"]


def test_a_flag_column_is_no_amount(tmp_path: Path, read_list: Read) -> None:
    rows = [(f"示例第{i}医院", "口罩", "1" if i else "3000") for i in range(12)]
    reading = table(tmp_path, read_list, ("医院名称", "物资名称", "需求数量"), *rows, name="需求.csv")
    assert [s.value for r in reading.of("need") for s in r.statements if s.property == "quantity"] == ["3000"]
    assert reading.placeholders == {"需求数量": 11}


@pytest.mark.parametrize("unit", [("数量（只）", ""), ("数量", "单位")])
def test_units_from_header_or_column(tmp_path: Path, read_list: Read, unit: tuple[str, str]) -> None:
    header = ("提供单位", "物资名称", *(u for u in unit if u))
    rows = [(f"示例第{i}公司", "口罩", "1", *(["只"] if unit[1] else [])) for i in range(12)]
    reading = table(tmp_path, read_list, header, *rows)
    assert {
        (s.value, s.unit) for r in reading.of("offer") for s in r.statements if s.property == "quantity"
    } == {("1", "只")}


def test_items_with_own_amounts_are_split_and_alternatives_are_not(tmp_path: Path, read_list: Read) -> None:
    reading = table(
        tmp_path,
        read_list,
        ("提供单位", "物资名称"),
        ("示例一公司", "口罩2万只、手套500副"),
        ("示例二公司", "医用防护口罩 | N95口罩"),
    )
    found = {r.first("item"): r.first("quantity") for r in reading.of("offer")}
    assert found == {"口罩": "20000", "手套": "500", "医用防护口罩 | N95口罩": None}


def test_parts_that_are_not_clear_stay_whole(lexicon: Lexicon) -> None:
    for text in ("能坐100人的会议室", "75%酒精", "口罩、手套", "N95口罩", "84消毒液"):
        assert [p.text for p in split_items(text, lexicon)] == [text]
        assert not split_items(text, lexicon)[0].amounts
    (part,) = split_items("志愿者（10名）", lexicon)
    assert (part.text, str(part.amounts[0].value)) == ("志愿者", "10")


@pytest.mark.parametrize(
    ("remark", "status"),
    [
        ("免费开放", "asserted"),
        ("本项目不免费", "negated"),
        ("并非免费", "negated"),
        ("不仅免费还送餐", "asserted"),
    ],
)
def test_negation_does_not_assert(tmp_path: Path, read_list: Read, remark: str, status: str) -> None:
    reading = table(tmp_path, read_list, ("提供单位", "资源名称", "备注"), ("示例学院", "会议室", remark))
    (offer,) = reading.of("offer")
    assert [(s.value, s.status) for s in offer.statements if s.property == "cost"] == [("free", status)]


def test_denial_reaches_over_its_verb() -> None:
    assert (
        is_denied("不接受老人", 3, 5) and is_denied("学生除外", 0, 2) and is_denied("not for students", 8, 16)
    )
    assert not is_denied("非常适合老人", 4, 6) and not is_denied("无障碍老人活动室", 3, 5)


def test_the_item_comes_from_header_or_file_name(tmp_path: Path, read_list: Read) -> None:
    rows = [{"酒店名称": f"示例{i}酒店", "区县": "武昌区"} for i in range(3)]
    reading = read_list(write_jsonl(tmp_path / "nurse_hotel.jsonl", rows))
    assert {(r.type, r.first("about"), r.first("inPlace")) for r in reading.of("offer")} == {
        ("SpaceResource", "lodging", "420106")
    }
    assert {r.type for r in reading.of("party")} == {"Hotel"}


def test_an_undecidable_role_asks_and_keeps_the_cells(tmp_path: Path, read_list: Read) -> None:
    reading = table(
        tmp_path, read_list, ("单位名称", "内容", "数量"), ("示例社区", "轮椅", "2"), name="表.csv"
    )
    assert not reading.of("offer") and not reading.of("need")
    assert "role-unknown" in {r.reason for r in reading.repairs}
    assert one(reading, "party")["name"] == ["示例社区"]
    assert one(reading, "party")["keptColumn"] == ["内容：轮椅", "数量：2"]


def test_offers_and_needs_of_one_row(tmp_path: Path, read_list: Read) -> None:
    reading = table(
        tmp_path,
        read_list,
        ("单位名称", "可提供资源", "需求内容"),
        ("示例学院", "篮球场", "法律咨询"),
        name="双向.csv",
    )
    assert one(reading, "offer")["item"] == ["篮球场"]
    assert one(reading, "need")["item"] == ["法律咨询"]


def test_nested_lists_give_a_record_each(tmp_path: Path, read_list: Read) -> None:
    lines = [
        {
            "name": "示例医院",
            "needs": [{"item": "口罩", "qty": "20只"}, {"item": "手套"}],
            "campuses": [{"name": "东区", "lat": 1.5}],
        }
    ]
    reading = read_list(write_jsonl(tmp_path / "a.jsonl", lines))
    assert {r.first("item"): r.first("quantity") for r in reading.of("need")} == {"口罩": "20", "手套": None}
    assert "keptColumn" in one(reading, "party")


def test_totals_repeated_headers_and_notes_are_no_records(tmp_path: Path, read_list: Read) -> None:
    header = ("提供单位", "资源名称", "数量")
    reading = table(
        tmp_path,
        read_list,
        header,
        ("示例学院", "会议室", "2间"),
        header,
        ("合计", "", "2间"),
        ("注：以上资源需提前预约", "", ""),
    )
    assert len(reading.of("offer")) == 1 and len(reading.of("party")) == 1
    assert (reading.balance.structure, reading.balance.kept) == (8, 1), reading.balance


@pytest.mark.parametrize(
    "rows", [[("1", "2"), ("3", "4")], [("示例大学", "13912345678"), ("示例学院", "13912345679")]]
)
def test_no_header_is_a_clear_error(tmp_path: Path, read_list: Read, rows: list[tuple[str, str]]) -> None:
    with pytest.raises(NoHeader) as raised:
        read_list(write_csv(tmp_path / "a.csv", rows))
    assert "a.csv" in raised.value.zh


def test_a_sheet_without_header_waits_beside_one_with(tmp_path: Path, read_list: Read) -> None:
    good = [("提供单位", "资源名称"), ("示例学院", "会议室")]
    reading = read_list(
        write_xlsx(tmp_path / "a.xlsx", {"说明": [("2024", "1"), ("2025", "2")], "资源": good})
    )
    assert len(reading.of("offer")) == 1
    assert [r.reason for r in reading.repairs] == ["no-header"]
    assert reading.balance.repair == 4


def test_long_names_and_formulas_go_to_repair(tmp_path: Path, read_list: Read) -> None:
    rows = [("提供单位", "资源名称", "数量"), ("长" * 10_000, "会议室", "2"), ("示例学院", "礼堂", "=1+1")]
    reading = read_list(write_xlsx(tmp_path / "a.xlsx", {"资源": rows}))
    assert sorted(r.reason for r in reading.repairs) == ["name-too-long", "no-value"]
    assert [r.first("item") for r in reading.of("offer")] == ["礼堂"]
    assert all(len(r.text) <= 60 for r in reading.repairs)


def test_an_offer_without_provider_waits(tmp_path: Path, read_list: Read) -> None:
    reading = table(tmp_path, read_list, ("提供单位", "资源名称"), ("", "会议室"), ("/", "礼堂"))
    assert not reading.records
    assert [(r.reason, r.row) for r in reading.repairs] == [("no-provider", 2), ("no-provider", 3)]


def test_ambiguous_places_are_read_within_the_row_and_the_list(tmp_path: Path, read_list: Read) -> None:
    header = ("提供单位", "资源名称", "市", "区")
    reading = table(
        tmp_path,
        read_list,
        header,
        ("示例一院", "礼堂", "南京市", "鼓楼区"),
        ("示例二院", "礼堂", "徐州市", "鼓楼区"),
    )
    assert sorted(r.first("inPlace") or "" for r in reading.of("offer")) == ["320106", "320302"]
    alone = table(tmp_path, read_list, header, ("示例一院", "礼堂", "", "鼓楼区"))
    assert [r.reason for r in alone.repairs] == ["place-ambiguous"]
    assert one(alone, "offer")["keptColumn"] == ["区：鼓楼区"]


def test_the_header_row_is_the_one_with_most_known_names(tmp_path: Path, lexicon: Lexicon) -> None:
    rows = [
        ("某某资料", "", ""),
        ("", "", ""),
        ("单位名称", "资源名称", "未知列"),
        ("示例学院", "会议室", "x"),
    ]
    found = find_header(open_document(write_csv(tmp_path / "a.csv", rows)).sheets[0].rows, lexicon)
    assert found is not None
    assert (found.row.number, len(found.titles)) == (3, 1)


def test_names_of_people_under_an_unknown_header_are_masked(tmp_path: Path, read_list: Read) -> None:
    header = ("社区名称", "心愿内容", "心愿人")
    reading = table(
        tmp_path,
        read_list,
        header,
        ("示例一社区", "轮椅", "刘奶奶"),
        ("示例二社区", "绘本", "李小明"),
        name="需求.csv",
    )
    assert len(reading.of("need")) == 2
    assert "刘奶奶" not in reading.everything() and "李小明" not in reading.everything()


def test_kinds_of_things_as_headers_are_items(tmp_path: Path, read_list: Read) -> None:
    reading = table(tmp_path, read_list, ("提供单位", "场地", "可容纳人数"), ("示例文化馆", "小剧场", "200"))
    assert one(reading, "offer")["item"] == ["小剧场"]


def test_a_bare_name_beside_a_provider_is_the_item(tmp_path: Path, read_list: Read) -> None:
    reading = table(tmp_path, read_list, ("名称", "数量", "提供单位"), ("会议室", "2间", "示例大学"))
    assert (one(reading, "offer")["item"], one(reading, "offer")["providedBy"]) == (["会议室"], ["示例大学"])


def test_the_community_in_the_title_is_the_needer(tmp_path: Path, read_list: Read) -> None:
    title = ("南京市玄武区示例社区需求清单", "")
    reading = table(tmp_path, read_list, title, ("需求内容", "数量"), ("轮椅", "2"), name="表.csv")
    assert one(reading, "need")["neededBy"] == ["南京市玄武区示例社区"]


def test_a_list_of_organisations_gives_parties_only(tmp_path: Path, read_list: Read) -> None:
    lines = [
        {
            "name": f"示例第{i}大学",
            "province": "江苏",
            "lat": 39.5,
            "lon": 119.008645,
            "campuses": [{"name": "东区"}],
        }
        for i in range(3)
    ]
    reading = read_list(write_jsonl(tmp_path / "list.jsonl", lines))
    assert {(r.role, r.type, r.first("inPlace")) for r in reading.records} == {("party", "University", "32")}
    assert all(r.first("keptColumn") == "campuses[].name：东区" for r in reading.records)


def test_several_areas_in_one_cell(tmp_path: Path, read_list: Read) -> None:
    reading = table(
        tmp_path, read_list, ("物流名称", "目的地"), ("示例物流公司", "武汉、黄石"), name="物流.csv"
    )
    assert one(reading, "offer")["areaServed"] == ["4201", "4202"]
