"""What do the tests of articles share? The word tools, opened once, and a way to read a text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.articles.lexicon import ProseLexicon
from ingest.lists.lexicon import Lexicon
from tests.ingest.articles.reading import ArticleRead, read_article


@pytest.fixture(scope="session")
def prose(lexicon: Lexicon) -> ProseLexicon:
    """The word tools of articles."""
    return ProseLexicon(lexicon)


@pytest.fixture
def read(tmp_path: Path, prose: ProseLexicon) -> Callable[..., ArticleRead]:
    """Read a text as a file of that title."""

    def run(text: str, title: str = "南京市玄武区：示例报道", name: str = "报道.txt") -> ArticleRead:
        path = tmp_path / name
        path.write_text(f"{title}\n\n{text}\n", encoding="utf-8")
        return read_article(path, prose)

    return run
