"""How is a Word document read? Its paragraphs as an article, its tables that are lists as sheets; nothing is run.

Headers, footers, tables of contents and comments are furniture; foot- and endnotes end the article. Comments, and what
was not read (macros, imported parts, pictures without text), wait for a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from ingest.errors import EmptyFile
from ingest.readers.article import Article, Block, BlockKind, Furniture, Prose
from ingest.readers.captions import Above, captions, heading_level
from ingest.readers.columns import is_final
from ingest.readers.count_docx import count_docx
from ingest.readers.document import Document, Problem, Sheet
from ingest.readers.docx_asides import problems_of
from ingest.readers.docx_package import Package, open_package
from ingest.readers.docx_styles import Look, Styles
from ingest.readers.docx_text import W
from ingest.readers.docx_walk import Item, Paragraph, Table, Walk
from ingest.readers.furniture import count_visible, furniture_words
from ingest.readers.grid import rows_of
from ingest.readers.limits import Limits
from ingest.readers.mixed import Mixed, mixed_count_from_json, mixed_count_to_json
from ingest.readers.sandbox import read_apart
from ingest.readers.segments import is_byline, is_caption, is_heading
from ingest.readers.text import make_article

FORMAT: Final = "docx"
_NOTES: Final = (RT.FOOTNOTES, RT.ENDNOTES)


def read_word(path: Path, limits: Limits) -> Mixed:
    """Open a .docx or .docm in a limited process.

    Raises:
        IngestError: see ``ingest.readers.sandbox.read_apart`` and ``read_docx``.
    """
    spooled = read_apart("ingest.readers.docx:read_and_count", path, limits)
    assert isinstance(spooled.content, Mixed)
    return replace(spooled.content, counted=mixed_count_from_json(spooled.counted))


def read_and_count(path: Path, limits: Limits) -> tuple[Mixed, dict[str, Any]]:
    """Read a document and count it, in the process that may be stopped."""
    mixed = read_docx(path, limits)
    return mixed, mixed_count_to_json(count_docx(path, mixed))


def read_docx(path: Path, limits: Limits) -> Mixed:
    """Open a .docx or .docm; lines are numbers of paragraphs.

    Raises:
        EmptyFile: nothing in it can be seen. PasswordProtected, WrongContent, TooBig, BrokenFile.
    """
    package = open_package(path, limits)
    main = package.tree(package.main)
    walk = Walk(path.name, limits)
    making = _Making(Styles(_styles(package)))
    making.take(walk.story(main))
    for kind in _NOTES:
        for part in package.related(kind):
            for note in package.tree(part):
                making.take(walk.story(note) if note.get(f"{W}type") is None else [])
    aside = [walk.story(package.tree(part)) for part in package.furniture()]
    comments = [walk.story(note) for part in package.related(RT.COMMENTS) for note in package.tree(part)]
    making.set_aside(item for items in (*aside, *comments) for item in items)
    problems = problems_of(package, main, walk.imported, map(_words, comments), making.characters)
    if not making.blocks and not making.lists and not problems:
        raise EmptyFile(path.name)
    return making.mixed(path.name, limits, problems)


def _styles(package: Package) -> etree._Element | None:
    parts = package.related(RT.STYLES)
    return package.tree(parts[0]) if parts else None


def _words(items: Iterable[Item]) -> str:
    return " ".join(line for item in items if isinstance(item, Paragraph) for line in item.lines)


@dataclass(slots=True)
class _Making:
    """The article and the lists while the document is walked through."""

    styles: Styles
    blocks: list[list[Block]] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)
    lists: list[tuple[Table, list[Above]]] = field(default_factory=list)
    above: list[Above] = field(default_factory=list)

    @property
    def characters(self) -> int:
        """How many characters the article has."""
        return sum(len(block.text) for blocks in self.blocks for block in blocks)

    def take(self, items: Iterable[Item]) -> None:
        """Take items of the text, in order."""
        for item in items:
            if isinstance(item, Table):
                self.lists.append((item, list(self.above)))
            else:
                self._take(item)

    def set_aside(self, items: Iterable[Item]) -> None:
        """Take items that belong to the page: a table in a header is no list."""
        for item in items:
            if isinstance(item, Table):
                texts = (cell.text for row in item.grid.rows for cell in row)
                self.furniture += [_furniture(0, line) for text in texts for line in text.split("\n") if line]
            else:
                self.furniture += [_furniture(item.number, line) for line in item.lines]

    def mixed(self, name: str, limits: Limits, problems: tuple[Problem, ...]) -> Mixed:
        """All that was read."""
        articles = tuple(make_article(blocks, self.furniture) for blocks in self.blocks)
        sheets = tuple(_sheet(table, above, articles, limits) for table, above in self.lists)
        tables = Document(name, FORMAT, sheets, problems)
        return Mixed(Prose(name, FORMAT, articles, tuple(self.furniture)), tables)

    def _take(self, paragraph: Paragraph) -> None:
        look = self.styles.look(paragraph.style)
        if paragraph.outline and not look.title:
            look = replace(look, level=look.level or paragraph.outline)
        for line in paragraph.lines:
            if look.contents or (not look.level and furniture_words().verdict(line)):
                self.furniture.append(_furniture(paragraph.number, line))
                continue
            if not self.blocks or (look.title and _has_text(self.blocks[-1])):
                self.blocks.append([])
            kind = _kind(line, look, self.blocks[-1], centred=paragraph.centred)
            self.blocks[-1].append(Block(kind, line, (paragraph.number,)))
            if kind != "byline":
                level = heading_level(line, look.level) if kind == "heading" else int(kind == "title")
                self.above.append(Above(line, level))


def _kind(line: str, look: Look, before: Sequence[Block], *, centred: bool) -> BlockKind:
    """What a line is: by its style, else by its words; without a styled title the first line that looks like one is it."""
    untitled = all(block.kind == "byline" for block in before)
    plain = is_heading(line) and not is_byline(line)
    if look.title or (untitled and (look.level == 1 or (plain and not look.level))):
        return "title"
    if look.level and not is_final(line):
        return "heading"
    if is_byline(line):
        return "byline"
    if is_caption(line):
        return "caption"
    return "heading" if plain and (centred or not line.endswith(("：", ":"))) else "paragraph"


def _has_text(blocks: Sequence[Block]) -> bool:
    return any(block.kind == "paragraph" for block in blocks)


def _furniture(number: int, line: str) -> Furniture:
    return Furniture(line, (number,), count_visible(line))


def _sheet(table: Table, above: Sequence[Above], articles: Sequence[Article], limits: Limits) -> Sheet:
    name = f"表{table.first}" if table.first == table.last else f"表{table.first}-{table.last}"
    title = articles[0].title if articles else ""
    return Sheet(name, tuple(rows_of(table.grid, limits.cell)), captions=captions(above, title))
