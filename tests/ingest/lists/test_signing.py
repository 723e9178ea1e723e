"""Are the persons who signed a list unseen, while labels, organisations and days stay?"""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.lists.lexicon import Lexicon
from ingest.lists.signing import hide
from ontology.language.restricted import Masked
from tests.ingest.lists.reading import Read, Table, read, things


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("联系人：王建国，电话：025-83211234。", "联系人：***，电话：025-83211234。"),
        ("报名请找负责人：李老师、陈某某。", "报名请找负责人：***、***。"),
        ("负责人：是的，我们一直开放。", "负责人：是的，我们一直开放。"),
        ("联系人：示例社区居委会", "联系人：示例社区居委会"),
        ("活动负责人王建国说，书记很支持。", "活动负责人王建国说，书记很支持。"),
    ],
)
def test_in_running_text_only_what_looks_like_a_name_is_masked(
    lexicon: Lexicon, text: str, shown: str
) -> None:
    spans = lexicon.signing.in_text(text, lexicon.is_person)
    assert hide(Masked(text, ()), spans).text == shown


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        (("填表人：张某　联系人：李某某",), "填表人：**　联系人：***"),
        (
            ("填 表 人: 张某", "审核人（签字）：王 芳", "日期：2024.1.1"),
            "填 表 人: **|审核人（签字）：* *|日期：2024.1.1",
        ),
        (("填表人", "张某", "", "联系电话", "13912345678"), "填表人|**||联系电话|***********"),
        (("填报单位：南湖社区居委会　填表人：欧阳某",), "填报单位：南湖社区居委会　填表人：***"),
        (
            ("填报单位（盖章）：市民之家", "填报日期：二〇二四年三月五日"),
            "填报单位（盖章）：市民之家|填报日期：二〇二四年三月五日",
        ),
        (("负责人：张某，电话：025-83211234",), "负责人：**，电话：************"),
        (("Prepared by: Jane Doe", "Checked by: 示例大学"), "Prepared by: ********|Checked by: 示例大学"),
        (("审核人：____", "负责人：无"), "审核人：____|负责人：无"),
        (("负责人：请各单位于每月五日前报送最新情况",), "负责人：请各单位于每月五日前报送最新情况"),
        (("南湖社区资源清单（2026年3月）",), "南湖社区资源清单（2026年3月）"),
    ],
)
def test_names_behind_signatures_are_masked(lexicon: Lexicon, cells: tuple[str, ...], shown: str) -> None:
    names = lexicon.signing.names(cells)
    masked = [hide(lexicon.mask(c), names.get(i, ())) for i, c in enumerate(cells)]
    assert "|".join(m.text for m in masked) == shown
    assert all(set(m.text[a:b]) == {"*"} for m in masked for a, b in m.spans)


def test_no_name_of_a_signature_is_read(tmp_path: Path, read_list: Read) -> None:
    rows: Table = [
        ("南湖社区资源清单", "", ""),
        ("填报单位：南湖社区居委会　填表人：赵某", "", "填报日期：2026年3月1日"),
        ("单位", "名称", "数量"),
        ("示例大学", "会议室", "2间"),
        ("示例医院", "义诊", "3场"),
        ("填表人：张某", "联系人：李某", "日期：2026年3月1日"),
    ]
    reading = read(tmp_path, read_list, rows, "资源.csv")
    seen = "\n".join([*(p.text for p in reading.passages), str((reading.records, reading.repairs))])
    assert not any(name in seen for name in ("张某", "李某", "赵某"))
    assert "填表人：**\t联系人：**\t日期：2026年3月1日" in seen and "南湖社区居委会" in seen
    assert sorted(things(reading, "item")) == ["义诊", "会议室"]
