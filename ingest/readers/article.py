"""What does a reader of prose hand on? A file as articles of blocks, each block one line of text with its way back.

Newspaper lines are joined, page furniture is set aside, nothing is left out: every line of the file belongs to a
block of an article or to the furniture. What the blocks say is not decided here: see ``ingest.articles``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["title", "heading", "paragraph", "caption", "byline"]
"""``title``: the article's headline; ``heading``: a line between paragraphs that names the next ones; ``caption``: what
stands under a picture; ``byline``: who wrote it, where it was sent from, its date line if that stands alone."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text without line breaks.

    Attributes:
        kind: what the block is.
        text: its text, lines joined (without a blank between ideographs), ends trimmed.
        lines: 1-based numbers of the lines of the file that it was joined from.
        origin: pairs (offset in ``text``, code point of the decoded file), rising: from each offset on, the text
            runs in step with the file up to the next pair. () where the file's text is not the block's (HTML).
        pages: of each of ``lines`` the page, where the file has pages (PDF); ``lines`` then count on each page anew.
    """

    kind: BlockKind
    text: str
    lines: tuple[int, ...]
    origin: tuple[tuple[int, int], ...] = ()
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One article. ``title``, ``publisher`` and ``author`` are '' where the text does not state them; ``date`` is ISO."""

    title: str
    blocks: tuple[Block, ...]
    date: str = ""
    publisher: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Furniture:
    """Lines that belong to the page and to no article (running heads, page numbers, navigation). ``characters``
    counts those that are no white space."""

    text: str
    lines: tuple[int, ...]
    characters: int


@dataclass(frozen=True, slots=True)
class Prose:
    """The text of a file that was opened: ``name`` with ending, without folder; ``format`` is the reader's name."""

    name: str
    format: str
    articles: tuple[Article, ...]
    furniture: tuple[Furniture, ...] = field(default=())
    encoding: str = ""
