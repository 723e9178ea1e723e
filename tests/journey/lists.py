"""Which lists do the journey tests read? Small ones, generated: providers, items, places, and telephone numbers
where they should and should not be."""

from __future__ import annotations

import csv
import io
import json
import random
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

PROVIDERS = ("甲示例医院", "乙示例学院", "丙示例有限公司", "丁示例社区", "戊示例商会", "己示例小学")
ITEMS = ("医用外科口罩", "会议室", "法律咨询", "健康讲座", "志愿者", "轮椅")
PLACES = ("南京市玄武区", "南京市秦淮区", "杭州市西湖区", "成都市武侯区")
HEADER = ("单位名称", "资源名称", "数量", "所在地", "服务对象", "联系人", "联系电话", "内部标记", "备注")


@dataclass(frozen=True)
class Listing:
    """A list: its file name and its rows under ``HEADER``."""

    name: str
    rows: tuple[tuple[str, ...], ...]

    def write(self, folder: Path) -> Path:
        """The list as a file in ``folder``, in the format that its name says."""
        path = folder / self.name
        path.write_bytes(_WRITERS[path.suffix](self))
        return path


def listing(name: str, size: int, seed: int) -> Listing:
    """A list of ``size`` rows drawn with ``seed``; some rows are equal but for their telephone numbers."""
    draw = random.Random(seed)
    return Listing(name, tuple(_row(draw) for _ in range(size)))


def phones(lists: list[Listing]) -> set[str]:
    """Every telephone number in the lists."""
    return {word for item in lists for row in item.rows for word in (row[6], row[7][3:], row[8][-11:])}


def _phone(draw: random.Random) -> str:
    return f"1{draw.choice('3578')}{draw.randrange(10**9):09d}"


def _row(draw: random.Random) -> tuple[str, ...]:
    return (
        draw.choice(PROVIDERS),
        draw.choice(ITEMS),
        f"{draw.randrange(2, 500)}",
        draw.choice(PLACES),
        draw.choice(("老人", "儿童", "居民")),
        draw.choice(("王小明", "李雷", "韩梅梅")),
        _phone(draw),
        f"标记：{_phone(draw)}",
        f"有事请打{_phone(draw)}",
    )


def _csv(item: Listing) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows((HEADER, *item.rows))
    return buffer.getvalue().encode("utf-8-sig")


def _jsonl(item: Listing) -> bytes:
    return "".join(
        json.dumps(dict(zip(HEADER, row, strict=True)), ensure_ascii=False) + "\n" for row in item.rows
    ).encode()


def _xlsx(item: Listing) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADER, *item.rows):
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _txt(item: Listing) -> bytes:
    """The same rows told as an article: who offers what, and an alliance with named and counted members."""
    told = [
        f"{place}{party}为{audience}提供{thing}，联系人{person}，电话{phone}，{mark}，{remark}。"
        for party, thing, _, place, audience, person, phone, mark, remark in item.rows
    ]
    names = "、".join(dict.fromkeys(row[0] for row in item.rows))
    alliance = f"{names}等{len(item.rows)}家单位加入“示例同心”党建联盟。"
    return "\n".join(["南京市玄武区：示例同心报道", "", alliance, *told, ""]).encode()


_WRITERS = {".csv": _csv, ".jsonl": _jsonl, ".xlsx": _xlsx, ".txt": _txt}
