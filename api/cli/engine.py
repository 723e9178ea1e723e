"""Verbs of the engine: ``up``, ``down``, ``status``, ``sources``."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from api.cli import console
from api.cli.session import JsonFlag, session, start
from api.cli.show_freshness import BASES
from api.service import Service, engine_of
from graph.principal import PUBLIC
from graph.reading import Counts, SourceView, counts, sources

MAX_SOURCES = 20


def add_verbs(app: typer.Typer) -> None:
    """Hang the verbs on the command."""
    app.command("up", help="启动图数据库（已在运行则连接） · start the graph store")(up)
    app.command("down", help="停止本主目录的图数据库 · stop the graph store of this home")(down)
    app.command("status", help="运行状态与图的内容 · what runs and what the graph holds")(status)
    app.command("sources", help="列出在用来源及其名称 · list the live sources and their keys")(sources_verb)


def up(as_json: JsonFlag = False) -> None:
    """Start the engine, complete what was interrupted, say where it is."""
    from ingest.pipeline import recover

    with session() as service:
        recover(service.ingest)
        uri = service.graph.driver.get_server_info().address
        if as_json:
            console.print_json({"uri": f"bolt://{uri}", "home": str(service.settings.home)})
        else:
            console.out.print(f"图数据库已就绪 [dim]the graph store is ready[/dim]：{uri}")


def down(as_json: JsonFlag = False) -> None:
    """Stop exactly the engine of this home."""
    settings = start()
    if settings.neo4j_uri:
        if as_json:
            console.print_json({"stopped": False})
        console.say(
            "NEO4J_URI 指向外部服务器，不由本程序停止",
            "NEO4J_URI names a server of yours; it is not ours to stop",
        )
        return
    stopped = engine_of(settings).stop()
    if as_json:
        console.print_json({"stopped": stopped})
    elif stopped:
        console.out.print("图数据库已停止 [dim]the graph store is stopped[/dim]")
    else:
        console.out.print("图数据库没有在运行 [dim]the graph store was not running[/dim]")


def status(
    as_json: JsonFlag = False,
    wake: Annotated[
        bool, typer.Option("--start/--no-start", help="未运行时启动 · start it if it is not running")
    ] = False,
) -> None:
    """Show what the graph holds; does not start anything unless asked."""
    settings = start()
    if not wake and not settings.neo4j_uri and engine_of(settings).status() is None:
        if as_json:
            console.print_json({"running": False, "home": str(settings.home)})
        else:
            console.out.print(
                f"图数据库未运行 [dim]not running[/dim]；主目录 home：{settings.home}；启动 start：gongjian up"
            )
        return
    with session() as service:
        held = counts(service.graph, PUBLIC)
        if as_json:
            console.print_json(held)
            return
        _show(service, held)


def _show(service: Service, held: Counts) -> None:
    from graph.importing.absent import absent_files

    out = console.out
    out.print(f"来源 sources {held.sources} · 段落 passages {held.passages} · 记录 records {held.records}")
    out.print(
        f"待修复 repairs {held.repairs} · 图版本 version {held.version} · 待处理 pending {held.pending}"
    )
    for name, number in sorted(held.entities.items(), key=lambda pair: (-pair[1], pair[0])):
        term = service.graph.ontology.classes.get(name)
        out.print(f"  {number:>8}  {term.zh if term else name} [dim]{name}[/dim]")
    for source in sources(service.graph, PUBLIC)[:MAX_SOURCES]:
        out.print(f"  来源 source [bold]{escape(source.key)}[/bold] [dim]{escape(source.name)}[/dim]")
    if held.sources > MAX_SOURCES:
        out.print("  全部来源 all of them：gongjian sources")
    if absent := absent_files(service.graph, service.raw):
        out.print(
            f"缺原始文件 raw files absent {len(absent)}；用 gongjian ingest 补上 supply them by gongjian ingest；"
            "清单 list：gongjian sources"
        )


def sources_verb(as_json: JsonFlag = False) -> None:
    """List the live sources with their keys."""
    from graph.importing.absent import absent_files

    with session() as service:
        found = sources(service.graph, PUBLIC)
        if as_json:
            console.print_json(found)
            return
        for source in found:
            beside = source.title if source.name == source.key else source.name
            aside = f" [dim]{escape(beside)}[/dim]" if beside else ""
            console.out.print(f"[bold]{escape(source.key)}[/bold]{aside}")
            if told := _told(source):
                console.out.print(f"  {told}", markup=False)
        console.out.print(f"来源 sources {len(found)}")
        for absent in absent_files(service.graph, service.raw):
            old = "" if absent.live else "（旧版本 superseded）"
            how = f" --source {absent.source}" if absent.declared else ""
            console.out.print(
                f"缺原始文件 raw file absent：{absent.name}{old} sha256 {absent.content}；gongjian ingest FILE{how}",
                markup=False,
            )


def _told(source: SourceView) -> str:
    """Its date with what that rests on, who published it, and under which licence and terms."""
    dated = f"{source.stated_date}（{BASES.get(source.stated_basis, '')}）" if source.stated_date else ""
    licence = f"许可 licence {source.licence}" if source.licence else ""
    return " · ".join(part for part in (dated, source.publisher, licence, source.terms) if part)
