"""Where is the graph store, and who may enter it?"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Address:
    """A Neo4j server: ``bolt://`` or ``neo4j://`` address, user and password (never shown)."""

    uri: str
    user: str = "neo4j"
    password: str = field(default="", repr=False)
