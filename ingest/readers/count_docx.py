"""How much text and how many cells has a Word document? Counted by a machine that follows its XML event by event.

The second, independent pass: own way through the archive, own parser (expat), no tree. It shares no code with the reader;
of its decisions it takes which tables are lists, and the shape of blocks.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.parsers import expat

from ingest.readers.count_prose import count_stream, visible
from ingest.readers.counted import Count
from ingest.readers.mixed import Mixed, MixedCount

_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MATHS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_CHOICES: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006 AlternateContent"
_LINK: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_LINKS: Final = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"
_PARTS: Final = ("footnotes", "endnotes", "header", "footer", "comments")
_NO_NAMES = """del moveFrom delText instrText delInstrText pPr rPr sdtPr sdtEndPr customXmlPr smartTagPr rubyPr rt
fldData tblPr tblGrid trPr tcPr sectPr"""
_NOT_SHOWN: Final = frozenset(_NO_NAMES.split())
_NOTES: Final = frozenset(("footnote", "endnote"))
_STORIES: Final = frozenset(("footnote", "endnote", "comment", "txbxContent"))
_SIGN: Final = {"noBreakHyphen": "-", "br": "\n", "cr": "\n", "tab": " ", "ptab": " "}
_TICKS, _BOXES = "F0FE F052 F0FC F0FD F054 F053", "F0A8 F06F F0A3 F02A F071 F072"


@dataclass(slots=True)
class _Tab:
    """An open table: its number, how many rows have begun, the text of the cell that is open."""

    number: int
    rows: int = 0
    cell: list[str] | None = None


@dataclass(slots=True)
class _Words:
    """An open paragraph: its own text, and behind it that of its boxes."""

    own: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)


class _Machine:
    """Reads the parts of one document; ``lists`` are the numbers of its tables that are lists."""

    def __init__(self, lists: frozenset[int]) -> None:
        self.lists = lists
        self.stream: list[str] = []
        self.cells: list[tuple[int, int, str]] = []
        self.rows: Counter[int] = Counter()
        self._tables: list[_Tab] = []
        self._words: list[_Words] = []
        self._fields: list[list[bool]] = []
        self._choices: list[tuple[int, int]] = []
        self._seen = self._depth = self._skipped = 0
        self._in_text = False

    def read(self, data: bytes) -> None:
        """Read one part."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        self._fields.append([])
        parser.Parse(data, True)
        self._fields.pop()

    def _start(self, tag: str, said: dict[str, str]) -> None:
        self._depth += 1
        if self._skipped or self._passed_over(tag, said):
            self._skipped += 1
            return
        if tag == _CHOICES:
            self._choices.append((self._depth, 0))
        space, _, name = tag.rpartition(" ")
        if space == _MATHS:
            self._in_text = name == "t"
        elif space == _WORD:
            self._start_word(name, said)

    def _passed_over(self, tag: str, said: dict[str, str]) -> bool:
        """Whether an element shows nothing: by its name, as a mark between notes, or as a second alternative."""
        space, _, name = tag.rpartition(" ")
        if space == _WORD and (name in _NOT_SHOWN or (name in _NOTES and f"{_WORD} type" in said)):
            return True
        if self._choices and self._choices[-1][0] == self._depth - 1:
            depth, number = self._choices[-1]
            self._choices[-1] = (depth, number + 1)
            return number > 0
        return False

    def _start_word(self, name: str, said: dict[str, str]) -> None:
        if name in _STORIES:
            self._fields.append([])
        if name == "t":
            self._in_text = True
        elif name == "p":
            self._words.append(_Words())
        elif name == "tbl":
            self._seen += 1
            self._tables.append(_Tab(self._seen))
        elif name == "tr" and self._tables:
            self._tables[-1].rows += 1
        elif name == "tc" and self._tables:
            self._tables[-1].cell = []
        elif name == "fldChar":
            self._field(said.get(f"{_WORD} fldCharType", ""))
        elif name == "sym":
            code = said.get(f"{_WORD} char", "").upper()
            self._say("☑" if code in _TICKS.split() else "□" if code in _BOXES.split() else "·")
        elif name in _SIGN:
            self._say(_SIGN[name])

    def _field(self, kind: str) -> None:
        fields = self._fields[-1]
        if kind == "begin":
            fields.append(True)
        elif fields and kind == "separate":
            fields[-1] = False
        elif fields and kind == "end":
            del fields[-1]

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if self._skipped:
            self._skipped -= 1
            return
        space, _, name = tag.rpartition(" ")
        if tag == _CHOICES:
            self._choices.pop()
        if name == "t":
            self._in_text = False
        elif space == _WORD:
            self._end_word(name)

    def _end_word(self, name: str) -> None:
        if name in _STORIES:
            self._fields.pop()
        elif name == "p":
            ended = self._words.pop()
            into = self._words[-1].boxes if self._words else self.stream
            into += [*ended.own, *ended.boxes]
        elif name == "tc" and self._tables:
            self._end_cell(self._tables[-1])
        elif name == "tbl":
            ended_table = self._tables.pop()
            self.rows[ended_table.number] = ended_table.rows

    def _end_cell(self, table: _Tab) -> None:
        if table.number in self.lists and table.cell is not None:
            self.cells.append((table.number, table.rows, "".join(table.cell)))
        table.cell = None

    def _text(self, data: str) -> None:
        if self._in_text and not self._skipped:
            self._say(data)

    def _say(self, data: str) -> None:
        """Text is that of the innermost cell of a list, else of its paragraph."""
        if any(self._fields[-1]):
            return
        cells = (t.cell for t in reversed(self._tables) if t.number in self.lists)
        cell = next((cell for cell in cells if cell is not None), None)
        if cell is not None:
            cell.append(data)
        else:
            (self._words[-1].own if self._words else self.stream).append(data)


def count_docx(path: Path, mixed: Mixed) -> MixedCount:
    """Count a document that the reader opened."""
    parts = {number: sheet.name for sheet in mixed.tables.sheets for number in _numbers(sheet.name)}
    machine = _Machine(frozenset(parts))
    with zipfile.ZipFile(path) as archive:
        for name in _stories(archive):
            machine.read(archive.read(name))
    text = count_stream("".join(machine.stream), mixed.prose)
    rows: Counter[tuple[str, int]] = Counter()
    for number, row, said in machine.cells:
        before = sum(machine.rows[n] for n in _numbers(parts[number]) if n < number)
        rows[parts[number], before + row] += any(True for _ in visible(said))
    filled = {place: cells for place, cells in rows.items() if cells}
    return MixedCount(Count(sum(filled.values()), filled), text)


def _numbers(name: str) -> range:
    """The numbers of the tables that a list was put together of: ``表3-4`` is 3 and 4."""
    first, _, last = name.strip("表").partition("-")
    return range(int(first), int(last or first) + 1)


def _stories(archive: zipfile.ZipFile) -> Iterator[str]:
    """The parts that hold text, as the relationships name them: the document, its notes, headers, footers, comments."""
    main = next(target for kind, target in _linked(archive, "") if kind == "officeDocument")
    yield main
    linked = _linked(archive, main)
    for wanted in _PARTS:
        yield from sorted({target for kind, target in linked if kind == wanted}, key=lambda t: f"/{t}")


def _linked(archive: zipfile.ZipFile, part: str) -> list[tuple[str, str]]:
    """What a part is related to: the last word of the kind, and the part's name."""
    folder, name = posixpath.split(part)
    found: list[tuple[str, str]] = []

    def start(tag: str, said: dict[str, str]) -> None:
        if tag == _LINKS and said.get("TargetMode") != "External" and said["Type"].startswith(_LINK):
            target = posixpath.normpath(posixpath.join("/", folder, said["Target"]))
            found.append((said["Type"].removeprefix(_LINK), target.lstrip("/")))

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.Parse(archive.read(posixpath.join(folder, "_rels", f"{name}.rels")), True)
    return found
