"""How do the tests make and read PDF files? Drawn with reportlab; opened in this process, both balances checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table, TableStyle

from ingest.readers.limits import Limits
from ingest.readers.mixed import Mixed, mixed_count_from_json
from ingest.readers.pdf import read_and_count
from tests.ingest.readers.documents import balanced

FONT = "STSong-Light"
Cells = Sequence[Sequence[str]]
Span = tuple[tuple[int, int], tuple[int, int]]

pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def draw(path: Path, *pages: Callable[[Canvas], object], **options: object) -> Path:
    """A file of pages that functions draw."""
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1, **options)
    for page in pages:
        canvas.setFont(FONT, 10)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return path


def lines(canvas: Canvas, texts: Sequence[str], x: float = 72, y: float = 770, size: float = 10) -> float:
    """Draw lines one under the other, the height below the last."""
    canvas.setFont(FONT, size)
    for text in texts:
        canvas.drawString(x, y, text)
        y -= 1.6 * size
    canvas.setFont(FONT, 10)
    return y


def table(
    canvas: Canvas,
    cells: Cells,
    top: float,
    spans: Sequence[Span] = (),
    widths: Sequence[float] | None = None,
    ruled: Sequence[tuple[object, ...]] = (("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)),),
    x: float = 72,
) -> float:
    """Draw a table whose top is at a height, the height of its bottom."""
    made = Table([list(row) for row in cells], colWidths=widths or [90] * len(cells[0]))
    style = [("FONT", (0, 0), (-1, -1), FONT, 9), ("VALIGN", (0, 0), (-1, -1), "TOP"), *ruled]
    made.setStyle(TableStyle([*style, *(("SPAN", *span) for span in spans)]))
    _, height = made.wrapOn(canvas, 450, 700)
    made.drawOn(canvas, x, top - height)
    return float(top - height)


def read(path: Path, limits: Limits | None = None) -> Mixed:
    """Open a file in this process; both balances must hold."""
    mixed, said = read_and_count(path, limits or Limits())
    return balanced(mixed, mixed_count_from_json(said))
