"""How is it answered whether a new record takes a vanished one's place, whatever the door?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.settle import settle
from graph.succession import Proposal, accept, refuse
from graph.turn import writing_turn

if TYPE_CHECKING:
    from api.service import Service


def answer(service: Service, id: str, *, yes: bool, who: str = "local") -> Proposal:
    """Enter the answer and let what follows from it follow.

    Raises:
        UnknownSuccession: there is no such open question. SomebodyWrites: another run did not end in time.
    """
    graph = service.graph
    with writing_turn(graph, service.reporter.say):
        found = (accept if yes else refuse)(graph, id, who)
        settle(graph)
    service.fill_index_if_needed()
    return found
