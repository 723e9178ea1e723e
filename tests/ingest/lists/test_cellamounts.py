"""What does a cell of amounts state, beside brackets and in units that no list has?"""

from __future__ import annotations

import pytest

from ingest.lists.cellamounts import amounts_in
from ingest.lists.lexicon import Lexicon


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("30堆", "quantity=30堆"),
        ("1850车次", "quantity=1850车次"),
        ("约3樽", "quantity=3樽"),
        ("3-5令", "quantity=3令 quantity=5令"),
        ("10（套）", "quantity=10套"),
        ("30（含5名教师）", "quantity=30"),
        ("20箱（每箱12瓶）", "quantity=20箱"),
        ("1间（200人）", "quantity=1间 capacity=200人"),
        ("1处（80平方米）", "quantity=1处 floorArea=80平方米"),
        ("可容纳50人、面积100平方米", "capacity=50人 floorArea=100平方米"),
        ("120部（约）", "quantity=120部"),
        ("2024年", ""),
        ("3楼", ""),
    ],
)
def test_amounts_of_a_cell(cell: str, said: str, lexicon: Lexicon) -> None:
    found = amounts_in("quantity", cell, lexicon)
    assert " ".join(f"{name}={q.value}{q.unit}" for name, q in found) == said
