"""Can a file of prose be read, and what is it? Opened, counted by both passes, and given its source key."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from graph.sources import SourceVersion
from ingest.context import IngestOptions
from ingest.errors import TooBig
from ingest.identify import identify_prose
from ingest.lists.lexicon import Lexicon
from ingest.readers.article import Prose
from ingest.readers.count_prose import ProseCount, count_prose
from ingest.readers.open import open_prose
from ingest.readers.prose_balance import check_prose


@dataclass(frozen=True, slots=True)
class PreparedProse:
    """A file of prose that is ready to be stored. ``size`` in bytes; ``counted`` is the independent count."""

    path: Path
    size: int
    prose: Prose
    version: SourceVersion
    counted: ProseCount

    @property
    def name(self) -> str:
        """The file's name."""
        return self.prose.name

    @property
    def units(self) -> int:
        """How many blocks (paragraphs, headings …) its articles have."""
        return sum(len(article.blocks) for article in self.prose.articles)


def prepare_prose(path: Path, content: str, options: IngestOptions, lexicon: Lexicon) -> PreparedProse:
    """Open a file of prose, hold its text against the independent count, find its key.

    Raises:
        IngestError: it cannot be read, is too long, or the counts differ.
    """
    prose = open_prose(path, options.limits)
    characters = sum(len(block.text) for article in prose.articles for block in article.blocks)
    if characters > options.limits.prose_characters:
        allowed = options.limits.prose_characters
        raise TooBig(path.name, "正文字数", "characters of text", characters, allowed)
    counted = count_prose(path, prose)
    check_prose(prose, counted)
    version = identify_prose(prose, content, options.source, lexicon)
    return PreparedProse(path, path.stat().st_size, prose, version, counted)
