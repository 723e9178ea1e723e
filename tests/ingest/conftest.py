"""What do the ingest tests share? One lexicon, and a way to read a file without a store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.gazetteer import Gazetteer
from ingest.lists.lexicon import Lexicon
from ontology.model import Ontology
from tests.ingest.reading import Reading, read_file


@pytest.fixture(scope="session")
def lexicon(ontology: Ontology, gazetteer: Gazetteer) -> Lexicon:
    """The word tools of the real vocabulary and places."""
    return Lexicon(ontology, gazetteer)


@pytest.fixture(scope="session")
def read_list(lexicon: Lexicon) -> Callable[..., Reading]:
    """Read a file into passages, records and repairs; the balance is checked."""

    def run(path: Path, batch: int = 100) -> Reading:
        return read_file(path, lexicon, batch)

    return run
