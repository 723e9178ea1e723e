"""Are the committed sample lists what ``samples/build.py`` makes?"""

from __future__ import annotations

import io
from pathlib import Path

from openpyxl import load_workbook

from samples import build


def _cells(data: bytes) -> dict[str, list[tuple[object, ...]]]:
    book = load_workbook(io.BytesIO(data))
    return {sheet.title: list(sheet.values) for sheet in book}


def test_text_samples_are_generated() -> None:
    for name, make in build.FILES.items():
        if not name.endswith(".xlsx"):
            assert (build.FOLDER / name).read_bytes() == make(), name


def test_workbook_has_the_generated_cells() -> None:
    name = next(n for n in build.FILES if n.endswith(".xlsx"))
    committed = Path(build.FOLDER / name).read_bytes()
    assert _cells(committed) == _cells(build.workbook())


def test_every_sample_says_that_it_is_illustrative() -> None:
    for name in build.FILES:
        assert "示例" in name
