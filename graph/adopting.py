"""How does the store come to follow a vocabulary that passes with its records? Entities are made anew, then it is noted.

The note comes last: killed anywhere before, the next opening judges and does the same again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.evolution import VocabularyConflict, judge
from graph.schema import ensure_schema
from graph.settle import Progress, settle
from graph.turn import Tell, writing_turn
from graph.vocabulary import MigrationUnfinished, held, holds_records, note, note_first

if TYPE_CHECKING:
    from graph.connection import Graph


def adopt(graph: Graph, tell: Tell | None = None, progress: Progress | None = None) -> bool:
    """Have the store follow the graph's vocabulary; whether its entities had to be made anew for that.

    A store that is empty, or follows this vocabulary already, takes a few milliseconds.

    Raises:
        VocabularyConflict: the vocabulary differs in ways that concern records; nothing was changed.
        MigrationUnfinished: the store is on its way to a vocabulary. SomebodyWrites: another run did not end.
    """
    if _follows(graph):
        ensure_schema(graph)
        return False
    with writing_turn(graph, tell):
        if not (followed := _follows(graph)):  # whoever wrote meanwhile may have done it
            judgement = judge(graph)
            if judgement.findings:
                raise VocabularyConflict(judgement, graph.ontology.version)
        ensure_schema(graph)
        if not followed:
            settle(graph, progress)
            note(graph)
    return not followed


def _follows(graph: Graph) -> bool:
    """Whether the store follows this vocabulary; one that holds nothing yet does from now on."""
    found = held(graph)
    if found and found.target:
        raise MigrationUnfinished(found.target)
    if found is None and not holds_records(graph):
        note_first(graph)
        return True
    return found is not None and found.version == graph.ontology.version
