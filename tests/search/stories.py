"""The made-up articles that the tests of asking, of likeness and of ties share. No such place or unit exists."""

from __future__ import annotations

from ontology.terms import Properties
from tests.search.articles import Article, Says, Thing

XUANWU, WUCHANG = "320102", "420106"
P = Properties


def ref(name_of: str, value: str, quote: str = "", **more: str) -> Says:
    """A statement whose value is another thing."""
    return Says(name_of, value, "record", quote or value, **more)  # type: ignore[arg-type]


LIGHT = Article(
    "萤火报",
    (
        "示例萤火社区党委与辖区26家单位成立“萤火V聚”党建共建联盟，一起开展邻里集市。",
        "示例区委与15所高校党委共同构建青岚校地党建联盟，每年发布合作清单。示例青岚大学的师生常来社区讲课。",
        "依托示例云山学院，示例市成立全国第一家邻里治理培训机构“云麓邻里学院”，同时建了9家分院。",
        "社区民警担任兼职委员的有742人，其中担任副书记的有318人。",
        "示例萤火社区每年召开“百姓心愿对接会”，各单位现场认领心愿，居民的小事有人管。",
        "示例萤火社区推出“银铃敲门”工作法，志愿者每天为独居老人敲门问安，解决老人白天没人照看的难题。",
    ),
    (
        Thing("party", "Community", "示例萤火社区", (Says(P.PLACE, XUANWU, "place", "示例萤火社区"),)),
        Thing(
            "party",
            "PartyOrganization",
            "示例萤火社区党委",
            (ref(P.PARTY_ORGANIZATION_OF, "示例萤火社区", "示例萤火社区党委"),),
        ),
        Thing(
            "party",
            "Alliance",
            "“萤火V聚”党建共建联盟",
            (
                ref(P.FOUNDED_BY, "示例萤火社区党委"),
                Says(P.MEMBER_COUNT, "26", quote="26家", unit="家"),
                Says(P.MEMBER_GROUP, "辖区26家单位"),
                Says(P.PLACE, XUANWU, "place", "示例萤火社区"),
            ),
        ),
        Thing("party", "Organization", "示例区委"),
        Thing("party", "University", "示例青岚大学"),
        Thing(
            "party",
            "Alliance",
            "青岚校地党建联盟",
            (
                Says(P.ALTERNATIVE_NAME, "青岚（云麓）校地党建联盟", quote="青岚校地党建联盟"),
                ref(P.FOUNDED_BY, "示例区委"),
                Says(P.MEMBER_COUNT, "15", quote="15所", unit="所"),
                Says(P.MEMBER_GROUP, "15所高校党委"),
            ),
        ),
        Thing("party", "University", "示例云山学院"),
        Thing(
            "party",
            "Organization",
            "云麓邻里学院",
            (
                Says(P.FOUNDED_BY_AREA, "3201", "place", "示例市", original="示例市"),
                ref(P.RELIES_ON, "示例云山学院"),
            ),
        ),
        Thing(
            "figure",
            "Figure",
            "社区民警担任兼职委员的有742人",
            (
                Says(P.STATED_AS, "社区民警担任兼职委员的有742人"),
                Says(P.MEASURED, "社区民警担任兼职委员"),
                Says(P.MEASURED_VALUE, "742", quote="742人", unit="人"),
            ),
            named=False,
        ),
        Thing(
            "method",
            "Activity",
            "百姓心愿对接会",
            (
                Says(P.STATED_AS, "每年召开“百姓心愿对接会”，各单位现场认领心愿"),
                ref(P.PRACTISED_BY, "示例萤火社区", "示例萤火社区每年"),
                Says(P.THEME, "themeServices", "concept", "居民的小事"),
                Says(P.PLACE, XUANWU, "place", "示例萤火社区"),
            ),
        ),
        Thing(
            "method",
            "Method",
            "“银铃敲门”工作法",
            (
                Says(P.STATED_AS, "志愿者每天为独居老人敲门问安"),
                ref(P.PRACTISED_BY, "示例萤火社区"),
                Says(P.ELIGIBILITY, "eldersAlone", "concept", "独居老人"),
                Says(P.THEME, "themeElderly", "concept", "老人白天没人照看"),
                Says(P.PROBLEM, "老人白天没人照看的难题"),
                Says(P.PLACE, XUANWU, "place", "示例萤火社区"),
            ),
        ),
    ),
)

RIVER = Article(
    "江畔报",
    (
        "示例江畔社区举办“邻里点单集市”，居民提出心愿，单位当场认领，服务直接送到家门口。",
        "示例江畔社区党委牵头成立江畔同心党建联盟，示例江畔小学、示例江畔医院、示例临江大学党委加入联盟，示例晚风公司计划加入。示例落叶商行没有加入。",
        "示例江畔社区组织志愿者上门陪伴空巢老人，帮助老人买菜、测血压，老人白天有人照应。",
        "示例江畔社区巷子窄、车位少，居民抢车位吵架。社区和停车场错时共享车位，腾出120个车位，停车纠纷没有了。",
        "江畔创新学院计划由示例晚风公司发起，目前还没有成立。",
        "示例江畔社区的“错时车位”做法获得市级表彰。",
    ),
    (
        Thing("party", "Community", "示例江畔社区", (Says(P.PLACE, WUCHANG, "place", "示例江畔社区"),)),
        Thing(
            "party",
            "PartyOrganization",
            "示例江畔社区党委",
            (ref(P.PARTY_ORGANIZATION_OF, "示例江畔社区", "示例江畔社区党委"),),
        ),
        Thing("party", "School", "示例江畔小学"),
        Thing("party", "Hospital", "示例江畔医院"),
        Thing("party", "PartyOrganization", "示例临江大学党委"),
        Thing("party", "Enterprise", "示例晚风公司"),
        Thing("party", "Enterprise", "示例落叶商行"),
        Thing(
            "party",
            "Alliance",
            "江畔同心党建联盟",
            (ref(P.LEADS, "示例江畔社区党委"), Says(P.PLACE, WUCHANG, "place", "示例江畔社区党委")),
        ),
        *(
            Thing(
                "membership",
                "Membership",
                f"成员{name}",
                (
                    ref(P.MEMBER, name, status=status),
                    ref(P.ALLIANCE, "江畔同心党建联盟"),
                ),
                named=False,
            )
            for name, status in (
                ("示例江畔小学", "asserted"),
                ("示例江畔医院", "asserted"),
                ("示例临江大学党委", "asserted"),
                ("示例晚风公司", "planned"),
                ("示例落叶商行", "negated"),
            )
        ),
        Thing(
            "method",
            "Activity",
            "邻里点单集市",
            (
                Says(P.STATED_AS, "举办“邻里点单集市”，居民提出心愿，单位当场认领"),
                ref(P.PRACTISED_BY, "示例江畔社区"),
                Says(P.THEME, "themeServices", "concept", "服务直接送到家门口"),
                Says(P.PLACE, WUCHANG, "place", "示例江畔社区"),
            ),
        ),
        Thing(
            "case",
            "Case",
            "示例江畔社区陪伴空巢老人",
            (
                Says(P.NAME, "陪伴空巢老人"),
                Says(P.MEASURE, "组织志愿者上门陪伴空巢老人，帮助老人买菜、测血压"),
                Says(P.OUTCOME_TEXT, "老人白天有人照应"),
                Says(P.ELIGIBILITY, "eldersAlone", "concept", "空巢老人"),
                Says(P.THEME, "themeElderly", "concept", "老人白天有人照应"),
                ref(P.PRACTISED_BY, "示例江畔社区"),
            ),
            named=False,
        ),
        Thing(
            "method",
            "Practice",
            "错时车位",
            (
                ref(P.PRACTISED_BY, "示例江畔社区", "示例江畔社区的"),
                Says(P.THEME, "themeParking", "concept", "车位"),
            ),
        ),
        Thing(
            "case",
            "Case",
            "示例江畔社区停车",
            (
                Says(P.NAME, "错时共享车位"),
                Says(P.PROBLEM, "巷子窄、车位少，居民抢车位吵架"),
                Says(P.MEASURE, "社区和停车场错时共享车位"),
                Says(P.OUTCOME_TEXT, "腾出120个车位，停车纠纷没有了"),
                Says(P.THEME, "themeParking", "concept", "停车纠纷"),
                Says(P.PLACE, WUCHANG, "place", "示例江畔社区"),
                ref(P.APPLIES_PRACTICE, "错时车位"),
                ref(P.PRACTISED_BY, "示例江畔社区"),
            ),
            named=False,
        ),
        Thing(
            "party",
            "Organization",
            "江畔创新学院",
            (ref(P.FOUNDED_BY, "示例晚风公司", "示例晚风公司发起", status="planned"),),
        ),
        Thing(
            "honour",
            "Honour",
            "市级表彰",
            (ref(P.AWARDED_TO, "示例江畔社区"), ref(P.AWARDED_FOR, "错时车位")),
        ),
    ),
)

STORIES = (LIGHT, RIVER)
