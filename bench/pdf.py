"""How long does a PDF of 300 pages take, each half text and half a ruled table of 20 rows, in its limited process?

    python -m bench.pdf [--pages 300]

Also how long its parts take, without the process: reading (PDFium) and, beside it, mining (pdfminer); then the comparison.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table, TableStyle

from bench.lists import AUDIENCES, ITEMS, SUFFIXES, TIMES
from ingest.readers.count_pdf import count_pdf, keep_mined
from ingest.readers.count_pdf_kept import KeptSigns
from ingest.readers.limits import Limits
from ingest.readers.pdf import read_pdf, read_portable

FONT: Final = "STSong-Light"
GOAL: Final = 30.0
ROWS: Final = 20
_SAID: Final = (
    "示例社区党委联合辖区单位成立共建联盟",
    "围绕居民的需求开展服务",
    "志愿者每周到社区一次",
    "可以使用 A座 12 间会议室",
)


def write_pdf(path: Path, pages: int) -> None:
    """A document with running heads and page numbers; each page has a heading, a paragraph and a table."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = Canvas(str(path), pagesize=(595, 842))
    for page in range(pages):
        draw = random.Random(page)
        canvas.setFont(FONT, 10)
        canvas.drawString(72, 805, "示例区共建资源汇编")
        canvas.drawCentredString(297, 30, f"第 {page + 1} 页")
        canvas.drawString(72, 775, f"{page + 1}、第{page + 1}街道共建资源")
        text = "，".join(draw.choice(_SAID) for _ in range(38)) + "。"
        for line in range(15):
            canvas.drawString(72, 750 - 16 * line, text[line * 44 : line * 44 + 44])
        _table(canvas, page, draw)
        canvas.showPage()
    canvas.save()


def _table(canvas: Canvas, page: int, draw: random.Random) -> None:
    rows = [["序号", "单位名称", "资源名称", "数量", "服务对象", "时间"]]
    for row in range(1, ROWS):
        unit = f"示例{page * ROWS + row}号{draw.choice(SUFFIXES)}"
        rows.append(
            [str(row), unit, draw.choice(ITEMS), f"{row}个", draw.choice(AUDIENCES), draw.choice(TIMES)[:8]]
        )
    made = Table(rows, colWidths=[30, 140, 90, 50, 60, 80], rowHeights=20)
    made.setStyle(
        TableStyle([("FONT", (0, 0), (-1, -1), FONT, 9), ("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0))])
    )
    made.wrapOn(canvas, 450, 500)
    made.drawOn(canvas, 72, 60)


def main() -> None:
    """Make the file, time it, print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=300)
    pages = parser.parse_args().pages
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "汇编.pdf"
        write_pdf(path, pages)
        began = time.perf_counter()
        mixed = read_portable(path, Limits())
        whole = time.perf_counter() - began
        busy = [time.process_time()]
        read = read_pdf(path, Limits())
        busy.append(time.process_time())
        with tempfile.TemporaryFile() as file:
            keep_mined(path, file)
            busy.append(time.process_time())
            count_pdf(path, read.mixed, read.layouts, KeptSigns(file))
        busy.append(time.process_time())
    cells = mixed.counted.cells.cells if mixed.counted else 0
    out = sys.stdout.write
    out(f"pages                        {pages}\n")
    out(f"lists, cells                 {len(mixed.tables.sheets)}, {cells}\n")
    out(f"wall, limited process        {whole:.1f} s (goal for 300 pages: under {GOAL:.0f} s)\n")
    for part, (start, end) in zip(("reading", "mining beside it", "comparing"), pairwise(busy), strict=True):
        out(f"cpu, {part:24}{end - start:.1f} s, {1000 * (end - start) / pages:.0f} ms a page\n")
    out(f"load of the last minute      {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")


if __name__ == "__main__":
    main()
