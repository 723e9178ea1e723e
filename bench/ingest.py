"""How many list rows a second become records? Ten-cell rows through reading, extraction and validation, no store.

    python -m bench.ingest [rows]

Prints one table: format, rows, records, CPU seconds and rows a CPU second of the whole reading (open, both counts, survey,
extraction), and of extraction alone. The rows are generated; names and places vary as in a district's list.
"""

from __future__ import annotations

import csv
import json
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook

from graph.gazetteer import open_gazetteer
from ingest.context import IngestOptions
from ingest.lists.extract import Extraction
from ingest.lists.lexicon import Lexicon
from ingest.prepare import prepare
from ontology.load import load
from ontology.validate import violations

HEADER = ("序号", "单位名称", "资源名称", "数量", "单位", "所在区", "地址", "服务对象", "开放时间", "备注")
SUFFIXES = ("社区卫生服务中心", "有限公司", "大学", "中学", "律师事务所", "社区")
ITEMS = ("会议室", "义诊", "法律咨询", "医用外科口罩", "志愿者", "健康讲座", "篮球场", "家电维修")
DISTRICTS = ("南京市玄武区", "南京市秦淮区", "杭州市西湖区", "成都市武侯区", "武汉市武昌区")
AUDIENCES = ("老年人", "儿童", "居民", "残疾人", "青少年")
TIMES = ("每周三下午", "周末", "工作日 9:00-17:00", "长期", "寒暑假除外")


def rows(size: int) -> Iterator[tuple[str, ...]]:
    """Generated rows under ``HEADER``."""
    draw = random.Random(7)
    for number in range(1, size + 1):
        yield (
            str(number),
            f"示例{draw.randrange(size // 2 + 1)}号{draw.choice(SUFFIXES)}",
            draw.choice(ITEMS),
            str(draw.randrange(2, 5000)),
            draw.choice(("间", "场", "只", "名")),
            draw.choice(DISTRICTS),
            f"示例路{draw.randrange(1, 900)}号",
            draw.choice(AUDIENCES),
            draw.choice(TIMES),
            draw.choice(("需提前预约", "免费", f"可接待第{draw.randrange(900)}批", "")),
        )


def write_csv(path: Path, size: int) -> None:
    """As a spreadsheet program exports it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows((HEADER, *rows(size)))


def write_jsonl(path: Path, size: int) -> None:
    """One object a line."""
    with path.open("w", encoding="utf-8") as file:
        for row in rows(size):
            file.write(json.dumps(dict(zip(HEADER, row, strict=True)), ensure_ascii=False) + "\n")


def write_xlsx(path: Path, size: int) -> None:
    """One sheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("资源清单")
    for row in (HEADER, *rows(size)):
        sheet.append(row)
    book.save(path)


def measure(path: Path, lexicon: Lexicon) -> tuple[int, float, float]:
    """Records, CPU seconds of all, CPU seconds of extraction and validation alone."""
    start = time.process_time()
    one = prepare(path, "0" * 64, IngestOptions(), lexicon)
    middle = time.process_time()
    records = 0
    for batch in Extraction(one.document, one.survey, one.version.key, lexicon).batches(2000):
        for record in batch.records:
            records += not violations(record.type, record.statements, lexicon.ontology)
    end = time.process_time()
    return records, end - start, end - middle


def main() -> None:
    """Measure each format."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    gazetteer = open_gazetteer()
    ontology = load()
    sys.stdout.write(
        "| format | rows | records | CPU s | rows/CPU s | extraction alone, rows/CPU s |\n|---|---|---|---|---|---|\n"
    )
    with TemporaryDirectory() as folder:
        for suffix, write in ((".csv", write_csv), (".jsonl", write_jsonl), (".xlsx", write_xlsx)):
            path = Path(folder) / f"资源清单{suffix}"
            write(path, size)
            records, whole, alone = measure(path, Lexicon(ontology, gazetteer))
            sys.stdout.write(
                f"| {suffix} | {size} | {records} | {whole:.2f} | {size / whole:.0f} | {size / alone:.0f} |\n"
            )
    gazetteer.close()


if __name__ == "__main__":
    main()
