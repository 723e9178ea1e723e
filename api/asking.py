"""Is it a sentence or the id of a need? What a person types after ``match`` may be either."""

from __future__ import annotations

import re

from graph.principal import Principal
from search.context import SearchContext
from search.demand import Demand, demand_from_entity, read_demand

_ID = re.compile(r"r[0-9a-f]{24}")


def demand_of(context: SearchContext, principal: Principal, text: str) -> Demand:
    """The demand of a need's id or of a plain sentence.

    Raises:
        UnknownId: it looks like an id and there is no such need.
    """
    if _ID.fullmatch(text.strip()):
        return demand_from_entity(context, principal, text.strip())
    return read_demand(context, text)
