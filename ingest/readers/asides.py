"""What does a workbook hold beside its cells, and what becomes of it? Nothing is dropped silently.

A comment on a cell goes to repair with its text, at its cell. A text box says what a sheet lists: it becomes a caption.
Of pictures, charts, macros and sheets of other kinds it is said that they were not read, once a sheet or a file. None of
them counts as a cell.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from ingest.readers.cells import tidy
from ingest.readers.document import Problem

_MOST: Final = 200
"""Comments of a sheet that are told one by one; of more it is said how many there are."""
_LONGEST: Final = 2000


@dataclass(slots=True)
class Asides:
    """Collected while a workbook's parts are looked through."""

    captions: dict[str, list[str]] = field(default_factory=dict)
    _comments: dict[str, list[Problem]] = field(default_factory=dict)
    _others: list[Problem] = field(default_factory=list)
    _pictures: dict[str, int] = field(default_factory=dict)

    def comment(self, sheet: str, row: int, column: int, text: str) -> None:
        """A comment on a cell; row and column from 1."""
        said = tidy(text, _LONGEST)
        if said:
            self._comments.setdefault(sheet, []).append(
                Problem(
                    sheet,
                    row,
                    f"这一格有批注“{said}”，批注不作为数据读取：如是数据，请写进单元格后重新导入",
                    f"a comment on this cell, “{said}”, is not read as data: if it is data, put it into a cell",
                    0,
                    _letters(column),
                    said,
                    "cell-comment",
                )
            )

    def text_box(self, sheet: str, text: str) -> None:
        """The text of a box that lies over a sheet."""
        said = tidy(text, _LONGEST)
        if said and said not in self.captions.setdefault(sheet, []):
            self.captions[sheet].append(said)

    def picture(self, sheet: str) -> None:
        """A picture that lies over a sheet."""
        self._pictures[sheet] = self._pictures.get(sheet, 0) + 1

    def macros(self) -> None:
        """The file holds macros."""
        self._others.append(
            Problem(
                "",
                0,
                "文件带有宏：宏没有运行，只读取了单元格中保存的内容",
                "the file holds macros: they were not run, only what the cells hold was read",
                0,
                reason="macros-not-run",
            )
        )

    def unread_sheet(self, sheet: str, kind: str) -> None:
        """A sheet that has no cells: a chart, a dialogue, old macros."""
        zh = {"chart": "图表", "macro": "宏", "dialogue": "对话框"}.get(kind, kind)
        self._others.append(
            Problem(
                sheet,
                0,
                f"“{sheet}”是{zh}工作表，没有单元格，未读取",
                f"“{sheet}” is a {kind} sheet without cells and was not read",
                0,
                reason="sheet-not-read",
            )
        )

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What a person should know, in the order of places."""
        found = list(self._others)
        for sheet, number in self._pictures.items():
            found.append(
                Problem(
                    sheet,
                    0,
                    f"工作表“{sheet}”里有 {number} 张图片，图片里的文字读不到：如是数据，请录入单元格",
                    f"{number} pictures in sheet “{sheet}”: text in them cannot be read; if it is data, type it into cells",
                    0,
                    reason="picture-not-read",
                )
            )
        for sheet, comments in self._comments.items():
            found += comments[:_MOST]
            if len(comments) > _MOST:
                more = len(comments) - _MOST
                found.append(
                    Problem(
                        sheet,
                        0,
                        f"工作表“{sheet}”另有 {more} 条批注没有逐条列出，批注不作为数据读取",
                        f"{more} more comments in sheet “{sheet}” are not told one by one; comments are not read as data",
                        0,
                        reason="cell-comment",
                    )
                )
        return tuple(found)


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
