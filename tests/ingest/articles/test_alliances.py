"""Are members named only where the text names them, and counted where it counts them?"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.ingest.articles.reading import ArticleRead

Read = Callable[..., ArticleRead]


def members(read: ArticleRead) -> set[str]:
    return {name for m in read.of("Membership") for name in read.target(m, "member")}


def counted(read: ArticleRead, name: str) -> list[tuple[str, str, str]]:
    record = read.named(name)
    return [(s.value, s.unit, s.original) for s in record.statements if s.property == "memberCount"]


def test_counted_members_are_not_named(read: Read) -> None:
    article = read("玄武区示例街道银杏里社区党委与辖区内18家单位成立“银杏先锋”党建共建联盟，共同服务居民。")
    assert members(article) == set()
    ((value, unit, original),) = counted(article, "银杏先锋")
    assert (value, unit) == ("18", "家") and "18家单位" in original
    alliance = article.named("银杏先锋")
    assert article.target(alliance, "foundedBy") == {"银杏里社区党委"}
    assert alliance.first("name") == "“银杏先锋”党建共建联盟"


def test_named_members_and_the_count_beside_them(read: Read) -> None:
    article = read("示例学院、南京示例医院、示例银城酒店有限公司等12家单位加入“梧桐联心”党建联盟。")
    assert members(article) == {"示例学院", "南京示例医院", "示例银城酒店有限公司"}
    assert [c[:2] for c in counted(article, "梧桐联心")] == [("12", "家")]


def test_one_alliance_written_in_two_ways_is_one(read: Read) -> None:
    article = read(
        "玄武区委与9所高校党委共同构建玄武(红山)校地党建联盟。\n依托玄武校地党建联盟，开设“社区书记班”。"
    )
    (alliance,) = article.of("Alliance")
    assert alliance.first("name") == "玄武(红山)校地党建联盟"
    assert "玄武校地党建联盟" in alliance.values("alternativeName")
    assert [c[:2] for c in counted(article, "玄武校地党建联盟")] == [("9", "所")]
    assert members(article) == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“红帆”党建联盟成员单位包括示例大学、示例律师事务所。", {"示例大学", "示例律师事务所"}),
        ("“红帆”党建联盟由示例大学、南京示例中学组成。", {"示例大学", "南京示例中学"}),
        ("“红帆”党建联盟吸纳了示例大学和示例律师事务所。", {"示例大学", "示例律师事务所"}),
        ("示例大学加入“红帆”党建联盟。", {"示例大学"}),
        ("各驻区单位积极参与，“红帆”党建联盟活动丰富。", set()),
    ],
)
def test_the_ways_in_which_members_are_named(read: Read, text: str, found: set[str]) -> None:
    assert members(read(text)) == found


@pytest.mark.parametrize("text", ["示例大学尚未加入“红帆”党建联盟。", "示例大学没有加入“红帆”党建联盟。"])
def test_a_denied_membership_is_none(read: Read, text: str) -> None:
    article = read(text)
    assert members(article) == set()
    statements = [s for m in article.of("Membership") for s in m.statements]
    assert statements and all(s.status == "negated" for s in statements)


def test_a_planned_membership_is_told_as_planned(read: Read) -> None:
    article = read("示例大学即将加入“红帆”党建联盟。")
    assert members(article) == set()
    assert {s.status for m in article.of("Membership") for s in m.statements} == {"planned"}


def test_a_question_states_nothing(read: Read) -> None:
    assert not read("示例大学加入“红帆”党建联盟了吗？").records


def test_alliances_in_general_are_none(read: Read) -> None:
    assert not read("全区推行党建联盟，各街道普遍建立区域化党建联盟。").of("Alliance")


def test_who_only_urged_did_not_found(read: Read) -> None:
    article = read("玄武区委指导推动成立“红帆”党建联盟。")
    assert article.target(article.named("红帆"), "foundedBy") == set()


def test_partners_of_a_community_are_counted(read: Read) -> None:
    article = read("玄武区示例街道银杏里社区联动6家共建单位，为老人送餐。")
    assert [c[:2] for c in counted(article, "银杏里社区")] == [("6", "家")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("示例大学、示例律师事务所都是“红帆”党建联盟的成员单位。", {"示例大学", "示例律师事务所"}),
        ("示例大学不是“红帆”党建联盟的成员单位。", set()),
        ("“红帆”党建联盟成立。示例大学、南京示例中学等5家单位加入联盟。", {"示例大学", "南京示例中学"}),
        (
            "“红帆”党建联盟成员单位如下：\n示例大学\n南京示例中学\n以上单位任期三年。",
            {"示例大学", "南京示例中学"},
        ),
        ("“红帆”党建联盟争取再请来10家单位。", set()),
    ],
)
def test_members_told_in_other_ways(read: Read, text: str, found: set[str]) -> None:
    assert members(read(text)) == found


def test_founders_together_are_both_founders(read: Read) -> None:
    article = read("示例大学与示例律师事务所共同成立“红帆”党建联盟。")
    assert article.target(article.named("红帆"), "foundedBy") == {"示例大学", "示例律师事务所"}
