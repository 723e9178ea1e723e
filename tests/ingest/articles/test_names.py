"""Which words are names of organisations and practices, and which only look like them?"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.ingest.articles.reading import ArticleRead

Read = Callable[..., ArticleRead]
PARTIES = ("Community", "PartyOrganization", "StreetOffice", "University", "School", "Hospital", "Enterprise")


@pytest.mark.parametrize(
    "text",
    [
        "各街道党工委集中精力抓党建、抓治理。",
        "全市物业企业、社会组织积极参与。",
        "建立网格党支部、楼栋党小组，16个党支部发挥作用。",
        "打造宜居社区、智慧社区、平安社区。",
        "构建“大党建”格局，形成工作合力。",
        "落实“四个意识”，打通“最后一米”。",
        "新时代党的建设总要求得到落实。",
    ],
)
def test_words_that_name_nothing(read: Read, text: str) -> None:
    article = read(text)
    assert article.names(*PARTIES, "Organization", "SocialOrganization", "GovernmentBody") == set()


def test_a_community_is_known_by_its_name_and_place(read: Read) -> None:
    article = read("玄武区梅园新村街道示例银杏里社区每年举办“邻里百家宴”。\n示例银杏里社区还开设书屋。")
    (community,) = article.of("Community")
    assert community.first("name") == "示例银杏里社区"
    assert any(code.startswith("320102") for code in community.values("inPlace"))


def test_a_party_organisation_is_of_its_unit(read: Read) -> None:
    article = read("玄武区示例街道银杏里社区党委带头服务群众。")
    party = article.named("银杏里社区党委")
    assert article.target(party, "partyOrganizationOf") == {"银杏里社区"}


def test_a_level_alone_is_filled_up_from_the_area(read: Read) -> None:
    article = read("玄武区委推动成立区互联网行业党委。")
    assert "玄武区互联网行业党委" in article.names("PartyOrganization")


@pytest.mark.parametrize(
    ("text", "name", "cls"),
    [
        ("银杏里社区推行“四色管家”工作法。", "四色管家", "Method"),
        ("银杏里社区打造“银杏暖阳”党建品牌。", "银杏暖阳", "ServiceBrand"),
        ("银杏里社区举办“邻里认领会”3场次。", "邻里认领会", "Activity"),
        ("上线“玄武e家”服务平台。", "玄武e家", "Platform"),
        ("形成了“时光存折”“放学小站”等特色品牌。", "放学小站", "ServiceBrand"),
    ],
)
def test_practices_by_their_noun(read: Read, text: str, name: str, cls: str) -> None:
    assert read(text).named(name).type == cls


def test_one_practice_in_two_wordings_is_one_record(read: Read) -> None:
    article = read("银杏里社区打造“银杏暖阳”党建品牌。\n“银杏暖阳”品牌获评全省优秀服务案例。")
    (brand,) = [r for r in article.records if "银杏暖阳" in r.values("alternativeName")]
    assert brand.type == "ServiceBrand"
    (honour,) = article.of("Honour")
    assert article.target(honour, "awardedFor") == {brand.first("name")}


def test_who_practises_it(read: Read) -> None:
    article = read("玄武区示例街道银杏里社区“四方议事”工作法入选全省百佳工作法。")
    assert article.target(article.named("四方议事"), "practisedBy") == {"银杏里社区"}


def test_people_who_are_served(read: Read) -> None:
    article = read("银杏里社区推行“敲门问需”工作法，每周为独居老人送餐。")
    case = article.of("Case")
    assert any("eldersAlone" in c.values("eligibility") for c in case) or not case
    method = read("银杏里社区推行关爱独居老人“敲门问需”工作法。").named("敲门问需")
    assert "eldersAlone" in method.values("eligibility")


def test_founding_and_its_basis(read: Read) -> None:
    article = read(
        "依托示例师范学院，该市成立全国首家社区治理培训机构“示例网格学院”，同步设立3家分院。",
        title="南京市：示例报道",
    )
    college = article.named("示例网格学院")
    assert college.values("foundedByArea") == ["3201"]
    assert article.target(college, "reliesOn") == {"示例师范学院"}
