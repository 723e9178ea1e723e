"""Kinds of organisations by suffix, and persons."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.language.organisations import OrganisationGrammar
from ontology.language.placeholders import PlaceholderWords
from ontology.model import Ontology

KINDS = {
    "梅园社区党委": "PartyOrganization",
    "中共示范市示范区委员会": "PartyOrganization",
    "明德律师事务所党支部": "PartyOrganization",
    "中共和平街道工作委员会": "PartyOrganization",
    "和平社区": "Community",
    "和平社区居民委员会": "Community",
    "幸福村村委会": "Community",
    "和平街道办事处": "StreetOffice",
    "示范区卫生健康委员会": "GovernmentBody",
    "示范区民政局": "GovernmentBody",
    "和平派出所": "PoliceStation",
    "示范大学": "University",
    "示范大学（东校区）": "University",
    "示范职业技术学院": "University",
    "育才小学": "School",
    "育才小学教育集团": "School",
    "阳光幼儿园": "Kindergarten",
    "第一醫院": "Hospital",
    "市第一医院东院区": "Hospital",
    "和平社区卫生服务中心": "HealthCentre",
    "示范大学附属医院": "Hospital",
    "蓝天科技有限公司": "Enterprise",
    "蓝天科技有限公司示范分公司": "Enterprise",
    "四季酒店": "Hotel",
    "四季酒店(火车站店)": "Hotel",
    "四季酒店火车站店": "Hotel",
    "新华书店和平店": "Shop",
    "示范市商会": "SocialOrganization",
    "阳光公益基金会": "Foundation",
    "雷锋志愿服务队": "VolunteerTeam",
    "示范区图书馆": "CulturalInstitution",
    "幸福里党建联盟": "Alliance",
    "张三": None,
    "": None,
    "（）": None,
}
PERSONS = [
    "周一鸣",
    "张三",
    "张伟明",
    "欧阳小明",
    "李主任",
    "王老师",
    "陈先生",
    "赵某某",
    "张三、李四",
    "王老师 13800138000",
    "張偉",
    "李四（负责人）",
    "周一鸣",
]
NOT_PERSONS = [
    "周六",
    "周日",
    "周六、周日",
    "四季酒店",
    "银山山庄",
    "和平社区",
    "黄石市",
    "江北区",
    "文旅局",
    "白云宾馆",
    "示范大学",
    "",
    "高新技术产业开发区管委会",
    "党委",
    "13800138000",
    "方店",
    "周六",
    "周六、周日",
]


@pytest.fixture(scope="module")
def grammar(ontology: Ontology) -> OrganisationGrammar:
    return OrganisationGrammar(ontology)


@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_kind(grammar: OrganisationGrammar, name: str, kind: str | None) -> None:
    assert grammar.kind(name) == kind


def test_every_suffix_implies_a_class_of_the_ontology(ontology: Ontology) -> None:
    for concept in ontology.in_scheme("organisationSuffixes"):
        assert ontology.is_a(concept.implies_class, "Party"), concept.zh


@given(st.text(max_size=300))
def test_any_text_has_a_kind_of_the_ontology_or_none(
    grammar: OrganisationGrammar, ontology: Ontology, text: str
) -> None:
    kind = grammar.kind(text)
    assert kind is None or kind in ontology.classes
    assert grammar.looks_like_person(text) in (True, False)


@pytest.mark.parametrize("text", PERSONS)
def test_person(grammar: OrganisationGrammar, text: str) -> None:
    assert grammar.looks_like_person(text)


@pytest.mark.parametrize("text", NOT_PERSONS)
def test_not_a_person(grammar: OrganisationGrammar, text: str) -> None:
    assert not grammar.looks_like_person(text)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("无", "none"),
        (" 暂 无 ", "none"),
        ("/", "none"),
        ("——", "none"),
        ("", "none"),
        ("N/A", "none"),
        ("不限", "unlimited"),
        ("（不限）", "unlimited"),
        ("详见附件", "elsewhere"),
        ("待定", "pending"),
        ("同上", "same"),
        ("？", "unknown"),
        ("无障碍电梯", None),
        ("0", None),
        ("有", None),
    ],
)
def test_placeholders(ontology: Ontology, text: str, meaning: str | None) -> None:
    assert PlaceholderWords(ontology).meaning(text) == meaning
