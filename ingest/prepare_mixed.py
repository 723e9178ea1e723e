"""Can a document be read, and what is it? Opened, its text and tables counted by both passes, and given its source key."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from graph.sources import SourceVersion
from ingest.balance import check, seen_by_reader
from ingest.context import IngestOptions
from ingest.errors import NoHeader, TooBig
from ingest.identify import identify_mixed
from ingest.lists.lexicon import Lexicon
from ingest.lists.survey import Survey, survey
from ingest.lists.told import speaks_of_sheets
from ingest.readers.article import Prose
from ingest.readers.count_mixed import count_mixed
from ingest.readers.limits import Limits
from ingest.readers.mixed import Mixed, MixedCount
from ingest.readers.open import open_mixed
from ingest.readers.prose_balance import check_prose


@dataclass(frozen=True, slots=True)
class PreparedMixed:
    """A document that is ready to be stored. ``size`` in bytes; ``survey`` is of its tables; ``counted`` is the
    independent count."""

    path: Path
    size: int
    mixed: Mixed
    survey: Survey
    version: SourceVersion
    counted: MixedCount

    @property
    def name(self) -> str:
        """The file's name."""
        return self.mixed.name

    @property
    def prose(self) -> Prose:
        """Its text."""
        return self.mixed.prose

    @property
    def has_lists(self) -> bool:
        """Whether it holds tables, or what could not be read."""
        return bool(self.survey.sheets or self.survey.headless or self.mixed.tables.problems)

    @property
    def has_text(self) -> bool:
        """Whether it holds text, or nothing at all."""
        return bool(self.prose.articles) or not self.has_lists

    @property
    def units(self) -> int:
        """How many blocks (paragraphs, headings …) and rows it has."""
        return sum(len(article.blocks) for article in self.prose.articles) + len(self.counted.cells.rows)


def prepare_mixed(path: Path, content: str, options: IngestOptions, lexicon: Lexicon) -> PreparedMixed:
    """Open a document, hold its text and its cells against the independent count, find headers, profiles and key.

    Raises:
        IngestError: it cannot be read, is too long, holds nothing but tables without a header, or the counts differ.
    """
    mixed = open_mixed(path, options.limits)
    _check_length(mixed.prose, options.limits)
    counted = count_mixed(path, mixed)
    check(mixed.name, counted.cells, seen_by_reader(mixed.tables))
    check_prose(mixed.prose, counted.text)
    found = _survey(mixed, lexicon)
    version = identify_mixed(mixed, found, content, options.source, lexicon)
    found = _survey(mixed, lexicon, version.key) if speaks_of_sheets(lexicon) else found
    return PreparedMixed(path, path.stat().st_size, mixed, found, version, counted)


def _check_length(prose: Prose, limits: Limits) -> None:
    characters = sum(len(block.text) for article in prose.articles for block in article.blocks)
    if characters > limits.prose_characters:
        raise TooBig(prose.name, "正文字数", "characters of text", characters, limits.prose_characters)


def _survey(mixed: Mixed, lexicon: Lexicon, source: str = "") -> Survey:
    """The survey of the tables; beside text, tables without a header are kept as they stand and wait for a person."""
    try:
        return survey(mixed.tables, lexicon, source)
    except NoHeader:
        if not mixed.prose.articles:
            raise
        return Survey((), tuple(s for s in mixed.tables.sheets if next(iter(s.rows), None) is not None))
