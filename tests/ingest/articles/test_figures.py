"""Are numbers read with what they count, whose they are and when, and left alone where they count nothing?"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.ingest.articles.reading import ArticleRead

Read = Callable[..., ArticleRead]


@pytest.mark.parametrize(
    ("text", "what", "value"),
    [
        ("已成立网格党支部628个。", "成立网格党支部", ("628", "个", "exact")),
        ("建立8个网格党支部。", "建立网格党支部", ("8", "个", "exact")),
        ("社区民警任兼职委员的有85人。", "社区民警任兼职委员", ("85", "人", "exact")),
        ("调解邻里纠纷3800余起。", "调解邻里纠纷", ("3800", "起", "over")),
        ("惠及群众超过1.4万人次。", "惠及群众", ("14000", "人次", "over")),
        ("诉求同比减少957件。", "诉求同比减少", ("957", "件", "exact")),
        ("解决率从53%提升到了97.0%。", "解决率", ("97", "%", "exact")),
        ("大专以上学历超85%。", "大专以上学历", ("85", "%", "over")),
        ("打造6个人才公寓。", "打造人才公寓", ("6", "个", "exact")),
        ("共有9名优秀楼长走进议事会。", "优秀楼长走进议事会", ("9", "人", "exact")),
        ("吸纳30名热心细致的老职工担任评议员。", "吸纳热心细致的老职工担任评议员", ("30", "人", "exact")),
        ("开设缝纫、理发等服务窗口7个。", "开设缝纫、理发等服务窗口", ("7", "个", "exact")),
        ("建立“红旗手、红管家”两支队伍。", "建立“红旗手、红管家”队伍", ("2", "队", "exact")),
    ],
)
def test_what_a_number_counts(read: Read, text: str, what: str, value: tuple[str, str, str]) -> None:
    assert read(text).figures().get(what) == value


@pytest.mark.parametrize(
    "text",
    [
        "75岁的老党员每天巡查。",
        "每年2次向群众报告工作。",
        "按党委1万元、党支部7000元标准设立经费。",
        "激励干部队伍扎根基层。",
        "10分钟内完成集结。",
        "牢固树立“四个意识”，坚定“四个自信”。",
        "第十二党支部开展活动。",
        "如果有20家单位参加，就能办成。",
        "社区工作者平均年龄38.6岁，持证上岗的超85%。",
        "从完善设施、改进服务等3个方面提出意见。",
    ],
)
def test_numbers_that_are_no_figures(read: Read, text: str) -> None:
    assert read(text).figures() == {}


def test_a_part_of_what_was_counted(read: Read) -> None:
    article = read(
        "驻区单位党员任兼职委员的有153人，其中任副书记的47人；社区民警任兼职委员的有85人，其中任副书记的41人。"
    )
    assert article.figures() == {
        "驻区单位党员任兼职委员": ("153", "人", "exact"),
        "驻区单位党员任兼职委员，其中任副书记": ("47", "人", "exact"),
        "社区民警任兼职委员": ("85", "人", "exact"),
        "社区民警任兼职委员，其中任副书记": ("41", "人", "exact"),
    }


def test_an_example_does_not_act_in_the_next_sentence(read: Read) -> None:
    article = read("玄武区完善服务阵地。示例街道银杏里社区提供上门养老服务。安装智能充电桩3200多个。")
    (piles,) = [r for r in article.of("Figure", "Outcome") if "充电桩" in (r.first("measured") or "")]
    assert article.target(piles, "figureOf") == set()
    assert piles.values("inPlace") == ["320102"]


def test_periods(read: Read) -> None:
    article = read(
        "2020年，以商圈为重点，共成立商圈党支部45个。\n结合2021年换届，近三年连续招录，共有21名书记进入公务员队伍。"
    )
    periods = {r.first("measured"): r.first("period") for r in article.of("Figure", "Outcome")}
    assert periods["成立商圈党支部"] == "2020年"
    assert "2021年" not in periods.values()


def test_honours_are_given_one_by_one(read: Read) -> None:
    article = read("示例街道银杏里社区、梧桐社区分别荣获全国示范社区、全省先进社区荣誉称号。")
    given = {h.first("name"): article.target(h, "awardedTo") for h in article.of("Honour")}
    assert given == {"全国示范社区": {"银杏里社区"}, "全省先进社区": {"梧桐社区"}}


def test_what_is_gained_is_no_honour(read: Read) -> None:
    assert not read("群众的获得感不断增强，项目获得居民一致好评。").of("Honour")


def test_offers_of_named_organisations_only(read: Read) -> None:
    article = read(
        "玄武区示例街道银杏里社区为90岁以上老人提供营养套餐、免费理发等服务。\n有关部门提供坚强保障，物业企业提供家电维修。"
    )
    offers = {r.first("item"): article.target(r, "providedBy") for r in article.records if r.role == "offer"}
    assert offers.get("免费理发") == {"银杏里社区"}
    assert all(by == {"银杏里社区"} for by in offers.values())


def test_a_number_is_of_a_practice_only_in_one_breath(read: Read) -> None:
    article = read("示例社区打造“一院一景”特色品牌；建立巡查队伍5支。")
    figures = [e for e in article.of("Figure") if e.first("measured") == "建立巡查队伍"]
    assert figures and all(e.first("figureOfPractice") is None for e in figures)
