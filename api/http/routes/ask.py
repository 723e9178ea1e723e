"""What is the answer to this plain question?"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from api.asking import MAX_TEXT
from api.http.deps import PrincipalDep, ServiceDep
from search.ask import AskAnswer, ask

router = APIRouter(prefix="/v1/ask", tags=["ask"])


@router.get("")
def ask_question(
    service: ServiceDep,
    principal: PrincipalDep,
    q: Annotated[
        str,
        Query(
            min_length=1,
            max_length=MAX_TEXT,
            description="一个问题，如“某联盟有哪些成员单位？” | a plain question",
        ),
    ],
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> AskAnswer:
    """回答一个问题，只说来源说过的 | the answer to a plain question: named, counted, none or found, with its evidence."""
    return ask(service.search, principal, q, limit)
