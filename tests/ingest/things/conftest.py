"""What do the tests of foreign data share? The word tools with the ontology's alignments."""

from __future__ import annotations

import pytest

from graph.gazetteer import Gazetteer
from ingest.tools import Tools
from ontology.model import Ontology


@pytest.fixture(scope="session")
def tools(ontology: Ontology, gazetteer: Gazetteer) -> Tools:
    """The tools of the real vocabulary and places."""
    return Tools(ontology, gazetteer)
