"""Verbs of watching: ``watch add · list · remove · run``, and ``notices``."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from api.cli import console, show_watches
from api.cli.session import JsonFlag, session, start
from graph.principal import PUBLIC
from ingest.watches import Watches

verbs = typer.Typer(
    help="监看文件夹、文件与地址，有变化就读入 · watch folders, files and addresses", no_args_is_help=True
)
PAUSE_SECONDS = 10.0


def add_verbs(app: typer.Typer) -> None:
    """Hang the verbs on the command."""
    verbs.command("add", help="监看一个路径、通配或地址 · watch a path, a pattern or an address")(add)
    verbs.command("list", help="列出监看 · list what is watched")(list_verb)
    verbs.command("remove", help="不再监看，已读入的保留 · watch no longer, what was read stays")(remove)
    verbs.command("run", help="查看到时的监看，直到中断 · look at what is due until interrupted")(run)
    app.add_typer(verbs, name="watch")
    app.command("notices", help="来源的变动 · what happened to the sources")(notices_verb)


def add(
    target: Annotated[str, typer.Argument(help="路径、通配或地址 · path, pattern or address")],
    every: Annotated[str, typer.Option(help="间隔，如 30m、1h、1d · interval")] = "1h",
    source: Annotated[str, typer.Option(help="来源名称（一个文件时） · the source's key, for one file")] = "",
    replace: Annotated[
        bool, typer.Option(help="新内容替换旧内容 · new content replaces the old one")
    ] = False,
    remove_gone: Annotated[
        bool,
        typer.Option(
            "--remove-gone", help="文件没有了就移除其来源 · remove the source of a file that is gone"
        ),
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """Watch something from now on."""
    from api.watching import add_watch

    with session() as service:
        made = add_watch(service, target, every, source=source, replace=replace, remove_gone=remove_gone)
    console.print_json(made) if as_json else show_watches.watch(made)


def list_verb(as_json: JsonFlag = False) -> None:
    """List what is watched."""
    from api.watching import view_of

    found = [view_of(watch) for watch in Watches(start().home).all()]
    console.print_json(found) if as_json else show_watches.watches(found)


def remove(
    target: Annotated[str, typer.Argument(help="编号或路径、地址 · id or target")], as_json: JsonFlag = False
) -> None:
    """Watch something no longer."""
    from api.watching import view_of

    gone = view_of(Watches(start().home).remove(target))
    console.print_json(gone) if as_json else console.out.print(
        f"不再监看 [dim]no longer watched[/dim] {gone.id}"
    )


def run(
    once: Annotated[bool, typer.Option("--once", help="只看一次 · look once and end")] = False,
    all: Annotated[bool, typer.Option("--all", help="不论是否到时 · whether due or not")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Look at what is due, again and again until interrupted."""
    from api.watching import due, look_at_watched

    with session() as service:
        while True:
            if once or all or due(service):
                with console.progress("查看", "looking") as advance:
                    looked = look_at_watched(service, all=all, progress=advance)
                console.print_json(looked) if as_json else show_watches.watches(looked)
            if once:
                return
            time.sleep(PAUSE_SECONDS)


def notices_verb(
    after: Annotated[
        int | None, typer.Option(help="只要这个序号之后的 · only those behind this number")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=500)] = 20,
    as_json: JsonFlag = False,
) -> None:
    """Tell what happened to the sources lately."""
    from graph.notices import notices

    with session() as service:
        found = notices(service.graph, PUBLIC, after, limit)
    last = found[-1].sequence if found else after or 0
    console.print_json({"items": found, "last": last}) if as_json else show_watches.notices(found)
