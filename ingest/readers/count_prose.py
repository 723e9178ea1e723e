"""How much text does a file show outside of its lists, and how many sentences has each block? Counted by somebody else.

The second, independent pass of the balance: own lines, own visible characters, own pass over HTML, own sentences.
It shares no code with the readers; of theirs it takes only their decisions: the encoding, which lines a block was
made of, and where a blank stands in it. Every other character comes from the file.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.readers.article import Prose
from ingest.readers.count_html import visible_html
from ingest.readers.count_mhtml import html_of_archive
from ingest.readers.count_sentences import count_sentences

PAGES = frozenset(("html", "mhtml"))
"""Formats whose text is a page of HTML."""
_HIDDEN = frozenset(
    chr(code)
    for first, last in (
        (0xAD, 0xAD),
        (0x200B, 0x200F),
        (0x2028, 0x202E),
        (0x2060, 0x2064),
        (0xD800, 0xDFFF),
        (0xFE00, 0xFE0F),
        (0xFEFF, 0xFEFF),
        (0xFFFE, 0xFFFF),
    )
    for code in range(first, last + 1)
)


@dataclass(frozen=True, slots=True)
class BlockCount:
    """What the file holds of a block: ``characters`` that are no white space, and ``sentences``."""

    characters: int
    sentences: int


@dataclass(frozen=True, slots=True)
class ProseCount:
    """``characters``: of the whole file, visible and no white space. ``blocks``: by article, then by block."""

    characters: int
    blocks: tuple[tuple[BlockCount, ...], ...]


def count_prose(path: Path, prose: Prose) -> ProseCount:
    """Count the text of a file that a reader opened, without lists in it.

    Visible is what is neither white space nor a control, format or byte-order sign; of HTML, what stands outside of
    scripts, styles and other elements that no page shows as text.
    """
    text = written(path, prose)
    if prose.format in PAGES:
        return count_stream(visible_html(text)[0], prose)
    lines = ["".join(visible(line)) for line in lines_of(text)]
    exact = prose.format == "text"
    blocks = tuple(
        tuple(
            _count("".join(lines[n - 1] for n in block.lines), block.text, exact) for block in article.blocks
        )
        for article in prose.articles
    )
    return ProseCount(sum(map(len, lines)), blocks)


def count_stream(text: str, prose: Prose) -> ProseCount:
    """The count of a text that blocks and furniture divide between them in order."""
    stream = "".join(visible(text))
    return ProseCount(len(stream), _along(stream, prose))


def written(path: Path, prose: Prose) -> str:
    """The text of a file as it is written, with its markup; of a saved web page, that of the page."""
    data = path.read_bytes()
    page = html_of_archive(data) if prose.format == "mhtml" else data
    return page.decode(prose.encoding, errors="replace")


def visible(text: str) -> Iterator[str]:
    """The characters of a text that can be seen."""
    for character in text:
        if character in _HIDDEN or character.isspace() or unicodedata.category(character) == "Cc":
            continue
        yield character


def lines_of(text: str) -> list[str]:
    """The lines of a file."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def along_markup(found: str, shape: str) -> BlockCount:
    """The count of the characters of ``shape`` that are ``found`` in this order in a file with markup."""
    return _count(found, shape, False)


def _count(found: str, shape: str, exact: bool) -> BlockCount:
    """The count of a block whose characters are ``found`` in the file, laid out with the blanks of ``shape``; in a
    file with markup those that ``shape`` leaves out are passed over."""
    text: list[str] = []
    position = 0
    for character in shape:
        if character.isspace():
            text.append(" ")
            continue
        if not exact:
            position = found.find(character, position)
            if position < 0:
                break
        text.append(found[position : position + 1])
        position += 1
    if exact:
        text.append(found[position:])
    laid = "".join(text)
    return BlockCount(sum(1 for c in laid if not c.isspace()), count_sentences(laid))


def _along(stream: str, prose: Prose) -> tuple[tuple[BlockCount, ...], ...]:
    """The counts along the visible text of a page, which blocks and furniture divide between them in order."""
    blocks = [(a, block.text) for a, article in enumerate(prose.articles) for block in article.blocks]
    furniture = [piece.text for piece in prose.furniture]
    counts: list[list[BlockCount]] = [[] for _ in prose.articles]
    position = used = 0
    for number, text in blocks:
        bare = "".join(text.split())
        while used < len(furniture) and not stream.startswith(bare, position):
            position += len("".join(furniture[used].split()))
            used += 1
        counts[number].append(_count(stream[position : position + len(bare)], text, True))
        position += len(bare)
    return tuple(map(tuple, counts))
