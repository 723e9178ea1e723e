"""Which cells have the tables of a Markdown file? Each line of a table cut at its bars, by hand.

Of the reader it takes its decisions: which lines are rows of which table, and what of a cell is shown (the rest is
markup, which is counted with the text).
"""

from __future__ import annotations

from ingest.readers.count_prose import ProseCount, along_markup, lines_of, visible
from ingest.readers.document import Document


def markdown_cells(
    text: str, tables: Document, whole: ProseCount
) -> tuple[list[tuple[str, int, str]], ProseCount]:
    """The cells of the tables (sheet, line, text as written), and the count of the ``whole`` text without them."""
    lines = lines_of(text)
    cells: list[tuple[str, int, str]] = []
    shown = 0
    for sheet in tables.sheets:
        for row in sheet.rows:
            line = lines[row.number - 1]
            cells += [(sheet.name, row.number, cell) for cell in cells_of(line)]
            shown += along_markup("".join(visible(line)), "".join(row.cells)).characters
    return cells, ProseCount(whole.characters - shown, whole.blocks)


def cells_of(line: str) -> list[str]:
    """What stands between the bars of a line, those that are escaped or the line's ends aside.

    >>> cells_of("| 示例社区 | a\\\\|b ||")
    [' 示例社区 ', ' a|b ', '']
    """
    cells = [""]
    behind = False
    for character in line.strip():
        if character == "|" and not behind:
            cells.append("")
        elif character == "|":
            cells[-1] = cells[-1][:-1] + "|"
        else:
            cells[-1] += character
        behind = character == "\\" and not behind
    inner = cells[1:] if not cells[0].strip() else cells
    return inner[:-1] if inner and not inner[-1].strip() else inner
