"""Are sentences found by their punctuation, whole, bounded, and without losing a character?"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ontology.language.sentences import LONGEST_SENTENCE, split_sentences

SIGNS = "。！？!?….…\"'”’」』）)] \t\n　，、；：,;:“「("
LETTERS = "aAbBrMmsSt12中文體党"
TEXTS = st.one_of(st.text(max_size=60), st.text(st.sampled_from(SIGNS + LETTERS), max_size=60))


def sentences(text: str) -> list[str]:
    return [text[a:b] for a, b in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" 　\n", []),
        ("示例社区成立联盟。成员12家！", ["示例社区成立联盟。", "成员12家！"]),
        ("清单、项目；活动；服务。", ["清单、项目；活动；服务。"]),
        ("他说：“大家来办。”第二天就办成了。", ["他说：“大家来办。”", "第二天就办成了。"]),
        ("“谁来管？”、“怎么管？”成了难题。", ["“谁来管？”、“怎么管？”", "成了难题。"]),
        ("（见附件。）「有了清單！」他說", ["（见附件。）", "「有了清單！」", "他說"]),
        ("真的吗？！……好", ["真的吗？！……", "好"]),
        ('他说"好。"然后"走。"', ['他说"好。"', '然后"走。"']),
        (
            "It opened. Mr. Li said: “Good.” It has 1.5 rooms.",
            ["It opened.", "Mr. Li said: “Good.”", "It has 1.5 rooms."],
        ),
        ("1. 建立清单。2. 对接", ["1. 建立清单。", "2. 对接"]),
        ("见 http://a.example/b?c=1 页。", ["见 http://a.example/b?c=1 页。"]),
        ("共建联盟. 示例社区", ["共建联盟.", "示例社区"]),
        ("目前增长3.5%", ["目前增长3.5%"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_long_run_is_cut_at_the_last_semicolon_else_comma_else_hard() -> None:
    assert sentences("甲" * 100 + "；" + "乙，" * 225) == ["甲" * 100 + "；", "乙，" * 225]
    assert sentences("甲，" * 300) == ["甲，" * 250, "甲，" * 50]
    assert [len(s) for s in sentences("甲" * 1200)] == [500, 500, 200]


@pytest.mark.parametrize("unit", ["示例社区", '"示', "。", "”", "a.", "；", " ", ". "])
def test_a_megabyte_is_cut_into_bounded_pieces(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    spans = split_sentences(text)
    assert all(0 < end - start <= LONGEST_SENTENCE for start, end in spans)


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_spans_are_in_order_apart_and_cover_everything_but_white_space(text: str) -> None:
    spans = split_sentences(text)
    covered: list[int] = []
    for start, end in spans:
        assert start < end <= start + LONGEST_SENTENCE
        assert not text[start].isspace() and not text[end - 1].isspace()
        covered += range(start, end)
    assert covered == sorted(set(covered))
    assert all(text[i].isspace() for i in set(range(len(text))) - set(covered))
