"""Are foreign terms read as the ontology's alignments say, and is everything else kept and told?"""

from __future__ import annotations

import json
from pathlib import Path

from graph.records import Record
from ingest.tools import Tools
from tests.ingest.things.reading import Read, read_things, turtle

WEB_PAGE = {
    "@context": "https://schema.org",
    "@type": "Hospital",
    "@id": "https://example.org/hospital",
    "name": "玄武区示例医院",
    "telephone": "025-83301234",
    "contactPoint": {"@type": "ContactPoint", "name": "张三丰", "email": "zs@example.org"},
    "address": {
        "@type": "PostalAddress",
        "addressRegion": "江苏省",
        "addressLocality": "南京市",
        "streetAddress": "玄武区四牌楼2号",
    },
    "makesOffer": [
        {
            "@type": "Offer",
            "itemOffered": {"@type": "Service", "name": "免费义诊", "areaServed": "南京市玄武区"},
            "eligibleCustomerType": "老年人",
            "validThrough": "2026-12-31",
        }
    ],
    "slogan": "仁爱",
}


def values(record: Record, name: str) -> list[str]:
    return record.values(name)


def test_a_web_page_s_json_ld(tmp_path: Path, tools: Tools) -> None:
    path = tmp_path / "page.jsonld"
    path.write_text(json.dumps(WEB_PAGE, ensure_ascii=False), encoding="utf-8")
    read = read_things(path, tools)
    hospital, offer = read.one("party"), read.one("offer")
    assert (hospital.type, offer.type) == ("Hospital", "ServiceResource")
    assert hospital.values("inPlace") == ["320102"] and hospital.values("address") == ["玄武区四牌楼2号"]
    assert offer.values("providedBy") == [hospital.id]
    assert offer.values("item") == ["免费义诊"] and offer.values("about") == ["freeClinic"]
    assert offer.values("areaServed") == ["320102"] and offer.values("eligibility") == ["olderPeople"]
    assert offer.values("validUntil") == ["2026-12-31"] and offer.values("cost") == ["free"]
    assert read.kept() == {"slogan：仁爱"}
    everything = repr((read.passages, read.records, read.repairs))
    assert not any(secret in everything for secret in ("83301234", "张三丰", "zs@example"))
    for record in read.records:
        for statement in record.statements:
            assert all(read.quoted(statement)), statement


def test_org_membership_is_a_thing_between_two(tmp_path: Path, tools: Tools) -> None:
    read = read_things(
        turtle(
            tmp_path,
            """
:u a org:FormalOrganization ; skos:prefLabel "示例大学" ; org:memberOf :al .
:al a org:OrganizationalCollaboration ; skos:prefLabel "东湖党建联盟" ; org:hasMember :c .
:c a org:Organization ; rdfs:label "梅园新村社区" ; skos:prefLabel "梅园新村社区" .
""",
        ),
        tools,
    )
    university, alliance = read.one("party", "示例大学"), read.one("party", "东湖党建联盟")
    community = read.one("party", "梅园新村社区")
    assert (university.type, alliance.type, community.type) == ("University", "Alliance", "Community")
    members = {r.first("member"): r.first("alliance") for r in read.records if r.type == "Membership"}
    assert members == {university.id: alliance.id, community.id: alliance.id}


def test_what_is_not_aligned_is_kept_and_told(tmp_path: Path, tools: Tools) -> None:
    read = read_things(
        turtle(
            tmp_path,
            """
:u a org:Organization ; skos:prefLabel "示例大学" ; ex:motto "诚朴" ; ex:founded "1902"^^xsd:gYear .
:band a ex:MusicGroup ; schema:name "乐队" ; ex:plays "二胡" .
:x a ex:Thing , ex:Thing ; ex:p :u .
""",
        ),
        tools,
    )
    assert read.kept() == {"motto：诚朴", "founded：1902"}
    assert any("二胡" in p.text for p in read.passages)
    asked = {(r.reason, r.text) for r in read.repairs}
    assert asked == {("class-not-aligned", f"http://example.org/ns#{n}") for n in ("MusicGroup", "Thing")}
    assert read.read_as()["http://example.org/ns#motto"] == "keptColumn"
    assert read.balance.kept == 7 and read.balance.structure == 1


def test_a_class_that_the_file_itself_puts_below_an_aligned_one(tmp_path: Path, tools: Tools) -> None:
    read = read_things(
        turtle(
            tmp_path,
            """
ex:Klinik rdfs:subClassOf schema:Hospital . ex:called rdfs:subPropertyOf schema:name .
:h a ex:Klinik ; ex:called "示例诊疗中心" .
""",
        ),
        tools,
    )
    assert read.one("party").type == "Hospital" and read.one("party").values("name") == ["示例诊疗中心"]


def test_types_that_exclude_each_other(tmp_path: Path, tools: Tools) -> None:
    read = read_things(
        turtle(
            tmp_path,
            """
:a a schema:School , schema:Hospital ; schema:name "甲" .
:b a schema:Place , schema:Organization ; schema:name "乙" .
""",
        ),
        tools,
    )
    assert read.one("party").type == "Organization"
    assert [(r.reason, r.sheet) for r in read.repairs] == [
        ("types-exclude-each-other", "http://example.org/id/b")
    ]


def test_references(tmp_path: Path, tools: Tools) -> None:
    read = read_things(
        turtle(
            tmp_path,
            """
:o1 a schema:Offer ; schema:name "会议室" ; schema:provider "示例大学" .
:o2 a schema:Offer ; schema:name "礼堂" ; schema:provider :nobody .
:o3 a schema:Offer ; schema:name "球场" ; schema:provider :o1 .
:u a schema:CollegeOrUniversity ; schema:name "示例大学" .
""",
        ),
        tools,
    )
    assert read.one("offer", "会议室").values("providedBy") == [read.one("party", "示例大学").id]
    assert sorted(r.reason for r in read.repairs) == ["reference-not-described", "reference-of-wrong-kind"]
    assert read.kept() == {"provider：http://example.org/id/nobody", "provider：会议室"}


def test_what_a_data_set_states_of_itself(tmp_path: Path, tools: Tools) -> None:
    read = read_things(
        turtle(
            tmp_path,
            """
:ds a dcat:Dataset ; dct:title "open data"@en , "玄武区共建资源"@zh ; dct:issued "2026-05-01"^^xsd:date ;
  dct:publisher [ skos:prefLabel "玄武区数据局" ] ; dct:license <https://example.org/cc-by> .
:u a org:Organization ; skos:prefLabel "示例大学" .
""",
        ),
        tools,
    )
    version = read.version
    assert (version.key, version.basis) == ("玄武区共建资源 · 玄武区数据局", "found")
    assert (version.stated_date, version.licence, version.place) == (
        "2026-05-01",
        "https://example.org/cc-by",
        "320102",
    )
    assert not read.repairs


def test_one_value_where_one_may_be(tmp_path: Path, tools: Tools) -> None:
    read: Read = read_things(
        turtle(
            tmp_path,
            """
:o a schema:Offer ; schema:name "会议室" ; schema:provider "示例大学" ;
   schema:validThrough "2026-12-31"^^xsd:date , "2027-01-31T08:00:00Z"^^xsd:dateTime ; schema:price "2.0E1"^^xsd:double .
""",
        ),
        tools,
    )
    offer = read.one("offer")
    assert offer.values("validUntil") == ["2026-12-31"] and offer.values("price") == ["20"]
    assert [r.reason for r in read.repairs] == ["second-value"]
