"""Does the graph that was made say what the file says? Its own export, line by line against the file's.

What follows from records (entities, relations, questions) is made anew, never taken from the file; under other
versions it may differ, and is counted apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from graph.connection import Graph
from graph.export.canonical import triples
from graph.export.full import RUNS, SCORES, history
from graph.export.nquads import DATA
from graph.export.seal import is_seal
from graph.export.sorting import sorted_unique
from graph.export.terms import ME, Terms
from graph.importing.report import Difference
from graph.importing.spool import Spool, Tell

SHOWN: Final = 20
LONGEST: Final = 300
EVERY: Final = 50_000
_FOLLOWS: Final = re.compile(
    rf"<{DATA}(r[0-9a-f]{{24}}|e[0-9a-f]{{24}}|a[0-9a-f]{{24}}|place:[0-9]+|g[a-z]+|schema|index)> |{ME} |{Terms.ONTOLOGY} "
)


class Comparison:
    """Counts of lines that only one side has; ``anew`` are those that other versions explain."""

    def __init__(self, versions_differ: bool) -> None:
        self.only_in_file = self.only_in_graph = self.anew = 0
        self.shown: list[Difference] = []
        self._versions_differ = versions_differ

    def add(self, difference: Difference) -> None:
        """Count one line that only one side has."""
        if self._versions_differ and follows(difference.line):
            self.anew += 1
            return
        if difference.side == "file":
            self.only_in_file += 1
        else:
            self.only_in_graph += 1
        if len(self.shown) < SHOWN:
            self.shown.append(Difference(difference.side, difference.line[:LONGEST]))


def compare(graph: Graph, spool: Spool, *, full: bool, versions_differ: bool, tell: Tell) -> Comparison:
    """Hold the graph's export against the lines of the file."""
    made = sorted_unique(chain(triples(graph), history(graph)) if full else triples(graph))
    found = Comparison(versions_differ)
    theirs = (line for line in spool if not is_seal(line))
    for difference in differences(theirs, _telling(made, tell)):
        found.add(difference)
    return found


def differences(file: Iterable[str], graph: Iterable[str]) -> Iterator[Difference]:
    """The lines that only one of two sorted streams has, in order."""
    a, b = iter(file), iter(graph)
    x, y = next(a, None), next(b, None)
    while x is not None or y is not None:
        if x == y:
            x, y = next(a, None), next(b, None)
        elif y is None or (x is not None and x < y):
            yield Difference("file", x or "")
            x = next(a, None)
        else:
            yield Difference("graph", y)
            y = next(b, None)


def follows(line: str) -> bool:
    """Whether a line is about what is made anew: entities, relations, questions, versions, runs."""
    return _FOLLOWS.match(line) is not None or line.endswith((f" {SCORES} .", f" {RUNS} ."))


def _telling(lines: Iterable[str], tell: Tell) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        yield line
        if number % EVERY == 0:
            tell(number)
