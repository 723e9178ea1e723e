"""Does a title name the party of a list whole, no more and no less?"""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import NoHeader
from tests.ingest.lists.reading import Read, Table, read, things


@pytest.mark.parametrize(
    ("title", "party"),
    [
        ("2025年示例街道兴业社区急难愁盼问题清单", "示例街道兴业社区"),
        ("2024年上半年兴业社区居民需求登记表", "兴业社区"),
        ("兴业社区社区治理需求汇总", "兴业社区"),
    ],
)
def test_a_title_names_the_party_up_to_the_end_of_its_word(
    tmp_path: Path, read_list: Read, title: str, party: str
) -> None:
    rows: Table = [(title, "", ""), ("序号", "需求内容", "数量"), ("1", "轮椅", "3辆")]
    assert things(read(tmp_path, read_list, rows, "汇总.csv"), "neededBy", role="need") == [party]


def test_a_name_with_a_word_of_joining_in_it_is_one(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [("和平技工学校", "急救员", "21", "名"), ("利民研究院", "合唱指挥", "2", "位")]
    with pytest.raises(NoHeader):
        read(tmp_path, read_list, rows, "资源.csv")
