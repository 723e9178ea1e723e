"""Verbs of those who ask: ``ask``, ``search``, ``match``, ``partners``, ``similar``.

Each imports what it needs when it runs: the other verbs do not wait for the search room."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli import console, show, show_answers
from api.cli.session import JsonFlag, session
from graph.principal import PUBLIC

Limit = Annotated[int, typer.Option(min=1, max=50, help="最多几条 · at most how many")]


def add_verbs(app: typer.Typer) -> None:
    """Hang the verbs on the command."""
    app.command("ask", help="回答一个问题 · answer a plain question")(ask_verb)
    app.command("search", help="按词和意思检索 · search by words and meaning")(search_verb)
    app.command("match", help="为一句话或一条需求找资源 · find offers for a sentence or a need")(match_verb)
    app.command("partners", help="为一个组织或地方找伙伴 · find partners for an organisation or a place")(
        partners_verb
    )
    app.command("similar", help="找相近的案例与做法 · find similar cases and practices")(similar_verb)


def ask_verb(
    text: Annotated[str, typer.Argument(help="一个问题 · a plain question")],
    limit: Limit = 10,
    as_json: JsonFlag = False,
) -> None:
    """Answer a question: who, how many, which; and the sentence of the source that says so."""
    from search.ask import ask

    with session() as service:
        answer = ask(service.search, PUBLIC, text, limit)
        console.print_json(answer) if as_json else show_answers.answer(answer)


def search_verb(
    text: Annotated[str, typer.Argument(help="要找什么 · what to look for")],
    type: Annotated[
        str | None, typer.Option("--type", help="类名；Passage 检索原文 · class, or Passage")
    ] = None,
    place: Annotated[str | None, typer.Option(help="地名或代码 · place name or code")] = None,
    kind: Annotated[str | None, typer.Option(help="资源种类 · concept of the resource kinds")] = None,
    filter: Annotated[
        list[str] | None,
        typer.Option("--filter", help="按属性筛选，属性:值，可重复 · property:value, repeatable"),
    ] = None,
    limit: Limit = 10,
    cursor: Annotated[str | None, typer.Option(help="上一页给出的位置 · cursor of the page before")] = None,
    as_json: JsonFlag = False,
) -> None:
    """Search and show each hit with its reason and source."""
    from api.filters import filters_of
    from search.hybrid import search
    from search.options import SearchQuery

    with session() as service:
        filters = filters_of(place, kind, filter or ())
        page = search(
            service.search, PUBLIC, SearchQuery(text, type=type, filters=filters, limit=limit, cursor=cursor)
        )
        console.print_json(page) if as_json else show.hits(page)


def match_verb(
    text: Annotated[str, typer.Argument(help="一句话，或需求的编号 · a sentence, or the id of a need")],
    limit: Limit = 10,
    as_json: JsonFlag = False,
) -> None:
    """Find offers: matches with reasons, near misses with the one thing that is missing."""
    from api.asking import demand_of
    from search.match import match

    with session() as service:
        answer = match(service.search, PUBLIC, demand_of(service.search, PUBLIC, text), limit)
        console.print_json(answer) if as_json else show.matches(answer)


def partners_verb(
    who: Annotated[str, typer.Argument(help="组织编号或名称，或地名 · organisation (id or name) or place")],
    limit: Limit = 10,
    as_json: JsonFlag = False,
) -> None:
    """Rank organisations over all needs of an organisation or a place."""
    from search.partners import partners

    with session() as service:
        answer = partners(service.search, PUBLIC, who, limit)
        console.print_json(answer) if as_json else show.partners(answer)


def similar_verb(
    what: Annotated[
        str, typer.Argument(help="一段话，或案例、做法的编号 · a text, or the id of a case or practice")
    ],
    limit: Limit = 10,
    as_json: JsonFlag = False,
) -> None:
    """Find similar cases and practices, and say in which part they are alike."""
    from search.similar import similar

    with session() as service:
        answer = similar(service.search, PUBLIC, what, limit)
        console.print_json(answer) if as_json else show_answers.similar(answer)
