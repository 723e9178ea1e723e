"""What are nameless nodes called, so that another order, label or format calls them the same? By what is stated about them.

Colour refinement: a node's colour is a hash of its statements, then of its colour and its nameless neighbours' colours,
until no colour splits any more. Nodes of one colour are told apart by a number; which is which then makes no difference,
but for contrived graphs in which every node looks like every other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final

from graph.identifiers import digest

ROUNDS: Final = 64
"""A chain of nameless nodes that is longer is told apart no further."""
Triple = tuple[str, str, str, bool]
"""Subject, predicate, object and whether the object is a node; a nameless node begins with ``_:``."""


def blank_names(triples: Iterable[Triple]) -> dict[str, str]:
    """A name for each nameless node, beginning with ``_:``.

    >>> one = blank_names([("_:x", "p", "1", False), ("_:y", "p", "2", False)])
    >>> two = blank_names([("_:b", "p", "2", False), ("_:a", "p", "1", False)])
    >>> (one["_:x"], one["_:y"]) == (two["_:a"], two["_:b"])
    True
    """
    own: dict[str, list[str]] = {}
    links: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for subject, predicate, text, node in triples:
        near, far = subject.startswith("_:"), node and text.startswith("_:")
        if near:
            own.setdefault(subject, [])
        if far:
            own.setdefault(text, [])
        if near and far:
            links[subject].append((">", predicate, text))
            links[text].append(("<", predicate, subject))
        elif near:
            own[subject].append(digest(">", predicate, text, str(node)))
        elif far:
            own[text].append(digest("<", predicate, subject))
    return _numbered(_refined({b: digest("", *sorted(said)) for b, said in own.items()}, links))


def _refined(colours: dict[str, str], links: dict[str, list[tuple[str, str, str]]]) -> dict[str, str]:
    for _ in range(ROUNDS if links else 0):
        finer = {
            b: digest("", colour, *sorted(digest(way, p, colours[other]) for way, p, other in links[b]))
            if b in links
            else colour
            for b, colour in colours.items()
        }
        if len(set(finer.values())) == len(set(colours.values())):
            return finer
        colours = finer
    return colours


def _numbered(colours: dict[str, str]) -> dict[str, str]:
    seen: Counter[str] = Counter()
    names = {}
    for blank, colour in colours.items():
        seen[colour] += 1
        names[blank] = f"_:{colour}" if seen[colour] == 1 else f"_:{colour}.{seen[colour]}"
    return names
