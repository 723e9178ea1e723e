"""How is a Markdown file read? Its blocks reduced to their text, its tables as sheets; the markup itself is set aside as
furniture.

Links, emphasis and pictures are reduced to their words, code is a paragraph, and so is a row of a table that is no list.
Every visible character of a block or a cell is found again in its lines of the file (``ingest.readers.placing``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ingest.readers.article import Block, BlockKind, Furniture, Prose
from ingest.readers.captions import Above, captions, heading_level
from ingest.readers.columns import is_final
from ingest.readers.document import Document
from ingest.readers.front import Front, first_date
from ingest.readers.furniture import count_visible, furniture_words
from ingest.readers.joining import needs_blank
from ingest.readers.limits import Limits
from ingest.readers.lines import Line, read_lines
from ingest.readers.markdown_tables import Table, read_table
from ingest.readers.mixed import Mixed
from ingest.readers.placing import Placing
from ingest.readers.segments import is_byline, is_caption
from ingest.readers.text import make_article

_TAG = re.compile(r"<(script|style)\b[^>]*>.*?</\1\s*>|<!--.*?-->|<[^<>]{0,2000}>", re.DOTALL | re.IGNORECASE)
_LINE_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ENTITY = {"&nbsp;": " ", "&emsp;": " ", "&ensp;": " ", "&amp;": "&"}
_MATTER = re.compile(
    r"(title|date|author|source|publisher)\s*:\s*[\"']?(.*?)[\"']?\s*", re.IGNORECASE | re.DOTALL
)
_LONGEST_MATTER = 50


class _Parser(MarkdownIt):
    """Shows addresses as they are written."""

    def normalizeLinkText(self, link: str) -> str:
        return link


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block's text and its lines, 0-based, end excluded. ``level``: of a heading, 0 for text; ``ruled``: a
    separator stands before it; ``table``: no text, but the list that stands here."""

    text: str
    lines: tuple[int, int]
    level: int = 0
    ruled: bool = False
    table: Table | None = None


def read_markdown(path: Path, limits: Limits) -> Mixed:
    """Open a Markdown file. The visible text that is markup (signs, addresses of links) is one ``Furniture``.

    Raises:
        EmptyFile, TooBig, WrongContent, WrongEncoding.
    """
    lines, encoding = read_lines(path, limits)
    known, title, length = _front_matter(lines)
    source = "\n".join("" if line.number <= length else line.indent + line.text for line in lines)
    placing = Placing(lines)
    articles: list[list[Block]] = []
    furniture: list[Furniture] = []
    lists: list[tuple[Table, list[Above]]] = []
    above: list[Above] = []
    for piece in _pieces(path.name, _parser().parse(source), limits):
        if piece.table is not None:
            _place_cells(piece.table, placing)
            lists.append((piece.table, list(above)))
            continue
        block = placing.place(piece.text, *piece.lines)
        if not piece.level and furniture_words().verdict(piece.text):
            furniture.append(Furniture(block.text, block.lines, count_visible(block.text)))
            continue
        if not articles or _opens_article(piece, articles[-1]):
            articles.append([])
        articles[-1].append(_named(block, piece, articles[-1]))
        above += _above(articles[-1][-1], piece.level)
    furniture = [*furniture, *placing.rest()]
    made = tuple(make_article(blocks, furniture, known, title) for blocks in articles)
    sheets = tuple(table.sheet(captions(lines, title), limits) for table, lines in lists)
    tables = Document(path.name, "markdown", sheets, encoding=encoding)
    return Mixed(Prose(path.name, "markdown", made, tuple(furniture), encoding), tables)


def _place_cells(table: Table, placing: Placing) -> None:
    """Take the characters of a table's cells out of what is left for markup."""
    for line, row in zip(table.lines, table.grid.rows, strict=True):
        for cell in row:
            placing.place(cell.text, line, line + 1)


def _above(block: Block, level: int) -> list[Above]:
    """A block as a line above a table."""
    if block.kind == "byline":
        return []
    return [
        Above(block.text, 1 if block.kind == "title" else heading_level(block.text, level) if level else 0)
    ]


def _parser() -> MarkdownIt:
    """CommonMark with tables; what is shown stands in the source (no entities, no decoded addresses)."""
    return _Parser("commonmark", {"maxNesting": 20}).enable("table").disable("entity")


def _front_matter(lines: Sequence[Line]) -> tuple[Front, str, int]:
    """What a block of ``name: value`` lines between two ``---`` at the top states, its title and its length."""
    ends = [i for i, line in enumerate(lines[1:_LONGEST_MATTER], 2) if line.text == "---"]
    if lines[0].text != "---" or not ends or not all(":" in line.text for line in lines[1 : ends[0] - 1]):
        return Front(), "", 0
    found = (_MATTER.fullmatch(line.text) for line in lines[1 : ends[0] - 1])
    values = {match[1].lower(): match[2] for match in found if match}
    publisher = values.get("source") or values.get("publisher", "")
    date = first_date([values.get("date", "")])
    return Front(date, publisher, values.get("author", "")), values.get("title", ""), ends[0]


def _opens_article(piece: _Piece, blocks: Sequence[Block]) -> bool:
    """A headline of the first level behind text, or any heading behind text and a separator."""
    text = any(block.kind == "paragraph" for block in blocks)
    return text and (piece.level == 1 or (piece.level > 0 and piece.ruled))


def _named(block: Block, piece: _Piece, before: Sequence[Block]) -> Block:
    kind: BlockKind = "paragraph"
    if piece.level:
        kind = "heading" if any(b.kind != "byline" for b in before) else "title"
    elif is_byline(block.text):
        kind = "byline"
    elif is_caption(block.text) and not is_final(block.text[:-1]):
        kind = "caption"
    return replace(block, kind=kind)


def _pieces(name: str, tokens: Sequence[Token], limits: Limits) -> Iterator[_Piece]:
    """The visible blocks of a token stream, in order: a table that is a list is one, else a row of it."""
    span, level, ruled = (0, 0), 0, False
    row: list[str] | None = None
    number = end = 0
    for i, token in enumerate(tokens):
        if i < end:
            continue
        if token.type == "table_open":
            number += 1
            close = next(j for j in range(i, len(tokens)) if tokens[j].type == "table_close")
            table = read_table(name, tokens[i:close], number, _shown, limits)
            if table is not None:
                yield _Piece("", span, table=table)
                end = close + 1
                continue
        span = (token.map[0], token.map[1]) if token.map else span
        texts: list[str] = []
        if token.type in ("heading_open", "heading_close"):
            level = int(token.tag[1:]) if token.type == "heading_open" else 0
        elif token.type in ("tr_open", "tr_close"):
            texts = [" ".join(row)] if row else []
            row = [] if token.type == "tr_open" else None
        elif token.type == "inline" and row is not None:
            row += _shown(token)
        elif token.type == "inline":
            texts = _shown(token)
        elif token.type in ("fence", "code_block"):
            texts = [" ".join(token.content.split())]
        elif token.type == "html_block":
            texts = [" ".join(_TAG.sub(" ", token.content).split())]
        for text in filter(None, texts):
            yield _Piece(text, span, level, ruled)
        ruled = token.type == "hr" or (ruled and not any(texts))


def _shown(token: Token) -> list[str]:
    """The text that an inline token shows, parted at its hard breaks."""
    parts = [""]
    broken = False
    for child in token.children or ():
        if child.type == "hardbreak" or (child.type == "html_inline" and _LINE_TAG.fullmatch(child.content)):
            parts.append("")
        elif child.type == "softbreak":
            broken = True
        elif child.type != "html_inline" and child.content:
            joined = broken and parts[-1] and needs_blank(parts[-1], child.content)
            parts[-1] += f" {_plain(child.content)}" if joined else _plain(child.content)
            broken = False
    return [text for text in (" ".join(part.split()) for part in parts) if text]


def _plain(text: str) -> str:
    if "&" in text:
        for entity, shown in _ENTITY.items():
            text = text.replace(entity, shown)
    return text
