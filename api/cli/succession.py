"""Verbs of succession: which vanished record is now listed under another spelling? ``list``, ``accept``, ``refuse``."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from api.cli import console
from api.cli.session import JsonFlag, session
from graph.principal import PUBLIC

verbs = typer.Typer(
    help="疑似改名的记录：登记是否跟过去 · records that may be renamed: do decisions follow",
    no_args_is_help=True,
)
Id = Annotated[str, typer.Argument(help="编号 · its id")]
BASES = {"one-cell": "同一行只差一格 the same row but for one cell", "alike": "写法最接近 the most alike"}
MAX_ROW = 120


def add_verbs(app: typer.Typer) -> None:
    """Hang the verbs on the command."""
    verbs.command("list", help="列出待确认的接续 · list the open questions")(list_verb)
    verbs.command("accept", help="是同一个，登记跟过去 · it is the same, decisions follow")(accept)
    verbs.command("refuse", help="不是同一个，不再问 · it is another thing, do not ask again")(refuse)
    app.add_typer(verbs, name="succession")


def list_verb(as_json: JsonFlag = False) -> None:
    """List the open questions, with both rows."""
    from graph.succession import proposals

    with session() as service:
        found = proposals(service.graph, PUBLIC)
    if as_json:
        console.print_json(found)
        return
    for item in found:
        console.out.print(f"[bold]{item.id}[/bold] {escape(item.source)} [dim]{BASES[item.basis]}[/dim]")
        console.out.print(f"  [red]-[/red] {_row(item.old_text, item.old_sheet, item.old_row)}")
        console.out.print(f"  [green]+[/green] {_row(item.new_text, item.new_sheet, item.new_row)}")
    console.out.print(f"共 {len(found)} 条 [dim]open questions[/dim]")


def accept(id: Id, as_json: JsonFlag = False) -> None:
    """Say that it is the same thing."""
    _answer(id, yes=True, as_json=as_json)


def refuse(id: Id, as_json: JsonFlag = False) -> None:
    """Say that it is another thing."""
    _answer(id, yes=False, as_json=as_json)


def _answer(id: str, *, yes: bool, as_json: bool) -> None:
    from api.succeeding import answer

    with session() as service:
        found = answer(service, id, yes=yes)
    if as_json:
        console.print_json(found)
        return
    console.out.print(
        "已登记：接续 [dim]entered: it succeeds[/dim]"
        if yes
        else "已登记：不是同一个 [dim]entered: different[/dim]"
    )


def _row(text: str, sheet: str, row: int) -> str:
    place = " ".join(part for part in (sheet, f"第{row}行" if row else "") if part)
    return (
        f"{escape(text.replace(chr(9), ' ')[:MAX_ROW]) or '（多行 several rows）'} [dim]{escape(place)}[/dim]"
    )
