"""Which lists are the readers and the pipeline timed on? Generated rows of ten cells, written as an office would send them.

Organisations, their addresses and their wordings vary as in a district's list: a party in four rows or so, most in the list of
their own district, some in several; one mention in ten is written otherwise (blanks, brackets, full width).
"""

from __future__ import annotations

import csv
import json
import random
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table
from openpyxl import Workbook

Row = tuple[str, ...]

HEADER: Final = (
    "序号",
    "单位名称",
    "资源名称",
    "数量",
    "单位",
    "所在区",
    "地址",
    "服务对象",
    "开放时间",
    "备注",
)
SUFFIXES: Final = ("社区卫生服务中心", "有限公司", "大学", "中学", "律师事务所", "社区")
ITEMS: Final = ("会议室", "义诊", "法律咨询", "医用外科口罩", "志愿者", "健康讲座", "篮球场", "家电维修")
DISTRICTS: Final = ("南京市玄武区", "南京市秦淮区", "杭州市西湖区", "成都市武侯区", "武汉市武昌区")
AUDIENCES: Final = ("老年人", "儿童", "居民", "残疾人", "青少年")
TIMES: Final = ("每周三下午", "周末", "工作日 9:00-17:00", "长期", "寒暑假除外")
ROWS_A_PARTY: Final = 4
XLS_ROWS: Final = 65_536
_FULL_WIDTH: Final = str.maketrans("0123456789", "０１２３４５６７８９")


def rows(size: int, named: str = "示例", seed: int = 7, district: str = "") -> Iterator[Row]:
    """Generated rows under ``HEADER``.

    Args:
        named: what the organisations' names begin with.
        district: the list's own; without one the rows are of all districts.
    """
    draw = random.Random(seed)
    for number in range(1, size + 1):
        place = district if district and draw.random() < 0.9 else draw.choice(DISTRICTS)
        yield (
            str(number),
            _party(draw, named, max(1, size // ROWS_A_PARTY), place),
            draw.choice(ITEMS),
            str(draw.randrange(2, 5000)),
            draw.choice(("间", "场", "只", "名")),
            place,
            f"示例路{draw.randrange(1, 900)}号",
            draw.choice(AUDIENCES),
            draw.choice(TIMES),
            draw.choice(("需提前预约", "免费", f"可接待第{draw.randrange(900)}批", "")),
        )


def _party(draw: random.Random, named: str, parties: int, place: str) -> str:
    """The name of one of so many organisations; it has one class, and may be written otherwise."""
    number = draw.randrange(parties)
    name = f"{place[3:]}{named}{number}号{SUFFIXES[number % len(SUFFIXES)]}"
    other = draw.random()
    if other < 0.04:
        return name.translate(_FULL_WIDTH)
    if other < 0.07:
        return name.replace(named, f"（{named}）")
    return name.replace("号", "号 ") if other < 0.1 else name


def write_csv(path: Path, written: Iterable[Row]) -> None:
    """As a spreadsheet program exports it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows((HEADER, *written))


def write_jsonl(path: Path, written: Iterable[Row]) -> None:
    """One object a line."""
    with path.open("w", encoding="utf-8") as file:
        for row in written:
            file.write(json.dumps(dict(zip(HEADER, row, strict=True)), ensure_ascii=False) + "\n")


def write_xlsx(path: Path, written: Iterable[Row]) -> None:
    """One sheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("资源清单")
    for row in (HEADER, *written):
        sheet.append(row)
    book.save(path)


def write_xls(path: Path, written: Iterable[Row]) -> None:
    """One sheet of the old format, which holds ``XLS_ROWS`` rows."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("资源清单")
    for number, row in enumerate((HEADER, *written)):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)
    book.save(str(path))


def write_ods(path: Path, written: Iterable[Row]) -> None:
    """One sheet. The library would take minutes for its rows, so they are put into an empty workbook of its making."""
    book = OpenDocumentSpreadsheet()
    book.spreadsheet.addElement(Table(name="资源清单"))
    book.save(str(path))
    with zipfile.ZipFile(path) as empty:
        parts = {item: empty.read(item) for item in empty.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for item, data in parts.items():
            filled = _with_rows(data.decode(), written).encode() if item.filename == "content.xml" else data
            file.writestr(item, filled)


def _with_rows(content: str, written: Iterable[Row]) -> str:
    """The content of an empty workbook with rows in its table."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = (
        f"<table:table-row>{''.join(cell.format(escape(c)) for c in row)}</table:table-row>"
        for row in (HEADER, *written)
    )
    before, name, after = re.split(r"<table:table (table:name=\"[^\"]*\") ?/>", content)
    return f"{before}<table:table {name}>{''.join(rows)}</table:table>{after}"


WRITERS: Final[dict[str, Callable[[Path, Iterable[Row]], None]]] = {
    "csv": write_csv,
    "jsonl": write_jsonl,
    "xlsx": write_xlsx,
    "xls": write_xls,
    "ods": write_ods,
}


def write_lists(folder: Path, size: int, files: int, form: str, named: str) -> Sequence[Path]:
    """So many rows in so many files, one district a file in turn; names begin with ``named``."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(files):
        share = size // files + (number < size % files)
        path = folder / f"{named}资源清单{number + 1}.{form}"
        district = DISTRICTS[number % len(DISTRICTS)] if files > 1 else ""
        WRITERS[form](path, rows(share, named, seed=number, district=district))
        paths.append(path)
    return paths
