"""What is a search asked with? A ``SearchQuery``: the words, a class, filters, how many, where to go on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

PASSAGE: Final = "Passage"
"""The ``type`` that searches the text of the sources itself."""

FILTERS: Final = ("place", "kind", "valid_on")
"""``place``: an official code or a place's name; ``kind``: a concept, with the narrower ones; ``valid_on``: an ISO
date on which the thing is valid. Beside these every facet of the vocabulary, by its property's name or label."""

MAX_LIMIT: Final = 100
MAX_TEXT: Final = 20_000


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """One search.

    ``type`` is a class (its subclasses count) or ``Passage``; ``limit`` 1 to 100 hits a page; ``cursor`` what the page
    before gave.
    """

    text: str
    type: str | None = None
    filters: Mapping[str, str] = field(default_factory=dict)
    limit: int = 10
    cursor: str | None = None
