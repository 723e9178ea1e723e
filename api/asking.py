"""Is it a sentence or the id of a need? What a person types after ``match`` may be either."""

from __future__ import annotations

import re

from graph.principal import Principal
from ontology.errors import UsageProblem
from search.context import SearchContext
from search.demand import Demand, demand_from_entity, read_demand

MAX_TEXT = 2000
_ID = re.compile(r"r[0-9a-f]{24}")


class TextTooLong(UsageProblem):
    """A demand of more characters than are read."""


def bounded(text: str) -> str:
    """The text, if it is not too long.

    Raises:
        TextTooLong: more than ``MAX_TEXT`` characters.
    """
    if len(text) > MAX_TEXT:
        raise TextTooLong(
            f"这段话有 {len(text)} 个字，上限 {MAX_TEXT}：请写短一些，一次只说一件事",
            f"the text has {len(text)} characters, at most {MAX_TEXT}: make it shorter, one demand at a time",
            found=len(text),
            allowed=MAX_TEXT,
        )
    return text


def demand_of(context: SearchContext, principal: Principal, text: str) -> Demand:
    """The demand of a need's id or of a plain sentence.

    Raises:
        UnknownId: it looks like an id and there is no such need.
        TextTooLong: more than ``MAX_TEXT`` characters.
    """
    bounded(text)
    if _ID.fullmatch(text.strip()):
        return demand_from_entity(context, principal, text.strip())
    return read_demand(context, text)
