"""Restricted patterns are masked, everything else stays."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.language.restricted import mask

MASKED_WHOLE = [
    "13800138000", "138-0013-8000", "138 0013 8000", "138.0013.8000", "１３８００１３８０００", "+8613800138000", "+86 138 0013 8000",
    "8613800138000", "(+86)13800138000", "0086 13800138000", "1 3 8 0 0 1 3 8 0 0 0", "1380-0138-000", "138—0013—8000",
    "一三八零零一三八零零零", "一三八 零零一三 八零零零", "幺三八〇〇幺三八〇〇〇", "138零零138零零零",
    "027-87654321", "（027）87654321", "0712—2345678转801", "(0712)2345678-12", "02787654321", "027 8765 4321", "+86-27-87654321",
    "4008001234", "400-800-1234", "800 810 8888", "a.b@c.com", "ａｂ＠ｃ．ｃｏｍ", "someone(at)example.org",
    "110101199003071234", "11010119900307123X", "110101 19900307 1234", "110101900307123",
    "6222021234567890123", "6222 0212 3456 7890 123", "6222-0212-3456-7890",
]  # fmt: skip
KEPT = [
    "GB 19083-2010", "YY/T 0969-2013", "YY0469-2011", "1000000", "20200125", "2020-01-25T16:00:00.000Z", "2020年1月24日",
    "116.31683400000001", "39.13800138000", "0.1234567890123456", "1,380,013,800", "110101001001", "20200125160000123",
    "2017-2018-2019-2020", "15-20人，2020-01-25", "国械注准20203140022", "微信进入", "关注微信公众号：幸福社区", "8:00-20:00",
    "4000000000元", "91350100M000100Y43", "中山路39号3楼", "2020/1/24-2020/2/3", "3M 1860/1870/9123", "12345", "口罩20000只",
]  # fmt: skip
PARTS = {
    "微信号：abc_12345": "微信号：*********",
    "加微信 wxid_abc123 联系": "加微信 *********** 联系",
    "QQ：12345678": "QQ：********",
    "QQ群12345678，欢迎": "QQ群********，欢迎",
    "电话 87654321、87654322": "电话 *****************",
    "联系人一13800138000": "联系人一***********",
    "王老师13800138000/13900139000": "王老师***********/***********",
    "共5。13800138000": "共5。***********",
    "序号1\t13800138000\t2020": "序号1\t***********\t2020",
    "账号：4200 1234 5678 9012 3456": "账号：************************",
    "代码91350100M000100Y43，电话13800138000": "代码91350100M000100Y43，电话***********",
}


@pytest.mark.parametrize("text", MASKED_WHOLE)
def test_whole_value_is_masked(text: str) -> None:
    assert mask(text).text == "*" * len(text)


@pytest.mark.parametrize("text", MASKED_WHOLE)
def test_value_is_masked_inside_a_sentence(text: str) -> None:
    assert mask(f"联系张老师，{text}。").text == f"联系张老师，{'*' * len(text)}。"


@pytest.mark.parametrize("text", KEPT)
def test_other_numbers_stay(text: str) -> None:
    assert mask(text).text == text


@pytest.mark.parametrize(("text", "expected"), PARTS.items())
def test_only_the_number_is_masked(text: str, expected: str) -> None:
    assert mask(text).text == expected


FRAGMENTS = st.sampled_from(
    [
        *"电话，-—@.a转*😀 \t\n",
        "138",
        "0013",
        "8000",
        "027",
        "8765",
        "４３２１",
        "GB",
        "2020",
        "c.com",
        "微信",
        "QQ",
        "一三八",
        "零零",
    ]
)


@given(st.one_of(st.text(max_size=60), st.lists(FRAGMENTS, max_size=12).map("".join)))
def test_equal_length_idempotent_and_true_to_the_rest(text: str) -> None:
    masked = mask(text)
    assert len(masked.text) == len(text)
    assert mask(masked.text).text == masked.text
    inside = {i for start, end in masked.spans for i in range(start, end)}
    assert all((masked.text[i] == "*") if i in inside else (masked.text[i] == c) for i, c in enumerate(text))
    assert list(masked.spans) == sorted(masked.spans)
    assert all(a[1] < b[0] for a, b in pairwise(masked.spans))


@pytest.mark.parametrize(
    "text",
    [
        "1" * 20_000,
        "a" * 20_000 + "@",
        "电话" * 10_000,
        "0-" * 10_000,
        "一" * 20_000,
        "8 " * 10_000,
        "微信" * 9_999,
    ],
)
def test_long_texts_take_no_time(text: str) -> None:
    begin = time.perf_counter()
    mask(text)
    assert time.perf_counter() - begin < 2
