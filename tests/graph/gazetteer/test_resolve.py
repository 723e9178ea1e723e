"""Places by name: hard cases against the real gazetteer."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.gazetteer import DocumentPlaces, Gazetteer

FOUND = {
    "湖北": ("42", ""), "湖北省": ("42", ""), "武汉": ("4201", ""), "武昌": ("420106", ""),
    "恩施州": ("4228", ""), "恩施市": ("422801", ""),
    "恩施": ("4228", ""), "内蒙古": ("15", ""), "西藏省": ("54", ""), "广西自治区": ("45", ""), "吉林": ("22", ""),
    "吉林市": ("2202", ""),
    "海南": ("46", ""), "上海": ("31", ""), "上海市": ("31", ""), "上海市徐汇区": ("310104", ""),
    "上海市上海市徐汇区": ("310104", ""),
    "重庆市城口县": ("500229", ""), "昆明市-官渡区": ("530111", ""), "四川省成都市彭州市天府路39号": ("510182", "天府路39号"),
    "中国.山东省日照市": ("3711", ""), "黄石大冶市": ("420281", ""), "黄石港区": ("420202", ""), "湖北省武昌区": ("420106", ""),
    "湖北省仙桃市": ("429004", ""), "仙桃": ("429004", ""), "东莞市东城街道": ("441900003", ""),
    "广东省东莞市": ("4419", ""), "香港": ("81", ""),
    "台湾省": ("71", ""), "武漢市武昌區": ("420106", ""), "监利县": ("421088", ""), "江苏省通州市": ("320612", ""),
    "红河州-金平县": ("532530", ""),
    "西安市-高新区": ("6101", "高新区"), "洪山区珞南街道": ("420111001", ""), "武汉市水果湖街道": ("420106012", ""),
    "浦东": ("310115", ""),
    "神农架": ("429021", ""), "北京市市辖区东城区": ("110101", ""), " 武昌区 ": ("420106", ""),
    "武昌中南路12号": ("420106", "中南路12号"),
    "hubei/wuhanshi": ("4201", ""), "Hubei/EnshiTujiazuMiaozuZizhizhou": ("4228", ""),
    "hubei/tianmenshi": ("429006", ""), "shaanxi/xian": ("6101", ""),
    "南京市玄武区梅园新村街道梅园新村社区": ("320102002001", ""), "（湖北）": ("42", "）"), "泸州市-泸  县": ("510521", ""),
}  # fmt: skip
AMBIGUOUS = {
    "和平区": {"120101", "210102"},
    "朝阳区": {"110105", "220104"},
    "朝阳": {"110105", "2113", "211321", "220104"},
    "城区": {"140302", "140502", "441502"},
    "shanxi": {"14", "61"},
}
NOWHERE = [
    "",
    "无",
    "全国",
    "各区县疾控中心",
    "南京东路",
    "中山路",
    "江汉大学",
    "book",
    "市辖区",
    "123",
    "天府路39号",
    "!!!",
    "\x00",
    "区",
    "和平社区",
]


@pytest.mark.parametrize(("text", "expected"), FOUND.items())
def test_one_reading(gazetteer: Gazetteer, text: str, expected: tuple[str, str]) -> None:
    found = gazetteer.resolve(text)
    assert found.place is not None
    assert (found.place.code, found.rest.strip()) == expected
    assert found.candidates == ()
    assert text[found.span[0] : found.span[1]].strip() != ""


@pytest.mark.parametrize(("text", "codes"), AMBIGUOUS.items())
def test_several_readings_are_never_guessed(gazetteer: Gazetteer, text: str, codes: set[str]) -> None:
    found = gazetteer.resolve(text)
    assert found.place is None
    assert {p.code for p in found.candidates} == codes


@pytest.mark.parametrize("text", NOWHERE)
def test_no_place(gazetteer: Gazetteer, text: str) -> None:
    found = gazetteer.resolve(text)
    assert (found.place, found.candidates, found.rest) == (None, (), text)


@pytest.mark.parametrize(
    ("text", "within", "code"),
    [
        ("和平区", "12", "120101"),
        ("朝阳", "11", "110105"),
        ("和平区", "2101", "210102"),
        ("湖北省", "4201", "42"),
        ("水果湖街道", "420106", "420106012"),
        ("水果湖街道", "4201", "420106012"),
        ("读书社区", "420106", "420106007001"),
        ("上海市", "31", "31"),
        ("吉林", "22", "22"),
        ("武昌区", "湖北", None),
    ],
)
def test_within(gazetteer: Gazetteer, text: str, within: str, code: str | None) -> None:
    place = gazetteer.resolve(text, within).place
    assert (place.code if place else None) == code


def test_within_contradicted_says_what_it_would_be(gazetteer: Gazetteer) -> None:
    found = gazetteer.resolve("南京市", "42")
    assert found.place is None
    assert [p.code for p in found.candidates] == ["3201"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("给武汉的医护找免费住的地方", [("4201", "武汉")]),
        ("谁能在湖北省武昌区提供口罩", [("420106", "湖北省武昌区")]),
        ("需要一万副医用手套", []),
        ("从杭州到玄武区", [("3301", "杭州"), ("320102", "玄武区")]),
        ("城区志愿者", []),
        ("想找上海路的店", []),
    ],
)
def test_find_in_a_sentence(gazetteer: Gazetteer, text: str, expected: list[tuple[str, str]]) -> None:
    found = [(r.place.code if r.place else "", text[slice(*r.span)]) for r in gazetteer.find(text)]
    assert found == expected


@given(data=st.data())
def test_every_path_name_is_read_back(gazetteer: Gazetteer, data: st.DataObject) -> None:
    provinces = gazetteer.children()
    place = data.draw(st.sampled_from(provinces))
    while (
        (below := gazetteer.children(place.code)) and place.level != "district" and data.draw(st.booleans())
    ):
        place = data.draw(st.sampled_from(below))
    assert gazetteer.resolve(gazetteer.path_name(place.code)).place == place


def test_every_district_is_read_back_by_its_path(gazetteer: Gazetteer) -> None:
    wrong = []
    for province in gazetteer.children():
        for city in gazetteer.children(province.code):
            for place in (city, *(p for p in gazetteer.children(city.code) if p.level == "district")):
                if gazetteer.resolve(gazetteer.path_name(place.code)).place != place:
                    wrong.append(gazetteer.path_name(place.code))
    assert wrong == []


@given(st.text(max_size=60))
def test_any_text_has_an_answer(gazetteer: Gazetteer, text: str) -> None:
    found = gazetteer.resolve(text)
    assert 0 <= found.span[0] <= found.span[1] <= len(text)
    assert found.place is None or found.candidates == ()


def test_threads_agree(gazetteer: Gazetteer) -> None:
    texts = [f"武汉市{street}{n}号" for n in range(40) for street in ("水果湖街道", "武昌区中南路")]
    with ThreadPoolExecutor(8) as pool:
        codes = [r.place.code for r in pool.map(gazetteer.resolve, texts) if r.place]
    assert codes == ["420106012", "420106"] * 40


class TestDocument:
    """Ambiguous names in the company of others."""

    NAMES = ("武昌区", "洪山区", "和平区", "天津市", "朝阳区", "珞南街道", "无")

    def test_company_decides(self, gazetteer: Gazetteer) -> None:
        places = DocumentPlaces(gazetteer, self.NAMES)
        assert places.provinces == {"12", "42"}
        assert [getattr(places.resolve(n).place, "code", None) for n in self.NAMES] == [
            "420106",
            "420111",
            "120101",
            "12",
            None,
            "420111001",
            None,
        ]

    def test_order_and_number_do_not_matter(self, gazetteer: Gazetteer) -> None:
        shuffled = [*self.NAMES, *self.NAMES]
        random.Random(7).shuffle(shuffled)
        one, other = DocumentPlaces(gazetteer, self.NAMES), DocumentPlaces(gazetteer, shuffled)
        assert [one.resolve(n) for n in self.NAMES] == [other.resolve(n) for n in self.NAMES]

    def test_community_named_alone(self, gazetteer: Gazetteer) -> None:
        found = DocumentPlaces(gazetteer, ["武昌区"]).resolve("读书社区")
        assert found.place is not None and found.place.code == "420106007001"

    def test_street_of_another_province_is_not_taken(self, gazetteer: Gazetteer) -> None:
        found = DocumentPlaces(gazetteer, ["成都市"]).resolve("珞南街道")
        assert found.place is None and [p.code for p in found.candidates] == ["420111001"]

    def test_the_row_comes_first(self, gazetteer: Gazetteer) -> None:
        place = DocumentPlaces(gazetteer, ["天津市"]).resolve("和平区", within="21").place
        assert place is not None and place.code == "210102"
