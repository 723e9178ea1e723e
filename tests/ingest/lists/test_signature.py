"""Which lists look alike? Those whose columns have the same names, however they are written and in whatever order."""

from __future__ import annotations

from pathlib import Path

from ingest.lists.lexicon import Lexicon
from ingest.lists.signature import signature
from ingest.lists.survey import survey
from ingest.readers.open import open_document
from tests.ingest.reading import write_csv

HEADER = ("序号", "提供单位", "资源名称", "2024年数量")


def sign(folder: Path, lexicon: Lexicon, *rows: tuple[str, ...]) -> str:
    """The signature of a list."""
    document = open_document(write_csv(folder / "清单.csv", rows))
    return signature(survey(document, lexicon).sheets[0])


def test_title_order_and_spelling_do_not_matter(tmp_path: Path, lexicon: Lexicon) -> None:
    row = ("1", "示例大学", "会议室", "2间")
    plain = sign(tmp_path, lexicon, HEADER, row)
    title = ("南湖社区2025年资源清单", "", "", "")
    spelled = ("序  号", "提 供 单 位", "资源名称*", "数量（2025年）")
    turned = [tuple(cells[i] for i in (3, 1, 0, 2)) for cells in (title, spelled, row)]
    assert plain and sign(tmp_path, lexicon, *turned) == plain


def test_another_column_is_another_signature(tmp_path: Path, lexicon: Lexicon) -> None:
    row = ("1", "示例大学", "会议室", "2间")
    plain = sign(tmp_path, lexicon, HEADER, row)
    assert sign(tmp_path, lexicon, HEADER[:3], row[:3]) != plain
    assert sign(tmp_path, lexicon, (*HEADER[:3], "需求数量"), row) != plain
