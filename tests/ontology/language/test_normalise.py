"""Folding, alignment, tokens, keys and numerals."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.language.keys import name_key, valid_uscc
from ontology.language.normalise import align, fold, plain
from ontology.language.numerals import read_number
from ontology.language.tokens import index_tokens, query_tokens

TEXT = st.text(
    alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from("Ａ９㎡①臺灣乾县（）éİßﬁ́ 、\u3000")),
    max_size=40,
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ｎ９５", "n95"),
        ("醫用口罩", "医用口罩"),
        ("臺灣", "台湾"),
        ("乾县", "乾县"),
        ("著名", "著名"),
        ("１００㎡", "100m2"),
        ("（一）", "(一)"),
        ("ABC", "abc"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(TEXT)
def test_fold_and_align_agree_and_are_stable(text: str) -> None:
    folded = align(text)
    assert folded.text == fold(text)
    assert fold(folded.text) == folded.text
    assert len(folded.origin) == len(folded.text) + 1
    assert list(folded.origin) == sorted(folded.origin)
    assert folded.origin[len(folded.text)] == len(text)


@given(TEXT, TEXT)
def test_span_of_a_part_finds_the_part(before: str, part: str) -> None:
    text = f"{before}|{part}|"
    folded = align(text)
    begin = len(fold(f"{before}|"))
    start, end = folded.span(begin, begin + len(fold(part)))
    assert fold(text[start:end]) == fold(part)


def test_plain_keeps_line_breaks_and_drops_the_invisible() -> None:
    assert plain(" 梅园\u200b社区\x00 \t\r\n 南京\u3000市 ") == "梅园社区\n南京 市"


@given(TEXT)
def test_plain_is_stable(text: str) -> None:
    assert plain(plain(text)) == plain(text)


def test_tokens_are_words_and_characters() -> None:
    assert set(index_tokens("醫用口罩，GB19083-2010").split()) >= {"医用", "口罩", "gb19083", "医", "罩"}


@given(TEXT)
def test_query_and_index_have_the_same_tokens(text: str) -> None:
    tokens = index_tokens(text).split()
    assert query_tokens(text) == list(dict.fromkeys(tokens))
    assert index_tokens(text) == " ".join(tokens)


@given(st.lists(TEXT, max_size=4))
def test_what_stands_between_blanks_is_cut_by_itself(pieces: list[str]) -> None:
    several = [index_tokens(piece).split() for piece in pieces]
    assert Counter(index_tokens("\t".join(pieces)).split()) == Counter(
        t for tokens in several for t in tokens
    )


def test_long_tokens_are_cut() -> None:
    assert max(map(len, index_tokens("a" * 10_000).split())) <= 64


SAME = [
    ("武漢市第十一中學（東校區）", "武汉市第11中学 东校区"),
    ("Ｘ大学", "x大学"),
    ("梅园·新村 社区", "梅园新村社区"),
    ("“红色物业”服务站", "红色物业服务站"),
    ("第二十三小学", "第23小学"),
    ("市一院", "市一院"),
    ("A-B公司", "ＡＢ公司"),
]
DIFFERENT = [
    ("第一小学", "第二小学"),
    ("和平社区", "和平小区"),
    ("东校区", "西校区"),
    ("万科物业（南京）", "万科物业"),
    ("三一集团", "31集团"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_name(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_names(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@given(TEXT)
def test_name_key_is_stable(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)


def test_uscc() -> None:
    assert valid_uscc("91350100M000100Y43")
    assert valid_uscc(" ９１350100m000100y43 ")
    assert not valid_uscc("91350100M000100Y44")
    assert not valid_uscc("91350100M000100Y4")
    assert not valid_uscc("9135010OM000100Y43")
    assert not valid_uscc("")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一万二", 12000),
        ("两百", 200),
        ("三千零五十", 3050),
        ("二〇二〇", 2020),
        ("一亿零三百万", 103_000_000),
        ("十二", 12),
        ("一百零二", 102),
        ("一百二", 120),
        ("壹佰", 100),
        ("1千万", 10_000_000),
        ("10,000", 10_000),
    ],
)
def test_numerals(text: str, value: int) -> None:
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "万", "百", "一个", "1,00", "1" * 50, "二三百"])
def test_no_numerals(text: str) -> None:
    assert read_number(text) is None
