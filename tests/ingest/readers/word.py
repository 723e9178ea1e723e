"""How do the tests write a Word document? With python-docx, and where it has no words for something, as XML."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from docx import Document
from docx.document import Document as Word
from docx.oxml.parser import parse_xml
from docx.table import Table

from ingest.readers.count_docx import count_docx
from ingest.readers.docx import read_docx
from ingest.readers.limits import Limits
from ingest.readers.mixed import Mixed
from tests.ingest.readers.documents import balanced

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
LIST = [["单位名称", "资源名称", "数量"], ["示例大学", "会议室", "3间"], ["示例医院", "义诊", "2场"]]


def write_table(holder: Word | Table, rows: Sequence[Sequence[str]]) -> Table:
    """A table of rows at the end of a document."""
    assert not isinstance(holder, Table)
    table = holder.add_table(rows=len(rows), cols=max(map(len, rows)))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    return table


def table_xml(rows: Sequence[Sequence[str]]) -> str:
    """A table as XML."""
    cells = "".join("<w:tr>" + "".join(f"<w:tc>{p(text)}</w:tc>" for text in row) + "</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{cells}</w:tbl>"


def p(*inner: str) -> str:
    """A paragraph of runs, or of elements that are given as XML."""
    return "<w:p>" + "".join(i if i.startswith("<") else run(i) for i in inner) + "</w:p>"


def run(text: str) -> str:
    """A run of text."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def write_xml(path: Path, *blocks: str) -> Path:
    """A document whose body is the blocks, given as XML."""
    word = Document()
    body = word.element.body
    holder = parse_xml(f"<w:body {SPACES}>{''.join(blocks)}</w:body>")
    for block in list(holder):
        body.insert(len(body) - 1, block)
    word.save(str(path))
    return path


def write_word(path: Path, fill: Callable[[Word], object]) -> Path:
    """A document that a function fills."""
    word = Document()
    fill(word)
    word.save(str(path))
    return path


def repacked(path: Path, changed: Mapping[str, bytes]) -> Path:
    """The archive with other parts in place of some, or beside them."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()} | dict(changed)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def read(path: Path, limits: Limits | None = None) -> Mixed:
    """Open a document in this process; both balances must hold."""
    mixed = read_docx(path, limits or Limits())
    return balanced(mixed, count_docx(path, mixed))
