"""In which formats can the graph leave?"""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """The formats of ``export --format``."""

    NQUADS = "nquads"
    TURTLE = "turtle"
    JSONLD = "jsonld"
    HSDS = "hsds"
    DCAT = "dcat"
