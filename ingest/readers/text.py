"""How is a .txt file read? Its lines as articles of blocks, whatever page they were taken from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ingest.readers.article import Article, Block, Furniture, Prose
from ingest.readers.front import Front, first_date, front_words
from ingest.readers.furniture import furniture_words, is_page_date
from ingest.readers.layout import lay_out, make_blocks
from ingest.readers.limits import Limits
from ingest.readers.lines import read_lines
from ingest.readers.mixed import Mixed, text_alone
from ingest.readers.separate import separate

_PARAGRAPHS_WITH_DATELINE = 3


def read_text(path: Path, limits: Limits) -> Mixed:
    """Open a text file.

    Raises:
        EmptyFile, TooBig, WrongContent, WrongEncoding.
    """
    lines, encoding = read_lines(path, limits)
    segments, furniture = lay_out(lines)
    articles = [make_article(make_blocks(part), furniture) for part in separate(segments)]
    return text_alone(Prose(path.name, "text", tuple(articles), tuple(furniture), encoding))


def make_article(
    blocks: Sequence[Block], furniture: Sequence[Furniture] = (), known: Front | None = None, title: str = ""
) -> Article:
    """An article with what ``known`` states of it, else its own lines, else (the date) the page's running head."""
    front = known or Front()
    words = front_words()
    for block in blocks:
        if block.kind == "byline":
            front = front.or_else(words.front_of_line(block.text))
    for block in [b for b in blocks if b.kind == "paragraph"][:_PARAGRAPHS_WITH_DATELINE]:
        front = front.or_else(words.front_of_paragraph(block.text))
    front = front.or_else(Front(date=page_date(furniture)))
    shown = "".join([b.text for b in blocks if b.kind == "title"][:1])
    return Article(shown or title, tuple(blocks), front.date, front.publisher, front.author)


def page_date(furniture: Sequence[Furniture]) -> str:
    """The date of the first running head, ''."""
    heads = (f.text for f in furniture if is_page_date(f.text) and furniture_words().is_running_head(f.text))
    return first_date(heads)
