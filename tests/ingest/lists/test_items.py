"""Are the things of one cell told apart, each with its amount? In the cell, or in a list beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.lists.column import Leaning
from ingest.lists.items import leaning_of, pair_items, split_items
from ingest.lists.lexicon import Lexicon
from tests.ingest.lists.reading import Read, Table, read, things


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("轮椅×3、拐杖×5；护理床若干", "轮椅=3 拐杖=5 护理床=1"),
        ("轮椅（3辆） 拐杖（5根）", "轮椅=3辆 拐杖=5根"),
        ("1.报告厅2间 2.会议室3间", "报告厅=2间 会议室=3间"),
        ("1、义诊 2、讲座 3、理发", "义诊= 讲座= 理发="),
        ("①轮椅②拐杖", "轮椅= 拐杖="),
        ("2辆轮椅，5根拐杖", "轮椅=2辆 拐杖=5根"),
        ("轮椅 拐杖", "轮椅= 拐杖="),
        ("活动室三十一处", "活动室=31处"),
        ("口罩、手套", "口罩、手套="),
        ("护理垫-30片和轮椅-2辆", "护理垫=30片 轮椅=2辆"),
        ("护理垫【30片】/轮椅计两辆", "护理垫=30片 轮椅=2辆"),
        ("米、面、油礼包12套、大米3袋", "米、面、油礼包=12套 大米=3袋"),
        ("雨伞3鹬、帐篷5鹬", "雨伞=3鹬 帐篷=5鹬"),
        ("2台投影仪", "投影仪=2台"),
        ("可容纳50人的会议室一间", "可容纳50人的会议室=1间"),
        ("100人会议室、50座教室", "100人会议室、50座教室="),
        ("20人水电工和十二名护工", "水电工=20人 护工=12人"),
        ("两场次普法宣传、3节课业辅导", "普法宣传=2次 课业辅导=3课时"),
        ("26套的书桌、椅子以及56台的对讲机", "书桌、椅子=26套 对讲机=56台"),
        ("2间50平方米的活动室", "2间50平方米的活动室="),
        ("雨衣（数量：10件）；大米（10kg）（数量：3袋）", "雨衣=10件 大米（10kg）=3袋"),
        ("大米（10kg）/8袋、体温计/2支", "大米（10kg）=8袋 体温计=2支"),
        ("1.护工(6)；2.社工(12)", "护工=6 社工=12"),
        ("（1）护工(2)（2）社工(12)", "护工=2 社工=12"),
        ("N95/KN95口罩8只和雨衣2件", "N95/KN95口罩=8只 雨衣=2件"),
        ("桌椅（可坐30人，含茶水）", "桌椅（可坐30人，含茶水）="),
        ("讲师（可提供3名）；此外，轮椅（需要：5辆）", "讲师=3人 轮椅=5辆"),
        ("口罩=20只&手套@五双", "口罩=20只 手套=5双"),
        ("轮椅一共3辆，还有拐杖…5根，另有加湿器2台", "轮椅=3辆 拐杖=5根 加湿器=2台"),
        ("轮椅（辆）3以及拐杖5（根）", "轮椅=3辆 拐杖=5根"),
        ("体温计3支、投影设备有4台、医生计5名", "体温计=3支 投影设备=4台 医生=5人"),
        ("招聘会计2场、体温计共3支", "招聘会=2次 体温计=3支"),
        ("1对1学业辅导", "1对1学业辅导="),
        ("需讲师3名；另轮椅2辆", "讲师=3人 轮椅=2辆"),
        ("提供轮椅3辆，并配拐杖5根", "轮椅=3辆 拐杖=5根"),
        ("讲师<3名>、轮椅「2辆」", "讲师=3人 轮椅=2辆"),
        ("讲师（18名，可加）、轮椅（2）辆", "讲师=18人 轮椅=2辆"),
        ("会议室（单位：间）2，活动室（单位：间）3", "会议室=2间 活动室=3间"),
        ("讲师缺口3名、轮椅还要2辆", "讲师=3人 轮椅=2辆"),
        ("志愿者3-5名、讲师约20名左右", "志愿者=3人5人 讲师=20人"),
        ("需3名教师、另需2台投影仪", "教师=3人 投影仪=2台"),
        ("1.5G直播间2间\n2.会议室3间", "5G直播间=2间 会议室=3间"),
        ("1.5米长桌、2.5米长桌", "1.5米长桌、2.5米长桌="),
        ("• 轮椅×3\n• 拐杖×5", "轮椅=3 拐杖=5"),
        ("水桶3个\n● 拐杖5根", "水桶=3个 拐杖=5根"),
    ],
)
def test_split(lexicon: Lexicon, cell: str, parts: str) -> None:
    found = split_items(cell, lexicon)
    assert " ".join(f"{p.text}=" + "".join(f"{q.value}{q.unit}" for q in p.amounts) for p in found) == parts
    assert all(cell[p.start : p.end] == p.text for p in found)


@pytest.mark.parametrize(
    ("cells", "leaning", "one"),
    [
        (("护工27", "社工46和水电工26", "律师5"), "behind", "护工=27"),
        (("护工(27)", "社工(46)", "律师(5)", "随叫随到"), "behind", "护工=27"),
        (("9座大舞台", "50处休息区", "13人健康指导员"), "before", "大舞台=9个座位"),
        (("会议室101", "会议室102", "会议室103"), "", "会议室101="),
        (("项目1", "项目2", "项目3"), "", "项目1="),
        (("2024年08月05日", "2024年5月1日", "6月1号"), "", "2024年08月05日="),
        (("9*棉被", "5*雨衣、6x手套", "7×轮椅"), "before", "棉被=9"),
        (("防盗门（樘）3", "河沙（方）5", "水泵（台）2"), "behind", "防盗门=3樘"),
        (("护工", "律师2名", "社工"), "", "护工="),
    ],
)
def test_a_column_is_read_in_the_way_in_which_most_of_its_cells_are_written(
    lexicon: Lexicon, cells: tuple[str, ...], leaning: Leaning, one: str
) -> None:
    assert leaning_of(cells, lexicon) == leaning
    found = split_items(cells[0], lexicon, leaning)
    assert " ".join(f"{p.text}=" + "".join(f"{q.value}{q.unit}" for q in p.amounts) for p in found) == one


def test_an_amount_in_a_name_beside_a_column_of_amounts_is_of_the_thing(
    tmp_path: Path, read_list: Read
) -> None:
    rows: Table = [
        ("单位", "资源名称", "数量", "计量单位"),
        ("示例一院", "大米（10kg）", "30", "袋"),
        ("示例二院", "轮椅3辆", "3", "辆"),
        ("示例三院", "床上四件套", "", ""),
        ("示例四院", "食用油（5升）", "5", "桶"),
    ]
    found = things(read(tmp_path, read_list, rows), "item", "quantity")
    assert found == ["大米（10kg） 30袋", "轮椅 3辆", "床上四件套", "食用油（5升） 5桶"]


def test_pairs_only_where_the_counts_agree(lexicon: Lexicon) -> None:
    assert [str(p.amounts[0].value) for p in pair_items("轮椅、拐杖", "3、5", 2, lexicon)] == ["3", "5"]
    assert pair_items("轮椅、拐杖", "3、5、7", 2, lexicon) == ()
    assert pair_items("轮椅、拐杖", "10", 2, lexicon) == ()
    assert pair_items("轮椅、拐杖", "3、若干说明", 2, lexicon) == ()


def test_lists_side_by_side(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("单位", "资源名称", "数量", "计量单位"),
        ("示例一院", "轮椅、拐杖", "3辆，5根", ""),
        ("示例二院", "1.护理床\n2.制氧机", "2、4", "台"),
    ]
    assert things(read(tmp_path, read_list, rows), "item", "quantity") == [
        "轮椅 3辆",
        "拐杖 5根",
        "护理床 2台",
        "制氧机 4台",
    ]
