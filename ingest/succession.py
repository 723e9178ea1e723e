"""Which new record is what a vanished one was, spelt otherwise? The same row but for one cell, else the one most alike.

Only records on which people's decisions rest are asked about, and only where the answer is unique: a wrong guess is worse
than none, and a person answers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Final

from graph.changes import cells_apart
from graph.connection import Graph
from graph.sources import SourceVersion, version_of
from graph.succession import Account, Pairing, newcomers, propose, untried, vanished
from ontology.language.keys import name_key
from ontology.terms import Properties

ALIKE: Final = 70.0
"""Of 100: how alike the names of two records are at least, in comparison form (twice what they share by their lengths)."""
APART: Final = 8.0
"""How much less alike the second best is at least."""
_NAMING: Final = (Properties.NAME, Properties.ITEM)


def propose_successions(graph: Graph, version: SourceVersion) -> int:
    """Pair what vanished with what came in a version that is live now, and keep the questions; how many there are."""
    gone = vanished(graph, version.key)
    if not gone:
        return 0
    found = pairings(gone, newcomers(graph, version, {account.role for account in gone}))
    propose(graph, version, found)
    return len(found)


def complete_proposals(graph: Graph) -> None:
    """Ask what a run that was killed could not ask any more."""
    for node in untried(graph):
        propose_successions(graph, version_of(node))


def pairings(gone: Iterable[Account], came: Iterable[Account]) -> list[Pairing]:
    """At most one pairing for each record that is gone, and for each that came; ``came`` is gone through once."""
    olds = list(gone)
    best: dict[str, list[tuple[float, Account, str]]] = defaultdict(list)
    names = {old.id: named_as(old) for old in olds}
    for new in came:
        name = named_as(new)
        for old in olds:
            if old.role != new.role:
                continue
            score = alike(names[old.id], name)
            basis = "one-cell" if differ_in_one_cell(old.text, new.text) else "alike"
            if basis == "one-cell" or score >= ALIKE - APART:
                found = [*best[old.id], (score + 100 * (basis == "one-cell"), new, basis)]
                best[old.id] = sorted(found, key=lambda x: (-x[0], x[1].id))[:2]
    made = [pairing for old in olds if (pairing := _only(old, best[old.id]))]
    taken = [pairing.new.id for pairing in made]
    return [pairing for pairing in made if taken.count(pairing.new.id) == 1]


def alike(a: str, b: str) -> float:
    """How alike two names are, 0 to 100; 0 if they share too few characters to be worth comparing.

    >>> round(alike("示例大学会议室", "示例大雪会议室")), alike("示例大学", "某街道办事处")
    (86, 0.0)
    """
    if len(set(a) & set(b)) * 2 < (ALIKE - APART) / 100 * min(len(set(a)), len(set(b))):
        return 0.0
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return 100 * matcher.ratio() if matcher.quick_ratio() * 100 >= ALIKE - APART else 0.0


def named_as(account: Account) -> str:
    """What a record is about, in comparison form: its name or item, and whom and where it names."""
    words = [s.original or s.value for s in account.statements if s.property in _NAMING]
    words += [s.original for s in account.statements if s.kind in {"record", "place"} and s.original]
    return " ".join(name_key(word) for word in dict.fromkeys(words))


def differ_in_one_cell(old: str, new: str) -> bool:
    """Whether two rows are the same but for one cell; a running number may have moved.

    >>> differ_in_one_cell("1\\t示例大雪\\t会议室", "2\\t示例大学\\t会议室")
    True
    """
    return "\t" in old and cells_apart(old, new) == 1


def _only(old: Account, found: list[tuple[float, Account, str]]) -> Pairing | None:
    """The best, if it is good enough and nothing comes near it."""
    if not found or found[0][0] < ALIKE or (len(found) > 1 and found[0][0] - found[1][0] < APART):
        return None
    return Pairing(old, found[0][1], found[0][2])
