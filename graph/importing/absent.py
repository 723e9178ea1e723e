"""Which raw files does the store speak of that are not here? After an import all, until they are supplied.

Reading the file again (``gongjian ingest``, with ``--source`` for a declared key) recognises it by its hash and keeps it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graph.desk.entries import PREFIX

if TYPE_CHECKING:
    from graph.connection import Graph
    from graph.raw import RawStore

VERSIONS: Final = """
MATCH (s:Source) WHERE NOT s.key STARTS WITH $prefix
RETURN s.key AS source, s.name AS name, s.content AS content, s.live AS live, s.basis = 'declared' AS declared
ORDER BY s.key, s.live DESC, s.content
"""


@dataclass(frozen=True, slots=True)
class AbsentFile:
    """A version of a source whose raw file is not here; ``declared``: its source has to be named to supply it."""

    source: str
    name: str
    content: str
    live: bool
    declared: bool


def absent_files(graph: Graph, raw: RawStore) -> list[AbsentFile]:
    """The versions of sources whose raw file is not kept here, by source; what a person entered never had one."""
    return [AbsentFile(**row) for row in graph.stream(VERSIONS, prefix=PREFIX) if not raw.has(row["content"])]
