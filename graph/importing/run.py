"""How is an import done, from first line to comparison? ``import_export``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from graph.importing.report import ImportReport

if TYPE_CHECKING:
    from graph.connection import Graph

Progress = Callable[[str, int, int], None]
"""Called with the step (``check``, ``write``, ``settle``, ``compare``), lines or records done, and in all (0: not known)."""


def import_export(
    graph: Graph,
    lines: Iterable[str],
    *,
    name: str = "",
    who: str = "import",
    progress: Progress | None = None,
) -> ImportReport:
    """Make an empty store hold what an export says, then compare its own export with the file's lines.

    Args:
        lines: N-Quads lines of a canonical or a full export, in any order, with or without line breaks; read once.
        name: what messages call the file.
        who: under whom the desk state of a canonical export is entered (a full one brings its log).
    """
    raise NotImplementedError
