"""What does a Word document hold that is not read, and who has to look at it? Told, so that nothing is dropped silently."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from lxml import etree

from ingest.readers.document import Problem
from ingest.readers.docx_package import Package

_MACROS: Final = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
_LITTLE: Final = 100
"""Characters of text beside which pictures may be scanned pages."""
_MOST: Final = 200
_SHOWN: Final = 200
_VML: Final = "{urn:schemas-microsoft-com:vml}imagedata"
_PICTURE: Final = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"


def problems_of(
    package: Package, main: etree._Element, imported: int, comments: Iterable[str], characters: int
) -> tuple[Problem, ...]:
    """What a person should know; none of it counts as a cell.

    Args:
        imported: how many parts of other formats the document imports.
        comments: their texts, in order.
        characters: of its text; pictures are told of where there is little.
    """
    found = []
    if package.related(_MACROS):
        found.append(
            _problem(
                "文件带有宏：宏没有运行，只读取了文档内容",
                "the file holds macros: they were not run, only the document was read",
                "macros-not-run",
            )
        )
    if imported:
        found.append(
            _problem(
                f"文档嵌入了 {imported} 份其他格式的内容（altChunk），没有读取：请在 Word 中打开并重新保存后再导入",
                f"{imported} parts of other formats are imported (altChunk) and were not read: open the document in Word, "
                "save it again and ingest that",
                "part-not-read",
            )
        )
    pictures = sum(1 for _ in main.iter(_PICTURE, _VML))
    if pictures and characters < _LITTLE:
        found.append(
            _problem(
                f"文档里有 {pictures} 张图片，文字很少，图片里的文字读不到：如是扫描件，请录入文字后重新导入",
                f"{pictures} pictures and little text; text in pictures cannot be read: if it was scanned, type it in",
                "picture-not-read",
            )
        )
    said = [text for text in comments if text]
    return (*found, *map(_comment, said[:_MOST]), *_more(len(said) - _MOST))


def _comment(text: str) -> Problem:
    shown = text[:_SHOWN]
    zh = f"文档有批注“{shown}”，批注不作为内容读取：如是内容，请写进正文后重新导入"
    en = f"a comment, “{shown}”, is not read as content: if it is, put it into the text"
    return Problem("", 0, zh, en, 0, text=shown, reason="comment")


def _more(number: int) -> Iterable[Problem]:
    if number > 0:
        yield _problem(
            f"另有 {number} 条批注没有逐条列出，批注不作为内容读取",
            f"{number} more comments are not told one by one; comments are not read as content",
            "comment",
        )


def _problem(zh: str, en: str, reason: str) -> Problem:
    return Problem("", 0, zh, en, 0, reason=reason)
