"""The verbs ``review`` and ``repair``: what waits for a person, and how it is settled."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli import console, show
from api.cli.session import JsonFlag, NoIndex, session
from graph.principal import PUBLIC

verbs = typer.Typer(
    help="修复：说明看不懂的地方 · say what holds where a reader could not make sense of it",
    no_args_is_help=True,
)


def add_verbs(app: typer.Typer) -> None:
    """Hang the verbs on the command."""
    app.command("review", help="列出待修复的地方 · list what waits for a person")(review)
    app.add_typer(verbs, name="repair")


def review(
    limit: Annotated[int, typer.Option(min=1, max=500)] = 50,
    cursor: Annotated[str, typer.Option(help="上一页给出的位置 · cursor of the page before")] = "",
    source: Annotated[str, typer.Option(help="只看这个来源 · of this source only")] = "",
    reason: Annotated[str, typer.Option(help="只看这种原因 · of this reason only")] = "",
    groups: Annotated[
        bool, typer.Option("--groups", help="同样的合在一起，多的在前 · alike together, most first")
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """List open repairs: where, why, what to do."""
    from graph.reading import repair_groups, repairs

    with session() as service:
        if groups:
            from api.cli import show_profile

            found = repair_groups(service.graph, PUBLIC, limit, source, reason)
            console.print_json(found) if as_json else show_profile.groups(found)
            return
        page = repairs(service.graph, PUBLIC, limit, cursor, source, reason)
        console.print_json(page) if as_json else show.repairs(page)


@verbs.command(help="说明一处，或所有同样的地方 · settle one place, or all like it")
def fix(
    id: Annotated[str, typer.Argument(help="review 给出的编号 · the id that review shows")],
    value: Annotated[str, typer.Option(help="这一格应写什么 · what the cell should say")] = "",
    accept: Annotated[bool, typer.Option("--accept", help="采用建议 · take the suggestion")] = False,
    nothing: Annotated[bool, typer.Option("--nothing", help="这里不说明什么 · it says nothing")] = False,
    role: Annotated[str, typer.Option(help="清单是 offer、need 等 · what the list is of")] = "",
    place: Annotated[str, typer.Option(help="行政区划代码 · an official code")] = "",
    header: Annotated[int, typer.Option(min=0, help="表头所在行 · the row of column names")] = 0,
    all_like: Annotated[
        bool, typer.Option("--all-like", help="同一来源中所有同样的 · all like it in the source")
    ] = False,
    everywhere: Annotated[
        bool, typer.Option("--everywhere", help="所有来源中同样的 · all like it in all sources")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只说有几处 · only say how many places")] = False,
    no_index: NoIndex = False,
    as_json: JsonFlag = False,
) -> None:
    """Enter a fix; the sources that it concerns are read again."""
    from api.cli import show_profile
    from api.plain import plain
    from ingest import fixing

    said = fixing.Said(value, accept, nothing, role, place, header)
    with session() as service:
        planned = fixing.plan(service.ingest, id, said, all_like=all_like, everywhere=everywhere)
        if dry_run:
            console.print_json(planned) if as_json else console.say(
                f"会说明 {planned.places} 处", f"it is about {planned.places} places"
            )
            return
        console.say(f"说明 {planned.places} 处", f"about {planned.places} places")
        with console.progress("重新读取", "reading again") as advance:
            done = fixing.fix(
                service.ingest,
                id,
                said,
                all_like=all_like,
                everywhere=everywhere,
                options=service.ingest_options(),
                advance=advance,
            )
        if not no_index:
            service.fill_index_if_needed()
    if as_json:
        console.print_json(done)
        return
    show_profile.entered(plain(done.entered))
    if done.open:
        console.say(f"其中 {done.open} 处仍待修复", f"{done.open} of them are open still")


@verbs.command(help="已登记的修复 · the fixes that count")
def fixes(as_json: JsonFlag = False) -> None:
    """List fixes."""
    from api.cli import show_profile
    from graph.reading import fixes as effective

    with session() as service:
        found = effective(service.graph, PUBLIC)
        console.print_json(found) if as_json else show_profile.fixes(found)


@verbs.command(help="收回一项修复 · take a fix back")
def undo(
    number: Annotated[int, typer.Argument(min=1, help="编号 · its number")],
    no_index: NoIndex = False,
    as_json: JsonFlag = False,
) -> None:
    """Take back a fix; what it was for is read again."""
    from api.cli.profile import take_back
    from api.profiles import FIX_KINDS

    take_back(number, FIX_KINDS, no_index=no_index, as_json=as_json)
